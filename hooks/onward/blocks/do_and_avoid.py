"""`/// do-and-avoid`: what to do and what to avoid, side by side."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from onward.blocks.elements import add, move
from onward.blocks.parts import PartsBlock
from onward.model import DoAndAvoid, Fence


class DoAndAvoidBlock(PartsBlock):
    """Two `###` headings, each with one list: first what to do, then what to avoid."""

    NAME = "do-and-avoid"
    KNOWN = ("id",)
    NEEDED = ("id",)

    def read(self, fence: Fence, content: list[etree.Element]) -> DoAndAvoid:
        return DoAndAvoid(fence, fence.value("id"), fence.title, sides=self.parts(fence, content))

    def belongs(self, element: etree.Element, body: list[etree.Element]) -> bool:
        return element.tag == "ul" and not body

    def render(self, block: DoAndAvoid, section: etree.Element) -> None:
        self.head(block, section, "do")
        columns = add(section, "div", "onward-do__columns")
        for side, name in zip(block.sides, ("do", "avoid"), strict=False):
            column = add(columns, "div", f"onward-do__side onward-do__side--{name}")
            title = add(column, f"h{self.level + 1}", "onward-do__title", id=f"{block.id}__{name}")
            title.text = self.marked(side.position, f"{side.title} {side.cites}".strip())
            for rows in move(column, side.body).iterfind("ul"):
                rows.set("role", "list")  # A list without bullets is none for Safari unless it says so.
