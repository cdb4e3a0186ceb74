-- One row per story that became part of another.
create table if not exists ops.story_changes (
    old_story_id varchar not null,
    story_id varchar not null,
    run_id varchar not null,
    reason varchar,
    primary key (old_story_id, story_id, run_id)
);

comment on table ops.story_changes is 'Story keys that are no longer in use, and what took their place.';
comment on column ops.story_changes.old_story_id is 'The key no longer in use.';
comment on column ops.story_changes.story_id is 'The story that took its place (stories.story_id).';
comment on column ops.story_changes.run_id is 'The run that wrote the row (ops.runs.run_id).';
comment on column ops.story_changes.reason is 'Why: merged or split.';
