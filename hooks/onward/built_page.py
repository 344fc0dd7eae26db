"""A built file, read: the addresses that an HTML page or a stylesheet holds, and the ids of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from lxml import etree

_ADDRESSES = frozenset(
    {"href", "src", "poster", "action", "formaction", "data", "cite", "longdesc", "manifest", "background"}
)
_ADDRESS_LISTS = frozenset({"srcset", "imagesrcset", "ping", "style"})
_ID_LISTS = frozenset({"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list"})
_WITH_TEXT = frozenset({"style", "meta"})

LOADING_LINK = "link that loads"
"""A `link` element that makes the browser ask for what it names, at once."""

_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)

_REFERRING = {"canonical", "alternate", "prev", "next", "license", "author", "help"}


@dataclass(frozen=True)
class BuiltPage:
    """A built HTML file, read: its addresses with the lines they stand on, its ids, and the ids it refers to."""

    path: str
    addresses: tuple[tuple[str, int, str], ...]
    ids: Mapping[str, int]
    duplicates: tuple[tuple[str, int], ...]
    references: tuple[tuple[str, str, int], ...]


def read_page(path: str, data: bytes) -> BuiltPage:
    """Read the addresses and ids of an HTML file."""
    addresses: list[tuple[str, int, str]] = []
    ids: dict[str, int] = {}
    duplicates: list[tuple[str, int]] = []
    references: list[tuple[str, str, int]] = []
    # None where there is no element at all: an empty file, or nothing but a comment.
    root = etree.HTML(data, _PARSER) if data.strip() else None
    if root is None:
        return BuiltPage(path, (), {}, (), ())
    # A page has some thousand elements, most of them of the menu: each is asked once for what it has.
    for element in root.iter(etree.Element):
        attributes = element.items()
        if not attributes and element.tag != "style":
            continue
        line = int(element.sourceline or 1)
        for attribute, value in attributes:
            if attribute == "id":
                duplicates.extend([(value, line)] if value in ids else [])
                ids.setdefault(value, line)
            elif attribute in _ID_LISTS:
                references.extend((each, attribute, line) for each in value.split())
            elif attribute == "name" and element.tag == "a" and value:
                ids.setdefault(value, line)
        addresses.extend([(address, line + down, kind) for address, down, kind in element_addresses(element)])
    return BuiltPage(path, tuple(addresses), ids, tuple(duplicates), tuple(references))


def element_addresses(element: etree._Element) -> list[tuple[str, int, str]]:
    """The addresses of an element, how many lines below it they stand, and what loads them."""
    tag = str(element.tag)
    found: list[tuple[str, int, str]] = []
    for attribute, value in element.items():
        if attribute in _ADDRESSES or attribute.endswith(":href"):
            found.append((value, 0, _loader(element) if tag == "link" else tag))
        elif attribute in _ADDRESS_LISTS:
            kind = "url()" if attribute == "style" else _loader(element) if tag == "link" else tag
            found.extend((each, 0, kind) for each in _listed_addresses(attribute, value))
    if tag in _WITH_TEXT:
        found.extend(_text_addresses(element, tag))
    return found


def _loader(link: etree._Element) -> str:
    return "link" if _REFERRING.issuperset(link.get("rel", "").lower().split()) else LOADING_LINK


def _text_addresses(element: etree._Element, tag: str) -> Iterator[tuple[str, int, str]]:
    """The addresses in the text of a `style` element, or in the content of a `meta` element."""
    if tag == "style":
        yield from ((each, at - 1, "url()") for each, at in stylesheet_addresses(element.text or ""))
    elif tag == "meta":
        content = element.get("content", "")
        if element.get("http-equiv", "").lower() == "refresh" and "=" in content:
            yield content.partition("=")[2].strip("'\" "), 0, tag
        if element.get("property", element.get("name")) in {"og:url", "og:image"}:
            yield content, 0, tag


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
