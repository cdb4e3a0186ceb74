-- One row per distinct text received.
create table if not exists raw.documents (
    document_id varchar not null,
    text varchar not null,
    format varchar not null,
    encoding varchar,
    declared json,
    run_id varchar not null,
    primary key (document_id)
);

comment on table raw.documents is
'Every distinct text received, decoded and otherwise unaltered: what all receipts point into.';
comment on column raw.documents.document_id is 'First 32 hex digits of the SHA-256 of the text as UTF-8.';
comment on column raw.documents.text is
'The text as received, decoded, otherwise unaltered; all char_start and char_end count its code points.';
comment on column raw.documents.format is 'What the text is: text (plain) or html (source of a page).';
comment on column raw.documents.encoding is 'The character encoding it was decoded from.';
comment on column raw.documents.declared is
'What the source itself says, as given: url, title, published_at, language, authors, publisher.';
comment on column raw.documents.run_id is 'The run that first brought it (ops.runs.run_id).';
