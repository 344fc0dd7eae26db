"""What is collected while one page is read, and the places of things in its file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onward.blocks.elements import plain, spelled
from onward.blocks.lines import line_of
from onward.blocks.passages import Collected
from onward.model import Block, Citation, Fault, Fence, FrontMatter, Heading, Link, Page, Passage, Position, Tag
from onward.registry import Registry

DECORATION = "decoration"
"""The class that says of an image that it has nothing to say: `![](leaves.svg){.decoration}`."""


@dataclass(frozen=True, slots=True)
class SeenLink:
    """A link or image while the tree is still being worked on: its element will hold the built address."""

    element: etree.Element
    raw: str
    position: Position


@dataclass(frozen=True, slots=True)
class SeenHeading:
    """A heading before the toc extension has given it its id."""

    element: etree.Element
    level: int
    text: str
    position: Position


@dataclass
class Reading:
    """One page being read: its lines, what the build knows, and what has been found so far.

    `titles` maps the docs path of each page to its title; `lines` are the file's, and `body_line` is where its
    Markdown starts.
    """

    path: str = ""
    lines: Sequence[str] = ()
    body_line: int = 1
    front: FrontMatter | None = None
    registry: Registry = field(default_factory=Registry)
    titles: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fences: tuple[Fence, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    links: list[SeenLink] = field(default_factory=list)
    headings: list[SeenHeading] = field(default_factory=list)
    citations: list[tuple[Citation, SeenHeading | None]] = field(default_factory=list)
    passages: list[Collected] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    _last: dict[tuple[str, int | None], Position] = field(default_factory=dict)

    def fence_at(self, line: int | None) -> Fence | None:
        """The fence that opens on a line, if the scan has seen one there."""
        return next((fence for fence in self.fences if fence.position.line == line), None)

    def line_start(self, line: int | None) -> Position:
        """The first character of a line that is not white space; of the body, if the line is not known."""
        number = line or self.body_line
        text = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        return Position(number, len(text) - len(text.lstrip()) + 1)

    def place(self, element: etree.Element, before: Position | None = None) -> Position:
        """Where an element starts in the file; `before`, if it holds no text that was marked."""
        line = line_of(element)
        return before if before and line is None else self.line_start(line)

    def locate(self, pattern: str, line: int | None, *, peek: bool = False) -> Position | None:
        """Where a pattern's first group stands, looked for from a line on.

        The next look from the same line goes on behind the place that was found, unless this one was a `peek`. One from
        another line does not: blocks are not walked in the order of their lines.
        """
        found = re.compile(pattern)
        last = self._last.get((pattern, line), Position(line or self.body_line, 0))
        for number in range(last.line, len(self.lines) + 1):
            match = found.search(self.lines[number - 1], last.column if number == last.line else 0)
            if match:
                place = Position(number, match.start(1) + 1)
                if not peek:
                    self._last[pattern, line] = place
                return place
        return None

    def locate_address(self, raw: str, line: int | None, *, peek: bool = False) -> Position:
        """Where the address of a link stands: in the link, in a reference, or anywhere."""
        address = re.escape(raw)
        for pattern in (rf"\]\(\s*<?({address})[\s>)]", rf"\]:\s*<?({address})(?=[\s>]|$)", f"({address})"):
            position = self.locate(pattern, line, peek=peek)
            if position:
                return position
        return self.line_start(line)

    def page(self, stash: Sequence[object] = ()) -> Page:
        """All of it as the page's model; called when the tree is finished, so that ids and addresses are final.

        `stash` is where Python-Markdown keeps entities: they are words.
        """
        self.faults.extend(self._unread())
        headings = {
            id(seen): Heading(seen.level, seen.text, seen.element.get("id", ""), seen.position)
            for seen in self.headings
        }
        return Page(
            path=self.path,
            front=self.front,
            lines=tuple(self.lines),
            body_line=self.body_line,
            headings=tuple(headings.values()),
            links=tuple(
                Link(
                    seen.raw,
                    _address(seen.element),
                    seen.position,
                    seen.element.tag == "img",
                    read_as(seen.element, stash),
                    seen.element.find(".//img") is not None,
                    DECORATION in seen.element.get("class", "").split(),
                )
                for seen in self.links
            ),
            citations=tuple(
                Citation(citation.id, citation.position, headings[id(section)].id if section else "")
                for citation, section in self.citations
            ),
            fences=self.fences,
            blocks=tuple(self.blocks),
            faults=tuple(self.faults),
            tags=tuple(self.tags),
            passages=tuple(
                Passage(
                    seen.kind,
                    seen.text,
                    seen.position,
                    headings[id(seen.section)].id if seen.section else "",
                    seen.cites,
                    seen.quiet,
                )
                for seen in self.passages
            ),
        )

    def _unread(self) -> Iterator[Fault]:
        """Blocks that the scan has seen and Python-Markdown has not: they would be shown as text."""
        read = {block.position.line for block in self.blocks}
        for fence in self.fences:
            line, end = fence.position.line, fence.closed
            explained = any(
                line <= fault.position.line <= (end or line) and fault.rule.startswith("block-")
                for fault in self.faults
            )
            if end and line not in read and not fence.inside and not explained:
                yield Fault("block-unread", fence.position, fence.name)


def _address(element: etree.Element) -> str:
    return element.get("src" if element.tag == "img" else "href", "")


def read_as(element: etree.Element, stash: Sequence[object]) -> str:
    """What a reader reads or hears of a link or an image."""
    instead = " ".join(image.get("alt", "") for image in element.iter("img"))
    return plain(element, stash) or spelled(instead, stash).strip()
