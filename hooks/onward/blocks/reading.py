"""What is collected while one page is read, and the places of things in its file."""

from __future__ import annotations

import bisect
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onward.blocks.anchors import anchors, raw_addresses, raw_pieces
from onward.blocks.elements import ESCAPE, plain, spelled
from onward.blocks.lines import line_of
from onward.blocks.passages import Collected
from onward.blocks.references import References, reference_faults
from onward.model import (
    Allowance,
    Block,
    Citation,
    Definition,
    Fault,
    Fence,
    FrontMatter,
    Heading,
    Link,
    Page,
    Passage,
    Position,
    Tag,
)
from onward.registry import Registry

TAB = 4
"""The width of a tab for Python-Markdown."""

DECORATION = "decoration"
"""The class that says of an image that it has nothing to say: `![](leaves.svg){.decoration}`."""

_CELL_START = re.compile(r"\w+|\S")
_CELL = re.compile(r"(?:^|\|)[\s*_`\[]*(\w+|[^\s|])")


@dataclass(frozen=True, slots=True)
class SeenLink:
    """A link or image while the tree is still being worked on: its element will hold the built address."""

    element: etree.Element
    raw: str
    position: Position
    written: bool = True


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
    allowances: tuple[Allowance, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    links: list[SeenLink] = field(default_factory=list)
    headings: list[SeenHeading] = field(default_factory=list)
    citations: list[tuple[Citation, SeenHeading | None]] = field(default_factory=list)
    passages: list[Collected] = field(default_factory=list)
    definitions: tuple[Definition, ...] = ()
    references: References = field(default_factory=References)
    _cells: dict[str, list[Position]] = field(default_factory=dict)
    _missed: dict[str, int] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    _last: dict[tuple[str, int | None], Position] = field(default_factory=dict)

    def fence_at(self, line: int | None) -> Fence | None:
        """The fence that opens on a line, if the scan has seen one there."""
        if line is None:
            return None
        index = bisect.bisect_left(self.fences, line, key=lambda fence: fence.position.line)
        return self.fences[index] if index < len(self.fences) and self.fences[index].position.line == line else None

    def line_start(self, line: int | None) -> Position:
        """The first character of a line that is not white space; of the body, if the line is not known."""
        number = line or self.body_line
        text = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        return Position(number, len(text) - len(text.lstrip()) + 1)

    def in_file(self, position: Position) -> Position:
        """The place in the file of a place in the parser's lines, in which tabs are spaces."""
        text = self.lines[position.line - 1] if position.line <= len(self.lines) else ""
        if "\t" not in text:
            return position
        wide = (len(text[:end].expandtabs(TAB)) for end in range(len(text) + 1))
        return Position(
            position.line, next((end for end, size in enumerate(wide) if size >= position.column - 1), len(text)) + 1
        )

    def place(self, element: etree.Element, before: Position | None = None) -> Position:
        """Where an element starts in the file; `before`, if it holds no text that was marked."""
        line = line_of(element)
        return before if before and line is None else self.line_start(line)

    def locate(self, pattern: str, line: int | None, *, peek: bool = False) -> Position | None:
        """Where a pattern's first group stands, looked for from a line on.

        The next look from the same line goes on behind the place that was found, unless this one was a `peek`. One from
        another line does not: blocks are not walked in the order of their lines.
        """
        missed = self._missed.get(pattern, len(self.lines) + 1)
        if (line or self.body_line) >= missed and (pattern, line) not in self._last:
            return None
        found = re.compile(pattern)
        last = self._last.get((pattern, line), Position(line or self.body_line, 0))
        for number in range(last.line, len(self.lines) + 1):
            match = found.search(self.lines[number - 1], last.column if number == last.line else 0)
            if match:
                place = Position(number, match.start(1) + 1)
                if not peek:
                    self._last[pattern, line] = place
                return place
        # It stands nowhere below this place, whoever asks next.
        self._last[pattern, line] = Position(len(self.lines) + 1, 0)
        self._missed[pattern] = min(last.line + (last.column > 0), missed)
        return None

    def locate_cell(self, text: str, line: int) -> Position | None:
        """Where the next cell of a table that starts like this text stands, from a line on."""
        if not self._cells:
            for number, row in enumerate(self.lines, 1):
                for match in _CELL.finditer(row) if "|" in row else ():
                    self._cells.setdefault(match[1], []).append(Position(number, match.start(1) + 1))
        start = _CELL_START.match(text)
        places = self._cells.get(start.group(), []) if start else []
        last = self._last.get((text, None), Position(line, 0))
        index = bisect.bisect_right(places, max(last, Position(line, 0)))
        if index == len(places):
            return None
        self._last[text, None] = places[index]
        return places[index]

    def locate_address(self, raw: str, line: int | None, *, peek: bool = False) -> Position:
        """Where the address of a link stands, or the start of the line."""
        return self.find_address(raw, line, peek=peek) or self.line_start(line)

    def find_address(self, raw: str, line: int | None, *, peek: bool = False) -> Position | None:
        """Where the address of a link stands: in the link, in a reference, or anywhere; None if nowhere.

        Letters that a backslash stands before are placeholders in the tree.
        """
        address = "".join(rf"\\?{re.escape(part)}" if odd else _spaced(part) for odd, part in _escapes(raw))
        patterns = [rf"\]\(\s*<?\s*({address})[\s>)\"']", rf"\]:\s*<?({address})(?=[\s>]|$)"]
        for pattern in [*patterns, f"({address})"] if raw else patterns:
            position = self.locate(pattern, line, peek=peek)
            if position:
                return position
        return None

    def page(self, stash: Sequence[object] = (), root: etree.Element | None = None) -> Page:
        """All of it as the page's model; called when the tree is finished, so that ids and addresses are final.

        `stash` is where Python-Markdown keeps entities (they are words) and raw HTML, `root` is the tree.
        """
        self.faults.extend(self._unread())
        pieces = raw_pieces(stash)
        undefined = [fault.detail.partition(" ")[2] for fault in self.faults if fault.rule == "link-reference"]
        self.faults.extend(reference_faults(self.definitions, self.references, undefined))
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
                    seen.written,
                    DECORATION in seen.element.get("class", "").split(),
                )
                for seen in self.links
            ),
            citations=tuple(
                Citation(citation.id, citation.position, headings[id(section)].id if section else "")
                for citation, section in self.citations
            ),
            fences=self.fences,
            allowances=self.allowances,
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
            anchors=anchors(root, pieces) if root is not None else (),
            raw_addresses=raw_addresses(pieces),
            definitions=self.definitions,
        )

    def _unread(self) -> Iterator[Fault]:
        """Blocks that the scan has seen and Python-Markdown has not: they would be shown as text."""
        read = {block.position.line for block in self.blocks}
        told = [fault.position.line for fault in self.faults if fault.rule.startswith("block-")]
        # One that is never closed, inside of another, is why that one is not read.
        told = sorted([*told, *(fence.position.line for fence in self.fences if fence.closed is None)])
        for fence in self.fences:
            line, end = fence.position.line, fence.closed
            explained = bisect.bisect_left(told, line) < bisect.bisect_right(told, end or line)
            if end and line not in read and not fence.inside and not explained:
                yield Fault("block-unread", fence.position, fence.name)


def _escapes(raw: str) -> Iterator[tuple[bool, str]]:
    """The parts of an address in the tree, and whether a backslash stood before each."""
    last = 0
    for match in ESCAPE.finditer(raw):
        yield False, raw[last : match.start()]
        yield True, chr(int(match[1]))
        last = match.end()
    yield False, raw[last:]


def _spaced(text: str) -> str:
    """The pattern of a text in which a tab became some spaces."""
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", text))


def _address(element: etree.Element) -> str:
    return element.get("src" if element.tag == "img" else "href", "")


def read_as(element: etree.Element, stash: Sequence[object]) -> str:
    """What a reader reads or hears of a link or an image."""
    instead = " ".join(image.get("alt", "") for image in element.iter("img"))
    return plain(element, stash) or spelled(instead, stash).strip()
