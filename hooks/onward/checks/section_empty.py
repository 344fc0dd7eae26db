"""A heading with nothing below it.

Why: whoever follows it from the list of contents finds nothing, and does not know whether something got lost.

Example: `## Two` and right below it `## Three`; a page that ends with a heading.

Put it right: write the section, or delete its heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for number, heading in enumerate(page.headings, 1):
        following = page.headings[number] if number < len(page.headings) else None
        if following and (following.level > heading.level or heading.level == 1):
            continue
        last = following.position.line - 1 if following else len(page.lines)
        if heading.text and not any(line.strip() for line in page.lines[heading.position.line : last]):
            message = f"nothing stands below the heading `{heading.text}`"
            yield Finding(heading.position, message, "Write the section, or delete its heading.")


RULE = Rule("section-empty", Severity.WARNING, __doc__, page=check)
