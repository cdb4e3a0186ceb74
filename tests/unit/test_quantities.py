"""Figures: one case a reason, read from single sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.quantities import QuantityFinder, attach_claimants
from newstext.records import Block, Passage, Quantity, Quote


@pytest.fixture(scope="module")
def finder(tables):
    return QuantityFinder(tables)


def passage(text, start=0):
    return Passage(Block(0, "body", "", start, start + len(text)), text, ())


def figures(finder, text):
    """Return (words, value, unit) of every figure."""
    return [(text[q.start : q.end], q.value, q.unit) for q in finder.find([passage(text)])]


def only(finder, text, kind):
    found = [q for q in finder.find([passage(text)]) if q.kind == kind]
    assert len(found) == 1, found
    return found[0], text[found[0].start : found[0].end]


MONEY = [
    ("They paid $5 million.", "$5 million", 5e6, "USD"),
    ("They paid $98K.", "$98K", 98_000, "USD"),
    ("They paid £4.5bn.", "£4.5bn", 4.5e9, "GBP"),
    ("They paid €1.2m in tax.", "€1.2m", 1.2e6, "EUR"),
    ("They paid US$20 bln.", "US$20 bln", 2e10, "USD"),
    ("They paid A$1,250.50.", "A$1,250.50", 1250.5, "AUD"),
    ("They paid C$3 million.", "C$3 million", 3e6, "CAD"),
    ("They paid HK$7 billion.", "HK$7 billion", 7e9, "HKD"),
    ("They paid NT$60 million.", "NT$60 million", 6e7, "TWD"),
    ("They paid ¥300.", "¥300", 300, "JPY"),
    ("They paid ₩5,000.", "₩5,000", 5000, "KRW"),
    ("They paid ₹2 crore.", "₹2 crore", 2e7, "INR"),
    ("They paid Rs 3 lakh crore.", "Rs 3 lakh crore", 3e12, "INR"),
    ("They paid R$40 million.", "R$40 million", 4e7, "BRL"),
    ("They paid USD 5bn.", "USD 5bn", 5e9, "USD"),
    ("They paid USD115.5.", "USD115.5", 115.5, "USD"),
    ("They paid 20 EUR.", "20 EUR", 20, "EUR"),
    ("They sold 3 USD50 cards.", "USD50", 50, "USD"),
    ("They paid MSEK 12.", "MSEK 12", 12e6, "SEK"),
    ("They paid 75 USD million.", "75 USD million", 75e6, "USD"),
    ("They paid 30 €.", "30 €", 30, "EUR"),
    ("They paid 100元.", "100元", 100, "CNY"),
    ("They paid 5 billion dollars.", "5 billion dollars", 5e9, "USD"),
    ("They paid two million U.S. dollars.", "two million U.S. dollars", 2e6, "USD"),
    ("They paid 5 million Australian dollars.", "5 million Australian dollars", 5e6, "AUD"),
    ("They paid 1.04 trillion won.", "1.04 trillion won", 1.04e12, "KRW"),
    ("They paid 900 North Korean won.", "900 North Korean won", 900, "KPW"),
    ("They paid 98 cents.", "98 cents", 0.98, "USD"),
    ("They paid 12 Canadian cents.", "12 Canadian cents", 0.12, "CAD"),
    ("They paid 40 pence.", "40 pence", 0.4, "GBP"),
    ("They paid a 12-cent dividend.", "12-cent", 0.12, "USD"),
    ("They paid half a million euros.", "half a million euros", 5e5, "EUR"),
    ("They paid thirteen dollars and forty-five cents.", "thirteen dollars and forty-five cents", 13.45, "USD"),
    ("They paid 3 million pounds.", "3 million pounds", 3e6, "GBP"),
    ("They paid $ 250 in split text.", "$ 250", 250, "USD"),
    ("They paid hk $ 250 in split text.", "hk $ 250", 250, "HKD"),
    ("They paid a $ 250 fine in split text.", "$ 250", 250, "USD"),
    ("A loss of -$5 million came.", "-$5 million", -5e6, "USD"),
    ("A $2 million-a-year deal.", "$2 million-a-year", 2e6, "USD"),
    ("Broken\n$5\nmillion lines.", "$5\nmillion", 5e6, "USD"),
]


@pytest.mark.parametrize(("text", "words", "value", "unit"), MONEY)
def test_money_is_read_by_sign_code_or_word(finder, text, words, value, unit):
    found, span = only(finder, text, "money")
    assert (span, found.unit) == (words, unit)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Mexico will pay 3 million pesos.", "MXN"),
        ("The minister will pay 3 million pesos.", "XXX"),
        ("Mexico and Chile will pay 3 million pesos.", "XXX"),
        ("Pakistan set aside 3 billion rupees.", "PKR"),
        ("A Swiss bank lost 3 million francs.", "CHF"),
        ("The house cost 3 million kronor.", "SEK"),
    ],
)
def test_a_currency_word_of_many_nations_takes_the_only_one_the_article_names(finder, text, unit):
    assert only(finder, text, "money")[0].unit == unit


@pytest.mark.parametrize(
    ("text", "words", "approximation"),
    [
        ("It cost $5 million.", "$5 million", "exact"),
        ("It cost about $5 million.", "about $5 million", "about"),
        ("It cost nearly $5 million.", "nearly $5 million", "about"),
        ("It cost an estimated $5 million.", "an estimated $5 million", "about"),
        ("It cost (roughly $5 million).", "roughly $5 million", "about"),
        ("It cost more than $5 million.", "more than $5 million", "over"),
        ("It cost well over $5 million.", "well over $5 million", "over"),
        ("It cost less than $5 million.", "less than $5 million", "under"),
        ("It cost just under $5 million.", "just under $5 million", "under"),
        ("It cost at least $5 million.", "at least $5 million", "at_least"),
        ("It cost $5 million or more.", "$5 million or more", "at_least"),
        ("It cost up to $5 million.", "up to $5 million", "up_to"),
        ("It cost as much as $5 million.", "as much as $5 million", "up_to"),
        ("It cost no more than $5 million.", "no more than $5 million", "up_to"),
        ("It cost at least another $5 million.", "at least another $5 million", "at_least"),
        ("It was well above the $5 million agreed.", "$5 million", "exact"),
        ("It fell under a $5 million plan.", "$5 million", "exact"),
    ],
)
def test_hedges_belong_to_the_figure(finder, text, words, approximation):
    found, span = only(finder, text, "money")
    assert (span, found.approximation) == (words, approximation)


@pytest.mark.parametrize(
    ("text", "words", "per"),
    [
        ("It costs $5 a year.", "$5 a year", "year"),
        ("It costs $5 annually.", "$5 annually", "year"),
        ("It costs $5 per month.", "$5 per month", "month"),
        ("It costs $5 daily.", "$5 daily", "day"),
        ("It costs $5 per annum.", "$5 per annum", "year"),
        ("It paid an annual $5 million.", "annual $5 million", "year"),
        ("It rose from $5 a year ago.", "$5", None),
        ("It rose from $5 a year earlier.", "$5", None),
        ("It costs $5 a share.", "$5", None),
    ],
)
def test_rates(finder, text, words, per):
    found, span = only(finder, text, "money")
    assert (span, found.per) == (words, per)


def test_a_conversion_in_brackets_is_a_row_of_its_own_and_shares_subject_and_rate(finder):
    text = "It now contributes under $2 billion (€1.8 billion) a year for the base."
    dollars, euros = finder.find([passage(text)])
    assert (text[dollars.start : dollars.end], dollars.approximation) == ("under $2 billion", "under")
    assert (text[euros.start : euros.end], euros.unit, euros.approximation) == ("€1.8 billion", "EUR", "exact")
    assert (dollars.per, dollars.subject) == (euros.per, euros.subject) == ("year", "payment")


@pytest.mark.parametrize(
    ("text", "restates"),
    [
        ("It paid $5 billion (€4.6 billion) in aid.", [None, 0]),
        ("It paid 40 tanks and $5 billion (about €4.6 billion) in aid.", [None, None, 1]),
        ("It will pay 3 billion dollars, or A$4.5 billion.", [None, 0]),
        ("It is 300 miles (480 km) away.", [None, 0]),
        ("It weighs 20 tonnes (44,000 pounds).", [None, 0]),
        ("It sent 5 ministers (3 women) and $5 million.", [None, None, None]),
        ("It paid $5 billion ($4 billion in cash).", [None, None]),
    ],
)
def test_a_conversion_is_linked_to_the_figure_it_restates(finder, text, restates):
    assert [q.restates for q in finder.find([passage(text)])] == restates


def test_a_conversion_shares_a_subject_that_is_told_before_the_figure(finder):
    assert [q.subject for q in finder.find([passage("The budget rose to 1.2 trillion won ($880 million).")])] == [
        "budget",
        "budget",
    ]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "kind"),
    [
        ("It needs $4-6 billion.", "$4-6 billion", 4e9, 6e9, "money"),
        ("It needs $68-$70 billion.", "$68-$70 billion", 68e9, 70e9, "money"),
        ("It needs $4 to $6 billion.", "$4 to $6 billion", 4e9, 6e9, "money"),
        ("It needs between $4 and $6 billion.", "between $4 and $6 billion", 4e9, 6e9, "money"),
        ("It needs between 4 and 6 billion euros.", "between 4 and 6 billion euros", 4e9, 6e9, "money"),
        ("It needs $500,000 to $1 million.", "$500,000 to $1 million", 5e5, 1e6, "money"),
        ("It grew 10 to 15 percent.", "10 to 15 percent", 10, 15, "percent"),
        ("It may grow 3-3.5 percent.", "3-3.5 percent", 3, 3.5, "percent"),
        ("It lasts two to three years.", "two to three years", 2, 3, "duration"),
        ("A three- to five-year plan.", "three- to five-year", 3, 5, "duration"),
        ("It lost between 20 and 30 men.", "between 20 and 30", 20, 30, "count"),
        ("It holds two or three meetings.", "two or three", 2, 3, "count"),
    ],
)
def test_ranges_keep_their_ends(finder, text, words, low, high, kind):
    found, span = only(finder, text, kind)
    assert (span, found.value_low, found.value_high, found.approximation) == (words, low, high, "between")
    assert found.value == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    "text",
    [
        "Sales rose from 5 percent to 10 percent.",
        "Shares fell 5 percent to 10 percent.",
        "It won 5 percent and 10 percent.",
        "It dropped to 10 percent from 5 percent.",
    ],
)
def test_a_change_is_two_figures(finder, text):
    assert sorted(value for _, value, _ in figures(finder, text)) == [5, 10]


COUNTS = [
    ("It stations 28,500 American troops.", "28,500", 28500, "troops", "american troops"),
    ("It stations some 28,500 troops.", "some 28,500", 28500, "troops", "troops"),
    ("They held three face-to-face meetings.", "three", 3, "meetings", "face-to-face meetings"),
    ("At least 20 people were killed.", "At least 20", 20, "people", "people killed"),
    ("The blast killed 20 civilians.", "20", 20, "civilians", "civilians killed"),
    ("The blast left 12 wounded.", "12", 12, "people", "people injured"),
    ("One soldier died.", "One", 1, "soldiers", "soldiers"),
    ("Two dozen ships sailed.", "Two dozen", 24, "ships", "ships"),
    ("About 2.5 million barrels a day flow.", "About 2.5 million", 2.5e6, "barrels", None),
    ("The 15-member council met.", "15", 15, "members", "members"),
    ("Three of the 14 judges agreed.", "Three", 3, "judges", "judges"),
    ("It has 300 sales staff there.", "300", 300, "staff", "sales staff"),
    ("It sold 1.2m cars.", "1.2m", 1.2e6, "cars", "cars"),
    ("Some 2000 people marched.", "Some 2000", 2000, "people", "people"),
    ("It walked 5 km.", "5", 5, "kilometers", None),
    ("It won 3 times.", "3", 3, "times", None),
    ("It bought 40 pounds of rice.", "40", 40, "pounds", "pounds"),
    ("It holds two police suspects.", "two", 2, "suspects", "police suspects"),
    ("It holds 12 police officers.", "12", 12, "officers", "police officers"),
    ("It stations 900 U.S. troops.", "900", 900, "troops", "american troops"),
    ("It hired 40 of its 350 workers.", "40", 40, "workers", "workers"),
    ("It sank 7 Russian-made ships.", "7", 7, "ships", "russian-made ships"),
]


@pytest.mark.parametrize(("text", "words", "value", "unit", "subject"), COUNTS)
def test_counts_name_what_they_count(finder, text, words, value, unit, subject):
    found = next(q for q in finder.find([passage(text)]) if q.kind == "count")
    assert (text[found.start : found.end], found.value, found.unit, found.subject) == (words, value, unit, subject)


def test_a_daily_count_is_a_rate(finder):
    assert only(finder, "It pumps 90,000 barrels per day.", "count")[0].per == "day"


@pytest.mark.parametrize(
    "text",
    [
        "The 2020 elections came.",
        "On Jan. 28 troops left.",
        "On 28 January troops left.",
        "Covid-19 cases and F-35 jets and G20 leaders.",
        "Article 5 commitments stand.",
        "The Group of 20 nations met.",
        "Boeing 747 jets flew.",
        "The two sides met.",
        "One of the leaders left.",
        "No one knows which one wins.",
        "The 45-year-old actor, aged 45 years, left.",
        "He is 45 years old.",
        "The team won 3-1.",
        "It began at 10:30 on 9/11.",
        "It began at 10 a.m. and took 90 minutes.",
        "It was the 21st meeting of the 1990s.",
        "Call 555-1234 or http://example.org/20%20states.",
        "He left two years ago.",
        "It came two weeks earlier.",
        "Dozens of people came.",
        "One day he will come.",
        "The two won medals.",
        "The second half of the year was good.",
    ],
)
def test_numbers_that_are_no_figures(finder, text):
    assert figures(finder, text) == []


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("A one-year deal.", "one-year", 1, "year"),
        ("A seven-decade-long alliance.", "seven-decade-long", 70, "year"),
        ("It took more than a year.", "more than a year", 1, "year"),
        ("It took almost a decade.", "almost a decade", 10, "year"),
        ("It took two and a half years.", "two and a half years", 2.5, "year"),
        ("It took 18 months.", "18 months", 18, "month"),
        ("A two-week truce.", "two-week", 2, "week"),
        ("In six weeks' time.", "six weeks", 6, "week"),
        ("A monthlong pause.", "monthlong", 1, "month"),
        ("Over three years it grew.", "three years", 3, "year"),
        ("It ran for 2-1/2 years.", "2-1/2 years", 2.5, "year"),
        ("It took almost half a century.", "almost half a century", 50, "year"),
    ],
)
def test_durations(finder, text, words, value, unit):
    found, span = only(finder, text, "duration")
    assert (span, found.value, found.unit) == (words, value, unit)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("A fivefold rise.", "fivefold", 5),
        ("A 10-fold rise.", "10-fold", 10),
        ("More than five times what was agreed.", "More than five times", 5),
        ("Twice as many came.", "Twice", 2),
        ("Nearly double the price.", "Nearly double", 2),
        ("Two-thirds of them came.", "Two-thirds", 0.666667),
        ("A third of them came.", "A third", 1 / 3),
        ("Half of them came.", "Half", 0.5),
        ("Some say one in five voters.", "one in five", 0.2),
        ("Some say nine out of 10 voters.", "nine out of 10", 0.9),
    ],
)
def test_ratios(finder, text, words, value):
    found, span = only(finder, text, "ratio")
    assert (span, found.unit) == (words, "times")
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It rose 5 percent.", "5 percent", 5),
        ("It rose 5%.", "5%", 5),
        ("It rose 5 per cent.", "5 per cent", 5),
        ("It rose 5 percentage points.", "5 percentage points", 5),
        ("It rose twenty-five percent.", "twenty-five percent", 25),
        ("It rose 3½ percent.", "3½ percent", 3.5),
        ("It moved -0.3 percent.", "-0.3 percent", -0.3),
        ("It moved minus five percent.", "minus five percent", -5),
        ("A 5-percent rise.", "5-percent", 5),
        ("It falls by 2030 to 32 percent.", "32 percent", 32),
        ("Turnout reached a percentage of 45.", "percentage of 45", 45),
    ],
)
def test_percentages(finder, text, words, value):
    found, span = only(finder, text, "percent")
    assert (span, found.value, found.unit) == (words, value, "percent")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Net profit rose sharply to $3 million.", "net profit"),
        ("It signed a $300 million contract with them.", "contract"),
        ("It sent $40 million in aid.", "aid"),
        ("It sent $40 million in London.", None),
        ("It bought $40 million worth of government bonds.", "government bonds"),
        ("It was asked to pay $4 billion.", "payment"),
        ("Tokyo now pays about $2 billion a year.", "japanese payment"),
        ("They want Germany to pay $2 billion.", "german payment"),
        ("He sought $2 billion a year from Poland.", "polish payment"),
        ("The firm agreed to pay $2 billion.", "payment"),
        ("Officials had demanded up to $4 billion a year.", "payment"),
        ("Inflation was 4 percent.", "inflation"),
        ("It polled 4 percent of voters.", "voters"),
        ("They saw a 4 percent rise in exports.", "exports"),
        ("Then came $4 million.", None),
    ],
)
def test_subjects_are_short_noun_phrases_or_none(finder, text, subject):
    assert finder.find([passage(text)])[0].subject == subject


def test_a_figure_compared_with_another_shares_its_subject(finder):
    text = "He sought about $6 billion a year, well above the $800 million agreed."
    assert [q.subject for q in finder.find([passage(text)])] == ["payment", "payment"]


def test_offsets_are_those_of_the_view(finder):
    found = finder.find([passage("First, 20 ships.", 100), passage("Then $5.", 200)])
    assert [(q.start, q.end) for q in found] == [(107, 109), (205, 207)]


def test_no_figure_is_read_inside_a_calendar_expression(finder):
    text = "In 5 May days 20 ships sailed."
    assert figures(finder, text)[-1] == ("20", 20, "ships")
    assert [q.value for q in finder.find([passage(text, 50)], [(50, 64)])] == [20]
    assert finder.find([passage(text, 50)], [(50, 70)]) == []


def test_the_innermost_speaker_claims_a_figure():
    figure = Quantity("count", 5, None, None, "ships", "exact", None, None, 20, 21)
    outer = Quote("indirect", "", None, "person:a", None, None, None, 0, 50)
    inner = Quote("direct", "", None, "person:b", None, None, None, 10, 30)
    unknown = Quote("direct", "", None, None, None, None, None, 15, 25)
    assert attach_claimants([figure], [outer])[0].claimant_id == "person:a"
    assert attach_claimants([figure], [outer, inner])[0].claimant_id == "person:b"
    assert attach_claimants([figure], [outer, inner, unknown])[0].claimant_id is None
    assert attach_claimants([figure], [])[0].claimant_id is None
    piece = Quote("mixed", "", 0, None, None, None, None, 15, 25)
    assert attach_claimants([figure], [outer, piece])[0].claimant_id == "person:a"


SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
SMALL += ["seventeen", "eighteen", "nineteen"]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number):
    """Write a number below a billion as English does."""
    for factor, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= factor:
            rest = number % factor
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // factor)} {name}" + (joint + in_words(rest) if rest else "")
    if number < 20:
        return SMALL[number]
    return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


@given(st.integers(min_value=2, max_value=999_999_999))
def test_a_number_in_words_is_read_as_its_value(finder, number):
    words = f"{in_words(number)} dollars"
    assert figures(finder, f"They paid {words} then.") == [(words, number, "USD")]


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=99))
def test_a_number_in_digits_is_read_as_its_value(finder, whole, hundredths):
    words = f"${whole:,}.{hundredths:02d}"
    ((span, value, unit),) = figures(finder, f"They paid {words} then.")
    assert (span, unit) == (words, "USD")
    assert value == pytest.approx(whole + hundredths / 100)


PIECES = st.sampled_from(
    [
        " ", "-", "\n", ".", ",", "(", ")", "$", "€", "%", "½", "/",
        "to", "and", "between", "from", "about", "up to", "more than", "a", "an", "year", "years", "-long",
        "million", "bn", "one", "two", "half", "twice", "dozen", "times", "fold", "percent", "dollars", "cents",
        "pesos", "pounds", "won", "USD", "M", "troops", "people", "killed", "of the", "3", "10", "2020",
        "5,000", "1.5", "minus", "a year", "per day", "in", "Mexico", "U.S.", "the", "third", "or more",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join))
def test_any_text_gives_ordered_figures_inside_it(finder, text):
    found = finder.find([passage(text)])
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(q.value_low is None or q.value_low <= q.value for q in found)
    assert all(q.value_high is None or q.value <= q.value_high for q in found)
    assert found == finder.find([passage(text)])
