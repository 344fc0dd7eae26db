"""`/// steps`: the way through the guide, as a drawn path and a list of links."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import add, lead, name_of, spelled, words
from onward.blocks.labels import take_apart
from onward.blocks.lines import unmarked
from onward.blocks.reading import read_as
from onward.model import Fence, Label, Step, Steps
from onward.text import say

STEPS_ID = "steps"
"""There is one path in the site, so its place needs no name of its own."""

_STOP = re.compile(r"\A\s*[.:]?\s*")

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
        # What does not belong there may be the list.
        if all(element.tag == "section" for element in content):
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
        return Step("", "", "", text, place, place)

    def render(self, block: Steps, section: etree.Element) -> None:
        section.tag = "div"
        section.set("class", "onward-steps")
        section.set("id", block.id)
        if len(block.steps) > 1:
            _draw(section, len(block.steps))
        # Without bullets or numbers of its own, a list is none for Safari unless it says so.
        rows = add(section, "ol", "onward-steps__list", role="list")
        for step in block.steps:
            text = add(add(rows, "li", "onward-step"), "p", "onward-step__text")
            text.text = self.marked(step.position, step.text)

    def settled(self, block: Steps, section: etree.Element) -> Steps:
        return replace(block, steps=tuple(map(self._settled, block.steps, section.iterfind("ol/li"))))

    def _settled(self, step: Step, row: etree.Element) -> Step:
        """The step with the link that its text starts with; on the page that gets a line of its own."""
        text = row[0]
        link = _take_link(text)
        if link is not None:
            text.text = self.marked(step.position, text.text or "")
            name = etree.Element("p", {"class": "onward-step__name"})
            name.text, name.tail = self.marked(step.position, ""), "\n"
            name.append(link)
            row.insert(0, name)
        if not len(text) and not unmarked(text.text or ""):
            row.remove(text)
        return step if link is None else self._leading_to(step, link)

    def _leading_to(self, step: Step, link: etree.Element) -> Step:
        stash = self.md.htmlStash.rawHtmlBlocks
        raw = link.get("href", "")
        target = spelled(raw, stash)
        path = posixpath.join(posixpath.dirname(self.reading.path), unquote(target.partition("#")[0]))
        # The link itself is looked for again when the page's links are read.
        where = self.reading.locate_address(raw, step.position.line, peek=True)
        return replace(
            step,
            name=read_as(link, stash),
            target=target,
            page=posixpath.normpath(path),
            target_position=where,
        )


def _take_link(text: etree.Element) -> etree.Element | None:
    """Take the link out of a text that starts with one, bold or not, and the stop behind it."""
    around = [text]
    while len(around[-1]) and not unmarked(around[-1].text or "").strip():
        first = around[-1][0]
        if first.tag == "a":
            _take_out(first, around[-1])
            for parent, emphasis in reversed(list(pairwise(around))):
                if not len(emphasis) and _STOP.fullmatch(emphasis.text or ""):
                    _take_out(emphasis, parent)
            text.text = _STOP.sub("", unmarked(text.text or ""), count=1)
            return first
        if first.tag not in {"strong", "em"}:
            break
        around.append(first)
    return None


def _take_out(first: etree.Element, parent: etree.Element) -> None:
    """Take the first child out of its parent; what stands behind it stays."""
    parent.text = (parent.text or "") + (first.tail or "")
    first.tail = None
    parent.remove(first)


def _draw(parent: etree.Element, count: int) -> None:
    """The way from stop to stop, once downwards and once across; the style shows the one that fits the screen.

    The stops are the numbers of the list, so that they stay beside its words at every size of letter.
    """
    size = PITCH * count
    picture = add(
        parent,
        "svg",
        "onward-steps__picture",
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
