"""A sign for bold or italic text, or for code, that has no partner.

Why: it is shown as it is, and the words are not what they were meant to be. Both signs stand in one paragraph, right at
the words.

Example: `**Bold text`, ``a `piece of code``, `** bold **`.

Put it right: write the second sign, with no space between it and the words. A star or stroke that is to be seen is
written with a backslash before it: `\\*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    # A letter takes no signs at all, and says so.
    elsewhere = {fault.position.line for fault in page.faults_of("block-content")}
    for fault in page.faults_of("sign-unclosed"):
        if fault.position.line in elsewhere:
            continue
        hint = f"Write a second `{fault.found}` right behind the words, or `\\{fault.found[0]}` to show the sign."
        if "`" in fault.found:
            hint = "Write a second one right behind the words, or a backslash before it to show it."
            yield Finding(fault.position, "a backtick without its partner would be shown", hint)
            continue
        apart = _apart(page.lines[fault.position.line - 1][fault.position.column - 1 :], fault.found)
        if apart:
            message = f"a space stands between a `{fault.found}` and its words, so it is no sign"
            yield Finding(fault.position, message, f"Write `{fault.found}{apart}{fault.found}`.")
            continue
        yield Finding(fault.position, f"a `{fault.found}` without its partner would be shown", hint)


def _apart(line: str, sign: str) -> str:
    """The words between two signs with a space at their inner side, short; or empty."""
    match = re.match(rf"{re.escape(sign)}([^*_`]+){re.escape(sign)}", line)
    inner = match[1] if match else ""
    words = inner.strip()
    if not words or words == inner:
        return ""
    return words if len(words) <= 40 else f"{words[:18]} … {words[-18:]}"


RULE = Rule("sign-unclosed", Severity.WARNING, __doc__, page=check)
