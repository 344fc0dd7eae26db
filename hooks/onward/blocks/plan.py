"""`/// plan`: a worksheet of a few actions, and what the reader has left to do in the checklists of the guide."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import ClassVar

from onward.blocks.base import OnwardBlock, action, due_days, old_ids
from onward.blocks.elements import UNSEARCHED, add, lead, move, name_of, words
from onward.blocks.labels import take_apart, take_box
from onward.blocks.lines import unmarked
from onward.model import Content, Fence, Plan, PlanField
from onward.text import TEXT


class PlanBlock(OnwardBlock):
    """Paragraphs, a list of the fields of one action, paragraphs, a list of single fields, paragraphs."""

    NAME = "plan"
    KNOWN = ("id", "was", "rows")
    NEEDED = ("id",)
    VALUES: ClassVar = {"rows": ("1", "2", "3")}

    def read(self, fence: Fence, content: list[etree.Element]) -> Plan:
        lists: list[list[PlanField]] = []
        texts: list[list[etree.Element]] = [[]]
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag == "ul" and len(lists) < 2:
                lists.append([self._field(child) for child in element])
                texts.append([])
            elif element.tag == "p":
                texts[-1].append(element)
            elif element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
                self.fault("block-content", place, name_of(element), "plan")
        fields, singles = (tuple(found) for found in (*lists, [], [])[:2])
        intro, between, closing = (tuple(found) for found in (*texts, [], [])[:3])
        return Plan(fence, fence.value("id"), fence.title, fields, singles, intro, between, closing)

    def _field(self, element: etree.Element) -> PlanField:
        """`- Its name {#its-id}: what to write`."""
        place = self.reading.place(element)
        raw, more = lead(element)
        for child in more:
            self.fault("block-content", self.reading.place(child, place), name_of(child), "plan")
        if take_box(raw)[0] is not None:
            self.fault("plan-fields", place, take_apart(take_box(raw)[1]).text, "box")
            raw = take_box(raw)[1]
        before, label, _ = unmarked(raw).partition("{#")
        if label and ":" in before:
            self.fault("plan-fields", place, before.strip(), "colon")
        parts = take_apart(raw)
        name, _, hint = parts.text.partition(":")
        return PlanField(parts.label, name.strip(), hint.strip(), parts.cites, place, self.spoken(name))

    def render(self, block: Plan, section: etree.Element) -> None:
        self.interactive(block, section, "plan")
        self.head(block, section, "plan")
        _texts(section, "intro", block.intro)
        self._table(block, section)
        _texts(section, "between", block.between)
        for field in block.singles:
            line = add(section, "p", "onward-plan__line")
            self._field_of(line, field)
            add(line, "span", "onward-plan__write")
        _texts(section, "closing", block.closing)
        # What the reader did on other pages is not in this one: the script fills these.
        for name in ("lists", "chosen"):
            self._part(block, section, name)
        self.foot(section, None, TEXT["clear_everything"], {"mine": TEXT["print_plan"]})
        foot = section[-1]
        add(foot, "p", "onward-plan__said", role="status")
        file = add(foot, "input", "onward-plan__file", type="file", accept="application/json,.json")
        file.set("aria-label", TEXT["load_file"])
        for actions in section.iterfind(".//p[@class='onward-actions']"):
            clear = actions[-1]
            actions.remove(clear)
            for name in ("save", "load", "calendar"):
                action(actions, name, TEXT[f"{name}_file"])
            actions.append(clear)

    def _table(self, block: Plan, section: etree.Element) -> None:
        """The actions for a pen. The script makes forms from it, and puts into it for paper what is written there."""
        around = add(section, "div", "onward-table onward-plan__paper", tabindex="0", role="region")
        around.set("aria-label", TEXT["plan_table"])
        table = add(around, "table")
        top = add(add(table, "thead"), "tr")
        add(top, "th", "onward-plan__row", scope="col").text = words(TEXT["plan_row"])
        for field in block.fields:
            self._field_of(add(top, "th", scope="col"), field)
        body = add(table, "tbody")
        for number in range(1, 1 + len(self.VALUES["rows"])):
            row = add(body, "tr")
            if number > block.rows:
                # For who wrote into it when the plan had so many: the script shows it then.
                row.set("hidden", "hidden")
                row.set("data-more", "")
            add(row, "th", "onward-plan__row", scope="row").text = words(str(number))
            for _ in block.fields:
                add(row, "td")

    def _field_of(self, parent: etree.Element, field: PlanField) -> None:
        """What a field is called and what to write, with the ids under which it is saved."""
        for name, value in (
            ("data-field", field.label.id),
            ("data-was", old_ids(field.label)),
            ("data-due", due_days(field.label)),
        ):
            if value is not None:
                parent.set(name, value)
        add(parent, "span", "onward-plan__name").text = self.marked(field.position, field.text)
        hint = f"{field.hint} {field.cites}".strip()
        if hint:
            add(parent, "span", "onward-plan__hint").text = self.marked(field.position, hint)

    def _part(self, block: Plan, section: etree.Element, name: str) -> None:
        part = add(section, "div", "onward-plan__part", data_part=name, hidden="hidden")
        part.set(UNSEARCHED, "")
        title = add(part, f"h{self.level + 1}", "onward-plan__title", id=f"{block.id}__{name}")
        title.text = words(TEXT[f"plan_{name}"])
        add(part, "div")


def _texts(section: etree.Element, name: str, texts: Content | Sequence[etree.Element]) -> None:
    if texts:
        move(add(section, "div", f"onward-block__{name}"), texts)
