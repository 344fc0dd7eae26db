"""An address that no browser understands.

Why: nobody can follow it, and MkDocs stops at it with an error that says nothing.

Example: `[x](http://[oops)`.

Put it right: correct the address, or delete the link.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("link-address"):
        message = f"`{fault.found}` is no address that a browser understands"
        yield Finding(fault.position, message, "Correct it, or delete the link.")


RULE = Rule("link-address", Severity.ERROR, __doc__, page=check)
