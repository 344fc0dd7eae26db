"""The live preview: it shows what is wrong on the page, forgets it when it is put right, and never dies."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from jinja2 import Template

import sites
from onward.model import Problem
from onward.preview import MARK, Serving, Site, following, words
from previews import PAGES, Panel, Preview, previewed, read_panel
from sites import page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests here: what one of them breaks is put right, and that is a part of each test."""
    with previewed(tmp_path_factory.mktemp("preview")) as preview:
        yield preview


@pytest.fixture
def preview(server: Preview) -> Iterator[Preview]:
    """The preview of a project with nothing wrong; afterwards it is that again."""
    yield server
    server.put_right()


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


def test_the_preview_keeps_no_pages_and_takes_away_what_a_built_site_has_kept(preview: Preview) -> None:
    assert "onward-offline" not in preview.get()
    worker = preview.get("sw.js")
    assert "unregister()" in worker
    assert "fetch" not in worker


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
        assert panel.elsewhere[0].startswith(f"{place}:10:1: ")
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


HALF_PAGES = [
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
]


def test_pages_that_are_saved_half_way_say_what_is_wrong(preview: Preview) -> None:
    for half in HALF_PAGES:
        shown = preview.write("index.md", half)
        assert "<script>alert(1)" not in shown
        assert "description: y" not in shown, "front matter is never shown as text"
        panel = read_panel(shown)
        assert panel.own, half[:80]
        assert all(each.startswith("docs/index.md:") for each in panel.own)


HALF_SETTINGS = [
    (b"site_name: Test\ntheme:\n  name: [material\nplugins:\n", "mkdocs.yml:3:9: Error: a [ is never closed"),
    (b"site_name: Test\n\ttheme: material\n", "mkdocs.yml:2:1: Error: this line starts with a tab"),
    (b"", "mkdocs.yml:1:1: Error: site_name is missing | Add a line site_name: …"),
    (b"site_name", "mkdocs.yml:1:1: Error: the file must be keys and values | Write each as key: value"),
    (b"a: 1\ntheme: nosuch\nsite_name: x\n", "mkdocs.yml:2:1: Error: theme cannot be used: unrecognised theme name"),
    (b"site_name: Test\nnav: 7\n", "mkdocs.yml:2:1: Error: nav cannot be used: expected nav to be a list"),
    (b"site_name: Test\ndocs_dir: nowhere\n", "mkdocs.yml:2:1: Error: docs_dir cannot be used: the path 'nowhere' "),
    (b"site_name: Test\nplugins: [nosuch]\n", 'mkdocs.yml:2:1: Error: plugins cannot be used: the "nosuch" plugin '),
    (b"site_name: Test\nhooks: [nosuch.py]\n", "mkdocs.yml:2:1: Error: hooks cannot be used: the path 'nosuch.py' "),
    (b"site_name: Test\nnav: *a\n", "mkdocs.yml:2:6: Error: a value cannot start with *"),
    (b"INHERIT: gone.yml\n", "mkdocs.yml:1:1: Error: the settings cannot be used: inherited config file 'gone.yml' "),
    (b"site_name: \xff\xfe\n", "mkdocs.yml:1:1: Error: the site's settings are not UTF-8"),
    (b"a: &a [*a]\nsite_name: Test\nnav: *a\n", "mkdocs.yml:1:4: Error: a value cannot start with &"),
]


def test_settings_that_are_saved_half_way_leave_the_last_good_pages(preview: Preview) -> None:
    file = preview.project / "mkdocs.yml"
    for half, told in HALF_SETTINGS:
        shown = preview.after(partial(file.write_bytes, half), starts_with(told))
        assert "the other page" in shown, "the pages as they were"
    stopped(preview, HALF_SETTINGS[-1][1])
    preview.after(file.unlink)
    stopped(preview, "mkdocs.yml:1:1: Error: the site's settings are missing | Put mkdocs.yml back.")


def starts_with(told: str) -> Callable[[str], bool]:
    """Whether a page's first problem is this one: a watcher that looks while a file is written sees it empty."""
    return lambda shown: any(each.startswith(told) for each in read_panel(shown).own[:1])


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


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("help.yml", b"contacts:\n  - id: ["),
        ("guidance.yml", b"\xff"),
        ("sources.yml", b""),
        ("words.yml", b"words: 7\n"),
    ],
)
def test_data_files_that_are_saved_half_way_are_shown_elsewhere(preview: Preview, name: str, half: bytes) -> None:
    file = preview.docs / "_data" / name
    panel = read_panel(preview.after(file.unlink))
    assert panel.elsewhere[0].startswith(f"docs/_data/{name}:1:1: Error: the file is missing")
    assert panel.links == {}, "a data file has no page"
    panel = read_panel(preview.after(lambda: file.write_bytes(half)))
    assert not any("missing" in each for each in panel.elsewhere)
    assert any(each.startswith(f"docs/_data/{name}:") for each in panel.elsewhere)


HALF_TEMPLATES: list[tuple[str, bytes | None, str]] = [
    ("main.html", b'{% extends "base.html" %}\n\n{{ page.', "main.html:3:1: Error: the template cannot be read: "),
    ("main.html", b'{% extends "base.html" %}\n{% block content %}\n{{ page.a.b }}{% endblock %}', "main.html:3:1: "),
    ("main.html", b'{% extends "bsae.html" %}\n', "main.html:1:1: Error: there is no template bsae.html"),
    ("partials/footer.html", b"\xff\xfe", "partials/footer.html:1:1: Error: the file is not UTF-8"),
    ("partials/onward/problems.html", b"{% if %}", "partials/onward/problems.html:1:1: "),
    ("partials/header.html", b"\n{{ 7 / 0 }}", "partials/header.html:2:1: Error: the template stops here: "),
    ("styles/page.css", None, "styles/page.css:1:1: Error: the file cannot be read: No such file"),
    ("scripts/store.js", b"\xff", "scripts/store.js:1:1: Error: the file is not UTF-8"),
    ("404.html", b"{% block", "404.html:1:1: "),
]


def test_templates_that_are_saved_half_way_leave_the_last_good_pages(preview: Preview) -> None:
    for name, half, told in HALF_TEMPLATES:
        file = preview.project / "overrides" / name
        whole = file.read_bytes()
        change = file.unlink if half is None else partial(file.write_bytes, half)
        shown = preview.after(change, starts_with(f"overrides/{told}"))
        assert "the other page" in shown
        stopped(preview, f"overrides/{told}")
        file.write_bytes(whole)


def test_what_only_the_engine_warns_of_is_shown_too(preview: Preview) -> None:
    config = preview.project / "mkdocs.yml"
    shown = preview.after(lambda: config.write_text(config.read_text() + "nonsense: 1\n"))
    number = config.read_text().splitlines().index("nonsense: 1") + 1
    told = read_panel(shown).elsewhere
    assert any(each.startswith(f"mkdocs.yml:{number}:1: Warning: ") for each in told), told


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
    preview.after((preview.docs / "other.md").touch)
    stopped(preview, "docs/deep/a:1:1: Error: this is a link to the folder docs; links to folders are not followed")
    preview.put_right()
    shown = preview.after(lambda: (preview.docs / "self.md").symlink_to("self.md"), lambda shown: "self.md" in shown)
    assert (
        read_panel(shown).elsewhere[0].startswith("docs/self.md:1:1: Error: the file is a link that leads in a circle")
    )


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("docs/pipe.md", "docs/pipe.md:1:1: Error: this is no file but a pipe"),
        ("docs/picture.png", "docs/picture.png:1:1: Error: this is no file but a pipe"),
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


def test_a_build_that_fails_in_an_unknown_way_is_shown_and_the_next_is_not(tmp_path: Path) -> None:
    panel = Template("{{ panel.first[0].place }} {{ panel.stopped }}")
    good = {"index.html": f"<p>{MARK}</p>".encode(), "a.css": b"a"}
    serving = Serving(Site(good, panel, "a.css", "/", {}))
    faults: list[BaseException] = []

    def rebuild() -> None:
        (tmp_path / "half.html").write_text("half")
        raise RuntimeError

    def stop(error: BaseException) -> Problem:
        faults.append(error)
        return Problem("mkdocs.yml", 1, 1, "build-stopped", "it stopped")

    following(rebuild, serving, tmp_path, stop)()
    assert [type(fault) for fault in faults] == [RuntimeError]
    shown = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert shown == {"index.html": "<p>mkdocs.yml:1:1 True</p>", "a.css": "a"}


def test_a_strict_build_that_is_given_up_at_its_end_is_shown(tmp_path: Path) -> None:
    serving = Serving()

    def rebuild() -> None:
        serving.finished = True
        raise SystemExit(1)

    following(rebuild, serving, tmp_path, lambda _: pytest.fail("its pages have their panels"))()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no block `a`", [("no block ", False), ("a", True)]),
        ("`a` or `b`", [("a", True), (" or ", False), ("b", True)]),
        ("one ` alone", [("one ` alone", False)]),
        ("", []),
    ],
)
def test_what_stands_in_backticks_is_code(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert [(each.text, each.code) for each in words(text)] == pieces


def test_a_build_that_ends_early_says_where_and_shows_no_traceback(tmp_path: Path) -> None:
    shutil.copytree(sites.REPO / "overrides", tmp_path / "overrides")
    sites.write_project(tmp_path, PAGES, config={"theme": {"custom_dir": "overrides"}})
    (tmp_path / "overrides" / "partials" / "header.html").write_text("\n{{ 7 / 0 }}")
    result = sites.build(tmp_path, tmp_path / "site")
    assert result.returncode == 1
    assert "overrides/partials/header.html:2:1: the template stops here: division by zero" in result.stderr
    assert "Traceback" not in result.stderr
