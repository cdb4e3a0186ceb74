-- One row per time expression.
create table if not exists main.dates (
    article_id varchar not null,
    date_no bigint not null,
    sentence_no bigint,
    kind varchar not null,
    timex varchar not null,
    starts_on date,
    ends_on date,
    basis varchar not null,
    text varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    primary key (article_id, date_no)
);

comment on table main.dates is 'Dates, times, durations and repeated times that articles name.';
comment on column main.dates.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.dates.date_no is 'Position in the article, counted from the top.';
comment on column main.dates.sentence_no is
'The sentence that holds the words (sentences.sentence_no of the same article); null when they stand outside '
'any sentence.';
comment on column main.dates.kind is 'date, time, duration or set.';
comment on column main.dates.timex is 'TIMEX3 value: 2024-12-20, 2024-W51, P3Y, PRESENT_REF.';
comment on column main.dates.starts_on is 'First day meant; null for durations and when it cannot be resolved.';
comment on column main.dates.ends_on is 'Last day meant, inclusive; null for durations and when it cannot be resolved.';
comment on column main.dates.basis is
'absolute (the words alone fix it) or relative (to the day of publication or another date).';
comment on column main.dates.text is 'The very words.';
comment on column main.dates.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.dates.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
