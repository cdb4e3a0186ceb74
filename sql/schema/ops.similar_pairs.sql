-- One row per pair of bodies that are copies of each other.
create table if not exists ops.similar_pairs (
    body_hash varchar not null,
    other_body_hash varchar not null,
    kind varchar not null,
    similarity double not null,
    primary key (body_hash, other_body_hash)
);

comment on table ops.similar_pairs is 'Pairs of bodies found to be copies by exact comparison.';
comment on column ops.similar_pairs.body_hash is 'One body (articles.body_hash).';
comment on column ops.similar_pairs.other_body_hash is 'The other, greater by its hash (articles.body_hash).';
comment on column ops.similar_pairs.kind is 'near or contained.';
comment on column ops.similar_pairs.similarity is
'Of near copies the Jaccard similarity of word 5-shingles, of contained ones the share of the shorter body.';
