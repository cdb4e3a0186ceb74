-- One row per article the report is about: those of the days, the country and the person asked for, and their copies.
create or replace temp table report_scope as
with articles as (
    select * from main.articles
),

mentions as (
    select * from main.mentions
),

of_the_days as (
    select
        article_id,
        duplicate_of
    from articles
    where
        (getvariable('since') is null or published_on >= getvariable('since')::date)
        and (getvariable('until') is null or published_on <= getvariable('until')::date)
),

naming_country as (
    select distinct article_id from mentions
    where entity_id = getvariable('country')
),

naming_person as (
    select distinct article_id from mentions
    where entity_id = getvariable('person')
)

-- A copy names nobody itself: what its original names stands for both.
select article_id from of_the_days
where
    (
        getvariable('country') is null
        or coalesce(duplicate_of, article_id) in (select naming_country.article_id from naming_country)
    )
    and (
        getvariable('person') is null
        or coalesce(duplicate_of, article_id) in (select naming_person.article_id from naming_person)
    );
