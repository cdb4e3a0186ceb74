alter table ops.entity_observations add column if not exists titles varchar[];
