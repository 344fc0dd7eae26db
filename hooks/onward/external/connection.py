"""One request over one connection: no cookies, no credentials, no redirects, no proxy, nothing without an end.

urllib3 speaks HTTP and TLS. What its pools add (retries, redirects) waits on a clock of its own and knows no pace
for each host, so `ask` has that, and this module connects by itself.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import certifi
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Url

from onward.external.answer import Trouble

MAX_BODY = 1_048_576
"""Bytes of a page that are read at most."""

_CHUNK = 65_536

Resolve = Callable[[str, int], list[tuple[socket.AddressFamily, str]]]
"""The addresses of a host: family and number, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: for each step of a request (connecting, each wait for bytes), and for one request in all."""

    step: float = 10.0
    request: float = 20.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request got: a status with headers (names in lower case) and the start of the body, or a trouble."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = True
    trouble: Trouble | None = None
    detail: str = ""


class _Private(Exception):
    """The host stands in a private network or on this machine."""


def resolve(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    """Ask the system for the addresses of a host."""
    return [(each[0], str(each[4][0])) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public network, and not to a private one or to this machine."""
    address = ipaddress.ip_address(number.partition("%")[0])
    # Python 3.11 came to look at the IPv4 address in an IPv6 one only late.
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_global and not address.is_multicast


def trusted() -> ssl.SSLContext:
    """The certificates that this machine trusts, with Mozilla's: some machines bring none to Python."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _Lines(io.BufferedReader):
    """What comes over a connection, and whether somebody wanted a line when nothing more came."""

    ended = False

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.ended = self.ended or not line
        return line


class _WholeHead(http.client.HTTPResponse):
    """A response whose headers have an end: Python's own takes those that break off for whole ones."""

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self._lines = self.fp = _Lines(self.fp.detach())

    def begin(self) -> None:
        super().begin()
        if self._lines.ended:
            raise http.client.IncompleteRead(b"")


class _Plain(HTTPConnection):
    response_class = _WholeHead
    dial: Callable[[str, int], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.dial(self._dns_host, self.port)


class _Secure(HTTPSConnection):
    response_class = _WholeHead
    dial: Callable[[str, int], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.dial(self._dns_host, self.port)


class Connections:
    """Opens a connection for each request, and can cut all that are open.

    Args:
        agent: the User-Agent that says who asks.
        allow_local: whether hosts in private networks may be asked: for tests.
        limits: how long a request may take.
        resolve: finds the addresses of a host.
        context: which certificates are trusted; those of `trusted()` if it is None.
    """

    def __init__(
        self,
        agent: str,
        *,
        allow_local: bool = False,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._agent = agent
        self._allow_local = allow_local
        self._limits = limits or Limits()
        self._resolve = resolve
        self._context = context or trusted()
        self._open: set[HTTPConnection] = set()
        self._guard = threading.Lock()

    def request(self, method: str, url: Url, *, body: bool) -> Reply:
        """Send one request; reads the body only if it is wanted, and only its start. Never raises for the network."""
        connection = self._connection(url)
        with self._watched(connection) as overdue:
            try:
                reply = self._exchange(connection, method, url, body=body)
            # ssl.SSLError is an OSError, and so is a socket's timeout.
            except (_Private, OSError, http.client.HTTPException, HTTPError, ValueError) as error:
                reply = _troubled(error, self._limits)
            if overdue.is_set() and reply.trouble:
                return Reply(trouble=Trouble.TIMEOUT, detail=f"in {self._limits.request:g} seconds")
            return reply

    def cut(self) -> None:
        """Cut every connection that is open."""
        with self._guard:
            for connection in self._open:
                _shut(connection)

    def _connection(self, url: Url) -> HTTPConnection:
        host = (url.host or "").strip("[]")
        if url.scheme == "https":
            secure = _Secure(host, url.port, timeout=self._limits.step, ssl_context=self._context)
            secure.dial = self._dial
            return secure
        plain = _Plain(host, url.port, timeout=self._limits.step)
        plain.dial = self._dial
        return plain

    def _dial(self, host: str, port: int) -> socket.socket:
        """Connect to the first address of the host that takes it: a machine may have no IPv6."""
        found = self._resolve(host, port)
        # All are looked at before the first is tried, so nothing inside a network is ever touched.
        if not self._allow_local and not all(is_public(number) for _, number in found):
            raise _Private
        last: OSError | None = None
        for family, number in found:
            try:
                return _connected(family, number, port, self._limits.step)
            except OSError as error:
                last = error
        raise last or socket.gaierror(socket.EAI_NONAME, "the host has no address")

    @contextmanager
    def _watched(self, connection: HTTPConnection) -> Iterator[threading.Event]:
        """Cut the connection when its time is over: a server that sends a byte now and then never times out."""
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            _shut(connection)

        timer = threading.Timer(self._limits.request, end)
        timer.daemon = True
        with self._guard:
            self._open.add(connection)
        timer.start()
        try:
            yield overdue
        finally:
            timer.cancel()
            with self._guard:
                self._open.discard(connection)
            connection.close()

    def _exchange(self, connection: HTTPConnection, method: str, url: Url, *, body: bool) -> Reply:
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "en-GB,en;q=0.9",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request(method, url.request_uri, headers=headers, preload_content=False)
        response = connection.getresponse()
        with _closing(response):
            found = {name.lower(): value for name, value in response.headers.items()}
            text, whole = _start_of(response) if body else (b"", True)
        return Reply(response.status, found, text, whole)


def _connected(family: socket.AddressFamily, number: str, port: int, seconds: float) -> socket.socket:
    connected = socket.socket(family, socket.SOCK_STREAM)
    try:
        connected.settimeout(seconds)
        connected.connect((number, port))
    except OSError:
        connected.close()
        raise
    return connected


@contextmanager
def _closing(response: HTTPResponse) -> Iterator[None]:
    """Close a response, whatever is left of it."""
    try:
        yield
    finally:
        response.close()


def _start_of(response: HTTPResponse) -> tuple[bytes, bool]:
    """The first bytes of the body, and whether that is all of it: a body that breaks off is no whole one."""
    text = bytearray()
    try:
        while len(text) < MAX_BODY:
            chunk = response.read1(min(_CHUNK, MAX_BODY - len(text)))
            if not chunk:
                return bytes(text), True
            text += chunk
    except (HTTPError, OSError, http.client.HTTPException):
        pass
    return bytes(text), False


def _shut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


_MISSING_ISSUER = {2, 20, 21}
"""OpenSSL's codes where a certificate on the way to a trusted one is not there; browsers often find it elsewhere."""


def _troubled(error: Exception, limits: Limits) -> Reply:
    """A trouble for what went wrong, in the words of none of the libraries."""
    trouble, detail = next((trouble, detail) for kind, trouble, detail in _TROUBLES if isinstance(error, kind))
    if isinstance(error, ssl.SSLCertVerificationError):
        untrusted = error.verify_code in _MISSING_ISSUER
        return Reply(trouble=Trouble.UNTRUSTED if untrusted else trouble, detail=error.verify_message.rstrip("."))
    if isinstance(error, socket.gaierror) and error.errno not in _NO_SUCH_HOST:
        return Reply(trouble=Trouble.NO_NAMES)
    return Reply(trouble=trouble, detail=detail.format(step=f"{limits.step:g}"))


_NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

_TROUBLES: tuple[tuple[type[Exception], Trouble, str], ...] = (
    (_Private, Trouble.PRIVATE, ""),
    (ssl.SSLCertVerificationError, Trouble.CERTIFICATE, ""),
    (ssl.SSLError, Trouble.TLS, ""),
    (socket.gaierror, Trouble.UNKNOWN_HOST, ""),
    (UnicodeError, Trouble.NO_ADDRESS, ""),
    (TimeoutError, Trouble.TIMEOUT, "in {step} seconds"),
    (ConnectionRefusedError, Trouble.REFUSED, ""),
    (http.client.RemoteDisconnected, Trouble.CLOSED, ""),
    (ConnectionError, Trouble.CLOSED, ""),
    (http.client.IncompleteRead, Trouble.CLOSED, ""),
    (OSError, Trouble.UNREACHABLE, ""),
    (http.client.HTTPException, Trouble.NOT_HTTP, ""),
    (HTTPError, Trouble.NOT_HTTP, ""),
    (ValueError, Trouble.NO_ADDRESS, ""),
)
"""In this order: many of them are kinds of those below."""
