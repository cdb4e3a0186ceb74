-- One row per line that stands in many articles of a site, or of all sites (site_hash 0).
create table if not exists ops.repeated_lines (
    site_hash ubigint not null,
    line_hash ubigint not null,
    primary key (site_hash, line_hash)
);

comment on table ops.repeated_lines is 'Lines so often repeated that they are furniture of a site, not words of an article.';
comment on column ops.repeated_lines.site_hash is 'The site (ops.article_lines.site_hash); 0 for all sites.';
comment on column ops.repeated_lines.line_hash is 'The line (ops.article_lines.line_hash).';
