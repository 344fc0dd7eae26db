"""Reading all pages without MkDocs: for the command line and for tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown

from onward.build import Build
from onward.registry_reader import DATA

EXTENSION = "onward.blocks"


def read_pages(build: Build, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]]) -> None:
    """Read every page below the docs folder into the build.

    Args:
        build: a build just started.
        extensions: the names of the Markdown extensions, `onward.blocks` among them.
        configs: their options by name.
    """
    for file in sorted(build.docs.rglob("*.md")):
        if _is_page(file.relative_to(build.docs)):
            build.add_source(file.relative_to(build.docs).as_posix(), file.read_bytes())
    settings = {**configs, EXTENSION: {"build": build}}
    for path in build.sources:
        build.begin(path)
        Markdown(extensions=list(extensions), extension_configs=settings).convert(build.markdown(path))


def _is_page(path: Path) -> bool:
    return path.parts[0] != DATA and not any(part.startswith(".") for part in path.parts)
