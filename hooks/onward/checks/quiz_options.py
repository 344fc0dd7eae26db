"""A question with fewer than two options, an option without a box, or a claim with more than two.

Why: with one option there is nothing to choose.

Example: `- Wait a day` without `[ ]`.

Put it right: write at least two options, each as `- [ ] Text {#its-id}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.boxes import without_box
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("quiz-options"):
        yield Finding(
            fault.position, *without_box("option", fault.found, "Start it with `- [ ] ` or `- [x] `.", ticked=True)
        )
    for block in page.blocks:
        # An option that could not be read would be missed here a second time.
        if isinstance(block, Quiz) and not page.faulty(
            block, "quiz-options", "feedback-place", "list-place", "block-content"
        ):
            for question in block.questions if block.kind != "sort" else ():
                count = len(question.options)
                if block.kind == "true-false" and count > 2:
                    message = f'claim "{question.text}" has {count} options; it is true or false'
                    yield Finding(question.position, message, "Keep two, or leave out `kind: true-false`.")
                if count < 2:
                    found = "one option" if count else "no options"
                    message = f'question "{question.text}" has {found}; a question needs at least 2'
                    yield Finding(question.position, message, "Add `- [ ] Text {#its-id}`.")
                for option in question.options:
                    if not option.text:
                        yield Finding(option.position, "an option without words", "Write it behind the box.")


RULE = Rule("quiz-options", Severity.ERROR, __doc__, page=check)
