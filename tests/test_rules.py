"""Every rule says what its fixtures expect, at the place that they name, and nothing else is said."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import fixtures
import sites
from fixtures import Expectation, Fixture
from onward.build import Build
from onward.checks import BUILD_RULES, LINK_RULES, RULES, check
from onward.checks.rule import Rule
from onward.model import Problem, Severity
from onward.pages import read_pages
from onward.reports.text import shown

EXTENSIONS = ["toc", "tables", "attr_list", "pymdownx.superfences", "onward.blocks"]
FIXTURES = fixtures.read_all()
SOURCE = [(name, text) for name, text in FIXTURES if not name.startswith("built-")]
BUILT = [(name, text) for name, text in FIXTURES if name.startswith("built-")]

SITE_URL = "https://www.example.org/guide/"

WEIGHTS = {rule.id: rule.severity for rule in (*RULES, *LINK_RULES)}
NO_ERRORS = {
    Severity.WARNING: {
        "advisers-side",
        "citation-compared",
        "citation-public-body",
        "entry-home",
        "file-hidden",
        "file-size",
        "foreign-syntax",
        "heading-twice",
        "link-bare",
        "link-http",
        "link-text",
        "nav-omitted",
        "nav-twice",
        "suppression-unused",
        "invisible-character",
        "lazy-line",
        "list-sign",
        "sign-unclosed",
    },
    Severity.NOTE: {
        "byte-order-mark",
        "item-length",
        "line-ends",
        "page-length",
        "paragraph-length",
        "reading-grade",
        "review-future",
        "review-overdue",
        "sentence-length",
        "suppression-expired",
        "was-unknown",
        "word-list",
    },
}


def project(root: Path, fixture: Fixture) -> Path:
    """The fixture's files as a project; data files that it does not bring are the project's own."""
    pages = {path.removeprefix("docs/"): data for path, data in fixture.files.items() if path.startswith("docs/")}
    config = {"site_url": SITE_URL}
    pages.setdefault("index.md", sites.page("Text.\n", title="Start").encode())
    written = sites.write_project(root, pages, config=config)
    if "mkdocs.yml" in fixture.files:
        (written / "mkdocs.yml").write_bytes(fixture.files["mkdocs.yml"])
    for path, target in fixture.links.items():
        (written / path).symlink_to(target)
    for path in fixture.pipes:
        os.mkfifo(written / path)
    return written


def read(root: Path) -> Build:
    """The project's pages, read."""
    build = Build.start(
        docs=root / "docs",
        config=root / "mkdocs.yml",
        overrides=sites.REPO / "overrides",
        site_url=SITE_URL,
    )
    read_pages(build, EXTENSIONS, {"toc": {"toc_depth": "2-2"}})
    return build


def as_expected(problems: list[Problem]) -> set[Expectation]:
    """Problems in the form of expectations."""
    return {
        Expectation(
            each.path,
            each.line,
            each.column,
            each.rule,
            each.message,
            each.hint,
            "allowed" if each.allowed else "" if each.severity is WEIGHTS[each.rule] else each.severity.value,
        )
        for each in problems
    }


def found_in(root: Path, fixture: Fixture, rules: Sequence[Rule] = RULES) -> set[Expectation]:
    """What the source rules say of a fixture."""
    return as_expected(check(read(project(root, fixture)), rules))


@pytest.mark.parametrize(("name", "text"), SOURCE, ids=[name for name, _ in SOURCE])
def test_a_fixture_gives_exactly_its_problems(name: str, text: str, tmp_path: Path) -> None:
    fixture = fixtures.parse(name, text)
    assert found_in(tmp_path, fixture) == fixture.expectations


def test_rules_weigh_what_they_should() -> None:
    """What is named in no list is an error, and stops every build."""
    found = {severity: {name for name, own in WEIGHTS.items() if own is severity} for severity in NO_ERRORS}
    assert found == NO_ERRORS


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_has_a_fixture_that_fails_without_it(rule: Rule, tmp_path: Path) -> None:
    rest = tuple(each for each in RULES if each is not rule)
    every = (fixtures.parse(name, text) for name, text in SOURCE)
    own = [fixture for fixture in every if any(each.rule == rule.id for each in fixture.expectations)]
    assert own, f"no fixture expects {rule.id}"
    for number, fixture in enumerate(own):
        assert found_in(tmp_path / str(number), fixture, rest) != fixture.expectations


def test_a_fixture_with_an_expectation_removed_fails() -> None:
    """An unmarked problem fails a fixture: the comparison above is of sets, so one less is not equal."""
    for name, text in FIXTURES:
        fixture = fixtures.parse(name, text)
        without = re.sub(f"{fixtures.MARK}.*", "", text, count=1)
        assert fixture.expectations == set() or fixtures.parse(name, without).expectations != fixture.expectations


@pytest.mark.parametrize("rule", [*RULES, *LINK_RULES, *BUILD_RULES], ids=lambda rule: rule.id)
def test_every_rule_has_a_manual_page(rule: Rule) -> None:
    manual = rule.manual or ""
    assert re.match(r"\S.*[.]\n\n", manual), "the first line says what is wrong, in one sentence"
    assert "\nWhy: " in manual
    assert "\nPut it right" in manual


@pytest.mark.parametrize(("name", "text"), BUILT, ids=[name for name, _ in BUILT])
def test_a_fixture_of_links_gives_exactly_its_problems(name: str, text: str, tmp_path: Path) -> None:
    """These need a built site: the fixture is built by the command that an editor uses."""
    fixture = fixtures.parse(name, text)
    result = sites.build(project(tmp_path / "project", fixture), tmp_path / "site")
    assert as_expected(sites.problems(result)) == fixture.expectations
    assert result.returncode == (1 if fixture.expectations else 0)


def test_what_an_editor_has_wrong_is_not_said_again_of_the_built_page(tmp_path: Path) -> None:
    """All fixtures as one site, each in a folder of its own: a build tells no problem that no fixture expects."""
    pages: dict[str, bytes] = {"index.md": sites.page("Text.\n", title="Start").encode()}
    for name, text in SOURCE:
        pages[f"{name}/index.md"] = pages["index.md"]
        for path, data in fixtures.parse(name, text).files.items():
            if path.startswith("docs/") and "_data" not in path:
                pages[f"{name}/{path.removeprefix('docs/')}"] = data
    result = sites.build(sites.write_project(tmp_path / "project", pages), tmp_path / "site")
    expected = {each.rule for _, text in SOURCE for each in fixtures.parse("", text).expectations}
    told = sites.problems(result)
    assert [str(problem) for problem in told if problem.rule not in expected] == []
    assert [str(problem) for problem in told if problem.path.startswith("built:")] == []
    assert "Traceback" not in result.stderr


def test_a_build_says_of_links_what_the_check_says(tmp_path: Path) -> None:
    """All fixtures of links as one site, each in a folder of its own: the same problems at the same places, no more."""
    pages: dict[str, bytes] = {"index.md": sites.page("Text.\n", title="Start").encode()}
    for name, text in SOURCE:
        for path, data in fixtures.parse(name, text).files.items():
            if name.startswith(("link-", "footnote", "steps-links")) and path.startswith("docs/"):
                pages[f"{name}/{path.removeprefix('docs/')}"] = data
    root = sites.write_project(tmp_path / "project", pages, config={"site_url": SITE_URL})
    told = sites.problems(sites.build(root, tmp_path / "site"))
    checked = check(read(root))
    assert [str(problem) for problem in told] == [
        "\n".join(map(shown, str(problem).split("\n"))) for problem in checked
    ]
    assert len(told) > 100


@pytest.mark.parametrize("rule", LINK_RULES, ids=[rule.id for rule in LINK_RULES])
def test_every_link_rule_has_a_fixture(rule: Rule) -> None:
    rules = {each.rule for name, text in BUILT for each in fixtures.parse(name, text).expectations}
    assert rule.id in rules
