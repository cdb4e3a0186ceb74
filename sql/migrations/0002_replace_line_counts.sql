-- Counts of lines by article, which nothing ever filled, give way to ops.article_lines and ops.repeated_lines.
drop table if exists ops.line_counts;
