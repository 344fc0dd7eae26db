"""A list that Markdown does not see, because no blank line stands before it.

Why: without the blank line, `- [ ]` right under a paragraph is part of the paragraph. The items would be shown as plain
text, without boxes, in silence.

Example:

    Before you start:
    - [ ] Thank them {#thank}

Put it right: leave a blank line before the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    named = {fault.position.line for fault in page.faults if fault.rule in {"list-indent", "list-sign"}}
    told: set[int] = set()
    for fault in page.faults_of("list-place"):
        start = fault.position.line
        while start > 1 and page.lines[start - 2].strip():
            start -= 1
        if start in told or not named.isdisjoint(range(start, fault.position.line + 1)):
            continue  # Why these lines are no list is named already.
        told.add(start)
        yield Finding(fault.position, "this list has no blank line before it", "Leave a blank line before the list.")


RULE = Rule("list-place", Severity.ERROR, __doc__, page=check)
