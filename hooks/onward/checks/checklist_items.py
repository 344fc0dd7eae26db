"""A checklist without items, or an item without a box.

Why: an empty checklist is a heading over nothing, and a line without a box can be neither ticked nor counted.

Example: `- Thank them` in a checklist.

Put it right: write `- [ ] Thank them {#thank-them}`, with one space in the box.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("checklist-items"):
        if fault.detail == "none":
            hint = "Write at least one line `- [ ] What to do {#its-id}`."
            yield Finding(fault.position, f'checklist "{fault.found}" has no items', hint)
        else:
            yield Finding(fault.position, f"the item `{fault.found}` has no box", "Start it with `- [ ] `.")


RULE = Rule("checklist-items", Severity.ERROR, __doc__, page=check)
