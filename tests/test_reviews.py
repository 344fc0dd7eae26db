"""What is due when: the days, the command and its exit codes."""

from __future__ import annotations

import calendar
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import sites
from onward.__main__ import main
from onward.build import months_after
from onward.days import day_of
from onward.reviews import due
from onward.site import read_site

HELP = """\
contacts:
- id: samaritans
  name: Samaritans
  for: To talk to someone
  place: [England]
  ways:
  - {{kind: voice, label: Call, number: 116 123}}
  sources:
  - {{body: Samaritans, title: Contact us, address: "https://www.samaritans.org/contact"}}
  seen: stored
  checked_on: "{contact}"
  checked_by: An editor
"""
GUIDANCE = """\
own:
- id: own-idea
  statement: "Wait."
  why: "It is calmer."
additions:
- id: add-law
  need: law
  statement: "Ask."
  page: index
  basis: public-body
  sources:
  - {{body: Acas, title: Help, address: "https://www.acas.org.uk/"}}
  seen: stored
  checked: "{addition}"
  verify: true
- id: add-own
  need: law
  statement: "Ask."
  page: index
  basis: our-suggestion
  verify: false
"""
HELP_PANEL = "/// help | Talk\n    id: talk\n    show: samaritans\n///\n"


def project(
    root: Path,
    body: str = "Text.\n",
    page: str = "2026-11-22",
    contact: str = "2026-11-22",
    addition: str = "2026-11-22",
) -> Path:
    """A site of one page, one contact and one addition, last looked at on these days."""
    text = sites.page(body).replace("2026-11-22", page)
    data = {"help.yml": HELP.format(contact=contact), "guidance.yml": GUIDANCE.format(addition=addition)}
    return sites.write_project(root / "project", {"index.md": text}, data=data)


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Make it that day, late in the evening."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(calendar.timegm((*day.timetuple()[:3], 23, 59, 59))))


def reviews(root: Path, *options: str) -> int:
    return main(["reviews", "--config", str(root / "mkdocs.yml"), *options])


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
        (date(9999, 12, 31), 12, date(9999, 12, 31)),
    ],
)
def test_months_after(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("body", "next_review"),
    [
        ("Text.\n", date(2027, 11, 22)),
        ("Text. [@own-idea]\n", date(2027, 11, 22)),
        ("Text. [@add-own]\n", date(2027, 11, 22)),
        ("Text. [@add-law]\n", date(2027, 5, 22)),
        (HELP_PANEL, date(2027, 5, 22)),
    ],
)
def test_a_page_is_due_sooner_where_numbers_or_law_stand(tmp_path: Path, body: str, next_review: date) -> None:
    build = read_site(project(tmp_path, body) / "mkdocs.yml")
    assert [each.day for each in due(build, date(2026, 11, 22)) if each.path == "index.md"] == [next_review]


def test_everything_that_has_a_day_is_listed_with_its_place(tmp_path: Path) -> None:
    build = read_site(project(tmp_path, page="2026-01-01", contact="2026-03-01", addition="2026-08-31") / "mkdocs.yml")
    found = [(each.path, each.position.line, each.day, each.days, each.seen) for each in due(build, date(2027, 1, 1))]
    assert found == [
        ("_data/help.yml", 2, date(2026, 9, 1), -122, date(2026, 3, 1)),
        ("index.md", 5, date(2027, 1, 1), 0, date(2026, 1, 1)),
        ("_data/guidance.yml", 6, date(2027, 2, 28), 58, date(2026, 8, 31)),
    ]


@pytest.mark.parametrize(
    ("today", "options", "code", "said"),
    [
        (date(2026, 11, 22), [], 0, ["Nothing is due within 30 days. The next after that: 22 May 2027."]),
        (
            date(2027, 4, 22),
            [],
            0,
            [
                "due: docs/_data/guidance.yml:6:7: `add-law` is due on 22 May 2027, in 30 days",
                "due: docs/_data/help.yml:2:7: `Samaritans` is due on 22 May 2027, in 30 days",
                "0 overdue, 2 due within 30 days. The next after that: 22 November 2027.",
            ],
        ),
        (date(2027, 4, 21), [], 0, ["Nothing is due within 30 days. The next after that: 22 May 2027."]),
        (date(2027, 4, 22), ["--within", "0"], 0, ["Nothing is due within 0 days. The next after that: 22 May 2027."]),
        (
            date(2027, 5, 22),
            ["--within", "1"],
            0,
            [
                "due: docs/_data/guidance.yml:6:7: `add-law` is due on 22 May 2027, today",
                "due: docs/_data/help.yml:2:7: `Samaritans` is due on 22 May 2027, today",
                "0 overdue, 2 due within 1 day. The next after that: 22 November 2027.",
            ],
        ),
        (
            date(2027, 5, 23),
            [],
            1,
            [
                "overdue: docs/_data/guidance.yml:6:7: `add-law` was due on 22 May 2027, 1 day ago",
                "overdue: docs/_data/help.yml:2:7: `Samaritans` was due on 22 May 2027, 1 day ago",
                "2 overdue, 0 due within 30 days. The next after that: 22 November 2027.",
            ],
        ),
        (
            date(2028, 1, 1),
            [],
            1,
            [
                "overdue: docs/_data/guidance.yml:6:7: `add-law` was due on 22 May 2027, 224 days ago",
                "overdue: docs/_data/help.yml:2:7: `Samaritans` was due on 22 May 2027, 224 days ago",
                "overdue: docs/index.md:5:1: this page was due on 22 November 2027, 40 days ago",
                "3 overdue, 0 due within 30 days.",
            ],
        ),
    ],
)
def test_the_command_lists_what_is_due(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    today: date,
    options: list[str],
    code: int,
    said: list[str],
) -> None:
    root = project(tmp_path)
    on(monkeypatch, today)
    assert reviews(root, *options) == code
    assert capsys.readouterr().out.splitlines() == said


@pytest.mark.parametrize("value", ["tomorrow", "1e9", "99999999999999999999"])
def test_a_day_that_is_none_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    root = project(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert reviews(root) == 2
    assert "SOURCE_DATE_EPOCH names no day" in capsys.readouterr().err


def test_the_day_is_the_calendar_s_without_an_epoch() -> None:
    before = datetime.now().astimezone().date()
    assert before <= (day_of({}) or date.min) <= before + timedelta(days=1)
    assert day_of({"SOURCE_DATE_EPOCH": "0"}) == datetime.fromtimestamp(0, UTC).date()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("index.md", "reviewed: 2026-11-22", "reviewed: soon"),
        ("_data/help.yml", 'checked_on: "2026-11-22"', "checked_on: soon"),
        ("_data/guidance.yml", 'checked: "2026-11-22"', "checked: ["),
    ],
)
def test_what_cannot_be_read_is_not_taken_for_reviewed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str
) -> None:
    root = project(tmp_path)
    path = root / "docs" / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert reviews(root) == 1
    assert f"unknown: docs/{file}: its days cannot be read" in capsys.readouterr().out


def test_an_id_that_names_nothing_hides_no_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path)
    guidance = root / "docs" / "_data" / "guidance.yml"
    guidance.write_text(guidance.read_text("utf-8").replace("  verify: false", "  own: [nothing]\n  verify: false"))
    assert [fault.rule for _, fault in read_site(root / "mkdocs.yml").registry.faults] == ["data-reference"]
    assert reviews(root) == 0
    assert "unknown" not in capsys.readouterr().out


@pytest.mark.parametrize("days", ["-1", "soon", ""])
def test_a_wrong_number_of_days_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str], days: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        reviews(project(tmp_path), f"--within={days}")
    assert stopped.value.code == 2
    assert "write a number of days" in capsys.readouterr().err


def test_the_exit_code_reaches_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    command = [sys.executable, "-m", "onward", "reviews"]
    for day, code in ((date(2027, 5, 22), 0), (date(2027, 5, 23), 1)):
        on(monkeypatch, day)
        assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == code


def test_what_is_overdue_or_to_come_stops_no_build(tmp_path: Path) -> None:
    """Notes, in a strict build too: sites.build says that it is 22 November 2026."""
    root = project(tmp_path, page="2020-01-01", contact="2062-01-01", addition="2020-01-01")
    result = sites.build(root, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stderr
    told = [(each.rule, each.path, each.severity.value) for each in sites.problems(result) if "review" in each.rule]
    assert told == [
        ("review-overdue", "docs/_data/guidance.yml", "note"),
        ("review-future", "docs/_data/help.yml", "note"),
        ("review-overdue", "docs/index.md", "note"),
    ]
    assert not re.search("Traceback", result.stderr)
