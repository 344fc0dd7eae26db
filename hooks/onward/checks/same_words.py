"""Two things that a reader has to tell apart have the same words.

Why: nobody can choose between two options that read the same, and an item that stands twice is ticked once. Capitals,
full stops and bold letters make no difference.

Example: `- [ ] Thank them {#thank}` and, in the same checklist, `- [ ] Thank them. {#thank-them}`.

Put it right: word one of them in another way, or take it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Labelled, Message, Page, Severity

LIGHT = {"item", "question", "line", "statement"}
"""Things whose readers are only puzzled; two of the others cannot be told apart."""

ELSEWHERE = {"step", "pair"}
"""Those have rules of their own: `order-steps` and `match-sides`; so has what a message has twice."""


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        for group in block.members():
            if group.kind not in ELSEWHERE and not isinstance(block, Message):
                yield from _check(group.kind, group.members)


def _check(kind: str, members: Sequence[Labelled]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for member in members:
        words = same(member.text)
        if words and words in first:
            hint = "Word one of them in another way, or take it out."
            severity = Severity.WARNING if kind in LIGHT else None
            yield Finding(member.position, f"duplicate {kind}; first on line {first[words]}", hint, severity=severity)
        first.setdefault(words, member.position.line)


def same(text: str) -> str:
    """What is left of a text when it is only read: its words, in lower case."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


RULE = Rule("same-words", Severity.ERROR, __doc__, page=check)
