"""What an answer means: pure functions of the answer, of what is remembered of the address, and of the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from urllib.parse import urlsplit

from onward.external.answer import Answer, Trouble
from onward.external.state import Memory
from onward.text import spoken_date


class Kind(StrEnum):
    """The kinds of verdict, the most urgent first."""

    DEAD = "dead"
    PRIVATE = "private"
    INSECURE = "insecure"
    ANCHOR = "anchor"
    MOVED = "moved"
    BLOCKED = "blocked"
    FLAKY = "flaky"
    OK = "ok"


MEANINGS = {
    Kind.DEAD: "The page is gone. Put another address there.",
    Kind.PRIVATE: "The address is not one that readers can reach. Put another there.",
    Kind.INSECURE: "Browsers warn readers of the page.",
    Kind.ANCHOR: "The page is there, and the place on it is not.",
    Kind.MOVED: "The page works at another address. Write that one.",
    Kind.BLOCKED: "The server does not talk to programs. A person has to look.",
    Kind.FLAKY: "It does not work at the moment. Nothing to do yet.",
}
"""What each kind says to an editor."""

FAILING = frozenset({Kind.DEAD, Kind.PRIVATE, Kind.INSECURE, Kind.ANCHOR})
"""What has to be put right, and makes the exit code 1."""

GONE_AFTER = timedelta(days=1)
"""A page that has worked and answers 404 is dead when it still does so a day later: servers have bad hours."""

DEAD_AFTER = timedelta(days=14)
"""What never answers properly for so long is dead, whatever the reason."""

_GONE = {404, 410}
_LATER = {408, 425}
_PERMANENT = {301, 308}

_LOOK = "Open it in a browser. If it works there, leave it as it is."
_REPLACE = "Find where its text went and write that address, or take the link out."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with an address, and what to do about it; `moved_to` is the address to write, if there is one."""

    kind: Kind
    message: str = ""
    hint: str = ""
    moved_to: str = ""


def judge(address: str, answer: Answer, memory: Memory, now: datetime) -> Verdict:
    """Judge an answer.

    Args:
        address: the address that was asked for, without its fragment.
        answer: what came back.
        memory: what is remembered of it, with this answer.
        now: the time of the answer.
    """
    if answer.trouble in _CERTAIN:
        kind, message, hint = _CERTAIN[answer.trouble]
        return Verdict(kind, message.format(detail=answer.detail, end=_end(address, answer)), hint)
    if answer.wall or _is_closed(answer):
        said = "asks whether one is a person" if answer.wall else f"answers {answer.status} to this check"
        return Verdict(Kind.BLOCKED, said, _LOOK)
    if answer.worked:
        return _found(address, answer)
    return _failed(address, answer, memory, now)


def archived(address: str, last_success: datetime | None) -> str:
    """The archive's list of its copies of a page, those of the day on which it last worked first."""
    day = f"{last_success:%Y%m%d}" if last_success else ""
    return f"https://web.archive.org/web/{day}*/{address}"


_CERTAIN: dict[Trouble | None, tuple[Kind, str, str]] = {
    Trouble.NO_ADDRESS: (Kind.DEAD, "is no address that can be asked for", "Correct it, or take the link out."),
    Trouble.PRIVATE: (
        Kind.PRIVATE,
        "leads into a private network or to the reader's own machine",
        "Write an address that everybody can reach.",
    ),
    Trouble.ELSEWHERE: (Kind.BLOCKED, "redirects to something that is no web page", _LOOK),
    Trouble.CERTIFICATE: (
        Kind.INSECURE,
        "has a certificate that is not valid: {detail}",
        "Browsers warn readers of it. Tell whoever runs the site, or link to another page.",
    ),
    Trouble.UNTRUSTED: (
        Kind.BLOCKED,
        "has a certificate whose issuer is not known here: {detail}",
        f"Browsers often find the missing part by themselves. {_LOOK}",
    ),
    Trouble.LOOP: (
        Kind.BLOCKED,
        "redirects in a circle, back to {end}",
        f"Some sites do this to whoever keeps no cookies. {_LOOK}",
    ),
    Trouble.TOO_MANY: (Kind.BLOCKED, "redirects again and again, at last to {end}", _LOOK),
    Trouble.HELD: (
        Kind.BLOCKED,
        "was not asked: {detail} wants no more requests for now",
        "Run this again tomorrow, or open it in a browser.",
    ),
}
"""Troubles that do not depend on what was before."""


def _is_closed(answer: Answer) -> bool:
    """A status that is not about the page: who asks is not wanted, or not in this way."""
    if answer.trouble or answer.worked:
        return False
    return (answer.status < 500 and answer.status not in _GONE | _LATER) or answer.status == 999


def _found(address: str, answer: Answer) -> Verdict:
    end = _end(address, answer)
    there = [address, *(hop.to for hop in answer.hops)]
    if any(a.startswith("https:") and b.startswith("http:") for a, b in pairwise(there)):
        hint = "Link to a page that stays with https:, or tell whoever runs the site."
        return Verdict(Kind.INSECURE, f"leads from https: to an unencrypted page, {end}", hint)
    missing = [name for name, has in answer.anchors.items() if has is False]
    if missing:
        names = ", ".join(f"#{name}" for name in missing)
        hint = "Look on the page for the place that is meant, or take the part from # on out of the address."
        return Verdict(Kind.ANCHOR, f"is there, but has no {names}", hint)
    if answer.hops and _is_front(end) and not _is_front(address):
        return Verdict(Kind.MOVED, f"leads to the front page {end} now", _REPLACE)
    moved = _moved(address, answer)
    if moved:
        return Verdict(Kind.MOVED, "has moved for good", f"Write {moved}", moved)
    return Verdict(Kind.OK)


def _moved(address: str, answer: Answer) -> str:
    """Where the first redirects lead that are for good; an address behind a temporary one is not to be written."""
    moved = ""
    for hop in answer.hops:
        if hop.status not in _PERMANENT:
            break
        moved = hop.to
    return "" if moved == address else moved


def _failed(address: str, answer: Answer, memory: Memory, now: datetime) -> Verdict:
    said = f"redirects to {_end(address, answer)}, which {_said(answer)}" if answer.hops else _said(answer)
    since = memory.first_failure or now
    gone = answer.trouble is Trouble.UNKNOWN_HOST or answer.status in _GONE
    patience = GONE_AFTER if gone else DEAD_AFTER
    worked = f" It worked on {spoken_date(memory.last_success.date())}." if memory.last_success else ""
    if answer.status == 410 or (gone and not memory.last_success):
        return Verdict(Kind.DEAD, f"{said}.{worked}", _REPLACE)
    if now - since >= patience:
        return Verdict(Kind.DEAD, f"{said}, and has since {spoken_date(since.date())}.{worked}", _REPLACE)
    day = spoken_date((since + patience).date())
    return Verdict(Kind.FLAKY, f"{said}.{worked}", f"Nothing to do yet. If it is still so on {day}, it counts as dead.")


def _said(answer: Answer) -> str:
    if answer.trouble:
        detail = f" {answer.detail}" if answer.detail else ""
        return f"{_TROUBLES[answer.trouble]}{detail}"
    return _STATUSES.get(answer.status, f"answers {answer.status}, an error of the server")


_STATUSES = {
    404: "answers 404: there is no such page",
    410: "answers 410: the page was taken away for good",
    408: "answers 408: it took too long",
    425: "answers 425: too early",
    503: "answers 503: it cannot serve anybody at the moment",
}
_TROUBLES = {
    Trouble.UNKNOWN_HOST: "names a host that does not exist",
    Trouble.NO_NAMES: "names a host that could not be looked up",
    Trouble.UNREACHABLE: "cannot be reached from here",
    Trouble.REFUSED: "takes no connections",
    Trouble.TIMEOUT: "did not answer",
    Trouble.CLOSED: "closed the connection before it answered",
    Trouble.NOT_HTTP: "answers with something that is no web page",
    Trouble.TLS: "cannot make a secure connection",
}


def _end(address: str, answer: Answer) -> str:
    return answer.hops[-1].to if answer.hops else address


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query
