"""What a page says, text by text, and where the words of each stand in its file: for the checks of language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onward.blocks.labels import CITATION
from onward.model import Page, Position

_ALT = re.compile(r"!\[([^\[\]]*)\]\(\s*<?\Z")
_UNREAD = re.compile(
    rf"!\[[^\[\]\n]*\]\([^)\n]*\)|{CITATION.pattern}|\]\([^)\n]*\)|\]\[[^\]\n]*\]|\{{(?:[ \t]*[#.]|:)[^{{}}\n]*\}}"
    r"|^[ ]{0,3}<!--[^\n]*-->$",
    re.MULTILINE,
)
"""Images (their texts are texts of their own), citations, addresses, what attr_list or a block reads, and comments."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text that a page says. `raw` is the file from the start of its line on, blank where the text is not."""

    text: str
    position: Position
    raw: str

    def place(self, offset: int) -> Position:
        """Where a character of `raw` stands in the file."""
        before = self.raw[:offset]
        return Position(self.position.line + before.count("\n"), offset - before.rfind("\n"))


def texts(page: Page) -> Iterator[Written]:
    """The description, the passages, and the texts that stand for images."""
    if page.front:
        place = page.front_line("description")
        yield Written(page.front.description, place, "\n".join(page.lines[place.line - 1 : page.body_line - 1]))
    lines = _UNREAD.sub(_blank, "\n".join(page.lines)).split("\n")
    last_lines = page.last_lines()
    raws: dict[int, str] = {}
    for passage in page.passages:
        place = passage.position
        if place.line not in raws:
            raws[place.line] = "\n".join(lines[place.line - 1 : last_lines[place.line]])
        raw = raws[place.line]
        yield Written(passage.text, place, " " * (place.column - 1) + raw[place.column - 1 :])
    for link in page.links:
        if link.image and link.text:
            before = _ALT.search(page.lines[link.position.line - 1][: link.position.column - 1])
            yield Written(link.text, link.position, " " * before.start(1) + before[1] if before else "")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
