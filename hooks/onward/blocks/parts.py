"""What blocks of parts share: `###` headings, each with what stands below it."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from abc import abstractmethod

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import name_of
from onward.blocks.labels import take_apart
from onward.model import Fence, Label, Position, View


class PartsBlock(OnwardBlock):
    """Each `###` starts a part; what does not belong below one is a fault."""

    @abstractmethod
    def belongs(self, element: etree.Element, body: list[etree.Element]) -> bool:
        """Whether an element may stand in a part, behind what the part has already."""

    def parts(self, fence: Fence, content: list[etree.Element]) -> tuple[View, ...]:
        """The parts, in their order."""
        parts: list[tuple[etree.Element, Position, list[etree.Element]]] = []
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag == "h3":
                parts.append((element, self._place(element, place), []))
            elif parts and self.belongs(element, parts[-1][2]):
                parts[-1][2].append(element)
            elif element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
                self.fault("block-content", place, name_of(element), self.NAME)
        return tuple(self._part(*part) for part in parts)

    def _place(self, heading: etree.Element, before: Position) -> Position:
        """A heading without words carries no mark of its line."""
        if heading.text:
            return before
        return self.reading.locate(r"^[\s>]*(#{3})[\s#]*$", before.line) or before

    def _part(self, heading: etree.Element, place: Position, body: list[etree.Element]) -> View:
        title = take_apart(heading.text or "")
        if title.label != Label():
            self.fault("stray-syntax", place, f"{{#{title.label.id}}}", "label")
        return View(title.text, title.cites, place, tuple(body))
