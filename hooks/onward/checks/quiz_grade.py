"""A scenario that does not say how good each option is, or a quiz of another kind that does.

Why: in a scenario several options can be fine. The first word of what follows an option says it: `Best:`, `Fine:` or
`Risky:`. Other kinds mark the right option with `[x]`.

Example: `> You are polite.` in a scenario; a step without any `Best:`; `> Best: You are polite.` in a plain quiz.

Put it right: start each feedback of a scenario with one of the three words, at least one of a step with `Best:`, and
leave all boxes empty or mark only the best with `[x]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("quiz-grade"):
        if fault.detail == "kind":
            hint = f"Add `kind: scenario` to the block, or take `{fault.found}:` out."
            yield Finding(fault.position, f"`{fault.found}:` says something only in a scenario", hint)
        else:
            hint = "Start it with `Best:`, `Fine:` or `Risky:`."
            yield Finding(fault.position, "what this option leads to does not say how good it is", hint)
    for block in page.blocks:
        if not isinstance(block, Quiz) or block.kind != "scenario":
            continue
        for question in block.questions:
            for option in question.options:
                if option.ticked and option.grade and not option.right:
                    message = f"the option `{option.text}` has `[x]` and is not `Best:`"
                    yield Finding(option.position, message, "Write `[ ]`, or start what follows with `Best:`.")
            graded = [option.grade for option in question.options if option.grade]
            if len(question.options) > 1 and len(graded) == len(question.options) and "best" not in graded:
                hint = "Start what follows the best option with `Best:`."
                yield Finding(question.position, f'the step "{question.text}" has no `Best:`', hint)


RULE = Rule("quiz-grade", Severity.ERROR, __doc__, page=check)
