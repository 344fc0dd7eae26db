"""A side of a conflict that leaves out what advisers on that side say.

Why: a comparison is fair only if each side is there whole. guidance.yml names the pieces of advice of each side.

Example: the box of `which-question` whose first part does not cite `script-why-not-me`.

Put it right: say it in that part and cite it there; or correct the `sides` of the conflict in guidance.yml.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.homes import box_of
from onward.model import Advisers, Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    cited = {(box_of(page, citation), citation.id) for citation in page.citations}
    for block in page.blocks:
        conflict = build.registry.conflict(block.id) if isinstance(block, Advisers) else None
        if not isinstance(block, Advisers) or not conflict or len(block.parts) != len(conflict.sides) + 1:
            continue  # `advisers-differ` says so.
        for number, (part, side) in enumerate(zip(block.parts, conflict.sides, strict=False)):
            missing = [name for name in side.atoms if ((block.id, number), name) not in cited]
            if missing:
                names = ", ".join(f"`{name}`" for name in missing)
                message = f"the side `{part.title}` does not cite {names}"
                yield Finding(part.position, message, "Say it here and cite it.")
        if ((block.id, len(conflict.sides)), block.id) not in cited:
            last = block.parts[-1]
            hint = f"Write [@{block.id}] behind it."
            yield Finding(last.position, f"the last part of `{block.id}` does not cite the resolution", hint)


RULE = Rule("advisers-side", Severity.WARNING, __doc__, page=check, suppressible=True)
