"""Reading all pages without MkDocs: for the command line and for tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown

from onward.build import Build
from onward.registry_reader import DATA
from onward.source import read_file

EXTENSION = "onward.blocks"


def read_pages(build: Build, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]]) -> None:
    """Read every page below the docs folder into the build.

    Args:
        build: a build just started.
        extensions: the names of the Markdown extensions, `onward.blocks` among them.
        configs: their options by name.
    """
    for file in sorted(build.docs.rglob("*.md")):
        path = file.relative_to(build.docs)
        if _is_page(path) and not file.is_dir():
            try:
                build.add_source(path.as_posix(), read_file(file))
            except OSError as error:
                build.add_unread(path.as_posix(), error)
    settings = {**configs, EXTENSION: {"build": build}}
    for name in build.sources:
        build.begin(name)
        Markdown(extensions=list(extensions), extension_configs=settings).convert(build.markdown(name))


def _is_page(path: Path) -> bool:
    return path.parts[0] != DATA and not any(part.startswith(".") for part in path.parts)
