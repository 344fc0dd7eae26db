"""A question without a right answer.

Why: the reader chooses and presses Check, and must be told something true.

Example: all options start with `[ ]`.

Put it right: mark the best option with `[x]`. Several `[x]` make the question multiple choice. A claim that is true or
false has two options, and one `[x]`.
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
            if block.kind == "scenario":
                continue  # There the feedback says it: `quiz-grade`.
            for question in block.questions:
                marked = [option for option in question.options if option.right]
                right = len(marked)
                if len(question.options) > 1 and not right:
                    message = f'question "{question.text}" has no right answer'
                    yield Finding(question.position, message, "Mark one option with [x].")
                elif block.kind == "choice" and right == len(question.options) > 1:
                    message = f'all options of question "{question.text}" are right'
                    hint = "Leave at least one box empty: with nothing to tell apart there is nothing to choose."
                    yield Finding(question.position, message, hint)
                elif block.kind == "true-false" and right > 1:
                    message = f'both answers to "{question.text}" are marked as right'
                    first = marked[0].position.line
                    which = "Read the text below each: leave the x in the one that is right"
                    hint = f"The other is on line {first}. {which}, and write [ ] for the other."
                    yield Finding(marked[-1].position, message, hint)


RULE = Rule("quiz-answer", Severity.ERROR, __doc__, page=check)
