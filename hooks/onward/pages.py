"""Reading all pages without MkDocs: for the command line and for tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Markdown

from onward.build import Build

EXTENSION = "onward.blocks"


def read_pages(build: Build, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]]) -> None:
    """Read every page of the docs folder into the build.

    Args:
        build: a build just started.
        extensions: the names of the Markdown extensions, `onward.blocks` among them.
        configs: their options by name.
    """
    for path in build.files.pages:
        build.add_file(path)
    settings = {**configs, EXTENSION: {"build": build}}
    for name in build.sources:
        build.begin(name)
        Markdown(extensions=list(extensions), extension_configs=settings).convert(build.markdown(name))
