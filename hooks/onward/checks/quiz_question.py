"""A quiz without a question, or options before the first one.

Why: the question is what a screen reader says before each option, and what the reader's answer is saved under.

Example: `/// quiz | …` and right away `- [x] …`.

Put it right: write `### The question? {#its-id}` before the options.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Quiz, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("quiz-question"):
        hint = "Write `### The question? {#its-id}` before the options."
        if fault.detail == "level":
            yield Finding(fault.position, f"the question `{fault.found}` does not start with ###", "Start it with ###.")
        elif fault.detail == "none":
            yield Finding(fault.position, f'quiz "{fault.found}" has no question', hint)
        else:
            yield Finding(fault.position, f'quiz "{fault.found}" has options before its first question', hint)
    for block in page.blocks:
        if isinstance(block, Quiz):
            for heading in block.groups or block.exercises:
                if not heading.text:
                    yield Finding(heading.position, "a question without words", "Write it after ###.")


RULE = Rule("quiz-question", Severity.ERROR, __doc__, page=check)
