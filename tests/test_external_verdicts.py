"""What an answer means, and what is remembered of it: tables, without a network."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sites
from onward.external.answer import Answer, Hop, Trouble
from onward.external.state import Memory, State
from onward.external.verdict import FAILING, MEANINGS, Kind, archived, judge

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ADDRESS = "https://www.one.uk/page"
NEW = Memory()
LOOK = "Open it in a browser. If it works there, leave it as it is."
REFUSALS = [300, 302, 304, 400, 401, 402, 403, 405, 406, 407, 409, 418, 421, 429, 451, 499, 999]


def days(number: float) -> datetime:
    return NOW - timedelta(days=number)


def hops(*steps: tuple[int, str]) -> tuple[Hop, ...]:
    return tuple(Hop(status, to) for status, to in steps)


def judged(answer: Answer, before: Memory = NEW, address: str = ADDRESS) -> tuple[Kind, str, str]:
    """The verdict at noon, with what was remembered before the answer came."""
    verdict = judge(address, answer, before.after(answer, NOW), NOW)
    return verdict.kind, verdict.message, verdict.hint


@pytest.mark.parametrize("status", [200, 203, 204, 206])
def test_what_works_is_ok(status: int) -> None:
    assert judged(Answer(status)) == (Kind.OK, "", "")


@pytest.mark.parametrize(
    "status", [300, 302, 304, 400, 401, 402, 403, 405, 406, 407, 409, 418, 421, 429, 451, 499, 999]
)
def test_a_server_that_refuses_programs_is_for_a_person_to_look_at(status: int) -> None:
    kind, message, hint = judged(Answer(status))
    assert kind is Kind.BLOCKED
    assert message == f"answers {status} to this check"
    assert hint == LOOK


@pytest.mark.parametrize("status", [200, 202, 403, 405, 503])
def test_so_is_a_page_that_asks_for_a_person(status: int) -> None:
    assert judged(Answer(status, wall=True))[:2] == (Kind.BLOCKED, "asks whether one is a person")


KINDS = [
    (Trouble.NO_ADDRESS, Kind.DEAD),
    (Trouble.PRIVATE, Kind.PRIVATE),
    (Trouble.CERTIFICATE, Kind.INSECURE),
    (Trouble.UNTRUSTED, Kind.BLOCKED),
    (Trouble.ELSEWHERE, Kind.BLOCKED),
    (Trouble.LOOP, Kind.BLOCKED),
    (Trouble.TOO_MANY, Kind.BLOCKED),
    (Trouble.HELD, Kind.BLOCKED),
    (Trouble.UNKNOWN_HOST, Kind.DEAD),
    (Trouble.NO_NAMES, Kind.FLAKY),
    (Trouble.UNREACHABLE, Kind.FLAKY),
    (Trouble.REFUSED, Kind.FLAKY),
    (Trouble.TIMEOUT, Kind.FLAKY),
    (Trouble.CLOSED, Kind.FLAKY),
    (Trouble.NOT_HTTP, Kind.FLAKY),
    (Trouble.TLS, Kind.FLAKY),
]


def test_every_trouble_is_in_the_table() -> None:
    assert {trouble for trouble, _ in KINDS} == set(Trouble)


@pytest.mark.parametrize(("trouble", "kind"), KINDS)
def test_every_trouble_has_its_kind_and_says_what_to_do(trouble: Trouble, kind: Kind) -> None:
    found, message, hint = judged(Answer(trouble=trouble, detail="x", hops=hops((302, "https://b.uk/"))))
    assert found is kind
    assert message
    assert "{" not in message
    assert hint.endswith(".")


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, 520, 598])
def test_a_server_that_fails_is_flaky_until_it_has_failed_for_two_weeks(status: int) -> None:
    assert judged(Answer(status))[0] is Kind.FLAKY
    assert judged(Answer(status), Memory(first_failure=days(13.9), last_success=days(20)))[0] is Kind.FLAKY
    assert judged(Answer(status), Memory(first_failure=days(14), last_success=days(20)))[0] is Kind.DEAD
    assert judged(Answer(status), Memory(first_failure=days(14)))[0] is Kind.DEAD


@pytest.mark.parametrize("answer", [Answer(404), Answer(trouble=Trouble.UNKNOWN_HOST)])
def test_what_has_worked_is_dead_when_it_is_gone_for_a_day(answer: Answer) -> None:
    assert judged(answer)[0] is Kind.DEAD  # A new link is right or wrong at once.
    assert judged(answer, Memory(last_success=days(2)))[0] is Kind.FLAKY
    assert judged(answer, Memory(last_success=days(2), first_failure=days(0.9)))[0] is Kind.FLAKY
    assert judged(answer, Memory(last_success=days(2), first_failure=days(1)))[0] is Kind.DEAD


def test_what_was_taken_away_for_good_is_dead_at_once() -> None:
    assert judged(Answer(410), Memory(last_success=days(2)))[0] is Kind.DEAD


@pytest.mark.parametrize(
    ("answer", "before", "message", "hint"),
    [
        (
            Answer(404),
            Memory(last_success=datetime(2026, 11, 20, tzinfo=UTC), first_failure=datetime(2026, 11, 24, tzinfo=UTC)),
            "answers 404: there is no such page, and has since 24 November 2026. It worked on 20 November 2026.",
            "Find where its text went and write that address, or take the link out.",
        ),
        (
            Answer(404, hops=hops((301, "https://two.uk/"), (302, "https://two.uk/a"))),
            NEW,
            "redirects to https://two.uk/a, which answers 404: there is no such page.",
            "Find where its text went and write that address, or take the link out.",
        ),
        (
            Answer(500),
            Memory(last_success=datetime(2026, 11, 20, tzinfo=UTC)),
            "answers 500, an error of the server. It worked on 20 November 2026.",
            "Nothing to do yet. If it is still so on 11 December 2026, it counts as dead.",
        ),
        (
            Answer(trouble=Trouble.TIMEOUT, detail="in 10 seconds"),
            NEW,
            "did not answer in 10 seconds.",
            "Nothing to do yet. If it is still so on 11 December 2026, it counts as dead.",
        ),
        (
            Answer(trouble=Trouble.CERTIFICATE, detail="certificate has expired"),
            NEW,
            "has a certificate that is not valid: certificate has expired",
            "Browsers warn readers of it. Tell whoever runs the site, or link to another page.",
        ),
        (
            Answer(trouble=Trouble.LOOP, hops=hops((302, ADDRESS))),
            NEW,
            f"redirects in a circle, back to {ADDRESS}",
            f"Some sites do this to whoever keeps no cookies. {LOOK}",
        ),
    ],
)
def test_the_words(answer: Answer, before: Memory, message: str, hint: str) -> None:
    assert judged(answer, before)[1:] == (message, hint)


@pytest.mark.parametrize(
    ("steps", "moved_to"),
    [
        ([(301, "https://www.one.uk/new")], "https://www.one.uk/new"),
        ([(308, "https://two.uk/a"), (301, "https://two.uk/b")], "https://two.uk/b"),
        ([(301, "https://www.one.uk/new"), (302, "https://www.one.uk/new/today")], "https://www.one.uk/new"),
        ([(302, "https://www.one.uk/login"), (301, "https://www.one.uk/in")], ""),
        ([(303, "https://www.one.uk/x")], ""),
        ([(307, "https://www.one.uk/x")], ""),
    ],
)
def test_what_has_moved_for_good_is_to_be_written_anew(steps: list[tuple[int, str]], moved_to: str) -> None:
    answer = Answer(200, hops=hops(*steps))
    verdict = judge(ADDRESS, answer, NEW.after(answer, NOW), NOW)
    assert verdict.moved_to == moved_to
    assert verdict.kind is (Kind.MOVED if moved_to else Kind.OK)
    assert verdict.hint == (f"Write {moved_to}" if moved_to else "")


@pytest.mark.parametrize("status", [301, 302])
def test_a_page_that_leads_to_the_front_page_is_told_and_not_recommended(status: int) -> None:
    answer = Answer(200, hops=hops((status, "https://www.one.uk/")))
    verdict = judge(ADDRESS, answer, NEW, NOW)
    assert (verdict.kind, verdict.moved_to) == (Kind.MOVED, "")
    assert verdict.message == "leads to the front page https://www.one.uk/ now"
    assert judge("https://one.uk", answer, NEW, NOW).moved_to == ("https://www.one.uk/" if status == 301 else "")


def test_a_page_that_leads_out_of_https_is_insecure_and_one_that_leads_in_is_moved() -> None:
    assert judged(Answer(200, hops=hops((302, "http://www.one.uk/page"))))[0] is Kind.INSECURE
    into = Answer(200, hops=hops((301, ADDRESS)))
    assert judged(into, address="http://www.one.uk/page") == (Kind.MOVED, "has moved for good", f"Write {ADDRESS}")


def test_a_redirect_to_a_page_that_is_gone_is_gone() -> None:
    assert judged(Answer(404, hops=hops((301, "https://www.one.uk/new"))))[0] is Kind.DEAD


def test_a_missing_anchor_is_told() -> None:
    assert judged(Answer(200, anchors={"a": True, "b": None})) == (Kind.OK, "", "")
    kind, message, _ = judged(Answer(200, anchors={"a": True, "b": False, "c": False}))
    assert (kind, message) == (Kind.ANCHOR, "is there, but has no #b, #c")


def test_kinds_have_their_order_and_their_meanings() -> None:
    assert list(MEANINGS) == [kind for kind in Kind if kind is not Kind.OK]
    assert {Kind.DEAD, Kind.PRIVATE, Kind.INSECURE, Kind.ANCHOR} == FAILING


def test_the_archive_is_offered_by_the_day_on_which_the_page_last_worked() -> None:
    assert archived(ADDRESS, days(7)) == f"https://web.archive.org/web/20261120*/{ADDRESS}"
    assert archived(ADDRESS, None) == f"https://web.archive.org/web/*/{ADDRESS}"


# Memory


GOOD = Answer(200, hops=hops((301, "https://two.uk/")), anchors={"a": True, "page=3": None})


def test_the_first_failure_stays_until_it_works_again() -> None:
    memory = NEW.after(GOOD, days(9)).after(Answer(500), days(5)).after(Answer(404), days(3))
    assert (memory.last_success, memory.first_failure, memory.last_asked) == (days(9), days(5), days(3))
    assert memory.last_answer == "404"
    memory = memory.after(GOOD, days(1))
    assert (memory.last_success, memory.first_failure) == (days(1), None)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(403),
        Answer(429),
        Answer(200, wall=True),
        Answer(503, wall=True),
        Answer(999),
        Answer(trouble=Trouble.LOOP),
    ],
)
def test_who_refuses_programs_says_nothing_about_the_page(answer: Answer) -> None:
    before = Memory(last_success=days(9), first_failure=days(5), last_asked=days(5))
    after = before.after(answer, NOW)
    assert (after.last_success, after.first_failure, after.last_asked) == (days(9), days(5), NOW)


SILENT = {Trouble.HELD, Trouble.UNTRUSTED, Trouble.LOOP, Trouble.TOO_MANY}


@pytest.mark.parametrize(
    "answer",
    [
        *map(Answer, [404, 408, 410, 425, 500, 503, 598]),
        *(Answer(trouble=trouble) for trouble in Trouble if trouble not in SILENT),
    ],
    ids=lambda answer: answer.short,
)
def test_every_failure_of_the_page_has_its_day(answer: Answer) -> None:
    assert NEW.after(answer, NOW).first_failure == NOW


def test_who_was_not_asked_leaves_no_trace() -> None:
    assert NEW.after(Answer(trouble=Trouble.HELD), NOW) == NEW


@pytest.mark.parametrize(
    ("memory", "fragments", "known"),
    [
        (NEW.after(GOOD, days(6.9)), ["a"], True),
        (NEW.after(GOOD, days(6.9)), ["a", "page=3"], True),
        (NEW.after(GOOD, days(6.9)), [], True),
        (NEW.after(GOOD, days(7)), [], False),
        (NEW.after(GOOD, days(6.9)), ["b"], False),
        (NEW.after(GOOD, days(-1)), [], False),  # A clock was wrong.
        (NEW.after(GOOD, days(3)).after(Answer(500), days(2)), [], False),
        (NEW.after(GOOD, days(3)).after(Answer(403), days(2)), [], False),
        (NEW.after(Answer(404), days(1)), [], False),
        (NEW, [], False),
    ],
)
def test_a_good_answer_is_believed_for_a_week(memory: Memory, fragments: list[str], known: bool) -> None:
    answer = memory.answer(fragments, NOW)
    assert (answer is not None) is known
    if answer:
        assert (answer.status, answer.hops) == (GOOD.status, GOOD.hops)
        assert answer.anchors == {name: GOOD.anchors[name] for name in fragments}


# The state file


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "state.json"
    memory = NEW.after(GOOD, days(2)).after(Answer(500), days(1))
    State(file).keep(ADDRESS, memory)
    assert State(file)[ADDRESS] == memory
    assert State(file)["https://another.uk/"] == NEW
    assert [path.name for path in file.parent.iterdir()] == ["state.json"]
    assert json.loads(file.read_text("utf-8"))["addresses"][ADDRESS]["last_success"] == "2026-11-25T12:00:00Z"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 2}',
        b'{"version": 1, "addresses": {"a": {"last_success": "yesterday"}}}',
        b'{"version": 1, "addresses": {"a": {"last_success": "2026-11-20T12:00:00"}}}',
        b'{"version": 1, "addresses": {"a": {"unknown": 1}}}',
        b"[" * 100_000,
    ],
)
def test_a_state_that_cannot_be_read_is_kept_beside_and_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "state.json"
    for name in ("state.json.unreadable", "state.json.2.unreadable"):
        file.write_bytes(content)
        state = State(file)
        assert state.trouble == f"{file} cannot be read, so nothing is remembered. It is kept as {name}."
        assert (tmp_path / name).read_bytes() == content
        assert not file.exists()
        assert state[ADDRESS] == NEW
    state.keep(ADDRESS, NEW.after(GOOD, NOW))
    assert State(file)[ADDRESS].last_success == NOW


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "state.json"
    state = State(file)
    state.keep(ADDRESS, NEW.after(GOOD, days(2)))
    before = file.read_bytes()

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        state.keep(ADDRESS, NEW.after(Answer(500), NOW))
    assert file.read_bytes() == before


def test_contributing_says_what_to_do_about_each_kind() -> None:
    text = (sites.REPO / "CONTRIBUTING.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE)[: len(MEANINGS)] == [kind.value for kind in MEANINGS]
