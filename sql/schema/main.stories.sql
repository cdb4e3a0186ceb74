-- One row per story.
create table if not exists main.stories (
    story_id varchar not null,
    headline varchar,
    first_published_on date,
    last_published_on date,
    article_count bigint not null,
    primary key (story_id)
);

comment on table main.stories is 'Articles that tell of the same happening, over days and outlets.';
comment on column main.stories.story_id is 'Key of the story.';
comment on column main.stories.headline is 'Title of the article that stands for it; null when none has a title.';
comment on column main.stories.first_published_on is 'Day of its first article; null when no article has one.';
comment on column main.stories.last_published_on is 'Day of its last article; null when no article has one.';
comment on column main.stories.article_count is 'How many articles tell it, copies included.';
