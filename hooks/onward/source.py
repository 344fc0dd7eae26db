"""Bytes in, text out: what a page's file holds, before any Markdown is read.

MkDocs reads a file with `utf-8-sig`, prints broken front matter as page text and swallows the first line of a file
that looks like `Word: text`. So the bytes are read here, first, and MkDocs is given what this module found.
"""

from __future__ import annotations

import codecs
import errno
import math
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onward.model import Fault, Position

MAX_BYTES = 500_000
"""A page of the guide has some 10 kB; Python-Markdown takes seconds on more than this."""

MAX_LINE = 5_000
MAX_PARAGRAPH = 10_000
MAX_LINES = 500
"""Of a paragraph. Python-Markdown looks at all lines of one again and again: 9,500 that held one sign took 15 s."""

MAX_PAGE_LINES = 5_000
"""Of the Markdown. Ours have some hundred; what each line costs is a heading or an item at most."""

MAX_NESTING = 12
MAX_OPEN = 100
"""Signs without a partner in a paragraph; of `<`, in the page. The patterns for links, images and tags look for it up
to the end: 6,000 `[` took 5 s, 4,700 `[a](` 9 s, and 100 kB of paragraphs of 90 `<a` 17 s (measured on 3.11.3)."""

MAX_SIGNS = 10_000
"""Of `SIGNS` in a page, with or without a partner. Ours have some hundred. Each costs the parser up to half a
millisecond, so 480 kB of nothing else took 13 s."""

SIGNS = "*_`[<&\\"

_PARTNERS = {"square": ("[", "]"), "round": ("(", ")")}

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible characters that change the direction of text: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters"""

# A joiner between two emoji makes one of them, and tags behind a black flag make those of England, Scotland and Wales.
_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_JOINED = re.compile(f"(?<={_EMOJI})\u200d(?={_EMOJI})|(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\U000e0000-\U000e007f]"
)
"""Characters that take no room, or turn the text around them."""

_GARBLED = re.compile(
    "\ufffd+|[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_NO_TEXT = bytes({*range(32)} - {*b"\t\n\r\f"})
NO_FILE = "it is no file but a pipe or a device"

_FENCE = re.compile(r"-{3}[ \t]*\Z")
_LIKE_FENCE = re.compile(r"(?:-+|[\u2012-\u2015\u2212]+|\+{3}|={3,}|\*{3}|_{3})\Z")
_KEY = re.compile(r"[A-Za-z_]+[ \t]*[:=]")
_KNOWN_KEY = re.compile(r"(?i:title|description|kind|reviewed|next|related|hide|template|search|search_words)[ \t]*:")
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
    faults += _characters(lines)
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
    """The source of a page whose file has more than `MAX_BYTES`; nothing of it need be read."""
    shown = f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{math.ceil(size / 1000)} kB"
    return _unreadable(path, Fault("page-limits", Position(1), "file", shown))


def is_ordinary(path: str | os.PathLike[str]) -> bool:
    """Whether reading this cannot wait for ever, as it can on a pipe or a device. What is missing is ordinary."""
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: if it cannot be read, or if it is no file and reading it could wait for ever.
    """
    if not is_ordinary(path):
        raise OSError(errno.EINVAL, NO_FILE, os.fspath(path))
    return Path(path).read_bytes()


class TooLargeError(OSError):
    """A page's file has more than `MAX_BYTES`: `size` of them."""

    def __init__(self, path: str | os.PathLike[str], size: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))
        self.size = size


def read_page(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a page's file; of one that is far too large no more than its size is asked.

    Raises:
        TooLargeError: it has more than `MAX_BYTES`.
        OSError: it cannot be read, or is no file and reading it could wait for ever.
    """
    size = Path(path).stat().st_size
    if size > MAX_BYTES:
        raise TooLargeError(path, size)
    return read_file(path)


def unread(path: str, error: OSError) -> Source:
    """The source of a page whose file gives no bytes: one far too large, or a link to a file that is gone."""
    if isinstance(error, TooLargeError):
        return too_large(path, error.size)
    return _unreadable(path, Fault("encoding", Position(1), "unread", error.strerror or str(error)))


def _unreadable(path: str, fault: Fault) -> Source:
    return Source(path, (), None, 1, "", 1, (fault,), readable=False)


def _decode(data: bytes) -> tuple[str, list[Fault]] | Fault:
    for mark, name in ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32")):
        if data.startswith(mark):
            return Fault("encoding", Position(1), name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Fault("encoding", Position(1), "UTF-16")
    # UTF-16 without its mark is, for Latin letters, every other byte a NUL; it is valid UTF-8 all the same.
    odd, even = data[1::2].count(0), data[::2].count(0)
    if abs(odd - even) > len(data) // 4:
        return Fault("encoding", Position(1), "UTF-16")
    if len(data.translate(None, _NO_TEXT)) < len(data) * 0.9:
        return Fault("encoding", Position(1), "binary")
    faults = []
    while data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        faults = [Fault("byte-order-mark", Position(1))]
    try:
        return data.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        unified = before.replace("\r\n", "\n").replace("\r", "\n")
        position = Position(unified.count("\n") + 1, len(unified) - unified.rfind("\n"))
        byte = data[error.start]
        # What editors on Windows write where they do not write UTF-8; a few bytes are nothing there either. Of a page
        # that is in their encoding as a whole, it is not this sign alone that has to be written again.
        strange = [sign for sign in data.decode("utf-8", "replace") if not sign.isascii()]
        alone = strange.count("\N{REPLACEMENT CHARACTER}") == 1
        meant = bytes([byte]).decode("cp1252", "ignore") if alone else ""
        return Fault("encoding", position, f"byte 0x{byte:02X}", meant)


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


def _characters(lines: tuple[str, ...]) -> Iterator[Fault]:
    """Characters that nobody can see or that stand for lost ones: the page is built, and somebody has to look."""
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        shown = _JOINED.sub(lambda match: "-" * len(match.group()), line)
        for match in _INVISIBLE.finditer(shown):
            yield Fault("invisible-character", Position(number, match.start() + 1), f"U+{ord(match.group()):04X}")
        for match in _GARBLED.finditer(line):
            meant = _ungarbled(match.group())
            if meant:
                yield Fault("garbled-text", Position(number, match.start() + 1), match.group(), meant)


def _ungarbled(text: str) -> str:
    """What UTF-8 that was read as Windows-1252 was meant to say; `?` if that is lost, nothing if it is none."""
    if text.startswith("\ufffd"):
        return "?"
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""


@dataclass
class _Paragraph:
    """Lines without a blank one between them, while they are counted."""

    start: int = 0
    lines: int = 0
    size: int = 0
    open: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)

    def add(self, line: str) -> Iterator[Fault]:
        """Count a line, and say which limit it goes over."""
        self.lines += 1
        self.size += len(line) + 1
        for name, (sign, partner) in _PARTNERS.items():
            self.open[name] += line.count(sign) - line.count(partner)
        over = {
            "paragraph": self.size > MAX_PARAGRAPH,
            "lines": self.lines > MAX_LINES,
            **{name: count > MAX_OPEN for name, count in self.open.items()},
        }
        for name, is_over in over.items():
            if is_over and name not in self.told:
                self.told.add(name)
                yield Fault("page-limits", Position(self.start), name)


def _limits(lines: tuple[str, ...], first_line: int) -> list[Fault]:
    """What would make the Markdown parser hang or run out of stack, found before it is called."""
    faults: list[Fault] = []
    paragraph, angles, signs = _Paragraph(), 0, 0
    if len(lines) > MAX_PAGE_LINES:
        faults.append(Fault("page-limits", Position(first_line + MAX_PAGE_LINES), "page", str(len(lines))))
    for number, line in enumerate(lines, first_line):
        if not line.strip():
            paragraph = _Paragraph()
            continue
        if len(line) > MAX_LINE:
            faults.append(Fault("page-limits", Position(number, MAX_LINE + 1), "line", str(len(line))))
        prefix = _NESTING.match(line[:MAX_LINE])
        nesting = prefix.group() if prefix else ""
        levels = nesting.count(">") + (len(nesting.replace("\t", "    ")) - nesting.count(">")) // 4
        if levels > MAX_NESTING:
            faults.append(Fault("page-limits", Position(number), "nesting", str(levels)))
        signs += sum(map(line.count, SIGNS))
        if signs > MAX_SIGNS and not any(fault.found == "signs" for fault in faults):
            faults.append(Fault("page-limits", Position(number), "signs"))
        paragraph.start = paragraph.start or number
        faults.extend(paragraph.add(line))
        angles += line.count("<") - line.count(">", len(nesting))
        if angles > MAX_OPEN and not any(fault.found == "angle" for fault in faults):
            faults.append(Fault("page-limits", Position(number), "angle"))
    return faults


def _split(lines: tuple[str, ...]) -> tuple[str | None, int, int, list[Fault]]:
    """Front matter, the line it starts on, the index of the first line of the body, and what is wrong with it."""
    if not any(line.strip() for line in lines):
        return None, 1, len(lines), [Fault("front-matter", Position(1), "empty")]
    if not _FENCE.match(lines[0]):
        return None, 1, 0, [_missing(lines)]
    for index in range(1, len(lines)):
        if _FENCE.match(lines[index]) or lines[index].rstrip() == "...":
            return "\n".join(lines[1:index]), 2, index + 1, list(_second(lines, index + 1))
    return None, 2, len(lines), [Fault("front-matter", Position(1), "unclosed")]


def _missing(lines: tuple[str, ...]) -> Fault:
    """What stands where front matter should: something that was meant as it, perhaps."""
    first = next(index for index, line in enumerate(lines) if line.strip())
    here = lines[first].strip()
    if first and _FENCE.match(lines[first]):
        return Fault("front-matter", Position(1), "blank-first")
    keys = first + 1 < len(lines) and _KEY.match(lines[first + 1].strip())
    if here.startswith('{"') or (here == "{" and first + 1 < len(lines) and lines[first + 1].lstrip().startswith('"')):
        return Fault("front-matter", Position(first + 1), "fence", "{")
    if keys and (_FENCE.match(here) or _LIKE_FENCE.match(here)):
        return Fault("front-matter", Position(first + 1), "fence", here)
    if _KEY.match(lines[first]) and any(_FENCE.match(line) for line in lines[first:]):
        return Fault("front-matter", Position(first + 1), "unopened")
    later = next((index for index in range(first + 1, len(lines) - 1) if _FENCE.match(lines[index])), None)
    if later and _KNOWN_KEY.match(lines[later + 1]):
        return Fault("front-matter", Position(first + 1), "text-first", str(later + 1))
    return Fault("front-matter", Position(1), "missing")


def _second(lines: tuple[str, ...], start: int) -> Iterator[Fault]:
    """A front matter behind the front matter: it would be shown as text, and its last line makes a heading of it."""
    first = next((index for index in range(start, len(lines)) if lines[index].strip()), len(lines))
    index = first + 1 if first < len(lines) and _FENCE.match(lines[first]) else first
    while index < len(lines) and (_KEY.match(lines[index]) or lines[index].startswith((" ", "- "))):
        index += 1
    keys = index - first - bool(first < len(lines) and _FENCE.match(lines[first]))
    if keys and index < len(lines) and _FENCE.match(lines[index]):
        yield Fault("front-matter", Position(first + 1), "second")
