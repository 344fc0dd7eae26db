"""Every block of the site works wherever the site stands, with whatever theme and storage: in a file, in any folder,
under instant navigation, in two tabs, and where nothing is kept.

Nothing here knows the kinds of blocks: whatever says `data-onward` is used by all controls that it has.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect

import sites
from browser.blocks import Block, stored
from browser.conftest import PATIENCE
from browser.serving import SETTINGS, Site
from browser.test_storage import REFUSED
from browser.test_store import HOSTILE

BEFORE = """
const { setItem } = Storage.prototype;
Storage.prototype.setItem = function (...entry) { window.writes += 1; return setItem.apply(this, entry); };
window.print = () => { window.dispatchEvent(new Event("afterprint")); };

// What all blocks show: every control, and the progress in words. How somebody feels is never kept, nor counted here.
window.shown = () => Object.fromEntries([...document.querySelectorAll("[data-onward]")].map((block) => {
    const { wellbeing } = JSON.parse(block.dataset.check ?? "{}");
    const feeling = block.querySelector(`[data-question="${wellbeing}"]`);
    const controls = [...block.querySelectorAll("input, select, textarea")]
        .filter((one) => !feeling?.contains(one))
        .map((one) => [one.id, one.checked ?? false, one.value]);
    if (block.dataset.shuffle) controls.sort(([one], [other]) => one.localeCompare(other));
    return [block.dataset.block, [...controls, !feeling && block.querySelector(".onward-progress__text")?.textContent]];
}));

// Use every control of every block, then every button of the block that is not named.
window.use = (...but) => {
    for (const block of document.querySelectorAll("[data-onward]")) {
        for (const one of block.querySelectorAll("input, select, textarea")) {
            if (one.type === "file") continue;
            if (one.type === "checkbox" || one.type === "radio") {
                one.click();
                continue;
            }
            const words = one.type === "date" ? "2026-12-04" : "<b>Words</b>";
            one.value = one.options ? one.options[one.options.length - 1].value : words;
            for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, { bubbles: true }));
        }
        for (const one of block.querySelectorAll("button")) {
            if (!but.includes(one.dataset.action)) one.click();
        }
    }
};

window.clearAll = () => document.querySelectorAll("[data-onward] [data-action=clear]").forEach((one) => one.click());
"""

QUIET = ("print", "clear", "undo", "save", "load", "calendar")
"""Buttons that change nothing, or take all back."""

Shown = dict[str, Any]


def pages_with_blocks(folder: Path) -> list[str]:
    """The folders of the pages that have blocks, as addresses."""
    files = (file for file in sorted(folder.rglob("index.html")) if "data-onward=" in file.read_text("utf-8"))
    return [f"{file.parent.relative_to(folder).as_posix()}/".removeprefix("./") for file in files]


def shown(page: Page) -> Shown:
    found: Shown = page.evaluate("() => window.shown()")
    return found


def use(page: Page, *but: str) -> None:
    page.evaluate("(but) => window.use(...but)", list(but))


def of_ours(faults: list[str]) -> list[str]:
    """Faults in which our script has a part. The theme's own may stumble over a storage or an address."""
    return [fault for fault in faults if "assets/onward." in fault and not fault.startswith("asked ")]


def kept_blocks(page: Page) -> set[str]:
    """The ids of the blocks that have something stored."""
    return {key.rpartition(":")[2] for key in stored(page)}


@pytest.fixture(autouse=True)
def ready(context: BrowserContext) -> None:
    """Every tab can show and use its blocks."""
    context.add_init_script(BEFORE)


def blocks_work(page: Page, address: Callable[[str], str], folder: Path) -> None:
    """Use, reload and clear every block of every page."""
    addresses = pages_with_blocks(folder)
    assert len(addresses) >= 5
    for each in addresses:
        page.goto(address(each))
        at_first = shown(page)
        use(page, *QUIET)
        used = shown(page)
        assert [block for block in used if used[block] == at_first[block]] == [], each
        kept = kept_blocks(page)
        page.reload()
        assert shown(page) == {block: (used if block in kept else at_first)[block] for block in used}, each
        page.evaluate("() => window.clearAll()")
        assert shown(page) == at_first, each
        assert stored(page) == {}


def test_blocks_work_in_a_file(page: Page, site: Site, faults: list[str]) -> None:
    blocks_work(page, lambda each: (site.folder / each / "index.html").as_uri(), site.folder)
    assert of_ours(faults) == []
    faults.clear()


@pytest.mark.parametrize("mount", ["/", "/help/for/you/"])
def test_blocks_work_at_the_root_and_in_a_folder(page: Page, site: Site, mount: str) -> None:
    site.mount = mount
    blocks_work(page, site.address, site.folder)


@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED.keys())
def test_blocks_work_where_nothing_is_kept(
    context: BrowserContext, page: Page, site: Site, faults: list[str], script: str
) -> None:
    context.add_init_script(script)
    for each in pages_with_blocks(site.folder):
        page.goto(site.address(each))
        at_first = shown(page)
        use(page, *QUIET)
        used = shown(page)
        assert [block for block in used if used[block] == at_first[block]] == [], each
        page.evaluate("() => window.clearAll()")
        assert shown(page) == at_first, each
        # Every button, in the order of the page, whatever it does.
        use(page)
        use(page)
    assert of_ours(faults) == []
    faults.clear()


def test_two_tabs_show_the_same(context: BrowserContext, page: Page, site: Site) -> None:
    other = context.new_page()
    for each in pages_with_blocks(site.folder):
        for tab in (page, other):
            tab.goto(site.address(each))
        at_first = shown(page)
        use(page, *QUIET)
        used, kept = shown(page), kept_blocks(page)
        assert kept
        agree(other, {block: used[block] for block in kept})
        other.evaluate("() => window.clearAll()")
        agree(page, {block: at_first[block] for block in kept})


def agree(page: Page, wanted: Shown) -> None:
    """Wait until the blocks show this: news of another tab take a moment."""
    page.wait_for_function(
        "(wanted) => { const now = window.shown();"
        " return Object.keys(wanted).every((id) => JSON.stringify(now[id]) === JSON.stringify(wanted[id])); }",
        arg=wanted,
    )


@pytest.fixture
def instant(site: Site, tmp_path: Path) -> Site:
    """The real site with the theme's instant navigation, built for the address at which it is served."""
    settings = {
        **SETTINGS,
        "site_url": site.address(),
        "extra": {**SETTINGS["extra"], "pdf": False},  # All of them would be made anew, for a site at another place.
        "docs_dir": str(sites.REPO / "docs"),
        "hooks": [str(sites.REPO / "hooks" / "mkdocs_onward.py")],
        "theme": {
            **SETTINGS["theme"],
            "custom_dir": str(sites.REPO / "overrides"),
            "features": ["navigation.instant"],
        },
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    result = sites.build(tmp_path, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    site.folder = tmp_path / "site"
    return site


def test_blocks_work_under_instant_navigation(page: Page, instant: Site) -> None:
    addresses = pages_with_blocks(instant.folder)
    page.goto(instant.address(addresses[0]))
    page.evaluate("() => { window.neverLeft = true; }")
    seen: list[tuple[str, Shown]] = []
    for number, each in enumerate(addresses):
        if number:
            follow(page, instant.address(each))
        started_once(page)
        at_first = shown(page)
        use(page, *QUIET)
        used = shown(page)
        assert [block for block in used if used[block] == at_first[block]] == [], each
        kept = kept_blocks(page)
        seen.append((instant.address(each), {block: used[block] for block in used if block in kept}))
    for address, used in reversed(seen[:-1]):
        page.go_back()
        expect(page).to_have_url(address)
        agree(page, used)
        started_once(page)
    follow(page, seen[-1][0])
    agree(page, seen[-1][1])
    page.evaluate("() => window.clearAll()")
    assert not kept_blocks(page) & set(seen[-1][1])
    assert page.evaluate("() => window.neverLeft"), "every page came without a new document"


ENDS = """window.ends = 0;
const post = ServiceWorker.prototype.postMessage;
ServiceWorker.prototype.postMessage = function (message, [toPage]) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
        window.ends += message.task === "save" && !data.total ? 1 : 0;
        toPage.postMessage(data);
    };
    post.call(this, message, [port2]);
};"""
"""Counts how often the worker has said that the guide is saved, or is not."""


def test_the_guide_can_be_saved_from_a_page_that_came_instantly(
    instant: Site, new_context: Callable[..., BrowserContext]
) -> None:
    page, other = new_context(service_workers="allow").new_page(), instant.address("about/")
    page.add_init_script(ENDS)
    page.goto(instant.address())
    page.evaluate("() => { window.neverLeft = true; }")
    page.evaluate("() => navigator.serviceWorker.ready")
    page.evaluate(
        "(to) => [...document.querySelectorAll('a')].find((link) => link.href === to).click()",
        instant.address("print/"),
    )
    expect(page).to_have_url(instant.address("print/"))
    page.get_by_role("button", name="Save the whole guide").click()
    # What ends on another page has ended: nothing waits for it for good.
    page.evaluate("(to) => [...document.querySelectorAll('a')].find((link) => link.href === to).click()", other)
    expect(page).to_have_url(other)
    page.wait_for_function("() => window.ends > 0", timeout=2 * PATIENCE)
    page.go_back()
    state = page.locator(".onward-offline__state")
    expect(state).to_contain_text("Saved for offline on", timeout=2 * PATIENCE)
    page.get_by_role("button", name="Remove").click()
    expect(state).not_to_contain_text("Saved for offline on")
    assert page.evaluate("() => window.neverLeft"), "the page came without a new document"


def follow(page: Page, address: str) -> None:
    """Click a link of the page that leads there, and wait for the page."""
    here = page.locator("[data-onward]").first.get_attribute("data-block")
    page.evaluate("(to) => [...document.querySelectorAll('a')].find((link) => link.href === to).click()", address)
    expect(page).to_have_url(address)
    page.wait_for_function(
        """(here) => {
            const block = document.querySelector("[data-onward]");
            return block && block.dataset.block !== here && !block.querySelector(".onward-foot").hidden;
        }""",
        arg=here,
    )


def started_once(page: Page) -> None:
    """No block has been started twice: one choice is written once."""
    counts = page.evaluate(
        """() => [...document.querySelectorAll("[data-onward=checklist], [data-kind=choice]")].map((block) => {
            window.writes = 0;
            block.querySelector("input[type=checkbox], input[type=radio]:not(:checked)")?.click();
            return window.writes;
        })"""
    )
    assert set(counts) <= {1}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_stored_the_page_works_and_loses_nothing(page: Page, site: Site, raw: str) -> None:
    """Errors that a page throws are counted for every test: see `faults` in conftest.py."""
    page.goto(site.address("reply/"))
    block = page.locator("[data-onward]").last.get_attribute("data-block") or ""
    key = Block(page, block).key()
    page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [key, raw])
    page.reload()
    at_first = shown(page)
    use(page, *QUIET, "check")
    assert [each for each, now in shown(page).items() if now == at_first[each]] == []
    assert page.evaluate(
        """([key, raw]) => {
            if (Object.values(localStorage).includes(raw)) return true;
            const [before, now] = [raw, localStorage.getItem(key)].map((each) => JSON.parse(each).choices);
            return Object.keys(before).every((id) => JSON.stringify(before[id]) === JSON.stringify(now[id]));
        }""",
        [key, raw],
    )
