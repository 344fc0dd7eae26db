"""A block of what to do and what to avoid that has not just these two parts, in this order.

Why: the two stand side by side and are read against each other, the first with ticks and the second with bars; a
part without a list says nothing.

Example: three `###` headings, or one without a list below it, or `### Avoid` before `### Do`.

Put it right: write `### Do` and a list, then `### Avoid` and a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import DoAndAvoid, Page, Severity, View

HINT = "Write `### Do` and a list, then `### Avoid` and a list."
_AVOID = re.compile(r"[\W_]*(?:avoid|don[’']?t|do not|never)\b", re.IGNORECASE)
_DO = re.compile(r"[\W_]*do\b(?! not\b)", re.IGNORECASE)


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        if not isinstance(block, DoAndAvoid) or page.faulty(block, "block-content"):
            continue  # What does not belong there may be the list.
        if len(block.sides) != 2:
            found = f"{len(block.sides)} part{'' if len(block.sides) == 1 else 's'}"
            yield Finding(block.position, f"`{block.title}` needs 2 parts, and has {found}", HINT)
        for side in block.sides:
            if not side.title:
                yield Finding(side.position, f"a part of `{block.title}` has no name", HINT)
            elif not side.body:
                yield Finding(side.position, f"nothing stands under `{side.title}`", HINT)
        if len(block.sides) == 2:
            yield from _swapped(*block.sides)


def _swapped(do: View, avoid: View) -> Iterator[Finding]:
    """The first part gets the sign for what to do, whatever it is called; of two in the wrong order one is told."""
    if _AVOID.match(do.title):
        yield Finding(do.position, f"`{do.title}` stands where the reader looks for what to do", HINT)
    elif _DO.match(avoid.title):
        yield Finding(avoid.position, f"`{avoid.title}` stands where the reader looks for what to avoid", HINT)


RULE = Rule("do-and-avoid", Severity.ERROR, __doc__, page=check)
