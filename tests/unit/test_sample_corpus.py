"""The promises that seeds/README.md makes about the sample corpus."""

import csv
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "seeds" / "articles"
REAL_ARTICLES = ROOT.parent / "shared" / "seeds"
AGENCY, REPRINT = "agency_2024-11-28_sma_ratified.txt", "dailyglobe.example_2024-11-29_assembly-backs-troop-bill.txt"
BROADSHEET, WIRE = "yna-2025-03-14-drills.txt", "wire_20250314_freedom_shield.txt"


def texts_of(path):
    """Every text of a file, decoded with care for none but what the corpus holds."""
    if path.suffix == ".jsonl":
        records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        return [next(r[name] for name in ("text", "body", "content") if name in r) for r in records]
    if path.suffix == ".csv":
        with path.open(encoding="utf8", newline="") as rows:
            return [row["text"] for row in csv.DictReader(rows)]
    try:
        return [path.read_text(encoding="utf8")]
    except UnicodeDecodeError:
        return [path.read_text(encoding="cp1252")]


CORPUS = {path.name: texts_of(path) for path in sorted(ARTICLES.iterdir())}
EVERY_TEXT = [(f"{name}#{number}", text) for name, texts in CORPUS.items() for number, text in enumerate(texts)]


def read(name):
    return CORPUS[name][0]


def shingles(text, size):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def resemblance(one, other, size=5):
    a, b = shingles(one, size), shingles(other, size)
    return len(a & b) / len(a | b)


def test_there_are_at_least_twelve_pieces():
    assert len(EVERY_TEXT) >= 12


@pytest.mark.parametrize(("suffix", "texts"), [(".txt", 9), (".html", 1), (".jsonl", 3), (".csv", 2)])
def test_formats(suffix, texts):
    assert sum(len(found) for name, found in CORPUS.items() if name.endswith(suffix)) >= texts


@pytest.mark.parametrize(("name", "text"), EVERY_TEXT, ids=[name for name, _ in EVERY_TEXT])
def test_a_piece_has_the_length_of_an_article(name, text):
    words = len(re.sub(r"<[^>]*>", " ", text).split())
    assert 220 <= words <= 520 or name.startswith("morningtide_gallery")


def test_one_agency_story_stands_under_two_headlines_with_a_paragraph_cut():
    assert 0.7 < resemblance(read(AGENCY), read(REPRINT)) < 1
    assert "foreign ministry spokesman declined" in read(AGENCY)
    assert "foreign ministry spokesman declined" not in read(REPRINT)


def test_one_story_is_told_by_two_outlets_in_their_own_words():
    assert resemblance(read(BROADSHEET), read(WIRE)) < 0.02
    assert all("Freedom Shield" in read(name) and "Pocheon" in read(name) for name in (BROADSHEET, WIRE))


def test_no_other_two_pieces_resemble_each_other():
    pairs = [(a, b) for i, a in enumerate(EVERY_TEXT) for b in EVERY_TEXT[i + 1 :]]
    alike = [(a[0], b[0]) for a, b in pairs if resemblance(a[1], b[1]) > 0.1]
    assert alike == [(f"{AGENCY}#0", f"{REPRINT}#0")]


@pytest.mark.parametrize(
    ("name", "dirt"),
    [
        (BROADSHEET, r"By Park So-yeonPublished : Mar\. 14, 2025"),
        (BROADSHEET, r"(?m)^Advertisement$"),
        (BROADSHEET, r"(?m)^Story continues below$"),
        (BROADSHEET, r"(?m)^(South Korean and American engineers lay .*)\n\1$"),
        (BROADSHEET, r"“[^”]+“ she said"),
        (BROADSHEET, r"Related stories\n- "),
        (WIRE, r"(?m)^   YEONCHEON, South Korea, March 14 - .*\n\S"),
        ("kherald-2024-10-04-sma.txt", r"ministry‘s"),
        ("kherald-2024-10-04-sma.txt", r"SUBSCRIBE to our newsletter"),
        ("asiacourier_20241205_drill-postponed.txt", r"Alliesâ€™"),
        ("dispatch_gsomia_2019-11-22.txt", r"MioFriday, November 22, 2019"),
        ("pacificpost_camp-humphreys-housing.html", r"(?s)<script>.*<nav>.*cookie.*Advertisement"),
        ("feed-mixed-outlets.jsonl", r"Story continues below"),
    ],
)
def test_the_dirt_of_scraped_news_is_there(name, dirt):
    assert any(re.search(dirt, text) for text in CORPUS[name]) or re.search(dirt, (ARTICLES / name).read_text("utf8"))


def test_records_of_the_feed_name_their_fields_differently():
    records = [json.loads(line) for line in (ARTICLES / "feed-mixed-outlets.jsonl").read_text("utf8").splitlines()]
    assert len({frozenset(record) for record in records}) == len(records) == 3


def test_one_article_is_german_in_an_old_encoding():
    raw = (ARTICLES / "rundschau-2024-10-24-nordkorea-russland.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf8")
    assert "Südkorea" in raw.decode("cp1252")


def test_the_undated_piece_fixes_its_date_only_by_its_content():
    text = read("undated_icbm_launch.txt")
    assert not re.search(r"(?i)published|updated|posted", text)
    assert "five days before Americans choose" in text
    assert "Nov. 5, 2024" in text


@pytest.mark.skipif(not REAL_ARTICLES.is_dir(), reason="the real articles to compare with are not on this machine")
def test_no_sentence_is_taken_from_the_real_articles():
    real = set().union(*(shingles(path.read_text(encoding="utf8"), 8) for path in REAL_ARTICLES.glob("*.txt")))
    copied = {name: shared for name, text in EVERY_TEXT if (shared := shingles(text, 8) & real)}
    assert copied == {}


@pytest.mark.parametrize("folder", ["articles", "reference"])
def test_the_readme_describes_every_file(folder):
    described = (ROOT / "seeds" / "README.md").read_text(encoding="utf8")
    names = [path.name for path in sorted((ROOT / "seeds" / folder).iterdir())]
    assert [name for name in names if f"`{name}`" not in described] == []


@pytest.mark.parametrize("path", sorted((ROOT / "seeds" / "reference").glob("*.csv")), ids=lambda path: path.stem)
def test_the_readme_names_every_column_of_a_vocabulary(path):
    described = (ROOT / "seeds" / "README.md").read_text(encoding="utf8")
    row = next((line for line in described.splitlines() if line.startswith(f"| `{path.name}`")), "")
    with path.open(encoding="utf8", newline="") as rows:
        assert [column for column in next(csv.reader(rows)) if f"`{column}`" not in row] == []
