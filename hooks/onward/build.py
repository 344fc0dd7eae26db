"""What one build knows. MkDocs, the command line and the tests each make a new one; nothing outlives it."""

from __future__ import annotations

import calendar
import os
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from pathspec.gitignore import GitIgnoreSpec

from onward.agency import ReadAgency, read_agency
from onward.assets import Asset
from onward.blocks.reading import Reading
from onward.files import DocsFiles, Setting, read_files
from onward.front_matter import ReadFrontMatter, read_front_matter
from onward.model import HelpPanel, Page, Problem
from onward.registry import Registry
from onward.registry_reader import read_registry
from onward.schema import nearest
from onward.shingles import ShingleFile
from onward.shingles import read_all as read_shingles
from onward.source import MAX_BYTES, Source, too_large, unread
from onward.source import read as read_source


@dataclass
class Build:
    """The sources, the registry, the agency and the pages of one build.

    Args:
        docs: the docs folder.
        config: mkdocs.yml.
        overrides: the theme's custom folder.
        site_url: the address at which the site will stand, or empty.

    `built` maps each built HTML file to the page that it was made from; `vendored` are built files of the theme.
    `current` is the page whose Markdown is converted next: MkDocs converts one at a time. `settings` is the text of
    mkdocs.yml, `shingles` are the articles' hashes, `today` is None if SOURCE_DATE_EPOCH names no day, `templates` are
    those that a page may name, `sheets` are the stylesheets that not every page loads, by name. `files` is what stands
    below docs, judged by `setting`; `generated` are files of the site that other plugins made.
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
    problems: list[Problem] = field(default_factory=list)
    built: dict[str, str] = field(default_factory=dict)
    vendored: frozenset[str] = frozenset()
    current: str = ""
    settings: str = ""
    shingles: Mapping[str, ShingleFile] = field(default_factory=dict)
    today: date | None = None
    templates: frozenset[str] = frozenset()
    sheets: Mapping[str, Asset] = field(default_factory=dict)
    files: DocsFiles = field(default_factory=DocsFiles)
    setting: Setting = field(default_factory=Setting)
    generated: frozenset[str] = frozenset()

    @classmethod
    def start(
        cls,
        *,
        docs: Path,
        config: Path,
        overrides: Path,
        site_url: str = "",
        theme: Sequence[str] = (),
        left_out: GitIgnoreSpec | None = None,
        directory_urls: bool = True,
    ) -> Build:
        """Read what does not depend on a page.

        Args:
            docs: the docs folder.
            config: mkdocs.yml.
            overrides: the theme's custom folder.
            site_url: the address at which the site will stand, or empty.
            theme: the folders in which MkDocs looks for templates.
            left_out: the patterns of `exclude_docs`.
            directory_urls: whether `a.md` becomes `a/index.html`.
        """
        text = config.read_bytes().decode("utf-8-sig", "replace")
        setting = Setting(left_out, tuple(map(Path, theme or (overrides,))), directory_urls)
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
            files=read_files(docs, setting),
            setting=setting,
        )

    def add_file(self, path: str) -> None:
        """Take the page at a path below docs; one that is far too large is not read."""
        try:
            size = (self.docs / path).stat().st_size
            if size > MAX_BYTES:
                self._add(path, too_large(path, size))
            else:
                self.add_source(path, (self.docs / path).read_bytes())
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


def day_of(environ: Mapping[str, str]) -> date | None:
    """Today; or the day (UTC) that SOURCE_DATE_EPOCH names, None if it names none.

    https://reproducible-builds.org/specs/source-date-epoch/: whole seconds since the start of 1970.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now().astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def pages_in_order(pages: Mapping[str, Page]) -> Iterable[Page]:
    """The pages by path, so that every list of them is the same twice."""
    return (pages[path] for path in sorted(pages))
