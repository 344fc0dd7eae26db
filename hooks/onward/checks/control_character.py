"""A sign that nobody can see and that is not text.

Why: control characters (NUL, for one) break the front matter, and browsers show them as boxes or not at all.
Characters for private use look different on every computer.

Example: text copied out of a PDF file or a database.

Put it right: delete the sign. The column says where it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    source = build.sources.get(page.path)
    for fault in page.faults_of("control-character"):
        in_front = source and source.front is not None and fault.position.line < source.body_line
        where = " in front matter" if in_front else ""
        private = "\ue000" <= chr(int(fault.found.removeprefix("U+"), 16)) <= "\uf8ff"
        kind = "private-use character" if private else "control character"
        yield Finding(fault.position, f"{kind} {fault.found}{where}", "Delete it.")


RULE = Rule("control-character", Severity.ERROR, __doc__, page=check, even_unread=True)
