"""`/// help`: ways to reach somebody, from `help.yml`."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import add, words
from onward.model import Fence, HelpPanel
from onward.registry import Contact, Way
from onward.text import TEXT

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

    def _render_contact(self, row: etree.Element, contact: Contact) -> None:
        add(row, "p", "onward-contact__name").text = words(contact.name)
        add(row, "p", "onward-contact__for").text = words(contact.for_)
        ways = add(row, "ul", "onward-ways")
        for way in contact.ways:
            self._render_way(add(ways, "li", f"onward-way onward-way--{way.kind}"), way)
        place = add(row, "p", "onward-contact__place")
        places = contact.place
        place.text = words(
            TEXT["anywhere_in_uk"]
            if len(places) == EVERYWHERE
            else places[0]
            if len(places) == 1
            else f"{', '.join(places[:-1])} and {places[-1]}"
        )

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
