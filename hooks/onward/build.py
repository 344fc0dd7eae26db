"""What one build knows. MkDocs, the command line and the tests each make a new one; nothing outlives it."""

from __future__ import annotations

import calendar
import os
import posixpath
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from onward.addresses import Flaw
from onward.agency import ReadAgency, read_agency
from onward.assets import NOT_PUBLISHED, Asset
from onward.blocks.reading import Reading
from onward.configured import Configured, read_configured
from onward.days import day_of
from onward.docs_files import DocsFile, Inclusion
from onward.files import DocsFiles, Setting, read_files
from onward.front_matter import ReadFrontMatter, read_front_matter
from onward.links import BrokenLink
from onward.model import HelpPanel, Offered, Page, Position, Problem
from onward.outcomes import Proof, SelfCheckData, prove
from onward.readability import syllables
from onward.registry import Registry
from onward.registry_reader import read_registry
from onward.schema import nearest
from onward.shingles import ShingleFile
from onward.shingles import read_all as read_shingles
from onward.source import Source, read_page, unread
from onward.source import read as read_source

if TYPE_CHECKING:
    from onward.raw_links import PlannedSite


@dataclass
class Build:
    """The sources, the registry, the agency and the pages of one build.

    Args:
        docs: the docs folder.
        config: mkdocs.yml.
        overrides: the theme's custom folder.
        site_url: the address at which the site will stand, or empty.

    `html` is what the Markdown of each page came to, where `pages.read_pages` read it.
    `built` maps each built HTML file to the page that it was made from; `vendored` are built files of the theme.
    `current` is the page whose Markdown is converted next: MkDocs converts one at a time. `settings` is the text of
    mkdocs.yml, `shingles` are the articles' hashes, `today` is None if SOURCE_DATE_EPOCH names no day, `templates` are
    those that a page may name, `sheets` are the stylesheets that not every page loads, by name. `syllables` and
    `prove` are the two functions that take long, so that whoever remembers what they said may answer for them.
    `configured` is what mkdocs.yml says about pages, `files` is every file of the docs folder by its path, `theme` are
    the folders of the theme, `flaws` what is wrong with the Markdown links of each page and `raw_flaws` with those in
    its raw HTML, once somebody has asked; these are held against `planned`. `folder` is what stands below docs, judged
    by `setting`; `generated` are files of the site that other plugins made.
    `copy` says whether this is the copy that is opened as files. `order` are the docs paths of the pages in the order
    of the navigation, `named` is what the menu calls each, `contents` is the HTML of each, `offers` are the documents
    that there are PDF files of.
    """

    docs: Path
    config: Path
    overrides: Path
    site_url: str = ""
    registry: Registry = field(default_factory=Registry)
    agency: ReadAgency = field(default_factory=lambda: ReadAgency(None, {}, ()))
    sources: dict[str, Source] = field(default_factory=dict)
    fronts: dict[str, ReadFrontMatter] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    html: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    built: dict[str, str] = field(default_factory=dict)
    vendored: frozenset[str] = frozenset()
    current: str = ""
    settings: str = ""
    shingles: Mapping[str, ShingleFile] = field(default_factory=dict)
    today: date | None = None
    templates: frozenset[str] = frozenset()
    sheets: Mapping[str, Asset] = field(default_factory=dict)
    syllables: Callable[[str], int] = syllables
    prove: Callable[[SelfCheckData], Proof | None] = prove
    configured: Configured = field(default_factory=Configured)
    files: dict[str, DocsFile] = field(default_factory=dict)
    theme: Sequence[str] = ()
    flaws: dict[str, tuple[tuple[Position, Flaw], ...]] = field(default_factory=dict)
    raw_flaws: dict[str, tuple[tuple[Position, BrokenLink], ...]] = field(default_factory=dict)
    planned: PlannedSite | None = None
    folder: DocsFiles = field(default_factory=DocsFiles)
    setting: Setting = field(default_factory=Setting)
    generated: frozenset[str] = frozenset()
    copy: bool = False
    order: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    offers: tuple[Offered, ...] = ()

    @classmethod
    def start(
        cls,
        *,
        docs: Path,
        config: Path,
        overrides: Path,
        site_url: str = "",
        theme: Sequence[str] = (),
    ) -> Build:
        """Read what does not depend on a page.

        Args:
            docs: the docs folder.
            config: mkdocs.yml.
            overrides: the theme's custom folder.
            site_url: the address at which the site will stand, or empty.
            theme: the folders in which MkDocs looks for templates.
        """
        text = config.read_bytes().decode("utf-8-sig", "replace")
        configured = read_configured(text)
        folders = tuple(map(Path, theme or (overrides,)))
        setting = Setting(configured.left_out, folders, configured.folder_addresses)
        return cls(
            docs,
            config,
            overrides,
            site_url,
            read_registry(docs),
            read_agency(text),
            settings=text,
            shingles=read_shingles(docs),
            today=day_of(os.environ),
            templates=frozenset(
                file.relative_to(folder).as_posix() for folder in setting.theme for file in folder.rglob("*.html")
            ),
            configured=configured,
            theme=tuple(theme) or tuple(str(folder) for folder in (overrides,) if folder != Path()),
            folder=read_files(docs, setting),
            setting=setting,
        )

    def add_file(self, path: str) -> None:
        """Take the page at a path below docs; one that is far too large is not read."""
        try:
            self.add_source(path, read_page(self.docs / path))
        except OSError as error:
            self.add_unread(path, error)

    def add_source(self, path: str, data: bytes) -> None:
        """Take the bytes of a page; `path` is relative to the docs folder."""
        self._add(path, read_source(path, data))

    def add_unread(self, path: str, error: OSError) -> None:
        """Take a page that cannot be read, so that somebody is told."""
        self._add(path, unread(path, error))

    def _add(self, path: str, source: Source) -> None:
        self.sources[path] = source
        read = read_front_matter(source, self.templates)
        self.fronts[path] = read
        if read.front:
            self.titles[path] = read.front.title

    def markdown(self, path: str) -> str:
        """The Markdown to convert for a page; nothing if it is not fit to be parsed."""
        source = self.sources[path]
        return source.body if source.readable else ""

    def begin(self, path: str) -> None:
        """Say which page is converted next."""
        self.current = path
        source = self.sources.get(path)
        if source is not None:
            # Until it is read, and for good if there is nothing in it to convert.
            self.pages[path] = self._unread(path, source)

    def start_reading(self) -> Reading:
        """The reading for the current page; what its file and its front matter have wrong is in it already."""
        source, front = self.sources.get(self.current), self.fronts.get(self.current)
        if source is None or front is None:
            return Reading(path=self.current, registry=self.registry, titles=self.titles)  # Another plugin's page.
        return Reading(
            path=self.current,
            lines=source.lines,
            body_line=source.body_line,
            front=front.front,
            registry=self.registry,
            titles=self.titles,
            faults=[*source.faults, *front.faults],
        )

    def finish_reading(self, page: Page) -> None:
        """Keep a page that has been read."""
        if page.path in self.sources and self.sources[page.path].readable:
            self.pages[page.path] = page

    def _unread(self, path: str, source: Source) -> Page:
        faults = (*source.faults, *self.fronts[path].faults)
        return Page(path, self.fronts[path].front, source.lines, source.body_line, faults=faults)

    def file(self, path: str) -> str:
        """A path below the docs folder as problems show it, relative to the folder of mkdocs.yml."""
        try:
            base = self.docs.resolve().relative_to(self.config.resolve().parent).as_posix()
        except ValueError:
            base = self.docs.name
        return posixpath.join(base, path)

    @cached_property
    def by_address(self) -> Mapping[str, str]:
        """The docs path of each built page by its built file, and by its address without `index.html`."""
        pages = [file for file in self.files.values() if file.is_page and file.inclusion is not Inclusion.EXCLUDED]
        whole = {file.address: file.path for file in pages}
        return whole | {address.removesuffix("index.html").rstrip("/"): path for address, path in whole.items()}

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        return {_folded(path): path for path in sorted(self.files, reverse=True)}

    def spelt_alike(self, path: str) -> str | None:
        """The file whose path differs only in capitals, or in how its letters are made up of signs."""
        return self._alike.get(_folded(path))

    def in_theme(self, path: str) -> bool:
        """Whether the theme brings a file of this name into the site."""
        hidden = any(part.startswith(".") for part in path.split("/"))
        published = not hidden and not path.endswith((".html", ".md")) and not path.startswith(NOT_PUBLISHED)
        # A system asked for a name that is too long for it gives an error.
        possible = len(path) < _LONGEST_PATH and all(len(part.encode()) < _LONGEST_NAME for part in path.split("/"))
        return published and possible and any(Path(folder, path).is_file() for folder in self.theme)

    def readable(self, path: str) -> bool:
        """Whether a page was fit to be read: of another one nobody knows what stands on it."""
        source = self.sources.get(path)
        return source is not None and source.readable

    def anchors_known(self, page: Page) -> bool:
        """Whether a page has no ids but those of its Markdown: hooks, plugins and a template may add some."""
        templated = page.front is not None and "template" in dict(page.front.theme)
        return not (self.configured.extended or templated)

    @property
    def keeping(self) -> bool:
        """Whether browsers are to keep the pages that are read."""
        agency = self.agency.agency
        return agency is not None and agency.offline and not self.copy

    def offline_page(self) -> str:
        """The docs path of the page where a reader saves the whole guide, or empty.

        It is the first page of things to print: the guide on paper and the guide saved are both for taking along.
        """
        if not (self.keeping or self.copy):
            return ""
        pages = (page for page in pages_in_order(self.pages) if page.front and page.front.kind == "print")
        return next((page.path for page in pages), "")

    def frame_ids(self, path: str) -> Collection[str]:
        """The ids that a page has not from its Markdown but from the site's own template, and that links may name."""
        return _OFFLINE_IDS if path == self.offline_page() else ()

    def own_address(self, parts: SplitResult) -> str | None:
        """The part of a full address behind the site's own, or None if it is another site's."""
        own = urlsplit(self.site_url)
        if not own.netloc or parts.netloc.lower() != own.netloc.lower():
            return None
        below, path = f"{own.path.rstrip('/')}/", unquote(parts.path) or "/"
        return path[len(below) :] if path.startswith(below) else "" if f"{path}/" == below else None

    def nearest_page(self, wanted: str, path: str) -> str | None:
        """The page that a wrong docs path most probably means, as the page at `path` would write it, or None."""
        stems = {name.removesuffix(".md"): name for name in self.sources}
        guess = nearest(wanted.partition("#")[0].removesuffix(".md"), stems)
        return posixpath.relpath(stems[guess], posixpath.dirname(path) or ".") if guess else None

    def next_review(self, page: Page) -> date | None:
        """The day of the next review: 12 months on, 6 where law, numbers or help contacts stand on the page."""
        if page.front is None:
            return None
        soon = any(isinstance(block, HelpPanel) for block in page.blocks) or any(
            self.registry.rests_on_public_body(citation.id) for citation in page.citations
        )
        return months_after(page.front.reviewed, 6 if soon else 12)


_LONGEST_NAME, _LONGEST_PATH = 255, 1_000

# Of partials/onward/offline.html.
_OFFLINE_IDS = frozenset({"offline"})


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def pages_in_order(pages: Mapping[str, Page]) -> Iterable[Page]:
    """The pages by path, so that every list of them is the same twice."""
    return (pages[path] for path in sorted(pages))
