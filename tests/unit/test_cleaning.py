"""Cleaning: the kind of every block, and what a document says about itself."""

from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstext.cleaning.cleaner import Cleaner
from newstext.records import Declared

PROSE = [
    "The harbour authority said on Monday it will close the northern basin for a year while its walls are rebuilt.",
    "Workers found the damage after last month's storm, and engineers warned that a second one could bring them down.",
    "“We cannot wait for winter,” said Ana Lima, who leads the works, at a meeting with fishermen in town.",
    "The repairs will cost about 40 million euros, most of it paid by the state, the ministry of transport said.",
    "Fishermen say that the closure comes at the worst time of the year, and that they were told of it only last week.",
    "A vote in the town council on the plan is expected in June, after the new figures have been checked by auditors.",
]
PAGE = ["* Home", "* World", "* Sport", "", "Search", "", "Subscribe to our newsletter", ""]
FOOT = [
    "",
    "Most read",
    "* Ten dishes you must try this winter",
    "* Stock market closes higher",
    "",
    "© 2024 The Example",
]


@pytest.fixture(scope="module")
def cleaner(tables):
    return Cleaner(tables)


def clean(cleaner, *lines, gap="\n\n", text_format="txt", declared=None):
    return cleaner.clean(gap.join(lines), text_format, declared or Declared())


def kind_of(document, words):
    return next(block.kind for block in document.blocks if words in document.text_of(block))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Advertisement", "ad"),
        ("Story continues below advertisement", "ad"),
        ("Sponsored content", "ad"),
        ("Latest News", "promo"),
        ("Sign up for our morning newsletter", "promo"),
        ("Read more: Ferry line to the islands will stay open", "promo"),
        ("Share this article", "navigation"),
        ("We use cookies to improve your visit to our pages.", "navigation"),
        ("(With inputs from Reuters)", "credit"),
        ("(Reporting by Ana Lima; editing by Tom Berg)", "credit"),
        ("(AP Photo/Ana Lima)", "credit"),
        ("Ships wait outside the northern basin on Monday. (AP Photo/Ana Lima)", "caption"),
        ("Updated: May 4, 2021 at 10:32 a.m.", "byline"),
        ("This is a developing story and will be updated.", "promo"),
        ("Read or Share this story: https://example.com/1", "navigation"),
        ("2 / 5", "navigation"),
        ("2 of 5 |", "navigation"),
        ("Video Player is loading.", "navigation"),
        ("Image 2 of 5", "navigation"),
        ("________________", "other"),
        ("* * *", "other"),
        ("Document 2 of 40", "other"),
        ("LENGTH: 812 words", "other"),
        ("2 hours ago", "byline"),
    ],
)
@pytest.mark.parametrize("place", [1, 3])
def test_a_line_between_paragraphs_is_known_by_its_wording(cleaner, line, kind, place):
    document = clean(cleaner, *PROSE[:place], line, *PROSE[place:])
    assert kind_of(document, line) == kind
    assert line not in document.body
    assert all(paragraph in document.body for paragraph in PROSE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more than one book a month and you will be happier, the study of forty thousand adults in Norway says.",
        "By Monday, officials said, all ferries had stopped and hundreds of travellers were waiting in the port halls.",
        "Advertisement spending fell by a tenth in March, and publishers said they expect a further fall this summer.",
        "“Oh my,” she said.",
        "It was over.",
    ],
)
def test_a_sentence_with_such_words_stays_in_the_body(cleaner, sentence):
    document = clean(cleaner, *PROSE[:3], sentence, *PROSE[3:])
    assert kind_of(document, sentence) == "body"


def test_title_subtitle_byline_and_body_of_lines_without_gaps(cleaner):
    head = [
        "Port to close northern basin",
        "Fishermen fear for winter season",
        "By Ana Lima, Tom BergPublished : May 3, 2021",
    ]
    document = clean(cleaner, *head, *PROSE, gap="\n")
    assert (document.title, document.subtitle) == (head[0], head[1])
    assert document.bylines == ("Ana Lima", "Tom Berg")
    assert [block.kind for block in document.blocks] == ["title", "subtitle", "byline"] + ["body"] * len(PROSE)
    assert document.body == "\n\n".join(PROSE)


def test_a_caption_said_again_without_its_source_is_one_too(cleaner):
    caption = "Ships wait outside the northern basin after the storm of last month."
    document = clean(cleaner, "Port to close northern basin", f"{caption} Ana Lima/The Example", caption, *PROSE)
    assert [block.kind for block in document.blocks][:4] == ["title", "caption", "caption", "body"]


@pytest.mark.parametrize("title", ["# Port to close northern basin", "Subject: Port to close northern basin"])
def test_marks_and_labels_before_a_title_are_not_part_of_it(cleaner, title):
    document = clean(cleaner, title, "*By Ana Lima*", PROSE[0], "## What is next", *PROSE[1:])
    assert (document.title, document.bylines) == ("Port to close northern basin", ("Ana Lima",))
    assert kind_of(document, "What is next") == "heading"
    assert document.body == "\n\n".join(PROSE)


def test_a_headline_said_twice_at_the_top_is_the_title(cleaner):
    document = clean(cleaner, "Port to close northern basin", "Port to close northern basin", *PROSE)
    assert (document.title, document.body) == ("Port to close northern basin", "\n\n".join(PROSE))


def test_a_name_beside_the_date_wrote_the_article(cleaner):
    document = clean(cleaner, "Port to close northern basin", "ANNA LIMA", "May 3, 2021", *PROSE)
    assert document.bylines == ("Anna Lima",)
    document = clean(cleaner, "Port to close northern basin", "Lisbon Coast", "May 3, 2021", *PROSE)
    assert document.bylines == ()


def test_headlines_under_related_stories_are_not_body(cleaner):
    links = ["Ferry line stays open in winter", "Mayor opens a new school", "Ten dishes for cold days"]
    document = clean(cleaner, *PROSE[:3], "RELATED STORIES", *links, *PROSE[3:])
    assert [kind_of(document, line) for line in links] == ["promo"] * 3
    document = clean(cleaner, *PROSE[:3], "RELATED STORIES", links[0], *PROSE[3:])
    assert kind_of(document, links[0]) == "heading"  # one line may be a heading of the article


def test_short_answers_of_an_interview_are_body(cleaner):
    spoken = ["Q: What is your favourite port?", "A: Lisbon", "Q: And your favourite boat?", "A: The Ana", "Q: Why?"]
    document = clean(cleaner, PROSE[0], *spoken, f"A: {PROSE[1]}", *PROSE[2:])
    assert [kind_of(document, line) for line in spoken] == ["body"] * 5


def test_a_line_over_links_to_other_stories_is_one_of_them(cleaner):
    links = ["Read more: Ferry line stays open", "Read more: Mayor opens a school"]
    document = clean(cleaner, *PROSE[:3], "More on the harbour:", *links, *PROSE[3:])
    assert kind_of(document, "More on the harbour:") == "promo"
    document = clean(cleaner, *PROSE[:3], "He told the reporters:", *PROSE[3:])
    assert kind_of(document, "He told the reporters:") == "body"


def test_a_text_without_a_headline_has_no_title(cleaner):
    document = clean(cleaner, *PROSE)
    assert document.title is None
    assert document.bylines == ()


@pytest.mark.parametrize("opening", ["LISBON, May 3 (Reuters) -", "LISBON —", "Lisbon (AFP) –", "(Reuters) -"])
def test_a_dateline_on_the_line_of_the_first_sentence_is_a_block(cleaner, opening):
    document = clean(cleaner, "Port to close northern basin", f"{opening} {PROSE[0]}", *PROSE[1:])
    blocks = {block.kind: document.text_of(block) for block in reversed(document.blocks)}
    assert blocks["dateline"] == opening
    assert blocks["body"] == PROSE[0]


def test_capitals_before_a_dash_are_not_always_a_dateline(cleaner):
    document = clean(cleaner, f"NATO - the alliance of thirty states - met. {PROSE[0]}", *PROSE[1:])
    assert "dateline" not in {block.kind for block in document.blocks}


def test_a_line_said_twice_is_a_caption(cleaner):
    caption = "Ships wait outside the northern basin after the storm of last month"
    document = clean(cleaner, "Port to close northern basin", caption, caption, *PROSE)
    assert [block.kind for block in document.blocks][:4] == ["title", "caption", "caption", "body"]


def test_a_video_label_and_its_repetition_are_promos(cleaner):
    label = "Harbour walls: what the divers saw"
    document = clean(cleaner, *PROSE[:3], f"Click to play video: '{label}'\n{label}", *PROSE[3:])
    assert [block.kind for block in document.blocks] == ["body"] * 3 + ["promo"] * 2 + ["body"] * 3


def test_a_heading_stands_over_a_paragraph(cleaner):
    document = clean(cleaner, "Port to close northern basin", *PROSE[:3], "What the Fishermen Say", *PROSE[3:])
    assert kind_of(document, "What the Fishermen") == "heading"


def test_a_plea_at_the_end_is_a_promo(cleaner):
    pleas = [
        "Good reporting costs money and time, and quality journalism needs readers.",
        "By subscribing, you keep us at work.",
    ]
    document = clean(cleaner, *PROSE, "\n".join(pleas))
    assert [kind_of(document, plea) for plea in pleas] == ["promo", "promo"]


def test_the_page_around_an_article_is_left_out(cleaner):
    page = [*PAGE, "Port to close northern basin", "", "By Ana Lima", "May 3, 2021", "", "\n\n".join(PROSE), *FOOT]
    document = clean(cleaner, *page, gap="\n")
    assert document.title == "Port to close northern basin"
    assert document.bylines == ("Ana Lima",)
    assert document.body == "\n\n".join(PROSE)
    assert kind_of(document, "Stock market") in {"navigation", "promo"}


def test_comments_are_not_the_article(cleaner):
    comments = [
        line
        for name in ("joe", "mia", "tom")
        for line in (f"{name} says:", "May 4, 2021 at 7:12 am", f"{name} wrote. {PROSE[4]}")
    ]
    document = clean(cleaner, "Port to close northern basin", *PROSE, *comments)
    assert document.body == "\n\n".join(PROSE)


@pytest.mark.parametrize("text", ["It rained.", "Ten ships sank in the storm of 1953.", "two hundred and one"])
def test_a_document_of_one_line_is_body(cleaner, text):
    assert clean(cleaner, text).body == text


def test_a_declared_title_is_found_in_the_text(cleaner):
    lines = ["News of the coast", "Port to close northern basin", *PROSE]
    document = clean(cleaner, *lines, declared=Declared(title="Port to close northern basin | The Example"))
    assert kind_of(document, "Port to close") == "title"


def test_a_record_without_text_has_no_body(cleaner):
    document = clean(cleaner, "   \n \n")
    assert (document.body, document.blocks, document.language) == ("", [], None)
    assert document.warnings == ("no_body",)


def test_two_articles_in_one_file_are_warned_of(cleaner):
    one = ["Port to close northern basin", "By Ana Lima", *PROSE]
    two = ["Ferry line to stay open", "By Tom Berg", *PROSE[::-1]]
    assert "several_articles" in clean(cleaner, *one, "-" * 20, *two).warnings
    assert "several_articles" not in clean(cleaner, *one).warnings


PARTS = st.sampled_from(
    [*PROSE, *PAGE, *FOOT, "LISBON (AP) —", "\u200b", "\ufeff", "\r", "By ", "x", "—", "1", "\u00a0", "<p>", "&amp;"]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(PARTS, max_size=14).map("\n".join), st.text(max_size=60)), st.sampled_from(["txt", "html"]))
def test_raw_blocks_cover_every_character_that_prints_once(cleaner, raw, text_format):
    document = cleaner.clean(raw, text_format, Declared())
    covered = [0] * len(raw)
    for number, block in enumerate(document.raw_blocks()):
        assert number == block.block_no
        assert block.start < block.end
        assert block.rule != "invisible" or any(map(prints, raw[block.start : block.end]))
        for place in range(block.start, block.end):
            covered[place] += 1
    assert max(covered, default=0) <= 1
    assert all(times == 1 for times, character in zip(covered, raw, strict=True) if prints(character))


def prints(character):
    return not character.isspace() and category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


def test_an_invisible_character_alone_on_a_line_is_no_block(cleaner):
    document = clean(cleaner, PROSE[0], "\u200b", PROSE[1])
    assert [block.kind for block in document.raw_blocks()] == ["body", "body"]
