"""Picture files: what they are by their first bytes, and what an SVG drawing would do."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from onward.built_page import stylesheet_addresses

ENDINGS = {
    ".svg": "SVG",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
    ".ico": "ICO",
}
"""The formats that browsers show, by the endings of their files; the first ending of a format is the usual one."""

MOST_OF_SVG = 2_000_000
"""A larger drawing is not parsed; it is far too large for a page in any case."""

_FIRST_BYTES = (
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"RIFF.{4}WEBP", "WebP"),
    (rb".{4}ftypavi[fs]", "AVIF"),
    (rb"\x00\x00\x01\x00", "ICO"),
)
"""https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern, and AVIF's `ftyp` box."""

_DRAWING = "{http://www.w3.org/2000/svg}"
_RUNNING = {"script", "foreignObject", "iframe", "object", "embed", "handler", "listener"}
_HREF = ("href", "{http://www.w3.org/1999/xlink}href", "src")


def format_of(file: Path) -> str:
    """The format of a picture, by its first bytes; empty if it is none that browsers show."""
    try:
        with file.open("rb") as opened:
            start = opened.read(65_536)
    except OSError:
        return ""
    known = next((name for sign, name in _FIRST_BYTES if re.match(sign, start, re.DOTALL)), "")
    return known or ("SVG" if _is_drawing(start) else "")


def _is_drawing(start: bytes) -> bool:
    """Whether the first element of a text is `svg`; how the text goes on does not matter."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with contextlib.suppress(etree.XMLSyntaxError):  # What was read before is kept.
        parser.feed(start)
    first = next(iter(parser.read_events()), None)
    return first is not None and isinstance(first[1].tag, str) and etree.QName(first[1]).localname == "svg"


def svg_faults(file: Path) -> Iterator[tuple[int, str]]:
    """What a drawing must not have, each with its line."""
    # No entity is resolved, nothing is fetched, and libxml2's limits on depth and size hold.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 1, f"the drawing is no well-formed XML: {(error.msg or '').partition(', line')[0]}"
        return
    except OSError:
        return
    if root.getroottree().docinfo.internalDTD is not None and "<!ENTITY" in str(_declarations(root)):
        yield 1, "the drawing declares entities of its own"
    for node in root.getroottree().iter():
        line = int(node.sourceline or 1)
        if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 - lxml has no public name for it.
            if node.target == "xml-stylesheet":
                yield line, "the drawing loads a stylesheet"
        elif isinstance(node.tag, str):
            yield from ((line, message) for message in _element_faults(node))


def _declarations(root: etree._Element) -> str:
    return etree.tostring(root.getroottree(), encoding="unicode").partition("<svg")[0]


def _element_faults(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in _RUNNING:
        yield f"the drawing holds a `<{name}>`, which can run code"
        return
    for raw, value in element.items():
        attribute = etree.QName(raw).localname
        if attribute.lower().startswith("on"):
            yield f"`{attribute}` in the drawing runs code"
        elif raw in _HREF and _leads_away(name, str(value)):
            yield f"the drawing loads or opens `{_short(str(value))}`"
        elif "url(" in value.lower():
            yield from _loaded(str(value))
    if name in {"set", "animate"} and element.get("attributeName", "").lower().endswith(("href", "onload")):
        yield f"`<{name}>` in the drawing changes an address while it runs"
    if name == "style":
        yield from _loaded("".join(element.itertext()))


def _leads_away(element: str, value: str) -> bool:
    """Whether an address is more than a place in the drawing, a picture kept in it, or a link that a reader follows."""
    bare = re.sub(r"[\x00-\x20]", "", value).lower()
    if element == "a":
        return bare.startswith(("javascript:", "data:", "vbscript:"))
    return not bare.startswith("#") and not re.match(r"data:image/(?:png|jpeg|gif|webp)[;,]", bare)


def _loaded(css: str) -> Iterator[str]:
    for address, _ in stylesheet_addresses(css if "{" in css else f"a {{ b: {css} }}"):
        if not address.startswith("#") and not address.lower().startswith(("data:image/", "data:font/")):
            yield f"the drawing loads `{_short(address)}`"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
