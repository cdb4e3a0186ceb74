-- One row per statement among the latest few of each speaker chosen, and the latest in the speaker's own words.
with ranked as (
    -- A clause of a few words (the demand) says too little alone.
    select
        *,
        row_number() over (
            partition by speaker_id
            order by published_on desc nulls last, kind_rank asc, article_id asc, char_start asc
        ) as recent_rank,
        row_number() over (
            partition by speaker_id
            order by
                kind = 'direct' desc,
                char_end - char_start >= 25 desc,
                published_on desc nulls last,
                kind_rank asc,
                article_id asc,
                char_start asc
        ) as own_words_rank
    from report_statements
    where speaker_id in (select unnest(getvariable('chosen')))
)

select
    ranked.speaker_id,
    ranked.quote_id,
    ranked.kind,
    quotes.words,
    quotes.cue,
    ranked.published_on,
    ranked.article_id,
    ranked.char_start,
    ranked.char_end,
    ranked.recent_rank,
    ranked.own_words_rank
from ranked
inner join main.quotes on ranked.quote_id = quotes.quote_id
where ranked.recent_rank <= getvariable('examples') or ranked.own_words_rank = 1
order by ranked.speaker_id asc, ranked.recent_rank asc;
