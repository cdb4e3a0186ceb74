"""Events: one case a construction, read from sentences of our own."""

import itertools
from datetime import date

import pytest

from tests.unit.coding_cases import MONDAY, Desk, told, who


@pytest.fixture(scope="module")
def desk(nlp, tables):
    return Desk(nlp, tables)


BOTH = "both ways"

PARTIES = [
    ("active", "Norway accused Sudan of theft.", [("ACCUSE", "NOR", "SDN", "actual")]),
    ("passive with agent", "A Danish editor was arrested by Egyptian police.", [("COERCE", "EGY", "DNK", "actual")]),
    ("passive without agent", "Two Danish editors were arrested on Monday.", [("COERCE", None, "DNK", "actual")]),
    (
        "conjoined verbs share subject and object",
        "Poland, which criticized Hungary and demanded an apology, closed its border.",
        [("ACCUSE", "POL", "HUN", "actual"), ("REQUEST", "POL", "HUN", "actual")],
    ),
    ("relative clause", "Spain, which condemned Chad, fell silent.", [("ACCUSE", "ESP", "TCD", "actual")]),
    (
        "participle of the main subject",
        "The Kenyan minister left, accusing Uganda of deceit.",
        [("ACCUSE", "KEN", "UGA", "actual")],
    ),
    (
        "participle after a statement",
        "Norway issued a statement urging Chad to hold a vote.",
        [("REQUEST", "NOR", "TCD", "actual")],
    ),
    ("officials stand for their state", "Turkish officials condemned Greece.", [("ACCUSE", "TUR", "GRC", "actual")]),
    ("name called", "Iran called Iraq a terrorist state and an aggressor.", [("ACCUSE", "IRN", "IRQ", "actual")]),
    ("light verb", "Canada imposed new sanctions on Belarus.", [("SANCTION", "CAN", "BLR", "actual")]),
    ("expressed support", "Oman expressed its full support for Jordan.", [("SUPPORT", "OMN", "JOR", "actual")]),
    ("a light verb alone tells nothing", "Canada held an election.", []),
    ("saying alone tells nothing", "Canada said the harvest in Mali was good.", []),
    ("no named party, no event", "Several people were arrested.", []),
    ("a market threatens nobody", "Inflation threatened to rise further.", []),
]


@pytest.mark.parametrize(("text", "events"), [case[1:] for case in PARTIES], ids=[case[0] for case in PARTIES])
def test_who_did_what_to_whom(desk, text, events):
    found = told(desk.code(text))
    assert [event for event in found if event[0] in {e[0] for e in events} or not events] == events


MUTUAL = [
    ("coordinated subjects", "Laos and Thailand agreed to share a dam.", "AGREE", {"LAO", "THA"}),
    ("talks between", "Talks between Peru and Chile went on.", "CONSULT", {"PER", "CHL"}),
    ("held talks with", "Peru held talks with Chile.", "CONSULT", {"PER", "CHL"}),
    ("struck a deal", "Peru struck a deal with Chile.", "AGREE", {"PER", "CHL"}),
    ("subject of the clause", "After talks with Chile, Peru reopened the pass.", "CONSULT", {"PER", "CHL"}),
    ("joint drills", "Uganda and Kenya held joint military drills.", "COOPERATE", {"UGA", "KEN"}),
]


@pytest.mark.parametrize(("text", "kind", "parties"), [c[1:] for c in MUTUAL], ids=[c[0] for c in MUTUAL])
def test_mutual_events_have_one_row_a_direction(desk, text, kind, parties):
    found = [event for event in desk.code(text) if event.event_type == kind]
    assert {(who(e.actor_id), who(e.recipient_id)) for e in found} == set(itertools.permutations(parties, 2))
    assert len({(e.start, e.end) for e in found}) == 1


def test_those_talked_with_do_not_talk_with_each_other(desk):
    found = desk.code("Kenya held talks with Chad and Niger.")
    assert ("TCD", "NER") not in {(who(e.actor_id), who(e.recipient_id)) for e in found}
    assert ("KEN", "NER") in {(who(e.actor_id), who(e.recipient_id)) for e in found}


def test_the_two_sides_are_the_parties_last_named(desk):
    found = desk.code("Peru's minister went to see Chile's.\n\nThe two sides signed a treaty.")
    assert ("AGREE", "PER", "CHL", "actual") in told(found)


MODES = [
    ("three talk", "Peru, Chile and Bolivia held talks.", "CONSULT", "multilateral"),
    ("one talks with two", "Kenya held talks with Chad and Niger.", "CONSULT", "multilateral"),
    ("three agree", "Laos, Thailand and Vietnam signed a treaty.", "AGREE", "multilateral"),
    ("three work together", "Norway, Sweden and Finland cooperated closely.", "COOPERATE", "multilateral"),
    ("two talk", "Peru held talks with Chile.", "CONSULT", "meet"),
    ("two people of one country", "Turkish officials and Turkish police held talks with Greece.", "CONSULT", "meet"),
    ("a drill stays a drill", "Uganda, Kenya and Rwanda held joint military drills.", "COOPERATE", "military"),
    ("no mutual type", "Canada imposed sanctions on Belarus, Iran and Syria.", "SANCTION", None),
]


@pytest.mark.parametrize(("text", "kind", "mode"), [case[1:] for case in MODES], ids=[case[0] for case in MODES])
def test_three_countries_or_more_are_multilateral(desk, text, kind, mode):
    assert {event.mode for event in desk.code(text) if event.event_type == kind} == {mode}


STATUS = [
    ("will", "Peru will hold talks with Chile.", "CONSULT", "planned"),
    ("plans to", "Canada plans to impose sanctions on Belarus.", "SANCTION", "planned"),
    ("may", "Canada may impose sanctions on Belarus.", "SANCTION", "possible"),
    ("is considering", "Canada is considering sending tanks to Ukraine.", "AID", "possible"),
    ("if", "If Iran attacks Bahrain, oil will be dear.", "ASSAULT", "possible"),
    ("not", "Kenya did not arrest the Danish editor.", "COERCE", "denied"),
    ("failed to", "Sweden failed to arrest the Danish editor.", "COERCE", "denied"),
    ("no", "Canada imposed no sanctions on Belarus.", "SANCTION", "denied"),
    ("plain past", "Canada imposed sanctions on Belarus.", "SANCTION", "actual"),
    ("refusing is an act", "Serbia rejected calls for talks with Kosovo.", "REJECT", "actual"),
    ("own refusal", "Hungary will not release the Greek prisoners.", "REJECT", "actual"),
    ("own promise", "Hungary said it would release the Greek prisoners.", "AGREE", "actual"),
    ("own threat", "Iran said it would attack Bahrain.", "THREATEN", "actual"),
    ("demand by must", "Russia said that Sudan must return the pilot.", "REQUEST", "actual"),
]


@pytest.mark.parametrize(("text", "kind", "status"), [c[1:] for c in STATUS], ids=[c[0] for c in STATUS])
def test_whether_it_happened(desk, text, kind, status):
    assert {(e.event_type, e.status) for e in desk.code(text)} == {(kind, status)}


ONLY = [
    ("a threatened withdrawal", "Poland threatened to withdraw its troops from Mali.", "THREATEN"),
    ("a demanded release", "Poland demanded that Mali release a pilot.", "REQUEST"),
    ("an urged attack", "Iran urged Syria to attack Iraq.", "REQUEST"),
    ("a refused deal", "Chad refused to sign a treaty with Niger.", "REJECT"),
    ("an agreed pullout", "Chad agreed to withdraw its troops from Niger.", "AGREE"),
    ("a vetoed sanction", "Russia vetoed sanctions against Syria.", "REJECT"),
]


@pytest.mark.parametrize(("text", "kind"), [c[1:] for c in ONLY], ids=[c[0] for c in ONLY])
def test_what_is_threatened_or_demanded_is_not_done(desk, text, kind):
    assert {event.event_type for event in desk.code(text)} == {kind}


def test_the_day_is_that_of_the_event_s_own_clause(desk):
    text = "Spain arrested a Danish editor on Feb. 20, 2021, officials said on Monday."
    found = desk.code(text, MONDAY)
    assert [(e.event_type, e.starts_on) for e in found] == [("COERCE", date(2021, 2, 20))]


def test_without_a_time_expression_the_day_is_unknown(desk):
    assert [e.starts_on for e in desk.code("Spain arrested a Danish editor.", MONDAY)] == [None]


def test_what_is_to_be_after_the_article_is_planned(desk):
    found = desk.code("Talks between Peru and Chile on March 20, 2021, are the first.", MONDAY)
    assert {e.status for e in found} == {"planned"}


def test_reported_by_whoever_says_it(desk):
    found = desk.code('"Iran attacked our ships," Narendra Modi said in India.')
    assert {who(e.reported_by_id) for e in found} == {"narendra-modi"}


def test_triggers_lie_in_the_text_and_coding_again_gives_the_same(desk):
    text = "Canada imposed sanctions on Belarus.\n\nPeru and Chile signed a treaty, and Iran threatened Iraq."
    once = desk.code(text)
    assert [text[e.start : e.end] for e in once] == ["imposed", "signed", "signed", "threatened"]
    assert desk.code(text) == once
