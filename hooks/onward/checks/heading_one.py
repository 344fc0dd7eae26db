"""A page has exactly one level 1 heading.

Why: it is the page's name, for the eye, for a screen reader and for search engines.

Example: a page without `# …`, or with two.

Put it right: write `# ` and the title once, as the first line after the front matter; make other headings `## `.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Position, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    titles = [heading for heading in page.headings if heading.level == 1]
    if not titles:
        title = page.front.title if page.front else "…"
        yield Finding(Position(page.body_line), "the page has no level 1 heading", f"Start it with `# {title}`.")
    # What only looks like a heading to the parser is named as that.
    lookalikes = {fault.position.line for fault in page.faults_of("heading-form")}
    for heading in titles[1:]:
        if heading.position.line in lookalikes:
            continue
        message = f"a second level 1 heading; the first is on line {titles[0].position.line}"
        yield Finding(heading.position, message, "Make it `## `.")
    if titles and page.headings[0] is not titles[0]:
        message = f"this heading stands before the level 1 heading on line {titles[0].position.line}"
        yield Finding(page.headings[0].position, message, "Move it below: the page starts with its title.")


RULE = Rule("heading-one", Severity.ERROR, __doc__, page=check)
