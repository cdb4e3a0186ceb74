-- One row per entity and way of naming it.
create table if not exists main.entity_aliases (
    entity_id varchar not null,
    alias varchar not null,
    mention_count bigint not null,
    primary key (entity_id, alias)
);

comment on table main.entity_aliases is
'The ways an entity is named and how often; pronouns and bare titles are left out.';
comment on column main.entity_aliases.entity_id is 'The entity (entities.entity_id).';
comment on column main.entity_aliases.alias is 'The words used, with white space made single.';
comment on column main.entity_aliases.mention_count is 'How many mentions use them.';
