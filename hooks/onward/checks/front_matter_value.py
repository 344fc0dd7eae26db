"""A value of the front matter is missing or not right.

Why: every page needs a title (70 characters at most, without < and >), a description (200 at most), a kind (start,
guide, help, print or about) and the day when a person last read it against its sources. Related pages are other pages
than this one and the next, each once, three at most.

Example: `reviewed: 2026-13-45`.

Put it right: write the value as the message says.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("front-matter-value"):
        yield Finding(fault.position, fault.found, fault.detail)


RULE = Rule("front-matter-value", Severity.ERROR, __doc__, page=check)
