"""Documents of the whole guide: the handbook, which is all of its pages, and the pack of all checklists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urldefrag, urljoin

from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup

from onward.build import pages_in_order
from onward.documents import checklists, messages, plans, quizzes, self_checks
from onward.documents.document import Document, Fit, Frame
from onward.documents.finished import Finished, Follow, children, classes, shown, words
from onward.documents.guide_pages import GuidePages
from onward.model import Block, Checklist, FrontMatter, HelpPanel, Message, Page, Plan, Quiz, SelfCheck, Steps
from onward.text import TEXT, spoken_date

_NO_ADDRESS = "https://guide.invalid/"
"""Where the guide stands, for links in it, as long as nobody has said."""

_LEFT_OUT = {"onward-jump", "onward-next", "onward-related"}
"""What leads through the pages of a site, and not through a book."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a chapter: running text (`flow`), or a block of some `kind` with what its template places.

    `title` and `id` are those of the block, `level` is the tag of its heading.
    """

    kind: str
    flow: Markup = field(default_factory=Markup)
    id: str = ""
    title: str = ""
    level: str = "h2"
    sheet: object = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the guide in the handbook. `things` are what there is in it to fill in."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
    sources: Markup
    reviewed: str

    @property
    def things(self) -> tuple[Piece, ...]:
        """The blocks for which somebody may open the handbook."""
        return tuple(piece for piece in self.pieces if piece.kind != "flow")

    @property
    def quizzes(self) -> tuple[Piece, ...]:
        """The quizzes, whose answers stand at the end."""
        return tuple(piece for piece in self.pieces if piece.kind == "quiz")


def handbook(pages: GuidePages, title: str) -> Document | None:
    """All pages of the guide in one file; none of a guide without pages."""
    chosen = [page for page in pages.pages() if page.front and not _has_own_template(page.front)]
    if not chosen:
        return None
    chapters = tuple(_Chapters(pages, chosen).all())
    values = {"chapters": chapters, "urgent": _urgent(pages, chosen)}
    frame = _frame(pages, chosen, title, "handbook")
    return Document("handbook", "", frame, "handbook.jinja", values, (Fit(10.5, long=True),), most=0, whole=True)


def pack(pages: GuidePages) -> Document | None:
    """All checklists in one file, those of the six steps first, in their order; none of a guide without."""
    listed = [(page, block) for page in pages.pages() for block in page.blocks if isinstance(block, Checklist)]
    if not listed:
        return None
    steps = _steps(pages)
    listed.sort(key=lambda each: steps.index(each[0].path) if each[0].path in steps else len(steps))
    sheets = tuple(
        (pages.frame(page, block, "checklist"), block.id, checklists.sheet(pages.finished(page), block))
        for page, block in listed
    )
    frame = _frame(pages, [page for page, _ in listed], TEXT["document_pack_title"], "pack")
    fits = (Fit(11.25, 1), Fit(10.25), Fit(9.25), Fit(8.25), Fit(8.25, long=True))
    return Document("checklists", "", frame, "pack.jinja", {"sheets": sheets}, fits, most=len(sheets), whole=True)


def _frame(pages: GuidePages, chosen: list[Page], title: str, kind: str) -> Frame:
    """Around a book stand the address of the site, and the day on which the oldest of its pages was reviewed."""
    oldest = min(page.front.reviewed for page in chosen if page.front)
    return Frame(title, TEXT[f"document_{kind}"], pages.build.site_url, spoken_date(oldest), oldest.isoformat())


def _has_own_template(front: FrontMatter) -> bool:
    """Whether a page's template makes most of it, such as the map of the guide, which no paper has room for."""
    return "template" in dict(front.theme)


def _steps(pages: GuidePages) -> list[str]:
    """The docs paths of the pages that are steps of the way, in their order."""
    return [
        step.page
        for page in pages_in_order(pages.build.pages)
        for block in page.blocks
        if isinstance(block, Steps)
        for step in block.steps
    ]


def _urgent(pages: GuidePages, chosen: list[Page]) -> Markup:
    """The first help contacts of the page of help."""
    for page in chosen:
        if page.front and page.front.kind == "help":
            finished = pages.finished(page)
            for block in page.blocks:
                if isinstance(block, HelpPanel) and finished.has(block.id):
                    return shown(children(finished.part(block.id), "onward-contacts"), finished.follow, framed=True)
    return Markup()


@dataclass(frozen=True)
class _Chapters:
    """Makes the chapters of the handbook, whose links lead to one another."""

    pages: GuidePages
    chosen: list[Page]
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def all(self) -> Iterator[Chapter]:
        """The chapters, in the order of the guide."""
        return (self._chapter(page) for page in self.chosen)

    def _chapter(self, page: Page) -> Chapter:
        finished = self.pages.finished(page)
        title = next(iter(finished.root.iterdescendants("h1")), None)
        sources = [rows for part in children(finished.root, "onward-sources") for rows in part.iterdescendants("ol")]
        return Chapter(
            self.id(page),
            str(words(title, _nowhere).striptags()) if title is not None else page.path,
            tuple(self._pieces(page, finished, self._follow(page))),
            shown(sources, self._follow(page), framed=True),
            spoken_date(page.front.reviewed) if page.front else "",
        )

    def _pieces(self, page: Page, finished: Finished, follow: Follow) -> Iterator[Piece]:
        """The parts of a page in order: blocks with something to fill in, and what stands between them."""
        blocks = {block.id: block for block in page.blocks}
        flow: list[HtmlElement] = []
        for element in finished.root.iterchildren("*"):
            if element.tag == "h1" or {*_LEFT_OUT, "onward-sources"} & set(classes(element)):
                continue
            block = blocks.get(element.get("id", "")) if "onward-block" in classes(element) else None
            piece = self._block(page, block, element, follow) if block else None
            if piece is None:
                flow.append(element)
                continue
            yield from self._flow(page, flow, follow)
            flow = []
            yield piece
        yield from self._flow(page, flow, follow)

    def _flow(self, page: Page, elements: list[HtmlElement], follow: Follow) -> Iterator[Piece]:
        if elements:
            yield Piece("flow", shown(elements, follow, framed=True, prefix=self.id(page)))

    def _block(self, page: Page, block: Block, element: HtmlElement, follow: Follow) -> Piece | None:
        finished = self.pages.finished(page).leading(follow)
        level = next((str(child.tag) for child in element.iterchildren("h2", "h3", "h4")), "h2")
        id_ = f"{self.id(page)}--{block.id}"
        match block:
            case Checklist():
                return Piece("checklist", Markup(), id_, block.title, level, checklists.sheet(finished, block))
            case Quiz():
                return Piece("quiz", Markup(), id_, block.title, level, quizzes.sheet(finished, block))
            case SelfCheck():
                return Piece("self-check", Markup(), id_, block.title, level, self_checks.sheet(finished, block))
            case Message():
                return Piece("message", Markup(), id_, block.title, level, messages.sheet(finished, block))
            case Plan():
                return Piece("plan", Markup(), id_, block.title, level, plans.sheet(finished, block))
        return None

    def _follow(self, page: Page) -> Follow:
        """Links to pages of the handbook stay in it."""
        base = self.pages.build.site_url or _NO_ADDRESS
        here = urljoin(base, self.pages.urls[page.path])
        chapters = self._addresses(base)

        def follow(href: str) -> str:
            address, anchor = urldefrag(urljoin(here, href))
            if address in chapters:
                return f"#{self._nearest(chapters[address], unquote(anchor))}"
            found = urljoin(here, href)
            return "" if found.startswith(_NO_ADDRESS) else self.pages.finished(page).follow(href)

        return follow

    def _nearest(self, page: Page, anchor: str) -> str:
        """The id in the handbook that is nearest to one of a page: not all that stands there has one here."""
        finished = self.pages.finished(page)
        place = finished.part(anchor) if anchor and finished.has(anchor) else None
        while place is not None:
            id_ = f"{self.id(page)}--{place.get('id')}"
            if id_ in self._ids(page):
                return id_
            place = place.getparent()
        return self.id(page)

    def _ids(self, page: Page) -> frozenset[str]:
        """The ids that the handbook has of a page, besides its own."""
        if page.path not in self._known:
            self._known[page.path] = frozenset(_ids_of(self._pieces(page, self.pages.finished(page), _nowhere)))
        return self._known[page.path]

    def _addresses(self, base: str) -> Mapping[str, Page]:
        return {urljoin(base, self.pages.urls[page.path]): page for page in self.chosen}

    def id(self, page: Page) -> str:
        """The id of a chapter, and the start of all ids in it.

        Of paths two may be the same without their slashes. With the line below it meets neither the ids of blocks nor
        those of the handbook's own parts.
        """
        return f"chapter_{self._numbers[page.path]}"

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {page.path: number for number, page in enumerate(self.chosen, 1)}


def _ids_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """The ids that pieces have in the handbook, by its template."""
    for piece in pieces:
        if piece.id:
            yield piece.id
        if piece.flow:
            yield from map(str, fragment_fromstring(piece.flow, create_parent="div").xpath(".//@id"))
        if isinstance(piece.sheet, checklists.Sheet):
            yield from (f"{piece.id}--{line.name}" for line in piece.sheet.lines)


def _nowhere(_: str) -> str:
    """Where links lead as long as only ids are asked for."""
    return ""
