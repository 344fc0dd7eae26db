"""The file starts with a byte order mark.

Why: it does no harm here, but other tools show it as three odd signs, or do not see the front matter behind it.

Example: Notepad's "UTF-8 with BOM".

Put it right: save the file as UTF-8 without BOM. It is ignored until then.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("byte-order-mark"):
        message = "the file starts with a byte order mark; it is ignored"
        yield Finding(fault.position, message, "Save the file as UTF-8 without BOM.")


RULE = Rule("byte-order-mark", Severity.NOTE, __doc__, page=check, even_unread=True)
