"""A question to put in order with fewer than two steps, or with two that read the same.

Why: one step has no order, and nobody can tell which of two equal ones comes first.

Example: `### The call {#call}` with only `1. Say thank you. {#thank}` below it.

Put it right: write the steps as a numbered list, in the right order, each with an id: `1. Say thank you. {#thank}`. The
reader meets them in another order.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Ordering, Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("order-steps"):
        yield Finding(fault.position, f"the step `{fault.found}` has a box", "Write the number alone: `1. The step`.")
    for block in page.blocks:
        if not isinstance(block, Quiz) or page.faulty(block, "list-place", "block-content"):
            continue
        for exercise in block.exercises:
            if not isinstance(exercise, Ordering):
                continue
            count = len(exercise.steps)
            if count < 2:
                found = "one step" if count else "no steps"
                message = f'question "{exercise.text}" has {found}; an order needs at least 2'
                yield Finding(exercise.position, message, "Add `1. The step {#its-id}`.")
            yield from _check_words(exercise)


def _check_words(exercise: Ordering) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for step in exercise.steps:
        same = " ".join(step.text.casefold().split())
        if not step.text:
            yield Finding(step.position, "a step without words", "Write it behind its number.")
        elif same in first:
            message = f"the step `{step.text}` stands twice; first on line {first[same]}"
            yield Finding(step.position, message, "Word one of them in another way: nobody can tell which comes first.")
        first.setdefault(same, step.position.line)


RULE = Rule("order-steps", Severity.ERROR, __doc__, page=check)
