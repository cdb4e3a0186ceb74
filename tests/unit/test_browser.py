"""The browser that other tests look through notices what a page does wrong."""

from tests.browser import PHONE, visiting


def test_complaints_and_requests_are_noticed(browser):
    with visiting(browser, viewport=PHONE) as visit:
        visit.page.set_content("<img src='http://elsewhere.invalid/x.png'><p style='width: 900px'>wide</p>")
        visit.page.evaluate("console.error('broken')")
        visit.page.wait_for_timeout(100)
        assert "broken" in visit.complaints
        assert visit.left_the_machine() == ["http://elsewhere.invalid/x.png"]
        assert visit.scrolls_sideways()


def test_a_quiet_page_gives_no_complaint(browser):
    with visiting(browser) as visit:
        visit.page.set_content("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='><p>still</p>")
        assert (visit.complaints, visit.left_the_machine(), visit.scrolls_sideways()) == ([], [], False)
