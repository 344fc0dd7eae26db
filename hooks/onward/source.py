"""Bytes in, text out: what a page's file holds, before any Markdown is read.

MkDocs reads a file with `utf-8-sig`, prints broken front matter as page text and swallows the first line of a file
that looks like `Word: text`. So the bytes are read here, first, and MkDocs is given what this module found.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onward.model import Fault, Position

MAX_BYTES = 500_000
"""A page of the guide has some 10 kB; Python-Markdown takes seconds on more than this."""

MAX_LINE = 5_000
MAX_PARAGRAPH = 20_000
MAX_NESTING = 12
MAX_OPEN_BRACKETS = 200
"""Python-Markdown's link pattern is quadratic in unmatched `[`: 6,000 of them took 5 s (measured on 3.11.3)."""

MAX_OPEN_TAGS = 200
"""Each tag that never ends is looked through to the end of the page: 2,700 of them in 16 kB took 1 s."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ue000-\ue01f\ufffe\uffff\ud800-\udfff]")
_FENCE = re.compile(r"-{3}[ \t]*\Z")
_TAG = re.compile(r"<[A-Za-z/!?]")
_NESTING = re.compile(r"[ \t]*((?:>|[-*+][ \t]|[0-9]+[.)][ \t]|[ \t])*)")


@dataclass(frozen=True, slots=True)
class Source:
    """A page's file as text.

    `lines` are all lines of the file, `front` the text between the `---` lines (None if there is no front matter),
    which starts on line `front_line`; `body` is the rest without its leading blank lines, from line `body_line` on.
    `readable` is False if the text is not fit to be parsed at all.
    """

    path: str
    lines: tuple[str, ...]
    front: str | None
    front_line: int
    body: str
    body_line: int
    faults: tuple[Fault, ...]
    readable: bool = True


def read(path: str, data: bytes) -> Source:
    """Turn the bytes of the file at `path` (relative to docs) into a Source; never raises."""
    if len(data) > MAX_BYTES:
        return too_large(path, len(data))
    decoded = _decode(data)
    if isinstance(decoded, Fault):
        return _unreadable(path, decoded)
    text, faults = decoded
    faults += _line_ends(text)
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    control = _control_characters(lines)
    front, front_line, body_start, structure = _split(lines)
    # YAML has limits of its own, in `yaml_tree`.
    limits = _limits(lines[body_start:], body_start + 1)
    faults += control + limits
    faults += structure
    while body_start < len(lines) and not lines[body_start].strip():
        body_start += 1
    body = "\n".join(lines[body_start:])
    body_line = min(body_start + 1, len(lines))
    readable = not (control or limits or any(fault.found in {"empty", "unclosed"} for fault in structure))
    return Source(path, lines, front, front_line, body, body_line, tuple(faults), readable)


def too_large(path: str, size: int) -> Source:
    """The source of a page that nobody should try to read; `size` is in bytes."""
    return _unreadable(path, Fault("page-limits", Position(1), "file", f"{size / 1000:.0f}"))


def unread(path: str, error: OSError) -> Source:
    """The source of a page whose file gives no bytes: a link to a file that is gone, say."""
    return _unreadable(path, Fault("encoding", Position(1), "unread", error.strerror or str(error)))


def _unreadable(path: str, fault: Fault) -> Source:
    return Source(path, (), None, 1, "", 1, (fault,), readable=False)


def _decode(data: bytes) -> tuple[str, list[Fault]] | Fault:
    for mark, name in ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32")):
        if data.startswith(mark):
            return Fault("encoding", Position(1), name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Fault("encoding", Position(1), "UTF-16")
    faults = []
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        faults.append(Fault("byte-order-mark", Position(1)))
    try:
        return data.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        nul = data.count(b"\x00")
        if nul > len(data) // 4:
            return Fault("encoding", Position(1), "UTF-16")
        before = data[: error.start].decode("utf-8")
        unified = before.replace("\r\n", "\n").replace("\r", "\n")
        position = Position(unified.count("\n") + 1, len(unified) - unified.rfind("\n"))
        return Fault("encoding", position, f"byte 0x{data[error.start]:02X}")


def _line_ends(text: str) -> list[Fault]:
    windows = text.count("\r\n")
    mac = text.count("\r") - windows
    if mac:
        unified = re.split("\r\n|\r|\n", text)
        first = next(i for i, m in enumerate(re.finditer("\r\n|\r|\n", text)) if m.group() == "\r")
        return [Fault("line-ends", Position(first + 1, len(unified[first]) + 1), "CR")]
    if windows:
        first = text[: text.index("\r\n")].count("\n")
        mixed = "mixed" if windows < text.count("\n") else "CRLF"
        column = text.index("\r\n") - text.rfind("\n", 0, text.index("\r\n"))
        return [Fault("line-ends", Position(first + 1, column), mixed)]
    return []


def _control_characters(lines: tuple[str, ...]) -> list[Fault]:
    return [
        Fault("control-character", Position(number, match.start() + 1), f"U+{ord(match.group()):04X}")
        for number, line in enumerate(lines, 1)
        for match in _CONTROL.finditer(line)
    ]


def _limits(lines: tuple[str, ...], first_line: int) -> list[Fault]:
    """What would make the Markdown parser hang or run out of stack, found before it is called."""
    faults: list[Fault] = []
    paragraph = brackets = start = tags = 0
    for number, line in enumerate(lines, first_line):
        open_tags, tags = tags, tags + len(_TAG.findall(line)) - line.count(">")
        if tags > MAX_OPEN_TAGS >= open_tags:
            faults.append(Fault("page-limits", Position(number), "tags", str(MAX_OPEN_TAGS)))
        if len(line) > MAX_LINE:
            faults.append(Fault("page-limits", Position(number, MAX_LINE + 1), "line", str(len(line))))
        prefix = _NESTING.match(line[:MAX_LINE])
        nesting = prefix.group() if prefix else ""
        levels = nesting.count(">") + (len(nesting.replace("\t", "    ")) - nesting.count(">")) // 4
        if levels > MAX_NESTING and line.strip():
            faults.append(Fault("page-limits", Position(number), "nesting", str(levels)))
        if not line.strip():
            paragraph = brackets = 0
            continue
        start = start if paragraph else number
        before = paragraph, brackets
        paragraph += len(line) + 1
        brackets += line.count("[") - line.count("]")
        if paragraph > MAX_PARAGRAPH >= before[0]:
            faults.append(Fault("page-limits", Position(start), "paragraph", str(MAX_PARAGRAPH)))
        if abs(brackets) > MAX_OPEN_BRACKETS >= abs(before[1]):
            faults.append(Fault("page-limits", Position(start), "brackets", str(MAX_OPEN_BRACKETS)))
    return faults


def _split(lines: tuple[str, ...]) -> tuple[str | None, int, int, list[Fault]]:
    """Front matter, the line it starts on, the index of the first line of the body, and what is wrong with it."""
    if not any(line.strip() for line in lines):
        return None, 1, len(lines), [Fault("front-matter", Position(1), "empty")]
    if not _FENCE.match(lines[0]):
        if not lines[0].strip():
            first = next(i for i, line in enumerate(lines) if line.strip())
            if _FENCE.match(lines[first]):
                return None, 1, 0, [Fault("front-matter", Position(1), "blank-first")]
        return None, 1, 0, [Fault("front-matter", Position(1), "missing")]
    for index in range(1, len(lines)):
        if _FENCE.match(lines[index]) or lines[index].rstrip() == "...":
            return "\n".join(lines[1:index]), 2, index + 1, []
    return None, 2, len(lines), [Fault("front-matter", Position(1), "unclosed")]
