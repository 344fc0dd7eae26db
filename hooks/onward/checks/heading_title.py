"""The title and the heading say different things.

Why: the title stands in the browser's tab, in the navigation and in search results; the heading on the page.
Somebody who follows a link must see the words that they chose.

Example: `title: Reply to a rejection` and `# Replying`.

Put it right: make them the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    heading = next((heading for heading in page.headings if heading.level == 1), None)
    if page.front and heading and " ".join(page.front.title.split()) != heading.text:
        message = f"the heading `{heading.text}` is not the title `{page.front.title}`"
        yield Finding(heading.position, message, "Write the same words in both places.")


RULE = Rule("heading-title", Severity.ERROR, __doc__, page=check)
