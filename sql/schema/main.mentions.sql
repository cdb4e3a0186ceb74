-- One row per mention of an entity.
create table if not exists main.mentions (
    mention_id varchar not null,
    article_id varchar not null,
    sentence_no bigint,
    entity_id varchar not null,
    form varchar not null,
    text varchar not null,
    char_start bigint not null,
    char_end bigint not null,
    primary key (mention_id)
);

comment on table main.mentions is 'Every place where an article names an entity.';
comment on column main.mentions.mention_id is 'Key of the mention.';
comment on column main.mentions.article_id is 'The article the row was read from (articles.article_id).';
comment on column main.mentions.sentence_no is
'The sentence that holds the words (sentences.sentence_no of the same article); null when they stand outside '
'any sentence.';
comment on column main.mentions.entity_id is 'Who or what is meant (entities.entity_id).';
comment on column main.mentions.form is 'How it is named: name, short_name, demonym, metonym, title or pronoun.';
comment on column main.mentions.text is 'The very words.';
comment on column main.mentions.char_start is 'Where the words begin: 0-based code points of raw.documents.text.';
comment on column main.mentions.char_end is
'Where the words end, exclusive: substring(d.text, char_start + 1, char_end - char_start) gives them.';
