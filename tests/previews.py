"""`mkdocs serve` over a small project, and what its pages say of what is wrong."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import pytest
from lxml import html

import sites
from sites import page

PATIENCE = 30
"""Seconds until a preview that does not answer is taken for dead."""

PAGES = {
    "index.md": page("See [the other page](other.md).\n"),
    "other.md": page("Text.\n", title="Other"),
    "deep/down/page.md": page("Text.\n", title="Deep"),
}


@dataclass
class Panel:
    """What a served page says of what is wrong: each problem as `place: severity: message | hint`."""

    title: str = ""
    own: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@dataclass
class Preview:
    """`mkdocs serve` over a project of its own."""

    process: subprocess.Popen[str]
    address: str
    project: Path
    pattern: Path
    log: list[str]

    @property
    def docs(self) -> Path:
        """The pages."""
        return self.project / "docs"

    def get(self, path: str = "") -> str:
        """A page as the browser gets it, also the one for what is missing."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as missing:
            with missing:
                if missing.code == HTTPStatus.NOT_FOUND:
                    return str(missing.read().decode())
            raise

    def panel(self, path: str = "") -> Panel:
        """The panel of a page."""
        return read_panel(self.get(path))

    def after(self, change: Callable[[], object], shows: Callable[[str], bool] = lambda _: True, path: str = "") -> str:
        """Do something to the project; the page that the preview then has, of the first build that `shows` it.

        It asks as the page itself does, at an address that answers when there is a newer build.
        """
        epoch = self._epoch()
        change()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            newer = self._epoch(epoch)
            assert newer > epoch, "".join(self.log)
            epoch = newer
            shown = self.get(path)
            if shows(shown):
                return shown
        pytest.fail(f"not shown within {PATIENCE} seconds: {read_panel(self.get(path))}")

    def _epoch(self, known: int = 0) -> int:
        """The number of the newest build, as soon as it is greater than the one that is known."""
        root = "/".join(self.address.split("/", 3)[:3])
        with urllib.request.urlopen(f"{root}/livereload/{known}/0", timeout=PATIENCE) as response:
            return int(response.read())

    def write(self, name: str, content: str | bytes) -> str:
        """Save a page as an editor does, and give the same page once the preview has built it again."""
        file = self.docs / name
        data = content if isinstance(content, bytes) else content.encode()
        return self.after(lambda: file.write_bytes(data), path=name.removesuffix("index.md").replace(".md", "/"))

    def put_right(self) -> None:
        """Make the project what it was; wait until that is shown, with nothing wrong."""
        if contents(self.project) != contents(self.pattern):
            self.after(self._write_again, lambda shown: "onward-problems" not in shown)
        assert self.process.poll() is None

    def _write_again(self) -> None:
        """What the project should hold, written where it does not: the fewer changes, the fewer builds."""
        wanted = contents(self.pattern)
        for path in sorted(contents(self.project).keys() - wanted.keys()):
            (self.project / path).unlink()
        for path, data in wanted.items():
            file = self.project / path
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                if not file.is_file():
                    file.unlink(missing_ok=True)  # A pipe.
                file.write_bytes(data)


def contents(project: Path) -> dict[str, bytes]:
    """The files below a folder; a link to a folder is one of them, with nothing in it."""
    return {
        str(path.relative_to(project)): path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for folder, folders, files in os.walk(project)
        for path in (Path(folder) / name for name in [*files, *folders])
        if path.is_symlink() or not path.is_dir()
    }


def read_panel(shown: str) -> Panel:
    """Read the panel of a page, as its words."""
    tree = html.document_fromstring(shown)
    for section in tree.iterfind(".//section"):
        if "onward-problems" in (section.get("class") or "").split():
            break
    else:
        return Panel()
    title = section.find("h2")
    files = section.findall(".//h3")
    everything = section.xpath(".//li")
    elsewhere = section.xpath(".//h3/following-sibling::*[1]/li")
    return Panel(
        _text(title) if title is not None else "",
        [_problem(each) for each in everything if each not in elsewhere],
        [_problem(each) for each in elsewhere],
        {_text(file): link.get("href", "") for file in files if (link := file.find("a")) is not None},
    )


def _problem(item: html.HtmlElement) -> str:
    parts = {name: item.find_class(f"onward-problem__{name}") for name in ("severity", "message", "hint", "place")}
    severity, message, hint, place = (_text(parts[name][0]) if parts[name] else "" for name in parts)
    return f"{place}: {severity} {message.removeprefix(severity).strip()} | {hint}"


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@contextmanager
def previewed(folder: Path) -> Iterator[Preview]:
    """Serve a project with nothing wrong, written below `folder`, on a free port for as long as the `with` lasts."""
    pattern = folder / "pattern"
    shutil.copytree(sites.REPO / "overrides", pattern / "overrides")
    sites.write_project(pattern, PAGES, config={"theme": {"custom_dir": "overrides"}})
    project = folder / "project"
    shutil.copytree(pattern, project)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": sites.EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    serving = threading.Event()
    log: list[str] = []
    reader = threading.Thread(target=_read, args=(process, serving, log))
    reader.start()
    try:
        assert serving.wait(PATIENCE), "".join(log)
        yield Preview(process, f"http://127.0.0.1:{port}/resources/after-a-rejection/", project, pattern, log)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        reader.join(PATIENCE)


def _read(process: subprocess.Popen[str], serving: threading.Event, log: list[str]) -> None:
    """Read what the preview says until it ends: a pipe that is full would stop it."""
    assert process.stderr is not None
    with process.stderr as lines:
        for line in lines:
            log.append(line)
            if "Serving on" in line:
                serving.set()
