"""The lines of a file, whatever is in it, so that a problem can be shown with the line that it is about."""

from __future__ import annotations

import codecs
from pathlib import Path

MAX_BYTES = 1_000_000
"""Of a larger file nothing is shown: no page and no data file may be that large."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_NO_TEXT = [chr(number) for number in range(32) if chr(number) not in "\t\n\f\r"]


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines as problems count them; none if the file is too large, or not text in UTF-8 for the most part."""
    if len(data) > MAX_BYTES or data.startswith(_WIDE):
        return ()
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    lost = text.count("\ufffd") + sum(text.count(sign) for sign in _NO_TEXT)
    if lost * 10 > len(text):
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def file_lines(file: Path) -> tuple[str, ...]:
    """The lines of a file on the disk; none if it cannot be read, waits to be written to, or is a link elsewhere."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
            return ()
        return lines_of(file.read_bytes())
    except (OSError, ValueError):  # ValueError: a name that no file can have, as that of a template's problem.
        return ()
