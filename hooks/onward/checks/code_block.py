"""A code block that is never closed, that cannot be read, or that was not meant as one.

Why: a line of ``` shows everything up to the next ``` as it is typed. If that is missing, nobody knows where the code
ends; what stands below is not looked at. Text that is indented by four spaces is shown as code, too.

Example: ``` without a second one; ``` with more than one word behind it; a paragraph that starts with four spaces.

Put it right: add a line ``` below the code, with as many strokes as above it and indented like it. Start a paragraph at
the beginning of the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("code-block"):
        if fault.detail == "unclosed":
            hint = f"Add a line {fault.found} where the code ends, indented as this one is."
            yield Finding(fault.position, "the code block opened here is never closed", hint)
        elif fault.detail.startswith("line "):
            message = f"this {fault.found} is indented otherwise than that on {fault.detail}, so it does not close it"
            yield Finding(fault.position, message, "Indent both in the same way.")
        elif fault.detail == "words":
            hint = f"Write {fault.found} alone, or with one word behind it: {fault.found} text."
            yield Finding(fault.position, f"this {fault.found} opens no code block: too much stands behind it", hint)
        else:
            hint = "Start it at the beginning of the line. What is meant as code stands between two lines of ```."
            message = f"this text is indented by {fault.found} spaces, so it is shown as code"
            yield Finding(fault.position, message, hint, severity=Severity.WARNING)


RULE = Rule("code-block", Severity.ERROR, __doc__, page=check)
