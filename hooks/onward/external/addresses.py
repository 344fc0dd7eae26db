"""Which addresses of other sites the guide has, and every place where each of them stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from lxml import etree

from onward.build import Build, pages_in_order
from onward.built_page import read_page
from onward.model import Page, Position
from onward.page_files import DATA
from onward.yaml_tree import YamlFault, YamlTree, read

_WEB = re.compile(r"https?://", re.IGNORECASE)
_SETTINGS = ("extra", "nav", "repo_url")
"""The parts of mkdocs.yml that hold addresses of other sites. `site_url` is our own."""

_MADE_UP = (".example.org", ".example.com", ".example.net", ".test", ".example", ".invalid", ".localhost")
"""Names that belong to nobody: RFC 2606 and RFC 6761."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an address stands: a file as problems name it, line and column."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its fragment; the fragments that are linked to; how it is written, and where."""

    url: str
    fragments: tuple[str, ...]
    written: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def host(self) -> str:
        """The host in lower case; empty if there is none that can be read."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""

    @property
    def made_up(self) -> bool:
        """Whether the name of the host is one of those that are kept for examples."""
        return f".{self.host}".endswith(_MADE_UP)


@dataclass
class Found:
    """All addresses, in order; and the files that cannot be read, so that theirs are not among them."""

    addresses: list[Address] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def collect(build: Build) -> Found:
    """Find the addresses of a site that `pages.read_pages` has read."""
    unread: list[str] = []
    places: dict[str, set[Place]] = defaultdict(set)
    for written, place in (*_data(build, unread), *_settings(build), *_templates(build)):
        places[written].add(place)
    known = set(places)
    for page in pages_in_order(build.pages):
        if not build.sources[page.path].readable:
            unread.append(build.file(page.path))
        for written, position in _page(page, build.html.get(page.path, ""), known):
            places[written].add(Place(build.file(page.path), position.line, position.column))
    return Found(_joined(places, build.site_url), unread)


def _joined(places: Mapping[str, set[Place]], site_url: str) -> list[Address]:
    """One entry for each address, whatever its fragments; none for those of the site itself."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for written in sorted(places):
        if not (site_url and written.startswith(site_url)):
            grouped[urldefrag(_plain(written)).url].append(written)
    return [
        Address(
            url,
            tuple(sorted({urldefrag(each).fragment for each in written} - {""})),
            tuple(written),
            tuple(sorted(place for each in written for place in places[each])),
        )
        for url, written in grouped.items()
    ]


def _page(page: Page, html: str, known: set[str]) -> Iterator[tuple[str, Position]]:
    """The addresses of a page: Markdown's links, and what else its HTML has, which is raw HTML or from a data file."""
    for link in page.links:
        # A link whose address does not stand where it says comes from a data file, which is looked at by itself.
        if _WEB.match(link.raw) and (link.raw not in known or link.raw in page.lines[link.position.line - 1]):
            yield link.raw, link.position
    told = known | {_plain(link.built) for link in page.links}
    for address in dict.fromkeys(_of_html(html)):
        # What stands in no file was put there by an extension: the page is all that can be named.
        places = _in_raw_html(page, address) or [Position(1)][: address not in told]
        yield from ((address, position) for position in places)


def _plain(written: str) -> str:
    """An address as it is sent: a file may have its `&` as HTML writes it."""
    return written.replace("&amp;", "&")


def _of_html(html: str) -> Iterator[str]:
    try:
        addresses = read_page("", html.encode()).addresses
    except (etree.LxmlError, ValueError):
        return
    yield from (address.strip() for address, _, _ in addresses if _WEB.match(address.strip()))


def _in_raw_html(page: Page, address: str) -> list[Position]:
    """The places of attributes with this address in the page's file."""
    forms = "|".join(dict.fromkeys(re.escape(each) for each in (address, address.replace("&", "&amp;"))))
    attribute = re.compile(rf"""[="'](?:{forms})(?=["'\s>]|$)""")
    return [
        Position(number, match.start() + 2)
        for number, line in enumerate(page.lines, 1)
        if number >= page.body_line
        for match in attribute.finditer(line)
    ]


def _data(build: Build, unread: list[str]) -> Iterator[tuple[str, Place]]:
    """Every value of a data file that is an address."""
    for file in sorted((build.docs / DATA).glob("*.yml")):
        name = build.file(f"{DATA}/{file.name}")
        try:
            text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            tree = read(text)
        except (OSError, UnicodeDecodeError, YamlFault):
            unread.append(name)
            continue
        yield from _of_tree(tree, text, name)


def _settings(build: Build) -> Iterator[tuple[str, Place]]:
    """The addresses in mkdocs.yml: the agency's, and those in the navigation."""
    text = build.settings.replace("\r\n", "\n")
    for key in _SETTINGS:
        try:
            tree = read(text, within=(key,))
        except YamlFault:
            continue  # Who builds the site is told.
        yield from _of_tree(tree, text, build.config.name)


def _of_tree(tree: YamlTree, text: str, name: str) -> Iterator[tuple[str, Place]]:
    lines = text.split("\n")
    for loc, position in tree.values.items():
        value = tree.data
        for step in loc:
            value = value[step]
        if isinstance(value, str) and _WEB.match(value) and not re.search(r"\s", value):
            quoted = lines[position.line - 1][position.column - 1 :].startswith(("'", '"'))
            yield value, Place(name, position.line, position.column + quoted)


def _templates(build: Build) -> Iterator[tuple[str, Place]]:
    """The addresses that stand in templates as they are, without a variable in them."""
    root = build.config.resolve().parent
    folder = build.overrides.resolve()
    if folder == root or not folder.is_relative_to(root):
        return
    for file in sorted(folder.rglob("*.html")):
        lines = file.read_text("utf-8", "replace").split("\n")
        for address in dict.fromkeys(_of_html("\n".join(lines))):
            for number, line in enumerate(lines, 1):
                if address in line and "{" not in address:
                    yield address, Place(file.relative_to(root).as_posix(), number, line.index(address) + 1)
