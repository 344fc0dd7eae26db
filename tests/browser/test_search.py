"""What readers type leads to the page that answers it: it is the first or the second page that the search shows."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.serving import Site

WANTED = {
    "no reply": "no-reply/",
    "second choice": "stay-in-touch/",
    "feedback email": "ask-for-feedback/",
    "keep getting rejected": "keep-going/",
    "confidence": "rebuild-your-confidence/",
    "discrimination": "get-help/",
    "autistic interview": "prepare-for-your-next-interview/",
    "give up": "keep-going/",
    "suicidal": "get-help/",
    "want to die": "get-help/",
    "deaf": "get-help/",
    "colleagues": "reply/",
}


@pytest.mark.parametrize(("query", "wanted"), WANTED.items(), ids=list(WANTED))
def test_the_page_that_is_wanted_comes_first_or_second(page: Page, site: Site, query: str, wanted: str) -> None:
    page.goto(site.address())
    page.set_viewport_size({"width": 1280, "height": 800})
    field = page.locator(".onward-search__input")
    field.fill(query)
    # The search listens to keys. One at the end asks for all the words, and what is shown is of nothing less.
    field.press("Shift")
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible()
    shown = [urldefrag(link.get_attribute("href") or "").url for link in results.all()]
    pages = list(dict.fromkeys(urlsplit(address).path.removeprefix(site.mount) for address in shown))
    assert wanted in pages[:2], pages


def test_a_search_that_finds_nothing_still_shows_where_to_turn(page: Page, site: Site) -> None:
    """On a phone the search covers the line of help below the header."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.address())
    page.locator(".onward-search__open").click()
    field = page.locator(".onward-search__input")
    field.fill("zzzz")
    field.press("Shift")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    foot = page.locator(".onward-search__foot")
    expect(foot).to_be_in_viewport()
    expect(foot.get_by_role("link", name="116 123")).to_be_in_viewport()
    expect(foot.get_by_role("link", name="More help")).to_have_attribute("href", "get-help/")


def test_an_empty_search_adds_no_stops_for_the_keyboard_on_a_wide_screen(page: Page, site: Site) -> None:
    """There the line of help stays in view: its links are not walked through twice."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site.address())
    field, foot = page.locator(".onward-search__input"), page.locator(".onward-search__foot")
    field.focus()
    expect(page.locator(".onward-search__output")).to_be_visible()
    expect(foot).to_be_hidden()
    field.fill("zzzz")
    expect(foot).to_be_visible()
