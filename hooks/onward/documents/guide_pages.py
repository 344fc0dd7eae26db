"""The pages of the guide as documents need them: in order, finished, with their addresses and with who says what."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from onward.build import Build, pages_in_order
from onward.documents.document import Frame
from onward.documents.finished import Finished
from onward.documents.pictures import Pictures
from onward.model import Block, Page
from onward.registry import Addition
from onward.text import TEXT, spoken_date


@dataclass(frozen=True)
class GuidePages:
    """The pages of a build.

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

    def pages(self) -> list[Page]:
        """The pages of the guide in the order in which a reader meets them; what only editors see is none."""
        known = {page.path: page for page in pages_in_order(self.build.pages)}
        ordered = [known[path] for path in self.order if path in known]
        rest = [page for page in known.values() if page.path not in self.order]
        shown = (page for page in (*ordered, *rest) if page.front and not page.for_editors)
        return [page for page in shown if page.path in self.contents]

    def finished(self, page: Page) -> Finished:
        """The page as it was built."""
        if page.path not in self._finished:
            picture = partial(self._pictures.found, page)
            finished = Finished(self.contents[page.path], self.address(page), picture)
            if self.build.copy:
                for link in finished.root.iter("a"):
                    link.set("href", self._original(page, link.get("href", "")))
            self._finished[page.path] = finished
        return self._finished[page.path]

    def _original(self, page: Page, href: str) -> str:
        """A link of the copy that is opened as files, as the page has it in the site of which that is a copy."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return href
        if parts.scheme or parts.netloc or not parts.path:
            return href
        folder = posixpath.dirname(self.build.files[page.path].address)
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        path = self.build.by_address.get(target)
        # Addresses of pages are quoted already.
        url = self.urls[path] if path is not None and path in self.urls else quote(target)
        here = posixpath.dirname(self.urls[page.path]) or "."
        relative = posixpath.relpath(url or ".", here) + ("/" if not url or url.endswith("/") else "")
        return urlunsplit(("", "", relative, parts.query, parts.fragment))

    @cached_property
    def _pictures(self) -> Pictures:
        return Pictures(self.build)

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
