"""An address that starts at the root of the web site.

Why: the guide may stand in a folder of an agency's site. There `/reply/` is somebody else's page.

Example: `[reply](/reply/)`, `<a href="/reply/">`.

Put it right: write it relative to the page: `reply.md`. The error page (404) may use addresses below the site's own
path.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.raw_links import broken_raw
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-absolute"):
        message = f"`{flaw.found}` starts at the root of the web site, and breaks under a sub-path"
        hint = f"Write `{flaw.better}`." if flaw.better else "Write it relative to this page, for example `reply.md`."
        yield Finding(position, message, hint)
    for position, broken in broken_raw(page, build, "link-absolute"):
        yield Finding(position, broken.message, broken.hint)


RULE = Rule("link-absolute", Severity.ERROR, __doc__, page=check)
