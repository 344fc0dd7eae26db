"""One browser for all tests; for each test a fresh context and the built site on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import sites
import tasks
from browser.serving import Site, served

# Without hinting letters stand where the font has them, in the headless shell too, and words on paper are read whole.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FLAGS += ["--font-render-hinting=none"]
# Nothing here takes a second on a slow machine; a test that waits longer waits for what will not come.
PATIENCE = 10_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. Without one the tests fail: a test that is left out proves nothing."""
    program = tasks.find_chromium()
    if program is None:
        pytest.fail("The browser tests need Chromium or Chrome. Run: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(built_site: Path) -> Iterator[Site]:
    """The real site, served."""
    with served(built_site) as site:
        yield site


@pytest.fixture
def faults() -> list[str]:
    """What no page may do: throw, ask another host, or ask for what is not there. A test that provokes it clears it."""
    return []


@pytest.fixture
def new_context(chromium: Browser, site: Site, faults: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser context: a browser with nothing stored. Takes the options of Playwright's `new_context`.

    The worker that keeps pages stays out unless a test asks for it: what one page keeps is no matter of the next.
    """
    contexts = []

    def new(**options: Any) -> BrowserContext:
        context = chromium.new_context(**{"service_workers": "block", **options})
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        context.on("request", lambda request: note_request(request.url))
        context.on("response", lambda response: note_response(response.status, response.url))
        contexts.append(context)
        return context

    def note_request(address: str) -> None:
        # data: and blob: addresses are parts of the page itself.
        if urlsplit(address).scheme not in ("data", "blob") and not address.startswith(f"{site.origin}/"):
            faults.append(f"asked {address}")

    def note_response(status: int, address: str) -> None:
        if status >= 400:
            faults.append(f"{status} {address}")

    yield new
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser with nothing stored; pages made in it are its tabs."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab."""
    return context.new_page()


@pytest.fixture
def publish(site: Site, make_site: Callable[[dict[str, str]], Path]) -> Callable[[str], None]:
    """Build a site of one page with this Markdown on it, and put it in the place of the one that is served."""

    def publish(markdown: str) -> None:
        site.folder = make_site({"index.md": sites.page(f"## To do\n\n{dedent(markdown)}")})

    return publish
