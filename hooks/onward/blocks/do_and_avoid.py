"""`/// do-and-avoid`: what to do and what to avoid, side by side."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import add, move, name_of
from onward.blocks.labels import take_apart
from onward.model import DoAndAvoid, Fence, Label, View


class DoAndAvoidBlock(OnwardBlock):
    """Two `###` headings, each with one list: first what to do, then what to avoid."""

    NAME = "do-and-avoid"
    KNOWN = ("id",)
    NEEDED = ("id",)

    def read(self, fence: Fence, content: list[etree.Element]) -> DoAndAvoid:
        parts: list[tuple[etree.Element, list[etree.Element]]] = []
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag == "h3":
                parts.append((element, []))
            elif parts and element.tag == "ul" and not parts[-1][1]:
                parts[-1][1].append(element)
            elif element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
                self.fault("block-content", place, name_of(element), "do-and-avoid")
        sides = tuple(self._side(heading, body) for heading, body in parts)
        return DoAndAvoid(fence, fence.value("id"), fence.title, sides=sides)

    def _side(self, heading: etree.Element, body: list[etree.Element]) -> View:
        title = take_apart(heading.text or "")
        place = self.reading.place(heading)
        if title.label != Label():
            self.fault("stray-syntax", place, f"{{#{title.label.id}}}", "label")
        return View(title.text, title.cites, place, tuple(body))

    def render(self, block: DoAndAvoid, section: etree.Element) -> None:
        self.head(block, section, "do")
        columns = add(section, "div", "onward-do__columns")
        for side, name in zip(block.sides, ("do", "avoid"), strict=False):
            column = add(columns, "div", f"onward-do__side onward-do__side--{name}")
            title = add(column, f"h{self.level + 1}", "onward-do__title", id=f"{block.id}__{name}")
            title.text = self.marked(side.position, f"{side.title} {side.cites}".strip())
            move(column, side.body)
