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
            hint = f"Use {'#' * (before.level + 1)}."
            if before.level > 1:
                part, own = "#" * (before.level + 1), "#" * before.level
                hint = f"Use {part} if it is part of the section above, or {own} if it is one of its own."
            yield Finding(heading.position, message, hint)


RULE = Rule("heading-level", Severity.ERROR, __doc__, page=check)
