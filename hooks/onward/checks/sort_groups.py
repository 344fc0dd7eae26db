"""A quiz to sort without something to sort, or without a choice.

Why: the reader chooses a group for each line. A group that no line belongs to is a trap, and with one group there is
nothing to choose.

Example: `### Edit {#edit}` with no list below it.

Put it right: write at least two groups, each with one line or more below it as `- The line {#its-id}`, without a box.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("sort-groups"):
        if fault.detail == "empty":
            hint = "Write a line below it, `- The line {#its-id}`, or take the group out."
            yield Finding(fault.position, f"the group `{fault.found}` has no line", hint)
        elif fault.detail.startswith("misspelt "):
            name = fault.detail.removeprefix("misspelt ")
            message = f"feedback for `{fault.found}`, and there is no group of that name"
            yield Finding(fault.position, message, f"Did you mean `{name}:`?")
        else:
            hint = "Write `- ` alone: the group that it stands below is the right one."
            yield Finding(fault.position, f"the line `{fault.found}` has a box", hint)
    for block in page.blocks:
        if not isinstance(block, Quiz) or block.kind != "sort":
            continue
        if len(block.groups) == 1:
            message = f'quiz "{block.title}" has one group; sorting needs at least 2'
            yield Finding(block.position, message, "Write another `### Group {#its-id}` with its lines.")
        for question in block.questions:
            if not question.text:
                yield Finding(question.position, "a line without words", "Write them behind `- `.")


RULE = Rule("sort-groups", Severity.ERROR, __doc__, page=check)
