"""A web of one server on this machine, with every bad manner that servers have, and a clock that nobody waits for."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onward.external.answer import Answer
from onward.external.ask import Asker
from onward.external.connection import Connections, Limits
from onward.external.pace import Pace, Stopped

START = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)

LIMITS = Limits(step=5.0, request=10.0)
"""Long enough for a machine that has much to do. Tests of servers that never answer take shorter ones."""

CONTEXT = ssl.create_default_context()
"""One for all tests: it takes a while to read the certificates that a machine trusts."""


class Clock:
    """A clock that goes on when somebody sleeps, and only then; `waits` are the sleeps, in seconds."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._passed = 0.0
        self._lock = threading.Lock()
        self._stopped = False
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def sleep(self, seconds: float) -> None:
        if self._stopped:
            raise Stopped
        with self._lock:
            self._passed += seconds
            if seconds:
                self.waits.append(seconds)

    def stop(self) -> None:
        self._stopped = True


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as the server saw it, and the time on the clock."""

    method: str
    host: str
    path: str
    at: float
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the test has put at the path."""

    web: Web

    def answer(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        self.web.note(Seen(self.command, host, self.path, self.web.clock.monotonic(), dict(self.headers.items())))
        manner = self.web.pages.get(self.path, status(404))
        # A client that has seen enough hangs up.
        with suppress(ConnectionError, ssl.SSLError):
            manner(self)
        self.close_connection = True

    do_GET = do_HEAD = answer  # noqa: N815 -- The base class looks for these names.

    def head(self, code: int, **headers: str) -> None:
        """Send the status and the headers; `content_type` is Content-Type."""
        self.send_response_only(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """A client that hangs up, or refuses the certificate, is no fault of a test."""


Manner = Callable[[Handler], None]


@dataclass
class Web:
    """The pages of all hosts, by path; what was asked for, in order."""

    clock: Clock
    port: int = 0
    pages: dict[str, Manner] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def note(self, seen: Seen) -> None:
        self.seen.append(seen)

    def url(self, path: str, host: str = "one.onward.uk", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self) -> list[str]:
        """`HEAD /path`, in order."""
        return [f"{each.method} {each.path}" for each in self.seen]

    def connections(self, **options: Any) -> Connections:
        """What sends requests; every name is a name of this machine."""
        return Connections(
            "Test/1 (+https://guide.uk/)",
            **{"allow_local": True, "limits": LIMITS, "resolve": here, "context": CONTEXT, **options},
        )

    def ask(self, path: str, *fragments: str, scheme: str = "http", **options: Any) -> Answer:
        """Ask for a path as the command does."""
        asker = Asker(self.connections(**options), Pace(self.clock), self.clock)
        return asker.ask(self.url(path, scheme=scheme), fragments)


def here(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    """A name server that knows but one machine."""
    if host.startswith("unknown"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return [(socket.AF_INET, "127.0.0.1")]


@contextmanager
def serve(clock: Clock, context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serve a web on a free port until the block is left."""
    web = Web(clock)
    handler = type("Bound", (Handler,), {"web": web})
    with Server(("127.0.0.1", 0), handler) as server:
        if context:
            # The handshake is the thread's: one that fails must not end the server.
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        web.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield web
        finally:
            web.over.set()
            server.shutdown()
            thread.join()


def status(code: int, **headers: str) -> Manner:
    """Just a status."""
    return lambda handler: handler.head(code, Content_Length="0", **headers)


def page(html: str, **headers: str) -> Manner:
    """A page of HTML."""

    def manner(handler: Handler) -> None:
        handler.head(200, **{"Content_Type": "text/html", "Content_Length": str(len(html.encode())), **headers})
        if handler.command == "GET":
            handler.wfile.write(html.encode())

    return manner


def moved(code: int, to: str) -> Manner:
    """A redirect."""
    return status(code, Location=to)


def in_turn(*manners: Manner) -> Manner:
    """One manner for each request; the last one for all that follow."""
    calls: Counter[str] = Counter()

    def manner(handler: Handler) -> None:
        calls["all"] += 1
        manners[min(calls["all"], len(manners)) - 1](handler)

    return manner


def by_method(head: Manner, get: Manner) -> Manner:
    """A server that answers HEAD in another way."""
    return lambda handler: (head if handler.command == "HEAD" else get)(handler)


def raw(text: bytes) -> Manner:
    """These bytes, and the connection is closed; none is a server that closes early."""

    def manner(handler: Handler) -> None:
        handler.wfile.write(text)

    return manner


def silent(handler: Handler) -> None:
    """Never an answer."""
    handler.web.over.wait()


def dripping(handler: Handler) -> None:
    """Now and then a byte of a header, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.web.over.wait(0.01):
        handler.wfile.write(b"a")
        handler.wfile.flush()


def endless(handler: Handler) -> None:
    """A page without an end; its first element has the id `start`."""
    handler.head(200, Content_Type="text/html")
    handler.wfile.write(b"<p id=start>")
    while not handler.web.over.is_set():
        handler.wfile.write(b"a" * 65_536)
