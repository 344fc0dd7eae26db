"""What the page's live regions say: the nearest that a browser comes to a screen reader."""

from __future__ import annotations

from playwright.sync_api import Page

# A live region is read out whole when something in it changes; the changes of one moment are one announcement.
LISTEN = """
window.announced = [];
const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[role=status], [aria-live]");
new MutationObserver((changes) => {
  for (const part of new Set(changes.map(({ target }) => region(target)))) {
    const words = part?.closest("[data-onward]") && part.textContent.trim().replace(/\\s+/g, " ");
    if (words) window.announced.push(words);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def listen(page: Page) -> None:
    """Note down announcements from the next page on."""
    page.add_init_script(LISTEN)


def announcements(page: Page) -> list[str]:
    """What has been announced since the page was loaded."""
    said: list[str] = page.evaluate("() => window.announced")
    return said
