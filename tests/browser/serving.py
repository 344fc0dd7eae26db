"""A built site on loopback, served as an agency serves it: under a path of its own website."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import PathLike
from pathlib import Path
from socketserver import BaseServer
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import yaml
from lxml import html

from sites import REPO

SETTINGS = yaml.safe_load((REPO / "mkdocs.yml").read_text("utf-8"))


@dataclass
class Site:
    """What is being served, and where. A test may put another build or other headers in place at any time."""

    folder: Path
    origin: str = ""
    # The page for addresses that lead nowhere is built for this one path; all others must work under any.
    mount: str = urlsplit(SETTINGS["site_url"]).path
    headers: dict[str, str] = field(default_factory=dict)
    # A server that is away hangs up; one that fails says so; one that is silent takes the request and answers nothing
    # until it may.
    away: bool = False
    failing: bool = False
    may_answer: threading.Event = field(default_factory=threading.Event)
    # Of these addresses (as `address` takes them) the headers come, and nothing of the body until it may; that one of
    # them was asked for can be waited for.
    stalled: set[str] = field(default_factory=set)
    has_stalled: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def address(self, page: str = "") -> str:
        """The address of a page, such as "reply/"."""
        return f"{self.origin}{self.mount}{page}"

    def pages(self) -> list[str]:
        """Every page of the site, as `address` takes it, and the page for addresses that lead nowhere."""
        files = sorted(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html"))
        return [file.removesuffix("index.html") for file in files]

    def trees(self) -> Iterator[tuple[str, html.HtmlElement]]:
        """Every page as it was built, with its address: for what no script and no style has a part in."""
        for address in self.pages():
            file = self.folder / (f"{address}index.html" if address.endswith("/") or not address else address)
            yield address, html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


class _Request(SimpleHTTPRequestHandler):
    def __init__(self, request: Any, client_address: Any, server: BaseServer, *, site: Site) -> None:
        self.site = site
        super().__init__(request, client_address, server, directory=str(site.folder))

    def handle(self) -> None:
        self.site.may_answer.wait()
        if not self.site.away:
            super().handle()

    def send_head(self) -> BytesIO | BinaryIO | None:
        if self.site.failing:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return None
        if not self.path.startswith(self.site.mount):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        # Two builds of one test can be of the same second, and then "not modified" would be wrong.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.site.mount.removesuffix("/")))

    def list_directory(self, path: str | PathLike[str]) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if self.path.removeprefix(self.site.mount) in self.site.stalled:
            self.site.has_stalled.set()
            self.site.may_go_on.wait()
        # Who waited may have gone.
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def end_headers(self) -> None:
        for name, value in {"Cache-Control": "no-cache", **self.site.headers}.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest's output is for the tests."""


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a folder on a free port of this machine for as long as the `with` lasts."""
    site = Site(folder)
    site.may_answer.set()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Request, site=site)) as server:
        site.origin = f"http://127.0.0.1:{server.server_port}"
        # Asked so often whether it should end, the server does not hold up the next test.
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.may_answer.set()
            site.may_go_on.set()
            server.shutdown()
            thread.join()
