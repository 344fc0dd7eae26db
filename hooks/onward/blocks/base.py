"""What all blocks share: from the parsed content to a typed object, and from the object to HTML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pymdownx.blocks.block import Block as MarkdownBlock

from onward import model
from onward.blocks.elements import HEADINGS, SLOT, UNSEARCHED, add, plain, words
from onward.blocks.labels import take_apart
from onward.blocks.lines import first_line, mark, quiet_lines
from onward.blocks.reading import Reading
from onward.text import TEXT


class OnwardBlock(MarkdownBlock):
    """A block whose opening line and options were read by `fences`; the argument is the mark of its line.

    Subclasses say which options they know (`KNOWN`, in the order in which messages list them), which they need, and
    which values an option may have, where these are few.
    """

    ARGUMENT = None
    KNOWN: ClassVar[tuple[str, ...]] = ()
    NEEDED: ClassVar[tuple[str, ...]] = ()
    VALUES: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    typed: Any = None

    @property
    def reading(self) -> Reading:
        """The page being read."""
        reading: Reading = self.config["extension"].reading
        return reading

    def on_markdown(self) -> str:
        return "block"

    def on_create(self, parent: etree.Element) -> etree.Element:
        before = [HEADINGS[child.tag] for child in parent if child.tag in HEADINGS]
        self.level = min((before[-1] if before else 1) + 1, 5)
        element = etree.SubElement(parent, "section")
        self.config["extension"].started.append((self, element))
        return element

    def on_end(self, block: etree.Element) -> None:
        self.config["extension"].ended.append((self, block))

    def finish(self, block: etree.Element) -> None:
        """Read the block and render it, once the whole page is parsed: the parser goes on from what it has made."""
        fence = self.reading.fence_at(first_line(self.argument or ""))
        content = list(block)
        if fence and (label := take_apart(fence.title).label) != model.Label():
            self.fault("stray-syntax", fence.position, f"{{#{label.id}}}", "title")
            fence = replace(fence, title=take_apart(fence.title).text)
        if fence is None:
            self.unread(block)
            return
        for child in content:
            block.remove(child)
        block.text = None
        self.typed = replace(self.read(fence, content), title=self.spoken(fence.title))
        self.render(self.typed, block)

    def unread(self, block: etree.Element) -> None:
        """Python-Markdown sees a block where the scan saw none. Nothing is lost, and the editor is told."""
        reading, argument = self.reading, self.argument or ""
        if reading.fence_at(first_line(argument)) is not None:
            return
        title = r"\s+".join(map(re.escape, argument.split()))
        opening = rf"(/{{3,}})[ \t]*(?i:{self.NAME})[ \t|]*{title}[ \t]*$"
        first, quiet = reading.body_line, quiet_lines(reading.lines[reading.body_line - 1 :])
        place = found = reading.locate(opening, None)
        # Another block of the name may be read, or stand in code as an example.
        while found and (reading.fence_at(found.line) or found.line - first in quiet):
            found = reading.locate(opening, None)
        self.fault("block-unread", found or place or reading.place(block), self.NAME)

    def settle(self, block: etree.Element) -> None:
        """Keep the typed object, once inline Markdown has been read."""
        if self.typed is not None:
            self.reading.blocks.append(self.settled(self.typed, block))

    def settled(self, block: Any, section: etree.Element) -> Any:
        """The typed object with what only finished inline Markdown can say; most blocks wait for nothing."""
        return block

    @abstractmethod
    def read(self, fence: model.Fence, content: list[etree.Element]) -> Any:
        """The typed object of the block; what cannot be read becomes a fault."""

    @abstractmethod
    def render(self, block: Any, section: etree.Element) -> None:
        """Fill the block's element from its typed object."""

    def fault(self, rule: str, position: model.Position, found: str = "", detail: str = "") -> None:
        """Note something for a rule to put into words."""
        self.reading.faults.append(model.Fault(rule, position, found, detail))

    def head(self, block: model.Block, section: etree.Element, kind: str) -> etree.Element:
        """Name the section and give it its heading; returns the heading."""
        section.set("class", f"onward-block onward-{kind}")
        section.set("aria-labelledby", f"{block.id}__title")
        section.set("id", block.id)
        title = add(section, f"h{self.level}", "onward-block__title", id=f"{block.id}__title")
        title.text = self.marked(block.position, block.fence.title)
        return title

    def marked(self, position: model.Position, text: str) -> str:
        """A text with the mark of its line, for what was taken apart: its links and citations have places too."""
        return mark(position.line) + text

    def spoken(self, text: str) -> str:
        """Inline Markdown as a reader reads it: plain words."""
        root = etree.Element("div")
        add(root, "p").text = text
        self.md.treeprocessors["inline"].run(root)
        return plain(root, self.md.htmlStash.rawHtmlBlocks)

    def interactive(self, block: model.Block, section: etree.Element, kind: str) -> None:
        """Say to the script which block this is, and under which ids its readers' choices are saved."""
        section.set("data-onward", kind)
        section.set("data-block", block.id)
        if block.was:
            section.set("data-was", " ".join(block.was))

    def foot(
        self,
        section: etree.Element,
        total: int | None,
        clear: str,
        prints: Mapping[str, str],
        *,
        more: Mapping[str, str] | None = None,
        privacy: str = TEXT["privacy"],
    ) -> None:
        """Progress, actions and the truth about storage: hidden until the script runs, as they need it.

        Args:
            section: the block's element.
            total: how many things there are to do or to answer; None for a block without progress.
            clear: the words of the button that clears them.
            prints: the ways to print the block, as `print.js` knows them, each with the words of its button.
            more: actions of the block's own, by the names under which its script finds them, each with its words.
            privacy: what is kept, and who could see it.
        """
        foot = add(section, "div", "onward-foot", hidden="hidden")
        foot.set(UNSEARCHED, "")
        if total is not None:
            progress = add(foot, "p", "onward-progress")
            add(progress, "span", "onward-progress__text")
            add(
                progress,
                "progress",
                "onward-progress__bar",
                max=str(max(total, 1)),
                value="0",
                aria_hidden="true",
            ).tail = "\n"
        actions = add(foot, "p", "onward-actions")
        for name, text in (more or {}).items():
            action(actions, name, text)
        for way, text in prints.items():
            action(actions, "print", text).set("data-print", way)
        action(actions, "clear", clear)
        add(foot, "p", "onward-privacy").text = words(privacy)
        add(foot, "p", "onward-notice")
        if self.config["extension"].build:
            foot.tail = words(SLOT.format(id=section.get("id", "")))


def action(parent: etree.Element, name: str, text: str) -> etree.Element:
    """A quiet text button; the script finds it by its name."""
    button = add(parent, "button", "onward-action", type="button", data_action=name)
    button.text = words(text)
    button.tail = " "
    return button


def due_days(label: model.Label) -> str | None:
    """The value of `data-due`, or None where nothing is due."""
    return str(label.days) if label.days else None


def old_ids(label: model.Label) -> str | None:
    """The value of `data-was`, or None where nothing was renamed."""
    return " ".join(label.was) or None
