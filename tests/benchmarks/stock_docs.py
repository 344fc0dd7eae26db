"""The link pass over documentation that is not ours, built by stock MkDocs: whatever it reports must be true.

    .venv/bin/python tests/benchmarks/stock_docs.py [--keep FOLDER]

It downloads the sources of two packages that come with their documentation, at fixed versions, by pip, builds each with
MkDocs' own theme and with Material, without our hook, and prints what `links.BuiltSite` says of the result. Each report
is held against the built files once more by a reader that is not ours (html.parser); what it cannot confirm is counted
as false, and makes the command fail. It needs a network, so the suite runs the same over a small project of that kind
(`tests/stock_docs/`).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import yaml

from onward.links import BrokenLink, BuiltSite

HOST = "https://docs.example.org/manual/"


@dataclass(frozen=True)
class Project:
    """A package that brings its documentation, and where that stands in its sources."""

    name: str
    version: str
    docs: str
    extensions: Sequence[str | dict[str, Any]]


PYMDOWN: Sequence[str | dict[str, Any]] = (
    "abbr",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.superfences",
    "pymdownx.inlinehilite",
    {"pymdownx.highlight": {"anchor_linenums": True}},
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.keys",
    "pymdownx.details",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.html",
    "pymdownx.tasklist",
    {"pymdownx.tabbed": {"alternate_style": True}},
)

PROJECTS = (
    Project("pymdown-extensions", "13.1", "docs/src/markdown", PYMDOWN),
    Project(
        "Markdown", "3.11.3", "docs", ("extra", "admonition", "smarty", {"toc": {"permalink": True}}, "codehilite")
    ),
)

THEMES = ("mkdocs", "readthedocs", "material")


def main() -> int:
    """Download, build, look; 1 if anything reported is not so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="download and build there, and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        counts = [_look(project, theme, folder) for project in PROJECTS for theme in THEMES]
    print(f"{sum(told for told, _ in counts)} reports, {sum(false for _, false in counts)} of them false")
    return 1 if any(false for _, false in counts) else 0


def _look(project: Project, theme: str, folder: Path) -> tuple[int, int]:
    """How many problems the pass reports of a project in a theme, and how many of these are not so."""
    site = build(
        _sources(project, folder) / project.docs, folder / f"{project.name}-{theme}", theme, project.extensions
    )
    reports = BuiltSite(site, HOST, frozenset(_of_theme(site)), may_load=True).check()
    witness = Witness(site)
    false = [report for report in reports if not witness.confirms(report)]
    pages = len(list(site.rglob("*.html")))
    print(f"{project.name} {project.version}, theme {theme}: {pages} pages, {len(reports)} reports, {len(false)} false")
    for report in reports:
        sign = "FALSE" if report in false else "true "
        print(f"  {sign} {report.file}:{report.line}: {report.message} [{report.rule}]")
    return len(reports), len(false)


def _sources(project: Project, folder: Path) -> Path:
    """The unpacked sources of a package, downloaded if they are not there."""
    stem = f"{project.name.replace('-', '_').lower()}-{project.version}"
    if not (folder / stem).exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
        subprocess.run([*command, "--dest", str(folder), f"{project.name}=={project.version}"], check=True)
        with tarfile.open(folder / f"{stem}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return folder / stem


def build(docs: Path, folder: Path, theme: str, extensions: Sequence[str | dict[str, Any]]) -> Path:
    """Build a docs folder with stock MkDocs; returns the folder with the site."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = folder / "docs"
    shutil.copytree(docs, pages, dirs_exist_ok=True)
    for page in pages.rglob("*.md"):
        # Icons that only another theme has: Material stops at them.
        page.write_text(re.sub(r"^icon: .*\n", "", page.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")
    settings = {
        "site_name": "Manual",
        "site_url": HOST,
        "docs_dir": "docs",
        "theme": {"name": theme},
        "markdown_extensions": list(extensions),
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    site = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site.resolve())]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return site


def _of_theme(site: Path) -> list[str]:
    """Built files that came with the theme: `data:` addresses in its stylesheets are its own."""
    return [path.relative_to(site).as_posix() for path in site.rglob("*.css")]


class Witness:
    """Looks at built files by itself: is there no such file or id, is that address as it is said to be?"""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.ids: dict[Path, list[str]] = {}

    def confirms(self, report: BrokenLink) -> bool:
        """Whether a report is true."""
        address = urlsplit(report.address)
        if report.rule == "link-scheme":
            return address.scheme != "" or report.address.startswith(("//", "\\"))
        if report.rule == "link-absolute":
            return address.path.startswith("/") and not address.scheme
        if report.rule == "built-id":
            return self._ids(self.site / report.file).count(report.address.removeprefix("#")) != 1
        # As a server would answer it that knows no more than files and the index of a folder.
        whole = urlsplit(urljoin(urljoin(HOST, report.file), report.address))
        path = self.site / unquote(whole.path).removeprefix(urlsplit(HOST).path)
        file = path / "index.html" if whole.path.endswith("/") else path
        if report.rule == "link-anchor":
            return file.is_file() and unquote(whole.fragment) not in self._ids(file)
        return not file.is_file() or not whole.path.startswith(urlsplit(HOST).path)

    def _ids(self, file: Path) -> list[str]:
        if file not in self.ids:
            reader = _Ids()
            reader.feed(file.read_text("utf-8"))
            self.ids[file] = reader.found
        return self.ids[file]


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.extend(value for name, value in attrs if value and (name == "id" or (tag == "a" and name == "name")))


if __name__ == "__main__":
    sys.exit(main())
