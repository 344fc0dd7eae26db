"""A block that never ends.

Why: it swallows the rest of the page. What it swallowed is not reported as well.

Example: `/// checklist | …` without a `///` after the last item.

Put it right: add a line `///`, with a blank line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Fence, Page, Severity

_ITEM = re.compile(r"[-*+] \[")

LAST = {"checklist": "item", "quiz": "answer", "advisers-differ": "paragraph"}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fence in page.fences:
        if fence.closed is None:
            message = f"the `{fence.name}` block opened here is never closed"
            hint = f"Add a line /// after the last {LAST.get(fence.name, 'option')}.{_where(page, fence)}"
            meant = (fault for fault in page.faults_of("block-end") if fault.found == "strokes")
            end = next((fault for fault in meant if fault.position > fence.position), None)
            if end:
                hint = f"Line {end.position.line} is `{end.detail}`: write `///` there."
            yield Finding(fence.position, message, hint)
            return


def _where(page: Page, fence: Fence) -> str:
    """Where the end most probably has to stand: after the items of a checklist, and above the next section."""
    below = page.lines[fence.position.line :]
    if fence.name == "checklist":
        items = list(takewhile(_may_be_of_items, enumerate(below)))
        last = max((number for number, line in items if _ITEM.match(line)), default=None)
        return "" if last is None else f" The last item is on line {fence.position.line + last + 1}."
    section = next((number for number, line in enumerate(below) if line.startswith("## ")), None)
    return "" if section is None else f" It has to stand above line {fence.position.line + section + 1}."


def _may_be_of_items(numbered: tuple[int, str]) -> bool:
    """Whether a checklist may go on on a line: its options, its items, and what is indented below one of them."""
    _, line = numbered
    return not line or line[0] in " -*+"


RULE = Rule("block-unclosed", Severity.ERROR, __doc__, page=check)
