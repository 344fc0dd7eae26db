"""A built file, read: the addresses that an HTML page or a stylesheet holds, and the ids of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2
from lxml import etree

if TYPE_CHECKING:
    # Of the stubs alone.
    from lxml.etree import ParserTarget
    from lxml.etree._parser import CustomTargetParser

    _ParserTarget = ParserTarget["_Found"]
else:
    _ParserTarget = object

_USES = {
    "id": "id",
    "name": "name",
    **dict.fromkeys(("href", "src", "poster", "action", "formaction", "data"), "address"),
    **dict.fromkeys(("cite", "longdesc", "manifest", "background", "xlink:href"), "address"),
    **dict.fromkeys(("srcset", "imagesrcset", "ping", "style"), "addresses"),
    **dict.fromkeys(("for", "headers", "list"), "ids"),
    **dict.fromkeys(("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"), "ids"),
}
"""What attributes are read for; `xlink:href` is that of SVG, and HTML knows no other name of the kind."""

_NOT_READ = frozenset((*_USES, *("content", "http-equiv", "property"))).isdisjoint
"""Whether nothing is read of some attributes, as it is with most elements."""

LOADING_LINK = "link that loads"
"""A `link` element that makes the browser ask for what it names, at once."""

_REFERRING = {"canonical", "alternate", "prev", "next", "license", "author", "help"}


@dataclass(frozen=True)
class BuiltPage:
    """A built HTML file, read: its addresses with the lines they stand on, its ids, and the ids it refers to."""

    path: str
    addresses: tuple[tuple[str, int, str], ...]
    ids: Mapping[str, int]
    duplicates: tuple[tuple[str, int], ...]
    references: tuple[tuple[str, str, int], ...]


def read_page(path: str, data: bytes, *, lines: bool = False) -> BuiltPage:
    """Read the addresses and ids of an HTML file.

    Args:
        path: the file, relative to the site.
        data: what it holds.
        lines: whether to find out the lines too, which takes twice as long. Without, all may be said to be the first.
    """
    found = _Found()
    # The parser refuses a file in which there is nothing.
    if data.strip() and not lines:
        found = etree.HTML(data, _PARSER)
    if found.styled or (data.strip() and lines):
        found = _of_tree(data)
    return BuiltPage(path, tuple(found.addresses), found.ids, tuple(found.duplicates), tuple(found.references))


@dataclass(slots=True)
class _Found:
    """What was found so far; `styled` says whether there is a style, which a start tag does not hold."""

    addresses: list[tuple[str, int, str]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    duplicates: list[tuple[str, int]] = field(default_factory=list)
    references: list[tuple[str, str, int]] = field(default_factory=list)
    styled: bool = False


class _StartTags(_ParserTarget):
    """Takes from each start tag what a page is read for.

    The parser hands the tags over as it meets them. A tree of them would have to be made, and then walked through.
    """

    def __init__(self) -> None:
        self.line = 1
        self.found = _Found()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self.found.styled = True
        if not _NOT_READ(attributes):
            self._read(tag, attributes)

    def _read(self, tag: str, attributes: Mapping[str, str]) -> None:
        found = self.found
        for name in attributes:
            use = _USES.get(name)
            if use is None:
                continue
            value = attributes[name]
            if use == "address":
                found.addresses.append((value, self.line, _loader(attributes) if tag == "link" else tag))
            elif use == "id":
                found.duplicates.extend([(value, self.line)] if value in found.ids else [])
                found.ids.setdefault(value, self.line)
            elif use == "ids":
                found.references.extend((each, name, self.line) for each in value.split())
            elif use == "addresses":
                kind = "url()" if name == "style" else _loader(attributes) if tag == "link" else tag
                found.addresses.extend((each, self.line, kind) for each in _listed_addresses(name, value))
            elif tag == "a" and value:
                found.ids.setdefault(value, self.line)
        if tag == "meta":
            found.addresses.extend((each, self.line, tag) for each in _meta_addresses(attributes))

    def close(self) -> _Found:
        """What the file has; the parser asks for it at the end, whatever has happened."""
        found, self.found = self.found, _Found()
        return found


# One for all files: it is only gone when Python searches for garbage.
_PARSER: CustomTargetParser[_Found] = etree.HTMLParser(target=_StartTags(), encoding="utf-8", huge_tree=True)
_TREE_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)


def _of_tree(data: bytes) -> _Found:
    """Make a tree all the same: it has the lines, and the text of styles."""
    tags = _StartTags()
    root: etree._Element | None = etree.HTML(data, _TREE_PARSER)
    # What stands behind `</html>` comes beside the root. There is none where there is nothing but a comment.
    for top in () if root is None else (root, *root.itersiblings(etree.Element)):
        for element in top.iter(etree.Element):
            tags.line = int(element.sourceline or 1)
            tags.start(str(element.tag), dict(element.items()))
            if element.tag == "style":
                css = stylesheet_addresses(element.text or "")
                tags.found.addresses.extend((each, tags.line + at - 1, "url()") for each, at in css)
    return tags.close()


def _loader(link: Mapping[str, str]) -> str:
    return "link" if _REFERRING.issuperset(link.get("rel", "").lower().split()) else LOADING_LINK


def _meta_addresses(attributes: Mapping[str, str]) -> Iterator[str]:
    """The addresses in the content of a `meta` element."""
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh" and "=" in content:
        yield content.partition("=")[2].strip("'\" ")
    if attributes.get("property", attributes.get("name")) in {"og:url", "og:image"}:
        yield content


def _listed_addresses(attribute: str, value: str) -> list[str]:
    """The addresses that an attribute of this name holds among other things."""
    if attribute == "ping":
        return value.split()
    if attribute == "style":
        return [each for each, _ in _declaration_addresses(value)] if "(" in value else []
    return [each.split(maxsplit=1)[0] for each in value.split(",") if each.strip()]


@lru_cache(maxsize=64)
def stylesheet_addresses(css: str) -> tuple[tuple[str, int], ...]:
    """The addresses in `url()` and `@import` of a stylesheet, with their lines.

    Every page names the same few stylesheets, so what is read is remembered: with them read anew for each page, a
    guide of 100 pages took 5 seconds more.
    """
    return tuple(_stylesheet_addresses(css))


def _stylesheet_addresses(css: str) -> Iterator[tuple[str, int]]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            if rule.lower_at_keyword == "import":
                yield from ((token.value, token.source_line) for token in rule.prelude if token.type == "string")
            yield from _token_addresses(rule.prelude)
            yield from _token_addresses(rule.content or ())
        elif rule.type == "qualified-rule":
            yield from _token_addresses(rule.content)


def _declaration_addresses(css: str) -> Iterator[tuple[str, int]]:
    return _token_addresses(tinycss2.parse_component_value_list(css))


def _token_addresses(tokens: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[str, int]]:
    for token in tokens:
        if token.type == "url":
            yield token.value, token.source_line
        elif token.type == "function" and token.lower_name in {
            "url",
            "src",
            "image-set",
            "-webkit-image-set",
        }:
            yield from ((each.value, each.source_line) for each in token.arguments if each.type == "string")
            yield from _token_addresses(each for each in token.arguments if each.type != "string")
        elif token.type == "function":
            yield from _token_addresses(token.arguments)
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from _token_addresses(token.content)
