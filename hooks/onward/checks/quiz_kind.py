"""A kind or a switch of a quiz that does not exist.

Why: the kind says what there is to do. A quiz that is read as another kind loses what it was written for.

Example: `kind: sorting`, or `score: yes`.

Put it right: the kinds are `choice` (also when none is named), `true-false`, `scenario`, `sort`, `order` and `match`.
`confidence`, `score` and `shuffle` are `true` or left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.blocks.quizzes import KINDS
from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity
from onward.schema import listing, nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("quiz-kind"):
        if fault.detail == "kind":
            guess = nearest(fault.found, KINDS)
            hint = f"Did you mean `{guess}`?" if guess else f"It may be {listing(tuple(KINDS))}."
            yield Finding(fault.position, f"there is no kind `{fault.found}` of quiz", hint)
        else:
            message = f"`{fault.detail}` is `{fault.found}`"
            yield Finding(fault.position, message, f"Write `{fault.detail}: true`, or take the line out.")
    for block in page.blocks:
        option = block.fence.option("shuffle")
        if isinstance(block, Quiz) and block.shuffle and block.kind not in {"choice", "scenario"} and option:
            message = f"`shuffle` does nothing in a quiz of the kind `{block.kind}`"
            yield Finding(option.position, message, "Take the line out.")


RULE = Rule("quiz-kind", Severity.ERROR, __doc__, page=check)
