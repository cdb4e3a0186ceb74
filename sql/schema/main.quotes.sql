-- One row per piece of quoted or reported speech.
create table if not exists main.quotes (
    quote_id varchar not null,
    article_id varchar not null,
    sentence_no bigint,
    kind varchar not null,
    text varchar not null,
    words varchar not null,
    part_of varchar,
    speaker_id varchar,
    speaker_text varchar,
    cue varchar,
    medium varchar,
    char_start bigint not null,
    char_end bigint not null,
    primary key (quote_id)
);

comment on table main.quotes is 'What people are reported to have said. Count statements where part_of is null.';
comment on column main.quotes.quote_id is 'Key of the quote.';
comment on column main.quotes.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.quotes.sentence_no is
'The sentence that holds the words (sentences.sentence_no of the same article); null when they stand outside '
'any sentence.';
comment on column main.quotes.kind is
'direct (whole clauses in quotation marks), mixed (a marked part inside the reporter''s sentence) or '
'indirect (a reported clause).';
comment on column main.quotes.text is 'The very words, without the marks.';
comment on column main.quotes.words is 'The same made readable: line breaks, encoding and wrong marks mended.';
comment on column main.quotes.part_of is
'The first piece of a broken quotation, or the indirect clause around a marked part (quotes.quote_id); null '
'for the first or only piece.';
comment on column main.quotes.speaker_id is 'Who said it (entities.entity_id); null when it cannot be resolved.';
comment on column main.quotes.speaker_text is 'The words that name the speaker; null when there are none.';
comment on column main.quotes.cue is 'The word of saying: said, told, according to; null when there is none.';
comment on column main.quotes.medium is
'Where it was said or written: statement, interview, phone call; null when not told.';
comment on column main.quotes.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.quotes.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
