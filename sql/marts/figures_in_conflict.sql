-- One row per figure that another article or claimant gives differently for the same subject.
create or replace view mart.figures_in_conflict as
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
    -- A subject of one word (troops, people) names one thing only within a story.
    select
        quantities.quantity_id,
        quantities.article_id,
        quantities.kind,
        quantities.value,
        quantities.value_low,
        quantities.value_high,
        quantities.unit,
        quantities.approximation,
        quantities.per,
        quantities.subject,
        quantities.claimant_id,
        quantities.text as words,
        quantities.char_start,
        quantities.char_end,
        articles.title as article_title,
        articles.publisher,
        articles.published_on,
        articles.story_id,
        regexp_replace(lower(trim(quantities.subject)), '^(the|a|an) ', '') as subject_key,
        case
            when contains(trim(quantities.subject), ' ') then ''
            else coalesce(articles.story_id, quantities.article_id)
        end as scope_key
    from quantities
    inner join articles on quantities.article_id = articles.article_id
    where
        quantities.subject is not null
        and quantities.value is not null
        and quantities.kind <> 'duration'
),

ranged as (
    -- What each figure admits: "over 20" anything above 20, "about 100" five percent to either side.
    select
        *,
        case
            when approximation in ('under', 'up_to') then '-infinity'::double
            when approximation = 'about' then value - abs(value) * 0.05
            else coalesce(value_low, value)
        end as admits_from,
        case
            when approximation in ('over', 'at_least') then 'infinity'::double
            when approximation = 'about' then value + abs(value) * 0.05
            else coalesce(value_high, value)
        end as admits_to,
        hash(article_id, claimant_id) as voice,
        hash(subject_key, scope_key, kind, unit, per) as series_key
    from figures
),

subjects as (
    -- In conflict are subjects for which no one value satisfies all figures of at least two voices.
    select
        series_key,
        md5(
            concat_ws('|', min(subject_key), min(scope_key), min(kind), min(unit), coalesce(min(per), ''))
        ) as conflict_id,
        min(value) as lowest_value,
        max(value) as highest_value,
        count(*) as figure_count,
        count(distinct voice) as voice_count
    from ranged
    group by series_key
    having max(admits_from) > min(admits_to) and count(distinct voice) > 1
)

select
    subjects.conflict_id,
    ranged.subject,
    ranged.kind,
    ranged.unit,
    ranged.per,
    ranged.value,
    ranged.value_low,
    ranged.value_high,
    ranged.approximation,
    ranged.words,
    ranged.claimant_id,
    entities.name as claimant_name,
    ranged.article_id,
    ranged.article_title,
    ranged.publisher,
    ranged.published_on,
    ranged.story_id,
    ranged.quantity_id,
    subjects.lowest_value,
    subjects.highest_value,
    subjects.figure_count,
    subjects.voice_count,
    ranged.char_start,
    ranged.char_end
from ranged
inner join subjects on ranged.series_key = subjects.series_key
left join entities on ranged.claimant_id = entities.entity_id;

comment on view mart.figures_in_conflict is
'Figures given differently for one subject by at least two voices (an article or someone it cites), no value '
'fitting all of them.';
comment on column mart.figures_in_conflict.conflict_id is 'The same for all figures in conflict with each other.';
comment on column mart.figures_in_conflict.subject is 'What is counted or paid for, as the article words it.';
comment on column mart.figures_in_conflict.kind is 'money, count, percent, ratio or duration.';
comment on column mart.figures_in_conflict.unit is
'ISO 4217 code for money, plural noun for counts, percent, times, or year, month, week, day.';
comment on column mart.figures_in_conflict.per is 'Rate: year, month or day; null when none.';
comment on column mart.figures_in_conflict.value is 'The number.';
comment on column mart.figures_in_conflict.value_low is 'Lower end of a range; null when open or no range.';
comment on column mart.figures_in_conflict.value_high is 'Upper end of a range; null when open or no range.';
comment on column mart.figures_in_conflict.approximation is 'exact, about, over, under, at_least, up_to or between.';
comment on column mart.figures_in_conflict.words is 'The figure in the article''s own words.';
comment on column mart.figures_in_conflict.claimant_id is
'Who states it (entities.entity_id); null when the article itself does.';
comment on column mart.figures_in_conflict.claimant_name is 'The name of who states it.';
comment on column mart.figures_in_conflict.article_id is 'The article (articles.article_id).';
comment on column mart.figures_in_conflict.article_title is 'Its headline.';
comment on column mart.figures_in_conflict.publisher is 'Its publisher; null when unknown.';
comment on column mart.figures_in_conflict.published_on is 'Its day of publication; null when unknown.';
comment on column mart.figures_in_conflict.story_id is 'Its story (stories.story_id); null when none.';
comment on column mart.figures_in_conflict.quantity_id is 'The figure (quantities.quantity_id).';
comment on column mart.figures_in_conflict.lowest_value is 'Lowest number given for the subject.';
comment on column mart.figures_in_conflict.highest_value is 'Highest number given for the subject.';
comment on column mart.figures_in_conflict.figure_count is 'How many figures are given for the subject.';
comment on column mart.figures_in_conflict.voice_count is 'How many articles and claimants give them.';
comment on column mart.figures_in_conflict.char_start is 'Where the words begin in the raw text: 0-based code points.';
comment on column mart.figures_in_conflict.char_end is 'Where the words end in the raw text, exclusive.';
