"""Something that other websites can read, and that is shown as text here.

Why: there are many kinds of Markdown. What this one does not know is shown with its signs, in silence.

Example: `!!! note`, `~~gone~~`, `{{ name }}`, `:smile:`, a `\\` at the end of a line.

Put it right: as the message says. What is only to be shown goes into backticks.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

SAID = {
    "box": "Write it as a paragraph or a quotation, or use one of our blocks: `/// name | Title`.",
    "tab": "Write each as a section with a heading of its own.",
    "include": "Write the text itself here.",
    "definition": "Write a list: `- **Term:** what it means`.",
    "template": "Write the text itself here.",
    "struck": "Take the text out.",
    "marked": "Write `**text**` for what is important.",
    "emoji": "Put the sign itself here, or write a word.",
    "break": "Leave a blank line for a new paragraph, or end the line with two spaces.",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    meant = {fault.position.line for fault in page.faults_of("block-name")}
    for fault in page.faults_of("foreign-syntax"):
        if fault.position.line in meant:
            continue  # It was to be one of our blocks.
        yield Finding(fault.position, f"`{fault.found}` would be shown as it is", SAID[fault.detail])


RULE = Rule("foreign-syntax", Severity.WARNING, __doc__, page=check)
