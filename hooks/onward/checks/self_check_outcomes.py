"""A self-check in which an outcome can never be shown, an area leads nowhere, or some answers lead to nothing.

Why: whoever answers must get something to go on with, and whatever is written must be there for somebody. The build
walks through all answers, those that leave things out included, and proves both.

Example: `When: stress is at least 9`, where all answers together count 8; no `When: otherwise` for those who answer
`No` to everything.

Put it right: change the condition that the message names, or write an outcome with `When: otherwise`. Where there are
more answers than can be walked, make two self-checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Outcome, Page, SelfCheck, Severity
from onward.outcomes import MOST_ANSWERS, MOST_STATES, self_check_data
from onward.schema import nearest

WRONG = (
    "block-content",
    "list-place",
    "block-option",
    "self-check-parts",
    "self-check-points",
    "self-check-condition",
)


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        if isinstance(block, SelfCheck) and not page.faulty(block, *WRONG) and block.parts and block.outcomes:
            yield from _areas(block)
            if _sound(block):
                yield from _proof(block, build)


def _areas(block: SelfCheck) -> Iterator[Finding]:
    named = {clause.subject.id for outcome in block.outcomes for clause in outcome.clauses}
    known = {area.label.id for area in block.areas}
    # What is misspelt there may be this one.
    misspelt = {
        nearest(clause.subject.id, known)
        for outcome in block.outcomes
        for clause in outcome.clauses
        if clause.kind in {"highest", "least"} and clause.subject.id not in known
    }
    added = {area.id for question in block.questions for choice in question.choices for area, _ in choice.adds}
    for area in block.areas:
        # One that nothing adds to is empty, and named as that.
        if area.label.id not in {"", *named, *misspelt} and (area.statements or area.label.id in added):
            hint = f"Write an outcome with `When: {area.label.id} is highest`."
            yield Finding(area.position, f"no outcome depends on the area `{area.text}`", hint)


def _sound(block: SelfCheck) -> bool:
    """Whether everything that is named exists, once: what does not is reported by other rules."""
    areas = {area.label.id for area in block.areas}
    options = {question.label.id: {choice.label.id for choice in question.choices} for question in block.questions}
    clauses = [clause for outcome in block.outcomes for clause in outcome.clauses]
    statements = [statement for area in block.areas for statement in area.statements]
    ids = [each.label.id for each in (*statements, *block.parts, *block.outcomes)]
    return (
        all(ids)
        and len(set(ids)) == len(ids)
        and (bool(block.scale) or not any(area.statements for area in block.areas))
        and all(area.id in areas for each in block.questions for choice in each.choices for area, _ in choice.adds)
        and all(clause.subject.id in areas for clause in clauses if clause.kind in {"highest", "least"})
        and all(
            {option.id for option in clause.options} <= options.get(clause.subject.id, set())
            for clause in clauses
            if clause.kind == "options"
        )
        and not any(outcome.otherwise and len(outcome.clauses) > 1 for outcome in block.outcomes)
        and sum(outcome.otherwise for outcome in block.outcomes) <= 1
    )


def _proof(block: SelfCheck, build: Build) -> Iterator[Finding]:
    data = self_check_data(block)
    count = len(data["members"])
    proof = build.prove(data)
    if proof is None:
        found = f"{count} statements and questions" if count > MOST_ANSWERS else f"more than {MOST_STATES:,} results"
        most = f"{MOST_ANSWERS}" if count > MOST_ANSWERS else f"{MOST_STATES:,}"
        message = f'self-check "{block.title}" has {found}; {most} can be proved'
        yield Finding(block.position, message, "Take something out, or make two self-checks.")
        return
    for name, held in proof.unreached:
        outcome = next(each for each in block.outcomes if each.label.id == name)
        hint = _impossible(outcome) or "No answers make its condition true: ask for fewer points, or for less at once."
        if held:
            hint = "Whenever its condition holds, two other outcomes for the highest total come first."
        if outcome.otherwise:
            hint = "All answers have another outcome: take this one out, or make a condition narrower."
        yield Finding(outcome.when, f"the outcome `{outcome.text}` can never be shown", hint)
    if proof.without is not None:
        hint = "Write an outcome for them, or one with `When: otherwise`."
        yield Finding(block.position, f"no outcome for these answers: {_spelled(proof.without)}", hint)


def _impossible(outcome: Outcome) -> str:
    """What to write where a condition asks for two answers to one question."""
    asked: dict[str, list[str]] = {}
    for clause in outcome.clauses:
        if clause.kind == "options":
            asked.setdefault(clause.subject.id, []).extend(option.id for option in clause.options)
    for question, options in asked.items():
        if sum(clause.subject.id == question for clause in outcome.clauses) > 1:
            either = " or ".join(dict.fromkeys(options))
            return f"`{question}` has one answer. If any of these will do, write `{question} is {either}`."
    return ""


def _spelled(answers: Mapping[str, str]) -> str:
    """Answers as an editor knows them: by the ids that stand in the file."""
    return ", ".join(f"`{member}` is `{option}`" for member, option in answers.items())


RULE = Rule("self-check-outcomes", Severity.ERROR, __doc__, page=check)
