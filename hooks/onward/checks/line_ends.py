"""Line ends that are not line feeds.

Why: Windows ends lines with two signs (CRLF), very old Macs with one (CR). Both are read as if they were line
feeds, and line numbers are right either way. But a file with several kinds shows changes in every line when it is
next saved.

Example: a page saved on Windows by an editor that does not follow `.editorconfig`.

Put it right: choose "LF" as line end in your editor and save. CR alone is a warning, the others are notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

NAMES = {
    "CR": "old Mac line ends (CR)",
    "CRLF": "Windows line ends (CRLF)",
    "mixed": "Windows line ends (CRLF) in some lines and not in others",
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("line-ends"):
        severity = Severity.WARNING if fault.found == "CR" else None
        message = f"{NAMES[fault.found]}; they are read as line feeds"
        yield Finding(fault.position, message, "Save the file with LF.", severity=severity)


RULE = Rule("line-ends", Severity.NOTE, __doc__, page=check, even_unread=True)
