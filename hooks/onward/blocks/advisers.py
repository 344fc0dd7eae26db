"""`/// advisers-differ`: what one side says, what the other says, and when each applies."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from onward.blocks.elements import add, move, words
from onward.blocks.parts import PartsBlock
from onward.model import Advisers, Fence, View
from onward.text import TEXT


class AdvisersBlock(PartsBlock):
    """`###` headings with paragraphs: one for each side of the conflict in `guidance.yml`, then the resolution."""

    NAME = "advisers-differ"
    KNOWN = ("conflict",)
    NEEDED = ("conflict",)

    def read(self, fence: Fence, content: list[etree.Element]) -> Advisers:
        return Advisers(fence, fence.value("conflict"), fence.title, parts=self.parts(fence, content))

    def belongs(self, element: etree.Element, body: list[etree.Element]) -> bool:
        return element.tag in {"p", "ul", "ol"}

    def render(self, block: Advisers, section: etree.Element) -> None:
        title = self.head(block, section, "advisers")
        label = add(title, "span", "onward-advisers__label")
        _draw_sign(label).tail = words(TEXT["advisers_differ"])
        label.tail = f" {title.text}"
        title.text = None
        conflict = self.reading.registry.conflict(block.id)
        sides = list(conflict.sides) if conflict else []
        level = f"h{self.level + 1}"
        views = add(section, "div", "onward-views")
        for number, part in enumerate(block.parts[:-1]):
            view = add(views, "div", "onward-view")
            add(view, level, "onward-view__title", id=f"{block.id}__view-{number + 1}").text = self._title(part)
            move(view, part.body)
            if number < len(sides):
                add(view, "p", "onward-view__who").text = words(self._who(sides[number].atoms))
        for part in block.parts[-1:]:
            resolution = add(section, "div", "onward-resolution")
            add(resolution, level, "onward-resolution__title", id=f"{block.id}__when").text = self._title(part)
            move(resolution, part.body)

    def _title(self, part: View) -> str:
        return self.marked(part.position, f"{part.title} {part.cites}".strip())

    def _who(self, atoms: list[str]) -> str:
        """Who takes a side, each adviser once, in the order of the conflict's pieces of advice."""
        registry = self.reading.registry
        names = [
            attribution.words
            for atom in atoms
            if (entry := registry.entries.get(atom))
            for attribution in registry.who(entry)
        ]
        return "; ".join(dict.fromkeys(names))


def _draw_sign(parent: etree.Element) -> etree.Element:
    """Two paths that part and meet again. The words beside it say what it means, so it is silent."""
    sign = add(
        parent,
        "svg",
        "onward-advisers__sign",
        viewBox="0 0 48 20",
        aria_hidden="true",
        focusable="false",
    )
    for side in (3, 17):
        curve = f"M2 10 H7 C14 10 13 {side} 20 {side} H28 C35 {side} 34 10 41 10 H46"
        add(sign, "path", "onward-advisers__way", d=curve)
    return sign
