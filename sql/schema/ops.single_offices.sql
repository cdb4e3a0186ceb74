-- One row per office that a country has one of. Filled from seeds/reference/single_offices.csv.
create or replace table ops.single_offices (title varchar not null);

comment on table ops.single_offices is
'Offices that one person holds at a time, as they stood in single_offices.csv when the schema was applied.';
comment on column ops.single_offices.title is 'The office as in roles.title.';
