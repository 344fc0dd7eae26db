"""The ids of a page: every place on it that a link can lead to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence

from lxml import html

_MAY_HAVE_ONE = re.compile(r"\b(?:id|name)\s*=", re.IGNORECASE)


def anchors(root: etree.Element, stash: Sequence[object]) -> tuple[str, ...]:
    """The ids in the finished tree of a page and in its raw HTML, which Python-Markdown keeps in `stash`."""
    found = dict.fromkeys(_names(root.iter()))
    for raw in stash:
        if isinstance(raw, str) and _MAY_HAVE_ONE.search(raw):
            # Around it, so that a piece that is no element is no error.
            found.update(dict.fromkeys(_names(html.document_fromstring(f"<body>{raw}</body>").iter())))
    return tuple(found)


def _names(elements: Iterable[etree.Element | html.HtmlElement]) -> Iterator[str]:
    for element in elements:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                yield name
