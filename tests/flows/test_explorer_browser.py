"""The explorer in Chromium as a reader drives it: search, filter, open, choose a fact, ask in SQL, take away."""

import polars as pl
import pytest

from tests.browser import DESKTOP, PHONE, visiting
from tests.serving import exploring
from tests.unit.explorer_corpus import FERRY, HOSTILE, STRIKE, corpus, publish_rows

EVERY_PAGE = (
    "/",
    "/?q=ferries&person=Ada+Bright&country=NOR&from=2024-01-01",
    "/?q=zebra",
    f"/articles/{FERRY}",
    f"/articles/{FERRY}?fact=q1",
    f"/articles/{FERRY}?view=raw",
    f"/articles/{HOSTILE}",
    f"/articles/{HOSTILE}?view=raw",
    "/?q=gpj",
    "/row?id=m4",
    "/row?id=person:ada-bright",
    "/sql",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("browser") / "news.duckdb"
    publish_rows(path, corpus())
    with exploring(path) as address:
        yield address


@pytest.fixture
def visit(browser, address):
    """A window on the explorer that must stay without complaint and ask nothing of other machines."""
    with visiting(browser, base_url=address) as visit:
        yield visit
        assert visit.complaints == []
        assert visit.left_the_machine() == []


def headlines(page):
    return page.locator(".hits h2").all_inner_texts()


def test_a_reader_searches_filters_opens_and_chooses_a_fact(visit):
    page = visit.page
    page.goto("/")
    page.get_by_label("Search the articles").fill("harbour")
    page.get_by_role("button", name="Search").click()
    assert headlines(page) == ["Strike at the harbour", "Ferry returns"]
    assert page.locator(".excerpt mark").first.inner_text() == "harbour"

    page.get_by_label("Country").select_option("NOR")
    page.get_by_label("Person").fill("Ada Bright")
    page.get_by_label("From").fill("2024-05-01")
    page.get_by_role("button", name="Search").click()
    assert headlines(page) == ["Ferry returns"]

    page.locator(".hits").get_by_role("link", name="Ferry returns").click()
    page.locator(".text a.fact", has_text="Ada Bright").click()
    panel = page.get_by_role("region", name="The chosen fact")
    panel.get_by_text("person:ada-bright").wait_for()
    assert "mentions" in panel.inner_text()
    assert page.url.endswith(f"/articles/{FERRY}?fact=m1#m1")
    assert page.locator(".chosen").get_attribute("data-key") == "m1"

    panel.get_by_role("link", name="role: Ada Bright, mayor").click()
    panel.get_by_text("roles", exact=True).wait_for()
    assert page.locator(".chosen").first.get_attribute("data-key") == "r1"


def test_the_place_in_an_address_is_kept(visit):
    visit.page.goto(f"/articles/{FERRY}?fact=q1")
    assert "quotes" in visit.page.get_by_role("region", name="The chosen fact").inner_text()
    assert visit.page.locator(".chosen").inner_text() == "Crews cheered"


def test_kinds_of_facts_can_be_switched_off(visit):
    page = visit.page
    page.goto(f"/articles/{FERRY}")
    person = page.locator(".text .k-person").first
    line = "getComputedStyle(node).borderBottomColor"
    before = person.evaluate(f"node => {line}")
    page.get_by_label("People").uncheck()
    assert person.evaluate(f"node => {line}") != before
    assert person.evaluate(f"node => {line}") == "rgba(0, 0, 0, 0)"


def test_a_reader_asks_in_sql_and_takes_the_answer_away(visit, tmp_path):
    page = visit.page
    page.goto("/sql")
    page.get_by_role("textbox").fill("select title, word_count from articles order by title nulls last")
    page.get_by_role("button", name="Ask").click()
    assert "5 rows" in page.locator("#answer").inner_text()
    assert page.locator("table.answer td").first.inner_text() == "<script>window.hurt = 1</script>"
    for form, read in (("CSV", pl.read_csv), ("Parquet", pl.read_parquet)):
        with page.expect_download() as download:
            page.get_by_role("button", name=form).click()
        download.value.save_as(tmp_path / form)
        assert read(tmp_path / form).shape == (5, 2)
    page.get_by_role("textbox").fill("drop table articles")
    page.keyboard.press("Control+Enter")
    page.get_by_role("alert").wait_for()
    assert "only reading statements" in page.get_by_role("alert").inner_text()
    visit.complaints.clear()  # Chromium counts the refusal's status as an error


def test_a_search_is_taken_away(visit, tmp_path):
    page = visit.page
    page.goto("/?q=harbour")
    for form, read in (("CSV", pl.read_csv), ("Parquet", pl.read_parquet)):
        with page.expect_download() as download:
            page.get_by_role("link", name=form).click()
        download.value.save_as(tmp_path / form)
        assert read(tmp_path / form).get_column("article_id").to_list() == [STRIKE, FERRY]


def test_everything_can_be_done_by_keyboard(visit):
    page = visit.page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("cheering")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=cheering*")
    tab_to(page, "Ferry returns")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/articles/{FERRY}")
    tab_to(page, "Oslo")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.get_by_text("place:oslo").wait_for()
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText") == "Oslo"
    assert page.locator(".chosen").count() == 0


def tab_to(page, words):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            return
    pytest.fail(f"no way to {words!r} by keyboard")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_its_window_and_harms_nobody(browser, address, viewport, scheme):
    with visiting(browser, viewport=viewport, color_scheme=scheme, base_url=address) as visit:
        for path in EVERY_PAGE:
            visit.page.goto(path)
            assert not visit.scrolls_sideways(), path
            assert visit.page.evaluate("window.hurt") is None, path
            assert is_readable(visit.page), path
        assert visit.complaints == []
        assert visit.left_the_machine() == []


def is_readable(page):
    """Say whether text and paper differ by 7 to 1 or more (WCAG 2.2, 1.4.6), and whether the paper is as asked."""
    light, paper, ink = page.evaluate(
        """() => {
            const style = getComputedStyle(document.documentElement);
            const rgb = (value) => value.match(/[\\d.]+/g).slice(0, 3).map(Number);
            return [matchMedia("(prefers-color-scheme: light)").matches, rgb(style.backgroundColor), rgb(style.color)];
        }"""
    )
    bright, dark = sorted((luminance(paper), luminance(ink)), reverse=True)
    return (bright + 0.05) / (dark + 0.05) >= 7 and (luminance(paper) > luminance(ink)) is light


def luminance(colour):
    """The relative luminance of WCAG 2.2."""
    parts = [value / 255 for value in colour]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_on_a_phone_the_row_leaves_its_words_in_sight(browser, address):
    with visiting(browser, viewport=PHONE, has_touch=True, base_url=address) as visit:
        page = visit.page
        page.goto(f"/articles/{FERRY}")
        page.locator(".text a.fact", has_text="Oslo").tap()
        panel = page.locator("#panel")
        page.get_by_text("place:oslo").wait_for()
        words = page.locator(".chosen").bounding_box()
        assert 0 <= words["y"] < panel.bounding_box()["y"]
        page.get_by_label("Close").tap()
        assert page.locator("#panel[data-empty]").count() == 1
        assert visit.complaints == []


def test_without_javascript_a_reader_gets_as_far(browser, address):
    with visiting(browser, base_url=address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto("/")
        page.get_by_label("Search the articles").fill("cheering")
        page.get_by_role("button", name="Search").click()
        page.locator(".hits").get_by_role("link", name="Ferry returns").click()
        page.locator(".text a.fact", has_text="Oslo").click()
        assert "place:oslo" in page.locator("#panel").inner_text()
        page.get_by_label("Close").click()
        assert page.locator("#panel table").count() == 0


def test_a_foreign_page_cannot_ask_or_frame(browser, address):
    with visiting(browser) as visit:
        page = visit.page
        page.goto("data:text/html,<p>foreign</p>")
        question = "fetch(address + '/sql', {method: 'POST', body: 'query=select 1'})"
        assert page.evaluate(f"address => {question}.then(() => 'read', () => 'refused')", address) == "refused"
        page.set_content(f"<iframe src='{address}/'></iframe>")
        page.wait_for_timeout(500)
        assert not page.frames[1].url.startswith(address)


def test_every_control_has_a_name(visit):
    """Ask the browser's own accessibility tree."""
    for path in ("/", f"/articles/{FERRY}?fact=m1", "/sql"):
        visit.page.goto(path)
        session = visit.page.context.new_cdp_session(visit.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        roles = {"link", "button", "textbox", "searchbox", "combobox", "checkbox", "Date"}
        bare = [n for n in nodes if not n["ignored"] and n["role"]["value"] in roles and not n["name"]["value"]]
        assert bare == [], path
