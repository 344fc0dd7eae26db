"""A block that never ends.

Why: it swallows the rest of the page. What it swallowed is not reported as well.

Example: `/// checklist | …` without a `///` after the last item.

Put it right: add a line `///`, with a blank line before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

LAST = {"checklist": "item", "quiz": "answer", "advisers-differ": "paragraph"}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fence in page.fences:
        if fence.closed is None:
            message = f"the `{fence.name}` block opened here is never closed"
            hint = f"Add a line /// after the last {LAST.get(fence.name, 'option')}."
            meant = (fault for fault in page.faults_of("block-end") if fault.found == "strokes")
            end = next((fault for fault in meant if fault.position > fence.position), None)
            if end:
                hint = f"Line {end.position.line} is `{end.detail}`: write `///` there."
            yield Finding(fence.position, message, hint)
            return


RULE = Rule("block-unclosed", Severity.ERROR, __doc__, page=check)
