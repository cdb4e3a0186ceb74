-- Who said what, the latest first
select published_on, speaker_name, speaker_role, words, article_title, quote_id
from mart.who_said_what
where kind = 'direct'
order by published_on desc nulls last
limit 100;

-- Figures that do not agree
select subject, words, value, unit, claimant_name, publisher, published_on, quantity_id
from mart.figures_in_conflict
order by subject, value
limit 100;

-- Who did what to whom
select event_type, actor_name, recipient_name, starts_on, report_count, trigger, event_id
from mart.distinct_events
where status = 'actual'
order by report_count desc, starts_on desc nulls last
limit 100;

-- Who held which office, as the articles tell it
select person_name, title, country_code, status, first_seen_on, last_seen_on, mention_count
from mart.role_timeline
order by mention_count desc, person_name
limit 100;

-- How much was published on each day
select published_on, article_count, story_count, statement_count, event_count
from mart.coverage_by_day
order by published_on desc nulls last;

-- The articles that fit some words best
select title, published_on, fts_main_articles.match_bm25(article_id, 'river crossing exercise') as score, article_id
from articles
where score is not null
order by score desc
limit 20;

-- What the last run found odd
select suite, expectation, severity, unexpected_count, finding
from mart.data_quality
where not success;
