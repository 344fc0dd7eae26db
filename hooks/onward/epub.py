"""The guide as one EPUB 3, made from the pages of the copy that is opened as files (`offline_copy`).

A book has no script and nothing to press. So boxes become ☐ and ○ for the reader's own mark, fields become lines, and
what only works on a screen goes. https://www.w3.org/TR/epub-33/ says what stands in the file.
"""

from __future__ import annotations

import copy
import posixpath
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree, html
from lxml.builder import ElementMaker

from onward.agency import Agency
from onward.build import Build
from onward.text import TEXT, say, spoken_date

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
MIME = "application/epub+zip"

# What only works on a screen, by its name or one of its classes; and what is hidden there.
_GONE = {"script", "template", "style", "svg", "button", "select", "progress", "output"}
_GONE |= {"noscript", "iframe", "video", "audio", "object", "embed"}
_GONE_CLASSES = {
    f"onward-{name}"
    for name in ("jump", "foot", "walk", "form", "saved", "offline", "documents", "pdf", "check", "notice")
}
_PLAIN = {"form": "div", "fieldset": "div", "legend": "p", "label": "span", "article": "section", "bdi": "span"}
_KEPT = {"id", "class", "href", "src", "alt", "dir", "lang", "datetime", "colspan", "rowspan", "scope", "start", "open"}
_KEPT |= {"title", "reversed", "cite", "span"}
# Those before which browsers end a paragraph, and libxml2 does not: it is older than they are.
_BLOCKS = ("article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "nav", "section")
# Those that other elements have with another meaning, or may not have.
_KEPT_OF = {"ol": {"type"}, "li": {"value"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MARKS = {"checkbox": "☐ ", "radio": "○ "}

STYLE = """
body { line-height: 1.5; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; }
blockquote { border-inline-start: 0.2em solid; margin-inline: 0; padding-inline-start: 1em; }
td, th { border: 1px solid; padding: 0.3em; text-align: start; vertical-align: top; }
table { border-collapse: collapse; }
.onward-items, .onward-options { list-style: none; padding-inline-start: 0; }
.onward-plan__hint { display: block; font-size: 0.9em; font-weight: normal; }
td:empty { block-size: 4em; }
.onward-question__legend { font-weight: bold; }
.onward-block { border-block: 1px solid; margin-block: 1.5em; padding-block: 0.5em; }
"""

X = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})
P = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
D = ElementMaker(namespace=DC, nsmap={"dc": DC})


@dataclass(frozen=True, slots=True)
class Book:
    """What a book says of itself: `address` is where the guide stands on the web, `day` when the book was made."""

    title: str
    language: str
    agency: Agency | None
    address: str
    day: date


def chapters_of(build: Build) -> dict[str, str]:
    """The titles of all pages that were built by the paths of their files: those of the menu first, in its order."""
    paths = {page: path for path, page in sorted(build.built.items())}
    ordered = dict.fromkeys((*build.order, *paths))
    return {paths[page]: build.named.get(page, page) for page in ordered if page in paths}


def book_files(site: Path, chapters: Mapping[str, str], book: Book) -> dict[str, bytes]:
    """All files of the book by their paths, in the order in which they stand in it.

    Args:
        site: the built copy.
        chapters: the titles of its pages by the paths of their files, in the order of the book.
        book: what it says of itself.
    """
    pages = {path: _article(site / path) for path in chapters}
    ids = {path: {str(each) for each in page.xpath(".//@id | ./@id")} for path, page in pages.items()}
    images: dict[str, bytes] = {}
    made = {}
    for path, page in pages.items():
        _relink(page, path, ids, book.address)
        images.update(_images(page, path, site))
        made[f"EPUB/{_chapter(path)}"] = _document(page, chapters[path], book, "../" * (path.count("/") + 1))
    return {
        "mimetype": MIME.encode(),
        "META-INF/container.xml": _container(),
        "EPUB/package.opf": _package(book, list(chapters), list(images)),
        "EPUB/nav.xhtml": _nav(book, chapters),
        "EPUB/style.css": STYLE.strip().encode(),
        **made,
        **{f"EPUB/{_inside(name)}": data for name, data in sorted(images.items())},
    }


def _inside(path: str) -> str:
    """Where a file of the site stands in the book: in its own folder, so that no page is called as the contents."""
    return f"guide/{path}"


def _chapter(path: str) -> str:
    """The file that a page becomes."""
    return _inside(f"{path.removesuffix('.html')}.xhtml")


def _article(file: Path) -> html.HtmlElement:
    """What a page says, without what only works on a screen, as plain elements."""
    page = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
    article = copy.deepcopy(next(page.iter("article")))
    article.tail = None
    etree.strip_tags(article, etree.Comment)
    _close_empty(article)
    for element in list(article.iterdescendants()):
        if _is_gone(element):
            element.drop_tree()
    for element in list(article.iter("input", "textarea")):
        mark = html.Element("span")
        mark.text = _MARKS.get(element.get("type", ""), "________")
        element.addprevious(mark)
        element.drop_tree()
    for block in article.iter(*_BLOCKS):
        for paragraph in block.iterancestors("p"):
            paragraph.tag = "div"
    for element in article.iter():
        element.tag = _PLAIN.get(str(element.tag), str(element.tag))
        for name in set(element.attrib) - _KEPT - _KEPT_OF.get(str(element.tag), set()):
            del element.attrib[name]
    return article


def _close_empty(article: html.HtmlElement) -> None:
    """Give back what stands behind elements that are empty, which libxml2 does not know and takes for what is in them.

    Of a picture in several kinds the one stays that everybody can show.
    """
    for element in list(article.iter("wbr", "source", "track", "picture")):
        if element.tag == "wbr":
            element.addprevious(html.Element("wbr"))
        element.drop_tag()


def _is_gone(element: html.HtmlElement) -> bool:
    classes = set(element.get("class", "").split())
    return element.tag in _GONE or "hidden" in element.attrib or not classes.isdisjoint(_GONE_CLASSES)


def _relink(page: html.HtmlElement, path: str, ids: Mapping[str, set[str]], address: str) -> None:
    """Let links lead to chapters, and those to what is no chapter to the web."""
    for link in page.iter("a"):
        parts = urlsplit(link.get("href", ""))
        if parts.scheme or parts.netloc:
            # Reading systems need not know others, such as sms:, and the number stands there.
            if parts.scheme not in _SCHEMES:
                del link.attrib["href"]
            continue
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        )
        if target in ids:
            relative = posixpath.relpath(_chapter(target), posixpath.dirname(_chapter(path))) if parts.path else ""
            fragment = f"#{parts.fragment}" if unquote(parts.fragment) in ids[target] else ""
            link.set("href", f"{quote(relative)}{fragment}" or quote(posixpath.basename(_chapter(path))))
        elif address:
            link.set("href", urljoin(address, quote(target)))
        else:
            del link.attrib["href"]


def _images(page: html.HtmlElement, path: str, site: Path) -> Iterator[tuple[str, bytes]]:
    for image in list(page.iter("img")):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(image.get("src", ""))))
        if Path(target).suffix.lower() in _TYPES:
            yield target, (site / target).read_bytes()
        else:
            # No reading system need know another kind.
            image.drop_tree()


def _document(page: html.HtmlElement, title: str, book: Book, up: str) -> bytes:
    """A chapter; `up` leads from it to the top of the book."""
    root = X.html(
        X.head(X.title(title), X.link(rel="stylesheet", type="text/css", href=f"{up}style.css")),
        X.body(_in_namespace(page)),
        lang=book.language,
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", book.language)
    return _bytes(root)


def _in_namespace(element: html.HtmlElement) -> etree._Element:
    made = etree.Element(f"{{{XHTML}}}{element.tag!s}", dict(element.attrib))
    made.text, made.tail = element.text, element.tail
    made.extend(_in_namespace(child) for child in element)
    return made


def _nav(book: Book, chapters: Mapping[str, str]) -> bytes:
    entries = (X.li(X.a(title, href=quote(_chapter(path)))) for path, title in chapters.items())
    contents = X.nav(X.h1(TEXT["book_contents"]), X.ol(*entries), id="contents")
    contents.set(f"{{{OPS}}}type", "toc")
    made = say("copy_made", date=spoken_date(book.day))
    body = X.body(X.p(book.title), X.p(book.agency.name if book.agency else ""), X.p(made), contents)
    root = X.html(X.head(X.title(book.title)), body, lang=book.language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", book.language)
    return _bytes(root)


def _container() -> bytes:
    made = ElementMaker(namespace=CONTAINER, nsmap={None: CONTAINER})
    file = made.rootfile(**{"full-path": "EPUB/package.opf", "media-type": "application/oebps-package+xml"})
    return _bytes(made.container(made.rootfiles(file), version="1.0"))


_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}

# https://www.w3.org/TR/epub-a11y-11/#sec-disc-package
_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", TEXT["book_access"]),
)


def _package(book: Book, chapters: list[str], images: list[str]) -> bytes:
    name = book.agency.name if book.agency else book.title
    # The same guide stays the same book, whichever day it was made.
    identity = uuid.uuid5(uuid.NAMESPACE_URL, book.address or book.title)
    metadata = P.metadata(
        D.identifier(f"urn:uuid:{identity}", id="id"),
        D.title(book.title),
        D.language(book.language),
        D.publisher(name),
        P.meta(f"{book.day.isoformat()}T00:00:00Z", property="dcterms:modified"),
        *(P.meta(value, property=f"schema:{key}") for key, value in _ACCESS),
    )
    items = [("nav", "nav.xhtml", "application/xhtml+xml"), ("style", "style.css", "text/css")]
    items += [(f"page-{n}", _chapter(path), "application/xhtml+xml") for n, path in enumerate(chapters, 1)]
    items += [
        (f"image-{n}", _inside(path), _TYPES[Path(path).suffix.lower()]) for n, path in enumerate(sorted(images), 1)
    ]
    manifest = P.manifest(*(P.item(id=key, href=quote(path), **{"media-type": kind}) for key, path, kind in items))
    manifest[0].set("properties", "nav")
    spine = P.spine(P.itemref(idref="nav"), *(P.itemref(idref=f"page-{n + 1}") for n in range(len(chapters))))
    root = P.package(metadata, manifest, spine, version="3.0")
    root.set("unique-identifier", "id")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", book.language)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
