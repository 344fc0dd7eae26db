"""`/// steps`: the way through the guide, as a drawn path and a list of links."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from urllib.parse import unquote

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import add, lead, name_of, words
from onward.blocks.labels import take_apart
from onward.model import Fence, Label, Step, Steps
from onward.text import say

STEPS_ID = "steps"
"""There is one path in the site, so its place needs no name of its own."""

_LINK = re.compile(r"\s*(\*\*|__)?\[([^\[\]]+)\]\(\s*<?([^\s<>()]+)>?\s*\)")
_AFTER_LINK = re.compile(r"[.:]?(?:\*\*|__)?[.:]?\s*")

PITCH = 100
"""From one stop to the next in the drawing, which is stretched to the list: its units are no lengths on the screen."""


class StepsBlock(OnwardBlock):
    """One numbered list; each item starts with a link to a page, whose words are the step's short name."""

    NAME = "steps"
    KNOWN = ()

    def read(self, fence: Fence, content: list[etree.Element]) -> Steps:
        steps: list[Step] = []
        place = fence.position
        lists = 0
        for element in content:
            place = self.reading.place(element, place)
            if element.tag == "ol" and not lists:
                lists += 1
                steps.extend(self._step(child) for child in element)
            elif element.tag == "ul" and not lists:
                lists += 1
                self.fault("steps", place, detail="unordered")
            elif element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
                self.fault("block-content", place, name_of(element), "steps")
        if not lists:
            self.fault("steps", fence.position, fence.title, "none")
        return Steps(fence, STEPS_ID, fence.title, steps=tuple(steps))

    def _step(self, element: etree.Element) -> Step:
        place = self.reading.place(element)
        raw, more = lead(element)
        for child in more:
            self.fault("block-content", self.reading.place(child, place), name_of(child), "steps")
        parts = take_apart(raw)
        if parts.label != Label():
            self.fault("stray-syntax", place, f"{{#{parts.label.id}}}", "label")
        text = f"{parts.text} {parts.cites}".strip()
        link = _LINK.match(text)
        if not link:
            return Step("", "", "", text, place, place)
        target = link[3]
        path = posixpath.join(posixpath.dirname(self.reading.path), unquote(target.partition("#")[0]))
        after = _AFTER_LINK.match(text, link.end())
        rest = text[after.end() if after else link.end() :]
        where = self.reading.locate(rf"\]\(\s*<?({re.escape(target)})[\s>)]", place.line) or place
        return Step(link[2].strip(), target, posixpath.normpath(path), rest, place, where)

    def render(self, block: Steps, section: etree.Element) -> None:
        section.tag = "div"
        section.set("class", "onward-steps")
        section.set("id", block.id)
        if len(block.steps) > 1:
            _draw(section, len(block.steps))
        rows = add(section, "ol", "onward-steps__list")
        for step in block.steps:
            row = add(rows, "li", "onward-step")
            if step.target:
                name = add(row, "p", "onward-step__name")
                name.text = self.marked(step.position, f"[{step.name}]({step.target})")
            if step.text:
                add(row, "p", "onward-step__text").text = self.marked(step.position, step.text)


def _draw(parent: etree.Element, count: int) -> None:
    """The way from stop to stop, once downwards and once across; the style shows the one that fits the screen.

    The stops are the numbers of the list, so that they stay beside its words at every size of letter.
    """
    size = PITCH * count
    picture = add(
        parent,
        "svg",
        "onward-steps__picture onward-drawing",
        role="img",
        aria_labelledby="__steps-picture",
        viewBox=f"0 0 {size} {size}",
        preserveAspectRatio="none",
        focusable="false",
    )
    add(picture, "title", id="__steps-picture").text = words(say("steps_picture", count=count))
    for name in ("down", "across"):
        curve = _way(count, size, across=name == "across")
        kind = f"onward-steps__way onward-steps__way--{name}"
        add(picture, "path", kind, d=curve, vector_effect="non-scaling-stroke")


def _way(count: int, size: int, *, across: bool) -> str:
    """A curve that leads from stop to stop and changes its side at each, as path data."""
    sides = [size * (number % 2) for number in range(count)]

    def point(along: int, side: int) -> str:
        return f"{along} {side}" if across else f"{side} {along}"

    curve = f"M{point(0, sides[0])}"
    for number in range(1, count):
        start, end = PITCH * (number - 1), PITCH * number
        half = (start + end) // 2
        curve += f" C{point(half, sides[number - 1])} {point(half, sides[number])} {point(end, sides[number])}"
    return curve
