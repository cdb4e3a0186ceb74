"""The understanding step: an article that cannot be parsed is lost alone, not with those parsed beside it."""

from dataclasses import dataclass
from importlib import import_module

understanding = import_module("flows.steps.understand")


@dataclass
class Article:
    article_id: str


class Analyst:
    """Parses all articles but one; notes how many it was given each time."""

    def __init__(self):
        self.given = []

    def parse(self, articles):
        self.given.append(len(articles))
        if any(article.article_id == "bad" for article in articles):
            raise ValueError("text too long")
        return [article.article_id for article in articles]


def test_articles_are_parsed_together():
    analyst, rejects = Analyst(), []
    assert understanding._parsed(analyst, [Article("a"), Article("b")], rejects) == ["a", "b"]
    assert analyst.given == [2]
    assert not rejects


def test_an_article_that_cannot_be_parsed_is_noted_and_the_others_are_read():
    rejects = []
    assert understanding._parsed(Analyst(), [Article("a"), Article("bad"), Article("c")], rejects) == ["a", "c"]
    (reject,) = rejects
    assert "bad" in reject["row"]
    assert reject["reason"].startswith("understand_failed: ValueError: text too long")
