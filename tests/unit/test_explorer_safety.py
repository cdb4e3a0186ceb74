"""Who may ask the explorer, and which addresses become links."""

import pytest

from flows.explorer.rendering import cell, link, row_link
from flows.explorer.safety import Names, is_loopback, web_address, without_nul


@pytest.mark.parametrize(
    ("listening", "header", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1:8123", True),
        ("127.0.0.1", "localhost:8123", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", "[::1]:8123", True),
        ("127.0.0.1", "evil.example:8123", False),
        ("127.0.0.1", "localhost.evil.example", False),
        ("127.0.0.1", "127.0.0.1.evil.example", False),
        ("127.0.0.1", "evil.example@localhost", True),
        ("127.0.0.1", "192.168.0.7:8123", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "[", False),
        ("0.0.0.0", "192.168.0.7:8123", True),
        ("0.0.0.0", "[fe80::1]:8123", True),
        ("0.0.0.0", "evil.example", False),
        ("news.example", "news.example:80", True),
        ("news.example", "evil.example", False),
    ],
)
def test_only_the_machines_own_names_are_answered(listening, header, allowed):
    assert Names.for_host(listening).allow(header) is allowed


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.7", False),
        ("example.org", False),
    ],
)
def test_loopback_is_told_from_the_rest(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://fjord.example/a?b=c", True),
        ("http://fjord.example", True),
        ("HTTPS://fjord.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//evil.example", False),
        ("https:", False),
        ("https://[", False),
        ("www.fjord.example", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url, linked):
    assert (web_address(url) is not None) is linked


def test_fields_lose_what_no_name_has():
    assert without_nul([("q", "a\0b"), ("q", "second"), ("r", "long")], 3) == {"q": "ab", "r": "lon"}


@pytest.mark.parametrize(
    ("column", "value", "target"),
    [
        ("article_id", "a1", "/articles/a1"),
        ("duplicate_of", "../x", "/articles/..%2Fx"),
        ("speaker_id", "person:<b>", "/row?id=person%3A%3Cb%3E"),
        ("part_of", "quote:1", "/row?id=quote%3A1"),
        ("run_id", "1", None),
        ("title", "person:x", None),
        ("speaker_id", None, None),
        ("event_id", 5, None),
    ],
)
def test_ids_lead_to_their_rows(column, value, target):
    assert row_link(column, value) == target


def test_an_address_leaves_out_what_is_not_given():
    assert link("/", q="a&b=c", story=None, view="", page=2) == "/?q=a%26b%3Dc&page=2"
    assert link("/") == "/"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3.0, "3"), (2.5, "2.5"), (1e300, "1e+300"), (True, "True"), (["a", "b"], "a; b"), ("x\u202ey", "x\ufffdy")],
)
def test_cells_are_shown_plainly(value, shown):
    assert cell(value) == shown
