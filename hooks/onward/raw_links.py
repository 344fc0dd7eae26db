"""The addresses in the raw HTML of a page, held against the site as it is going to be built.

In raw HTML MkDocs changes no address: it stands there as the browser gets it, relative to the built page. So the same
pass looks at it as at the built site, with the same words, and no build is needed.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from onward.blocks.labels import CODE
from onward.blocks.lines import quiet_lines
from onward.build import Build
from onward.docs_files import Inclusion
from onward.links import BrokenLink, BuiltSite
from onward.markup import ELEMENTS
from onward.model import Page, Position

_OPENS = frozenset("\"'=#,(")
_CLOSES = frozenset("\"' >}),\n") | {""}
_MOST_SPACE = 20
"""Between the quotation mark and the address."""

_OF_THE_ENGINE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"})
"""What MkDocs makes besides the files of the docs folder."""


class PlannedSite(BuiltSite):
    """The site that a build is going to make, as far as the docs folder and the theme say."""

    def __init__(self, build: Build) -> None:
        super().__init__(build.docs, build.site_url)
        self.build = build

    @cached_property
    def files(self) -> frozenset[str]:
        built = {file.address for file in self.build.files.values() if file.inclusion is Inclusion.BUILT}
        return _OF_THE_ENGINE | built

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages by their built files."""
        files = self.build.files
        return {files[path].address: page for path, page in self.build.pages.items() if path in files}

    def file(self, target: str) -> str | None:
        return super().file(target) or (target if self.build.in_theme(target) else None)

    def ids(self, path: str) -> Collection[str]:
        page = self.pages.get(path)
        return (*page.anchors, *self.build.frame_ids(page.path)) if page else ()

    def knows_ids(self, path: str) -> bool:
        """Whether a file is a page whose ids are all in its Markdown."""
        page = self.pages.get(path)
        return page is not None and self.build.readable(page.path) and self.build.anchors_known(page)


def broken_raw(page: Page, build: Build, rule: str) -> Iterator[tuple[Position, BrokenLink]]:
    """What is wrong with the addresses in the raw HTML of a page and belongs to a rule; found once for all rules."""
    return ((position, link) for position, link in all_broken_raw(page, build) if link.rule == rule)


def all_broken_raw(page: Page, build: Build) -> tuple[tuple[Position, BrokenLink], ...]:
    """What is wrong with the addresses in the raw HTML of a page, whichever rule says so."""
    if page.path not in build.raw_flaws:
        build.raw_flaws[page.path] = tuple(dict.fromkeys(_broken(page, build)))
    return build.raw_flaws[page.path]


def _broken(page: Page, build: Build) -> Iterator[tuple[Position, BrokenLink]]:
    if not page.raw_addresses or page.path not in build.files:
        return
    if build.planned is None:
        build.planned = PlannedSite(build)
    site, text = build.planned, RawText(page)
    refused = in_refused_elements(page)
    for address, element in page.raw_addresses:
        for link in site.check_address(build.files[page.path].address, address, 1, element):
            # What a hook, a plugin or a template may make right, the built site shows.
            sure = {
                "link-target": not build.configured.extended,
                "link-anchor": site.knows_ids(link.target.partition("#")[0]),
            }
            if sure.get(link.rule, True):
                yield from ((place, link) for place in text.places(address) if place not in refused)


def in_refused_elements(page: Page) -> set[Position]:
    """The places of addresses in elements that may not stand in a page at all: `html-element` says so."""
    refused = (tag for tag in page.tags if not tag.braces and tag.element not in ELEMENTS)
    return {each.value_position for tag in refused for each in tag.attributes}


class RawText:
    """The text of a page in which attributes of raw HTML are looked for: its body, blank where it is code."""

    def __init__(self, page: Page) -> None:
        body = page.lines[page.body_line - 1 :]
        quiet = quiet_lines(body)
        lines = ["" if index in quiet else CODE.sub(_blank, line) for index, line in enumerate(body)]
        self.first = page.body_line
        self.text = "\n".join(lines)
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def places(self, wanted: str) -> list[Position]:
        """Where an attribute has a value, or holds it in a list."""
        return sorted(set(self._places(wanted))) if wanted.strip() else []

    def _places(self, wanted: str) -> Iterator[Position]:
        for form in (wanted, html.escape(wanted)):
            at = self.text.find(form)
            while at >= 0:
                before = self.text[max(0, at - _MOST_SPACE) : at].rstrip()
                behind = self.text[at + len(form) : at + len(form) + 1]
                # A link or an image in Markdown is told of where it is read, and may well be right there.
                if before[-1:] in _OPENS and not before.endswith("](") and behind in _CLOSES:
                    index = bisect_right(self.starts, at) - 1
                    yield Position(self.first + index, at - self.starts[index] + 1)
                at = self.text.find(form, at + 1)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
