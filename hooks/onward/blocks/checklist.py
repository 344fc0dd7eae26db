"""`/// checklist`: things to do, each with a box."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import ClassVar

from onward.blocks.base import OnwardBlock, due_days, old_ids
from onward.blocks.elements import UNSEARCHED, add, lead, move, name_of, words
from onward.blocks.labels import take_apart, take_box
from onward.model import Checklist, Fence, Item
from onward.text import TEXT, say


class ChecklistBlock(OnwardBlock):
    """Paragraphs, then one list of `- [ ]` items, then paragraphs."""

    NAME = "checklist"
    KNOWN = ("id", "was", "when", "notes")
    NEEDED = ("id",)
    VALUES: ClassVar = {"notes": ("true", "false")}

    def read(self, fence: Fence, content: list[etree.Element]) -> Checklist:
        faults_before = len(self.reading.faults)
        intro: list[etree.Element] = []
        closing: list[etree.Element] = []
        items: list[Item] = []
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag == "ul":
                if closing:
                    between = self.reading.place(closing[0])
                    self.fault("block-content", between, "paragraph between two lists", "checklist-lists")
                    closing.clear()
                items.extend(item for child in element if (item := self._item(child)))
            elif element.tag == "p":
                (closing if items else intro).append(element)
            elif element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
                self.fault("block-content", place, name_of(element), "checklist")
        # What could not be read is named already, and may be the items.
        if not items and len(self.reading.faults) == faults_before:
            self.fault("checklist-items", fence.position, fence.title, "none")
        return Checklist(
            fence,
            fence.value("id"),
            fence.title,
            when=fence.value("when"),
            items=tuple(items),
            intro=tuple(intro),
            closing=tuple(closing),
        )

    def _item(self, element: etree.Element) -> Item | None:
        place = self.reading.place(element)
        raw, more = lead(element)
        box, text = take_box(raw)
        if box is None:
            self.fault("checklist-items", place, take_apart(raw).text, "no-box")
            return None
        for child in more:
            if child.tag in {"ul", "ol"}:
                self.fault("block-content", self.reading.place(child), "list inside an item", "checklist")
        parts = take_apart(text)
        spoken = self.spoken(parts.text)
        return Item(parts.label, parts.text, parts.cites, box == "x", place, spoken, tuple(more))

    def render(self, block: Checklist, section: etree.Element) -> None:
        self.interactive(block, section, "checklist")
        if block.notes:
            section.set("data-notes", "")
        self.head(block, section, "checklist")
        if block.when:
            add(section, "p", "onward-block__when").text = block.when
        if block.intro:
            move(add(section, "div", "onward-block__intro"), block.intro)
        items = add(section, "ul", "onward-items")
        for item in block.items:
            joined = f"{block.id}--{item.label.id}"
            at = item.position
            row = add(
                items,
                "li",
                "onward-item",
                id=joined,
                data_item=item.label.id,
                data_was=old_ids(item.label),
                data_due=due_days(item.label),
            )
            box = f"{joined}__box"
            add(row, "input", "onward-item__box", type="checkbox", id=box, autocomplete="off")
            add(row, "label", "onward-item__label", for_=box).text = self.marked(at, item.text)
            if item.cites:
                add(row, "span", "onward-cites").text = self.marked(at, item.cites)
            if item.more:
                move(add(row, "div", "onward-item__more"), item.more)
            if item.label.days:
                due = add(row, "p", "onward-item__due")
                due.set(UNSEARCHED, "")
                one = item.label.days == 1
                due.text = words(TEXT["within_a_day"] if one else say("within_days", days=item.label.days))
        if block.closing:
            move(add(section, "div", "onward-block__closing"), block.closing)
        prints = {"blank": TEXT["print_blank"], "mine": TEXT["print_ticked"]}
        own = block.notes or any(item.label.days for item in block.items)
        self.foot(section, len(block.items), TEXT["clear_ticks_and_notes" if own else "clear_ticks"], prints)
