"""The live preview: it shows what is wrong on the page, forgets it when it is put right, and never dies."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import html

import sites
from onward.preview import MARK
from sites import page

PATIENCE = 30
"""Seconds until a preview that does not answer is taken for dead."""

PAGES = {
    "index.md": page("See [the other page](other.md).\n"),
    "other.md": page("Text.\n", title="Other"),
    "deep/down/page.md": page("Text.\n", title="Deep"),
}


@dataclass
class Panel:
    """What a served page says of what is wrong: each problem as `place: severity: message | hint`."""

    title: str = ""
    own: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@dataclass
class Preview:
    """`mkdocs serve` over a project of its own."""

    process: subprocess.Popen[str]
    address: str
    project: Path
    log: list[str]

    @property
    def docs(self) -> Path:
        """The pages."""
        return self.project / "docs"

    def get(self, path: str = "") -> str:
        """A page as the browser gets it, also the one for what is missing."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as missing:
            with missing:
                assert missing.code == 404
                return str(missing.read().decode())

    def panel(self, path: str = "") -> Panel:
        """The panel of a page."""
        return read_panel(self.get(path))

    def after(self, change: Callable[[], object], shows: Callable[[str], bool] = lambda _: True, path: str = "") -> str:
        """Do something to the project; the page that the preview then has, of the first build that `shows` it.

        It asks as the page itself does, at an address that answers when there is a newer build.
        """
        epoch = self._epoch()
        change()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            newer = self._epoch(epoch)
            assert newer > epoch, "".join(self.log)
            epoch = newer
            shown = self.get(path)
            if shows(shown):
                return shown
        pytest.fail(f"not shown within {PATIENCE} seconds: {read_panel(self.get(path))}")

    def _epoch(self, known: int = 0) -> int:
        """The number of the newest build, as soon as it is greater than the one that is known."""
        root = "/".join(self.address.split("/", 3)[:3])
        with urllib.request.urlopen(f"{root}/livereload/{known}/0", timeout=PATIENCE) as response:
            return int(response.read())

    def write(self, name: str, content: str | bytes) -> str:
        """Save a page as an editor does, and give the same page once the preview has built it again."""
        file = self.docs / name
        data = content if isinstance(content, bytes) else content.encode()
        return self.after(lambda: file.write_bytes(data), path=name.removesuffix("index.md").replace(".md", "/"))

    def put_right(self) -> None:
        """Make the project what it was; wait until that is shown, with nothing wrong."""
        self.after(self._write_again, lambda shown: "onward-problems" not in shown)
        assert self.process.poll() is None

    def _write_again(self) -> None:
        write(self.project)


def write(project: Path) -> None:
    """The project as it should be, whatever is there."""
    for name in ("docs", "overrides"):
        shutil.rmtree(project / name, ignore_errors=True)
    shutil.copytree(sites.REPO / "overrides", project / "overrides")
    sites.write_project(project, PAGES, config={"theme": {"custom_dir": "overrides"}})


def read_panel(shown: str) -> Panel:
    """Read the panel of a page, as its words."""
    tree = html.document_fromstring(shown)
    for section in tree.iterfind(".//section"):
        if "onward-problems" in (section.get("class") or "").split():
            break
    else:
        return Panel()
    title = section.find("h2")
    files = section.findall(".//h3")
    everything = section.xpath(".//li")
    elsewhere = [each for file in files for each in file.getnext().iterfind("li")]
    return Panel(
        _text(title) if title is not None else "",
        [_problem(each) for each in everything if each not in elsewhere],
        [_problem(each) for each in elsewhere],
        {_text(file): link.get("href", "") for file in files if (link := file.find("a")) is not None},
    )


def _problem(item: html.HtmlElement) -> str:
    parts = {name: item.find_class(f"onward-problem__{name}") for name in ("severity", "message", "hint", "place")}
    severity, message, hint, place = (_text(parts[name][0]) if parts[name] else "" for name in parts)
    return f"{place}: {severity}: {message.removeprefix(severity).strip()} | {hint}"


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests here: what one of them breaks is put right, and that is a part of each test."""
    project = tmp_path_factory.mktemp("preview")
    write(project)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": sites.EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    serving = threading.Event()
    log: list[str] = []
    reader = threading.Thread(target=_read, args=(process, serving, log))
    reader.start()
    try:
        assert serving.wait(PATIENCE), "".join(log)
        yield Preview(process, f"http://127.0.0.1:{port}/resources/after-a-rejection/", project, log)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        reader.join(PATIENCE)


@pytest.fixture
def preview(server: Preview) -> Iterator[Preview]:
    """The preview of a project with nothing wrong; afterwards it is that again."""
    yield server
    server.put_right()


def _read(process: subprocess.Popen[str], serving: threading.Event, log: list[str]) -> None:
    """Read what the preview says until it ends: a pipe that is full would stop it."""
    assert process.stderr is not None
    with process.stderr as lines:
        for line in lines:
            log.append(line)
            if "Serving on" in line:
                serving.set()


def test_a_problem_is_shown_on_its_page_until_it_is_put_right(preview: Preview) -> None:
    assert "onward-problems" not in preview.get()
    wrong = preview.write("index.md", page("/// cheklist | Today\n    id: today\n\n- [ ] One {#one}\n\n///\n"))
    assert read_panel(wrong) == Panel(
        "To put right on this page",
        ["docs/index.md:10:1: Error: unknown block cheklist | Did you mean checklist?"],
    )
    assert "<code>cheklist</code>" in wrong
    sheet = re.search(r'rel="stylesheet" href="(assets/onward-problems[^"]+)"', wrong)
    assert sheet
    assert ".onward-problem" in preview.get(sheet[1])
    right = preview.write("index.md", page("/// checklist | Today\n    id: today\n\n- [ ] One {#one}\n\n///\n"))
    assert "onward-problems" not in right
    assert 'data-block="today"' in right


def test_a_link_that_is_broken_in_the_built_site_is_shown_on_its_page(preview: Preview) -> None:
    """Links are looked at when the pages have been written; the page has them all the same, without a script."""
    body = '<a href="../../nowhere/">Go on</a>\n\n[Other](../../othr.md)\n'
    told = read_panel(preview.write("deep/down/page.md", page(body, title="Deep"))).own
    assert [each.split(": ")[0] for each in told] == ["docs/deep/down/page.md:10:10", "docs/deep/down/page.md:12:9"]
    assert "no page or file docs/othr.md | Did you mean ../../other.md?" in told[1]
    right = preview.write("deep/down/page.md", page("[Other](../../other.md)\n", title="Deep"))
    assert "onward-problems" not in right


def test_other_pages_say_that_there_is_something_elsewhere(preview: Preview) -> None:
    preview.write("deep/down/page.md", page("/// nope\n\n[x](gone.md)\n", title="Deep"))
    place = "docs/deep/down/page.md"
    for path, link in {"": "deep/down/page/", "other/": "../deep/down/page/"}.items():
        panel = preview.panel(path)
        assert (panel.title, panel.own) == ("", [])
        assert [each.split(": ")[0] for each in panel.elsewhere][0] == f"{place}:10:1"
        assert panel.links == {place: link}
    # The page for what is missing stands at any depth.
    assert preview.panel("a/b/c/").links == {place: "/resources/after-a-rejection/deep/down/page/"}
    assert preview.panel("deep/down/page/").elsewhere == []


def test_errors_come_first_and_what_is_more_is_folded(preview: Preview) -> None:
    shown = preview.write("index.md", page("#### Deep\n\n" + "![](x.png)\n\n" * 4 + "[here](gone.md)\n\n" * 6))
    panel = read_panel(shown)
    weights = [each.split(": ")[1] for each in panel.own]
    assert weights == sorted(weights, key=["Error", "Warning", "Note"].index)
    assert len(set(weights)) > 1
    assert len(panel.own) > 8
    assert f"{len(panel.own) - 8} more on this page" in shown


@pytest.mark.parametrize(
    "half",
    [
        b"\xff\xfe\x00-",
        b"",
        b"---\ntitle: Te",
        b"---\ntitle: x\n\tdescription: y\n---\n\n# x\n",
        page("/// quiz | Q\n    id: q\n\n### W").encode(),
        b'---\ntitle: "</title><script>alert(1)</script>"\n---\n\n# x\n',
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        page("text " * 2_000_000).encode(),
        page("[" * 24_000).encode(),
    ],
    ids=["bytes", "empty", "front", "tab", "block", "script", "binary", "picture", "10-MB", "brackets"],
)
def test_a_page_that_is_saved_half_way_says_what_is_wrong(preview: Preview, half: bytes) -> None:
    shown = preview.write("index.md", half)
    assert "<script>alert(1)" not in shown
    assert "description: y" not in shown, "front matter is never shown as text"
    panel = read_panel(shown)
    assert panel.own
    assert all(each.startswith("docs/index.md:") for each in panel.own)
    assert "All is well." in preview.write("index.md", page("All is well.\n"))


@pytest.mark.parametrize(
    ("break_it", "place"),
    [
        ("site_name: Test\ntheme:\n  name: [material\nplugins:\n", "mkdocs.yml:4:8"),
        ("site_name: Test\n\ttheme: material\n", "mkdocs.yml:2:1"),
        ("", "mkdocs.yml:1:1"),
        ("site_name", "mkdocs.yml:1:1"),
        ("- a\n- list\n", "mkdocs.yml:1:1"),
        ("site_name: Test\ntheme: nosuch\n", "mkdocs.yml:2:1"),
        ("site_name: Test\nnav: 7\n", "mkdocs.yml:2:1"),
        ("site_name: Test\ndocs_dir: nowhere\n", "mkdocs.yml:2:1"),
        ("site_name: Test\nplugins: [nosuch]\n", "mkdocs.yml:2:1"),
        ("site_name: Test\nhooks: [nosuch.py]\n", "mkdocs.yml:2:1"),
        ("site_name: !!python/object/apply:os.getcwd []\nnav: *a\n", "mkdocs.yml:2:6"),
        ("site_name: Test\nINHERIT: nowhere.yml\n", "mkdocs.yml:1:1"),
        (b"site_name: \xff\xfe\n", "mkdocs.yml:1:1"),
        ("a: &a [*a]\nsite_name: Test\nnav: *a\n", "mkdocs.yml:1:4"),
        (None, "mkdocs.yml:1:1"),
    ],
)
def test_settings_that_are_saved_half_way_leave_the_last_good_pages(
    preview: Preview, break_it: str | bytes | None, place: str
) -> None:
    file = preview.project / "mkdocs.yml"

    def change() -> None:
        if break_it is None:
            file.unlink()
        else:
            file.write_bytes(break_it if isinstance(break_it, bytes) else break_it.encode())

    shown = preview.after(change)
    assert "the other page" in shown, "the pages as they were"
    stopped(preview, place)


def stopped(preview: Preview, told: str) -> None:
    """Every page says what the one thing is that keeps the preview from following."""
    for path in ("", "other/", "a/b/"):
        shown = preview.get(path)
        panel = read_panel(shown)
        assert panel.title == "What was saved last cannot be shown"
        assert len(panel.own) == 1
        assert panel.own[0].startswith(told)
        assert panel.elsewhere == []
        assert "Traceback" not in shown


def test_data_files_that_are_saved_half_way_are_shown_elsewhere(preview: Preview) -> None:
    data = preview.docs / "_data"
    for name, half in {
        "help.yml": b"contacts:\n  - id: [",
        "guidance.yml": b"\xff",
        "sources.yml": b"",
        "words.yml": b"words: 7\n",
    }.items():
        shown = preview.after((data / name).unlink)
        panel = read_panel(shown)
        assert f"docs/_data/{name}:1:1: Error: the file is missing" in panel.elsewhere[0]
        assert panel.links == {}, "a data file has no page"
        shown = preview.after(lambda: (data / name).write_bytes(half))
        assert any(each.startswith(f"docs/_data/{name}:") for each in read_panel(shown).elsewhere)
        preview.put_right()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("main.html", '{% extends "base.html" %}\n\n{% block content %}\n{{ page.', "overrides/main.html:4:1: Error: "),
        (
            "main.html",
            '{% extends "base.html" %}\n{% block content %}{{ page.a.b.c }}{% endblock %}',
            "overrides/main.html:2:1",
        ),
        ("main.html", '{% extends "bsae.html" %}\n', "overrides/main.html:1:1"),
        ("partials/footer.html", b"\xff\xfe", "overrides/partials/footer.html:1:1"),
        ("partials/onward/problems.html", "{% if %}", "overrides/partials/onward/problems.html:1:1"),
        ("partials/header.html", "{{ 7 / 0 }}", "overrides/partials/header.html:1:1"),
        ("styles/page.css", None, "overrides/styles/page.css:1:1"),
        ("scripts/store.js", None, "overrides/scripts/store.js:1:1"),
        ("scripts/store.js", b"\xff", "overrides/scripts/store.js:1:1"),
        ("404.html", "{% block", "overrides/404.html:1:1"),
    ],
)
def test_templates_that_are_saved_half_way_leave_the_last_good_pages(
    preview: Preview, name: str, text: str | bytes | None, told: str
) -> None:
    file = preview.project / "overrides" / name
    if text is None:
        preview.after(file.unlink)
    else:
        preview.after(lambda: file.write_bytes(text if isinstance(text, bytes) else text.encode()))
    stopped(preview, told)
    assert "the other page" in preview.get()


def test_what_only_the_engine_warns_of_is_shown_too(preview: Preview) -> None:
    config = preview.project / "mkdocs.yml"
    nav = "nav:\n- Start: index.md\n- Gone: gone.md\n- Other: other.md\n- deep/down/page.md\n"
    shown = preview.after(lambda: config.write_text(config.read_text() + nav))
    number = config.read_text().splitlines().index("- Gone: gone.md") + 1
    told = read_panel(shown).elsewhere
    assert any(each.startswith(f"mkdocs.yml:{number}:1: Warning: ") for each in told)


def test_pages_that_are_deleted_and_put_back(preview: Preview) -> None:
    shown = preview.after((preview.docs / "other.md").unlink)
    assert "no page or file docs/other.md" in read_panel(shown).own[0]
    missing = preview.get("other/")
    assert read_panel(missing).links == {"docs/index.md": "/resources/after-a-rejection/"}
    assert "livereload(" in missing, "it is shown again when it is back"
    # The others go on without a start page.
    preview.after((preview.docs / "index.md").unlink, lambda shown: "Text." in shown, "deep/down/page/")
    assert not preview.panel("deep/down/page/").title
    preview.after(lambda: shutil.rmtree(preview.docs / "deep"), lambda shown: "Text." not in shown, "deep/down/page/")
    preview.put_right()
    preview.after(lambda: shutil.rmtree(preview.docs), lambda shown: "cannot be shown" in shown)
    stopped(preview, "mkdocs.yml:1:1: Error: docs_dir cannot be used: the path 'docs' isn't an existing directory")


def test_a_page_that_gets_another_name(preview: Preview) -> None:
    old, new = preview.docs / "other.md", preview.docs / "new.md"
    shown = preview.after(lambda: old.rename(new))
    assert read_panel(shown).own
    assert "Text." in preview.get("new/")
    assert "onward-problems" not in preview.write("index.md", page("See [the other page](new.md).\n"))


def test_a_storm_of_names_and_half_saved_pages(preview: Preview) -> None:
    settings = preview.project / "mkdocs.yml"
    good = settings.read_text()

    def storm() -> None:
        at = preview.docs / "other.md"
        for number in range(300):
            at = at.rename(preview.docs / f"other-{number}.md")
            (preview.docs / "index.md").write_text(f"half {number}")
            settings.write_text(f"site_name: [{number}")
        (preview.docs / "index.md").write_text(page("[It is over](other-299.md).\n"))
        settings.write_text(good)

    shown = preview.after(storm, lambda shown: "It is over" in shown)
    assert read_panel(shown).own == []
    assert "Text." in preview.get("other-299/")


def test_links_between_folders_have_an_end(preview: Preview) -> None:
    """Two of them lead to more folders than anybody could walk through: the watcher and MkDocs both would."""
    (preview.docs / "deep" / "a").symlink_to(preview.docs, target_is_directory=True)
    (preview.docs / "deep" / "b").symlink_to(preview.docs, target_is_directory=True)
    preview.after(lambda: (preview.docs / "other.md").touch())
    stopped(preview, "docs/deep/a:1:1: Error: the link leads back to a folder that it stands in")
    preview.put_right()
    preview.after(lambda: (preview.docs / "self.md").symlink_to("self.md"), lambda shown: "self.md" in shown)
    assert "docs/self.md:1:1: Error: the file cannot be read" in preview.panel("self/").own[0]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("docs/pipe.md", "docs/pipe.md:1:1: Error: the file cannot be read: it is no file but a pipe"),
        ("docs/picture.png", "docs/picture.png:1:1: Error: the file cannot be read"),
        ("docs/_data/help.yml", "docs/_data/help.yml:1:1: Error: the file cannot be read: it is no file but a pipe"),
        ("mkdocs.yml", "mkdocs.yml:1:1: Error: the site's settings cannot be read: it is no file but a pipe"),
        ("overrides/main.html", "overrides/main.html:1:1: Error: the file cannot be read: it is no file but a pipe"),
        ("overrides/assets/pipe.png", "overrides/assets/pipe.png:1:1: Error: the file cannot be read"),
    ],
)
def test_what_is_no_file_does_not_hold_it_up(preview: Preview, path: str, told: str) -> None:
    file = preview.project / path

    def change() -> None:
        file.unlink(missing_ok=True)
        os.mkfifo(file)

    panel = read_panel(preview.after(change, lambda shown: "onward-problems" in shown))
    file.unlink()
    assert any(each.startswith(told) for each in [*panel.own, *panel.elsewhere]), panel


def test_a_picture_that_is_not_there_any_more(preview: Preview) -> None:
    gone = preview.docs / "gone.png"
    shown = preview.after(lambda: gone.symlink_to("nowhere.png"), lambda shown: "gone.png" in shown)
    panel = read_panel(shown)
    assert any(each.startswith("docs/gone.png:1:1: ") for each in [*panel.own, *panel.elsewhere]), panel


def test_a_draft_is_read_as_every_page_is(preview: Preview) -> None:
    """The page for editors is a draft: what its blocks need stands in it, and what is wrong with it is shown."""
    block = "/// checklist | A\n    id: a\n\n- [ ] Rest. {#rest}\n\n///\n\n[nowhere]{#stray}\n"
    shown = preview.write("for-editors.md", page(block, title="Drafts"))
    assert 'class="onward-text"' in shown
    assert "stray-syntax" in shown


def test_a_site_for_readers_has_nothing_of_it(built_site: Path) -> None:
    for file in built_site.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"onward-problem" not in data, file
            assert MARK.encode() not in data, file


def test_the_mark_of_a_panel_in_a_page_is_the_pages_own(preview: Preview) -> None:
    shown = preview.write("index.md", page(f"{MARK}\n\n[Other](othr.md)\n"))
    assert read_panel(shown).own
    assert MARK in shown
