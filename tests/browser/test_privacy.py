"""Nothing leaves the browser, and the site runs under the strictest policy that an agency can set."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from browser.serving import Site

DATA_BLOCKS = ("application/json", "application/ld+json")


class InlineScripts(HTMLParser):
    """The inline scripts of a page that a browser would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = tag == "script" and "src" not in given and given.get("type") not in DATA_BLOCKS
        if self.inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def hashes(folder: Path) -> set[str]:
    """The hashes of all inline scripts of a built site, as a policy names them."""
    scripts = {script for file in folder.rglob("*.html") for script in InlineScripts(file.read_text("utf-8")).found}
    return {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser in which the worker that keeps pages is at work too, under the same policy."""
    return new_context(service_workers="allow")


@pytest.fixture
def strict(site: Site) -> Site:
    """The site as a careful agency serves it."""
    policy = (
        "default-src 'none'",
        f"script-src 'self' {' '.join(sorted(hashes(site.folder)))}",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    site.headers["Content-Security-Policy"] = "; ".join(policy)
    return site


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about, on the console or as a breach of the policy."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", note)
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (breach) => "
        "console.error(`${breach.violatedDirective} ${breach.blockedURI} ${breach.sourceFile}`))"
    )
    return said


def test_the_inline_scripts_are_few_and_the_same_everywhere(site: Site) -> None:
    assert len(hashes(site.folder)) <= 3


def test_every_page_runs_under_a_strict_policy(page: Page, strict: Site, complaints: list[str]) -> None:
    for address in strict.pages():
        page.goto(strict.address(address))
        assert complaints == [], address
    # Not by having switched our script off, nor the styles.
    page.goto(strict.address("just-heard/"))
    expect(page.locator(".onward-progress__text")).to_contain_text("0 of")
    expect(page.locator(".onward-item__box").first).to_have_css("appearance", "none")
    assert page.evaluate("navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)").endswith("/sw.js")


def test_using_a_page_breaks_no_policy_and_asks_nobody(page: Page, strict: Site, complaints: list[str]) -> None:
    """Requests to other hosts, and errors thrown, are counted for every test: see `faults` in conftest.py."""
    page.goto(strict.address("reply/"))
    for fold in page.locator("summary:visible").all():
        fold.click()
    for label in page.locator(".onward-item > label, .onward-option:first-child > label:visible").all():
        label.check()
    for field in page.locator(".onward-field__input:visible").all():
        field.fill("Jo")
    for button in page.get_by_role("button", name="Check").all():
        button.click()
    for root in page.locator("[data-onward]").all():
        root.get_by_role("button", name="Clear my").click()
        root.get_by_role("button", name="Undo").click()
    page.locator(".onward-search__input").press_sequentially("feedback")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert complaints == []


def test_no_attribute_holds_script_or_style(site: Site) -> None:
    class Attributes(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert not [name for name, _ in attrs if name.startswith("on") or name == "style"], (
                file,
                tag,
                attrs,
            )

    for file in site.folder.rglob("*.html"):
        Attributes().feed(file.read_text("utf-8"))


def test_the_pages_work_under_any_path(page: Page, site: Site) -> None:
    """What cannot be loaded is counted for every test: see `faults` in conftest.py."""
    site.mount = "/help/for/you/"
    for address in site.pages():
        if address != "404.html":
            page.goto(site.address(address))
    page.goto(site.address("just-heard/"))
    expect(page.locator(".onward-progress__text")).to_contain_text("0 of")
