-- One row per decision of the user that holds in this file.
create table if not exists ops.entity_decisions (
    entity_id varchar not null,
    other_id varchar not null,
    decision varchar not null,
    note varchar
);

comment on table ops.entity_decisions is
'What the user decided about entities, as it stood in the file of decisions at the last run.';
comment on column ops.entity_decisions.entity_id is 'An entity; where it is the same as the other, the id that both have.';
comment on column ops.entity_decisions.other_id is 'The other entity.';
comment on column ops.entity_decisions.decision is 'same or different.';
comment on column ops.entity_decisions.note is 'What the user noted beside it.';
