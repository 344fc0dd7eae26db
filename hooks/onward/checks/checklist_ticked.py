"""An item of a checklist that is ticked in the source.

Why: only the reader ticks. A box that comes ticked would tell somebody that they have done what they have not.

Example: `- [x] Thank them`.

Put it right: write `[ ]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Checklist, Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        if isinstance(block, Checklist):
            for item in block.items:
                if item.ticked:
                    yield Finding(
                        item.position,
                        f"the item `{item.text}` is ticked already",
                        "Write `- [ ]`: only the reader ticks.",
                    )


RULE = Rule("checklist-ticked", Severity.ERROR, __doc__, page=check)
