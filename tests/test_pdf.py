"""The PDF files themselves: accessible, on as many pages as they should be, with boxes that stay ticked."""

from __future__ import annotations

import importlib
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pikepdf
import pytest
from filelock import FileLock
from lxml import html
from page import validate_pdf_bytes
from PIL import Image
from pypdfium2 import PdfDocument, PdfPage

import sites
from extremes import EVERY_ELEMENT, FULL, LONG_NAME, LONG_TITLE, POLISH, WELSH, full
from sites import page

pytestmark = pytest.mark.pdf

PAPERS = {"a4": (595, 842), "letter": (612, 792)}
"""Sizes of paper in points: ISO 216, and ANSI A."""

QUIZ = """/// quiz | After a no
    id: after-a-no

### What do you do first? {#first}

- [ ] Shout {#shout}

    > That is natural, and a friend can hear it.

- [x] Rest {#rest}

    > Yes, rest first.

///
"""


@pytest.fixture(scope="session")
def files(built_site: Path) -> dict[str, bytes]:
    """Every PDF file of the guide, by its address below `pdf/`."""
    folder = built_site / "pdf"
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.pdf"))}
    assert found, "no PDF file was made"
    return found


@pytest.fixture
def paper() -> ModuleType:
    """What makes the files. Where Pango is missing it cannot be loaded, and the other tests have to be found."""
    return importlib.import_module("onward.documents.paper")


def lists(files: dict[str, bytes], built_site: Path) -> dict[str, bytes]:
    """The files of single checklists."""
    return {name: data for name, data in files.items() if name.rpartition("-")[0] in checklist_ids(built_site)}


def checklist_ids(built_site: Path) -> set[str]:
    """The ids of all checklists of the guide, as the released ids have them."""
    return block_ids(built_site, "onward-checklist")


def block_ids(built_site: Path, kind: str) -> set[str]:
    """The ids of all blocks of a class."""
    return {
        section.get("id", "")
        for file in built_site.rglob("*.html")
        for section in html.parse(file).getroot().find_class(kind)
    }


def text_of(data: bytes) -> str:
    """All words of a file in the order in which they are read out, with single spaces."""
    return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in PdfDocument(data)).split())


def fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The fields of a form, and those in groups."""
    for each in pdf.Root.AcroForm.Fields:
        yield from each.Kids if "/Kids" in each else (each,)


def tick(data: bytes, *, on: bool = True) -> bytes:
    """A file in which a reader has ticked every box and saved it; or has cleared them, if not `on`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in fields(pdf):
            if each.get("/FT") == "/Btn":
                ticked = next(name for name in each.AP.N if name != "/Off")
                each.V = each.AS = pikepdf.Name(str(ticked) if on else "/Off")
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


ONE_SIZE = """from onward.documents import guide

guide.PAPERS = guide.PAPERS[:1]
"""
"""A hook for tests to which the other size of paper, which takes as long again, says nothing new."""


def write(root: Path, pages: Mapping[str, str | bytes], *, both: bool = False, **extra: object) -> Path:
    """Write a project that has PDF files; of one size of paper, or of `both`. `extra` are more settings in `extra`."""
    sites.write_project(root, pages, config={"extra": {"pdf": True, **extra}})
    if not both:
        (root / "one_size.py").write_text(ONE_SIZE, "utf-8")
        settings = root / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("hooks:\n", "hooks:\n- one_size.py\n"), "utf-8")
    return root


def build(
    root: Path,
    body: str,
    agency: Mapping[str, object] | None = None,
    logo: bytes = b"",
    *,
    both: bool = False,
    anew: bool = False,
) -> dict[str, bytes]:
    """The files of a guide with one page, from nothing. See `write` for `both`, and `sites.build` for `anew`."""
    shutil.rmtree(root, ignore_errors=True)
    whole = {"id": "test", "name": "Test", "placeholder": True, **(agency or {})}
    write(root, {"index.md": page(body)}, both=both, agency=whole)
    if logo:
        (root / "docs" / "logo.svg").write_bytes(logo)
    result = sites.build(root, root / "site", "--strict", anew=anew)
    assert result.returncode == 0, result.stderr
    return made_files(root)


def made_files(root: Path) -> dict[str, bytes]:
    """The files of a project that was built, by their addresses below `pdf/`."""
    folder = root / "site" / "pdf"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.pdf"))}


@pytest.fixture(scope="session")
def whole(shared_folder: Path) -> Path:
    """A project with a full checklist and a quiz, whose files were made from nothing once for all workers."""
    root, done = shared_folder / "whole", shared_folder / "whole.done"
    with FileLock(shared_folder / "whole.lock"):
        if not done.exists():
            build(root, full() + QUIZ, both=True)
            done.touch()
    return root


def test_every_file_is_accessible(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        report = validate_pdf_bytes(data, profile="ua1")
        assert report.is_compliant, (name, [(fault.rule_id, fault.message) for fault in report.failures])


def test_every_block_has_its_files(files: dict[str, bytes], built_site: Path) -> None:
    names = {name.rpartition("-")[0] for name in files}
    assert names >= {*checklist_ids(built_site), "response-plan", "no-reply", "the-phone-call", "what-to-work-on"}
    for name in names:
        assert {f"{name}-{size}.pdf" for size in PAPERS} <= set(files)


def test_each_checklist_is_one_small_page(files: dict[str, bytes], built_site: Path) -> None:
    found = lists(files, built_site)
    assert len(found) >= 2 * 8
    for name, data in found.items():
        document = PdfDocument(data)
        assert len(document) == 1, name
        assert (
            tuple(round(side) for side in document[0].get_size())
            == PAPERS[name.rpartition("-")[2].removesuffix(".pdf")]
        )
        assert len(data) < 60_000, name


def test_fonts_are_in_the_files_and_are_ours(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each]
            assert fonts, name
            for font in fonts:
                assert "/FontFile2" in font, name
                assert str(font.FontName).partition("+")[2].startswith(("Cabin", "Signs")), name


def test_boxes_can_be_ticked_and_stay_ticked(files: dict[str, bytes], built_site: Path) -> None:
    for name, data in lists(files, built_site).items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            # Poppler's readers draw no tick with the first, and cannot clear one without the second.
            assert "/NeedAppearances" not in pdf.Root.AcroForm, name
            boxes = [each for each in fields(pdf) if each.get("/FT") == "/Btn"]
            assert boxes, name
            assert all(set(each.AP.N) == {"/Off", "/on"} and each.AS == "/Off" and each.TU for each in boxes), name
        with pikepdf.open(io.BytesIO(tick(data))) as saved:
            assert all(each.AS == "/on" and each.V == "/on" for each in fields(saved) if each.get("/FT") == "/Btn")


def test_a_tick_is_drawn(files: dict[str, bytes]) -> None:
    def dark(data: bytes) -> int:
        document = PdfDocument(data)
        document.init_forms()
        return sum(dot < 128 for dot in bytes(document[0].render(scale=1, grayscale=True).buffer))

    data = files["first-24-hours-a4.pdf"]
    assert dark(tick(data)) > dark(data) + 5 * 10


def test_poppler_draws_each_tick_and_nothing_in_a_box_that_was_cleared(
    files: dict[str, bytes], built_site: Path, tmp_path: Path
) -> None:
    """Evince, Okular and other readers draw with it; a box has to bring the looks of both its states."""
    for name, data in lists(files, built_site).items():
        ticked = tick(data)
        blank, full, cleared = (dark_in_boxes(each, tmp_path) for each in (data, ticked, tick(ticked, on=False)))
        assert not any(blank), name
        assert min(full) > 20, name
        assert cleared == blank, name


def dark_in_boxes(data: bytes, folder: Path) -> list[int]:
    """How many dark dots Poppler draws inside the border of each box on the first page."""
    (folder / "file.pdf").write_bytes(data)
    scale = 2
    asked = ["pdftoppm", "-gray", "-singlefile", "-r", str(72 * scale), str(folder / "file.pdf"), str(folder / "page")]
    subprocess.run(asked, check=True)
    _, size, _, dots = (folder / "page.pgm").read_bytes().split(b"\n", 3)
    width = int(size.split()[0])
    counts = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        top = float(pdf.pages[0].MediaBox[3])
        for box in (each for each in fields(pdf) if each.get("/FT") == "/Btn"):
            x0, y0, x1, y1 = (float(side) for side in box.Rect)
            inset = (x1 - x0) / 5
            columns = slice(round((x0 + inset) * scale), round((x1 - inset) * scale))
            rows = range(round((top - max(y0, y1) + inset) * scale), round((top - min(y0, y1) - inset) * scale))
            counts.append(sum(dot < 128 for row in rows for dot in dots[row * width :][columns]))
    return counts


def test_words_are_read_in_order(files: dict[str, bytes]) -> None:
    text = text_of(files["first-24-hours-a4.pdf"])
    order = [
        "Your Agency Name",
        "01632 960 123",
        "Monday to Friday, 9am to 5pm",
        "www.example.org/book-a-call",
        "The first 24 hours",
        "Name Date",
        "Leave the reply for another day.",
        "Have something to eat or drink.",
        "Need to talk to someone now?",
        "116 123",
        "85258",
        "999",
        "Where this comes from:",
        "just-heard/#first-24-hours",
        "Reviewed: 22 November 2026",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_urgent_help_is_on_every_document(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        text = text_of(data)
        for words in ("116 123", "85258", "999", "stay with the person"):
            assert words in text, (name, words)


def test_every_sheet_is_whole_down_to_its_foot(files: dict[str, bytes], built_site: Path) -> None:
    """WeasyPrint may lose what does not fit."""
    for name, data in files.items():
        sheets = len(checklist_ids(built_site)) if "guide/checklists" in name else 1
        assert text_of(data).count("Reviewed: 22 November 2026") == sheets, name


def test_urgent_help_stands_below_all_else_of_its_sheet(files: dict[str, bytes]) -> None:
    lead, sheets = "Need to talk to someone now?", 0
    for name, sheet in ((name, sheet) for name, data in files.items() for sheet in PdfDocument(data)):
        words = sheet.get_textpage()
        if "handbook" in name or not (found := words.search(lead).get_next()):
            continue
        sheets += 1
        top = words.get_charbox(found[0])[3]
        above = [words.get_charbox(each)[1] for each in range(found[0]) if words.get_text_range(each, 1).strip()]
        # Numbers of pages stand in the margin.
        assert all(bottom > top or bottom < 12 / 25.4 * 72 for bottom in above), name
    assert sheets > 60


def test_a_quiz_is_one_page_of_questions_and_one_of_answers(files: dict[str, bytes], built_site: Path) -> None:
    quizzes = block_ids(built_site, "onward-quiz")
    assert len(quizzes) >= 6
    for name in (f"{quiz}-{size}.pdf" for quiz in quizzes for size in PAPERS):
        sheets = [sheet.get_textpage().get_text_bounded() for sheet in PdfDocument(files[name])]
        assert len(sheets) == 2, name
        assert "Answers" not in sheets[0].replace("The answers are on the next page.", "")
        assert "Reviewed: 22 November 2026" in sheets[0]
        assert "Answers" in sheets[1]


def test_no_file_can_keep_how_somebody_feels(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files["what-to-work-on-a4.pdf"])) as pdf:
        names = {str(each.get("/T", "")) for each in pdf.Root.AcroForm.Fields}
    assert any("what-to-work-on--" in name for name in names)
    assert not any("low" in name.rpartition("--")[2] for name in names), names
    assert "Have you felt low" in text_of(files["what-to-work-on-a4.pdf"])


class TestHandbook:
    @pytest.fixture
    def book(self, files: dict[str, bytes]) -> PdfDocument:
        return PdfDocument(files["guide/handbook-a4.pdf"])

    def test_urgent_help_is_on_page_2_and_contents_on_page_3(self, book: PdfDocument) -> None:
        assert book[1].get_textpage().get_text_bounded().startswith("If you need help now")
        assert "116 123" in book[1].get_textpage().get_text_bounded()
        assert book[2].get_textpage().get_text_bounded().startswith("Contents")

    def test_the_contents_give_the_page_on_which_each_chapter_starts(self, book: PdfDocument) -> None:
        lines = book[2].get_textpage().get_text_bounded().splitlines()
        chapters = ("What to do when you have just heard", "Reply to a rejection", "Answers to the quizzes")
        for chapter in chapters:
            line = next(line for line in lines if line.startswith(chapter))
            number = int(line.rstrip().rpartition(".")[2])
            assert book[number - 1].get_textpage().get_text_bounded().startswith(chapter)

    def test_every_link_inside_leads_somewhere(self, files: dict[str, bytes]) -> None:
        with pikepdf.open(io.BytesIO(files["guide/handbook-a4.pdf"])) as pdf:
            known = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
            links = [each for sheet in pdf.pages for each in sheet.get("/Annots", ()) if each.Subtype == "/Link"]
            inside = [str(each.Dest) for each in links if "/Dest" in each]
            assert len(inside) > 100
            assert set(inside) <= known
            outside = [str(each.A.URI) for each in links if "/A" in each]
            pages = [uri for uri in outside if uri.startswith("https://www.example.org/resources/")]
            # Only the cover names the site, and the map of the guide is no chapter.
            assert {uri.removeprefix("https://www.example.org/resources/after-a-rejection/") for uri in pages} <= {
                "",
                "where-each-piece-stands/",
            }

    def test_a_link_to_part_of_a_page_gives_the_page_on_which_it_stands(self, tmp_path: Path) -> None:
        names = ("letter--employer", "after-a-no--first", "test-page", "end")
        links = ", ".join(f"[{name}](other.md#{name})" for name in names)
        letters = "### One {#employer}\n\n> Dear one.\n\n### Two {#agency}\n\n> Dear two."
        message = f"/// message | A letter\n    id: letter\n\n{letters}\n\n///"
        other = f"{QUIZ}\n{message}\n\n## The end {{#end}}\n\nText.\n"
        pages = {"index.md": page(f"Here: {links}\n"), "other.md": page(other)}
        result = sites.build(write(tmp_path / "project", pages), tmp_path / "site", "--strict")
        assert result.returncode == 0, result.stderr
        text = text_of((tmp_path / "site" / "pdf" / "guide" / "handbook-a4.pdf").read_bytes())
        assert all(re.search(rf"{name} ?\(page 5\)", text) for name in names), text

    def test_the_answers_stand_at_the_end(self, book: PdfDocument) -> None:
        text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in book)
        assert text.index("Someone else may have suited the job better") > text.index("About this guide") > 0
        assert text.count("Good candidates are often turned down for reasons that they cannot see.\r\n2.") <= 1


def test_the_pack_has_every_checklist_in_the_order_of_the_steps(files: dict[str, bytes], built_site: Path) -> None:
    for size in PAPERS:
        pack = PdfDocument(files[f"guide/checklists-{size}.pdf"])
        titles = [sheet.get_textpage().get_text_bounded() for sheet in pack]
        assert len(pack) == len(checklist_ids(built_site))
        steps = ["The first 24 hours", "Before you send your reply", "Asking for feedback", "Review your interview"]
        for sheet, title in zip(titles, steps, strict=False):
            assert title in sheet


class TestExtremes:
    @pytest.fixture(scope="class")
    @classmethod
    def crowded(cls, shared_folder: Path) -> dict[str, bytes]:
        """Everything that makes a sheet long at once; made once for all workers."""
        agency = {
            "name": LONG_NAME,
            "phone": "01632 960 123",
            "hours": "Monday to Thursday 8.30am to 6.30pm, Friday 8.30am to 4pm, and every first Saturday of the month",
            "booking": "https://www.an-agency-with-a-long-address.example.org/en-gb/candidates/book-a-call-with-a-consultant",
            "colours": {"primary": "#5a1e63"},
        }
        root, done = shared_folder / "crowded", shared_folder / "crowded.done"
        with FileLock(shared_folder / "crowded.lock"):
            if not done.exists():
                build(root, full(), agency, both=True)
                done.touch()
        return made_files(root)

    @pytest.mark.parametrize("size", PAPERS)
    def test_all_of_it_stands_on_one_page(self, crowded: dict[str, bytes], size: str) -> None:
        data = crowded[f"full-{size}.pdf"]
        assert len(PdfDocument(data)) == 1
        assert len(data) < 60_000
        text = text_of(data)
        for words in (
            LONG_NAME,
            LONG_TITLE,
            WELSH,
            POLISH,
            "Within 12 days",
            "once more, on another day.",
            "116 123",
            "999",
            "Reviewed: 22",
        ):
            assert words in text
        assert validate_pdf_bytes(data, profile="ua1").is_compliant

    @pytest.mark.parametrize("size", PAPERS)
    def test_nothing_leaves_the_paper(self, crowded: dict[str, bytes], size: str) -> None:
        sheet = PdfDocument(crowded[f"full-{size}.pdf"])[0]
        width, height = sheet.get_size()
        letters = sheet.get_textpage()
        boxes = [letters.get_charbox(number) for number in range(letters.count_chars())]
        drawn = [box for box in boxes if box[0] < box[2]]
        margin = 30
        assert min(box[0] for box in drawn) > margin
        assert max(box[2] for box in drawn) < width - margin
        assert min(box[1] for box in drawn) > margin
        assert max(box[3] for box in drawn) < height - margin

    @pytest.mark.parametrize(("key", "colour", "ground"), [("logo", "#111", 255), ("logo_dark", "#fff", 97)])
    def test_a_logo_stands_in_the_place_of_the_name_and_can_be_seen(
        self, tmp_path: Path, key: str, colour: str, ground: int
    ) -> None:
        """One that is drawn for the dark gets a plate in the colour of the brand, here a violet."""
        drawn = f'<rect width="200" height="80" fill="{colour}"/>'
        logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 80">{drawn}</svg>'.encode()
        brand = {"primary": "#a0398c"}
        made = build(tmp_path / "logo", full(), {"name": "Agency", key: "logo.svg", "colours": brand}, logo)
        data = made["full-a4.pdf"]
        assert len(PdfDocument(data)) == 1
        assert validate_pdf_bytes(data, profile="ua1").is_compliant
        assert not text_of(data).startswith("Agency")
        with pikepdf.open(io.BytesIO(data)) as pdf:
            spoken = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert "Agency" in spoken
        for name in ("full-a4.pdf", "guide/handbook-a4.pdf"):
            picture = PdfDocument(made[name])[0].render(scale=1, grayscale=True)
            dots = bytes(picture.buffer)
            top = dots[: picture.stride * 110]
            seen = {dot for dot in set(top) if top.count(dot) > 500}
            assert {17 if key == "logo" else 255, ground} <= seen, (name, seen)

    def test_what_nobody_can_fit_on_a_page_is_said(self, tmp_path: Path) -> None:
        write(
            tmp_path / "long",
            {"index.md": page(FULL.replace("{items}", "\n".join(f"- [ ] Do it {{#i{n}}}" for n in range(50))))},
        )
        # The second build makes no file.
        for _ in range(2):
            result = sites.build(tmp_path / "long", tmp_path / "site", "--strict")
            assert result.returncode == 1, result.stderr
            assert re.search(r"pdf/full-a4\.pdf: it has \d pages and should have 1: shorten it", result.stderr)


SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="#f0f"/></svg>'
)
PICTURED = """![A square of magenta](pictures/square.svg) and ![](dot.png){.decoration} and
<img src="../dot.png" alt="A dot of magenta">.

/// checklist | Pictured
    id: pictured

![A dot in the introduction](dot.png)

- [ ] Look at ![the dot in a line](dot.png) {#look}

///

/// quiz | Seen
    id: seen

### What is it? {#what}

- [x] A square {#square}

    > Yes: ![a square as an answer](pictures/square.svg)

- [ ] A circle {#circle}

    > No, it has corners.

///
"""


class TestPictures:
    @pytest.fixture(scope="class")
    @classmethod
    def made(cls, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
        """The files of a guide with pictures, on a page in a folder."""
        root = tmp_path_factory.mktemp("pictures") / "project"
        dot = io.BytesIO()
        Image.new("RGB", (40, 40), "#f0f").save(dot, "png")
        pages: dict[str, str | bytes] = {
            "index.md": page("Text.\n"),
            "folder/seen.md": page(PICTURED, "Seen"),
            "folder/dot.png": dot.getvalue(),
            "folder/pictures/square.svg": SQUARE,
        }
        result = sites.build(write(root, pages), root / "site", "--strict")
        assert result.returncode == 0, result.stderr
        return made_files(root)

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("pictured", ["A dot in the introduction", "the dot in a line"]),
            ("seen", ["a square as an answer"]),
            ("guide/checklists", ["A dot in the introduction", "the dot in a line"]),
            (
                "guide/handbook",
                [
                    "A square of magenta",
                    "A dot of magenta",
                    "A dot in the introduction",
                    "the dot in a line",
                    "a square as an answer",
                ],
            ),
        ],
    )
    def test_pictures_are_drawn_and_told_of(self, made: dict[str, bytes], name: str, told: list[str]) -> None:
        data = made[f"{name}-a4.pdf"]
        assert validate_pdf_bytes(data, profile="ua1").is_compliant
        with pikepdf.open(io.BytesIO(data)) as pdf:
            spoken = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert [words for words in spoken if not words.startswith("QR code")] == told
        dots = [bytes(sheet.render(scale=1).buffer) for sheet in PdfDocument(data)]
        # Blue, green, red.
        assert sum(each.count(b"\xff\x00\xff" * 10) for each in dots) > 10 * len(told)

    def test_another_picture_is_another_file(self, tmp_path: Path) -> None:
        root = tmp_path / "project"
        pages: dict[str, str | bytes] = {"index.md": page("![A square](square.svg)\n"), "square.svg": SQUARE}
        handbooks = []
        for colour in (b"#f0f", b"#0ff"):
            pages["square.svg"] = SQUARE.replace(b"#f0f", colour)
            write(root, pages)
            assert sites.build(root, root / "site", "--strict").returncode == 0
            handbooks.append((root / "site" / "pdf" / "guide" / "handbook-a4.pdf").read_bytes())
        assert handbooks[0] != handbooks[1]

    def test_one_that_cannot_be_drawn_is_named(self, tmp_path: Path) -> None:
        root = tmp_path / "project"
        pages: dict[str, str | bytes] = {"index.md": page("![A cat](my-cat.png)\n"), "my-cat.png": b"\x89PNG\r\n\x1a\n"}
        result = sites.build(write(root, pages), root / "site")
        (line,) = {line for line in result.stderr.splitlines() if "handbook-a4" in line}
        assert "my-cat.png" in line
        assert "base64" not in line


def test_two_builds_make_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    """From nothing both times: what is kept of the first is in its own folder."""
    first, second = made_files(whole), build(tmp_path / "second", full() + QUIZ, both=True, anew=True)
    assert sorted(first) == sorted(second)
    assert len(first) == 2 * 4
    assert [name for name in first if first[name] != second[name]] == []


def test_what_is_unchanged_is_not_made_again(whole: Path, tmp_path: Path) -> None:
    root = shutil.copytree(whole, tmp_path / "project")
    shutil.rmtree(root / "site")
    kept = {file: file.stat().st_ino for file in (root / ".cache" / "onward" / "pdf").iterdir()}
    assert len(kept) >= 2 * 4
    result = sites.build(root, root / "site", "--strict")
    assert result.returncode == 0, result.stderr
    assert "PDF" not in result.stderr
    assert {file: file.stat().st_ino for file in (root / ".cache" / "onward" / "pdf").iterdir()} == kept
    names = [f"{name}-{size}.pdf" for name in ("after-a-no", "full") for size in PAPERS]
    assert sorted(file.name for file in (root / "site" / "pdf").glob("*.pdf")) == names


@pytest.mark.parametrize(("first", "count"), [(first, count) for count in range(1, 9) for first in range(count + 1)])
def test_the_roomiest_that_fits_is_taken_or_else_the_last(paper: ModuleType, first: int, count: int) -> None:
    """`first` is the first of the variants that has no more than two pages."""
    rendered: list[int] = []

    def render(html: str) -> SimpleNamespace:
        rendered.append(int(html))
        return SimpleNamespace(number=int(html), pages=[SimpleNamespace(anchors={})] * (2 if int(html) >= first else 3))

    document, whole = paper._fitting([str(number) for number in range(count)], 2, render)
    assert document.number == min(first, count - 1)
    assert whole
    assert len(rendered) == len(set(rendered)) <= 5


SHEET = """<!doctype html><html lang="en"><head><title>{title}</title></head><body>
<div id="main__1">{rows}</div>
<div{foot}><p>Help</p></div>
"""


@pytest.mark.parametrize(
    ("heights", "pages", "taken"),
    [
        ((160, 90), 1, "first"),
        ((169.9, 90), 1, "first"),
        ((170.1, 90), 1, "second"),
        ((181, 90), 1, "second"),
        ((181, 171), 1, "long"),
        ((180 + 160, 90), 2, "first"),
        ((180 + 171, 90), 2, "second"),
        ((180 + 171, 180 + 171), 2, "long"),
    ],
)
def test_no_foot_stands_on_what_is_above_it(
    paper: ModuleType, tmp_path: Path, heights: tuple[float, float], pages: int, taken: str
) -> None:
    """Pages are 180 mm high within their margins, and a foot at the bottom of one is 10 mm high."""
    style = """@page { margin: 10mm; size: 200mm } body, p { margin: 0 }
    #foot__1 { bottom: 0; height: 10mm; position: absolute }"""

    def sheet(title: str, height: float, foot: str = ' id="foot__1"') -> str:
        rows = [10] * int(height // 10) + [height % 10]
        return SHEET.format(title=title, rows="".join(f'<p style="height: {row}mm">W</p>' for row in rows), foot=foot)

    variants = [sheet("first", heights[0]), sheet("second", heights[1]), sheet("long", heights[1], "")]
    made = paper.make(style, variants, pages, tmp_path)
    document = PdfDocument(made.data)
    assert document.get_metadata_value("Title") == taken
    assert document[len(document) - 1].get_textpage().get_text_bounded().endswith("Help")
    assert made.faults == ()


def test_an_item_is_no_foot_whatever_it_is_called(tmp_path: Path) -> None:
    items = "- [ ] Rub your feet {#foot-1}\n- [ ] Go on {#main-1}"
    write(tmp_path / "feet", {"index.md": page(f"/// checklist | Feet\n    id: foot-care\n\n{items}\n\n///\n")})
    result = sites.build(tmp_path / "feet", tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stderr


def test_nothing_is_read_from_elsewhere(paper: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    start = '<!doctype html><html lang="en"><head><title>T</title></head><body><p>Text</p>'
    made = paper.make(
        "", [f'{start}<img alt="a" src="../secret.svg"><img alt="b" src="https://example.org/a.png">'], 0, folder
    )
    assert len(made.faults) == 2
    assert all("no file of the documents" in fault for fault in made.faults), json.dumps(made.faults)


LISTS = """
```
first line
    second line
```

- One

    ```
    a line
    another
    ```

- Two

    > Quoted.

- Three

    - Inner

        With two paragraphs.

<ul><li>A table<table><tr><th scope="col">a</th></tr><tr><td>b</td><td>c</td></tr></table></li>
<li><dl><dt>Term</dt><dd>Meaning</dd></dl></li><li><details><summary>Fold</summary>Its text.</details></li></ul>

## Two {#two}

### Three {#three}

#### Four {#four}

##### Five {#five}

Press <kbd>Esc</kbd>, then `code`.
"""


def test_the_handbook_has_what_pages_may_hold_and_is_accessible(tmp_path: Path) -> None:
    root = tmp_path / "project"
    # A film is for a screen.
    body = EVERY_ELEMENT.partition("<video")[0] + LISTS
    result = sites.build(write(root, {"index.md": page(body), "dot.svg": SQUARE}), root / "site", "--strict")
    assert result.returncode == 0, result.stderr
    data = (root / "site" / "pdf" / "guide" / "handbook-a4.pdf").read_bytes()
    report = validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [(fault.rule_id, fault.message) for fault in report.failures]
    test_fonts_are_in_the_files_and_are_ours({"handbook": data})
    lines = [line.strip() for sheet in PdfDocument(data) for line in lines_of(sheet)]
    wanted = ["first line", "second line", "a line", "another", "Fold", "Its text.", "Five", "L", "i.", "c."]
    assert [words for words in wanted if words not in lines] == []


def test_the_page_to_print_has_each_file_where_it_is_named(built_site: Path) -> None:
    page = html.parse(built_site / "print" / "index.html").getroot()
    named = {link.get("href", "").partition("#")[2] for link in page.iterfind(".//article//li/a")}
    offered = [link.get("href", "") for link in page.iterfind(".//li/span[@class='onward-pdf']/a")]
    files = {file.stem.rpartition("-")[0] for file in (built_site / "pdf").glob("*.pdf")}
    assert len(files & named) > 25
    assert offered
    assert set(offered) == {f"../pdf/{name}-{size}.pdf" for name in files & named for size in ("a4", "letter")}


HEAD = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
ROW = "<tr><td>a</td><td>b</td><td>c</td></tr>"


@pytest.mark.parametrize(
    ("table", "scopes"),
    [
        (HEAD + ROW, ["Column"] * 3),
        (HEAD.replace("<th>A</th><th>", '<th colspan="2">') + ROW * 90, ["Column"] * 2 * 3),  # Again on each page.
        (HEAD + ROW.replace("<td>a</td>", "<th>a</th>"), [*["Column"] * 3, "Row"]),
        (ROW.replace("<td>a</td>", '<th scope="row">a</th>') * 2, ["Row"] * 2),
        (
            HEAD
            + ROW.replace("<td>a", '<th rowspan="2">a').replace("a</td>", "a</th>")
            + "<tr><td>b</td><td>c</td></tr>",
            [*["Column"] * 3, "Row"],
        ),
    ],
)
def test_tables_say_what_their_heads_head(paper: ModuleType, tmp_path: Path, table: str, scopes: list[str]) -> None:
    start = '<!doctype html><html lang="en"><head><title>T</title></head><body>'
    data = paper.make("", [f"{start}<table>{table}</table>"], 0, tmp_path).data
    report = validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [(fault.rule_id, fault.message) for fault in report.failures]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        heads = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"]
        assert [str(each.A.Scope).lstrip("/") for each in heads] == scopes


def lines_of(sheet: PdfPage) -> list[str]:
    """The lines of a page."""
    text: str = sheet.get_textpage().get_text_bounded()
    return text.splitlines()
