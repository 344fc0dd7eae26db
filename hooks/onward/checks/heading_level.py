"""A heading skips a level.

Why: people who cannot see the page move through it by its headings, and a missing level sounds like a missing part.

Example: `## Two` and then `#### Four`. A `#` in a code block is no heading.

Put it right: go down one level at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    lookalikes = {fault.position.line for fault in page.faults_of("heading-form")}
    for before, heading in pairwise(page.headings):
        if heading.position.line not in lookalikes and heading.level > before.level + 1:
            message = f"heading jumps from level {before.level} to level {heading.level}"
            yield Finding(heading.position, message, f"Use {'#' * (before.level + 1)}.")


RULE = Rule("heading-level", Severity.ERROR, __doc__, page=check)
