"""The links of what was really built: every address and every id of every page, template and stylesheet.

MkDocs checks only links that were written in Markdown. This pass reads the HTML and CSS files of the finished site, so
that it also sees raw HTML, templates, assets and what hooks added. It needs no network and no server; addresses of
other sites are looked at (their scheme) and not visited.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree

from onward.addresses import lasting, place_named
from onward.built_page import LOADING_LINK, BuiltPage, read_page, stylesheet_addresses
from onward.garbage import no_search_for_garbage

_FORBIDDEN = ("javascript", "vbscript", "data", "file", "blob")
LOADING = {"script", "img", "iframe", "source", "video", "audio", "embed", "object", "url()", LOADING_LINK}
# Steps up, then steps down and perhaps an anchor; nothing that browsers read in another way than it stands there.
_PLAIN = re.compile(r"((?:\.\./)*)(\.\.|(?:[\w-][\w/-]*(?:\.[\w-]+)*/?(?:#[\w.-]+)?)?)\Z")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """One address that does not work.

    `file` is the built file it stands in, relative to the site; `address` as it stands there; `rule` what it breaks.
    `line` is the line of the built file, for links that come from no Markdown; `target` what the address comes to,
    relative to the site, so that two ways to write one address can be told to be one.
    """

    file: str
    address: str
    rule: str
    message: str
    hint: str = ""
    line: int = 1
    target: str = ""


@dataclass
class BuiltSite:
    """The finished site below `root`.

    Args:
        root: the folder with the built site.
        site_url: the address at which it will stand, or empty.
        vendored: built paths that belong to the theme and may hold `data:` addresses of their own.
        may_load: whether pages may load scripts, styles and pictures from other sites, as those of stock themes do.
    """

    root: Path
    site_url: str = ""
    vendored: frozenset[str] = frozenset()
    may_load: bool = False
    _pages: dict[str, BuiltPage] = field(default_factory=dict)
    _good: set[str] = field(default_factory=set)
    _known: defaultdict[int, defaultdict[str, set[str]]] = field(default_factory=lambda: defaultdict(_by_element))
    """What is good on every page so many folders deep, by the element that holds it: what leads over the top, as the
    menu does, or names a whole address."""

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, relative to the site, with `/`."""
        return frozenset(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())

    @cached_property
    def own(self) -> tuple[str, str]:
        """Host and path of the site's own address; the path starts and ends with `/`."""
        parts = urlsplit(self.site_url)
        return parts.netloc.lower(), f"/{parts.path.strip('/')}/".replace("//", "/")

    def page(self, path: str) -> BuiltPage:
        """An HTML file, read once."""
        if path not in self._pages:
            self._pages[path] = read_page(path, (self.root / path).read_bytes())
        return self._pages[path]

    def ids(self, path: str) -> Collection[str]:
        """The ids of an HTML file."""
        return self.page(path).ids

    @no_search_for_garbage()
    def check(self) -> list[BrokenLink]:
        """Everything that is broken, by file, in the order in which it stands there."""
        broken: list[BrokenLink] = []
        for path in sorted(self.files):
            if path.endswith(".html"):
                broken.extend(self._check_page(path))
            elif path.endswith(".css"):
                broken.extend(self._check_stylesheet(path))
            elif path == "sitemap.xml":
                broken.extend(self._check_sitemap(path))
        return broken

    def _check_page(self, path: str) -> Iterator[BrokenLink]:
        page = self.page(path)
        # Hardly any page has something broken, and nobody asks for the lines of what is not.
        if next(self._broken(page), None):
            lined = read_page(path, (self.root / path).read_bytes(), lines=True)
            # A tree ends 2048 elements deep.
            yield from list(self._broken(lined)) or self._broken(page)

    def _broken(self, page: BuiltPage) -> Iterator[BrokenLink]:
        near = self._near_targets(page.path)
        depth = page.path.count("/")
        known, to_top = self._known[depth], "../" * depth
        for address, line, element in page.addresses:
            if address in known[element] or (
                address.startswith("#") and address[1:] in page.ids and "%" not in address
            ):
                continue
            target = near(address)
            broken = [] if target in self._good else list(self._told(page.path, address, line, element, target))
            yield from broken
            if not broken and (f"{address}/".startswith(to_top) if target else _SCHEME.match(address)):
                known[element].add(address)
        for name, line in page.duplicates:
            message = f"the id `{name}` stands twice on the built page"
            yield BrokenLink(page.path, f"#{name}", "built-id", message, "Give one of them another id.", line)
        for name, attribute, line in page.references:
            if name not in page.ids:
                message = f"`{attribute}` names the id `{name}`, which the built page does not have"
                yield BrokenLink(page.path, f"#{name}", "built-id", message, "Correct the id.", line)

    def _check_stylesheet(self, path: str) -> Iterator[BrokenLink]:
        for address, line in stylesheet_addresses((self.root / path).read_text("utf-8", "replace")):
            if path in self.vendored and address.startswith("data:"):
                continue
            yield from self.check_address(path, address, line, "url()")

    def _check_sitemap(self, path: str) -> Iterator[BrokenLink]:
        tree = etree.fromstring((self.root / path).read_bytes())
        for element in tree.iter("{*}loc"):
            yield from self.check_address(path, (element.text or "").strip(), int(element.sourceline or 1), "loc")

    def check_address(self, path: str, address: str, line: int, element: str) -> Iterator[BrokenLink]:
        """What is wrong with an address.

        Args:
            path: the built file that it stands in.
            address: as the attribute holds it.
            line: its line in that file.
            element: the element that holds it, or what loads it.
        """
        near = self._near_targets(path)(address)
        if near not in self._good:
            yield from self._told(path, address, line, element, near)

    def _told(self, path: str, address: str, line: int, element: str, near: str) -> Iterator[BrokenLink]:
        """What is wrong with an address; if nothing is, what it comes to is good from any page."""
        broken = list(self._judged(path, address, line, element))
        if near and not broken:
            self._good.add(near)
        yield from broken

    def _near_targets(self, path: str) -> Callable[[str], str]:
        """Says what relative addresses in a file come to, with their fragments; empty where that is not plain to see.

        The menu is the same on every page, in other words on each: what leads somewhere is looked up once.
        """
        folders = [f"{posixpath.dirname(path)}/"]
        while folders[-1] != "/":
            folders.append(f"{posixpath.dirname(folders[-1][:-1])}/")

        def near(address: str) -> str:
            plain = _PLAIN.match(address) if address else None
            if plain is None:
                return ""
            steps, rest = plain.groups()
            up, rest = (len(steps) // 3 + 1, "") if rest == ".." else (len(steps) // 3, rest)
            return folders[up] + rest if up < len(folders) else ""

        return near

    def _judged(self, path: str, address: str, line: int, element: str) -> Iterator[BrokenLink]:
        # Browsers drop tabs and line ends from an address and spaces around it, so `java\tscript:` is live.
        bare = _CONTROL.sub("", address)
        scheme = _SCHEME.match(bare)
        name = scheme[1].lower() if scheme else ""
        shown = f"`{_short(address)}`"
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            message = f"{shown} is no address that a browser understands"
            yield BrokenLink(path, address, "link-address", message, "Correct it, or delete the link.", line)
            return
        if name in _FORBIDDEN:
            message = f"a `{name}:` address is not allowed: {shown}"
            yield BrokenLink(
                path, address, "link-scheme", message, "Link to a page, https:, mailto:, tel: or sms:.", line
            )
        elif bare.startswith(("//", "\\\\", "/\\", "\\/")):
            message = f"{shown} does not say https:"
            yield BrokenLink(path, address, "link-scheme", message, "Write the whole address, with https:.", line)
        elif name in {"http", "https"} and not self._is_own(parts):
            if element in LOADING and not self.may_load:
                message, hint = f"{shown} is loaded from another site", "Keep the file in docs/ and use it from there."
                yield BrokenLink(path, address, "link-scheme", message, hint, line)
        elif not name and parts.path.startswith("/") and not (path == "404.html" and self._below_root(parts.path)):
            message = f"{shown} starts at the root of the web site, and breaks under a sub-path"
            hint = "Write it relative to this page, for example `reply.md`."
            yield BrokenLink(path, address, "link-absolute", message, hint, line)
        elif not name or name in {"http", "https"}:
            target = self._target(path, unquote(parts.path), whole=bool(name))
            yield from self._check_target(path, address, target, place_named(unquote(parts.fragment)), line)

    def led_to(self, path: str, address: str) -> str | None:
        """The file to which an address in the file at `path` leads, or None if it leads out of the site or nowhere."""
        parts = urlsplit(address.strip())
        whole = bool(parts.scheme or parts.netloc)
        if whole and not self._is_own(parts):
            return None
        return self.file(self._target(path, unquote(parts.path), whole=whole))

    def _is_own(self, parts: SplitResult) -> bool:
        return bool(self.own[0]) and parts.netloc.lower() == self.own[0] and self._below_root(f"{parts.path}/")

    def _below_root(self, path: str) -> bool:
        return path.startswith(self.own[1])

    def _target(self, path: str, name: str, *, whole: bool) -> str:
        """What a path comes to, relative to the site; `whole` if it is part of a full address."""
        if whole or name.startswith("/"):
            # Servers take several slashes for one, and some themes write two.
            return name[len(self.own[1]) :].lstrip("/")
        if not name:
            return path
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        return f"{target}/" if name.endswith("/") and target != "." else target

    def _check_target(self, path: str, address: str, target: str, fragment: str, line: int) -> Iterator[BrokenLink]:
        if target == ".." or target.startswith("../"):
            message = f"`{_short(address)}` leads out of the site"
            yield BrokenLink(path, address, "link-target", message, "Link to a page below docs/.", line)
            return
        found = self.file(target)
        if found is None:
            guess = self._similar(target)
            hint = f"Did you mean `{guess}`?" if guess else "Correct the address, or delete the link."
            message = f"`{_short(address)}` leads to nothing: the site has no `{_short(target) or '/'}`"
            yield BrokenLink(path, address, "link-target", message, hint, line, target)
        elif fragment and found.endswith(".html") and fragment not in self.ids(found):
            known = list(filter(lasting, self.ids(found)))
            near = difflib.get_close_matches(fragment, known, n=3, cutoff=0.5)
            names = ", ".join(f"#{name}" for name in near or known[:5])
            hint = f"It has {names}." if names else "It has no anchors."
            where = "this page" if found == path else f"`{_short(address.partition('#')[0])}`"
            yield BrokenLink(
                path, address, "link-anchor", f"{where} has no `#{_short(fragment)}`", hint, line, f"{found}#{fragment}"
            )

    def file(self, target: str) -> str | None:
        """The built file that a path of the site leads to, or None."""
        if target in {"", "."} or target.endswith("/"):
            index = f"{target.strip('/')}/index.html".lstrip("/") if target not in {"", "."} else "index.html"
            return index if index in self.files else None
        if target in self.files:
            return target
        return None

    def _similar(self, target: str) -> str | None:
        names = {path.removesuffix("index.html") or "./" for path in self.files if path.endswith(".html")}
        pool = sorted(names if target.endswith(("/", ".md", ".html")) or "." not in target else self.files)
        wanted = target.removesuffix(".md").removesuffix(".html")
        matches = difflib.get_close_matches(wanted, pool, n=1, cutoff=0.8)
        return matches[0] if matches else None


def _by_element() -> defaultdict[str, set[str]]:
    return defaultdict(set)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
