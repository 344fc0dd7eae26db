"""Lines that look like a list and are none, or that are one and do not look like it.

Why: only `- ` and `1. ` make items. Anything else is shown as one paragraph, in which the signs stand among the words.
A list is counted from 1, so a year at the start of a paragraph is lost.

Example: `• One`, `1) One`, `-One`; `2024. That was a good year.`

Put it right: write `- One`, or `1. One`, with a space behind the sign. In a block it is an error where an item would be
lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

_ITEM = re.compile(r"\[[ xX]?\]|\{#")
"""A box or an id: what items of blocks have."""

SAID = {
    "sign": "Start each item with `- `.",
    "space": "Type a plain space behind the sign; this one was copied along and does not count.",
    "number": "Write `1. `, with a full stop.",
    "no-space": "Write a space behind the sign, as in `- One`.",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("list-sign"):
        if fault.detail == "start":
            digits = fault.found.removesuffix(".")
            hint = f"Write `1. ` for a list, or `{digits}\\.` for text that starts with a number."
            yield Finding(fault.position, f"`{fault.found}` starts a list here, and is shown as 1", hint)
            continue
        # A block reads its list: an item that is in none is lost to it, and what readers ticked with it.
        line = fault.position.line
        lost = page.in_block(line) and (fault.detail == "no-space" or _ITEM.search(page.lines[line - 1]))
        severity = Severity.ERROR if lost else None
        yield Finding(fault.position, f"`{fault.found}` starts no list here", SAID[fault.detail], severity=severity)


RULE = Rule("list-sign", Severity.WARNING, __doc__, page=check)
