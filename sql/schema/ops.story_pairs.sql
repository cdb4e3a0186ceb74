-- One row per pair of articles that tell of one happening.
create table if not exists ops.story_pairs (
    article_id varchar not null,
    other_article_id varchar not null,
    similarity double not null,
    primary key (article_id, other_article_id)
);

comment on table ops.story_pairs is 'Pairs of articles alike enough to tell of one happening.';
comment on column ops.story_pairs.article_id is 'One article (articles.article_id).';
comment on column ops.story_pairs.other_article_id is 'The other, greater by its id (articles.article_id).';
comment on column ops.story_pairs.similarity is 'How alike their weighted words are (length-normalised cosine), 0 to 1.';
