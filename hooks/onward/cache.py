"""A folder in which a check keeps what took long to find out, for the next check.

An entry is a JSON text in a file named by a hash of everything that its value depends on, and so is never changed, only
added or thrown away. Nothing else is trusted of a file than that: it starts with the hash of the rest, or it is none.
Whoever cannot read or write the folder does without. Two checks at a time do not meet, as a file appears whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

FOLDER = Path(".cache", "onward")
"""Below the folder of mkdocs.yml."""

MOST_FILES, MOST_BYTES = 5_000, 100_000_000
"""Beyond this the oldest entries go: a site of a thousand pages has room, and no disk is filled."""


class Cache:
    """The entries in a folder; all of them depend on `stamp`, which stands for the program itself."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._folder = folder
        self._stamp = stamp
        self._written = False

    def get(self, kind: str, key: Sequence[str]) -> object:
        """What was put under a key, or None."""
        file = self._file(kind, key)
        try:
            data = file.read_bytes()
            digest, _, body = data.partition(b"\n")
            if digest != _digest(body):
                return None
            with suppress(OSError):
                os.utime(file)  # So that what is in use is not the oldest.
            value: object = json.loads(body)
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def put(self, kind: str, key: Sequence[str], value: object) -> None:
        """Put a value, which must be what JSON can hold, under a key; does nothing if the folder cannot be used."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        try:
            self._prepare()
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(body) + b"\n" + body)
                Path(name).replace(self._file(kind, key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            return

    def trim(self) -> None:
        """Throw the oldest entries away if there are too many, and what a check that was stopped has left."""
        if not self._written:
            return
        with suppress(OSError):
            entries = sorted(
                ((file.stat().st_mtime, file.stat().st_size, file) for file in self._folder.iterdir() if _own(file)),
                reverse=True,
            )
            size = 0
            for number, (_, bytes_, file) in enumerate(entries):
                size += bytes_
                if number >= MOST_FILES or size > MOST_BYTES:
                    file.unlink(missing_ok=True)

    def _prepare(self) -> None:
        if not self._written:
            self._folder.mkdir(parents=True, exist_ok=True)
            ignored = self._folder / ".gitignore"
            if not ignored.exists():
                ignored.write_text("# Made by `python -m onward check`; it can be deleted at any time.\n*\n", "utf-8")
            self._written = True

    def _file(self, kind: str, key: Sequence[str]) -> Path:
        hashed = hashlib.sha256("\0".join((self._stamp, kind, *key)).encode("utf-8", "surrogatepass"))
        return self._folder / f"{kind}-{hashed.hexdigest()[:40]}.json"


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _own(file: Path) -> bool:
    return file.name.startswith(".new-") or file.suffix == ".json"
