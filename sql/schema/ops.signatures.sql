-- One row per distinct article body and signature band.
-- No key is declared: an index would cost more than the rows, and a body's rows are put in once.
create table if not exists ops.signatures (
    body_hash varchar not null,
    band_no bigint not null,
    band_hash ubigint not null
);

comment on table ops.signatures is 'Hashes by which later runs find bodies that may repeat this one.';
comment on column ops.signatures.body_hash is 'The body, as its words (articles.body_hash).';
comment on column ops.signatures.band_no is 'Number of the MinHash band; the last number marks long runs of words.';
comment on column ops.signatures.band_hash is 'Hash of the band or run; bodies with an equal one are compared.';
