"""A heading without words.

Why: people who cannot see the page move from heading to heading, and hear nothing at this one.

Example: `##`, or `## {#its-id}`.

Put it right: write the words behind it, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("heading-empty"):
        yield Finding(
            fault.position, "a heading without words", f"Write them behind `{fault.found} `, or delete the line."
        )


RULE = Rule("heading-empty", Severity.ERROR, __doc__, page=check)
