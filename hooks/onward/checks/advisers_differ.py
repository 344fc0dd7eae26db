"""A block of differing advisers that does not show its conflict.

Why: the reader sees honest differences: each side of the conflict in guidance.yml once, and then when each applies.

Example: a conflict with two sides and only one `###`.

Put it right: write a `###` for each side, in the order of guidance.yml, and a last one for when each applies.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Advisers, Page, Severity
from onward.registry import Conflict
from onward.schema import nearest


def check(page: Page, build: Build) -> Iterator[Finding]:
    conflicts = [entry.id for entry in build.registry.entries.values() if isinstance(entry, Conflict)]
    if not conflicts:
        return  # The data file itself cannot be read, and says so.
    for block in page.blocks:
        if not isinstance(block, Advisers) or not block.id:
            continue
        option = block.fence.option("conflict")
        conflict = build.registry.conflict(block.id)
        if conflict is None:
            guess = nearest(block.id, conflicts)
            hint = f"Did you mean `{guess}`?" if guess else "The conflicts stand in docs/_data/guidance.yml."
            position = option.value_position if option else block.position
            yield Finding(position, f"no conflict `{block.id}` in guidance.yml", hint)
        elif len(block.parts) != len(conflict.sides) + 1:
            message = (
                f"the conflict `{block.id}` has {len(conflict.sides)} sides, so the block needs "
                f"{len(conflict.sides) + 1} headings; it has {len(block.parts)}"
            )
            yield Finding(block.position, message, "Write ### for each side and a last one for when each applies.")


RULE = Rule("advisers-differ", Severity.ERROR, __doc__, page=check)
