"""Bylines, datelines, dates that stand alone, and the language."""

import pytest

from newstext.cleaning.bylines import BylineReader
from newstext.cleaning.datelines import DatelineReader
from newstext.cleaning.stamps import is_timestamp
from newstext.language import LanguageDetector


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Lima", ("Ana Lima",)),
        ("by Ana Lima and Tom Berg", ("Ana Lima", "Tom Berg")),
        ("By ANA LIMA, Staff Writer", ("Ana Lima",)),
        ("By Kim Min-ji, Lee Ha-eun Published : May 3, 2021", ("Kim Min-ji", "Lee Ha-eun")),
        ("By Ana Lima for The Example", ("Ana Lima",)),
        ("BYLINE: By ANA LIMA", ("Ana Lima",)),
        ("Author: Ana Lima", ("Ana Lima",)),
        ("Ana Lima , The Example Published 6:15 a.m. ET May 3, 2021", ("Ana Lima",)),
        ("Ana Lima Updated May 3, 2021 at 4 p.m.", ("Ana Lima",)),
        ("Ana LimaMay 3, 2021", ("Ana Lima",)),
        ("Ana Lima | The Example | May 3, 2021", ("Ana Lima",)),
        ("Port Louis May 3, 2021", None),  # a name and a date may be a place and a date
        ("President Ana Lima, who took office in 2021, published on May 3, 2021 a plan", None),
        ("By Reuters Staff", ()),
        ("By Monday, officials said, all had left.", None),
        ("By Friday", None),
        ("By 2003, the price had risen.", None),
        ("By the end of the year, the port will be open.", None),
        ("Bystanders Ana Lima and Tom Berg", None),
    ],
)
def test_bylines(tables, line, names):
    assert BylineReader(tables).read(line) == names


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("LISBON (Reuters) - Ships", "LISBON (Reuters) - "),
        ("PORT LOUIS, May 3 (Xinhua) -- Ships", "PORT LOUIS, May 3 (Xinhua) -- "),
        ("ROME/PARIS (AFP) – Ships", "ROME/PARIS (AFP) – "),
        ("Port Louis, Dec 5 (PTI) The port", "Port Louis, Dec 5 (PTI) "),
        ("MINSK, December 3. /TASS/. The port", "MINSK, December 3. /TASS/. "),
        ("SALEM, Ore. — Ships", "SALEM, Ore. — "),
        ("SALEM, Ore.—Ships", "SALEM, Ore.—"),
        ("(Reuters) - Ships", "(Reuters) - "),
        ("May 3 (Reuters) - Ships", "May 3 (Reuters) - "),
        ("IBM — Ships", ""),
        ("NATO - the alliance - met", ""),
        ("The World Trade Organization (WTO) Director came", ""),
        ("Sen. Ana Lima (R-Texas) — Ships", ""),
        ("UPDATE: Ships", ""),
        ("U.S. ships left on Monday", ""),
    ],
)
def test_datelines(tables, text, dateline):
    assert text[: DatelineReader(tables).find(text)] == dateline


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("May 3, 2021", True),
        ("Published: 3 May 2021, 10:32 GMT", True),
        ("2021-05-03T10:32", True),
        ("3 hours ago", True),
        ("Monday, May 3, 2021 at 10:32 a.m. EDT", True),
        ("The vote is on May 3, 2021", False),
        ("In 2021", False),
        ("Chapter 3", False),
    ],
)
def test_dates_alone(line, is_date):
    assert is_timestamp(line) is is_date


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ships left on Monday.", "en"),
        ("Ships leave port as storm nears the coast of Portugal", "en"),
        ("Los barcos salieron del puerto el lunes porque se acercaba una tormenta a la costa.", "es"),
        ("Die Schiffe haben den Hafen am Montag verlassen, weil ein Sturm auf die Küste zukommt.", "de"),
        ("Корабли покинули порт в понедельник, потому что к берегу приближается шторм.", "ru"),
        ("OK", None),
        ("1 2 3", None),
    ],
)
def test_language(tables, text, language):
    assert LanguageDetector(tables).detect(text) == language
