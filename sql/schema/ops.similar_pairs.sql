-- One row per pair of similar articles.
create table if not exists ops.similar_pairs (
    article_id varchar not null,
    other_article_id varchar not null,
    kind varchar not null,
    similarity double not null,
    primary key (article_id, other_article_id, kind)
);

comment on table ops.similar_pairs is 'Pairs of articles found similar by exact comparison.';
comment on column ops.similar_pairs.article_id is 'One article (articles.article_id).';
comment on column ops.similar_pairs.other_article_id is 'The other (articles.article_id).';
comment on column ops.similar_pairs.kind is 'exact, near, contained, or another kind of likeness used for stories.';
comment on column ops.similar_pairs.similarity is 'How alike, 0 to 1.';
