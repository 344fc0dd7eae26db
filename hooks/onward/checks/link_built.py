"""A link to the built site instead of to the Markdown file.

Why: how a page's address is made changes with a setting, and nobody would notice that the link has gone. Only links to
Markdown files are followed when pages are checked, previewed and read on a code host. A full address of this site
(a warning) leads away from a preview or a copy.

Example: `[reply](reply/)`, `[reply](reply.html)`, `[reply](https://www.example.org/guide/reply/)`.

Put it right: link to the file: `[reply](reply.md)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-built"):
        if flaw.kind == "own":
            message = f"`{flaw.found}` is a page of this site"
            yield Finding(position, message, f"Write `{flaw.better}`.", severity=Severity.WARNING)
        else:
            yield Finding(position, f"`{flaw.found}` is no file in docs, but built output", f"Write `{flaw.better}`.")


RULE = Rule("link-built", Severity.ERROR, __doc__, page=check)
