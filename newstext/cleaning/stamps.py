"""Lines that hold a date and nothing else, and the patterns of a date that datelines and bylines share."""

import re

MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DATE = (
    rf"(?:{MONTHS},? +\d{{1,2}}(?:st|nd|rd|th)?(?:,? +\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ .-]+{MONTHS},?(?:[ -]+\d{{4}})?"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
_TIME = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?)"
_AGO = r"(?:\d{1,2}|an?|one|two|three|few) (?:second|minute|hour|day|week|month|year|min|hr)s? ago"
_STAMP_WORDS = re.compile(
    rf"(?i:{DATE}|{_TIME}|{_WEEKDAY}|{_AGO}|published|updated|posted|modified|last|first|on|at|by|date|time|created"
    r"|E[SD]?T|P[SD]?T|GMT|UTC|BST|IST|KST|JST|CET|local|yesterday|today|T|Z|min(?:ute)?s? read)"
)
_WHOLE_DATE = re.compile(
    rf"(?:{MONTHS},? +\d{{1,2}}(?:st|nd|rd|th)?,? +\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?[ .-]+{MONTHS},?[ -]+\d{{4}}"
    rf"|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}|{_AGO})",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(rf"(?i:{DATE}|{_AGO})")
_DIGIT, _AGO_WORD, _NUMERIC = re.compile(r"\d"), re.compile(r"ago\b"), re.compile(r"\d[-/.年]\d")
_SIGNS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "ago")
"""A date is written with one of these or with digits alone: a cheap test before the search for one."""
_LABEL = re.compile(
    r"\b(?:Published|Updated|Posted|Modified|Created|First published|Last (?:updated|modified)|Date)\b ?(?:on|at)? ?:?"
)

MOST_OTHER = 3
"""Letters and digits that may be left when dates, hours and their labels are taken away."""

LONGEST_REST = 60
"""Characters that may be left when the line opens with a date's label."""

MOST_WORDS = 16
"""Two dates with their hours; a longer line without a date's label is a sentence."""


def is_timestamp(text: str) -> bool:
    """Tell whether a line holds a date and nothing but dates, hours and their labels."""
    if not _may_hold_date(text):
        return False
    is_labelled = _LABEL.match(text) is not None
    if (not is_labelled and text.count(" ") >= MOST_WORDS) or not _HAS_DATE.search(text):
        return False
    return _letters_left(text) <= MOST_OTHER or (is_labelled and len(_STAMP_WORDS.sub(" ", text)) < LONGEST_REST)


def holds_date(text: str) -> bool:
    """Tell whether a line holds a whole date, year included, or an age ("2 hours ago")."""
    return _may_hold_date(text) and bool(_WHOLE_DATE.search(text))


def _may_hold_date(text: str) -> bool:
    """Tell cheaply of nearly all lines that they hold no date."""
    if _DIGIT.search(text):
        return bool(_NUMERIC.search(text)) or any(map(text.lower().__contains__, _SIGNS))
    return "ago" in text and bool(_AGO_WORD.search(text))


def _letters_left(text: str) -> int:
    return sum(map(str.isalnum, _STAMP_WORDS.sub(" ", text)))
