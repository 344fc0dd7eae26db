"""Letters that were lost when the file was saved in one encoding and opened in another.

Why: readers see `CafÃ©` or a black diamond where a letter should be.

Example: `â€™` for an apostrophe, `Â£` for a pound sign, `�`.

Put it right: write the letter that was meant. If there are many, get the text again from where it was right, and save
it as UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("garbled-text"):
        if fault.detail == "?":
            message = "a character was lost here (\ufffd)"
            hint = "Delete it, and write the letter or sign that was meant."
        else:
            message, hint = f"`{fault.found}` is a garbled `{fault.detail}`", f"Write `{fault.detail}`."
        yield Finding(fault.position, message, hint)


RULE = Rule("garbled-text", Severity.ERROR, __doc__, page=check, even_unread=True)
