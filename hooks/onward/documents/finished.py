"""The finished words of a page: what inline Markdown has become, found by the ids and classes that the blocks gave.

A typed object says what there is, in which order, and under which id. Its words are Markdown still, and links in them
name files. The page that was rendered from it has both finished, so a document takes them from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy, deepcopy
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

_KEPT: Mapping[str, tuple[str, ...]] = {
    "a": ("href",),
    "abbr": ("title",),
    "b": (),
    "bdi": (),
    "bdo": (),
    "blockquote": (),
    "br": (),
    "caption": (),
    "cite": (),
    "code": (),
    "del": (),
    "dfn": (),
    "em": (),
    "h2": ("id",),
    "h3": ("id",),
    "h4": ("id",),
    "h5": ("id",),
    "h6": ("id",),
    "i": (),
    "img": ("src", "alt"),
    "ins": (),
    "kbd": (),
    "li": (),
    "mark": (),
    "ol": (),
    "p": (),
    "pre": (),
    "q": (),
    "s": (),
    "samp": (),
    "small": (),
    "span": (),
    "strong": (),
    "sub": (),
    "sup": (),
    "table": (),
    "tbody": (),
    "td": ("colspan", "rowspan"),
    "tfoot": (),
    "th": ("scope", "colspan", "rowspan"),
    "thead": (),
    "tr": (),
    "u": (),
    "ul": (),
    "var": (),
}
"""What of the pages' HTML goes into a document: elements, each with its attributes beside those that all have."""

_EVERYWHERE = ("lang", "dir")

_COUNTS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""What the type of a list is called in styles."""

_LINES = {"summary", "figcaption", "dt", "dd"}
"""Elements that are lines of their own: without their frames they would run into what stands beside them."""

_DROPPED = {"button", "dialog", "input", "nav", "script", "select", "style", "svg", "template", "textarea"}
"""Elements that go with all that stands in them."""

_FRAMES = {"aside", "dd", "div", "dl", "dt", "section"}
"""Elements that a document shows which has pages in it as they are, and not only words of them."""

_CITATIONS = {"onward-cite", "onward-cite-group", "onward-cites"}

Picture = Callable[[str], str]
"""Turns the address that a picture has on its page into one that holds it; an empty one is none that can be shown."""

Follow = Callable[[str], str]
"""Turns the address that a link has on its page into the one that it has in a document; an empty one is no link."""


class Finished:
    """A page as it was built.

    Args:
        html: the HTML of the page's content.
        address: the address at which the page will stand, or empty if nobody has said.
        picture: see there. In the place of what cannot be shown stands its alternative text.

    `follow` leads links to the site, unless somebody says otherwise.
    """

    def __init__(self, html: str, address: str = "", picture: Picture = lambda _: "") -> None:
        self.address = address
        self.follow: Follow = self._lead_to_the_site
        self.root: HtmlElement = lxml.html.fragment_fromstring(html or "<p></p>", create_parent="article")
        for image in list(self.root.iter("img")):
            _show(image, picture)
        self._by_id: dict[str, HtmlElement] = {}
        for element in self.root.iter("*"):
            if name := element.get("id"):
                self._by_id.setdefault(name, element)

    def part(self, id_: str) -> HtmlElement:
        """The element with an id.

        Raises:
            KeyError: the page has none, so the document would differ from the page.
        """
        return self._by_id[id_]

    def has(self, id_: str) -> bool:
        """Whether there is an element with this id."""
        return id_ in self._by_id

    def leading(self, follow: Follow) -> Finished:
        """The same page, for a document in which links lead elsewhere."""
        same = copy(self)
        same.follow = follow
        return same

    def _lead_to_the_site(self, href: str) -> str:
        """A link on the page, as a document that is read anywhere has it."""
        found = urljoin(self.address, href) if self.address else href
        return found if found.startswith(("https:", "http:", "tel:", "sms:", "mailto:")) else ""


def _show(image: HtmlElement, picture: Picture) -> None:
    """Let a picture bring itself along, or put its words in its place.

    One without words is decoration, and PDF/UA knows no picture without.
    """
    words = image.get("alt", "").strip()
    shown = words and picture(image.get("src", ""))
    if shown:
        image.set("src", shown)
        return
    instead = lxml.html.Element("span")
    instead.text = words
    image.addprevious(instead)
    image.drop_tree()


def inside(part: HtmlElement, name: str) -> list[HtmlElement]:
    """The elements below a part that carry a class, in their order."""
    return [each for each in part.iterdescendants("*") if name in classes(each)]


def children(part: HtmlElement, name: str) -> list[HtmlElement]:
    """The children of a part that carry a class."""
    return [each for each in part.iterchildren("*") if name in classes(each)]


def child(part: HtmlElement, name: str) -> HtmlElement | None:
    """The first child of a part that carries a class."""
    return next(iter(children(part, name)), None)


def classes(element: HtmlElement) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def words(element: HtmlElement | None, follow: Follow) -> Markup:
    """What stands in an element, as a document shows it; nothing where there is no element."""
    return shown([element], follow, whole=False) if element is not None else Markup()


def part_words(part: HtmlElement, name: str, follow: Follow) -> Markup:
    """What stands in the children of a part that carry a class."""
    return shown(children(part, name), follow, whole=False)


def shown(
    elements: Iterable[HtmlElement], follow: Follow, *, whole: bool = True, framed: bool = False, prefix: str = ""
) -> Markup:
    """Elements with what stands in them: no citations, and nothing but what a document knows.

    Args:
        elements: of a page.
        follow: see there.
        whole: whether the elements themselves are shown too.
        framed: whether blocks keep their frames, and everything its classes, for styles to hold on to.
        prefix: what ids start with, where ids of several pages come together; without, there are none.
    """
    around = lxml.html.fragment_fromstring("<div></div>")
    for element in elements:
        copy = deepcopy(element)
        copy.tail = None
        around.append(copy)
        if not whole:
            copy.drop_tag()
    _clean(around, follow, framed=framed)
    _join(around, prefix)
    markup = "".join(lxml.html.tostring(child, encoding="unicode") for child in around)
    return (Markup.escape(around.text or "") + Markup(markup)).strip()  # noqa: S704 - lxml escapes what it writes


def _clean(root: HtmlElement, follow: Follow, *, framed: bool) -> None:
    """Leave in a tree what a document shows."""
    counted = [each for items in root.iterdescendants("ol") for each in _counted(items)]
    for element in list(root.iterdescendants()):
        comment = not isinstance(element.tag, str)
        if comment or element.tag in _DROPPED or _CITATIONS & set(classes(element)) or "hidden" in element.attrib:
            element.drop_tree()
        elif element.tag in _KEPT or (framed and element.tag in _FRAMES):
            _bare(element, follow, framed=framed)
        elif element.tag in _LINES:
            element.set("class", f"{element.tag} {element.get('class', '')}".strip())
            element.tag = "p"
            _bare(element, follow, framed=framed)
        else:
            element.drop_tag()
    for element, style in counted:
        element.set("style", style)
    for table in root.iter("table"):
        _fill_up(table)


def _fill_up(table: HtmlElement) -> None:
    """Give each row of a table as many cells as the longest has: browsers draw them, and PDF/UA wants them written."""
    rows = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
    widths = [0] * len(rows)
    for number, row in enumerate(rows):
        for cell in row.iterchildren("td", "th"):
            deep = max(1, _number(cell.get("rowspan", ""), 1))
            for reached in range(number, min(number + deep, len(rows))):
                widths[reached] += max(1, _number(cell.get("colspan", ""), 1))
    for row, width in zip(rows, widths, strict=True):
        for _ in range(max(widths) - width):
            row.append(lxml.html.Element("td"))


def _counted(items: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """How a list and its items count, as styles: WeasyPrint knows no attributes for it."""
    if items.get("type", "") in _COUNTS:
        yield items, f"list-style-type: {_COUNTS[items.get('type', '')]}"
    own = list(items.iterchildren("li"))
    back = "reversed" in items.attrib
    if not (back or "start" in items.attrib or any("value" in item.attrib for item in own)):
        return
    number = _number(items.get("start", ""), len(own) if back else 1)
    for item in own:
        number = _number(item.get("value", ""), number)
        # WeasyPrint counts on after it sets, and others before.
        yield item, f"counter-increment: none; counter-set: list-item {number}"
        number += -1 if back else 1


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("-?[0-9]{1,9}", text.strip()) else otherwise


def _join(root: HtmlElement, prefix: str) -> None:
    for element in root.iterdescendants("*"):
        id_ = element.attrib.pop("id", "")
        if id_ and prefix:
            element.set("id", f"{prefix}--{id_}")


def _bare(element: HtmlElement, follow: Follow, *, framed: bool) -> None:
    kept = (*_KEPT.get(str(element.tag), ()), *_EVERYWHERE, *(("id", "class") if framed else ()))
    for name in list(element.attrib):
        if name not in kept:
            del element.attrib[name]
    parent = element.getparent()
    if element.tag == "p" and parent is not None and parent.tag == "li":
        # In PDF/UA an item of a list holds words, and no paragraphs.
        element.tag = "span"
        element.set("class", f"{element.get('class', '')} paragraph".strip())
    if element.tag == "a":
        href = follow(element.get("href", ""))
        if href:
            element.set("href", href)
        else:
            element.drop_tag()
