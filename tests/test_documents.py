"""What stands on documents, what becomes of their files, and what pages say of them: all that needs no Pango."""

from __future__ import annotations

import importlib
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from markupsafe import Markup

import sites
from kept_files import keep_or_die, write_whole
from onward.blocks.elements import SLOT
from onward.docs_files import built_address
from onward.documents import press as press_module
from onward.documents.books import _Chapters, handbook
from onward.documents.document import Document, Frame
from onward.documents.finished import Finished, shown, words
from onward.documents.guide import PANGO, Progress, said
from onward.documents.guide_pages import GuidePages
from onward.documents.kept import KEPT_DAYS, faults_of
from onward.documents.offers import offered, relative, size_in_words, with_offers
from onward.documents.press import File, Job, Printed, press
from onward.documents.setting import PAPERS, Setting, bare, code
from onward.site import read_site
from onward.text import TEXT
from sites import page

POOL = """
import os, sys
from onward.documents.press import _pool
with _pool(1) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    sys.stdin.read()
"""


CHECKLIST = """/// checklist | The first day
    id: first-day

- [ ] Eat something. {#eat}

///
"""


NO_PANGO = """import sys

class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")

sys.meta_path.insert(0, NoPango())

def on_startup(command, dirty):
    pass
"""


def document(id_: str = "first-day", *, whole: bool = False) -> Document:
    frame = Frame("The first day", "Checklist", "https://example.org/#first-day", "1 May 2026", "2026-05-01")
    return Document(id_, "index.md", frame, "checklist.jinja", {}, whole=whole)


def job(cache: Path, name: str) -> Job:
    return Job(document(name), PAPERS[0], "", ("<p>Text</p>",), cache / f"{name}.pdf")


def made(cache: Path, name: str) -> Job:
    cache.mkdir(exist_ok=True)
    write_whole(cache / f"{name}.pdf")
    return job(cache, name)


def no_progress(*_: object) -> None:
    pass


class TestFinished:
    def words(self, text: str) -> Markup:
        finished = Finished(text, "https://example.org/guide/reply/")
        return shown(list(finished.root), finished.follow)

    def test_words_stay_html_and_citations_go(self) -> None:
        part = Finished('<p id="a">A &amp; <b>B</b>.<sup class="onward-cite"><a href="#s">1</a></sup> &lt;i&gt;</p>')
        assert words(part.part("a"), part.follow) == "A &amp; <b>B</b>. &lt;i&gt;"

    def test_nothing_runs_and_nothing_is_pressed(self) -> None:
        text = self.words("<p onclick='x()'>A<script>b()</script><button>C</button><!-- d --><i hidden>e</i>F</p>")
        assert text == "<p>AF</p>"

    def test_a_link_leads_to_the_site_and_one_without_an_address_is_words(self) -> None:
        assert (
            self.words('<p><a href="../ask/#b">A</a></p>') == '<p><a href="https://example.org/guide/ask/#b">A</a></p>'
        )
        nowhere = Finished('<p><a href="../ask/">A</a> <a href="tel:999">B</a></p>')
        assert shown(list(nowhere.root), nowhere.follow) == '<p>A <a href="tel:999">B</a></p>'
        assert self.words('<p><a href="javascript:a()">A</a></p>') == "<p>A</p>"

    def test_an_item_of_a_list_holds_no_paragraph(self) -> None:
        assert self.words("<ul><li><p>A</p></li></ul>") == '<ul><li><span class="paragraph">A</span></li></ul>'

    def test_code_keeps_its_lines_and_a_table_its_cells(self) -> None:
        code = "<pre><code>a\n  b\n</code></pre>"
        assert self.words(code) == code
        table = '<table><caption>A</caption><tr><th scope="col" colspan="2">B</th><td rowspan="2">C</td></tr></table>'
        assert self.words(table) == table

    def test_the_rows_of_a_table_are_filled_up(self) -> None:
        inner = "<table><tr><td>A</td></tr></table>"
        uneven = f'<tr><td rowspan="2">{inner}</td><td>B</td></tr><tr></tr><tr><td colspan="3">C</td></tr>'
        even = f'<tr><td rowspan="2">{inner}</td><td>B</td><td></td></tr><tr><td></td><td></td></tr>'
        assert self.words(f"<table>{uneven}</table>") == f'<table>{even}<tr><td colspan="3">C</td></tr></table>'

    def test_what_is_in_another_language_says_so(self) -> None:
        text = '<p lang="cy" dir="ltr">A <em lang="de">B</em></p>'
        assert self.words(text) == text

    def test_a_summary_is_a_line_of_its_own(self) -> None:
        folded = "<details><summary>A</summary>B</details>"
        assert self.words(folded) == "<p>A</p>B"

    def test_lists_count_as_they_do_on_the_page(self) -> None:
        def numbers(attributes: str, items: str = "<li>A</li><li>B</li>") -> list[str]:
            made = html.fragment_fromstring(self.words(f"<ol {attributes}>{items}</ol>"))
            return [str(each).rpartition(" ")[2] for each in made.xpath("./li/@style")]

        assert numbers("") == []
        assert numbers("start=5") == ["5", "6"]
        assert numbers("start=x", "<li value=3>A</li><li>B</li>") == ["3", "4"]
        assert numbers("reversed") == ["2", "1"]
        assert numbers("reversed start=-1", "<li>A</li><li value=9>B</li><li>C</li>") == ["-1", "9", "8"]
        assert self.words('<ol type="A"></ol>') == '<ol style="list-style-type: upper-alpha"></ol>'

    def test_words_stand_in_the_place_of_a_picture_that_cannot_be_shown(self) -> None:
        text = '<p><img src="a.png" alt="A &amp; B"> and <img src="b.png" alt=""> and <img src="c.png" alt="C">.</p>'
        finished = Finished(text, "", lambda source: "" if source == "a.png" else f"data:{source}")
        shows = '<p><span>A &amp; B</span> and <span></span> and <img src="data:c.png" alt="C">.</p>'
        assert shown(list(finished.root), finished.follow) == shows

    def test_what_is_not_there_is_no_document(self) -> None:
        with pytest.raises(KeyError):
            Finished("<p>Text</p>").part("gone")


class TestHandbook:
    def handbook(self, project: Path) -> tuple[_Chapters, html.HtmlElement]:
        """Its chapters, and the HTML that its file is made of."""
        build = read_site(project / "mkdocs.yml")
        urls = {path: built_address(path, build.configured).removesuffix("index.html") for path in build.pages}
        pages = GuidePages(build, build.html, urls)
        document = handbook(pages, "Guide")
        assert document is not None
        chosen = [page for page in pages.pages() if page.front and not dict(page.front.theme).get("template")]
        return _Chapters(pages, chosen), html.fromstring(Setting(build, ()).html(document, PAPERS[0])[0])

    def test_every_place_on_every_page_is_led_to(self) -> None:
        chapters, made = self.handbook(sites.REPO)
        ids = [str(each) for each in made.xpath("//@id")]
        assert len(set(ids)) == len(ids)
        exact = 0
        for there in chapters.chosen:
            follow = chapters._follow(chapters.chosen[0])
            address = relative(chapters.pages.urls[there.path] or ".", chapters.pages.urls[chapters.chosen[0].path])
            places = [str(each) for each in chapters.pages.finished(there).root.xpath(".//@id")]
            assert len(places) > 3
            for place in places:
                led = follow(f"{address}/#{place}")
                assert led[0] == "#"
                assert led[1:] in ids, (there.path, place)
                assert led[1:].startswith(chapters.id(there)), (there.path, place)
                exact += led[1:] == f"{chapters.id(there)}--{place}"
        assert exact > 100

    def test_no_page_and_no_block_takes_the_place_of_another(self, tmp_path: Path) -> None:
        names = ["a/b.md", "a-b.md", "answers.md", "chapter_1.md"]
        pages = {name: page(f"## Same {{#same}}\n\n[To it]({name.rpartition('/')[2]}#same)\n") for name in names}
        items = ("name", "date", "own-1", 'eat due="+1d"', "eat-by")
        lines = "\n".join(f"- [ ] Do {item} {{#{item}}}" for item in items)
        pages["index.md"] = page(f"/// checklist | All\n    id: all\n\n{lines}\n\n///\n")
        _, made = self.handbook(sites.write_project(tmp_path / "project", pages))
        ids = [str(each) for each in made.xpath("//@id")]
        assert len(set(ids)) == len(ids)
        assert sum(each.endswith("--same") for each in ids) == len(names)
        fields = [str(each) for each in made.xpath("//@name")]
        assert len(set(fields)) == len(fields)


class TestOffers:
    @pytest.mark.parametrize(
        ("size", "text"),
        [
            (1, "1 kB"),
            (44_001, "45 kB"),
            (45_000, "45 kB"),
            (994_999, "995 kB"),
            (995_000, "1.0 MB"),
            (1_200_001, "1.3 MB"),
        ],
    )
    def test_sizes_are_rounded_up(self, size: int, text: str) -> None:
        assert size_in_words(size) == text

    @pytest.mark.parametrize(
        ("url", "address"),
        [
            ("", "pdf/a.pdf"),
            ("reply/", "../pdf/a.pdf"),
            ("deep/reply/", "../../pdf/a.pdf"),
            ("deep/a.html", "../pdf/a.pdf"),
        ],
    )
    def test_links_are_relative_to_their_page(self, url: str, address: str) -> None:
        assert relative("pdf/a.pdf", url) == address

    def test_a_block_offers_its_files(self, tmp_path: Path) -> None:
        files = [File(document(), size, tmp_path, 45_000) for size in PAPERS]
        text = with_offers(f"<p>A</p>{SLOT.format(id='first-day')}<p>B</p>", offered(files), "reply/")
        links = {each.get("href"): each for each in html.fromstring(text).iter("a")}
        assert list(links) == ["../pdf/first-day-a4.pdf", "../pdf/first-day-letter.pdf"]
        assert [each.text for each in links.values()] == ["Print or save as PDF (A4, 45 kB)", "US Letter, 45 kB"]
        for link in links.values():  # What a reader sees is what they can say to reach it (WCAG 2.5.3).
            assert link.get("aria-label") == f"{link.text}: The first day"

    def test_a_line_of_the_page_to_print_has_the_files_of_what_it_leads_to(self, tmp_path: Path) -> None:
        files = [File(document(), size, tmp_path, 45_000) for size in PAPERS]
        listed = '<li><a href="../just-heard/#first-day">The first day</a></li>'
        others = '<li><a href="#other">B</a></li>\n<li>See <a href="#first-day">C</a></li><a href="#first-day">D</a>'
        text = with_offers(f"<ul>{listed}{others}</ul>", offered(files), "print/", listing=True)
        assert text.endswith(f"{others}</ul>")
        [line] = html.fromstring(text).iterfind(".//span[@class='onward-pdf']")
        assert [(each.get("href"), each.text) for each in line] == [
            ("../pdf/first-day-a4.pdf", "PDF (A4, 45 kB)"),
            ("../pdf/first-day-letter.pdf", "US Letter, 45 kB"),
        ]
        assert with_offers(listed, offered(files), "reply/") == listed

    def test_without_files_nothing_is_offered(self) -> None:
        assert with_offers(f"<p>A</p>{SLOT.format(id='first-day')}", (), "") == "<p>A</p>"

    def test_the_id_of_a_block_is_no_document_of_the_guide(self, tmp_path: Path) -> None:
        files = [File(document("handbook", whole=True), PAPERS[0], tmp_path, 1)]
        assert with_offers(SLOT.format(id="handbook"), offered(files), "") == ""
        assert document("handbook").path("a4") != document("handbook", whole=True).path("a4")


class TestPress:
    @pytest.fixture
    def paper(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What is made, by a stand-in for WeasyPrint."""
        asked: list[str] = []

        def keep(style: str, variants: object, most: int, must: bool, folder: Path, target: Path) -> None:
            asked.append(target.stem)
            if target.stem == "broken":
                raise ValueError("no such font")
            write_whole(target, *(["no such image"] if target.stem == "bare" else []))

        stand_in = ModuleType("onward.documents.paper")
        stand_in.__dict__["keep"] = keep
        monkeypatch.setattr(importlib, "import_module", lambda name: stand_in)
        return asked

    @pytest.fixture
    def no_pango(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(name: str) -> None:
            sys.stdout.write("-----\n\nWeasyPrint could not import some external libraries.\n")
            raise OSError("cannot load library 'libpango-1.0-0'")

        monkeypatch.setattr(importlib, "import_module", fail)

    def test_only_what_is_absent_is_made(self, tmp_path: Path, paper: list[str]) -> None:
        counted: list[tuple[int, int]] = []
        jobs = [made(tmp_path, "old"), job(tmp_path, "new"), job(tmp_path, "newer")]
        printed = press(jobs, tmp_path, lambda *numbers: counted.append(numbers))
        assert paper == ["new", "newer"]
        assert [file.kept.stem for file in printed.files] == ["old", "new", "newer"]
        assert (printed.made, printed.missing) == (2, 0)
        assert counted == [(0, 2), (1, 2), (2, 2)]

    def test_what_is_wrong_with_one_file_does_not_stop_the_others(self, tmp_path: Path, paper: list[str]) -> None:
        jobs = [job(tmp_path / "new-folder", name) for name in ("bare", "broken", "good")]
        printed = press(jobs, tmp_path, no_progress)
        assert [file.kept.stem for file in printed.files] == ["bare", "good"]
        assert printed.faults == ("pdf/bare-a4.pdf: no such image", "pdf/broken-a4.pdf: ValueError: no such font")

    def test_what_is_wrong_is_said_again_until_it_is_put_right(self, tmp_path: Path, paper: list[str]) -> None:
        for _ in range(2):
            printed = press([job(tmp_path, "bare")], tmp_path, no_progress)
            assert printed.faults == ("pdf/bare-a4.pdf: no such image",)
        assert paper == ["bare"]

    @pytest.mark.parametrize("left", [b"", b"%PDF-1.7\n...", b"...%%EOF", b"%PDF-1.7\n%%EOF" + bytes(2000)])
    def test_a_file_that_is_not_whole_is_made_again(self, tmp_path: Path, paper: list[str], left: bytes) -> None:
        broken = made(tmp_path, "torn").kept
        broken.write_bytes(left)
        assert press([job(tmp_path, "torn")], tmp_path, no_progress, make=False).files == ()
        assert press([job(tmp_path, "torn")], tmp_path, no_progress).made == 1
        assert paper == ["torn"]
        faults_of(broken).write_bytes(b"[")
        assert press([job(tmp_path, "torn")], tmp_path, no_progress).made == 1

    def test_where_none_can_be_kept_they_are_made_for_one_build(self, tmp_path: Path, paper: list[str]) -> None:
        (tmp_path / ".cache").write_bytes(b"")
        printed = press([job(tmp_path / ".cache" / "onward", "new")], tmp_path, no_progress)
        (file,) = printed.files
        assert file.kept.read_bytes().startswith(b"%PDF")
        assert (printed.made, printed.missing, printed.faults, printed.kept) == (1, 0, (), False)
        (line, _) = said(printed, make=True)
        assert line.startswith("PDF files: 1 made")

    def test_who_may_not_write_can_read(
        self, tmp_path: Path, paper: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(30, "Read-only file system")

        old = made(tmp_path, "old")
        os.utime(old.kept, (0, 0))
        for name in ("utime", "unlink"):
            monkeypatch.setattr(os, name, refuse)
        monkeypatch.setattr(Path, "unlink", refuse)
        printed = press([old], tmp_path, no_progress)
        assert [file.kept.stem for file in printed.files] == ["old"]
        assert printed.faults == ()

    def test_a_process_that_dies_takes_no_other_file_along(
        self, tmp_path: Path, paper: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in = ModuleType("onward.documents.paper")
        stand_in.__dict__["keep"] = keep_or_die
        monkeypatch.setattr(importlib, "import_module", lambda name: stand_in)
        monkeypatch.setattr(press_module, "cores", lambda: 2)
        names = ["a", "deadly-1", "b", "c", "deadly-2", "d"]
        printed = press([job(tmp_path, name) for name in names], tmp_path, no_progress)
        assert [file.kept.stem for file in printed.files] == ["a", "b", "c", "d"]
        assert [fault.partition(":")[0] for fault in printed.faults] == ["pdf/deadly-1-a4.pdf", "pdf/deadly-2-a4.pdf"]
        assert all("memory" in fault for fault in printed.faults)

    def test_processes_end_with_the_one_that_started_them(self) -> None:
        with subprocess.Popen([sys.executable, "-c", POOL], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
            assert parent.stdout
            assert int(parent.stdout.readline()) != parent.pid
            parent.kill()
            # It has the parent's output too, which ends when both have.
            assert parent.communicate(timeout=30)[0] == b""

    def test_where_no_process_can_be_started_this_one_makes_the_files(
        self, tmp_path: Path, paper: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_: int) -> None:
            raise OSError(38, "Function not implemented")

        monkeypatch.setattr(press_module, "cores", lambda: 2)
        monkeypatch.setattr(press_module, "_pool", refuse)
        printed = press([job(tmp_path, name) for name in "abcd"], tmp_path, no_progress)
        assert (printed.made, printed.faults) == (4, ())

    def test_without_pango_what_was_made_before_is_there(
        self, tmp_path: Path, no_pango: None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        printed = press([made(tmp_path, "old"), job(tmp_path, "new")], tmp_path, no_progress)
        assert [file.kept.stem for file in printed.files] == ["old"]
        assert (printed.made, printed.missing, printed.faults) == (0, 1, ())
        assert "libpango" in printed.without
        assert capsys.readouterr().out == ""

    def test_the_preview_makes_none(self, tmp_path: Path, no_pango: None) -> None:
        printed = press([made(tmp_path, "old"), job(tmp_path, "new")], tmp_path, no_progress, make=False)
        assert [file.kept.stem for file in printed.files] == ["old"]
        assert (printed.made, printed.missing, printed.without) == (0, 1, "")

    def test_what_nobody_has_asked_for_in_a_long_time_goes(self, tmp_path: Path, paper: list[str]) -> None:
        for name, days in (("forgotten", KEPT_DAYS + 1), ("lately", KEPT_DAYS - 1), ("asked", KEPT_DAYS + 1)):
            kept = made(tmp_path, name).kept
            then = kept.stat().st_mtime - days * 24 * 60 * 60
            os.utime(kept, (then, then))
        press([job(tmp_path, "asked")], tmp_path, no_progress)
        assert sorted(file.stem for file in tmp_path.glob("*.pdf")) == ["asked", "lately"]

    def test_cores_are_counted(self) -> None:
        assert press_module.cores() >= 1


def test_what_became_of_the_files_is_said_in_a_line() -> None:
    files = (File(document(), PAPERS[0], Path("a"), 1),) * 3
    assert list(said(Printed(files), make=True)) == []
    assert list(said(Printed(files, made=2), make=True)) == ["PDF files: 2 made, 1 unchanged."]
    (line,) = said(Printed(files, missing=4, without="cannot load library"), make=True)
    assert line.startswith("PDF files: 4 left out, and the links to them, because Pango is missing. To have them: ")
    (line,) = said(Printed(files, missing=1), make=False)
    assert line == "PDF files: 1 are new or changed, and left out here. To have them: make site"


def test_a_code_leads_to_the_address_and_is_an_image() -> None:
    assert code("") == ""
    assert code("https://example.org/").startswith("data:image/svg+xml")
    assert bare("https://www.example.org/book/") == "www.example.org/book"


class TestBuild:
    def build(self, tmp_path: Path, config: Mapping[str, object]) -> tuple[Path, str]:
        """A site with one checklist, built on a machine that has no Pango, and what the build said."""
        root = tmp_path / "project"
        pages = {"index.md": page(CHECKLIST), "print.md": page("Text.\n", title="Print", kind="print")}
        sites.write_project(root, pages, config=config)
        # What an import of WeasyPrint meets there.
        (root / "hook.py").write_text(NO_PANGO, "utf-8")
        settings = root / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("hooks:\n", "hooks:\n- hook.py\n"), "utf-8")
        result = sites.build(root, tmp_path / "site", "--strict")
        assert result.returncode == 0, result.stderr
        return tmp_path / "site", result.stderr

    @staticmethod
    def links(site: Path) -> list[str]:
        return [
            href
            for file in site.rglob("*.html")
            for href in re.findall(r'href="([^"]*\.pdf)"', file.read_text("utf-8"))
        ]

    def test_without_pango_the_site_is_built_and_one_line_says_what_is_missing(self, tmp_path: Path) -> None:
        site, log = self.build(tmp_path, {"extra": {"pdf": True}})
        lines = [line for line in log.splitlines() if "PDF" in line]
        assert len(lines) == 1
        assert "PDF files: 6 left out, and the links to them" in lines[0]
        assert any(way in lines[0] for way in PANGO.values())
        assert not (site / "pdf").exists()
        assert self.links(site) == []
        texts = [(site / name).read_text("utf-8") for name in ("index.html", "search/search_index.json")]
        assert not any("onward-pdf" in text for text in texts)
        assert "As PDF files" not in (site / "print" / "index.html").read_text("utf-8")

    def test_who_wants_none_gets_none(self, tmp_path: Path) -> None:
        site, log = self.build(tmp_path, {"extra": {"pdf": False}})
        assert "PDF" not in log
        assert self.links(site) == []

    def test_templates_styles_and_fonts_are_not_published(self, built_site: Path) -> None:
        assert not (built_site / "documents").exists()

    def test_no_slot_is_left(self, built_site: Path) -> None:
        for file in built_site.rglob("*.html"):
            assert "\x02" not in file.read_text("utf-8"), file
        assert "\\u0002" not in json.dumps((built_site / "search" / "search_index.json").read_text("utf-8"))


def test_the_fonts_have_every_sign_that_the_guide_uses() -> None:
    fonts = sorted((sites.REPO / "overrides" / "documents" / "fonts").glob("*.woff2"))
    letters = {font.name: set(TTFont(font).getBestCmap()) for font in fonts}
    assert not any(0xFEFF in each for each in letters.values()), "PDF/UA refuses it"
    assert letters["cabin-regular.woff2"] == letters["cabin-bold.woff2"]
    known = set.union(*letters.values())
    texts = [file.read_text("utf-8") for file in (sites.REPO / "docs").rglob("*") if file.suffix in {".md", ".yml"}]
    used = {letter for text in (*texts, *TEXT.values()) for letter in text if letter.isprintable()}
    assert {letter for letter in used if ord(letter) not in known} == set()
    # Names of people in Wales and from Poland, in the letters of the rest; and what editors may want.
    assert {ord(letter) for letter in "ŴŵŶŷÂâÊêÎîÔôÛûĄąĆćĘęŁłŃńÓóŚśŹźŻż"} <= letters["cabin-regular.woff2"]
    assert {ord(letter) for letter in "←↑→↓☐☑✓✗≤≥ΑαЖж"} <= known


def test_the_fonts_come_with_their_licences() -> None:
    fonts = sites.REPO / "overrides" / "documents" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "LICENSE-cabin.txt").read_text("utf-8")
    assert "Bitstream Vera" in (fonts / "LICENSE-dejavu.txt").read_text("utf-8")


def test_progress_is_one_line_of_a_terminal_and_one_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    class Stream:
        def __init__(self, *, terminal: bool) -> None:
            self.terminal, self.text = terminal, ""

        def isatty(self) -> bool:
            return self.terminal

        def write(self, text: str) -> int:
            self.text += text
            return len(text)

        def flush(self) -> None:
            pass

    log = logging.getLogger("onward.test")
    log.setLevel(logging.INFO)
    terminal, file = Stream(terminal=True), Stream(terminal=False)
    for made_so_far in range(3):
        Progress(log, terminal)(made_so_far, 2)  # type: ignore[arg-type]
        Progress(log, file)(made_so_far, 2)  # type: ignore[arg-type]
    assert terminal.text == "\rMaking PDF files: 0 of 2\rMaking PDF files: 1 of 2\rMaking PDF files: 2 of 2\n"
    assert file.text == ""
    assert [record.getMessage() for record in caplog.records] == ["Making 2 PDF files"]
    log.setLevel(logging.ERROR)
    quiet = Stream(terminal=True)
    Progress(log, quiet)(0, 2)  # type: ignore[arg-type]
    assert quiet.text == ""
