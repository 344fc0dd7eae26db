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
    for heading in titles[1:]:
        message = f"a second level 1 heading; the first is on line {titles[0].position.line}"
        yield Finding(heading.position, message, "Make it `## `.")


RULE = Rule("heading-one", Severity.ERROR, __doc__, page=check)
