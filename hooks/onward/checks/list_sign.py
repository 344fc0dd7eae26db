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
from itertools import takewhile

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Fault, Page, Severity

_ITEM = re.compile(r"[\W\d]*\[|.*\{#")
"""A box, a name in brackets or an id: what items of blocks have."""

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
        severity = Severity.ERROR if loses_items(page, fault) else None
        yield Finding(fault.position, f"`{fault.found}` starts no list here", SAID[fault.detail], severity=severity)


def loses_items(page: Page, fault: Fault) -> bool:
    """Whether items of a block are in no list: it cannot read them then, and what readers ticked is lost with them."""
    first = fault.position.line
    if not page.in_block(first):
        return False
    paragraph = list(takewhile(str.strip, page.lines[first - 1 :]))
    # Several lines that look like items are meant as them; one with a dash may be what somebody said.
    several = range(first, first + len(paragraph))
    return (
        fault.detail == "no-space"
        or any(_ITEM.match(line) for line in paragraph)
        or any(other.position.line in several for other in page.faults_of("list-place"))
    )


RULE = Rule("list-sign", Severity.WARNING, __doc__, page=check)
