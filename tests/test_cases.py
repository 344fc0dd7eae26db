"""Bad input, each case with the problems that an editor is shown: by the check alone, and by the build.

`tests/cases/*.yml` holds the cases. Of each:

- `page` is the Markdown of docs/page.md, behind whole front matter and its heading; it starts on line 10. `pages` are
  others, by their name in docs. `files` are whole files, as text or as bytes. `repeat` is one file of a text many
  times, `symlinks` are links to what they lead to. `encoding` and `line_ends` are those of the texts.
- `problems` are all that is shown, as `severity: path:line:column: message [rule]`; or without message and rule, where
  only the place matters. `built_only` are the places of those that only a build can find.
- `hints` stand among the hints. `built` are texts that stand in files of the site, `not_built` files that are not in
  it, `nowhere` texts that stand in none of its files; `absent` are files that nobody has made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import sites
from onward.checks import check
from onward.model import Problem
from test_rules import read

FOLDER = Path(__file__).parent / "cases"

CASES: dict[str, Mapping[str, Any]] = {
    case["id"]: case for path in sorted(FOLDER.glob("*.yml")) for case in yaml.safe_load(path.read_text("utf-8"))
}
KEYS = {"id", "about", "page", "pages", "files", "repeat", "symlinks", "encoding", "line_ends"}
EXPECTED = {"problems", "built_only", "hints", "built", "not_built", "nowhere", "absent"}

_PROBLEM = re.compile(r"(?P<severity>\w+): (?P<place>.+?:\d+:\d+)(?:: (?P<message>.*) \[(?P<rule>[\w-]+)\])?")


def files(case: Mapping[str, Any]) -> dict[str, bytes]:
    """All files of a case, by their path in the project."""
    texts: dict[str, str | bytes] = dict(case.get("files", {}))
    bodies = {"page.md": case["page"]} if "page" in case else {}
    for name, body in {**bodies, **case.get("pages", {})}.items():
        texts[f"docs/{name}"] = sites.page(body)
    if repeat := case.get("repeat"):
        texts[repeat["path"]] = repeat["before"] + repeat["unit"] * repeat["times"] + repeat["after"]
    return {path: text if isinstance(text, bytes) else _encoded(text, case) for path, text in texts.items()}


def _encoded(text: str, case: Mapping[str, Any]) -> bytes:
    return text.replace("\n", case.get("line_ends", "\n")).encode(case.get("encoding", "utf-8"))


def project(root: Path, case: Mapping[str, Any]) -> Path:
    """A case as a project of its own, with a start page."""
    written = sites.write_project(root, {"index.md": sites.page("Text.\n", title="Start")})
    for path, data in files(case).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    for path, target in case.get("symlinks", {}).items():
        (root / path).symlink_to(target)
    return written


def expected(case: Mapping[str, Any]) -> list[re.Match[str]]:
    """The problems of a case, taken apart."""
    found = [_PROBLEM.fullmatch(text) for text in case["problems"]]
    assert None not in found, f"no problem: {case['problems']}"
    return [match for match in found if match]


def compare(problems: list[Problem], wanted: list[re.Match[str]]) -> None:
    """Whether these are exactly the problems that are wanted; where one has no words, its place is enough."""
    wordless = {match["place"] for match in wanted if match["rule"] is None}
    shown = sorted(_shown(problem, wordless) for problem in problems)
    assert shown == sorted(match.group() for match in wanted)


def _shown(problem: Problem, wordless: set[str]) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    words = "" if place in wordless else f": {problem.message} [{problem.rule}]"
    return f"{problem.severity.value}: {place}{words}"


@pytest.mark.parametrize("name", CASES)
def test_the_check_says_what_is_wrong(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    assert set(case) <= KEYS | EXPECTED
    root = project(tmp_path, case)
    told = check(read(root))
    compare(told, [match for match in expected(case) if match["place"] not in case.get("built_only", ())])
    assert {each.hint for each in told} >= set(case.get("hints", ()))
    assert [path for path in case.get("absent", ()) if (root / path).exists() or Path(path).exists()] == []


@pytest.mark.parametrize("name", CASES)
def test_the_build_says_the_same(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    root, site = project(tmp_path / "project", case), tmp_path / "site"
    result = sites.build(root, site)
    compare(sites.problems(result), expected(case))
    wrong = any(match["severity"] == "error" for match in expected(case))
    assert result.returncode == (1 if wrong else 0), result.stderr
    assert "Traceback" not in result.stderr
    for path, text in case.get("built", {}).items():
        assert text in (site / path).read_text("utf-8")
    assert [path for path in case.get("not_built", ()) if (site / path).exists()] == []
    for text in case.get("nowhere", ()):
        assert [path for path, data in _contents(site) if text.encode() in data] == []
    assert [path for path in case.get("absent", ()) if (root / path).exists()] == []


def _contents(site: Path) -> Iterator[tuple[Path, bytes]]:
    return ((path, path.read_bytes()) for path in sorted(site.rglob("*")) if path.is_file())
