-- One row per report of an event and direction.
create table if not exists main.events (
    event_id varchar not null,
    article_id varchar not null,
    sentence_no bigint,
    event_type varchar not null,
    mode varchar,
    actor_id varchar,
    recipient_id varchar,
    actor_country varchar,
    recipient_country varchar,
    starts_on date,
    ends_on date,
    status varchar not null,
    reported_by_id varchar,
    trigger varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    pair_id varchar,
    primary key (event_id)
);

comment on table main.events is
'Who did what to whom, in PLOVER''s types. A mutual event (a call, a deal) has one row a direction.';
comment on column main.events.event_id is 'Key of the report.';
comment on column main.events.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.events.sentence_no is
'The sentence that holds the words (sentences.sentence_no of the same article); null when they stand outside '
'any sentence.';
comment on column main.events.event_type is
'PLOVER type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT (cooperation), REQUEST, ACCUSE, '
'REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT (conflict).';
comment on column main.events.mode is 'PLOVER mode of the type, such as visit or phone; null when not told.';
comment on column main.events.actor_id is 'Who acts (entities.entity_id); null when unknown.';
comment on column main.events.recipient_id is 'Who is acted upon (entities.entity_id); null when unknown.';
comment on column main.events.actor_country is 'ISO 3166-1 alpha-3 code of the actor''s country; null when unknown.';
comment on column main.events.recipient_country is
'ISO 3166-1 alpha-3 code of the recipient''s country; null when unknown.';
comment on column main.events.starts_on is 'First day on which it can have happened; null when unknown.';
comment on column main.events.ends_on is 'Last day on which it can have happened, inclusive; null when unknown.';
comment on column main.events.status is 'actual, planned, possible or denied.';
comment on column main.events.reported_by_id is
'Who reports it inside the article (entities.entity_id); null when the article itself does.';
comment on column main.events.trigger is 'The very words that name the event.';
comment on column main.events.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.events.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
comment on column main.events.pair_id is
'What the two rows of a mutual event share: the same words, type and parties, told in both directions; null for an '
'event with one direction.';
