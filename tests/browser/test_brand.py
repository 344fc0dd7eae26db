"""The agency's own name and logo, whatever they are like: they can be seen, and nothing leaves the screen for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

import sites
from browser.serving import Site
from extremes import LONG_NAME, LONG_TITLE, POLISH, WELSH, full
from sites import page

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 120"><rect width="900" height="120"/></svg>'
"""As programs for drawing write them: with proportions, and without a size."""

NONE = "rgba(0, 0, 0, 0)"


@pytest.fixture
def publish(site: Site, tmp_path: Path) -> Callable[..., None]:
    """Publish a small site with an agency of this kind in the place of the one that is served."""

    def publish(**agency: str) -> None:
        pages = {
            "index.md": page(full(), title=LONG_TITLE),
            "print.md": page("Text.\n", title=f"{WELSH}. {POLISH}", kind="print"),
        }
        whole = {"id": "test", "name": "Agency", "placeholder": True, **agency}
        project = sites.write_project(tmp_path / "project", pages, config={"extra": {"agency": whole}})
        for name in ("logo.svg", "dark.svg"):
            (project / "docs" / name).write_text(LOGO, "utf-8")
        result = sites.build(project, tmp_path / "site", "--strict")
        assert result.returncode == 0, result.stderr
        site.folder = tmp_path / "site"

    return publish


@pytest.mark.parametrize(
    ("logos", "plates"),
    [
        ({"logo": "logo.svg"}, {"light": False, "dark": True}),
        ({"logo_dark": "dark.svg"}, {"light": True, "dark": False}),
        ({"logo": "logo.svg", "logo_dark": "dark.svg"}, {"light": False, "dark": False}),
    ],
    ids=["for paper", "for the dark", "both"],
)
def test_a_logo_can_be_seen_on_either_ground(
    publish: Callable[..., None],
    new_context: Callable[..., BrowserContext],
    site: Site,
    logos: dict[str, str],
    plates: dict[str, bool],
) -> None:
    publish(**logos)
    for scheme, plate in plates.items():
        tab = new_context(color_scheme=scheme, viewport={"width": 320, "height": 640}).new_page()
        tab.goto(site.address())
        logo = tab.get_by_role("img", name="Agency").first
        box = logo.bounding_box()
        assert box
        assert box["width"] > 100
        assert (logo.evaluate("logo => getComputedStyle(logo).backgroundColor") != NONE) is plate, scheme
        button = tab.locator(".onward-menu__button").bounding_box()
        assert button
        assert box["x"] + box["width"] < button["x"]
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [320, 1280])
def test_long_names_and_titles_stay_on_the_screen(
    publish: Callable[..., None], page: Any, site: Site, width: int
) -> None:
    publish(name=LONG_NAME, hours="Monday to Thursday 8.30am to 6.30pm, Friday 8.30am to 4pm, every first Saturday too")
    page.set_viewport_size({"width": width, "height": 640})
    for address in ("", "print/"):
        page.goto(site.address(address))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (
            page.evaluate(
                """() => [...document.querySelectorAll("#__page :is(h1, h2, label, p), .onward-brand")]
                .filter((part) => part.clientWidth && part.scrollWidth > part.clientWidth)
                .map((part) => part.textContent)"""
            )
            == []
        )
