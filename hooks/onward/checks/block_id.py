"""Two blocks have the same id, or one has had the id of another.

Why: what a reader ticks is saved under the block's id, for the whole site. Two blocks with one id would share their
ticks.

Example: a checklist copied to a second page with its `id`.

Put it right: give the second block an id of its own; `was` names only ids that no block has any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build, pages_in_order
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    yield from _same(build)
    yield from _old(build)


def _same(build: Build) -> Iterator[Finding]:
    first: dict[str, tuple[str, int]] = {}
    for page in pages_in_order(build.pages):
        for block in page.blocks:
            option = block.fence.option("id") or block.fence.option("conflict")
            if not block.id or option is None:
                continue
            if block.id not in first:
                first[block.id] = page.path, option.position.line
                continue
            path, line = first[block.id]
            where = f"line {line}" if path == page.path else f"{build.file(path)}:{line}"
            message = f"duplicate block id `{block.id}`; first on {where}"
            hint = "Give this block another id: a reader's ticks would be shared by both."
            yield Finding(option.value_position, message, hint, path=page.path)


def _old(build: Build) -> Iterator[Finding]:
    blocks = [(page.path, block) for page in pages_in_order(build.pages) for block in page.blocks]
    taken = {block.id for _, block in blocks}
    for path, block in blocks:
        option = block.fence.option("was")
        for was in block.was if option else ():
            if was in taken and option:
                message = f"`was` names `{was}`, an id that another block has"
                hint = "An old id goes with one block, and is no longer in use."
                yield Finding(option.value_position, message, hint, path=path)
        taken.update(block.was)


RULE = Rule("block-id", Severity.ERROR, __doc__, site=check)
