"""Something in a list that is not indented by four spaces for each level.

Why: Python-Markdown knows no other steps. An item that is indented by two or three spaces stays on the level above, and
text that is indented like that ends the list. With too many spaces an item becomes text or code. All of it in silence.

Example:

    - One
      - Two (two spaces)

Put it right: indent by four spaces (or one tab) for each level: what belongs to `- One` starts in column 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("list-indent"):
        found, needed = fault.found.split()
        spaces = "1 space" if found == "1" else f"{found} spaces"
        hint = f"Indent it by {needed} spaces if it belongs to what stands above it; otherwise as the item above it."
        if fault.detail == "text":
            message = f"this text is indented by {spaces}; to be part of the list item above it, it needs {needed}"
            hint = f"Indent it by {needed} spaces, or start it at the beginning of the line."
        elif fault.detail == "deep":
            message = f"the list item is indented by {spaces}; here it can have {needed} at most"
        else:
            message = f"the list item is indented by {spaces}; nested items need {needed}"
        severity = Severity.WARNING if fault.detail == "item" else None
        yield Finding(fault.position, message, hint, severity=severity)


RULE = Rule("list-indent", Severity.ERROR, __doc__, page=check)
