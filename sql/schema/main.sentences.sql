-- One row per sentence.
create table if not exists main.sentences (
    article_id varchar not null,
    sentence_no bigint not null,
    block_no bigint not null,
    text varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    primary key (article_id, sentence_no)
);

comment on table main.sentences is 'The sentences that were read for facts.';
comment on column main.sentences.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.sentences.sentence_no is 'Position in the article, counted from the top.';
comment on column main.sentences.block_no is 'The block that holds it (blocks.block_no of the same article).';
comment on column main.sentences.text is 'The raw text of the sentence.';
comment on column main.sentences.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.sentences.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
