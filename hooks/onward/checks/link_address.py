"""An address that no browser understands, or that lacks its start.

Why: nobody can follow it. `www.acas.org.uk` without `https://` is taken for a file of this guide, and at some addresses
MkDocs stops with an error that says nothing.

Example: `[x](http://[oops)`, `[x](https:/acas.org.uk)`, `[x](www.acas.org.uk)`, `[x](https://a page)`.

Put it right: open the page in a browser and copy the address from there, `https://` included.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.raw_links import broken_raw
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("link-address"):
        message = f"`{fault.found}` is no address that a browser understands"
        yield Finding(fault.position, message, "Correct it, or delete the link.")
    for position, flaw in flaws(page, build, "link-address"):
        messages = {
            "unread": (f"`{flaw.found}` is no address that a browser understands", "Correct it, or delete the link."),
            "empty": (f"`{flaw.found}` names no site", "Write the whole address, or delete the link."),
            "slashes": (f"`{flaw.found}` does not start as a web address does", f"Write `{flaw.better}`."),
            "bare": (f"`{flaw.found}` does not say https:, and is taken for a file here", f"Write `{flaw.better}`."),
            "space": (f"a space in the web address `{flaw.found}`", f"Write `{flaw.better}`."),
        }
        yield Finding(position, *messages[flaw.kind])
    for position, broken in broken_raw(page, build, "link-address"):
        yield Finding(position, broken.message, broken.hint)


RULE = Rule("link-address", Severity.ERROR, __doc__, page=check)
