-- One row per figure with a subject and a dated article, beside the figure given before it for the same subject.
create or replace view mart.figures_over_time as
with quantities as (
    select * from main.quantities
),

articles as (
    select * from main.articles
),

entities as (
    select * from main.entities
),

figures as (
    -- Only what puts figures in order: the words are looked up afterwards.
    select
        quantities.quantity_id,
        quantities.article_id,
        quantities.value,
        quantities.char_start,
        articles.published_on,
        hash(
            regexp_replace(lower(trim(quantities.subject)), '^(the|a|an) ', ''),
            quantities.kind,
            quantities.unit,
            quantities.per
        ) as series_key
    from quantities
    inner join articles on quantities.article_id = articles.article_id
    where
        quantities.subject is not null
        and quantities.value is not null
        and articles.published_on is not null
),

followed as (
    select
        quantity_id,
        lag(value) over series_in_time as previous_value,
        lag(published_on) over series_in_time as previous_published_on
    from figures
    window series_in_time as (
        partition by series_key
        order by published_on, article_id, char_start, quantity_id
    )
)

select
    quantities.subject,
    quantities.kind,
    quantities.unit,
    quantities.per,
    articles.published_on,
    quantities.value,
    quantities.approximation,
    followed.previous_value,
    followed.previous_published_on,
    quantities.value - followed.previous_value as change,
    quantities.text as words,
    quantities.claimant_id,
    entities.name as claimant_name,
    quantities.article_id,
    articles.title as article_title,
    articles.publisher,
    articles.story_id,
    quantities.quantity_id,
    quantities.char_start,
    quantities.char_end
from followed
inner join quantities on followed.quantity_id = quantities.quantity_id
inner join articles on quantities.article_id = articles.article_id
left join entities on quantities.claimant_id = entities.entity_id;

comment on view mart.figures_over_time is 'How figures for one subject follow each other by day of publication.';
comment on column mart.figures_over_time.subject is 'What is counted or paid for, as the article words it.';
comment on column mart.figures_over_time.kind is 'money, count, percent, ratio or duration.';
comment on column mart.figures_over_time.unit is
'ISO 4217 code for money, plural noun for counts, percent, times, or year, month, week, day.';
comment on column mart.figures_over_time.per is 'Rate: year, month or day; null when none.';
comment on column mart.figures_over_time.published_on is 'Day of publication of the article.';
comment on column mart.figures_over_time.value is 'The number.';
comment on column mart.figures_over_time.approximation is 'exact, about, over, under, at_least, up_to or between.';
comment on column mart.figures_over_time.previous_value is
'The number given before it for the same subject, kind, unit and rate; null for the first.';
comment on column mart.figures_over_time.previous_published_on is 'Day of publication of that one.';
comment on column mart.figures_over_time.change is 'value minus previous_value; null for the first.';
comment on column mart.figures_over_time.words is 'The figure in the article''s own words.';
comment on column mart.figures_over_time.claimant_id is
'Who states it (entities.entity_id); null when the article itself does.';
comment on column mart.figures_over_time.claimant_name is 'The name of who states it.';
comment on column mart.figures_over_time.article_id is 'The article (articles.article_id).';
comment on column mart.figures_over_time.article_title is 'Its headline.';
comment on column mart.figures_over_time.publisher is 'Its publisher; null when unknown.';
comment on column mart.figures_over_time.story_id is 'Its story (stories.story_id); null when none.';
comment on column mart.figures_over_time.quantity_id is 'The figure (quantities.quantity_id).';
comment on column mart.figures_over_time.char_start is 'Where the words begin in the raw text: 0-based code points.';
comment on column mart.figures_over_time.char_end is 'Where the words end in the raw text, exclusive.';
