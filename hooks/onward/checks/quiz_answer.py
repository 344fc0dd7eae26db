"""A question without a right answer.

Why: the reader chooses and presses Check, and must be told something true.

Example: all options start with `[ ]`.

Put it right: mark the best option with `[x]`. Several `[x]` make the question multiple choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        # The right one may be the one that could not be read.
        if isinstance(block, Quiz) and not page.faulty(
            block, "quiz-options", "feedback-place", "list-place", "block-content"
        ):
            for question in block.questions:
                if len(question.options) > 1 and not any(option.right for option in question.options):
                    message = f'question "{question.text}" has no right answer'
                    yield Finding(question.position, message, "Mark one option with [x].")


RULE = Rule("quiz-answer", Severity.ERROR, __doc__, page=check)
