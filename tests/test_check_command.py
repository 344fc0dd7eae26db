"""`python -m onward check` for some files only, for a page that is not saved yet, and with calls that are wrong."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

import sites
from onward.__main__ import main

LINK = "[here](b.md)\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages and a data file with something wrong in each; commands are given in its folder."""
    pages = {
        "index.md": sites.page("#### Deep\n"),
        "more/a.md": sites.page("#### Deep\n\n[x y](../index.md)\n", title="A"),
        "b.md": sites.page(LINK, title="B"),
        "_data/words.yml": "words: 1\n",
        "image.svg": "<svg/>",
    }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.EPOCH)
    root = sites.write_project(tmp_path / "project", pages)
    monkeypatch.chdir(root)
    return root


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and the files with the rules."""
    code = main(["check", "--format", "json", *arguments])
    captured = capsys.readouterr()
    assert captured.err == ""
    return code, [(each["path"], each["rule"]) for each in json.loads(captured.out)["problems"]]


DATA = ("docs/_data/words.yml", "data-value")
A, B = ("docs/more/a.md", "heading-level"), ("docs/b.md", "link-text")
INDEX = ("docs/index.md", "heading-level")


@pytest.mark.parametrize(
    ("paths", "problems"),
    [
        ([], [DATA, B, INDEX, A]),
        (["."], [DATA, B, INDEX, A]),
        (["docs"], [DATA, B, INDEX, A]),
        (["docs/more"], [A]),
        (["docs/more/"], [A]),
        (["docs/more/a.md", "docs/b.md"], [B, A]),
        (["./docs/../docs/b.md"], [B]),
        (["docs/_data"], [DATA]),
        (["docs/_data/words.yml"], [DATA]),
        (["mkdocs.yml"], []),
    ],
)
def test_only_what_is_asked_for_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], paths: list[str], problems: list[tuple[str, str]]
) -> None:
    errors = any(each != B for each in problems)
    assert told(capsys, *paths) == (1 if errors else 0, problems)
    assert told(capsys, *(str(project / path) for path in paths)) == (1 if errors else 0, problems)


def test_paths_are_those_of_the_shell_or_of_the_site(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = ["--config", str(project / "mkdocs.yml")]
    monkeypatch.chdir(project / "docs" / "more")
    assert told(capsys, "a.md", *config) == (1, [A])
    assert told(capsys, "docs/b.md", *config) == (0, [B])
    monkeypatch.chdir(project.parent)
    assert told(capsys, "project/docs/b.md", *config) == (0, [B])


def test_a_folder_that_is_a_link_is_the_same_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = project.parent / "link"
    link.symlink_to(project)
    assert told(capsys, str(link / "docs" / "b.md")) == (0, [B])
    assert told(capsys, "--config", str(link / "mkdocs.yml"), str(link / "docs" / "b.md")) == (0, [B])


def test_other_pages_are_read_all_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id that two pages have is a fact of both."""
    block = (
        "/// do-and-avoid | In your reply\n    id: same\n\n### Do\n\n- Thank them.\n\n### Avoid\n\n- Anger.\n\n///\n"
    )
    for name in ("c", "d"):
        (project / "docs" / f"{name}.md").write_text(sites.page(block, title=name.upper()), "utf-8")
    assert told(capsys, "docs/d.md") == (1, [("docs/d.md", "block-id")])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("docs/indx.md", "There is no docs/indx.md. Did you mean docs/index.md?\n"),
        ("zzz", "There is no zzz.\n"),
        (
            "docs/image.svg",
            "docs/image.svg is not checked: it is no page, no data file and not mkdocs.yml, and holds none.\n",
        ),
        ("docs/empty", "docs/empty is not checked: it is no page, no data file and not mkdocs.yml, and holds none.\n"),
        ("..", "is not in the folder of this site"),
        ("/", "is not in the folder of this site"),
    ],
)
def test_a_path_of_which_nothing_can_be_said(
    project: Path, capsys: pytest.CaptureFixture[str], path: str, message: str
) -> None:
    (project / "docs" / "empty").mkdir()
    assert main(["check", "docs/b.md", path]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_strict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/b.md"]) == 0
    assert main(["check", "--strict", "docs/b.md"]) == 1
    assert main(["check", "--strict", "mkdocs.yml"]) == 0
    capsys.readouterr()


class Standard:
    """Standard input that has these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_page_that_is_not_saved(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = (project / "docs" / "b.md").read_bytes()
    for name, text, problems in (
        ("docs/b.md", sites.page("## Fine\n", title="B"), []),
        ("docs/b.md", sites.page("Text.\n\n##### Deep\n", title="B"), [("docs/b.md", "heading-level")]),
        ("docs/new/page.md", sites.page("##### Deep\n", title="New"), [("docs/new/page.md", "heading-level")]),
        (str(project / "docs" / "b.md"), "", [("docs/b.md", "front-matter")]),
    ):
        monkeypatch.setattr("sys.stdin", Standard(text.encode()))
        assert told(capsys, "--stdin-filename", name) == (1 if problems else 0, problems)
    assert (project / "docs" / "b.md").read_bytes() == saved
    assert told(capsys, "docs/b.md") == (0, [B]), "the saved page is what it was, from the cache too"


def test_the_line_that_is_shown_is_the_unsaved_one(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Standard(sites.page("##### Unsaved\n", title="B").encode()))
    assert main(["check", "--stdin-filename", "docs/b.md"]) == 1
    assert "      10 | ##### Unsaved\n" in capsys.readouterr().out


def test_other_files_may_be_asked_for_with_an_unsaved_page(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Standard(sites.page("#### Deep\n", title="B").encode()))
    assert told(capsys, "--stdin-filename", "docs/b.md", "docs/more") == (1, [A])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("README.md", "README.md can be no page: pages are .md files in docs/.\n"),
        ("docs/words.yml", "docs/words.yml can be no page: pages are .md files in docs/.\n"),
        ("docs/_data/x.md", "docs/_data/x.md can be no page: what is in a hidden folder, or in _data, is none.\n"),
        ("docs/.x/x.md", "docs/.x/x.md can be no page: what is in a hidden folder, or in _data, is none.\n"),
    ],
)
def test_what_can_be_no_page(project: Path, capsys: pytest.CaptureFixture[str], path: str, message: str) -> None:
    assert main(["check", "--stdin-filename", path]) == 2
    assert capsys.readouterr() == ("", message)


def test_settings_that_mkdocs_does_not_take(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "mkdocs.yml").write_text("site_name: Test\ndocs_dir: nowhere\n", "utf-8")
    assert main(["check"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert (
        captured.err
        == """\
error: mkdocs.yml:2:1: `docs_dir` cannot be used: the path 'nowhere' isn't an existing directory [build-stopped]
    Correct it, or undo what was changed last.
      2 | docs_dir: nowhere
        | ^
"""
    )


MENU = """\
site_name: Test
nav:
  - Start: index.md
  - Group:
      - One: one.md
      - Two: two.md
      - Three: three.md
  - Other:
      - Four: four.md
"""


@pytest.mark.parametrize(
    ("line", "indent", "told"),
    [
        (6, 5, "mkdocs.yml:6:6: this line is indented by 5 spaces, the lines beside it by 6"),
        (6, 7, "mkdocs.yml:6:8: this line is indented by 7 spaces, the lines beside it by 6"),
        (5, 5, "mkdocs.yml:5:6: this line is indented by 5 spaces, the lines below it by 6"),
        (7, 8, "mkdocs.yml:7:9: this line is indented by 8 spaces, the line above it by 6"),
        (8, 4, "mkdocs.yml:8:5: this line is indented by 4 spaces, the line above it by 2"),
        (8, 1, "mkdocs.yml:8:2: this line is indented by 1 space, the line above it by 2"),
    ],
)
def test_a_line_of_the_menu_that_is_out_of_line(
    project: Path, capsys: pytest.CaptureFixture[str], line: int, indent: int, told: str
) -> None:
    lines = MENU.split("\n")
    lines[line - 1] = " " * indent + lines[line - 1].lstrip()
    (project / "mkdocs.yml").write_text("\n".join(lines), "utf-8")
    assert main(["check"]) == 2
    captured = capsys.readouterr()
    wanted = told.rpartition(" ")[2]
    hint = f"Write {wanted} spaces before it, if it belongs to the same list."
    assert captured.err.startswith(f"error: {told} [build-stopped]\n    {hint}\n      {line} | ")
    assert str(project) not in captured.err


def test_a_reader_who_has_seen_enough_is_no_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", buffering=1) as pipe:
        monkeypatch.setattr("sys.stdout", pipe)
        assert main(["check"]) == 1
