"""The panel of the live preview in a browser: everyone can use it, it comes and goes by itself, paper has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.test_accessibility import AXE, RUN_AXE
from previews import PAGES, Preview, previewed
from sites import page as markdown

LONG = "a-name-that-is-much-too-long-for-a-phone-and-has-no-place-to-break-" * 2
WRONG = {
    "index.md": markdown(f"/// cheklist | A\n///\n\n[Go on]({LONG}.md)\n"),
    "other.md": markdown("[here](gone.md)\n\n" * 6, title="Other"),
}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(tmp_path_factory.mktemp("preview")) as preview:
        yield preview


@pytest.fixture(autouse=True)
def wrong(preview: Preview) -> Iterator[None]:
    """Two pages with something wrong, and one without."""
    preview.put_right()
    for name, text in WRONG.items():
        preview.write(name, text)
    yield
    preview.put_right()


@pytest.fixture
def open_tab(new_context: Callable[..., BrowserContext], faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a tab that may ask the preview, which stands at another address than the site of the other tests."""

    tabs: list[Page] = []

    def open_at(address: str, **options: object) -> Page:
        tab = new_context(**options).new_page()
        tabs.append(tab)
        tab.goto(address)
        return tab

    yield open_at
    for tab in tabs:
        tab.close()  # Nothing is asked after this.
    # `asked` is any request outside the built site; everything else that counts as a fault still does.
    faults[:] = [fault for fault in faults if not fault.startswith("asked http://127.0.0.1:")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "other/", "deep/down/page/"])
def test_everyone_can_use_it(
    preview: Preview, open_tab: Callable[..., Page], scheme: Literal["light", "dark"], path: str
) -> None:
    tab = open_tab(
        f"{preview.address}{path}", bypass_csp=True, color_scheme=scheme, viewport={"width": 320, "height": 640}
    )
    expect(tab.get_by_role("region", name="For whoever writes this page")).to_have_count(1)
    assert tab.evaluate("document.activeElement === document.body"), "it takes no focus"
    tab.add_script_tag(content=AXE)
    assert tab.evaluate(RUN_AXE, False) == []
    tab.evaluate("document.querySelectorAll('.onward-problems details').forEach((fold) => { fold.open = true; })")
    assert tab.evaluate(RUN_AXE, False) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_elsewhere_opens_from_the_keyboard_and_leads_there(
    preview: Preview, open_tab: Callable[..., Page]
) -> None:
    tab = open_tab(f"{preview.address}deep/down/page/")
    link = tab.get_by_role("link", name="docs/other.md")
    expect(link).to_be_hidden()
    tab.get_by_text("problems elsewhere").focus()
    tab.keyboard.press("Enter")
    expect(link).to_be_visible()
    link.click()
    expect(tab).to_have_url(f"{preview.address}other/")
    expect(tab.get_by_role("heading", name="To put right on this page")).to_be_visible()


def test_the_place_is_taken_as_a_whole(preview: Preview, open_tab: Callable[..., Page]) -> None:
    """For an editor's "go to file"."""
    tab = open_tab(preview.address)
    tab.get_by_text("docs/index.md:10:1").click()
    assert tab.evaluate("getSelection().toString().trim()") == "docs/index.md:10:1"


@pytest.mark.parametrize("script", [True, False])
def test_it_comes_and_goes_by_itself_and_is_there_without_a_script(
    preview: Preview, open_tab: Callable[..., Page], script: bool
) -> None:
    tab = open_tab(preview.address, java_script_enabled=script)
    region = tab.get_by_role("region", name="For whoever writes this page")
    expect(region).to_contain_text("unknown block cheklist")
    expect(region).to_contain_text(f"no page or file docs/{LONG[:70]}")
    for name in WRONG:
        preview.write(name, PAGES[name])
    if not script:
        tab.reload()
    expect(region).to_have_count(0)


def test_paper_has_none_of_it(preview: Preview, open_tab: Callable[..., Page]) -> None:
    tab = open_tab(preview.address)
    region = tab.locator(".onward-problems")
    expect(region).to_be_visible()
    tab.emulate_media(media="print")
    expect(region).to_be_hidden()
