"""Comments by which editors allow something: they change nothing on the page, and nothing that they hide is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown import Markdown

import sites
from onward.__main__ import main
from onward.allowing import allow
from onward.checks import BUILD_RULES, LINK_RULES, RULES, check
from onward.model import Problem, Severity
from onward.site import read_site

COMMENT = "<!-- onward: allow word-list: they say so -->"

CHECKLIST = f"""\
/// checklist | Today
    id: today

{COMMENT}
- [ ] Walk. {{#walk}}
{COMMENT}
- [ ] Sit. {{#sit}}

///
"""

BODIES = [
    f"{COMMENT}\nText.\n",
    f"Text.\n\n{COMMENT}\n\nMore.\n",
    f"- One.\n{COMMENT}\n- Two.\n- Three.\n",
    f"1. One.\n{COMMENT}\n2. Two.\n",
    f"- One.\n\n    More.\n{COMMENT}\n- Two.\n",
    f"Text\n{COMMENT}\nthat goes on.\n",
    f"{COMMENT}\n## Heading\n\nText.\n",
    f"> A quotation.\n{COMMENT}\n> It goes on.\n",
    f"| a | b |\n| - | - |\n{COMMENT}\n| c | d |\n",
    f"<div>\n{COMMENT}\n<p>x</p>\n</div>\n",
    f"{COMMENT}\n{CHECKLIST}",
    f"{COMMENT}\n{COMMENT}\nText.\n",
    f"    code\n\n{COMMENT}\nText.\n",
]


def html(body: str) -> str:
    """What Markdown makes of a text with the site's extensions."""
    extensions = ["attr_list", "tables", "toc", "pymdownx.superfences", "onward.blocks"]
    return Markdown(extensions=extensions).convert(body)


@pytest.mark.parametrize("body", BODIES)
def test_a_comment_changes_nothing_of_the_page(body: str) -> None:
    without = "".join(line for line in body.splitlines(keepends=True) if line.strip() != COMMENT)
    assert html(body) == html(without)
    assert "onward:" not in html(body)


def test_in_code_it_is_shown() -> None:
    assert "&lt;!-- onward: allow" in html(f"```\n{COMMENT}\n```\n")
    assert "&lt;!-- onward: allow" in html(f"Write `{COMMENT}`.\n")


def test_only_style_and_judgement_can_be_allowed() -> None:
    """An error loses something or is unsafe; and so are the links of the built site."""
    assert [rule.id for rule in RULES if rule.suppressible and rule.severity is Severity.ERROR] == []
    assert [rule.id for rule in LINK_RULES if rule.suppressible] == []
    assert {rule.id for rule in RULES if rule.suppressible} == {
        "advisers-side",
        "citation-compared",
        "citation-public-body",
        "item-length",
        "link-text",
        "page-length",
        "paragraph-length",
        "reading-grade",
        "sentence-length",
        "word-list",
    }


def test_an_error_of_a_rule_of_style_is_not_allowed(tmp_path: Path) -> None:
    """A rule may find errors too: what is found counts."""
    pages = {"index.md": sites.page("<!-- onward: allow word-list on this page: they say so -->\nText.\n")}
    build = read_site(sites.write_project(tmp_path, pages) / "mkdocs.yml")
    found = [Problem("docs/index.md", 10 + number, 1, "word-list", "m", each) for number, each in enumerate(Severity)]
    outcome = allow(found, build, {"word-list": True})
    assert [bool(each.allowed) for each in outcome.problems] == [False, True, True]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A page with a warning that is allowed, one that is not, and a note that was allowed until a day."""
    body = (
        "<!-- onward: allow link-text: it is quoted -->\n[Click here](a.md)\n\n[here](a.md)\n\n"
        "<!-- onward: allow word-list until 2026-11-22: their campaign, 100% -->\nYou simply ask.\n"
    )
    pages = {"index.md": sites.page(body), "a.md": sites.page("Text.\n", title="A")}
    return sites.write_project(tmp_path / "project", pages)


def test_what_is_allowed_is_counted_and_fails_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.EPOCH)
    config = ["--config", str(project / "mkdocs.yml")]
    assert main(["check", *config]) == 0
    told = capsys.readouterr().out
    assert "Click here" not in told
    assert "1 warning in 1 file; 2 suppressed. " in told
    assert main(["check", "--strict", *config]) == 1
    (project / "docs" / "index.md").write_text(
        (project / "docs" / "index.md").read_text("utf-8").replace("[here](a.md)\n", ""), "utf-8"
    )
    capsys.readouterr()
    assert main(["check", "--strict", *config]) == 0
    assert capsys.readouterr().out == "Nothing to put right; 2 suppressed.\n"
    assert sites.build(project, project / "site", "--strict").returncode == 0


def test_a_day_that_is_past_brings_it_back_as_a_note(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", str(project / "mkdocs.yml")]
    page = project / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("allow link-text", "allow link-text until 2026-11-22"), "utf-8")
    for epoch, told in ((sites.EPOCH, set()), (str(int(sites.EPOCH) + 86400), {"word-list", "link-text"})):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        notes = [each for each in check(read_site(project / "mkdocs.yml")) if each.severity is Severity.NOTE]
        assert {each.rule for each in notes if not each.allowed} == told | ({"suppression-expired"} if told else set())
        assert main(["reviews", *config]) == (1 if told else 0)
    assert "overdue: docs/index.md:10:1: what is allowed here (`link-text`) was due on 22 November 2026, 1 day ago" in (
        capsys.readouterr().out
    )


def test_programs_are_told_the_reason(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.EPOCH)
    config = ["--config", str(project / "mkdocs.yml")]
    assert main(["check", "--format", "json", *config]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [problem["suppressed"] for problem in told["problems"]] == ["it is quoted", None, "their campaign, 100%"]
    assert told["summary"] == {"error": 0, "warning": 1, "note": 0, "suppressed": 2}
    assert main(["check", "--format", "sarif", *config]) == 0
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [result["suppressions"] for result in results] == [
        [{"kind": "inSource", "justification": "it is quoted"}],
        [],
        [{"kind": "inSource", "justification": "their campaign, 100%"}],
    ]
    assert main(["check", "--format", "github", *config]) == 0
    assert [line.partition("::")[0] for line in capsys.readouterr().out.splitlines()] == [""]


def test_nothing_of_it_is_in_the_built_site(project: Path, tmp_path: Path) -> None:
    assert sites.build(project, tmp_path / "site").returncode == 0
    built = [file for file in (tmp_path / "site").rglob("*") if file.suffix in {".html", ".json", ".xml"}]
    assert built
    assert [
        file for file in built if "onward: allow" in file.read_text("utf-8") or "campaign" in file.read_text("utf-8")
    ] == []


def test_the_rules_in_other_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    told = {each["id"]: each for each in json.loads(capsys.readouterr().out)}
    assert list(told) == [rule.id for rule in (*RULES, *LINK_RULES, *BUILD_RULES)]
    assert told["word-list"]["suppressible"]
    assert not told["link-target"]["suppressible"]
    assert told["word-list"]["manual"].startswith("A word that the style guide rules out.\n\nWhy: ")
    assert main(["rules", "word-list", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith(
        "## word-list\n\n*note*\n\nA word that the style guide rules out.\n\n**Why:** "
    )
    assert main(["rules", "wordlist", "--format", "json"]) == 2
    assert capsys.readouterr() == ("", "There is no rule wordlist. Did you mean word-list?\n")


def test_a_rule_says_how_it_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "word-list"]) == 0
    assert "<!-- onward: allow word-list: the reason -->" in capsys.readouterr().out
    assert main(["rules", "link-target"]) == 0
    assert "onward: allow" not in capsys.readouterr().out
