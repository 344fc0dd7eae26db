"""The site's own scripts, each function within reach: for tests that call what a reader meets only through a page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from playwright.sync_api import Page

from browser.blocks import SITE_ID
from onward.text import TEXT
from sites import REPO


def expose(page: Page, scripts: Sequence[str], *names: str) -> None:
    """Run scripts in a page apart from those that run there, and put some of their functions into `window.own`."""
    sources = [(REPO / "overrides" / "scripts" / name).read_text("utf-8") for name in scripts]
    head = f"const TEXT = {json.dumps(dict(TEXT))}; const SITE = {json.dumps(SITE_ID)};"
    page.evaluate("\n".join(["(() => {", head, *sources, f"window.own = {{ {', '.join(names)} }};", "})()"]))
