"""Lines that say who wrote and when, and the place and agency an article opens with."""

import re

MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DATE = (
    rf"(?:{MONTHS},? +\d{{1,2}}(?:st|nd|rd|th)?(?:,? +\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?[ .-]+{MONTHS},?(?:[ -]+\d{{4}})?"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
_TIME = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?)"
_AGO = r"(?:\d{1,2}|an?|one|two|three|few) (?:second|minute|hour|day|week|month|year|min|hr)s? ago"
_STAMP_WORDS = re.compile(
    rf"(?i:{_DATE}|{_TIME}|{_WEEKDAY}|{_AGO}|published|updated|posted|modified|last|first|on|at|by|date|time|created"
    r"|E[SD]?T|P[SD]?T|GMT|UTC|BST|IST|KST|JST|CET|local|yesterday|today|T|Z|min(?:ute)?s? read)"
)
_HAS_DATE = re.compile(rf"(?i:{_DATE}|{_AGO})")
_DIGIT_OR_AGO = re.compile(r"\d|ago\b")
_DATE_LABEL = re.compile(
    r"\b(?:Published|Updated|Posted|Modified|Created|First published|Last (?:updated|modified)|Date)\b ?(?:on|at)? ?:?"
)

_NAME_PART = r"(?:[A-Z][\w’'.]*(?:-\w+)*|de|da|di|del|della|van|von|der|den|bin|al|el|la|le|dos|ibn)"
_NAME = rf"[A-Z][\w’'.]*(?:-\w+)*(?: {_NAME_PART}){{0,4}}"
_BY = re.compile(
    r"(?:(?:Written|Reported|Story|Text|Analysis|Opinion|Words|Report|Posted|Published) )?[Bb][Yy]:? +(?=\S)"
)
_NAMES_END = re.compile(
    r"(?:,? (?:for|in|of|at|and agencies|and wire)\b|,? ?(?:Staff|Special|Contributing|Senior|Chief|Political|Associated"
    r"|Reuters|AP\b|AFP|CNN|BBC|Correspondent|Reporter|Editor|Writer|Columnist|Updated|Published|Posted)| [-–—|•·] |[|•·:(@]"
    rf"|,? {MONTHS} ?\d|\d)"
)
_BETWEEN_NAMES = re.compile(r",? and |, | & |; | with ")
_FULL_NAME = re.compile(rf"{_NAME}$")

_AGENCY = r"[A-Z][\w.&’' -]{1,40}"
_DATELINE = re.compile(
    r"(?:(?P<place>[A-Z][A-Z.’' /-]+[A-Z.](?:, (?:[A-Z][\w.’-]*[ ,/]{0,2}){1,5})?)"
    rf"|(?P<mixed>(?:[A-Z][\w.’-]+[ ,/]{{1,2}}){{1,5}})(?=\(|{MONTHS}))"
    rf"(?:,? *{_DATE},?)?(?: *\({_AGENCY}\))?(?:,? *{_DATE})? *(?:-{{1,2}}|[–—_:])+ +"
)
_PLAIN_PLACE = re.compile(rf"[A-Z][A-Z.’' /-]+,? *\({_AGENCY}\) *")
LONGEST_DATELINE = 90
LONGEST_BYLINE = 200


def read_byline(text: str) -> tuple[str, ...]:
    """Return the names of a line that says who wrote it ("By A and B"), a date glued to it or not; else none."""
    match = _BY.match(text)
    return names_in(text[match.end() :]) if match else ()


def names_in(text: str) -> tuple[str, ...]:
    """Return the names a byline's words after "by" hold, without the jobs, places and dates after them."""
    end = _NAMES_END.search(text)
    listed = text[: end.start()] if end else text
    parts = [part.strip(" .,;") for part in _BETWEEN_NAMES.split(listed)]
    return tuple(_cased(part) for part in parts if part and _FULL_NAME.match(part))


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 4 else name


def is_timestamp(text: str) -> bool:
    """Tell whether a line holds a date and nothing but dates, hours and their labels."""
    if not _DIGIT_OR_AGO.search(text) or not _HAS_DATE.search(text):
        return False
    rest = _STAMP_WORDS.sub(" ", text)
    return sum(map(str.isalnum, rest)) <= 3 or bool(_DATE_LABEL.match(text) and len(rest) < 60)


def find_dateline(text: str) -> int:
    """Return the length of the dateline a paragraph opens with, blanks before the sentence included; 0 if none."""
    head = text[:LONGEST_DATELINE]
    match = _DATELINE.match(head) or _PLAIN_PLACE.match(head)
    return match.end() if match else 0
