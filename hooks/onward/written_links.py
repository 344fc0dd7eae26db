"""The links of a page as its editor wrote them, held against the files of the docs folder and the ids of its pages.

This needs no built site, so `onward check` and editors' tools see what a build sees. Each link has one flaw at most,
the first that whoever mends it has to know of.
"""

from __future__ import annotations

import difflib
import posixpath
import unicodedata
from collections.abc import Iterator
from itertools import takewhile
from urllib.parse import SplitResult, quote, unquote

from onward import addresses
from onward.addresses import Flaw
from onward.blocks import BY_NAME
from onward.build import Build
from onward.docs_files import DocsFile, Inclusion
from onward.model import Link, Page, Position, Steps


def flaws(page: Page, build: Build, rule: str) -> Iterator[tuple[Position, Flaw]]:
    """What is wrong with the links of a page and belongs to a rule; found once for all rules."""
    if page.path not in build.flaws:
        build.flaws[page.path] = tuple(dict.fromkeys(_LinkReader(page, build).flaws()))
    return ((position, flaw) for position, flaw in build.flaws[page.path] if flaw.rule == rule)


MOST_GUESSES = 200
"""So many times names are looked for on a page that are near to a wrong one: it takes some milliseconds each."""


class _LinkReader:
    """Judges the links of one page."""

    def __init__(self, page: Page, build: Build) -> None:
        self.page = page
        self.build = build
        file = build.files.get(page.path)
        self.draft = file is not None and file.inclusion is Inclusion.DRAFT
        self.address = file.address if file else ""
        self.guesses = MOST_GUESSES

    def flaws(self) -> Iterator[tuple[Position, Flaw]]:
        told = set(self._told())
        for link in self.page.links:
            if not link.written or link.position in told:
                continue
            flaw = self._flaw(link)
            if flaw:
                yield link.position, flaw

    def _told(self) -> Iterator[Position]:
        """Links of which the rule of the steps says enough: it asks for more than other links do."""
        steps = [step for block in self.page.blocks if isinstance(block, Steps) for step in block.steps if step.target]
        seen = {self.page.path}
        for step in steps:
            if step.page not in self.build.sources or step.page in seen:
                yield step.target_position
            seen.add(step.page)

    def _flaw(self, link: Link) -> Flaw | None:
        name = addresses.disguise(link.raw)
        if name:
            return Flaw("link-scheme", "dangerous", link.raw, name)
        text = addresses.as_read(link.raw)
        if not text.strip("#?/."):
            return self._empty(text, link)
        scheme = addresses.scheme_of(text)
        if scheme == "mailto":
            return addresses.mail(text)
        if scheme in addresses.DIALLED:
            return addresses.telephone(text)
        parts = addresses.split(text)
        if parts is None:
            return Flaw("link-address", "unread", text)
        if scheme in {"http", "https"}:
            return self._web(text, parts, link)
        if scheme:
            return addresses.scheme(text, scheme)
        return addresses.without_scheme(text) or self._relative(text, parts, link)

    def _empty(self, text: str, link: Link) -> Flaw:
        if text in {"", "#", "?", "?#"}:
            return Flaw("link-empty", "image" if link.image else "link", text)
        if text.startswith("/"):
            return Flaw("link-absolute", "", text)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), text.strip("#?")))
        if target.startswith(".."):
            return Flaw("link-outside", "", text)
        index = self._index(target)
        return (
            Flaw("link-built", "folder", text, self._relative_to(index)) if index else Flaw("link-empty", "link", text)
        )

    def _web(self, text: str, parts: SplitResult, link: Link) -> Flaw | None:
        own = self.build.own_address(parts)
        if own is None:
            if link.image:
                return Flaw("link-scheme", "loaded", text)
            return addresses.web(text, parts)
        flaw = addresses.spelling(text)
        if flaw:
            return flaw
        for address in (own, posixpath.join(own, "index.html")):
            path = self.build.by_address.get(address.strip("/"))
            if path:
                fragment = f"#{parts.fragment}" if parts.fragment else ""
                return Flaw("link-built", "own", text, f"{self._relative_to(path)}{fragment}")
        near = self._near(own.strip("/"))
        better = self._relative_to(near) if near else ""
        return Flaw("link-target", "own", own or "/", better, self.build.configured.extended)

    def _relative(self, text: str, parts: SplitResult, link: Link) -> Flaw | None:
        flaw = addresses.spelling(text)
        if flaw:
            return flaw
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        if path.startswith("/"):
            inner = posixpath.normpath(path).strip("/")
            near = inner if inner in self.build.files else self._found(inner) or self._near(inner)
            behind = f"#{fragment}" if fragment else ""
            return Flaw("link-absolute", "", text, f"{self._relative_to(near)}{behind}" if near else "")
        if not path:
            return self._anchor(self.page.path, "", fragment)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), path))
        if target == ".." or target.startswith("../"):
            return Flaw("link-outside", "", text)
        file = self.build.files.get(target)
        if file is None or path.endswith("/"):
            return self._missing(text, path, target, fragment, link)
        if file.inclusion is Inclusion.EXCLUDED or (file.inclusion is Inclusion.DRAFT and not self.draft):
            return Flaw("link-target", file.inclusion.value, target)
        if link.image and file.is_page:
            return Flaw("link-target", "no-image", text)
        flaw = self._anchor(target, parts.path, fragment) if file.is_page else None
        # Of a space in the name of a file `file-name` says what to do.
        if flaw is None and file.is_page and text.endswith("#"):
            return Flaw("link-empty", "hash", text, text.rstrip("#"))
        return flaw

    def _missing(self, text: str, path: str, target: str, fragment: str, link: Link) -> Flaw | None:
        """Why there is no such file: the address of a built page, another spelling of a name, or nothing at all."""
        behind = f"#{fragment}" if fragment else ""
        if not link.image:
            page = self._found(target, posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path)))
            if page:
                return Flaw("link-built", "", text, f"{self._relative_to(page)}{behind}")
        alike = self.build.spelt_alike(target)
        if alike == target:
            return Flaw("link-spelling", "slash", text, f"{self._relative_to(alike)}{behind}")
        if alike:
            if unicodedata.normalize("NFC", alike) == unicodedata.normalize("NFC", target):
                return Flaw("link-target", "unicode", target, quote(self._relative_to(alike)))
            return Flaw("link-target", "case", target, self._relative_to(alike))
        if self.build.in_theme(target):
            return None
        whole = "".join(target.split())
        if whole in self.build.files:
            return Flaw("link-spelling", "gap", text, f"{self._relative_to(whole)}{behind}")
        if addresses.looks_like_host(text):
            return Flaw("link-address", "bare", text, f"https://{text}")
        near = self._near(target)
        better = self._relative_to(near) if near else ""
        return Flaw("link-target", "missing", target, better, self.build.configured.extended)

    def _found(self, *targets: str) -> str | None:
        """The page that one of these addresses of the built site leads to."""
        for target in targets:
            stem = target.removesuffix("/").removesuffix("index.html").removesuffix(".html").strip("/")
            for name in (f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"):
                file = self.build.files.get(name.lstrip("/"))
                if file and file.inclusion is not Inclusion.EXCLUDED and (stem or target):
                    return file.path
        return None

    def _index(self, folder: str) -> str | None:
        names = (posixpath.normpath(posixpath.join(folder, name)) for name in ("index.md", "README.md"))
        return next((name for name in names if name in self.build.files), None)

    def _near(self, target: str) -> str | None:
        """The file that a wrong path most probably means: of its name in another folder, or of nearly its name.

        Endings say nothing about what was meant: `nope.md` is not near `other.md`.
        """
        self.guesses -= 1
        if self.guesses < 0:
            return None
        wanted = target.removesuffix("/").removesuffix(".md").removesuffix(".html")
        page = target != wanted or not posixpath.splitext(target)[1]
        known = {
            name.removesuffix(".md"): name
            for name, file in sorted(self.build.files.items())
            if _offered(file) and file.is_page == page
        }
        moved = [name for stem, name in known.items() if posixpath.basename(stem) == posixpath.basename(wanted)]
        if len(moved) == 1:
            return moved[0]
        folded = {stem.lower(): name for stem, name in reversed(known.items())}
        close = difflib.get_close_matches(wanted.lower(), folded, n=1, cutoff=0.6)
        return folded[close[0]] if close else None

    def _anchor(self, target: str, written: str, fragment: str) -> Flaw | None:
        page = self.build.pages.get(target)
        name = addresses.place_named(fragment)
        if not name or page is None or not self.build.readable(target) or name in page.anchors:
            return None
        if name in self.build.frame_ids(target):
            return None
        if _of_unread_block(page, name):
            return None  # A rule of the block says why there is no such place; mending that mends the link.
        self.guesses -= 1
        near = _nearest_anchors(page, name) if self.guesses >= 0 else []
        return Flaw("link-anchor", written, name, " ".join(near), not self.build.anchors_known(page))

    def _relative_to(self, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(self.page.path) or ".")


def _of_unread_block(page: Page, name: str) -> bool:
    """Whether a block whose name or options nobody can read would have this id, or what is never closed hides it."""
    seen = {block.position for block in page.blocks}
    unclosed = min((fence.position.line for fence in page.fences if not fence.closed), default=None)
    if unclosed is not None and any(name in line for line in page.lines[unclosed - 1 :]):
        return True
    unread = (fence.value("id") for fence in page.fences if fence.position not in seen)
    misspelt = (
        option.value for fence in page.fences for option in fence.options if option.key not in BY_NAME[fence.name].KNOWN
    )
    if name in unread or name in misspelt:
        return True
    below = (page.lines[fault.position.line :] for fault in page.faults_of("block-name"))
    options = [line for lines in below for line in takewhile(str.strip, lines)]
    options += [page.lines[fault.position.line - 1] for fault in page.faults_of("block-option")]
    return any([each.strip() for each in line.partition(":")] == ["id", ":", name] for line in options)


def _offered(file: DocsFile) -> bool:
    return file.inclusion is Inclusion.BUILT


def _nearest_anchors(page: Page, fragment: str) -> list[str]:
    """The ids of a page that are nearest to a name, or those of its headings and blocks."""
    named = [heading.id for heading in page.headings] + [block.id for block in page.blocks]
    known = list(dict.fromkeys(name for name in (*named, *page.anchors) if addresses.lasting(name)))
    lowered = {name.lower(): name for name in reversed(known)}
    near = difflib.get_close_matches(fragment.lower(), lowered, n=3, cutoff=0.5)
    return [lowered[name] for name in near] or [name for name in known if name in named]
