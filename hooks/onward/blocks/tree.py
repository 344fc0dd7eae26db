"""Reading the finished tree: marks out, headings, links and citations noted, the closing parts appended."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlsplit

from markdown.util import AtomicString

from onward.blocks.attributes import GivenAttributes
from onward.blocks.citations import ATTRIBUTE
from onward.blocks.elements import ESCAPE, HEADINGS, UNSEARCHED, add, plain, spelled, words
from onward.blocks.lines import first_line, last_line, unmarked
from onward.blocks.passages import Collected, Collector, Surroundings
from onward.blocks.raw_html import Pieces, RawHtml
from onward.blocks.reading import Reading, SeenHeading, SeenLink
from onward.blocks.unread_links import unread_links, unread_reference
from onward.model import Attribute, Citation, Fault, NamedPage, Position, Tag
from onward.registry import Addition, Attribution, Conflict
from onward.text import TEXT, say, spoken_date

SOURCES_ID = "where-this-advice-comes-from"


_STRAY_LABEL = re.compile(r"\{:?\s*[#.][A-Za-z][\w-]*[^{}\n]*(?:\}|$)", re.MULTILINE)
_STRAY_BOX = re.compile(r"\s*(\[[ xX]?\])(?:\s|$)")
_SWALLOWED_LIST = re.compile(r"\n\s*(?:[-*+]|[0-9]+[.)])[ \t]+(?:\S|\Z)")  # At the end an element comes next.
_ITEM = re.compile(r"[\s>]*((?:[-*+]|[0-9]+[.)])[ \t]+\S)")
_PLACEHOLDER = re.compile("[\x02\ufffc]")
_STASHED = re.compile("\x02[^\x02\x03]*\x03|\ufffc")
_STRAY_CITATION = re.compile(r"\[(?:[^\[\]\n]*[\s;,(])?@[A-Za-z][\w-]*[^\[\]\n]*\]")
_BARE_CITATION = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\]")
_AGAIN = "onward-answer__option"
_SIGN = re.compile(r"\*\*+|__+(?=\w)|(?<=\w)__+|`+|(?<![\w*])[*_](?=\w)|(?<=\w)\*(?![\w*])")
_QUIET = {"code", "pre", "script", "style"}


MAX_DEPTH = 150
"""So many levels of a tree are read. Lists and quotations have 12 at most, but a block that is never closed takes in
the next one, and Python stops at a thousand calls that stand inside of each other; each level takes two."""


@dataclass
class TreeReader:
    """Walks the tree in the order of the page, always knowing the last line that a mark named.

    `stash` is Python-Markdown's, where it keeps entities and raw HTML, which `raw` reads; `given` are the attributes
    in braces.
    """

    reading: Reading
    stash: Sequence[object]
    raw: RawHtml
    given: GivenAttributes
    line: int | None = None
    section: SeenHeading | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    # The citations that were read, with their lines: a sentence may cite twice what is listed once.
    cited: set[tuple[str, int]] = field(default_factory=set)
    collector: Collector = field(default_factory=Collector)
    again: bool = False
    depth: int = 0
    told: set[Fault] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    counted: int = 0

    def read(self, root: etree.Element) -> None:
        """Read the page's tree and finish it."""
        self.collector.stash = self.stash
        self.raw.enter(root)
        for child in root:
            self._walk(child, Surroundings(), outline=True)
        self.raw.leave()
        self.raw.finish()
        self.reading.tags.extend(self.raw.tags)
        self.reading.faults.extend(self.raw.faults)
        self.reading.passages.extend(self._placed(seen) for seen in self.collector.passages())
        front, titles = self.reading.front, self.reading.titles
        # What is no page of the guide is `front-matter-value`, and no link.
        if front and front.next and front.next.page in titles:
            self._append_next(root, front.next)
        related = [named for named in front.related if named.page in titles] if front else []
        if related:
            self._append_related(root, related)
        if self.numbers:
            self._append_sources(root)

    def _walk(self, element: etree.Element, around: Surroundings, *, outline: bool) -> None:
        around, before = around.inside(element), self.again
        # An answer says once more what its option says: it is not written there, and is read already.
        self.again = before or _AGAIN in element.get("class", "").split()
        self.collector.enter(element, around)
        raw, given = self.raw, self.given
        if self.again and not before:
            self.raw, self.given = RawHtml(raw.lines, raw.body_line, Pieces()), GivenAttributes()
        self.raw.enter(element)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fault("page-limits", self.reading.line_start(self.line), "deep")
            # What writes the tree would be stopped as well; a page with an error is not published.
            element.clear()
        self._visit(element, around, outline=outline)
        self.depth -= 1
        self.raw.leave()
        self.raw, self.given = raw, given
        self.collector.leave(self.section)
        self.again = before

    def _visit(self, element: etree.Element, around: Surroundings, *, outline: bool) -> None:
        own = element.get("class", "").startswith("onward-")
        element.text = self._take(element, element.text, around)
        for name, value in element.attrib.items():
            element.set(name, unmarked(value or ""))  # attr_list leaves None for a word without a value.
        self._braces(element)
        if element.get(ATTRIBUTE):
            self._citation(element)
            return
        outline = outline and not own
        if element.tag in HEADINGS and outline:
            self._heading(element)
        elif element.tag in HEADINGS and not own:
            self._fault("block-content", self.reading.line_start(self.line), "heading", "inside")
        if element.tag in {"a", "img"}:
            self._link(element, written=not around.generated)
        if _AGAIN in element.get("class", "").split():
            line, kept = self.line, list(self.reading.links)
            for child in element:
                self._walk(child, around, outline=outline)
                child.tail = self._take(element, child.tail, around)
            self.line, self.reading.links[:] = line, kept
            return
        for child in element:
            self._walk(child, around, outline=outline)
            unread = unread_reference(child.tail or "") if child.tag == "a" else None
            if unread:
                self._fault(unread.rule, self._locate(unread.found), unread.found, unread.detail)
            child.tail = self._take(element, child.tail, around)

    def _braces(self, element: etree.Element) -> None:
        """Note what an editor wrote in braces."""
        given = self.given.of(element)
        if not given:
            return
        attributes = []
        for name, value in given.items():
            # `#id` and `.class` are short for an attribute; a class comes with those that the element had before.
            short = {"id": f"#{value}", "class": f".{value.split()[-1] if value.split() else ''}"}.get(name, name)
            forms = "|".join(re.escape(form) for form in dict.fromkeys((short, name)))
            place = self.reading.locate(rf"\{{[^{{}}]*?(?<![\w-])({forms})(?![\w-])", self.line)
            place = place or self.reading.line_start(self.line)
            attributes.append(Attribute(name.lower(), value, place, place))
        self.reading.tags.append(Tag(str(element.tag), tuple(attributes), attributes[0].position, braces=True))

    def _placed(self, seen: Collected) -> Collected:
        """A cell of a table carries no mark of its line: it is looked for from the last one on."""
        if seen.kind != "cell":
            return seen
        place = self.reading.locate_cell(seen.text, seen.position.line)
        return replace(seen, position=place or seen.position)

    def _take(self, element: etree.Element, text: str | None, around: Surroundings) -> str | None:
        """A text without its marks. What is left of our syntax in it was meant as something, and is shown as text."""
        if not text:
            return text
        self.line = first_line(text) or self.line
        if element.tag not in _QUIET and not isinstance(text, AtomicString):
            self._look_for_strays(element, text)
            self._look_for_unread_links(unmarked(text), around)
        self.raw.text(text, self.line, code=element.tag in _QUIET or isinstance(text, AtomicString))
        self.collector.words(unmarked(text), self.reading.line_start(self.line), around)
        self.line = last_line(text) or self.line
        # An AtomicString stays one: the text was read already, and only its marks go.
        return type(text)(unmarked(text))

    def _look_for_strays(self, element: etree.Element, marked: str) -> None:
        text = unmarked(marked)
        for found in _STRAY_LABEL.findall(text):
            self._fault("stray-syntax", self._locate(found), found, "label")
        box = _STRAY_BOX.match(text) if marked is element.text else None
        if box and self._in_list(element):
            self._fault("stray-syntax", self._locate(box[1]), box[1], "box")
        if element.tag in {"p", "li"} and _SWALLOWED_LIST.search(text):
            self._fault("list-place", self._first_item(marked))
        self._look_for_signs(element, text)
        for found in _STRAY_CITATION.findall(text):
            self._fault("citation-form", self._locate(found), found)
        for name in _BARE_CITATION.findall(text):
            if name in self.reading.registry.entries:
                self._fault("citation-form", self._locate(f"[{name}]"), f"[{name}]")

    def _look_for_signs(self, element: etree.Element, text: str) -> None:
        """Signs of emphasis and code that inline Markdown has left behind: none of them had its partner."""
        for match in _SIGN.finditer(text):
            sign = match.group()
            place = self._locate(sign)
            self._fault("sign-unclosed", place, sign if sign[0] != "`" else "`")
            return  # One that is missing makes others stand alone.

    def _look_for_unread_links(self, text: str, around: Surroundings) -> None:
        if self.again or around.generated:
            return
        # What a backslash stands before is meant as it stands.
        for unread in unread_links(ESCAPE.sub("\ufffc", text), in_link=around.link):
            if unread.rule == "link-bare" and around.letter:
                continue  # A mail is plain text.
            # What the parser has put away, such as a tag, is not shown by its number.
            found, detail = _STASHED.sub("…", unread.found), _STASHED.sub("…", unread.detail)
            if unread.rule == "footnote" and found in self._named():
                continue  # The text of a note and the sign for it are one mistake.
            if detail.startswith("undefined"):
                name = detail.partition(" ")[2] or found.strip("![]")
                detail = f"undefined {name}"
            self._fault(unread.rule, self._locate((unread.whole or found).partition("\n")[0]), found, detail)

    def _in_list(self, element: etree.Element) -> bool:
        """Whether a line of the file at this place starts a list item."""
        number = (self.line or 0) - 1
        line = self.reading.lines[number] if 0 <= number < len(self.reading.lines) else ""
        return element.tag in {"li", "p"} and bool(re.match(r"[\s>]*(?:[-*+]|[0-9]+[.)])[ \t]", line))

    def _first_item(self, marked: str) -> Position:
        """The first line that starts an item, in a text that goes on from the line before."""
        below = (first_line(line) for line in marked.split("\n")[1:] if _SWALLOWED_LIST.match(f"\n{unmarked(line)}"))
        start = (next(below, None) or (self.line or 0) + 1) - 1
        items = ((number, _ITEM.match(line)) for number, line in enumerate(self.reading.lines[start:], start + 1))
        place = next((Position(number, item.start(1) + 1) for number, item in items if item), None)
        return place or self.reading.line_start(self.line)

    def _locate(self, text: str) -> Position:
        # Where a placeholder of the parser begins, something else stands in the file.
        written = _PLACEHOLDER.split(text, maxsplit=1)[0]
        place = self.reading.locate(f"({re.escape(written)})", self.line) if written else None
        return place or self.reading.line_start(self.line)

    def _named(self) -> set[str]:
        """What the faults of the page have found so far."""
        new = self.reading.faults[self.counted :]
        self.counted += len(new)
        self.named.update(fault.found for fault in new)
        return self.named

    def _fault(self, rule: str, position: Position, found: str = "", detail: str = "") -> None:
        fault = Fault(rule, position, found, detail)
        if not self.told:
            self.told.update(self.reading.faults)
        if fault not in self.told:
            self.told.add(fault)
            self.reading.faults.append(fault)

    def _heading(self, element: etree.Element) -> None:
        text = plain(element, self.stash)
        if element.find(".//sup") is not None:
            element.set("data-toc-label", text)  # The contents list would take a citation's number for a word.
        seen = SeenHeading(element, HEADINGS[element.tag], text, self.reading.line_start(self.line))
        self.reading.headings.append(seen)
        if seen.level == 2:
            self.section = seen

    def _link(self, element: etree.Element, *, written: bool) -> None:
        name = "src" if element.tag == "img" else "href"
        raw = element.get(name)
        if raw is None or "onward-way__" in element.get("class", ""):
            return  # Those are from help.yml.
        position = self.reading.locate_address(raw, self.line)
        said = unmarked(element.text or "")
        if said.startswith("^") and said.lower() in self.reading.references:
            self._fault("footnote", self._locate(f"[{said}]"), f"[{said}]")
            return
        # A backslash before a sign says only that it is no Markdown.
        text = ESCAPE.sub(lambda match: chr(int(match[1])), raw)
        try:
            urlsplit(text)
        except ValueError:
            # MkDocs would stop at it with a traceback.
            self._fault("link-address", position, text)
            element.set(name, "#")
            return
        # The address of a mail is written letter by letter as entities.
        self.reading.links.append(SeenLink(element, spelled(text, self.stash), position, written))

    def _citation(self, sup: etree.Element) -> None:
        name = sup.attrib.pop(ATTRIBUTE)
        self.collector.citation(name)
        position = self.reading.locate(rf"(@{re.escape(name)})(?![\w-])", self.line)
        position = position or self.reading.line_start(self.line)
        if (name, position.line) not in self.cited:
            self.cited.add((name, position.line))
            self.reading.citations.append((Citation(name, position), self.section))
        if name not in self.reading.registry.entries:
            return
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        add(sup, "a", href=f"#__source-{number}").text = words(str(number))

    def _append_next(self, root: etree.Element, named: NamedPage) -> None:
        paragraph = add(root, "p", "onward-next")
        paragraph.set(UNSEARCHED, "")
        link = self._link_to(paragraph, named)
        label = add(link, "span", "onward-next__label")
        label.text = words(TEXT["next"])
        label.tail = " "
        add(link, "span", "onward-next__title").text = words(self.reading.titles[named.page])

    def _append_related(self, root: etree.Element, related: Sequence[NamedPage]) -> None:
        nav = add(root, "nav", "onward-related", aria_labelledby="__related")
        nav.set(UNSEARCHED, "")
        add(nav, "p", "onward-related__title", id="__related").text = words(TEXT["related"])
        rows = add(nav, "ul", "onward-related__list")
        for named in related:
            link = self._link_to(add(rows, "li"), named)
            link.set("class", "onward-related__link")
            link.text = words(self.reading.titles[named.page])

    def _link_to(self, parent: etree.Element, named: NamedPage) -> etree.Element:
        """A link to a page that the front matter names: a name of a file there, an address here."""
        link = add(parent, "a", href=quote(named.raw))
        self.reading.links.append(SeenLink(link, named.raw, named.position, written=False))
        return link

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
            self._append_source(add(rows, "li", id=f"__source-{number}"), name)

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
