"""Hashes of all that a check depends on: if they are the same, so is what it says."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from onward.page_files import DATA, Files
from onward.site_settings import Settings


def stamp() -> str:
    """The program: Python, every distribution that is installed with its version, and the files of this package.

    A library that somebody changes where it is installed, without a new version, is not seen.
    """
    package = Path(__file__).parent
    parts = [sys.version, sys.platform]
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - This is asked at each start; no object is needed.
            with os.scandir(folder) as entries:
                parts.extend(
                    sorted(entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
                )
    parts.extend(
        f"{file.relative_to(package).as_posix()} {_hash(file.read_bytes())}" for file in sorted(_files(package))
    )
    return _hash("\n".join(parts).encode())


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A site. `base` is all that every page depends on, `pages` the pages' own bytes, by their paths."""

    base: str
    pages: Mapping[str, str]

    def whole(self) -> list[str]:
        """Everything."""
        return [self.base, *(f"{name} {digest}" for name, digest in sorted(self.pages.items()))]


def fingerprint(settings: Settings, files: Files, today: date | None) -> Fingerprint:
    """The fingerprint of a site.

    Hashed are mkdocs.yml, the pages, the data files, the styles and templates of `overrides` and the names of all
    files; of other files, such as images, the size and the time of the last change.

    Raises:
        OSError: if mkdocs.yml cannot be read.
    """
    parts = [
        str(today),
        *(str(path.resolve()) for path in (settings.config, settings.docs, settings.overrides)),
        _hash(settings.config.read_bytes()),
        # They come from mkdocs.yml, and from whatever that names: a file that it inherits from, the environment.
        # Where in memory a function of a setting stands is no part of it.
        re.sub(
            " at 0x[0-9a-f]+",
            "",
            repr((settings.site_url, settings.theme, settings.extensions, settings.extension_configs)),
        ),
        *_modules(settings.extensions),
        *_tree(settings.docs, set(files), hashed=lambda path: path.parts[0] == DATA),
        "",
    ]
    if settings.overrides != Path():
        parts.extend(_tree(settings.overrides, set(), hashed=lambda path: path.suffix in {".css", ".html"}))
    pages = {
        name: _hash(data) if isinstance(data, bytes) else f"unread {data.strerror}" for name, data in files.items()
    }
    return Fingerprint(_hash("\n".join(parts).encode("utf-8", "surrogatepass")), pages)


def _tree(folder: Path, pages: set[str], hashed: Callable[[Path], bool]) -> Iterator[str]:
    """A line for each file and folder below a folder; of `pages` what is not in their bytes."""
    for at, folders, names in os.walk(folder):
        folders.sort()
        below = Path(at).relative_to(folder)
        for name in sorted([*folders, *names]):
            path = below / name
            state = _kind if path.as_posix() in pages else partial(_state, hashed=hashed(path))
            yield f"{path.as_posix()} {state(folder / path)}"


def _kind(file: Path) -> str:
    """What is not in a file's bytes: where it leads if it is a link, and who may read it."""
    try:
        return f"-> {file.readlink()}" if file.is_symlink() else f"{file.stat().st_mode:o}"
    except OSError as error:
        return f"unread {error.strerror}"


def _state(file: Path, hashed: bool) -> str:
    """What a file is: where it leads if it is a link, and its content or what the disk says of it."""
    try:
        link = f"-> {file.readlink()} " if file.is_symlink() else ""
        if file.is_dir():
            return f"{link}folder {file.stat().st_mode:o}"
        found = file.stat()
        read = hashed and stat.S_ISREG(found.st_mode)
        content = _hash(file.read_bytes()) if read else f"{found.st_size} {found.st_mtime_ns}"
    except OSError as error:
        return f"unread {error.strerror}"
    return f"{link}{found.st_mode:o} {content}"


def _modules(names: Iterable[str]) -> Iterator[str]:
    """The files of Markdown extensions: one that lies beside the site belongs to no distribution."""
    for name in names:
        path = name.partition(":")[0].replace(".", "/")
        places = (Path(folder, end) for folder in sys.path for end in (f"{path}.py", f"{path}/__init__.py"))
        found = next((place for place in places if place.is_file()), None)
        yield f"{name} {_hash(found.read_bytes()) if found else ''}"


def _files(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        yield from (Path(at, name) for name in names)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
