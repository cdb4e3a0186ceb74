"""The report in a real browser: nothing acts, nothing leaves the page, and it can be read in every way it promises."""

import json

import pytest

from flows.reporting.page import make_report
from flows.reporting.scope import Asked
from tests.browser import DESKTOP, visiting
from tests.flows.conftest import run_steps
from tests.flows.report_cases import bridge_news, hostile_news, hostile_records

PHONE, SMALLEST = {"width": 390, "height": 844}, {"width": 320, "height": 640}
READABLE = 4.5
"""Contrast of text with what is behind it, by WCAG 2 level AA."""
CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const channels = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")].filter(element => element.checkVisibility()
      && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(element => {
      const style = getComputedStyle(element), isDrawn = element instanceof SVGElement;
      const pair = [light(channels(isDrawn ? style.fill : style.color)), light(behind(element))].sort((a, b) => b - a);
      return [(pair[0] + .05) / (pair[1] + .05), element.outerHTML.slice(0, 80)];
    });
}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The address of each page by what it tells of."""
    folder = tmp_path_factory.mktemp("pages")
    addresses = {}
    for name, case in (("bridge", bridge_news()), ("hostile", hostile_news())):
        made = make_report(case.write(folder / f"{name}.duckdb"), Asked())
        (folder / f"{name}.html").write_text(made.html, encoding="utf-8")
        addresses[name] = (folder / f"{name}.html").as_uri()
    addresses["read"] = read_as_usual(folder)
    return addresses


def read_as_usual(folder):
    """Take hostile records through all stages, as a run does, and make the page of what was understood."""
    source = folder / "records.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in hostile_records()), encoding="utf-8")
    run_steps(folder / "read.duckdb", [source])
    (folder / "read.html").write_text(make_report(folder / "read.duckdb", Asked()).html, encoding="utf-8")
    return (folder / "read.html").as_uri()


@pytest.mark.parametrize("name", ["bridge", "hostile", "read"])
def test_a_page_complains_of_nothing_and_asks_for_nothing(browser, pages, name):
    with visiting(browser) as visit:
        visit.page.goto(pages[name], wait_until="networkidle")
        assert visit.complaints == []
        assert [url for url in visit.requests if not url.startswith("data:")] == [pages[name]]


@pytest.mark.parametrize(("name", "times"), [("hostile", 10), ("read", 3)])
def test_hostile_text_is_text(browser, pages, name, times):
    with visiting(browser) as visit:
        dialogs = []
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        visit.page.goto(pages[name])
        assert visit.page.evaluate("window.hacked") is None
        assert visit.page.get_by_text("<script>window.hacked=1</script>").count() > times
        assert visit.page.locator("script, img, iframe, object, embed, form").count() == 0
        for link in visit.page.locator("main a[href]:not([href^='#'])").all():
            assert link.evaluate("link => new URL(link.href).protocol") in {"http:", "https:"}
        visit.page.locator("blockquote").first.hover()
        visit.page.locator("a.n").first.click()
        assert visit.page.evaluate("window.hacked") is None
        assert dialogs == []


def test_hostile_text_does_not_turn_what_follows(browser, pages):
    """Text after a hostile name still stands to the right of it."""
    with visiting(browser) as visit:
        visit.page.goto(pages["hostile"])
        line = visit.page.locator(".where").first
        places = line.evaluate("line => [...line.querySelectorAll('bdi')].map(part => part.getClientRects()[0].top)")
        assert places == sorted(places)
        assert (
            visit.page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML)") is False
        )


@pytest.mark.parametrize(
    "viewport", [PHONE, SMALLEST, {"width": 768, "height": 1024}], ids=lambda size: str(size["width"])
)
@pytest.mark.parametrize("name", ["bridge", "hostile", "read"])
def test_a_narrow_window_need_not_be_scrolled_sideways(browser, pages, name, viewport):
    with visiting(browser, viewport=viewport) as visit:
        visit.page.goto(pages[name])
        visit.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert not visit.scrolls_sideways()


@pytest.mark.parametrize(("viewport", "shown", "hidden"), [(DESKTOP, ".wide", ".narrow"), (PHONE, ".narrow", ".wide")])
def test_charts_are_drawn_for_the_width_and_named_for_those_who_do_not_see_them(
    browser, pages, viewport, shown, hidden
):
    with visiting(browser, viewport=viewport) as visit:
        visit.page.goto(pages["bridge"])
        chart = visit.page.locator(f"#coverage {shown} svg")
        box = chart.bounding_box()
        assert box["width"] > 250
        assert box["x"] + box["width"] <= viewport["width"]
        assert chart.get_attribute("aria-label").startswith("Articles by day from 4 Mar 2024 to 21 Mar 2024; most: 1,")
        assert not visit.page.locator(f"#coverage {hidden} svg").is_visible()
        for text in visit.page.locator("svg text").all():
            if text.is_visible():
                assert text.evaluate("text => text.getBoundingClientRect().height") >= 9


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_what_is_behind_it(browser, pages, scheme):
    with visiting(browser, color_scheme=scheme) as visit:
        visit.page.goto(f"{pages['bridge']}#r-1")
        visit.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        contrasts = visit.page.evaluate(CONTRASTS)
        assert len(contrasts) > 100
        assert [pair for pair in contrasts if pair[0] < READABLE] == []


def test_dark_mode_repaints_page_and_charts(browser, pages):
    look = """() => [getComputedStyle(document.body).backgroundColor,
        getComputedStyle(document.querySelector('#coverage svg path[fill]:not([fill=none])')).fill]"""
    seen = []
    for scheme in ("light", "dark"):
        with visiting(browser, color_scheme=scheme) as visit:
            visit.page.goto(pages["bridge"])
            seen.append(visit.page.evaluate(look))
    assert all(light != dark for light, dark in zip(*seen, strict=True))


def test_a_number_is_reached_followed_and_left_by_keyboard(browser, pages):
    with visiting(browser) as visit:
        page = visit.page
        page.goto(pages["bridge"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        until(page, "location.hash === '#main'")
        number = tab_to(page, "a.n[id]")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        card = number.replace("n-", "r-")
        until(page, f"location.hash === '#{card}'")
        until(page, f"{IN_VIEW}(document.getElementById('{card}'))")
        tab_to(page, ".back")
        page.keyboard.press("Enter")
        until(page, f"document.activeElement.id === '{number}'")
        until(page, f"{IN_VIEW}(document.activeElement)")


IN_VIEW = "(element => (top => top > 0 && top < innerHeight)(element.getBoundingClientRect().top))"


def until(page, holds):
    """Wait for a condition; Playwright's own waiting evaluates text, which the page's content policy forbids."""
    for _ in range(100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {holds}")


def tab_to(page, selector):
    """Press the tabulator until an element that fits has the focus, and return its id."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return page.evaluate("document.activeElement.id")
    raise AssertionError(f"no {selector} within 40 steps")


def test_details_open_by_keyboard_and_show_the_table_behind_a_chart(browser, pages):
    with visiting(browser) as visit:
        page = visit.page
        page.goto(pages["bridge"])
        page.locator("#coverage summary").focus()
        page.keyboard.press("Enter")
        assert page.locator("#coverage table").is_visible()
        assert page.locator("#coverage tbody tr").count() == 4


def test_motion_is_reduced_for_those_who_ask(browser, pages):
    behaviours = []
    for wish in ("no-preference", "reduce"):
        with visiting(browser, reduced_motion=wish) as visit:
            visit.page.goto(pages["bridge"])
            behaviours.append(visit.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"))
    assert behaviours == ["smooth", "auto"]


def test_a_print_has_the_tables_and_no_navigation(browser, pages):
    with visiting(browser) as visit:
        visit.page.goto(pages["bridge"])
        visit.page.emulate_media(media="print")
        assert not visit.page.locator("nav").is_visible()
        assert visit.page.locator("#coverage table").evaluate("table => table.getBoundingClientRect().height") > 50
        assert len(visit.page.pdf()) > 10_000
