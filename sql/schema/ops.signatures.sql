-- One row per article and signature band.
-- No key is declared: an index would cost more than the rows, and the loader replaces an article's rows whole.
create table if not exists ops.signatures (
    article_id varchar not null,
    band_no bigint not null,
    band_hash ubigint not null
);

comment on table ops.signatures is 'MinHash bands by which later runs find articles that may repeat this one.';
comment on column ops.signatures.article_id is 'The article the row was read from (articles.article_id).';
comment on column ops.signatures.band_no is 'Number of the band.';
comment on column ops.signatures.band_hash is 'Hash of the band; articles with an equal one are compared.';
