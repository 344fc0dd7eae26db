"""The ids of a page, where links can lead to, and the addresses in its raw HTML.

Python-Markdown keeps raw HTML, piece by piece, in its stash; it is read as the built page is.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence

from onward.built_page import BuiltPage, read_page

_MAY_HAVE_ONE = re.compile(r"<[^>]*=")


def raw_pieces(stash: Sequence[object]) -> list[BuiltPage]:
    """The pieces of raw HTML of a page that may have an id or an address."""
    # With `body` around it a piece that is no element is no error.
    return [
        read_page("", f"<body>{raw}</body>".encode())
        for raw in stash
        if isinstance(raw, str) and _MAY_HAVE_ONE.search(raw)
    ]


def anchors(root: etree.Element, pieces: Iterable[BuiltPage]) -> tuple[str, ...]:
    """The ids in the finished tree of a page and in its raw HTML."""
    found = dict.fromkeys(_names(root))
    for piece in pieces:
        found.update(dict.fromkeys(filter(None, piece.ids)))
    return tuple(found)


def raw_addresses(pieces: Iterable[BuiltPage]) -> tuple[tuple[str, str], ...]:
    """The addresses in the raw HTML of a page, each with the element that holds it, or with what loads it."""
    return tuple((address, kind) for piece in pieces for address, _, kind in piece.addresses)


def _names(root: etree.Element) -> Iterator[str]:
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                yield name
