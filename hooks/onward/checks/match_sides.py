"""A pair to match with a side missing, or partners that cannot be told apart.

Why: the reader chooses the partner of each text among all partners. Two that read the same are both right, and only
one of them would count.

Example: `- Others had more experience. {#experience}` without an arrow; two pairs that end in the same words.

Put it right: write `- one side -> the other {#its-id}`, at least two pairs and at most 26, each partner different.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Matching, Page, Quiz, Severity

MOST = 26
"""Partners are named by letters."""

_FORM = "Write `- one side -> the other {#its-id}`."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("match-sides"):
        if fault.detail == "box":
            yield Finding(fault.position, f"the pair `{fault.found}` has a box", _FORM)
        elif fault.detail == "many":
            yield Finding(fault.position, f"the pair `{fault.found}` has more than one arrow", _FORM)
        else:
            yield Finding(fault.position, f"the pair `{fault.found}` has one side missing", _FORM)
    for block in page.blocks:
        if not isinstance(block, Quiz) or page.faulty(block, "match-sides", "list-place", "block-content"):
            continue
        for exercise in block.exercises:
            if isinstance(exercise, Matching):
                yield from _check(exercise)


def _check(exercise: Matching) -> Iterator[Finding]:
    count = len(exercise.pairs)
    if count < 2:
        found = "one pair" if count else "no pairs"
        yield Finding(exercise.position, f'question "{exercise.text}" has {found}; matching needs at least 2', _FORM)
    if count > MOST:
        message = f'question "{exercise.text}" has {count} pairs; the most is {MOST}'
        yield Finding(exercise.position, message, "Make two questions of it.")
    first: dict[str, int] = {}
    for pair in exercise.pairs:
        same = " ".join(pair.partner.casefold().split())
        if same in first:
            message = f"`{pair.partner}` is the partner of two texts; first on line {first[same]}"
            yield Finding(pair.position, message, "Word one of them in another way.")
        first.setdefault(same, pair.position.line)


RULE = Rule("match-sides", Severity.ERROR, __doc__, page=check)
