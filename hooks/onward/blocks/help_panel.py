"""`/// help`: ways to reach somebody, from `help.yml`."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import add, words
from onward.model import Fence, HelpPanel
from onward.registry import Contact, Way
from onward.text import TEXT, say, spoken_date

EVERYWHERE = 4


class HelpBlock(OnwardBlock):
    """No content of its own: the contacts that `show` names, in that order."""

    NAME = "help"
    KNOWN = ("id", "show")
    NEEDED = ("id", "show")

    def read(self, fence: Fence, content: list[etree.Element]) -> HelpPanel:
        for element in content:
            if element.tag == "section":
                continue  # A block inside is `block-misplaced`.
            self.fault("block-content", self.reading.place(element), "text", "help")
        show = tuple(name.strip() for name in fence.value("show").split(",") if name.strip())
        return HelpPanel(fence, fence.value("id"), fence.title, show=show)

    def render(self, block: HelpPanel, section: etree.Element) -> None:
        self.head(block, section, "help")
        contacts = add(section, "ul", "onward-contacts")
        for name in block.show:
            contact = self.reading.registry.contacts.get(name)
            if contact:
                self._render_contact(add(contacts, "li", "onward-contact"), contact)
        shown = [found for name in block.show if (found := self.reading.registry.contacts.get(name))]
        if shown:
            key = "help_checked" if all(contact.seen == "live" for contact in shown) else "help_checked_stored"
            day = spoken_date(min(contact.checked_on for contact in shown))
            add(section, "p", "onward-help__checked").text = words(say(key, date=day))

    def _render_contact(self, row: etree.Element, contact: Contact) -> None:
        name = add(row, "p", "onward-contact__name")
        name.text = words(contact.name)
        if len(contact.place) < EVERYWHERE:
            # Three nations have the same number for different services: the place is part of the name.
            name.text = words(f"{contact.name}, ")
            add(name, "span", "onward-contact__where").text = words(_places(contact))
        add(row, "p", "onward-contact__for").text = words(contact.for_)
        ways = add(row, "ul", "onward-ways")
        for way in contact.ways:
            self._render_way(add(ways, "li", f"onward-way onward-way--{way.kind}"), way)
        if len(contact.place) == EVERYWHERE:
            add(row, "p", "onward-contact__place").text = words(TEXT["anywhere_in_uk"])

    def _render_way(self, row: etree.Element, way: Way) -> None:
        if way.address:
            # The label is the link; print adds the address.
            link = add(row, "a", "onward-way__link", href=way.address)
            link.text = words(way.label)
            link.tail = " "
            self._render_note(row, way)
            return
        label = add(row, "span", "onward-way__label")
        label.text = words(way.label)
        label.tail = " "
        if way.say:
            label.tail = words(" ")
            say = add(row, "strong", "onward-way__say")
            say.text = words(way.say)
            say.tail = words(f" {TEXT['to']} ")
        number = add(row, "a" if way.link else "span", "onward-way__number", href=way.link or None)
        number.text = words(way.number or "")
        number.tail = " "
        self._render_note(row, way)

    def _render_note(self, row: etree.Element, way: Way) -> None:
        if way.note:
            add(row, "span", "onward-way__note").text = words(way.note)


def _places(contact: Contact) -> str:
    """`England`, or `England and Wales`."""
    *others, last = contact.place
    return f"{', '.join(others)} and {last}" if others else last
