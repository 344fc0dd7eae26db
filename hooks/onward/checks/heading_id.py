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
from onward.schema import is_id, slug


def check(page: Page, build: Build) -> Iterator[Finding]:
    blocks = {block.id: block.position.line for block in page.blocks if block.id}
    seen: dict[str, int] = {}
    for heading in page.headings:
        if not heading.id:
            continue
        line = page.lines[heading.position.line - 1]
        if heading.id in blocks:
            message = f"the id `{heading.id}` is that of the block on line {blocks[heading.id]}, too"
            yield Finding(heading.position, message, "Give the heading another id: ## Text {#other-id}.")
        elif not is_id(heading.id) and f"#{heading.id}" in line:
            hint = f"Use lower case letters, digits and single hyphens: {{#{slug(heading.id)}}}."
            yield Finding(heading.position, f"`{heading.id}` cannot be an id", hint)
        elif heading.id in seen:
            message = f"duplicate id `{heading.id}`; first on line {seen[heading.id]}"
            yield Finding(heading.position, message, "Give the heading another id: ## Text {#other-id}.")
        seen.setdefault(heading.id, heading.position.line)


RULE = Rule("heading-id", Severity.ERROR, __doc__, page=check)
