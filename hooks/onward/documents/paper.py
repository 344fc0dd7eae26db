"""From HTML to a PDF file: tagged, with boxes to tick, in the fonts that the project ships. WeasyPrint does the work.

WeasyPrint stands on Pango, a library of the system, and importing this module fails where that is missing. So `press`
imports it when there is a file to make, and nothing else does.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pydyf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from onward.documents.kept import faults_of
from onward.garbage import no_search_for_garbage

_OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_forms": True, "pdf_identifier": True}
"""PDF/UA-1 brings tags and metadata. The identifier is a hash of the content, so it is the same for the same."""


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF file, how many pages it has, and what WeasyPrint had to say against it."""

    data: bytes
    pages: int
    faults: tuple[str, ...] = ()


def make(style: str, variants: Sequence[str], most: int, folder: Path) -> Made:
    """Make a file.

    Args:
        style: the styles that all documents have, in CSS; those in the HTML come after them.
        variants: the HTML of the document, from roomy to tight.
        most: so many pages it should have at most; the first variant that does is taken, or else the last. 0: any.
        folder: where the addresses in it start; nothing outside of it is read, and nothing from the network.
    """
    base = f"{folder.resolve().as_uri()}/"
    files = _Files(base)
    styles = [_styles(style, base)]
    heard = _Heard()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)

    def render(html: str) -> Any:
        heard.faults.clear()
        source = HTML(string=html, base_url=base, url_fetcher=files)
        return source.render(font_config=_fonts(), stylesheets=styles, **_OPTIONS)

    try:
        document, whole = _fitting(variants, most, render)
        data = document.write_pdf(finisher=_finish, **_OPTIONS)
    finally:
        logger.removeHandler(heard)
    lost = () if whole else ("some of it does not fit on its page, and is lost: shorten it",)
    return Made(data, len(document.pages), tuple(dict.fromkeys((*heard.faults, *lost))))


def keep(style: str, variants: Sequence[str], most: int, must: bool, folder: Path, target: Path) -> None:
    """Make a file and write it, whole or not at all, with what is wrong with it, also if it `must` have fewer pages.

    See `make` for the other arguments. What is wrong is written first: so a file is never there without it.
    """
    with no_search_for_garbage():
        made = make(style, variants, most, folder)
    too_long = f"it has {made.pages} pages and should have {most}: shorten it" if must and 0 < most < made.pages else ""
    faults = [*made.faults, *filter(None, [too_long])]
    _write(faults_of(target), json.dumps(faults, ensure_ascii=False).encode())
    _write(target, made.data)


def _write(target: Path, data: bytes) -> None:
    part = target.with_name(f"{target.name}-{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


END_OF_SHEET = "end-of-sheet"
"""What the ids of the last things on sheets, and in their columns, start with."""

MAIN, FOOT = "main__", "foot__"
"""Start of the ids of what stands on a sheet, and of a foot at the bottom of its page; no editor's id has `__`."""


def _fitting(variants: Sequence[str], most: int, render: Callable[[str], Any]) -> tuple[Any, bool]:
    """The first variant with so few pages, and whether all of it is there.

    Most documents fit as they are, or in the next; else half of the rest goes each time.
    """
    rendered: dict[int, Any] = {}

    def fits(number: int) -> bool:
        rendered[number] = rendered.get(number) or render(variants[number])
        return _whole(rendered[number], variants[number]) and (not most or len(rendered[number].pages) <= most)

    roomy, tight = 0, len(variants) - 1
    while roomy < min(2, tight) and not fits(roomy):
        roomy += 1
    while 2 <= roomy < tight:
        middle = (roomy + tight) // 2
        roomy, tight = (roomy, middle) if fits(middle) else (middle + 1, tight)
    fits(roomy)
    return rendered[roomy], _whole(rendered[roomy], variants[roomy])


def _whole(document: Any, html: str) -> bool:
    """Whether every sheet is there to its end, and can be read.

    WeasyPrint loses what does not fit into a column of a fixed height, and draws a foot at the bottom of a page on
    whatever stands there.
    """
    ends = sum(name.startswith(END_OF_SHEET) for page in document.pages for name in page.anchors)
    return bool(ends == html.count(f'id="{END_OF_SHEET}')) and all(map(_free, document.pages))


def _free(page: Any) -> bool:
    """Whether each foot at the bottom of a page stands below what of its sheet is on that page."""
    feet = [(name.removeprefix(FOOT), top) for name, (_, top, _, _) in page.anchors.items() if name.startswith(FOOT)]
    return all(page.anchors.get(MAIN + number, (0, 0, 0, top + 1))[3] <= top for number, top in feet)


class _Heard(logging.Handler):
    """Keeps errors that WeasyPrint only logs: an image that is not there, a link that leads nowhere."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.faults.append(_HELD.sub(_name_of_picture, record.getMessage()))


_HELD = re.compile(r"'data:(?P<parameters>[^,']*),[^']*'")


def _name_of_picture(held: re.Match[str]) -> str:
    """The name of a picture in the place of an address that holds all of it."""
    _, named, name = held["parameters"].partition(";name=")
    return f"'{unquote(name.removesuffix(';base64'))}'" if named else "'data:'"


class _Files(URLFetcher):
    """Reads what stands in an address itself, or in a file of one folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(allowed_protocols={"data", "file"})
        self.folder = folder

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith(("data:", self.folder)):
            raise ValueError(f"{url} is no file of the documents")
        return super().fetch(url, headers)


@lru_cache(1)
def _styles(style: str, base: str) -> CSS:
    """The styles of all documents: to read them takes as long as to lay out a page."""
    return CSS(string=style, base_url=base, url_fetcher=_Files(base), font_config=_fonts())


@cache
def _fonts() -> FontConfiguration:
    """What keeps the fonts that were unpacked: they are the same for all files that a process makes."""
    return FontConfiguration()


def _finish(_: Any, pdf: Any) -> None:
    """Put right in a finished file what WeasyPrint leaves to readers, or gets wrong."""
    _say_what_heads(pdf)
    _draw_boxes(pdf)


def _say_what_heads(pdf: Any) -> None:
    """Say of the heads of tables whether they head rows or columns.

    WeasyPrint names for each cell the heads of its column. It finds none where one head stands over several columns,
    and a list of no heads is not even looked beyond.
    """
    elements = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and "S" in each}
    for element in elements.values():
        if element["S"] == "/TD" and not element.get("A", {}).get("Headers", True):
            del element["A"]["Headers"]
        if element["S"] == "/TH" and "A" in element:
            row = elements.get(element["P"], {})
            beside = {elements[each]["S"] for each in row.get("K", ()) if each in elements}
            element["A"]["Scope"] = (
                "/Row" if "/TD" in beside and elements.get(row.get("P"), {}).get("S") != "/THead" else "/Column"
            )


def _draw_boxes(pdf: Any) -> None:
    """Let every reader draw the boxes.

    With `NeedAppearances` some readers draw none; without an appearance for `Off` others cannot clear one.
    """
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    form.pop("NeedAppearances", None)
    empty: dict[tuple[float, float], Any] = {}
    for field in list(pdf.objects):
        if not isinstance(field, pydyf.Dictionary) or field.get("FT") != "/Btn" or "AP" not in field:
            continue
        left, bottom, right, top = field["Rect"]
        size = (abs(right - left), abs(top - bottom))
        if size not in empty:
            box = pydyf.Array((0, 0, *size))
            empty[size] = pydyf.Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": box}, compress=True)
            pdf.add_object(empty[size])
        field["AP"]["N"]["Off"] = empty[size].reference
