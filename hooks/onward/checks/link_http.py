"""An address with `http:`, which is sent in the open.

Why: everybody on the way, such as on a café's wireless network, can see which page is read and change what it says.
Nearly all sites have `https:` today.

Example: `[Acas](http://www.acas.org.uk/)`.

Put it right: write `https:` and open it once, to see that it is the same page.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-http"):
        yield Finding(position, f"`{flaw.found}` is not sent in private", f"Write `{flaw.better}`, and open it once.")


RULE = Rule("link-http", Severity.WARNING, __doc__, page=check)
