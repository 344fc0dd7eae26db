"""A key that front matter does not know.

Why: a misspelt key is not read, and what it was meant to say is lost. Keys: title, description, kind, reviewed,
next, and Material's hide, template and search.

Example: `reveiwed: 2026-11-01`.

Put it right: write the key as the message suggests, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("front-matter-key"):
        yield Finding(fault.position, fault.found, fault.detail)


RULE = Rule("front-matter-key", Severity.ERROR, __doc__, page=check)
