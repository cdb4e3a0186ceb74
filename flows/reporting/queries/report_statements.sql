-- One row per statement of the articles the report is about, with its speaker: read by several questions, made once.
create or replace temp table report_statements as
with statements as (
    select quotes.*
    from main.quotes
    semi join report_scope on quotes.article_id = report_scope.article_id
    where quotes.part_of is null
)

select
    statements.quote_id,
    statements.speaker_id,
    entities.name as speaker_name,
    entities.kind as speaker_kind,
    entities.country_code as speaker_country_code,
    statements.kind,
    -- Of one day whole sentences come before reported clauses, and these before single words in quotation marks.
    list_position(['direct', 'indirect', 'mixed'], statements.kind) as kind_rank,
    articles.published_on,
    articles.story_id,
    statements.article_id,
    statements.char_start,
    statements.char_end
from statements
inner join main.articles on statements.article_id = articles.article_id
left join main.entities on statements.speaker_id = entities.entity_id;
