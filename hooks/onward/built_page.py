"""A built file, read: the addresses that an HTML page or a stylesheet holds, and the ids of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import tinycss2
from lxml import html

_ADDRESSES = (
    "href",
    "src",
    "poster",
    "action",
    "formaction",
    "data",
    "cite",
    "longdesc",
    "manifest",
    "background",
)
_ID_LISTS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list")

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


def read_page(path: str, data: bytes) -> BuiltPage:
    """Read the addresses and ids of an HTML file."""
    addresses: list[tuple[str, int, str]] = []
    ids: dict[str, int] = {}
    duplicates: list[tuple[str, int]] = []
    references: list[tuple[str, str, int]] = []
    if not data.strip():
        return BuiltPage(path, (), {}, (), ())
    for element in html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8")).iter():
        if not isinstance(element.tag, str):
            continue
        line = int(element.sourceline or 1)
        name = element.get("id")
        if name is not None:
            duplicates.extend([(name, line)] if name in ids else [])
            ids.setdefault(name, line)
        if element.tag == "a" and element.get("name"):
            ids.setdefault(element.get("name", ""), line)
        for attribute in _ID_LISTS:
            references.extend((each, attribute, line) for each in element.get(attribute, "").split())
        addresses.extend((address, line + down, kind) for address, down, kind in element_addresses(element))
    return BuiltPage(path, tuple(addresses), ids, tuple(duplicates), tuple(references))


def element_addresses(element: html.HtmlElement) -> Iterator[tuple[str, int, str]]:
    """The addresses of an element, how many lines below it they stand, and what loads them."""
    tag = str(element.tag)
    if tag == "link" and not _REFERRING.issuperset(element.get("rel", "").lower().split()):
        tag = LOADING_LINK
    for attribute, value in element.items():
        kind = "url()" if attribute == "style" else tag
        yield from ((each, 0, kind) for each in _attribute_addresses(attribute, value))
    if tag == "style":
        yield from ((each, at - 1, "url()") for each, at in stylesheet_addresses(element.text or ""))
    elif tag == "meta":
        content = element.get("content", "")
        if element.get("http-equiv", "").lower() == "refresh" and "=" in content:
            yield content.partition("=")[2].strip("'\" "), 0, tag
        if element.get("property", element.get("name")) in {"og:url", "og:image"}:
            yield content, 0, tag


def _attribute_addresses(attribute: str, value: str) -> list[str]:
    """The addresses that an attribute of this name holds."""
    if attribute in _ADDRESSES or attribute.endswith(":href"):
        return [value]
    if attribute in {"srcset", "imagesrcset"}:
        return [each.split(maxsplit=1)[0] for each in value.split(",") if each.strip()]
    if attribute == "ping":
        return value.split()
    return [each for each, _ in _declaration_addresses(value)] if attribute == "style" else []


def stylesheet_addresses(css: str) -> Iterator[tuple[str, int]]:
    """The addresses in `url()` and `@import` of a stylesheet, with their lines."""
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
