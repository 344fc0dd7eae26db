"""A made file where it is kept, with what is wrong with it beside it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

KEPT_DAYS = 30
"""So long a file is kept that no build asks for."""

_START, _END, _TAIL = b"%PDF", b"%%EOF", 1024
"""How a PDF file begins and ends; readers look for its end in so many of its last bytes."""


def faults_of(file: Path) -> Path:
    """Where what is wrong with a file is kept."""
    return file.with_suffix(".json")


def faults(file: Path) -> list[str] | None:
    """What is wrong with a file that was made, or None if there is none that is whole.

    A disk that was full, or a machine that went down, leave empty files and parts.
    """
    try:
        with file.open("rb") as data:
            start = data.read(len(_START))
            data.seek(max(0, data.seek(0, os.SEEK_END) - _TAIL))
            whole = start == _START and _END in data.read()
        said = json.loads(faults_of(file).read_bytes())
    except (OSError, ValueError):
        return None
    return [str(fault) for fault in said] if whole and isinstance(said, list) else None


def touch(file: Path) -> None:
    """Note that a build has asked for a file. Who may only read the folder notes nothing."""
    for each in (file, faults_of(file)):
        with suppress(OSError):
            os.utime(each)


def forget(folders: Iterable[Path]) -> None:
    """Remove what no build has asked for in a long time."""
    oldest = time.time() - KEPT_DAYS * 24 * 60 * 60
    for folder in folders:
        for file in folder.glob("*.*"):
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()


def writable(folder: Path) -> bool:
    """Whether files can be kept in a folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f"{os.getpid()}.part"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True
