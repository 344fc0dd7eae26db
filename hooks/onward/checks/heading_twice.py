"""Two headings of a page have the same words.

Why: in the list of contents, and for people who move by headings, nobody can tell one from the other. A link to the
second one breaks when they change places, because its address is made from its words and its place.

Example: `## What to say` twice on one page.

Put it right: word one of them in another way.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for heading in page.headings:
        words = heading.text.casefold() if heading.level > 1 else ""
        if words and words in first:
            message = f"the heading `{heading.text}` stands twice; first on line {first[words]}"
            yield Finding(heading.position, message, "Word one of them in another way.")
        first.setdefault(words, heading.position.line)


RULE = Rule("heading-twice", Severity.WARNING, __doc__, page=check)
