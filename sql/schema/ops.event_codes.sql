-- One row per PLOVER type and mode: the CAMEO code nearest to it. Filled from seeds/reference/plover_cameo.csv.
create or replace table ops.event_codes (
    event_type varchar not null,
    mode varchar,
    cameo_code varchar not null,
    cameo_root varchar not null,
    quad_class bigint not null,
    goldstein double not null,
    note varchar not null
);

comment on table ops.event_codes is
'The crosswalk from PLOVER to CAMEO, as it stood in plover_cameo.csv when the schema was applied.';
comment on column ops.event_codes.event_type is 'PLOVER type (events.event_type).';
comment on column ops.event_codes.mode is
'PLOVER mode (events.mode); null for the type without mode and with any mode that has no row of its own.';
comment on column ops.event_codes.cameo_code is 'CAMEO code of three or four digits, with its leading zero.';
comment on column ops.event_codes.cameo_root is 'Its first two digits: one of the 20 CAMEO classes.';
comment on column ops.event_codes.quad_class is
'1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by the CAMEO class.';
comment on column ops.event_codes.goldstein is
'Weight from -10 (conflict) to 10 (cooperation) that event data give the code.';
comment on column ops.event_codes.note is 'What the CAMEO code means.';
