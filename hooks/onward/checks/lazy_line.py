"""A line that goes on with the list item or the quotation above it, though it does not look like it.

Why: without a blank line before it, Markdown takes it for a part of what stands above.

Example:

    - One
    This was meant as a paragraph.

Put it right: leave a blank line before it. If it belongs above, indent it (or start it with `>`).
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("lazy-line"):
        belongs = "start it with `> `" if fault.found == "quotation" else "indent it by 4 spaces"
        hint = f"Leave a blank line before it; or, if it belongs there, {belongs}."
        yield Finding(fault.position, f"this line is read as part of the {fault.found} above it", hint)


RULE = Rule("lazy-line", Severity.WARNING, __doc__, page=check)
