"""Lines that look like a table and are none, or a table without rows.

Why: a table needs a blank line before it, and below its header a line of strokes with as many parts. Without them it is
shown as text with upright strokes.

Example: `| a | b |` and right below it `| 1 | 2 |`.

Put it right:

    | a | b |
    | --- | --- |
    | 1 | 2 |
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("table-form"):
        if fault.detail == "columns":
            found, wanted = fault.found.split()
            parts = "1 part" if found == "1" else f"{found} parts"
            message = f"the line below the header has {parts}, the header has {wanted}: this is no table"
            yield Finding(fault.position, message, f"Write `|{' --- |' * int(wanted)}`.")
        elif fault.detail == "blank-line":
            yield Finding(fault.position, "this table has no blank line before it", "Leave a blank line before it.")
        elif fault.detail == "empty":
            message = "this table has no rows"
            yield Finding(fault.position, message, "Write them below the line of strokes.", severity=Severity.WARNING)
        else:
            hint = "Below the header stands a line such as `| --- | --- |`; no blank line stands between rows."
            yield Finding(fault.position, "this is shown as text, not as a table", hint)


RULE = Rule("table-form", Severity.ERROR, __doc__, page=check)
