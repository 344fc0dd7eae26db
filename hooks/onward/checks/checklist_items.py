"""A checklist without items, or an item without a box.

Why: an empty checklist is a heading over nothing, and a line without a box can be neither ticked nor counted.

Example: `- Thank them` in a checklist.

Put it right: write `- [ ] Thank them {#thank-them}`, with one space in the box.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.boxes import without_box
from onward.checks.list_sign import loses_items
from onward.checks.rule import Finding, Rule
from onward.model import Checklist, Fault, Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("checklist-items"):
        if fault.detail == "none":
            if page.faults_of("list-place") or _lost(page, fault):
                continue  # The items are there, as text of a paragraph.
            hint = "Write at least one line `- [ ] What to do {#its-id}`."
            yield Finding(fault.position, f'checklist "{fault.found}" has no items', hint)
        else:
            yield Finding(fault.position, *without_box("item", fault.found, "Start it with `- [ ] `."))
    for block in page.blocks:
        if isinstance(block, Checklist):
            for item in block.items:
                if not item.text:
                    yield Finding(item.position, "an item without words", "Write what to do behind the box.")


def _lost(page: Page, empty: Fault) -> bool:
    """Whether the items of a checklist are there, and no list: that is an error of its own."""
    ends = (fence.closed or len(page.lines) for fence in page.fences if fence.position.line == empty.position.line)
    lines = range(empty.position.line, next(ends, empty.position.line) + 1)
    signs = (fault for fault in page.faults_of("list-sign") if fault.position.line in lines)
    return any(fault.detail != "start" and loses_items(page, fault) for fault in signs)


RULE = Rule("checklist-items", Severity.ERROR, __doc__, page=check)
