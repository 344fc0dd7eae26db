"""A character that nobody can see.

Why: signs that take no room break search, links and ids, and those that turn the direction of writing let a text say
something other than what is read. They come along when text is copied from a website, a chat or a PDF file.

Example: a zero-width space (U+200B) in a word; a sign for right-to-left (U+202E) before a name.

Put it right: delete the sign at the column that is named. If your editor does not show it, type the word anew. Joined
emoji and flags may stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.source import TURNING

NAMES = {
    "U+00AD": "a soft hyphen",
    "U+200B": "a zero-width space",
    "U+200C": "a zero-width non-joiner",
    "U+200D": "a zero-width joiner",
    "U+2060": "a word joiner",
    "U+FEFF": "a byte order mark within the text",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("invisible-character"):
        turning = chr(int(fault.found.removeprefix("U+"), 16)) in TURNING
        name = NAMES.get(
            fault.found, "a sign that turns the direction of the text" if turning else "a sign without width"
        )
        message = f"{name} ({fault.found}), which nobody can see"
        hint = "Delete it; if you cannot find it, type the word before it and the word behind it anew."
        yield Finding(fault.position, message, hint, severity=Severity.ERROR if turning else None)


RULE = Rule("invisible-character", Severity.WARNING, __doc__, page=check, even_unread=True)
