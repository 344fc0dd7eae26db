"""Lines that look like a list and are none.

Why: only `- ` and `1. ` make items. Anything else is shown as one paragraph, in which the signs stand among the words.

Example: `• One`, `1) One`, `-One`.

Put it right: write `- One`, or `1. One`, with a space behind the sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

SAID = {
    "sign": "Start each item with `- `.",
    "space": "Type a plain space behind the sign; this one was copied along and does not count.",
    "number": "Write `1. `, with a full stop.",
    "no-space": "Write a space behind the sign.",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("list-sign"):
        yield Finding(fault.position, f"`{fault.found}` starts no list here", SAID[fault.detail])


RULE = Rule("list-sign", Severity.WARNING, __doc__, page=check)
