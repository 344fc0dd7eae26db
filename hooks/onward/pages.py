"""Reading all pages without MkDocs: for the command line and for tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown

from onward.build import Build
from onward.registry_reader import DATA

EXTENSION = "onward.blocks"


Files = Mapping[str, bytes | OSError]
"""The bytes of each page by its path below the docs folder, or why they cannot be had."""


def page_files(docs: Path) -> dict[str, bytes | OSError]:
    """Every page below the docs folder."""
    files: dict[str, bytes | OSError] = {}
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs)
        if is_page(path) and not file.is_dir():
            try:
                files[path.as_posix()] = file.read_bytes()
            except OSError as error:
                files[path.as_posix()] = error
    return files


def read_pages(
    build: Build, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]], files: Files | None = None
) -> None:
    """Read every page into the build.

    Args:
        build: a build just started.
        extensions: the names of the Markdown extensions, `onward.blocks` among them.
        configs: their options by name.
        files: the pages; those below the docs folder if none are given.
    """
    for name, data in (page_files(build.docs) if files is None else files).items():
        if isinstance(data, OSError):
            build.add_unread(name, data)
        else:
            build.add_source(name, data)
    settings = {**configs, EXTENSION: {"build": build}}
    for name in build.sources:
        build.begin(name)
        Markdown(extensions=list(extensions), extension_configs=settings).convert(build.markdown(name))


def is_page(path: Path) -> bool:
    """Whether a file of that path below the docs folder, and of the name of a page, is one."""
    return path.parts[0] != DATA and not any(part.startswith(".") for part in path.parts)
