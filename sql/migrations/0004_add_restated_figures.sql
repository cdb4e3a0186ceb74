alter table main.quantities add column if not exists restates_id varchar;
