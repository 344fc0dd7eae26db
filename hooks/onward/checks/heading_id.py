"""Two headings of a page have the same id.

Why: a link to `#id` goes to the first of them. Python-Markdown keeps a repeated `{#id}` without a word.

Example: `## One {#same}` and `## Two {#same}`.

Put it right: give the second one another id.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    seen: dict[str, int] = {block.id: block.position.line for block in page.blocks if block.id}
    for heading in page.headings:
        if not heading.id:
            continue
        if heading.id in seen:
            message = f"duplicate id `{heading.id}`; first on line {seen[heading.id]}"
            yield Finding(heading.position, message, "Give the heading another id: ## Text {#other-id}.")
        seen.setdefault(heading.id, heading.position.line)


RULE = Rule("heading-id", Severity.ERROR, __doc__, page=check)
