"""Line numbers for a parser that has none.

Python-Markdown's tree does not know which line of the file an element came from. Before it parses, a mark with the
line number goes behind each list, quote and heading prefix and in front of each paragraph; marks are private-use
characters, which no page may contain (rule `control-character`). They travel through the tree as text and are taken
out again when the tree is read.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence

from pymdownx.superfences import NESTED_FENCE_END, RE_NESTED_FENCE_START

_OPEN, _CLOSE, _ZERO = "\ue000", "\ue001", 0xE010
MARK = re.compile(f"{_OPEN}([{chr(_ZERO)}-{chr(_ZERO + 9)}]+){_CLOSE}")
# Python-Markdown can end an element in the middle of a mark, as in `**a *b #**a *b`, a line end and ` #**a `.
_SIGNS_OF_MARKS = re.compile(f"[{_OPEN}{_CLOSE}{chr(_ZERO)}-{chr(_ZERO + 9)}]+")

_PREFIX = re.compile(r"(\s*(?:>[ \t]*|[-*+][ \t]+|[0-9]+\.[ \t]+)*(?:#{1,6}[ \t]*)?)(.*)", re.DOTALL)
_RULE = re.compile(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_DEFINITION = re.compile(r"\s*\[[^\]]+\]:\s")
_CODE_PREFIX = re.compile(r"[\s>]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)*")
_COMMENT = re.compile(r"[ ]{0,3}<!--")
_HTML = re.compile(r"[ ]{0,3}</?[A-Za-z!]")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3})(?:[^\W_]|[\[(\"'\u2018\u201c])")
_PLAIN_START = re.compile(r"[\w*_\[(!'\"\u2018\u201c`]")


def mark(line: int) -> str:
    """The mark for a line of the file, counted from 1."""
    return _OPEN + "".join(chr(_ZERO + int(digit)) for digit in str(line)) + _CLOSE


def unmarked(text: str) -> str:
    """The text without its marks, nor parts of one."""
    return text if text.isascii() else _SIGNS_OF_MARKS.sub("", text)


def first_line(text: str) -> int | None:
    """The line that the first mark in a text names."""
    found = MARK.search(text)
    return _number(found.group(1)) if found else None


def last_line(text: str) -> int | None:
    """The line that the last mark in a text names."""
    found = MARK.findall(text)
    return _number(found[-1]) if found else None


def line_of(element: etree.Element) -> int | None:
    """The line on which an element's text begins."""
    return next((line for text in element.itertext() if (line := first_line(text))), None)


def _number(digits: str) -> int:
    return int("".join(str(ord(digit) - _ZERO) for digit in digits))


def quiet_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of lines in fenced code (fence lines included) and in comments, where nothing is Markdown."""
    return frozenset(index for start, end, _ in _quiet_spans(lines) for index in range(start, end + 1))


def _quiet_spans(lines: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """The first and the last index of each piece of fenced code and of each comment, and whether it is a comment.

    A fence is what superfences takes for one, by its own patterns; one that is never closed is none.
    """
    # So that many comments and fences without an end are not each looked through to the end of the page: where nothing
    # closes a fence, nothing closes a later one of its kind.
    last_comment = max((number for number, line in enumerate(lines) if "-->" in line), default=-1)
    unclosed: set[str] = set()
    index = 0
    while index < len(lines):
        fence = _opened(lines[index])
        code = None if fence is None or fence in unclosed else _end_of(fence, lines, index)
        if fence and code is None:
            unclosed.add(fence)
        end = end_of_comment(lines, index) if code is None and index <= last_comment else code
        if end is not None:
            yield index, end, code is None
            index = end
        index += 1


def code_prefix(line: str) -> int:
    """How many characters of a line stand before a fence that may start there: quotation signs, list signs, spaces."""
    prefix = _CODE_PREFIX.match(line)
    return prefix.end() if prefix else 0


def end_of_code(lines: Sequence[str], start: int) -> int | None:
    """The index of the line that closes the code which opens at `start`; None if none opens, or it has no end."""
    fence = _opened(lines[start])
    return None if fence is None else _end_of(fence, lines, start)


def _opened(line: str) -> str | None:
    """The fence that opens on a line."""
    opening = RE_NESTED_FENCE_START.match(line, code_prefix(line))
    return None if not opening or opening["unrecognized"] else str(opening["fence"])


def _end_of(fence: str, lines: Sequence[str], start: int) -> int | None:
    closing = re.compile(rf"[\s>]*{NESTED_FENCE_END % re.escape(fence)}")
    return next((index for index in range(start + 1, len(lines)) if closing.match(lines[index])), None)


def end_of_comment(lines: Sequence[str], start: int) -> int | None:
    """The index of the last line of the comment that opens at `start`; None if none does, or it has no end."""
    if not _COMMENT.match(lines[start]):
        return None
    return next((index for index in range(start, len(lines)) if "-->" in lines[index]), None)


def marked(
    lines: Sequence[str], quiet: frozenset[int], body_line: int, left_out: frozenset[int] = frozenset()
) -> Iterator[str]:
    """The lines with a mark each where one can stand without changing what the line means.

    Those at the indexes of `left_out` do not come, and count as if they had never been there.
    """
    in_html = False
    after_blank = True
    for index, line in enumerate(lines):
        if index in left_out:
            continue
        if index in quiet:
            after_blank = False
            yield line
            continue
        if not line.strip():
            in_html = False
            after_blank = True
            yield line
            continue
        in_html = in_html or (after_blank and bool(_HTML.match(line)))
        yield line if in_html else _marked(line, after_blank, body_line + index)
        after_blank = False


def _marked(line: str, after_blank: bool, number: int) -> str:
    match = _PREFIX.match(line)
    prefix, rest = match.groups() if match else ("", line)
    if any(sign.match(rest) for sign in (_RULE, _UNDERLINE, _DEFINITION)) or _RULE.match(line):
        return line
    if rest.startswith(("///", "|")):
        return line
    if rest.startswith(("*", "_")) and not _EMPHASIS.match(rest):
        return line  # A sign on its own is one only at the start of its text.
    if not rest.strip() or (not prefix.strip() and not (after_blank and _PLAIN_START.match(rest))):
        return line
    return prefix + mark(number) + rest


def outside_code(lines: Sequence[str]) -> Iterator[int]:
    """The indexes of lines that are not in fenced code, nor inside a comment that started above."""
    index = 0
    for start, end, comment in _quiet_spans(lines):
        yield from range(index, start + comment)
        index = end + 1
    yield from range(index, len(lines))
