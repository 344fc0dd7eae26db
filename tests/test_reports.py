"""The forms in which problems are told: for people, for GitHub, as JSON and as SARIF."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unicodedata import category

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

import sites
from onward.__main__ import main
from onward.check_command import colour_wanted
from onward.checks import LINK_RULES, RULES
from onward.excerpts import lines_of
from onward.model import Problem, Severity
from onward.report import Report, closing, fails
from onward.reports import FORMATS, written
from onward.reports.text import shown, told

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))


def problem(**values: Any) -> Problem:
    """A problem with one thing about it that matters."""
    given_values = {"path": "docs/page.md", "line": 1, "column": 1, "rule": "word-list", "message": "wrong", **values}
    return Problem(**given_values)


def report(*problems: Problem, lines: tuple[str, ...] = (), **values: Any) -> Report:
    """A report on files that all have the same lines."""
    return Report(problems, lambda _: lines, **values)


# Text


def excerpt(line: str, column: int, width: int = 60) -> tuple[str, int]:
    """The line of source as it is shown, and the cell of its caret."""
    shown_line, caret = told(problem(column=column), [line], width=width).split("\n")[-2:]
    assert shown_line.startswith("      1 |")
    assert re.fullmatch(r" {8}\| +\^", caret), caret
    return shown_line[10:], caret.index("^") - 10


def test_a_problem_is_told_with_its_hint_and_its_line() -> None:
    lines = ["---", "### First reply {#first}"]
    assert told(problem(line=2, column=5, message="no right answer", rule="quiz-answer", hint="Mark one."), lines) == (
        "docs/page.md:2:5: no right answer [quiz-answer]\n"
        "    Mark one.\n"
        "      2 | ### First reply {#first}\n"
        "        |     ^"
    )


PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


@pytest.mark.parametrize("data", [PICTURE, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + PICTURE, b"\xff\xfea\x00\n\x00"])
def test_what_is_no_text_has_no_line_to_show(data: bytes) -> None:
    assert lines_of(data) == ()


@pytest.mark.parametrize(
    "data", [b"caf\xe9 au lait, s'il vous pla\xeet\n", b"one\x00 sign among the words\n", b"a\tb\f\n"]
)
def test_a_text_with_a_few_signs_that_are_none_is_shown(data: bytes) -> None:
    assert len(lines_of(data)) == 2


@pytest.mark.parametrize(
    ("line", "column", "cell"),
    [
        ("plain", 3, 2),
        ("日本語 here", 4, 6),
        ("日本語 here", 3, 4),
        ("e\u0301e\u0301 here", 6, 3),
        ("👩\u200d👩\u200d👧 x", 7, 3),
        ("🇬🇧x", 3, 2),
        ("\tx", 2, 4),
        ("a\x1b[31mb", 7, 6),
        ("a\u202eb", 3, 9),
        ("short", 40, 5),
        ("", 1, 0),
    ],
)
def test_the_caret_is_below_its_character(line: str, column: int, cell: int) -> None:
    assert excerpt(line, column)[1] == cell


def test_a_long_line_is_cut_on_both_sides_of_the_caret() -> None:
    line = "日本 " * 100 + "X" + " tail" * 100
    text, cell = excerpt(line, line.index("X") + 1)
    assert text.startswith("…")
    assert text.endswith("…")
    assert wcswidth(text) <= 60
    assert wcswidth(text[: text.index("X")]) == cell
    start, _ = excerpt(line, 1)
    assert start.startswith("日本 ")


@example(line="\u00a0\u3000\u2028\u00ad\ufeff\x85\ue000\U000e0001" * 9, column=20, width=40)
@given(st.text(max_size=300), st.integers(1, 320), st.integers(8, 120))
def test_no_text_is_obeyed_by_a_terminal_or_breaks_the_form(line: str, column: int, width: int) -> None:
    line = re.sub("[\r\n]", "", line)
    text, cell = excerpt(line, column, width)
    assert all(each.isprintable() or each in "\u200c\u200d" or category(each) == "Zs" for each in text)
    assert wcswidth(text) <= width + 1
    assert 0 <= cell <= width


def test_messages_and_paths_are_made_harmless_too() -> None:
    nasty = "\x1b]0;owned\x07\r\n\u202e\x9b2J"
    text = told(problem(path=f"docs/{nasty}.md", message=nasty, hint=nasty), [])
    assert text.count("\n") == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert shown("\x1b\x7f\x9b\u202e") == "␛␡<U+009B><U+202E>"


def test_a_line_that_is_not_there_is_not_shown() -> None:
    assert told(problem(line=3), ["one"]) == "docs/page.md:3:1: wrong [word-list]"


@pytest.mark.parametrize(
    ("environ", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colour_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], terminal: bool, coloured: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert colour_wanted(environ, terminal=terminal) is coloured


def test_colour_changes_nothing_but_colour() -> None:
    each = problem(hint="Do this.", column=2)
    coloured = written("text", report(each, lines=("日本",), colour=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == written("text", report(each, lines=("日本",)))


def test_the_last_line_says_what_to_do_next() -> None:
    error, warning = problem(rule="quiz-answer"), problem(severity=Severity.WARNING, path="docs/b.md")
    note, allowed = problem(severity=Severity.NOTE), problem(severity=Severity.NOTE, line=2, allowed="why")
    explains = "`python -m onward rules {}` explains the first of them; the names of the others stand in brackets."
    assert closing([error, error, warning, allowed]) == (
        "2 errors, 1 warning in 2 files; 1 suppressed. Put the errors right, then check again: some hide "
        f"others, and nothing is published before that. {explains.format('quiz-answer')}"
    )
    assert closing([warning]).startswith("1 warning in 1 file. Put the warnings right before you publish. ")
    assert closing([note]).startswith("1 note in 1 file. Notes stop nothing: ")
    assert closing([allowed]) == "Nothing to put right; 1 suppressed."
    assert closing([]) == "Nothing to put right."


def test_what_fails() -> None:
    warning = problem(severity=Severity.WARNING)
    assert [fails([warning], strict=strict) for strict in (False, True)] == [False, True]
    assert fails([problem()], strict=False)
    assert not fails([problem(severity=Severity.NOTE)], strict=True)
    assert not fails([problem(severity=Severity.WARNING, allowed="why")], strict=True)


# GitHub


def test_annotations_are_escaped() -> None:
    each = problem(
        path="docs/a,b:100%.md", line=3, column=7, message="50% of: a, b\r\n::error::x", hint="Say `%0A`.", rule="x-y"
    )
    assert written("github", report(each, root="guide/")) == (
        "::error file=guide/docs/a%2Cb%3A100%25.md,line=3,col=7,title=x-y::50%25 of: a, b␍␊::error::x%0ASay `%250A`.\n"
    )


def test_annotations_have_the_weights_of_github() -> None:
    every = [problem(severity=severity) for severity in Severity]
    lines = written("github", report(*every, problem(allowed="why"))).splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice"]


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_problem_can_forge_a_command(path: str, message: str, hint: str) -> None:
    lines = written("github", report(problem(path=path, message=message, hint=hint))).split("\n")
    assert len(lines) == 2
    properties, _, said = lines[0].removeprefix("::error ").partition("::")
    assert properties.count(",") == 3
    assert not re.search("%(?!25|0A|0D|2C|3A)", properties + said)


def test_annotations_name_files_from_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = sites.write_project(tmp_path / "sites" / "guide", {"index.md": sites.page("#### Deep\n")})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert main(["check", "--format", "github", "--config", str(root / "mkdocs.yml")]) == 1
    assert capsys.readouterr().out.startswith(
        "::error file=sites/guide/docs/index.md,line=10,col=1,title=heading-level::"
    )


def test_a_build_on_github_annotates_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = sites.write_project(tmp_path / "project", {"index.md": sites.page("[x](nope.md)\n")})
    line = "::error file=docs/index.md,line=10,col=5,title=link-target::no page or file `docs/nope.md`%0A"
    assert line not in sites.build(project, tmp_path / "site").stdout
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert line in sites.build(project, tmp_path / "site", "--quiet").stdout


# JSON and SARIF


def test_json_has_its_version_and_every_problem() -> None:
    each = problem(message="日本 \x9b", hint="Do.")
    text = written("json", report(each))
    assert text.isascii()
    assert json.loads(text) == {
        "format": "onward-problems",
        "version": 1,
        "summary": {"error": 1, "warning": 0, "note": 0, "suppressed": 0},
        "problems": [
            {
                "path": "docs/page.md",
                "line": 1,
                "column": 1,
                "rule": "word-list",
                "severity": "error",
                "message": "日本 \x9b",
                "hint": "Do.",
                "suppressed": None,
            }
        ],
    }


def sarif(*problems: Problem, **values: Any) -> dict[str, Any]:
    """The log's one run, held against the schema."""
    log = json.loads(written("sarif", report(*problems, **values)))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_sarif_is_valid_and_explains_every_rule() -> None:
    run = sarif()
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in rules] == [rule.id for rule in (*RULES, *LINK_RULES)]
    assert len({rule["name"] for rule in rules}) == len(rules)
    assert all("**Why:** " in rule["help"]["markdown"] and rule["help"]["text"] for rule in rules)
    assert run["results"] == []


def test_sarif_places_a_problem() -> None:
    run = sarif(
        problem(path="docs/ä b:c#?.md", line=3, column=9, message="m", hint="h", severity=Severity.NOTE), root="guide/"
    )
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "word-list"
    assert result["level"] == "note"
    assert result["message"] == {"text": "m\nh"}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "guide/docs/%C3%A4%20b%3Ac%23%3F.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 9}
    assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
    assert "suppressions" not in result


def test_sarif_says_of_all_whether_they_are_suppressed_or_of_none() -> None:
    run = sarif(problem(allowed="the employer's word"), problem(line=2))
    assert [result["suppressions"] for result in run["results"]] == [
        [{"kind": "inSource", "justification": "the employer's word"}],
        [],
    ]


def test_a_problem_is_known_again_when_lines_are_added_above() -> None:
    def marks(line: int, *lines: str) -> list[str]:
        results = sarif(problem(line=line), problem(line=line, column=2), lines=lines)["results"]
        return [result["partialFingerprints"]["onwardLine/v1"] for result in results]

    assert marks(1, "text") == marks(3, "new", "new", "  text")
    assert marks(1, "text") != marks(1, "other text")
    assert len(set(marks(1, "text"))) == 2


def test_the_schema_refuses_what_is_wrong() -> None:
    """The schema is not one that takes everything."""
    log = json.loads(written("sarif", report(problem())))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(log)


# All forms


@pytest.mark.parametrize("form", FORMATS)
def test_a_form_can_be_written_to_a_file(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    root = sites.write_project(tmp_path / "project", {"index.md": sites.page("#### 日本 \x1b[31m\n")})
    call = ["check", "--format", form, "--config", str(root / "mkdocs.yml")]
    assert main([*call, "--output", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().out.startswith("1 error in 1 file. Put the errors right, ")
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(call) == 1
    assert (tmp_path / "out").read_text("utf-8") == capsys.readouterr().out
    assert main([*call, "--output", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path} cannot be written: Is a directory.\n"


def test_a_terminal_that_knows_few_letters_is_no_reason_to_fall_over(tmp_path: Path) -> None:
    root = sites.write_project(tmp_path / "project", {"index.md": sites.page("#### 日本\n")})
    result = subprocess.run(
        [sys.executable, "-m", "onward", "check"],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (1, "")
    assert "#### \\u65e5\\u672c" in result.stdout


# The build


def warned(root: Path) -> Path:
    """A site with a warning of ours."""
    return sites.write_project(root, {"index.md": sites.page("[here](a.md)\n"), "a.md": sites.page("A.\n", title="A")})


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("options", [[], ["-q"], ["-v"], ["-q", "-v"], ["-v", "-q"]])
def test_a_strict_build_hides_no_warning(engine: str, options: list[str], tmp_path: Path) -> None:
    result = sites.build(warned(tmp_path / "project"), tmp_path / "site", "--strict", *options, engine=engine)
    assert result.returncode == 1
    assert [each.rule for each in sites.problems(result)] == ["link-text"]
    assert "A strict build takes no warnings: 1 warning." in result.stderr + result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("options", [["-q"], ["-v"]])
def test_a_strict_build_hides_no_error(options: list[str], tmp_path: Path) -> None:
    """A missing anchor is what stock MkDocs does not look for with `-v`."""
    project = sites.write_project(tmp_path / "project", {"index.md": sites.page("[x y](#nope)\n")})
    result = sites.build(project, tmp_path / "site", "--strict", *options)
    assert (result.returncode, [each.rule for each in sites.problems(result)]) == (1, ["link-anchor"])


@pytest.mark.parametrize("options", [["-q"], ["-v"], []])
def test_a_strict_build_hides_no_warning_of_the_engine(options: list[str], tmp_path: Path) -> None:
    project = sites.write_project(
        tmp_path / "project",
        {"index.md": sites.page("Text.\n")},
        config={"nav": [{"Start": "index.md"}, {"Gone": "gone.md"}]},
    )
    result = sites.build(project, tmp_path / "site", "--strict", *options)
    assert result.returncode == 1
    assert "gone.md" in result.stderr


def test_without_strict_quiet_is_quiet(tmp_path: Path) -> None:
    result = sites.build(warned(tmp_path / "project"), tmp_path / "site", "-q")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_strict_build_with_nothing_wrong_says_nothing_when_quiet(tmp_path: Path) -> None:
    project = sites.write_project(tmp_path / "project", {"index.md": sites.page("Text.\n")})
    result = sites.build(project, tmp_path / "site", "--strict", "-q")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_build_shows_the_line(tmp_path: Path) -> None:
    project = sites.write_project(tmp_path / "project", {"index.md": sites.page("日本 [x](nope.md) \x1b\n")})
    (project / "docs" / "index.md").write_text(sites.page("日本 [x](nope.md)\n"), "utf-8")
    result = sites.build(project, tmp_path / "site")
    assert "      10 | 日本 [x](nope.md)\n         |          ^\n" in result.stderr
