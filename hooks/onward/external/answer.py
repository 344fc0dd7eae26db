"""What came back when an address was asked for. Plain data: how it is asked and how it is judged stand elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    """Why there is no answer that counts."""

    UNKNOWN_HOST = "unknown host"
    NO_NAMES = "no name server"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    CLOSED = "closed early"
    NOT_HTTP = "not HTTP"
    TLS = "no secure connection"
    CERTIFICATE = "certificate"
    UNTRUSTED = "unknown issuer"
    LOOP = "redirect loop"
    TOO_MANY = "too many redirects"
    ELSEWHERE = "redirect out of the web"
    PRIVATE = "private address"
    NO_ADDRESS = "no address"
    HELD = "asked to wait"


NETWORK = frozenset({Trouble.UNKNOWN_HOST, Trouble.NO_NAMES, Trouble.UNREACHABLE})
"""Troubles that a machine without a network has with every host."""

OFFLINE = frozenset({Trouble.NO_ADDRESS, Trouble.PRIVATE})
"""Troubles that are found without a network, and so do not show that there is one."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its status, and the whole address that it leads to."""

    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of asking for one address: a status, or a trouble with a `detail` for people.

    `hops` are the redirects on the way. `anchors` says of each fragment asked for whether the page has it; None if that
    cannot be known. `wall` is a page that keeps programs out, whatever its status.
    """

    status: int = 0
    trouble: Trouble | None = None
    detail: str = ""
    hops: tuple[Hop, ...] = ()
    anchors: Mapping[str, bool | None] = field(default_factory=dict)
    wall: bool = False

    @property
    def worked(self) -> bool:
        """Whether a page came."""
        return self.trouble is None and 200 <= self.status < 300 and not self.wall

    @property
    def short(self) -> str:
        """The status or the trouble, for the state file."""
        return self.trouble.value if self.trouble else str(self.status)
