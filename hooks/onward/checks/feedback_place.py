"""Feedback that does not belong to its option.

Why: Markdown takes a quotation right under a line for part of that line, and one that is indented by two spaces for
the end of the list. Both are shown in the wrong place, in silence.

Example:

    - [ ] Reply straight away {#reply-now}
        > A better choice is to wait.

Put it right: leave a blank line before `>`, and indent it by four spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

_ITEM = re.compile(r"\s*[-*+] +(?:\[[ xX]\] +)?(.*?)(?: ->.*)?(?: \{#.*)?$")


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("feedback-place"):
        if fault.detail == "colon":
            hint = "Write it as a quotation: a blank line, then four spaces, `>` and what you want to say."
            yield Finding(fault.position, "feedback does not start with `:`", hint)
        elif fault.detail == "blank-line":
            yield Finding(fault.position, "this feedback has no blank line before it", "Leave a blank line before `>`.")
        else:
            of = _option(page.lines[: fault.position.line - 1])
            hint = "Write four spaces before the `>`."
            yield Finding(fault.position, f"this feedback is not indented under its option{of}", hint)


def _option(above: Sequence[str]) -> str:
    """The item right above a line, as a message names it; empty if there is none."""
    found = ((number, _ITEM.match(line)) for number, line in reversed(list(enumerate(above, 1))))
    return next((f" `{item[1]}` on line {number}" for number, item in found if item), "")


RULE = Rule("feedback-place", Severity.ERROR, __doc__, page=check)
