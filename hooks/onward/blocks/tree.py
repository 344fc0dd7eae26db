"""Reading the finished tree: marks out, headings, links and citations noted, the closing parts appended."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

from onward.blocks.citations import ATTRIBUTE
from onward.blocks.elements import HEADINGS, UNSEARCHED, add, plain, words
from onward.blocks.lines import last_line, unmarked
from onward.blocks.reading import Reading, SeenHeading, SeenLink
from onward.model import Citation
from onward.registry import Addition, Attribution, Conflict
from onward.text import TEXT, say, spoken_date

SOURCES_ID = "where-this-advice-comes-from"


@dataclass
class TreeReader:
    """Walks the tree in the order of the page, always knowing the last line that a mark named."""

    reading: Reading
    line: int | None = None
    section: SeenHeading | None = None
    numbers: dict[str, int] = field(default_factory=dict)

    def read(self, root: etree.Element) -> None:
        """Read the page's tree and finish it."""
        for child in root:
            self._walk(child, outline=True)
        if self.reading.front and self.reading.front.next:
            self._append_next(root, self.reading.front.next)
        if self.numbers:
            self._append_sources(root)

    def _walk(self, element: etree.Element, *, outline: bool) -> None:
        element.text = self._take(element.text)
        outline = outline and "onward-" not in element.get("class", "")
        if outline and element.tag in HEADINGS:
            self._heading(element)
        if element.get(ATTRIBUTE):
            self._citation(element)
        for name, value in element.attrib.items():
            element.set(name, unmarked(value))
        if element.tag in {"a", "img"}:
            self._link(element)
        for child in element:
            self._walk(child, outline=outline)
            child.tail = self._take(child.tail)

    def _take(self, text: str | None) -> str | None:
        if not text:
            return text
        self.line = last_line(text) or self.line
        # An AtomicString stays one: the text was read already, and only its marks go.
        return type(text)(unmarked(text))

    def _heading(self, element: etree.Element) -> None:
        seen = SeenHeading(element, HEADINGS[element.tag], plain(element), self.reading.line_start(self.line))
        self.reading.headings.append(seen)
        if seen.level == 2:
            self.section = seen

    def _link(self, element: etree.Element) -> None:
        raw = element.get("src" if element.tag == "img" else "href")
        if raw is None or "onward-way__" in element.get("class", ""):
            return  # From help.yml.
        needle = raw or "]("
        position = self.reading.locate(needle, self.line)
        self.reading.links.append(SeenLink(element, raw, position))

    def _citation(self, sup: etree.Element) -> None:
        name = sup.attrib.pop(ATTRIBUTE)
        position = self.reading.locate(f"@{name}", self.line)
        if not any(known.id == name and known.position == position for known, _ in self.reading.citations):
            self.reading.citations.append((Citation(name, position), self.section))
        if name not in self.reading.registry.entries:
            return
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        add(sup, "a", href=f"#source-{number}").text = words(str(number))

    def _append_next(self, root: etree.Element, target: str) -> None:
        paragraph = add(root, "p", "onward-next")
        paragraph.set(UNSEARCHED, "")
        link = add(paragraph, "a", href=target)
        label = add(link, "span", "onward-next__label")
        label.text = words(TEXT["next"])
        label.tail = " "
        add(link, "span", "onward-next__title").text = words(self.reading.titles.get(target, target))
        position = self.reading.locate(target, 1)
        self.reading.links.append(SeenLink(link, target, position))

    def _append_sources(self, root: etree.Element) -> None:
        section = add(root, "section", "onward-sources", aria_labelledby=SOURCES_ID)
        add(section, "h2", id=SOURCES_ID).text = words(TEXT["sources_heading"])
        fold = add(section, "details", "onward-sources__fold")
        fold.set(UNSEARCHED, "")
        count = len(self.numbers)
        summary = TEXT["sources_fold_one"] if count == 1 else say("sources_fold", count=count)
        add(fold, "summary").text = words(summary)
        rows = add(fold, "ol", "onward-sources__list")
        for name, number in self.numbers.items():
            self._append_source(add(rows, "li", id=f"source-{number}"), name)

    def _append_source(self, row: etree.Element, name: str) -> None:
        registry = self.reading.registry
        entry = registry.entries[name]
        says = add(row, "span", "onward-source__says")
        says.text = words(registry.statement(entry))
        says.tail = " "
        who = add(row, "span", "onward-source__who")
        attributions = registry.who(entry)
        if not attributions:
            key = "our_suggestion_on_conflict" if isinstance(entry, Conflict) else "our_suggestion"
            who.text = words(f"{TEXT[key]}.")
        for number, attribution in enumerate(attributions):
            link = self._attribution(who, attribution)
            link.tail = words("; " if number + 1 < len(attributions) else ".")
        if isinstance(entry, Addition) and attributions and entry.checked:
            checked = say("checked_on", date=spoken_date(entry.checked))
            link.tail = words(f"; {checked}.")

    def _attribution(self, who: etree.Element, attribution: Attribution) -> etree.Element:
        address = attribution.address
        about = "about.md"
        if attribution.anchor and about in self.reading.titles:
            address = f"{posixpath.relpath(about, posixpath.dirname(self.reading.path) or '.')}#{attribution.anchor}"
        element = add(who, "a", href=address) if address else add(who, "span")
        element.text = words(attribution.words)
        return element
