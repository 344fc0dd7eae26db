"""A self-check whose parts are not an area, a question or an outcome, or stand in the wrong order.

Why: what stands below a `###` says what it is. A list without boxes makes it an area with statements, a list with
boxes a question, a line `When: …` an outcome. Outcomes come last, because they are shown below the answers.

Example: `### Preparation {#preparation}` with nothing below it, a question with one option, or an outcome that
stands before a question.

Put it right: write statements as `- Text {#its-id}`, at least two options as `- [ ] Text {#its-id}`, and outcomes as
`When: …`, a blank line, and what to read. A ticked box is taken for a wrong answer elsewhere; here none is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.boxes import without_box
from onward.checks.rule import Finding, Rule
from onward.model import Area, Criterion, Page, SelfCheck, Severity

EMPTY = "Write statements as `- Text {#its-id}`, options as `- [ ] Text {#its-id}`, or `When: …` and what to read."
SAID = {
    "level": ("the part `{}` does not start with ###", "Start it with ###."),
    "late": ("`{}` stands behind an outcome", "Move the outcomes to the end of the block."),
    "ticked": ("the option `{}` is ticked", "Write `- [ ]`: no answer of a self-check is the right one."),
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("self-check-parts"):
        if fault.detail == "no-box":
            hint = "Start it with `- [ ] `, or take the boxes away from the others."
            yield Finding(fault.position, *without_box("option", fault.found, hint))
            continue
        message, hint = SAID[fault.detail]
        yield Finding(fault.position, message.format(fault.found), hint)
    for block in page.blocks:
        # What could not be read may be what is missing.
        if isinstance(block, SelfCheck) and not page.faulty(
            block, "self-check-parts", "list-place", "block-content", "self-check-condition"
        ):
            yield from _check(block)


def _check(block: SelfCheck) -> Iterator[Finding]:
    if not block.parts:
        hint = "Write `### The question? {#its-id}` with options, or `### The area {#its-id}` with statements."
        yield Finding(block.position, f'self-check "{block.title}" has nothing to answer', hint)
    elif not block.outcomes:
        hint = "Write `### Its title {#its-id}`, then `When: …`, then what to read."
        yield Finding(block.position, f'self-check "{block.title}" has no outcome', hint)
    added = {area.id for question in block.questions for choice in question.choices for area, _ in choice.adds}
    for part in (*block.parts, *block.outcomes):
        if not part.text:
            yield Finding(part.position, "a part without words", "Write its title after ###.")
        elif isinstance(part, Area):
            yield from _area(part, added=part.label.id in added)
        elif isinstance(part, Criterion):
            yield from _question(part)
        elif not part.body:
            message = f"the outcome `{part.text}` recommends nothing"
            yield Finding(part.position, message, "Write what to read or to do below its `When:` line.")


def _area(area: Area, *, added: bool) -> Iterator[Finding]:
    if not area.statements and not added:
        yield Finding(area.position, f"nothing stands under `{area.text}`, and no option adds to it", EMPTY)
    for statement in area.statements:
        if not statement.text:
            yield Finding(statement.position, "a statement without words", "Write it behind the `-`.")


def _question(question: Criterion) -> Iterator[Finding]:
    if len(question.choices) < 2:
        message = f"question `{question.text}` has one option; a question needs at least 2"
        yield Finding(question.position, message, "Add `- [ ] Text {#its-id}`.")
    for choice in question.choices:
        if not choice.text:
            yield Finding(choice.position, "an option without words", "Write it behind the box.")


RULE = Rule("self-check-parts", Severity.ERROR, __doc__, page=check)
