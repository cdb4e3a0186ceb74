-- One row per article that repeats another.
create table if not exists main.duplicates (
    article_id varchar not null,
    of_article_id varchar not null,
    kind varchar not null,
    similarity double not null,
    primary key (article_id)
);

comment on table main.duplicates is 'Copies, and what each is a copy of.';
comment on column main.duplicates.article_id is 'The copy (articles.article_id).';
comment on column main.duplicates.of_article_id is 'The article kept (articles.article_id).';
comment on column main.duplicates.kind is
'exact (the same words), near (nearly the same) or contained (wholly inside the other).';
comment on column main.duplicates.similarity is 'Exact Jaccard similarity, or containment, of word 5-shingles; 0 to 1.';
