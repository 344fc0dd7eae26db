"""The ledger of ids: it only grows, says what it added, and knows the blocks wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sites
from onward.__main__ import main
from onward.checks import check
from onward.ledger import NEW, grown
from onward.yaml_tree import read
from test_rules import read as read_project

LIST = """\
/// checklist | Things to do
    id: {block}

- [ ] Call a friend. {{#{first}}}
- [ ] Go for a walk. {{#2026}}

///
"""
QUIZ = """\
/// quiz | After a no
    id: after-a-no

### What now? {#now}

- [x] Sit down. {#true}

    > Yes.

- [ ] Reply. {#reply}

    > Later.

///
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site with a checklist, a quiz, and a block that saves nothing."""
    body = LIST.format(block="7", first="friend") + "\n" + QUIZ
    body += "\n/// do-and-avoid | In short\n    id: short\n\n### Do\n\n- This.\n\n### Avoid\n\n- That.\n\n///\n"
    return sites.write_project(tmp_path / "project", {"index.md": sites.page(body)})


@pytest.fixture
def release(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; gives the exit code and what it printed."""

    def run() -> tuple[int, str, str]:
        code = main(["release-ids", "--config", str(project / "mkdocs.yml")])
        return code, *capsys.readouterr()

    return run


IDS = ["7", "7/2026", "7/friend", "after-a-no", "after-a-no/now", "after-a-no/now/reply", "after-a-no/now/true"]


def ledger(project: Path) -> Path:
    return project / "docs" / "_data" / "ids.yml"


def released(project: Path) -> list[str]:
    listed: list[str] = read(ledger(project).read_text("utf-8")).data["released"]
    return listed


def test_the_first_release_enters_every_id_that_choices_are_saved_under(project: Path, release: Run) -> None:
    code, out, err = release()
    assert (code, err) == (0, "")
    assert out == "".join(f"added: {path}\n" for path in IDS) + "docs/_data/ids.yml: 7 added, 7 in all.\n"
    assert released(project) == IDS
    assert check(read_project(project)) == []


def test_a_second_run_changes_no_byte(project: Path, release: Run) -> None:
    release()
    before = ledger(project).read_bytes()
    assert release() == (0, "docs/_data/ids.yml: 0 added, 7 in all.\n", "")
    assert ledger(project).read_bytes() == before


def test_what_was_renamed_is_added_and_what_was_released_stays(project: Path, release: Run) -> None:
    release()
    page = project / "docs" / "index.md"
    text = page.read_text("utf-8")
    text = text.replace("    id: 7\n", "    id: eight\n    was: 7\n").replace("{#friend}", '{#call was="friend"}')
    page.write_text(text.replace("{#now}", '{#then was="now"}'), "utf-8")
    assert release()[0] == 0
    new = ["eight", "eight/2026", "eight/call", "after-a-no/then", "after-a-no/then/reply", "after-a-no/then/true"]
    assert released(project) == sorted([*IDS, *new], key=lambda path: path.split("/"))
    assert check(read_project(project)) == []


def test_a_second_name_needs_both_old_ones(project: Path, release: Run) -> None:
    page = project / "docs" / "index.md"
    text = page.read_text("utf-8")
    for label in ("{#friend}", '{#call was="friend"}'):
        page.write_text(text.replace("{#friend}", label), "utf-8")
        assert release()[0] == 0
    page.write_text(text.replace("{#friend}", '{#ring was="call"}'), "utf-8")
    code, out, err = release()
    assert (code, out) == (1, "")
    assert (
        "docs/index.md:13:1: the id `friend` of `7`, under which readers' ticks are saved, is gone [id-vanished]" in err
    )
    assert 'write {#ring was="call friend"}.' in err
    page.write_text(text.replace("{#friend}", '{#ring was="call friend"}'), "utf-8")
    assert release()[0] == 0


@pytest.mark.parametrize("wrong", ["- [ ] No id.\n", "- [ ] Twice. {#friend}\n", "- No box. {#box}\n"])
def test_nothing_is_written_while_a_page_has_errors(project: Path, release: Run, wrong: str) -> None:
    page = project / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("- [ ] Go", f"{wrong}- [ ] Go"), "utf-8")
    code, out, err = release()
    assert (code, out) == (1, "")
    assert "docs/index.md:14:1: " in err
    assert err.endswith("\nNothing was written: put this right first.\n")
    assert not ledger(project).exists()


@pytest.mark.parametrize("broken", ["released:\n- a\n  - b: [\n", "released: all\n", "retired: []\n"])
def test_a_ledger_that_cannot_be_read_is_not_written_over(project: Path, release: Run, broken: str) -> None:
    ledger(project).write_text(broken, "utf-8")
    assert release()[0] == 1
    assert ledger(project).read_text("utf-8") == broken


def test_what_an_editor_wrote_around_the_list_stays() -> None:
    before = "# About.\nretired:  # By hand.\n- id: a/b\n  reason: 'It: was wrong.'\n\n# The list.\n"
    after = "\n# More.\n"
    text = grown(f"{before}released: [a/b, a]\n{after}", [("a",), ("a", "b"), ("a-b",), ("a", "b", "c")])
    assert text == f"{before}released:\n- a\n- a/b\n- a/b/c\n- a-b\n{after}"
    swapped = grown("released:\n- a\n# Gone.\nretired:\n- id: a\n  reason: So.\n", [("a",)])
    assert swapped == "released:\n- a\n# Gone.\nretired:\n- id: a\n  reason: So.\n"
    assert grown(NEW, []) == NEW


def test_a_block_may_move_to_another_page(project: Path, release: Run) -> None:
    release()
    docs = project / "docs"
    (docs / "other.md").write_text(sites.page(QUIZ, title="Other"), "utf-8")
    index = (docs / "index.md").read_text("utf-8")
    (docs / "index.md").write_text(index.replace(QUIZ, ""), "utf-8")
    assert check(read_project(project)) == []


def test_a_site_without_a_ledger_has_released_nothing(project: Path) -> None:
    assert check(read_project(project)) == []


def test_the_ledger_is_not_published(built_site: Path) -> None:
    assert not list(built_site.rglob("ids.yml"))


def test_no_released_id_of_the_guide_has_vanished() -> None:
    build = read_project(sites.REPO)
    assert build.registry.ledger
    assert len(build.registry.ledger.released) > 100
    assert [problem for problem in check(build) if problem.rule == "id-vanished"] == []
