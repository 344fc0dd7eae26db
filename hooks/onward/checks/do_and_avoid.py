"""A block of what to do and what to avoid that has not just these two parts.

Why: the two stand side by side and are read against each other; a part without a list says nothing.

Example: three `###` headings, or one without a list below it.

Put it right: write `### Do` and a list, then `### Avoid` and a list.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import DoAndAvoid, Page, Severity

HINT = "Write `### Do` and a list, then `### Avoid` and a list."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        if not isinstance(block, DoAndAvoid) or page.faulty(block, "block-content"):
            continue  # What does not belong there may be the list.
        if len(block.sides) != 2:
            found = f"{len(block.sides)} part{'' if len(block.sides) == 1 else 's'}"
            yield Finding(block.position, f"`{block.title}` needs 2 parts, and has {found}", HINT)
        for side in block.sides:
            if not side.body:
                yield Finding(side.position, f"nothing stands under `{side.title}`", HINT)


RULE = Rule("do-and-avoid", Severity.ERROR, __doc__, page=check)
