-- One row per article chosen that has a body: its first sentence.
with sentences as (
    select * from main.sentences
    where article_id in (select unnest(getvariable('chosen')))
),

blocks as (
    select * from main.blocks
    where kind = 'body'
)

select
    sentences.article_id,
    arg_min(sentences.text, sentences.sentence_no) as words
from sentences
inner join blocks
    on
        sentences.article_id = blocks.article_id
        and sentences.block_no = blocks.block_no
group by sentences.article_id
order by sentences.article_id;
