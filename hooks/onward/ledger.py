"""The ledger of ids, `docs/_data/ids.yml`: every id that was ever released, as readers' choices are saved under them.

An id is entered with what it is part of: `block`, `block/item`, `block/question/option`. In the code that is a tuple,
and called a path. The ledger only grows; what was given up on purpose is named under `retired` as well, with a reason.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from onward.model import START, Block, Labelled, Page, Position
from onward.schema import Strict, Text
from onward.yaml_tree import read

NAME = "ids.yml"

_PART = "[a-z0-9]+(?:-[a-z0-9]+)*"
Joined = Annotated[str, StringConstraints(pattern=f"^{_PART}(?:/{_PART})*$")]
"""A path as the file has it."""

IdPath = tuple[str, ...]

NEW = """\
# The ids under which readers' choices are saved: all that were ever released, block, block/item, block/question/option.
# An id that is to go, and has not become another (`was`), is named under `retired`, for example:
#     retired:
#     - id: first-24-hours/leave-reply
#       reason: The advice was withdrawn.
retired: []

# Written by `python -m onward release-ids`, at each release. Nothing is ever taken out.
released: []
"""


class Retired(Strict):
    """An id that was given up on purpose."""

    id: Joined
    reason: Text


class IdsFile(Strict):
    """`ids.yml`."""

    retired: list[Retired] = Field(default_factory=list)
    released: list[Joined]


@dataclass(frozen=True)
class Ledger:
    """The released and the retired ids, each with its place in the file."""

    released: Mapping[IdPath, Position] = field(default_factory=dict)
    retired: Mapping[IdPath, Position] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What has become of a path in the pages of today.

    `now` is the path with the ids of today, as far as they are known: the first `known` of them. `page` and `block`
    are where it is or was part of, None if the block is gone; `position` is that of the innermost part that is there.
    """

    now: IdPath
    known: int
    page: Page | None = None
    block: Block | None = None
    position: Position = START

    @property
    def gone(self) -> IdPath | None:
        """The outermost part that is gone, if one is."""
        return self.now[: self.known + 1] if self.known < len(self.now) else None


class Homes:
    """The blocks of today that save choices, by the ids of today and by those that they had before."""

    def __init__(self, pages: Iterable[Page]) -> None:
        every = [(page, block) for page in pages for block in _own(page) if block.id]
        self.blocks = {block.id: (page, block) for page, block in every if any(block.members())}
        renamed = ((old, block.id) for _, block in self.blocks.values() for old in block.was)
        self._heirs = {old: new for old, new in renamed if old not in self.blocks}

    def find(self, path: IdPath) -> Found:
        """Follow a path through `was`."""
        home = self.blocks.get(self._heirs.get(path[0], path[0]))
        if home is None:
            return Found(path, 0)
        page, block = home
        now: IdPath = (block.id,)
        position = block.position
        for name in path[1:]:
            member = _named(name, [member for own, member in labelled(block) if own[:-1] == now])
            if member is not None:
                now, position = (*now, member.label.id), member.position
            elif any(own[:-1] == (*now, name) for own, _ in labelled(block)):
                now = (*now, name)  # A scope that is no member of its own, such as a self-check's scale.
            else:
                break
        return Found((*now, *path[len(now) :]), len(now), page, block, position)

    def paths(self) -> Iterator[IdPath]:
        """Every id of today under which choices are saved, and of what these are part."""
        for _, block in self.blocks.values():
            yield (block.id,)
            yield from (path for path, _ in labelled(block) if all(path))


def _own(page: Page) -> Sequence[Block]:
    """The blocks of a page for readers: the examples for editors are released to nobody."""
    return () if page.for_editors else page.blocks


def labelled(block: Block) -> Iterator[tuple[IdPath, Labelled]]:
    """The members of a block, each with its path."""
    for group in block.members():
        outer = (block.id, group.scope) if group.scope else (block.id,)
        yield from (((*outer, member.label.id), member) for member in group.members)


def _named(name: str, among: Sequence[Labelled]) -> Labelled | None:
    """The member that has this id, or that had it before."""
    now = (member for member in among if member.label.id == name)
    return next(chain(now, (member for member in among if name in member.label.was)), None)


def grown(text: str, paths: Iterable[IdPath]) -> str:
    """The text of the file with these paths released, in their order; what stands around the list stays as it is."""
    lines = text.splitlines()
    keys = {loc[0]: place.line - 1 for loc, place in read(text).keys.items() if len(loc) == 1}
    start = keys["released"]
    end = min((line for line in keys.values() if line > start), default=len(lines))
    while lines[end - 1].strip() == "" or lines[end - 1].startswith("#"):
        end -= 1
    listed = [f"- {_scalar(path)}" for path in sorted(set(paths))]
    own = ["released:", *listed] if listed else ["released: []"]
    return "\n".join([*lines[:start], *own, *lines[end:], ""])


def _scalar(path: IdPath) -> str:
    """A path as YAML: an id alone may look like a number or a truth value."""
    joined = "/".join(path)
    return f'"{joined}"' if joined.isdigit() or joined in {"true", "false", "null"} else joined


def write(file: Path, text: str) -> None:
    """Write the file in one step, so that no half of it is ever there.

    Raises:
        OSError: if the folder cannot be written to.
    """
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".") as beside:
        new = Path(beside, file.name)
        new.write_bytes(text.encode())
        new.replace(file)
