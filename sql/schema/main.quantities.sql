-- One row per figure.
create table if not exists main.quantities (
    quantity_id varchar not null,
    article_id varchar not null,
    sentence_no bigint,
    kind varchar not null,
    value double,
    value_low double,
    value_high double,
    unit varchar not null,
    approximation varchar not null,
    per varchar,
    subject varchar,
    claimant_id varchar,
    restates_id varchar,
    text varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    primary key (quantity_id)
);

comment on table main.quantities is 'Amounts of money, counts, percentages, ratios and durations.';
comment on column main.quantities.quantity_id is 'Key of the figure.';
comment on column main.quantities.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.quantities.sentence_no is
'The sentence that holds the words (sentences.sentence_no of the same article); null when they stand outside '
'any sentence.';
comment on column main.quantities.kind is 'money, count, percent, ratio or duration.';
comment on column main.quantities.value is
'The number, scaled (5 billion is 5000000000); of a range its midpoint; null when no number is given.';
comment on column main.quantities.value_low is 'Lower end; null when open or not a range.';
comment on column main.quantities.value_high is 'Upper end; null when open or not a range.';
comment on column main.quantities.unit is
'ISO 4217 code for money; plural noun for counts (troops); percent; times; year, month, week or day for '
'durations.';
comment on column main.quantities.approximation is 'exact, about, over, under, at_least, up_to or between.';
comment on column main.quantities.per is 'Rate: year, month or day; null when it is none.';
comment on column main.quantities.subject is 'What is counted or paid for; null when not told.';
comment on column main.quantities.claimant_id is
'Who states it (entities.entity_id); null when the article itself does.';
comment on column main.quantities.restates_id is
'The figure of the same article that this one gives in another currency or unit (quantities.quantity_id); null for others.';
comment on column main.quantities.text is 'The figure with its hedge and rate, the very words.';
comment on column main.quantities.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.quantities.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
