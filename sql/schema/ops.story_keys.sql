-- One row per article and telling word.
-- No key is declared: an index would cost more than the rows, and the loader replaces an article's rows whole.
create table if not exists ops.story_keys (
    article_id varchar not null,
    key_hash ubigint not null
);

comment on table ops.story_keys is 'The heaviest words, by which later runs find articles that may tell the same story.';
comment on column ops.story_keys.article_id is 'The article the row was read from (articles.article_id).';
comment on column ops.story_keys.key_hash is 'Hash of one of its most telling words.';
