"""A `was` that names an id which was never released.

Why: no reader has anything saved under it. It may be a slip, or an id that lived between two releases only.

Example: `{#drink was="drink-watter"}`.

Put it right: write the id as docs/_data/ids.yml has it, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build, pages_in_order
from onward.checks.rule import Finding, Rule
from onward.ledger import Homes, IdPath, labelled
from onward.model import Position, Severity
from onward.schema import nearest


def check(build: Build) -> Iterator[Finding]:
    ledger = build.registry.ledger
    if ledger is None:
        return
    pages = list(pages_in_order(build.pages))
    homes = Homes(pages)
    released: dict[IdPath, set[str]] = {}
    for path in ledger.released:
        released.setdefault(homes.find(path).now[:-1], set()).add(path[-1])
    for outer, was, position, page in _old_ids(homes):
        known = released.get(outer, set())
        if was not in known:
            guess = nearest(was, known)
            hint = f"Did you mean `{guess}`?" if guess else "Take it out: nobody has anything saved under it."
            yield Finding(position, f"`{was}` in `was` was never released", hint, path=page)


def _old_ids(homes: Homes) -> Iterator[tuple[IdPath, str, Position, str]]:
    """Every old id: what it was part of, the id, its place and its page."""
    for page, block in homes.blocks.values():
        option = block.fence.option("was")
        place = option.value_position if option else block.position
        yield from (((), was, place, page.path) for was in block.was)
        for path, member in labelled(block):
            yield from ((path[:-1], was, member.position, page.path) for was in member.label.was)


RULE = Rule("was-unknown", Severity.NOTE, __doc__, site=check)
