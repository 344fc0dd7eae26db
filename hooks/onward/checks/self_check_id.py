"""An area or an outcome of a self-check without an id of its own, or two parts with the same one.

Why: conditions name areas, and other pages name outcomes. All parts of a self-check share one set of ids, because
each is also an address on the page.

Example: `### Preparation` without `{#preparation}`; a question and an outcome that are both called `low-mood`.

Put it right: write `{#id}` behind the title, and another one where two are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.item_id import check_ids
from onward.checks.rule import Finding, Rule
from onward.model import Labelled, Page, SelfCheck, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for block in page.blocks:
        if isinstance(block, SelfCheck):
            yield from check_ids("area", block.areas)
            yield from check_ids("outcome", block.outcomes)
            yield from _across_kinds(block)
            for question in block.questions:
                if question.label.id == "scale":
                    message = "the question id `scale` is that under which the answers of the scale are released"
                    yield Finding(question.position, message, "Give the question another id.")


def _across_kinds(block: SelfCheck) -> Iterator[Finding]:
    """Ids that two kinds of parts have; the same id twice in one kind is named as that."""
    kinds: tuple[tuple[str, tuple[Labelled, ...]], ...] = (
        ("question", block.questions),
        ("area", block.areas),
        ("statement", tuple(statement for area in block.areas for statement in area.statements)),
        ("outcome", block.outcomes),
    )
    first: dict[str, tuple[str, int]] = {}
    for kind, parts in kinds:
        for part in parts:
            name = part.label.id
            other, line = first.setdefault(name, (kind, part.position.line))
            if name and other != kind:
                message = f"the {kind} id `{name}` is that of the {other} on line {line}, too"
                yield Finding(part.position, message, f"Give the {kind} another id.")


RULE = Rule("self-check-id", Severity.ERROR, __doc__, page=check)
