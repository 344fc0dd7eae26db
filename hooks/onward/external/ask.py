"""Asks for an address: HEAD, then GET where HEAD does not do; again after a while; from redirect to redirect."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree, html
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from onward.external.answer import Answer, Hop, Trouble
from onward.external.connection import Reply
from onward.external.pace import LONGEST_WAIT, Clock, Held, Pace

MAX_HOPS = 10
BACKOFF = (2.0, 4.0)
"""Seconds before the second try and before the third, which is the last."""

MAX_SECONDS = 180.0
"""Seconds for one address, its waits between tries included."""

_REDIRECTS = {301, 302, 303, 307, 308}
_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_TROUBLE_AGAIN = {Trouble.NO_NAMES, Trouble.UNKNOWN_HOST, Trouble.UNREACHABLE, Trouble.REFUSED, Trouble.TIMEOUT}
_TROUBLE_AGAIN |= {Trouble.CLOSED, Trouble.TLS, Trouble.NOT_HTTP}
_GET_MAY_DO = {Trouble.TIMEOUT, Trouble.CLOSED, Trouble.NOT_HTTP}
"""Troubles with which servers answer a HEAD that they do not know."""

_SCRIPT_ANCHORS = ("!", "/", ":~:")
"""Fragments that a page's script reads, or a browser, and that name no element."""


class Requests(Protocol):
    """What sends one request: `connection.Connections`."""

    def request(self, method: str, url: Url, *, body: bool) -> Reply:
        """Send it."""

    def cut(self) -> None:
        """Cut whatever is under way."""


class Asker:
    """Asks for addresses, each host at its pace. Safe to use from several threads."""

    def __init__(self, requests: Requests, pace: Pace, clock: Clock) -> None:
        self._requests = requests
        self._pace = pace
        self._clock = clock
        self._unknown: dict[str, Reply] = {}

    def ask(self, address: str, fragments: Collection[str] = ()) -> Answer:
        """Ask for an address, and whether its page has these anchors. Raises only Stopped."""
        wanted = [name for name in sorted(fragments) if name and not name.startswith(_SCRIPT_ANCHORS)]
        hops: list[Hop] = []
        try:
            url = _parsed(address)
        except (LocationParseError, ValueError):
            return Answer(trouble=Trouble.NO_ADDRESS)
        seen = {url.url}
        until = self._clock.monotonic() + MAX_SECONDS
        while True:
            try:
                reply = self._insist(url, until, body=bool(wanted))
            except Held:
                return Answer(trouble=Trouble.HELD, detail=url.host or "", hops=tuple(hops))
            target = reply.headers.get("location", "")
            if reply.trouble or reply.status not in _REDIRECTS or not target:
                break
            try:
                url = _parsed(_joined(url.url, target))
            except (LocationParseError, ValueError):
                return Answer(trouble=Trouble.ELSEWHERE, hops=tuple(hops))
            hops.append(Hop(reply.status, url.url))
            if self._clock.monotonic() > until:
                return Answer(trouble=Trouble.TIMEOUT, detail=f"in {MAX_SECONDS:g} seconds", hops=tuple(hops))
            if url.url in seen or len(hops) > MAX_HOPS:
                return Answer(trouble=Trouble.LOOP if url.url in seen else Trouble.TOO_MANY, hops=tuple(hops))
            seen.add(url.url)
        anchors = {**dict.fromkeys(fragments), **(_anchors(reply, wanted) if wanted else {})}
        return Answer(reply.status, reply.trouble, reply.detail, tuple(hops), anchors, wall=_is_wall(reply))

    def _insist(self, url: Url, until: float, *, body: bool) -> Reply:
        """Ask once, and again if the answer is one that may be another in a few seconds."""
        host = url.host or ""
        if host in self._unknown:
            return self._unknown[host]
        reply = self._once("GET" if body else "HEAD", url, body=body)
        if not body and _get_may_do(reply):
            reply = self._once("GET", url, body=False)
        for backoff in BACKOFF:
            if (reply.status not in _TRY_AGAIN and reply.trouble not in _TROUBLE_AGAIN) or _is_wall(reply):
                break
            asked = self._asked_wait(reply)
            wait = max(backoff, asked)
            if asked > LONGEST_WAIT or self._clock.monotonic() + wait > until:
                break
            self._pace.wait(host, wait)
            reply = self._once("GET", url, body=body)
        if reply.trouble in {Trouble.UNKNOWN_HOST, Trouble.NO_NAMES}:
            self._unknown[host] = reply  # No need to look its name up for each of its pages.
        return reply

    def _once(self, method: str, url: Url, *, body: bool) -> Reply:
        host = url.host or ""
        with self._pace.turn(host):
            reply = self._requests.request(method, url, body=body)
            # Before anybody else has a turn with this host.
            asked = self._asked_wait(reply)
            if asked > LONGEST_WAIT:
                self._pace.hold(host)
            else:
                self._pace.wait(host, asked)
        self._clock.sleep(0.0)  # What a stop has cut is no answer.
        return reply

    def _asked_wait(self, reply: Reply) -> float:
        """The seconds that a server that cannot serve asks to wait."""
        value = reply.headers.get("retry-after", "") if reply.status in _TRY_AGAIN else ""
        return retry_after(value, self._clock.now())


def _get_may_do(reply: Reply) -> bool:
    """Whether GET may do better: servers refuse HEAD with many a status, and some do not know what is there by it."""
    if reply.trouble:
        return reply.trouble in _GET_MAY_DO
    asks_to_wait = reply.status in _TRY_AGAIN and "retry-after" in reply.headers
    return reply.status >= 400 and reply.status != 429 and not asks_to_wait


def retry_after(value: str, now: datetime) -> float:
    """The seconds that a Retry-After header asks for: a number of them, or a date; 0 if it is neither.

    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        day = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max((day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp() - now.timestamp(), 0.0)


def _parsed(address: str) -> Url:
    """An address as it is sent: escaped, the host in ASCII, without its fragment. Raises ValueError if it is none."""
    url = parse_url(urldefrag(address).url)
    if url.scheme not in {"http", "https"} or not url.host or (url.port is not None and not 0 < url.port < 65536):
        raise ValueError(address)
    # Names and passwords in an address are not sent to anybody.
    return url._replace(auth=None, path=url.path or "/")


def _joined(base: str, target: str) -> str:
    """The address that a Location header comes to; headers are bytes, which browsers take for UTF-8."""
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    return urljoin(base, target.strip())


def _anchors(reply: Reply, wanted: Collection[str]) -> Mapping[str, bool]:
    """Which anchors the page has; nothing about those that may stand in what was not read."""
    if reply.status != 200 or "html" not in reply.headers.get("content-type", "text/html"):
        return {}
    ids = _ids(reply.body)
    if ids is None:
        return {}
    found = {name: name in ids or unquote(name) in ids or name.lower() == "top" for name in wanted}
    return found if reply.whole else {name: True for name, has in found.items() if has}


def _ids(page: bytes) -> Set[str] | None:
    """The ids of an HTML page, and the names of its anchors; None if it cannot be read."""
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None
    return {*tree.xpath("//@id"), *tree.xpath("//a/@name")}


_Sign = Callable[[Mapping[str, str]], bool]
_WALLS: tuple[_Sign, ...] = (
    # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    lambda headers: headers.get("cf-mitigated", "") == "challenge",
    # https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html
    lambda headers: headers.get("x-amzn-waf-action", "") in {"challenge", "captcha"},
)


def _is_wall(reply: Reply) -> bool:
    """Whether this is the page that asks whether one is a person."""
    return any(sign(reply.headers) for sign in _WALLS)
