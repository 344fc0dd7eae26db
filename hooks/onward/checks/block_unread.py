"""A block that Markdown did not read as one.

Why: it stands inside something in which blocks are not read, such as raw HTML, and would be shown as plain text.

Example: a checklist between `<div>` and `</div>`.

Put it right: move the block out, so that its first and its last line start at the beginning of a line. To show a
block as an example, put it into a fenced code block.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("block-unread"):
        hint = "Move it out of the list, raw HTML or code around it, and start both its /// at the beginning of a line."
        yield Finding(fault.position, f"this `{fault.found}` block is not read as one", hint)


RULE = Rule("block-unread", Severity.ERROR, __doc__, page=check)
