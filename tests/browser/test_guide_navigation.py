"""The guide can be walked and left: by its six steps, its related pages, its menu and its map; without script too."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urldefrag, urlsplit

import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.blocks import words
from browser.serving import Site
from sites import REPO

MAP = "where-each-piece-stands/"
STEPS = 6
ENTRIES = [
    entry["id"]
    for entries in yaml.safe_load((REPO / "docs" / "_data" / "guidance.yml").read_text("utf-8")).values()
    for entry in entries
]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A tab, once in a browser that runs scripts and once in one that does not."""
    return new_context(java_script_enabled=request.param).new_page()


def test_the_six_steps_are_walked_by_their_links(page: Page, site: Site) -> None:
    page.goto(site.address())
    path = page.locator(".onward-steps")
    names = [words(link) for link in path.get_by_role("link").all() if words(link)]
    assert len(names) == STEPS
    path.get_by_role("link", name=names[0], exact=True).click()
    for number, name in enumerate(names, 1):
        line = page.locator(".onward-step-line")
        assert words(line) == f"Step {number} of {STEPS}: {name}"
        walk = page.get_by_role("navigation", name="The six steps")
        assert [words(link) for link in walk.get_by_role("link").all()] == names
        assert [words(link) for link in walk.locator("[aria-current]").all()] == [name]
        expect(walk.locator("[aria-current]")).to_have_attribute("aria-current", "step")
        walk.get_by_role("link", name=names[number % STEPS], exact=True).click()
    page.locator(".onward-step-line").get_by_role("link").click()
    assert urldefrag(page.url).url == site.address()
    expect(page.locator(f"#{urlsplit(page.url).fragment}")).to_be_in_viewport()


def test_only_a_step_says_which_step_it_is(site: Site) -> None:
    found = []
    for address, tree in site.trees():
        line, walk = len(tree.find_class("onward-step-line")), len(tree.find_class("onward-walk"))
        assert line == walk
        found += [address] if line else []
    assert len(found) == STEPS


@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_the_drawn_path_leads_from_the_first_stop_to_the_last(context: BrowserContext, site: Site, width: int) -> None:
    """The line is one drawing, the stops are the list's: at every width they stay together."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.address())
    expect(page.get_by_role("img", name="A path with 6 numbered stops")).to_have_count(1)
    distances = page.evaluate(
        """() => {
            const way = [...document.querySelectorAll(".onward-steps__way")].filter((each) => each.checkVisibility());
            const place = (length) => way[0].getPointAtLength(length).matrixTransform(way[0].getScreenCTM());
            const ends = [place(0), place(way[0].getTotalLength())];
            const steps = [...document.querySelectorAll(".onward-step")];
            const stops = [steps[0], steps.at(-1)].map((step) => {
                const box = step.getBoundingClientRect();
                const stop = getComputedStyle(step, "::before");
                const half = parseFloat(stop.width) / 2;
                return [box.x + parseFloat(stop.left) + half, box.y + parseFloat(stop.top) + half];
            });
            return [way.length, ...ends.map(({ x, y }, end) => Math.hypot(x - stops[end][0], y - stops[end][1]))];
        }"""
    )
    assert distances == pytest.approx([1, 0, 0], abs=1.5)


def test_related_pages_are_others_that_exist(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    known = {site.address(address) for address in site.pages()}
    found = 0
    for address in site.pages():
        page.goto(site.address(address))
        related = page.get_by_role("navigation", name="Related pages").get_by_role("link")
        targets = targets_of(related)
        assert len(targets) <= 3
        assert len(set(targets)) == len(targets)
        assert set(targets) <= known - {site.address(address)}
        found += len(targets)
    assert found


def test_on_paper_the_line_stays_and_the_ways_on_do_not(page: Page, site: Site) -> None:
    page.goto(site.address("reply/"))
    page.emulate_media(media="print")
    expect(page.locator(".onward-step-line")).to_be_visible()
    for part in (".onward-walk", ".onward-related", ".onward-next"):
        expect(page.locator(part)).to_be_hidden()


def test_the_map_leads_from_every_entry_to_where_it_stands(page: Page, site: Site) -> None:
    page.goto(site.address(MAP))
    wanted: dict[str, set[str]] = {}
    rows = page.locator(".onward-map__entry").evaluate_all(
        """rows => rows.map((row) => [
            row.id,
            row.querySelectorAll(".onward-map__who li").length,
            [...row.querySelectorAll(".onward-map__where a")].map((link) => link.href),
        ])"""
    )
    assert sorted(name for name, _, _ in rows) == sorted(f"entry-{name}" for name in ENTRIES)
    for name, who, places in rows:
        assert who, name
        assert places, f"{name} stands nowhere"
        for place in places:
            address, fragment = urldefrag(place)
            wanted.setdefault(address, set()).add(fragment)
    for address, fragments in wanted.items():
        page.goto(address)
        known = page.locator("[id]").evaluate_all("elements => elements.map((element) => element.id)")
        assert sorted(fragments - {"", *known}) == [], address


def test_the_map_is_read_in_one_column_on_a_phone(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    for width, columns in ((360, 1), (1280, 3)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site.address(MAP))
        cells = page.locator(".onward-map__entry").first.get_by_role("cell").all()
        lefts = {round(box["x"]) for cell in cells if (box := cell.bounding_box())}
        assert len(cells) == 3
        assert len(lefts) == columns
        # Stacked rows are still a table to those who hear it.
        expect(page.get_by_role("table").first.get_by_role("columnheader")).to_have_count(3)


def test_the_menu_has_every_page_and_can_be_left(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.address("reply/"))
    menu = page.locator(".onward-menu__pages")
    page.locator(".onward-menu__button").press("Enter")
    expect(menu).to_be_visible()
    links = menu.locator(".onward-menu__list").get_by_role("link")
    assert set(targets_of(links)) == {site.address(address) for address in site.pages() if address != "404.html"}
    tops = [box["y"] for link in links.all() if (box := link.bounding_box())]
    assert all(below - above >= 24 for above, below in pairwise(sorted(tops)))
    menu.get_by_role("link", name="Back to this page").click()
    top = page.locator("#__page").bounding_box()
    assert top
    assert math.isclose(top["y"], 0, abs_tol=40)


def test_escape_closes_the_menu(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site.address())
    button, menu = page.locator(".onward-menu__button"), page.locator(".onward-menu__pages")
    button.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def targets_of(links: Locator) -> list[str]:
    """The whole addresses that links lead to."""
    targets: list[str] = links.evaluate_all("links => links.map((link) => link.href)")
    return targets


def test_a_long_page_lists_its_sections_where_there_is_no_room_beside_it(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.address("keep-going/"))
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_text("On this page").click()
    links = {words(link): link.get_attribute("href") or "" for link in contents.get_by_role("link").all()}
    sections = [words(heading) for heading in page.locator(".onward-page > h2").all()]
    assert [name for name in sections if name in links] == list(links)
    assert len(links) >= 3
    for address in links.values():
        expect(page.locator(address)).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".onward-jump")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".onward-jump")).to_be_hidden()


def test_urgent_help_stands_before_the_list_of_sections(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.address("get-help/"))
    panel, contents = page.locator("#urgent").bounding_box(), page.locator(".onward-jump").bounding_box()
    assert panel
    assert contents
    assert panel["y"] + panel["height"] <= contents["y"]
