"""The front matter cannot be read.

Why: front matter is YAML: one `key: value` a line. A tab, a quotation mark that is never closed or a second `: ` in
a value breaks it. Aliases (`*x`), anchors (`&x`) and tags (`!x`) are not allowed: they can make a small file
enormous, or run code.

Example: `title: Feedback: how to ask` (a second `: `).

Put it right: put the value in quotes: `title: "Feedback: how to ask"`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("front-matter-yaml"):
        yield Finding(fault.position, fault.found, fault.detail)


RULE = Rule("front-matter-yaml", Severity.ERROR, __doc__, page=check)
