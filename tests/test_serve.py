"""The live preview: it shows what is wrong on the page, forgets it when it is put right, and never dies."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sites
from sites import page

PATIENCE = 60
"""Seconds until a preview that does not answer is taken for dead."""


@dataclass
class Preview:
    """`mkdocs serve` over a project."""

    address: str
    project: Path

    def get(self, path: str = "") -> str:
        """A page as the browser gets it."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as response:
            return str(response.read().decode())

    def write(self, name: str, content: str | bytes) -> str:
        """Save a page as an editor does, and give the same page once the preview has built it again."""
        script = re.search(r"livereload\((\d+), (\d+)\)", self.get())
        assert script
        (self.project / "docs" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        # The address that the page itself asks: it answers when there is a newer build.
        root = self.address.split("/", 3)
        with urllib.request.urlopen(
            f"{root[0]}//{root[2]}/livereload/{script[1]}/{script[2]}", timeout=PATIENCE
        ) as response:
            assert int(response.read()) > int(script[1])
        return self.get(name.removesuffix("index.md").replace(".md", "/"))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    project = sites.write_project(tmp_path, {"index.md": page("Text.\n"), "other.md": page("Text.\n", title="Other")})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    serving = threading.Event()
    reader = threading.Thread(target=_read, args=(process, serving))
    reader.start()
    try:
        assert serving.wait(PATIENCE), "the preview does not start"
        yield Preview(f"http://127.0.0.1:{port}/resources/after-a-rejection/", project)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        reader.join(PATIENCE)


def _read(process: subprocess.Popen[str], serving: threading.Event) -> None:
    """Read what the preview says until it ends: a pipe that is full would stop it."""
    assert process.stderr is not None
    with process.stderr as lines:
        for line in lines:
            if "Serving on" in line:
                serving.set()


def test_a_problem_is_shown_on_its_page_until_it_is_put_right(preview: Preview) -> None:
    assert "no such block" not in preview.get()
    assert "onward-problems" not in preview.get()
    wrong = preview.write("index.md", page("/// cheklist | Today\n    id: today\n\n- [ ] One {#one}\n\n///\n"))
    assert "unknown block `cheklist`" in wrong
    assert "Did you mean `checklist`?" in wrong
    assert re.search(r'class="[^"]*onward-problem--error', wrong)
    assert re.search(r">\s*Error\s*<", wrong)
    sheet = re.search(r'rel="stylesheet" href="(assets/onward-problems[^"]+)"', wrong)
    assert sheet
    assert ".onward-problem" in preview.get(sheet[1])
    assert "unknown block" not in preview.get("other/"), "only the page concerned shows it"
    right = preview.write("index.md", page("/// checklist | Today\n    id: today\n\n- [ ] One {#one}\n\n///\n"))
    assert "unknown block" not in right
    assert 'data-block="today"' in right


def test_the_preview_keeps_no_pages_and_takes_away_what_a_built_site_has_kept(preview: Preview) -> None:
    assert "onward-offline" not in preview.get()
    worker = preview.get("sw.js")
    assert "unregister()" in worker
    assert "fetch" not in worker


def test_it_outlives_whatever_is_saved_half_way(preview: Preview) -> None:
    for half in (
        b"\xff\xfe\x00-",
        b"",
        b"---\ntitle: Te",
        b"---\ntitle: x\n\tdescription: y\n---\n\n# x\n",
        page("/// quiz | Q\n    id: q\n\n### W").encode(),
        b'---\ntitle: "</title><script>alert(1)</script>"\n---\n\n# x\n',
    ):
        shown = preview.write("index.md", half)
        assert "<script>alert(1)" not in shown
        assert "description: y" not in shown, "front matter is never shown as text"
    assert "All is well." in preview.write("index.md", page("All is well.\n"))


def test_a_draft_is_read_as_every_page_is(preview: Preview) -> None:
    """The page for editors is a draft: what its blocks need stands in it, and what is wrong with it is shown."""
    block = "/// checklist | A\n    id: a\n\n- [ ] Rest. {#rest}\n\n///\n\n[nowhere]{#stray}\n"
    shown = preview.write("for-editors.md", page(block, title="Drafts"))
    assert 'class="onward-text"' in shown
    assert "stray-syntax" in shown
