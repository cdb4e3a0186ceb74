"""Characters that say the wrong thing: mojibake, entities, control and invisible characters."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from ftfy.badness import is_bad

from newstext.mending.edits import Edit

_BLANKS = [*range(0x0A), *range(0x0E, 0x20), 0x7F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_LINE_ENDS = [0x0B, 0x0C, 0x85, 0x2028, 0x2029]
_HYPHENS = [0x2010, 0x2011, 0xFE63, 0xFF0D]
_PLAIN = {chr(code): bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
_PLAIN |= dict.fromkeys(map(chr, _BLANKS), " ") | dict.fromkeys(map(chr, _LINE_ENDS), "\n")
_PLAIN |= dict.fromkeys(map(chr, _HYPHENS), "-")
_NOT_PLAIN = re.compile("[" + "".join(map(re.escape, sorted(_PLAIN))) + "]")
_USUAL = bytes([0x0A, *range(0x20, 0x7F)])

_INVISIBLE = "\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_HIDDEN = re.compile(rf"[{_INVISIBLE}]+|[\ufb00-\ufb04]|\r\n?")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_SHOWN_OTHERWISE = frozenset(filter(_HIDDEN.match, map(chr, range(0x10000))))
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d?);")

LONGEST_SEQUENCE = 4
"""Bytes of the longest UTF-8 sequence."""

CONTEXT = 12
"""Characters on both sides of a suspected misreading that ftfy's judgement is shown."""


def unusual_characters(text: str) -> frozenset[str]:
    """Return the characters of a text beside the line feed and printable ASCII.

    Most texts have a handful: which they are tells, at a fraction of the cost, that a search would find nothing.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    return frozenset(rest.decode("utf-8", "surrogatepass"))


def to_plain_characters(text: str) -> str:
    """Return the text with each odd blank, line end, hyphen and control character replaced, one for one."""
    if _PLAIN.keys().isdisjoint(unusual_characters(text)):
        return text
    return _NOT_PLAIN.sub(lambda match: _PLAIN[match[0]], text)


def find_entities(text: str) -> Iterator[Edit]:
    """Find HTML entities left in plain text."""
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        words = to_plain_characters(unescape(match[0]))
        if words != match[0]:
            yield match.start(), match.end(), words


def find_invisible(text: str) -> Iterable[Edit]:
    """Find soft hyphens, zero-width and direction marks, ligatures and carriage returns.

    An invisible character is dropped by joining it to a visible neighbour on the same line; alone it is a blank.
    """
    if "\r" not in text if text.isascii() else _SHOWN_OTHERWISE.isdisjoint(unusual_characters(text)):
        return []
    return [_shown(text, match.start(), match.end()) for match in _HIDDEN.finditer(text)]


def _shown(text: str, start: int, end: int) -> Edit:
    first = text[start]
    if first == "\r":
        return start, end, "\n"
    if first in _LIGATURES:
        return start, end, _LIGATURES[first]
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before and not before.isspace() and before not in _LIGATURES:
        return start - 1, end, before
    if after and not after.isspace() and after not in _LIGATURES:
        return start, end + 1, after
    return start, end, " "


class _Misreading:
    """UTF-8 that was decoded in a one-byte encoding: which byte each character was, and the sequences they form."""

    def __init__(self, encoding: str) -> None:
        self._byte_of = {chr(byte): byte for byte in range(0x80, 0xA0)}
        self._byte_of |= {bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
        follow = self._class(range(0x80, 0xC0))
        leads = [self._class(codes) for codes in (range(0xC2, 0xE0), range(0xE0, 0xF0), range(0xF0, 0xF5))]
        self._leads = frozenset(c for c, byte in self._byte_of.items() if byte in range(0xC2, 0xF5))
        # One set of characters comes first: the search passes over all others quickly.
        followed = "|".join(f"(?<={lead}){follow}{{{count}}}" for count, lead in enumerate(leads, 1))
        self._sequence = re.compile(f"{self._class(range(0xC2, 0xF5))}(?:{followed})")

    def _class(self, codes: range) -> str:
        return "[" + "".join(re.escape(c) for c, byte in self._byte_of.items() if byte in codes) + "]"

    def find(self, text: str) -> Iterator[Edit]:
        """Find sequences that ftfy judges to be wrong and that spell a character, or a sequence that spells one."""
        if self._leads.isdisjoint(unusual_characters(text)):
            return
        done = 0
        for match in self._sequence.finditer(text):
            if match.start() < done or not is_bad(_around(text, match)):
                continue
            meant, done = self._misread_twice(text, match.start()) or (self._meant(match[0]), match.end())
            if meant:
                yield match.start(), done, meant

    def _meant(self, sequence: str) -> str:
        return bytes(self._byte_of[c] for c in sequence).decode("utf-8", "ignore")

    def _misread_twice(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the character meant by sequences that together spell a sequence, and where they end."""
        spelled, place = "", start
        while len(spelled) < LONGEST_SEQUENCE and (match := self._sequence.match(text, place)):
            spelled, place = spelled + self._meant(match[0]), match.end()
            if self._sequence.fullmatch(spelled) and (meant := self._meant(spelled)):
                return meant, place
        return None


_WINDOWS, _MAC = _Misreading("cp1252"), _Misreading("mac_roman")
_MAC_LEAD, _MAC_LEADS = re.compile("‚Ä|[√¬Ì]"), frozenset("‚√¬Ì")
"""How nearly all such text shows: the dashes and quotation marks, accented letters, signs."""
_LOST_BYTE = re.compile("â€(?:\ufffd|(?=[\\s.,;:!?)]|$))|Â(?=[ «»£§°©®])")
"""The two commonest sequences whose last byte was dropped on the way: a closing quotation mark and a blank."""


def find_misread_windows(text: str) -> Iterable[Edit]:
    """Find UTF-8 that was read as Windows-1252 or Latin-1, once or twice over, also with its last byte lost."""
    if text.isascii():
        return []
    edits = list(_WINDOWS.find(text))
    if "â€" not in text and "Â" not in text:
        return edits
    lost = [match for match in _LOST_BYTE.finditer(text) if is_bad(_around(text, match))]
    return sorted([*edits, *((m.start(), m.end(), "”" if m[0][0] == "â" else " ") for m in lost)])


def find_misread_mac(text: str) -> Iterable[Edit]:
    """Find UTF-8 that was read as Mac Roman."""
    if text.isascii() or _MAC_LEADS.isdisjoint(unusual_characters(text)):
        return []
    return _MAC.find(text) if _MAC_LEAD.search(text) else []


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - CONTEXT) : match.end() + CONTEXT]
