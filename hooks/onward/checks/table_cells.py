"""A row of a table with more or fewer cells than its header.

Why: cells that the header has no column for are left out, and what stands in them is lost. Where one is missing, the
last columns are empty.

Example: a `|` in the text of a cell, which starts a new one.

Put it right: write one cell for each column. Write `\\|` for a stroke that belongs to the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("table-cells"):
        count, columns = fault.found.split()
        cells = "1 cell" if count == "1" else f"{count} cells"
        if fault.detail == "more":
            hint = "Take some out, or write `\\|` for a bar that belongs to the text."
            yield Finding(fault.position, f"the row has {cells}, the table {columns} columns: the rest is lost", hint)
        else:
            message = f"the row has {cells}, the table {columns} columns"
            yield Finding(fault.position, message, "Write `| |` for an empty cell.", severity=Severity.WARNING)


RULE = Rule("table-cells", Severity.ERROR, __doc__, page=check)
