"""The ids of a page, where links can lead to, and the addresses in its raw HTML.

Python-Markdown keeps raw HTML, piece by piece, in its stash; a parser of HTML reads it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree as lxml

from onward.built_page import element_addresses

_MAY_HAVE_ONE = re.compile(r"<[^>]*=")


def anchors(root: etree.Element, stash: Sequence[object]) -> tuple[str, ...]:
    """The ids in the finished tree of a page and in its raw HTML."""
    found = dict.fromkeys(_names(root.iter()))
    found.update(dict.fromkeys(_names(_raw_elements(stash))))
    return tuple(found)


def raw_addresses(stash: Sequence[object]) -> tuple[tuple[str, str], ...]:
    """The addresses in the raw HTML of a page, each with the element that holds it, or with what loads it."""
    return tuple((address, kind) for element in _raw_elements(stash) for address, _, kind in element_addresses(element))


def _raw_elements(stash: Sequence[object]) -> Iterator[lxml._Element]:
    for raw in stash:
        if isinstance(raw, str) and _MAY_HAVE_ONE.search(raw):
            # Around it, so that a piece that is no element is no error.
            yield from lxml.HTML(f"<body>{raw}</body>").iter(lxml.Element)


def _names(elements: Iterable[etree.Element | lxml._Element]) -> Iterator[str]:
    for element in elements:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                yield name
