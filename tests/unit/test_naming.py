"""Names, people and roles of whole articles, read through the public finder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstext.naming import NameFinder
from newstext.parsing import parse_passages
from newstext.records import Block
from newstext.sentences import SentenceSplitter


@pytest.fixture(scope="module")
def finder(tables):
    return NameFinder(tables)


@pytest.fixture(scope="module")
def splitter(tables):
    return SentenceSplitter(tables)


@pytest.fixture(scope="module")
def read(nlp, finder, splitter):
    def read(*paragraphs):
        text, blocks = "", []
        for number, paragraph in enumerate(paragraphs):
            blocks.append(Block(number, "body", "test", len(text), len(text) + len(paragraph)))
            text += paragraph + "\n\n"
        passages = list(parse_passages(nlp, splitter.passages(text, blocks)))
        return text, finder.find(passages)

    return read


def named(naming, kind):
    return {entity.name for entity in naming.entities.values() if entity.kind == kind}


def mentions(text, naming):
    return {(text[m.start : m.end], m.form, m.entity_id) for m in naming.mentions}


def roles(naming):
    return {(naming.entities[r.person_id].name, r.title, r.country_code, r.status) for r in naming.roles}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The visit was arranged by Choi Min-ah of the trade office.", "Choi Min-ah"),
        ("Foreign Minister Park Sung Jae left for Geneva.", "Park Sung Jae"),
        ("The talks were led by Jean-Marc Dubois of France.", "Jean-Marc Dubois"),
        ("Home Secretary Theresa May said Britain would wait.", "Theresa May"),
        ("The minister, Abd al-Rahman Hassan, resigned on Monday.", "Abd al-Rahman Hassan"),
        ("The governor of Jalisco, Osvaldo Quintero Paz, condemned the attack.", "Osvaldo Quintero Paz"),
        ("Ursula von der Leyen's speech was short.", "Ursula von der Leyen"),
    ],
)
def test_people_are_named_whole(read, sentence, name):
    assert named(read(sentence)[1], "person") == {name}


def test_two_spellings_are_one_person(read):
    _, naming = read("Kim Jong Un met the envoy.", "Later Kim Jong-un left the city.")
    assert [e.entity_id for e in naming.entities.values() if e.kind == "person"] == ["person:kim-jong-un"]


def test_known_spellings_of_a_public_figure_are_one_person(read):
    for name in ("Moammar Gadhafi", "Muammar el-Qaddafi", "Muammar Gaddafi"):
        _, naming = read(f"Libya mourned. {name} had left on Monday, and Gadhafi was gone.")
        assert "person:muammar-gaddafi" in naming.entities, name


def test_a_name_in_western_order_is_the_same_person(read):
    _, naming = read("President Moon Jae-in spoke.", "Critics of Jae-in Moon were silent.", "Jean-Luc Kim left.")
    assert {"person:moon-jae-in", "person:jean-luc-kim"} == {key for key in naming.entities if key[:7] == "person:"}


def test_a_family_name_means_the_person_named_in_full(read):
    text, naming = read("The bank hired Maria Lindqvist last year.", "Lindqvist said the plan had failed.")
    assert ("Lindqvist", "short_name", "person:maria-lindqvist") in mentions(text, naming)


def test_a_name_in_capitals_or_in_a_headline_is_read_through_the_article(read):
    text, naming = read(
        "LINDQVIST QUITS AFTER ROW", "The chairwoman, Maria Lindqvist, resigned on Monday in Stockholm."
    )
    assert ("LINDQVIST", "short_name", "person:maria-lindqvist") in mentions(text, naming)


def test_two_namesakes_stay_two_people(read):
    text, naming = read(
        "Defense Minister Kim Seok-ho spoke in Seoul on Monday. Kim praised the troops.",
        "Kim Yong-jin was arrested later. Kim Yong-jin had denied the charge.",
    )
    assert {"Kim Seok-ho", "Kim Yong-jin"} == named(naming, "person")
    assert ("Kim", "short_name", "person:kim-seok-ho") in mentions(text, naming)


def test_a_family_name_alone_is_partial_and_the_articles_own(read):
    _, naming = read("Minister Jeong told reporters that the talks went well.")
    (person,) = [e for e in naming.entities.values() if e.kind == "person"]
    assert (person.entity_id, person.is_partial) == ("person:jeong@article", True)


def test_two_family_names_joined_are_two_people(read):
    text, naming = read("Ann Carter met Li Wei in Paris.", "Hopes for the Carter-Li summit were low.")
    assert {("Carter", "short_name", "person:ann-carter"), ("Li", "short_name", "person:li-wei")} <= mentions(
        text, naming
    )


@pytest.mark.parametrize(
    ("sentence", "words", "form", "code"),
    [
        ("South Korea‘s parliament met on Friday.", "South Korea", "name", "KOR"),
        ("The ROK-U.S. alliance is old.", "ROK", "name", "KOR"),
        ("The ROK-U.S. alliance is old.", "U.S.", "name", "USA"),
        ("Burmese troops crossed the river.", "Burmese", "demonym", "MMR"),
        ("Pyongyang's arsenal has grown.", "Pyongyang", "metonym", "PRK"),
        ("Moscow said it would answer.", "Moscow", "metonym", "RUS"),
        ("The treaty between Seoul and Washington expires.", "Washington", "metonym", "USA"),
        ("The DPRK fired a missile.", "DPRK", "name", "PRK"),
    ],
)
def test_countries(read, sentence, words, form, code):
    text, naming = read(sentence)
    assert (words, form, f"country:{code}") in mentions(text, naming)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers met in Seoul on Friday.",
        "She flew to Seoul for the talks.",
        "He sent a report from Seoul.",
        "SEOUL (Reuters) - Shares fell on Friday.",
    ],
)
def test_a_capital_where_something_happens_is_a_place(read, sentence):
    _, naming = read(sentence)
    assert naming.entities["place:seoul"].country_code == "KOR"
    assert "country:KOR" not in naming.entities


def test_the_north_is_a_country_where_the_article_is_about_korea(read):
    text, naming = read(
        "North Korea fired a missile. North Korean media were silent. Experts said the North was angry."
    )
    assert ("North", "short_name", "country:PRK") in mentions(text, naming)
    _, naming = read("Snow fell in the North on Monday, and schools were closed in Norway.")
    assert "country:PRK" not in naming.entities


@pytest.mark.parametrize(
    ("sentence", "entity_id", "code"),
    [
        ("The Pentagon declined to comment.", "organization:pentagon", "USA"),
        ("Seoul's Ministry of Defense denied the report.", "organization:ministry-of-defense-kor", "KOR"),
        ("The Polish Foreign Ministry summoned the envoy.", "organization:foreign-ministry-pol", "POL"),
        ("The Supreme Court will rule in May.", "organization:supreme-court@article", None),
        ("Japan may leave the pact, called GSOMIA, in November.", "agreement:gsomia", None),
        ("Taliban fighters took the town.", "group:taliban", "AFG"),
        ("Shares of Citigroup Inc rose.", "organization:citigroup", "USA"),
    ],
)
def test_bodies_agreements_and_groups(read, sentence, entity_id, code):
    _, naming = read(sentence)
    assert naming.entities[entity_id].country_code == code


def test_an_abbreviation_in_brackets_names_the_body_before_it(read):
    text, naming = read("The National Harbour Board (NHB) met. The NHB said that ships were waiting.")
    assert ("NHB", "short_name", "organization:national-harbour-board") in mentions(text, naming)


def test_a_tennis_open_names_no_country(read):
    _, naming = read("She won the U.S. Open in straight sets.")
    assert "country:USA" not in naming.entities


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("U.S. President Ann Carter spoke.", ("Ann Carter", "president", "USA", "current")),
        ("Former French President Luc Moreau spoke.", ("Luc Moreau", "president", "FRA", "former")),
        ("Ann Carter, the U.S. president, spoke.", ("Ann Carter", "president", "USA", "current")),
        ("The president of France, Luc Moreau, spoke.", ("Luc Moreau", "president", "FRA", "current")),
        ("Luc Moreau became prime minister of France in May.", ("Luc Moreau", "prime minister", "FRA", "current")),
        ("Luc Moreau is the French foreign minister.", ("Luc Moreau", "foreign minister", "FRA", "current")),
        (
            "General Tom Hill, chairman of the U.S. Joint Chiefs of Staff, spoke.",
            ("Tom Hill", "chairman of the joint chiefs of staff", "USA", "current"),
        ),
        (
            "U.S. Defense Secretary Tom Hill met Choi Min-ah, his South Korean counterpart.",
            ("Choi Min-ah", "defense secretary", "KOR", "current"),
        ),
        (
            "South Korea's Vice Defense Minister Choi Min-ah assumed the role as acting defense chief.",
            ("Choi Min-ah", "defense minister", "KOR", "acting"),
        ),
        ("Luc Moreau was replaced as French president in May.", ("Luc Moreau", "president", "FRA", "former")),
        ("Ann Carter replaced Tom Hill as U.S. president.", ("Tom Hill", "president", "USA", "former")),
        ("Boeing spokesman Tom Hill denied it.", ("Tom Hill", "spokesman", None, "current")),
        ("Kremlin spokesman Ivan Orlov denied it.", ("Ivan Orlov", "spokesman", "RUS", "current")),
    ],
)
def test_roles(read, sentence, role):
    assert role in roles(read(sentence)[1])


HELD = [
    ("is for a country", "The pro-Moscow president Viktor Danilenko fled.", ("president", None, "current")),
    ("who was", "Pavel Drozd, who was finance minister in May, spoke.", ("finance minister", None, "former")),
    (
        "who was named",
        "Pavel Drozd, who was named finance minister in May, spoke.",
        ("finance minister", None, "current"),
    ),
    ("had served as", "Ann Carter had served as chief executive until May.", ("chief executive", None, "former")),
    ("posted in a country", "U.S. Ambassador to Japan Ann Carter spoke.", ("ambassador", "USA", "current")),
    ("posted, sender unknown", "The ambassador to Japan, Ann Carter, spoke.", ("ambassador", None, "current")),
    (
        "of a region",
        "Canada is large. Canada is cold. Manitoba Premier Ann Carter spoke.",
        ("premier", None, "current"),
    ),
    ("at home in a city", "Ann Carter, chairman of Boston-based Tidewater, spoke.", ("chairman", None, "current")),
    ("of a branch of the Fed", "New York Fed President Ann Carter spoke.", ("president", None, "current")),
]


@pytest.mark.parametrize(("sentence", "role"), [case[1:] for case in HELD], ids=[case[0] for case in HELD])
def test_whose_office_it_is_and_when(read, sentence, role):
    _, naming = read(sentence)
    assert [(r.title, r.country_code, r.status) for r in naming.roles] == [role]


NO_NAMES = [
    ("what a report is about", "SOCCER - The match was put off on Friday.", "place"),
    ("a column of a table", "W L PCT GB", "country"),
    ("a company's name that ends as a title", "Shares of Dollar General Corp fell on Friday.", "person"),
    ("words in capitals", "GEITHNER ON OWNERS WHO BORROWED TOO MUCH was the headline.", "organization"),
    ("the plural of an abbreviation", "The UAVs were shown at the fair on Friday.", "organization"),
    ("a small word in capitals", "IDA BRUNI, CEO AND MANAGER of the fund, said so.", "organization"),
]


@pytest.mark.parametrize(("sentence", "kind"), [case[1:] for case in NO_NAMES], ids=[case[0] for case in NO_NAMES])
def test_what_names_nobody(read, sentence, kind):
    _, naming = read(sentence)
    assert not named(naming, kind) - {"Dollar General"}


@pytest.mark.parametrize("heading", ["STEADY GROWTH", "HIT OR FLOP"])
def test_a_heading_in_capitals_is_no_part_of_a_name(read, heading):
    text, naming = read("Ann Carter runs the bank.", f"{heading} Carter said that the year was good.")
    assert ("Carter", "short_name", "person:ann-carter") in mentions(text, naming)


def test_a_branch_of_a_company_is_a_body_and_no_country(read):
    _, naming = read("Samsung Vietnam said it had done nothing wrong.")
    assert set(naming.entities) == {"organization:samsung-vietnam"}
    _, naming = read("He told Samsung Vietnam would wait.")
    assert "country:VNM" in naming.entities


def test_a_persons_country_and_titles_are_those_of_the_present(read):
    _, naming = read("British actor Ann Carter met Mayor Tom Frost, a former U.S. senator, in Paris.")
    people = {key: (e.country_code, e.titles) for key, e in naming.entities.items() if e.kind == "person"}
    assert people == {"person:ann-carter": ("GBR", ("actor",)), "person:tom-frost": ("USA", ("mayor",))}


def test_the_country_of_a_plain_title_comes_from_the_article(read):
    _, naming = read(
        "South Korea is in turmoil. South Korean troops left Seoul's streets on Monday.",
        "U.S. President Ann Carter called acting President Choi Min-ah.",
    )
    assert ("Choi Min-ah", "president", "KOR", "acting") in roles(naming)


def test_the_country_of_a_plain_title_stays_unknown_where_two_compete(read):
    _, naming = read("Troops of Chad and of Mali met. Prime Minister Ola Berg praised Chad and Mali.")
    assert ("Ola Berg", "prime minister", None, "current") in roles(naming)


def test_a_chief_executive_has_no_country(read):
    _, naming = read("Boeing Chief Executive Tom Hill resigned.")
    (role,) = naming.roles
    assert (role.organization_id, role.country_code) == ("organization:boeing", None)


def test_a_role_spans_title_and_name(read):
    text, naming = read("On Monday U.S. President Ann Carter spoke.")
    (role,) = naming.roles
    assert text[role.start : role.end] == "U.S. President Ann Carter"


@pytest.mark.parametrize(
    ("paragraphs", "words", "form", "entity_id"),
    [
        (
            ["U.S. President Ann Carter met French President Luc Moreau.", "The French president thanked the hosts."],
            "French president",
            "title",
            "person:luc-moreau",
        ),
        (["Maria Lindqvist spoke first. She praised the plan."], "She", "pronoun", "person:maria-lindqvist"),
        (
            ["Seoul's Ministry of Defense met. The ministry said so."],
            "ministry",
            "title",
            "organization:ministry-of-defense-kor",
        ),
    ],
)
def test_references(read, paragraphs, words, form, entity_id):
    text, naming = read(*paragraphs)
    assert (words, form, entity_id) in mentions(text, naming)


def test_a_pronoun_of_the_other_sex_is_left_alone(read):
    _, naming = read("Robert Hill spoke to the press. She was late.")
    assert not [m for m in naming.mentions if m.form == "pronoun"]


@pytest.mark.parametrize(
    "sentence", ["A president must listen.", "The presidents met.", "The new minister is unknown."]
)
def test_titles_without_a_holder_mean_nobody(read, sentence):
    assert read(sentence)[1].roles == []


def test_the_same_article_gives_the_same_answer_again(read):
    article = ("U.S. President Ann Carter met Luc Moreau in Paris.", "Carter said he had agreed.", "Kim and Lee left.")
    assert read(*article) == read(*article)


def test_mentions_lie_in_the_text_in_order_and_roles_name_known_people(read):
    text, naming = read("LONDON (Reuters) - Ann Carter, U.S. president, met BP chief Tom Hill.", "He left.")
    spans = [(m.start, m.end) for m in naming.mentions]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert {m.entity_id for m in naming.mentions} == set(naming.entities)
    assert {r.person_id for r in naming.roles} <= set(naming.entities)


def test_an_article_without_words_names_nothing(finder):
    naming = finder.find([])
    assert (naming.entities, naming.mentions, naming.roles) == ({}, [], [])


WORDS = ["President", "Kim", ",", "-", "'s", "(", ")", "US", "the", "of", "Seoul", '"', "AT", "3", "former", "He", "@"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words_without_a_parse_are_read_without_error(finder, splitter, words):
    text = " ".join(words)
    naming = finder.find(splitter.passages(text, [Block(0, "body", "test", 0, len(text))]))
    assert {m.entity_id for m in naming.mentions} == set(naming.entities)
