r"""A heading that is not read as one, or text that is read as one.

Why: a heading is one to six `#` at the beginning of a line, a space and its words. With a space before it, it is shown
as text. Text with `---` right below it is made a heading, and so is a word that starts with `#`.

Example: ` ## Two`, `##Two`, `#hashtag`; a sentence with `---` on the next line.

Put it right: write `## Two`. Leave a blank line before `---`, and write `\#hashtag` for a word with a `#`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Fault, Page, Severity
from onward.readability import shortened


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("heading-form"):
        message, hint, severity = _said(fault)
        yield Finding(fault.position, message, hint, severity=severity)


def _said(fault: Fault) -> tuple[str, str, Severity]:
    found = fault.found
    if fault.detail == "underline-list":
        message = f"this line makes a heading of `{shortened(found)}` above it"
        return message, "Leave a blank line before it.", Severity.ERROR
    if fault.detail == "underline-text":
        message = f"this line makes a heading of `{shortened(found)}` above it"
        hint = f"Write `## {shortened(found)}` if it is one; otherwise leave a blank line before the strokes."
        return message, hint, Severity.WARNING
    if fault.detail == "many":
        return f"{found} `#` are more than a heading has", "Use one to six; here probably ##.", Severity.ERROR
    if fault.detail == "indent":
        return (
            "this heading is indented, so it is shown as text",
            "Start it at the beginning of the line.",
            Severity.ERROR,
        )
    words = found.lstrip("#")
    signs = found[: len(found) - len(words)]
    if fault.detail == "hashtag":
        hint = f"For a heading write `# {shortened(words)}`, for text `\\{shortened(found)}`."
        return f"`{shortened(found)}` is read as a heading of level 1", hint, Severity.ERROR
    return f"no space stands behind `{signs}`", f"Write `{signs} {shortened(words)}`.", Severity.WARNING


RULE = Rule("heading-form", Severity.ERROR, __doc__, page=check)
