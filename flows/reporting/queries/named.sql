-- One row per entity of a kind with a key, a country's code or a name (else another of its names) as asked for.
with entities as (
    select
        entities.entity_id,
        entities.name,
        case
            when lower(entities.entity_id) = lower(getvariable('name')) then 1
            when entities.kind = 'country' and entities.country_code = upper(getvariable('name')) then 1
            when lower(entities.name) = lower(getvariable('name')) then 2
            when lower(entity_aliases.alias) = lower(getvariable('name')) then 3
        end as nearness
    from main.entities
    left join main.entity_aliases on entities.entity_id = entity_aliases.entity_id
    where entities.kind = getvariable('kind')
)

select distinct
    entity_id,
    name
from entities
where nearness is not null
qualify nearness = min(nearness) over ()
order by entity_id
limit 9;
