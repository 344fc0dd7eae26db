"""What stands on each sheet: plain values with everything decided, so that a template only places them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml.html import HtmlElement
from markupsafe import Markup

from onward.build import Build, pages_in_order
from onward.documents.finished import Finished, classes, words
from onward.documents.finished import shown as shown_elements
from onward.model import Block, Checklist, Page, Steps
from onward.registry import Addition
from onward.text import TEXT, say, spoken_date

FOLDER = "pdf"
"""The folder of the site in which the files are."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to set a sheet: the size of its letters in points, and how many empty lines it offers."""

    size: float
    spare: int = 0


ONE_PAGE = (Fit(12.5, 3), Fit(12.5, 1), Fit(12, 1), Fit(11.25, 1), Fit(10.5), Fit(9.75), Fit(9), Fit(8.25))
"""From roomy to tight: the first with which everything stands on as many pages as it should."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the sheet: where it is from, and who said so.

    `address` is that of the part of the page that it was made from, and empty if nobody has said where the site stands.
    `sources` are who says what stands on it.
    """

    title: str
    kind: str
    address: str
    reviewed: str
    reviewed_iso: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file to make, of each paper size one.

    `id` names it in the site, `page` is the docs path of the page that it belongs to. `most` is how many pages it may
    have before the next of `fits` is tried; 0 leaves that open. `template` places `values`.
    """

    id: str
    page: str
    frame: Frame
    template: str
    values: Mapping[str, object]
    fits: Sequence[Fit] = ONE_PAGE
    most: int = 1
    whole: bool = False

    def path(self, paper: str) -> str:
        """The address of the file below the site; documents about all of it cannot meet the id of a block."""
        return f"{FOLDER}/{'guide/' if self.whole else ''}{self.id}-{paper}.pdf"


@dataclass(frozen=True, slots=True)
class Line:
    """A box to tick: its words, what stands under them, when it is due, and whether there is a line for a note."""

    name: str
    text: Markup
    more: Markup = field(default_factory=Markup)
    due: str = ""
    note: bool = False


@dataclass(frozen=True)
class Sheets:
    """Makes the documents of a build.

    Args:
        build: with every page read.
        contents: the HTML of each page's content, by its docs path.
        urls: the address of each page below the site, by its docs path.
        order: the docs paths of the pages, in the order of the navigation.
    """

    build: Build
    contents: Mapping[str, str]
    urls: Mapping[str, str]
    order: Sequence[str] = ()
    _finished: dict[str, Finished] = field(default_factory=dict)

    def documents(self) -> Iterator[Document]:
        """All documents, in the order of the guide."""
        for page in self.pages():
            for block in page.blocks:
                document = self.document(page, block)
                if document:
                    yield document

    def document(self, page: Page, block: Block) -> Document | None:
        """The document of a block, or None if there is none of its kind."""
        if isinstance(block, Checklist):
            return self.checklist(page, block)
        return None

    def pages(self) -> list[Page]:
        """The pages of the guide in the order in which a reader meets them; what only editors see is none."""
        known = {page.path: page for page in pages_in_order(self.build.pages)}
        ordered = [known[path] for path in self.order if path in known]
        rest = [page for page in known.values() if page.path not in self.order]
        return [
            page for page in (*ordered, *rest) if page.front and not page.for_editors and page.path in self.contents
        ]

    def finished(self, page: Page) -> Finished:
        """The page as it was built."""
        if page.path not in self._finished:
            self._finished[page.path] = Finished(self.contents[page.path], self.address(page))
        return self._finished[page.path]

    def address(self, page: Page) -> str:
        """Where a page will stand, or an empty text."""
        return urljoin(self.build.site_url, self.urls[page.path]) if self.build.site_url else ""

    def frame(self, page: Page, block: Block, kind: str) -> Frame:
        """What stands around a sheet that is made from a block."""
        address = self.address(page)
        reviewed = page.front.reviewed if page.front else None
        return Frame(
            title=block.title,
            kind=TEXT[f"document_{kind}"],
            address=f"{address}#{block.id}" if address else "",
            reviewed=spoken_date(reviewed) if reviewed else "",
            reviewed_iso=reviewed.isoformat() if reviewed else "",
            sources=tuple(self._sources(page, block)),
        )

    def _sources(self, page: Page, block: Block) -> Iterator[str]:
        """Who says what stands in a block, each once."""
        registry = self.build.registry
        last = block.fence.closed or block.position.line
        said: dict[str, None] = {}
        for citation in page.citations:
            entry = registry.entries.get(citation.id)
            if entry is None or not block.position.line <= citation.position.line <= last:
                continue
            # On the page each stands with its title and its link; the sheet leads there.
            bodies = [source.body for source in entry.sources] if isinstance(entry, Addition) else []
            names = bodies or [attribution.words for attribution in registry.who(entry)]
            said.update(dict.fromkeys(names or [TEXT["our_suggestion"]]))
        yield from sorted(said, key=lambda name: name == TEXT["our_suggestion"])

    def checklist(self, page: Page, block: Checklist) -> Document:
        """A checklist on one page."""
        finished = self.finished(page)
        section = finished.part(block.id)
        lines = []
        for item in block.items:
            row = finished.part(f"{block.id}--{item.label.id}")
            label = next(iter(row.iterchildren("label")), None)
            lines.append(
                Line(
                    item.label.id,
                    words(label, finished.follow),
                    part_words(row, "onward-item__more", finished),
                    _due(item.label.days),
                    block.notes,
                )
            )
        values = {
            "when": block.when,
            "intro": part_words(section, "onward-block__intro", finished),
            "lines": tuple(lines),
            "closing": part_words(section, "onward-block__closing", finished),
        }
        return Document(block.id, page.path, self.frame(page, block, "checklist"), "checklist.jinja", values)


def part_words(part: HtmlElement, name: str, finished: Finished) -> Markup:
    """What stands in the one part of a block that carries a class."""
    found = [each for each in part.iterchildren("*") if name in classes(each)]
    return shown_elements(found, finished.follow, whole=False)


def _due(days: int) -> str:
    if not days:
        return ""
    return TEXT["within_a_day"] if days == 1 else say("within_days", days=days)


def steps_in_order(build: Build) -> list[str]:
    """The docs paths of the pages that are steps of the way, in their order."""
    for page in pages_in_order(build.pages):
        for block in page.blocks:
            if isinstance(block, Steps):
                return [step.page for step in block.steps]
    return []
