-- One row per statement among a few of each story chosen: those with a speaker and in whole sentences first.
select
    story_id,
    quote_id,
    speaker_name,
    kind,
    article_id,
    char_start,
    char_end
from report_statements
where story_id in (select unnest(getvariable('chosen')))
qualify
    row_number() over (
        partition by story_id
        order by speaker_name is null asc, kind_rank asc, published_on desc nulls last, article_id asc, char_start asc
    ) <= getvariable('examples')
order by story_id, article_id, char_start;
