"""A block inside something else.

Why: blocks stand on their own, so that each can be printed, ticked and cleared on its own.

Example: a quiz inside a checklist, or a block indented under a list item.

Put it right: end what is around it first, and start the block at the beginning of a line. To show a block as an
example, put it into a fenced code block.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fence in page.fences:
        if not fence.inside:
            continue
        opened = f" (opened on line {fence.inside_line})" if fence.inside_line else ""
        message = f"a `{fence.name}` block may not be inside {fence.inside}{opened}"
        yield Finding(
            fence.position,
            message,
            "Close what is around it first, and start /// at the beginning of the line.",
        )


RULE = Rule("block-misplaced", Severity.ERROR, __doc__, page=check)
