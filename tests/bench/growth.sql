-- What runs look up beside the facts, for the articles of a made warehouse. $keys and $lines are files of the run that
-- is to come: known articles are found by words it has too, and are of the sites it is of, as those of yesterday are.
update main.articles set body_hash = article_id;

insert into ops.signatures by name
select article_id as body_hash, band_no, hash(article_id, band_no) as band_hash
from main.articles cross join range(42) as bands (band_no);

insert into ops.signatures by name
select article_id as body_hash, 42 as band_no, hash(article_id, 'run', run_no) as band_hash
from main.articles cross join range(52) as runs (run_no);

create or replace temp table vocabulary as
select key_hash, row_number() over (order by key_hash) - 1 as place from (select distinct key_hash from $keys);

insert into ops.story_keys by name
with drawn as (
    select distinct article_id, hash(article_id, key_no) % (select count(*) from vocabulary) as place
    from main.articles cross join range(12) as keys (key_no)
)
select article_id, key_hash from drawn inner join vocabulary using (place);

create or replace temp table site as
select site_hash, row_number() over (order by site_hash) - 1 as place from (select distinct site_hash from $lines);

insert into ops.article_lines by name
select
    article_id, site_hash, hash(article_id, 'story') as story_hash, hash(article_id, 'other story') as other_story_hash,
    hash(article_id, 'line', line_no) as line_hash, line_no < 15 as is_sentence
from main.articles
cross join range(20) as lines (line_no)
inner join site on site.place = hash(article_id, 'site') % (select count(*) from site);

insert into ops.entity_observations by name
select article_id, entity_id, any_value(name) as name, any_value(kind) as kind, false as is_partial
from main.mentions inner join main.entities using (entity_id)
group by article_id, entity_id;
