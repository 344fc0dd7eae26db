"""A condition of an outcome that cannot be read, or that names what does not exist.

Why: a condition is evaluated for every reader. One that names nothing would never hold, in silence.

Example: `When: preperation is highest`, where the area is called `preparation`; `When: stage = early`.

Put it right: write clauses joined by `and`: `AREA is highest`, `AREA is at least 3`, `QUESTION is OPTION or OPTION`;
or `otherwise` alone, for those whom nothing else fits. The line stands right below the title, with a blank line
after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Clause, Named, Page, SelfCheck, Severity
from onward.schema import listing, nearest

FORM = (
    "Write `AREA is highest`, `AREA is at least 3` or `QUESTION is OPTION or OPTION`, joined by `and`; or `otherwise`."
)
PLACES = {
    "place": ("this stands before the `When:` line of `{}`", "Write `When: …` right below the title."),
    "twice": ("a second `When:` line for `{}`", "Join the two with `and`, or write a second outcome."),
    "blank-line": ("the `When:` line of `{}` goes on", "End it on one line, and leave a blank line after it."),
}


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("self-check-condition"):
        if fault.detail == "colon":
            hint = f"Write `When: {fault.found}`."
            yield Finding(fault.position, "the colon is missing behind `When`", hint)
        elif fault.detail == "unread":
            found = f"`{fault.found}` is no condition" if fault.found else "a condition is missing"
            yield Finding(fault.position, found, FORM)
        else:
            message, hint = PLACES[fault.detail]
            yield Finding(fault.position, message.format(fault.found), hint)
    boxless = {fault.position.line for fault in page.faults_of("self-check-parts") if fault.detail == "no-box"}
    for block in page.blocks:
        if isinstance(block, SelfCheck):
            # An option that could not be read may be the one that a condition names.
            yield from _check(block, all_read=boxless.isdisjoint(range(block.position.line, page.last_of(block) + 1)))


def _check(block: SelfCheck, *, all_read: bool) -> Iterator[Finding]:
    first = 0
    for outcome in block.outcomes:
        for clause in outcome.clauses:
            if clause.kind != "otherwise":
                yield from _names(block, clause, all_read=all_read)
            elif len(outcome.clauses) > 1:
                yield Finding(clause.subject.position, "`otherwise` stands with other conditions", "Write it alone.")
            elif first:
                message = f"a second outcome for `otherwise`; the first is on line {first}"
                yield Finding(clause.subject.position, message, "Write one, or give this one a condition of its own.")
            else:
                first = clause.subject.position.line


def _names(block: SelfCheck, clause: Clause, *, all_read: bool) -> Iterator[Finding]:
    areas = [area.label.id for area in block.areas if area.label.id]
    questions = {question.label.id: question for question in block.questions if question.label.id}
    subject = clause.subject
    if clause.kind == "options":
        question = questions.get(subject.id)
        if question is None:
            if subject.id in areas:
                hint = f"Write `{subject.id} is highest` or `{subject.id} is at least 3`."
                yield Finding(subject.position, f"`{subject.id}` is an area, and has no options", hint)
            else:
                yield _unknown(subject, "question", list(questions))
            return
        known = [choice.label.id for choice in question.choices]
        for option in clause.options:
            if all_read and option.id not in known:
                yield _unknown(option, "option", known, f" of `{subject.id}`")
    elif subject.id in questions:
        hint = f"Write `{subject.id} is OPTION`, with the id of an option."
        yield Finding(subject.position, f"`{subject.id}` is a question, and has no total", hint)
    elif subject.id not in areas:
        yield _unknown(subject, "area", areas)


def _unknown(found: Named, kind: str, known: Sequence[str], of: str = "") -> Finding:
    guess = nearest(found.id, known)
    some = f"The {kind}s are {listing(known, 'and')}." if known else f"This self-check has no {kind}s."
    message = f"there is no {kind} `{found.id}`{of}"
    return Finding(
        found.position, message, f"Did you mean `{guess}`? {some if known[1:] else ''}".strip() if guess else some
    )


RULE = Rule("self-check-condition", Severity.ERROR, __doc__, page=check)
