"""A list with numbers and a list with bullets that become one.

Why: Python-Markdown joins them, also over blank lines, and all of it gets the signs of the first. A box `- [ ]` behind
`1.` is lost.

Example: `1. One` and on the next line `- Two`.

Put it right: write all of the list in one way, or put a paragraph between the two lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("list-mixed"):
        numbered = fault.found[0].isdigit()
        other = "bullets" if numbered else "numbers"
        message = f"`{fault.found}` goes on with the list that starts on line {fault.detail}, which has {other}"
        yield Finding(fault.position, message, "Write all of it in one way, or put a paragraph between the two lists.")


RULE = Rule("list-mixed", Severity.ERROR, __doc__, page=check)
