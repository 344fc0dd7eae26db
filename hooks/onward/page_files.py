"""What in the docs folder is a page, and the bytes of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from onward.source import read_file

DATA = "_data"
"""The folder below docs in which data files are; nothing of it is published."""

Files = Mapping[str, bytes | OSError]
"""The bytes of each page by its path below the docs folder, or why they cannot be had."""


def page_files(docs: Path) -> dict[str, bytes | OSError]:
    """Every page below the docs folder."""
    files: dict[str, bytes | OSError] = {}
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs)
        if is_page(path) and not file.is_dir():
            try:
                files[path.as_posix()] = read_file(file)
            except OSError as error:
                files[path.as_posix()] = error
    return files


def is_page(path: Path) -> bool:
    """Whether a file of that path below the docs folder, and of the name of a page, is one."""
    return path.parts[0] != DATA and not any(part.startswith(".") for part in path.parts)
