-- One row per line of an article that may be furniture of its site.
-- No key is declared: an index would cost more than the rows, and an article's rows are replaced together.
create table if not exists ops.article_lines (
    article_id varchar not null,
    site_hash ubigint not null,
    story_hash ubigint not null,
    other_story_hash ubigint not null,
    line_hash ubigint not null,
    is_sentence boolean not null
);

comment on table ops.article_lines is 'Which lines stand in which articles: what makes a line repeated is counted here.';
comment on column ops.article_lines.article_id is 'The article that holds the line.';
comment on column ops.article_lines.site_hash is
'Hash of its publisher, else of its host, else one for all that are unknown.';
comment on column ops.article_lines.story_hash is 'A hash that copies and versions of the article mostly share.';
comment on column ops.article_lines.other_story_hash is 'Another such hash: the greater count of the two is taken.';
comment on column ops.article_lines.line_hash is 'Hash of the line without case, marks and blanks.';
comment on column ops.article_lines.is_sentence is 'Whether the line ends as a sentence does.';
