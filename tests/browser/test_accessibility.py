"""Everyone can use the pages: with assistive technology, with other colours, without motion, on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Locator, Page

from browser.blocks import Checklist, Quiz
from browser.serving import Site

DOCS = Path(__file__).parents[2] / "docs"
FOR_EDITORS = {"for-editors"}  # It is in the preview, and not in the site.
PAGES = [
    "404.html",
    *(
        f"{file.stem}/" if file.stem != "index" else ""
        for file in sorted(DOCS.glob("*.md"))
        if file.stem not in FOR_EDITORS
    ),
]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# axe leaves the size of targets out unless it is asked for.
# What hangs on the colours alone: the other rules have nothing to add by night.
RUN_AXE = """
async (colours) => {
    const which = colours
        ? { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } }
        : { rules: { "target-size": { enabled: true } } };
    const { violations } = await axe.run({ resultTypes: ["violations"], ...which });
    const say = (rule, { target, failureSummary }) => `${rule} ${target}: ${failureSummary}`;
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => say(id, node)));
}
"""


def use_everything(page: Page) -> None:
    """Open every fold, tick an item of each checklist, check every question and clear one of the blocks."""
    page.evaluate(
        """() => {
            const all = (selector) => [...document.querySelectorAll(selector)];
            all(".onward-page details").forEach((fold) => { fold.open = true; });
            const first = ".onward-item:first-child > label, .onward-option:first-child > label";
            const check = "[data-action=check]";
            const clear = "[data-action=clear]";
            all("[data-action=note], [data-action=add], [data-action=suggest]").forEach((button) => button.click());
            all("textarea").forEach((field) => {
                field.value = "Words of my own. ".repeat(70);
                field.dispatchEvent(new Event("input"));
            });
            const controls = [...all(first), ...all(check), ...all(clear).slice(0, 1)];
            controls.forEach((control) => control.click());
        }"""
    )


def violations(page: Page) -> list[str]:
    """What axe finds on a phone and on a desk, by day and by night."""
    found = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for width, scheme in product((360, 1280), schemes):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme} {violation}" for violation in page.evaluate(RUN_AXE, scheme == "dark")]
    return found


def test_the_tests_here_know_every_page(site: Site) -> None:
    assert set(site.pages()) == set(PAGES)


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(page: Page, site: Site, address: str) -> None:
    page.goto(site.address(address))
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    use_everything(page)
    # The map repeats its row hundreds of times, from one template: all of them are asked above, the first of each group
    # by night and on a phone, or this one page would take as long as the others together.
    page.evaluate("document.querySelectorAll('.onward-map__entry:nth-child(n + 4)').forEach((row) => row.remove())")
    assert violations(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_screen_shows_everything_large_enough(page: Page, site: Site, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.address(address))
    use_everything(page)
    too_wide, too_small = page.evaluate(
        """() => {
            const outside = (element) => element.getBoundingClientRect().right > innerWidth + 0.5;
            const small = (element) => {
                const { width, height } = element.getBoundingClientRect();
                return Math.min(width, height) < 24;
            };
            const shown = (selector, test) => [...document.querySelectorAll(selector)]
                .filter((element) => element.checkVisibility() && test(element))
                .map((element) => element.outerHTML.slice(0, 120));
            return [shown("body *", outside), shown("input, button, summary", small)];
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, too_wide
    assert too_small == []


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext]) -> Page:
    """A tab of a reader who has chosen the colours and asked for little motion."""
    return new_context(forced_colors="active", reduced_motion="reduce").new_page()


def test_forced_colours_keep_every_border_and_tick(plain: Page, site: Site) -> None:
    plain.goto(site.address("reply/"))
    checklist, quiz = Checklist(plain, "before-you-send"), Quiz(plain, "send-edit-delete")
    question = quiz.questions()[0]
    for control in (checklist.boxes.first, question.inputs.first, question.options.first, question.check):
        width, style, edge, ground = control.evaluate(
            """control => {
                const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(control);
                return [parseFloat(borderTopWidth), borderTopStyle, borderTopColor, backgroundColor];
            }"""
        )
        assert width >= 1
        assert style == "solid"
        assert edge != ground
    for row in (checklist.root.locator(".onward-item").first, question.options.first):
        before = inside(row.locator("input"))
        row.locator("label").check()
        assert inside(row.locator("input")) != before


def inside(control: Locator) -> bytes:
    """A picture of what a box holds, without its border."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box
    x, y, width, height = box["x"], box["y"], box["width"], box["height"]
    clip: FloatRect = {"x": x + width / 4, "y": y + height / 4, "width": width / 2, "height": height / 2}
    return control.page.screenshot(clip=clip)


def test_nothing_moves_for_those_who_want_no_motion(plain: Page, site: Site) -> None:
    for address in PAGES:
        plain.goto(site.address(address))
        use_everything(plain)
        moving = plain.evaluate(
            """() => {
                const seconds = (times) => Math.max(...times.split(",").map(parseFloat));
                const moves = (style) => seconds(style.transitionDuration) > 0.01 ||
                    (style.animationName !== "none" && seconds(style.animationDuration) > 0.01);
                const parts = (element) => ["", "::before", "::after"].map((part) => getComputedStyle(element, part));
                return [...document.querySelectorAll("*")]
                    .filter((element) => parts(element).some(moves))
                    .map((element) => element.outerHTML.slice(0, 120));
            }"""
        )
        assert moving == [], address
        assert plain.evaluate("document.getAnimations().length") == 0
        assert plain.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
