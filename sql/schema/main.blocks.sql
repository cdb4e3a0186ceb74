-- One row per stretch of an article with one function on the page.
create table if not exists main.blocks (
    article_id varchar not null,
    block_no bigint not null,
    kind varchar not null,
    rule varchar,
    text varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    primary key (article_id, block_no)
);

comment on table main.blocks is 'The blocks of the page: they cover every non-blank character of the raw text once.';
comment on column main.blocks.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.blocks.block_no is 'Position on the page, counted from the top.';
comment on column main.blocks.kind is
'What the block is for: title, subtitle, byline, dateline, heading, body, caption, credit, ad, promo, '
'navigation or other.';
comment on column main.blocks.rule is 'Why it was so labelled.';
comment on column main.blocks.text is 'The raw text of the block.';
comment on column main.blocks.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.blocks.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
