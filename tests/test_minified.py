"""Scripts made small: those of today come from Terser, those that have changed since are whole all the same."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

import sites
from onward import minified
from onward.__main__ import main
from onward.assets import script_source
from onward.offline import WORKER, worker_source

SOURCE = "// A remark.\nconst words = 'x';\n\nshow(words);\n"
SMALL = "show('x');"


@pytest.fixture
def npx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Node's `npx`: it writes down what it is asked, and says what stands in a file beside it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "answer").write_text(f"{SMALL}\n", "utf-8")
    program = folder / "npx"
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys\nfrom pathlib import Path\nfolder = Path(__file__).parent\n"
        "(folder / 'asked').write_text('\\n'.join([*sys.argv[1:], sys.stdin.read()]))\n"
        "answer = (folder / 'answer').read_text()\n"
        "sys.exit(answer) if answer.startswith('Parse error') else print(answer)\n",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def test_what_was_made_of_the_source_of_today_is_taken(tmp_path: Path, npx: Path) -> None:
    assert minified.make(tmp_path, "a.js", SOURCE) == len(SMALL)
    assert minified.minified(tmp_path, "a.js", SOURCE).strip() == SMALL
    assert minified.is_current(tmp_path, "a.js", SOURCE)
    asked = (npx / "asked").read_text("utf-8")
    assert asked.startswith(f"--yes\n{minified.TERSER}\n")
    assert asked.endswith(SOURCE)


def test_a_script_that_has_changed_since_says_what_it_says_today(tmp_path: Path, npx: Path) -> None:
    minified.make(tmp_path, "a.js", SOURCE)
    changed = SOURCE.replace("'x'", "'y'")
    assert minified.minified(tmp_path, "a.js", changed) == "const words='y';show(words);"
    assert not minified.is_current(tmp_path, "a.js", changed)
    assert minified.minified(tmp_path, "b.js", SOURCE) == "const words='x';show(words);"
    assert not minified.is_current(tmp_path, "b.js", SOURCE)


def test_where_terser_fails_nothing_is_written(tmp_path: Path, npx: Path) -> None:
    minified.make(tmp_path, "a.js", SOURCE)
    for answer, said in (("Parse error at 0:3", "a.js: Parse error at 0:3"), ("", "a.js: ")):
        (npx / "answer").write_text(answer, "utf-8")
        with pytest.raises(minified.NotMade) as wrong:
            minified.make(tmp_path, "a.js", f"{SOURCE}const = 1;")
        assert str(wrong.value).startswith(said)
    assert minified.is_current(tmp_path, "a.js", SOURCE)


def test_without_node_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    root = sites.write_project(tmp_path / "site", {}, config={"theme": {"custom_dir": "overrides"}})
    shutil.copytree(sites.REPO / "overrides", root / "overrides")
    asked = ["scripts", "--config", str(root / "mkdocs.yml")]
    assert main(asked) == 0
    assert capsys.readouterr().out == "onward.js: unchanged.\nsw.js: unchanged.\n"
    (root / "overrides" / "scripts" / "start.js").write_text("start();", "utf-8")
    assert main(asked) == 2
    assert capsys.readouterr().err == (
        "The scripts could not be made small: npx was not found: install Node 20 or newer.\n"
    )


def test_the_files_are_those_of_the_scripts_of_today() -> None:
    """If this fails: `make scripts`."""
    overrides = sites.REPO / "overrides"
    assert minified.is_current(overrides, "onward.js", script_source(overrides))
    assert minified.is_current(overrides, WORKER, worker_source(overrides))
