"""Where each piece of advice stands in the guide: the citations of all pages, by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onward.blocks import BY_NAME
from onward.build import Build, pages_in_order
from onward.model import Advisers, Citation, Page
from onward.registry import Registry
from onward.schema import is_id


@dataclass(frozen=True, slots=True)
class Place:
    """A place where an entry is cited. `conflict` is the id of the box that it stands in, `side` its number from 0.

    Outside a box they are empty and -1.
    """

    path: str
    section: str
    citation: Citation
    conflict: str = ""
    side: int = -1


def places(build: Build) -> dict[str, list[Place]]:
    """Every place of every entry that is cited, in the order of the pages."""
    found: dict[str, list[Place]] = {}
    for page in pages_in_order(build.pages):
        for citation in page.citations:
            conflict, side = box_of(page, citation)
            found.setdefault(citation.id, []).append(Place(page.path, citation.section, citation, conflict, side))
    return found


def box_of(page: Page, citation: Citation) -> tuple[str, int]:
    """The conflict whose box a citation stands in and the number of the side; the last part is the resolution."""
    for block in page.blocks:
        if isinstance(block, Advisers) and block.position < citation.position:
            last = block.fence.closed or block.position.line
            if citation.position.line <= last:
                before = [part for part in block.parts if part.position.line <= citation.position.line]
                return block.id, len(before) - 1
    return "", -1


def unseen(page: Page, build: Build) -> bool:
    """Whether a page may have blocks that nobody has read, or not as what they are.

    What they hold is not missing, it cannot be seen: a rule of the block says why.
    """
    return page_unread(page, build) or any(
        isinstance(block, Advisers) and not build.registry.conflict(block.id) for block in page.blocks
    )


def page_unread(page: Page, build: Build) -> bool:
    """Whether a page has a block that is not closed, not read or has no right id; or was not read at all."""
    source = build.sources.get(page.path)
    if source is not None and not source.readable:
        return True
    seen = {block.position for block in page.blocks}
    if any(not fence.closed or fence.position not in seen for fence in page.fences):
        return True
    if any(fault.rule in {"block-option", "block-name", "block-unread"} for fault in page.faults):
        return True
    wanting = (block for block in page.blocks if any(key in _IDS for key in BY_NAME[block.fence.name].NEEDED))
    return any(not is_id(block.id) for block in wanting)


_IDS = {"id", "conflict"}
"""The options that give a block its id."""


def page_of(build: Build, name: str) -> str:
    """The docs path of a page that `guidance.yml` names, or an empty text."""
    path = f"{name}.md"
    return path if path in build.sources else ""


def conflicts_with(registry: Registry, atom_id: str) -> Iterator[str]:
    """The conflicts on one of whose sides a piece of advice stands."""
    for entry_id in registry.entries:
        conflict = registry.conflict(entry_id)
        if conflict and any(atom_id in side.atoms for side in conflict.sides):
            yield entry_id
