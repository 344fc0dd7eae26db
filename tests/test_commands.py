"""The command line with calls and folders that are not as they should be: plain words, and no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sites
from onward.__main__ import main

COMMANDS = ["check", "evidence", "links", "reading", "release-ids", "reviews"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_no_mkdocs_yml(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "--config", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path} cannot be read: Is a directory.\n"


@pytest.mark.parametrize("count", ["-1", "0", "some", ""])
def test_a_draw_is_of_one_or_more(capsys: pytest.CaptureFixture[str], count: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["evidence", f"--draw={count}"])
    assert stopped.value.code == 2
    assert f"write 1 or more; got {count}\n" in capsys.readouterr().err


@pytest.fixture
def crooked(tmp_path: Path) -> Path:
    """A link to a page that is gone, a page that is no text, and folders with the names of a page and a data file."""
    root = sites.write_project(
        tmp_path / "project", {"index.md": sites.page("Text.\n"), "latin.md": b"\xff", "folder.md/note.txt": "x"}
    )
    docs = root / "docs"
    (docs / "link.md").symlink_to("gone.md")
    (docs / "_data" / "words.yml").unlink()
    (docs / "_data" / "words.yml").mkdir()
    return root


TOLD = """\
docs/_data/words.yml:1:1: the file cannot be read: Is a directory [data-yaml]
    Put a file of this name here.
docs/folder.md:1:1: this is a folder with the name of a page [file-unreadable]
    Call the folder `folder`.
docs/latin.md:1:1: not UTF-8: byte 0xFF is no character [encoding]
    One sign was saved in another encoding, probably `ÿ`. Open the file as UTF-8, write the sign anew where it is \
shown as `�` or the like, and save the file as UTF-8.
docs/link.md:1:1: the file is a link to `gone.md`, which does not exist [file-link]
    Put the file itself here, or delete the link.
"""


def test_what_cannot_be_read_is_told(
    crooked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", str(crooked / "mkdocs.yml")]
    assert main(["check", *config]) == 1
    said = re.sub(r"^ +\d* \|.*\n", "", capsys.readouterr().out, flags=re.MULTILINE)  # Without the line of the page.
    assert said.startswith(re.sub("^docs/", "error: docs/", TOLD, flags=re.MULTILINE) + "4 errors in 4 files. ")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.EPOCH)
    assert main(["reviews", *config]) == 1
    assert capsys.readouterr().out.startswith("unknown: docs/latin.md: its days cannot be read;")


def test_what_cannot_be_read_stops_a_build_with_the_same_words(crooked: Path, tmp_path: Path) -> None:
    result = sites.build(crooked, tmp_path / "site")
    assert result.returncode == 1
    assert "".join(f"{problem}\n" for problem in sites.problems(result)) == TOLD
    assert "Traceback" not in result.stderr


def test_a_template_that_is_none_is_told_and_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = {
        f"{name}.md": sites.page("Text.\n").replace("kind: about", f"kind: about\ntemplate: {name}.html")
        for name in ("nope", "map", "base")  # None, ours, the theme's.
    }
    root = sites.write_project(tmp_path / "project", pages)
    assert main(["check", "--config", str(root / "mkdocs.yml")]) == 1
    assert "docs/nope.md:5:11: there is no template `nope.html`" in (said := capsys.readouterr().out)
    assert "\n1 error in 1 file. Put the errors right, " in said
    result = sites.build(root, tmp_path / "site")
    told = [(problem.path, problem.rule) for problem in sites.problems(result) if problem.path.startswith("docs/")]
    assert told == [("docs/nope.md", "front-matter-value")]
    assert "Traceback" not in result.stderr


NO_PANGO = """import sys

# What an import of WeasyPrint meets where there is no Pango.
sys.modules["weasyprint"] = None


def on_startup(command, dirty):
    pass
"""

CHECKLIST = "/// checklist | The first day\n    id: first-day\n\n- [ ] Eat something. {#eat}\n\n///\n"


@pytest.mark.pdf
@pytest.mark.parametrize("pango", [True, False])
def test_who_makes_a_copy_is_told_of_its_pdf_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pango: bool
) -> None:
    pages = {"index.md": sites.page(CHECKLIST).replace("\n", "\r\n").encode()}
    root = sites.write_project(tmp_path / "project", pages, config={"extra": {"pdf": True}})
    settings = root / "mkdocs.yml"
    assert main(["check", "--config", str(settings)]) == 0
    assert "note: docs/index.md:" in capsys.readouterr().out
    if not pango:
        (root / "hook.py").write_text(NO_PANGO, "utf-8")
        settings.write_text(settings.read_text("utf-8").replace("hooks:\n", "hooks:\n- hook.py\n"), "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "onward", "offline"],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": sites.EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    if pango:
        # One of each: a copy is for one size of paper.
        assert result.stderr.splitlines() == ["Making 3 PDF files", "PDF files: 3 made, 0 unchanged."]
    else:
        assert result.stderr.startswith("PDF files: 3 left out, and the links to them, because Pango is missing. ")
        assert len(result.stderr.splitlines()) == 1
