-- One row per article.
create table if not exists main.articles (
    article_id varchar not null,
    document_id varchar not null,
    title varchar,
    subtitle varchar,
    bylines varchar[],
    publisher varchar,
    url varchar,
    language varchar,
    published_on date,
    published_earliest date,
    published_latest date,
    published_basis varchar not null,
    published_evidence varchar,
    body varchar,
    word_count bigint not null,
    duplicate_of varchar,
    story_id varchar,
    extractor_version varchar not null,
    warnings varchar[],
    body_hash varchar,
    primary key (article_id)
);

comment on table main.articles is 'Every article with what is known of it as a whole; duplicates included.';
comment on column main.articles.article_id is 'Same as document_id.';
comment on column main.articles.document_id is 'The raw text (raw.documents.document_id).';
comment on column main.articles.title is 'Headline; null when none was found.';
comment on column main.articles.subtitle is 'Second headline; null when none was found.';
comment on column main.articles.bylines is 'Names of the authors as printed, in order; empty when none was found.';
comment on column main.articles.publisher is 'Who published it; null when unknown.';
comment on column main.articles.url is 'Address as the source gave it; null when it gave none.';
comment on column main.articles.language is
'ISO 639-1 code of the language of the text; null when it could not be told.';
comment on column main.articles.published_on is
'Day of publication; null when the text and its source do not give one day.';
comment on column main.articles.published_earliest is 'First day on which it can have been published; null when open.';
comment on column main.articles.published_latest is 'Last day on which it can have been published; null when open.';
comment on column main.articles.published_basis is
'What the dates rest on: declared, url, byline, dateline, inferred or unknown.';
comment on column main.articles.published_evidence is 'The very words they rest on; null when unknown.';
comment on column main.articles.body is 'The body blocks joined by a blank line, with encoding and line breaks mended.';
comment on column main.articles.word_count is 'Words of the body.';
comment on column main.articles.duplicate_of is
'The article it repeats (articles.article_id), whose facts stand for both; null when it is itself kept.';
comment on column main.articles.story_id is 'The story it belongs to (stories.story_id); null when none was made.';
comment on column main.articles.extractor_version is 'Version of the code and vocabulary that read it.';
comment on column main.articles.warnings is
'What was odd about reading it, as codes: several articles in one file, a date that was not believed, and the like.';
comment on column main.articles.body_hash is
'32 hex digits that two articles share when the words of their bodies are equal; null without a body.';
