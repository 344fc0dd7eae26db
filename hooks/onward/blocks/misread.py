"""Markdown that Python-Markdown reads in another way than its author.

Each of these is shown as something, in silence: text that loses its list, a table as lines of strokes, a sentence as a
heading. They are found in the lines, before anything is parsed, because the tree no longer shows them. What is said
here of Python-Markdown was measured on 3.11.3 with the site's extensions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from pymdownx.superfences import RE_NESTED_FENCE_START

from onward.blocks.lines import code_prefix, end_of_code, end_of_comment
from onward.model import Fault, Fence, Position

TAB = 4
"""So many spaces a level of a list is indented by; Python-Markdown takes no fewer."""

_ITEM = re.compile(r"(?P<indent> *)(?:(?P<bullet>[-*+])|(?P<number>[0-9]+\.))(?:[ ]+|\Z)")
_NO_TEXT = re.compile(r"[ ]*(?:#|```|~~~|/{3}|\||<|>|\[[^\]]+\]:\s|(?:[-*_][ ]*){3,}\Z|\{:)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})\Z")
_UNDERLINE = re.compile(r"-+[ ]*\Z")
_STARTS_LIST = re.compile(r"[ ]{0,3}(?:[-*+]|[0-9]+\.)[ ]")
_HEADING = re.compile(r"(?P<indent>[ ]{0,3})(?P<signs>#+)(?P<space>[ \t]*)(?P<text>.*?)[ \t]*#*[ \t]*\Z")
_LABEL = re.compile(r"\{:?[^{}]*\}\s*\Z")
_SEPARATOR = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*\Z")
_ROW = re.compile(r"[ ]{0,3}\|.*\|[ ]*\Z")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_ADDRESS = re.compile(r"\]\([^()\s]*\)?|https?://\S+|<[^<>]*>")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})[ ]|={7}\Z")
_SIGN = (
    (re.compile(r"[ ]{0,3}([\u2022\u2023\u25aa\u25cf\u25e6\u00b7\u2013\u2014])[ \t\u00a0]+\S"), "sign"),
    (re.compile(r"[ ]{0,3}((?:[-*+]|[0-9]+\.)\u00a0)"), "space"),
    (re.compile(r"[ ]{0,3}([0-9]+\))[ ]+\S"), "number"),
)
_NO_SPACE = re.compile(r"[ ]{0,3}((?:[-+](?![-+0-9])|[0-9]{1,2}\.(?![0-9.]))[^\s\-+.])")
_AT_START = {"box", "tab", "include", "definition"}
_FOREIGN = (
    (re.compile(r"[ ]{0,3}(!{3}[ ]*[\w-]+|\?{3}\+?[ ]*[\w-]+|:{3,}[ ]*[\w{-]+)"), "box"),
    (re.compile(r"[ ]{0,3}(={3}[!+]?[ ]+\"[^\"]*\")"), "tab"),
    (re.compile(r"[ ]{0,3}(-{1,}8<-{1,})"), "include"),
    (re.compile(r"[ ]{0,3}(:[ ]+)\S"), "definition"),
    (re.compile(r"(\{%[^%{}]*%\}|\{\{[^{}]*\}\})"), "template"),
    (re.compile(r"(~~(?=\S)[^~]+~~)"), "struck"),
    (re.compile(r"(?<![=\w])(==(?=[^\s=])[^=]+==)(?![=\w])"), "marked"),
    (re.compile(r"(?<![\w:/])(:[a-z][a-z_]+[a-z]:)(?![\w:/])"), "emoji"),
    (re.compile(r"(?<![\\\s])(\\)\Z"), "break"),
)


def misread(lines: Sequence[str], quiet: frozenset[int], fences: Sequence[Fence], body_line: int) -> Iterator[Fault]:
    """What of a page is not read as it was meant.

    Args:
        lines: the lines of the body, as the scan for blocks leaves them: without the options of blocks.
        quiet: indexes of lines in fenced code and comments, where nothing is Markdown.
        fences: the blocks of the page.
        body_line: the line of the file that `lines[0]` is.
    """
    page = _Lines(lines, quiet, fences, body_line)
    conflicts = [index for index, line in page.spoken() if _CONFLICT.match(line)]
    if any(lines[index].startswith("<") for index in conflicts):
        first = min(conflicts)
        yield Fault("merge-conflict", Position(body_line + first), lines[first][:7])
        return  # Two versions of a text are in here: whatever else is wrong may be of the one that goes.
    yield from _code(page)
    yield from _comments(page)
    yield from _underlines(page)
    yield from _headings(page)
    yield from _lists(page)
    yield from _tables(page)
    yield from _foreign(page)


@dataclass(frozen=True)
class _Lines:
    lines: Sequence[str]
    quiet: frozenset[int]
    fences: Sequence[Fence]
    body_line: int

    def spoken(self) -> Iterator[tuple[int, str]]:
        """The lines that are Markdown, with their indexes."""
        return ((index, line) for index, line in enumerate(self.lines) if index not in self.quiet)

    def at(self, index: int, column: int = 1) -> Position:
        return Position(self.body_line + index, column)

    def blank(self, index: int) -> bool:
        """Whether a line is empty, or none at all."""
        return not 0 <= index < len(self.lines) or not self.lines[index].strip()

    def in_block(self, index: int) -> bool:
        return bool(self._blocks_around[index])

    @cached_property
    def _blocks_around(self) -> list[int]:
        """How many blocks each line stands in."""
        steps = [0] * (len(self.lines) + 1)
        for fence in self.fences:
            steps[fence.position.line - self.body_line + 1] += 1
            if fence.closed:
                steps[fence.closed - self.body_line + 1] -= 1
        return list(accumulate(steps))


def _without_code(line: str) -> str:
    """A line with its pieces of code blanked, so that columns stay."""
    return _CODE.sub(lambda match: "\x00" * len(match.group()), line)


def _code(page: _Lines) -> Iterator[Fault]:
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        comment = end_of_comment(page.lines, index)
        prefix = code_prefix(line)
        opening = RE_NESTED_FENCE_START.match(line, prefix) if comment is None else None
        if opening is None:
            index = (comment or index) + 1
            continue
        place, fence = page.at(index, prefix + 1), opening["fence"]
        end = end_of_code(page.lines, index)
        # Python-Markdown shows neither of these as code, and everything below may have been meant as it.
        if opening["unrecognized"] or opening["options"]:
            yield Fault("code-block", place, fence, "words")
            return
        if end is None:
            yield Fault("code-block", place, fence, "unclosed")
            return
        closing = len(page.lines[end]) - len(page.lines[end].lstrip())
        if not line[:prefix].strip() and closing != prefix:
            yield Fault("code-block", page.at(end, closing + 1), fence, f"line {page.body_line + index}")
            return
        index = end + 1


def _comments(page: _Lines) -> Iterator[Fault]:
    text = [_without_code(line) if index not in page.quiet else "" for index, line in enumerate(page.lines)]
    last = max((index for index, line in enumerate(text) if "-->" in line), default=-1)
    for index, line in enumerate(text):
        start = line.rfind("<!--")
        if start >= 0 and "-->" not in line[start:] and index >= last:
            yield Fault("comment-unclosed", page.at(index, start + 1))
            return


def _underlines(page: _Lines) -> Iterator[Fault]:
    """Strokes right below a line that is a paragraph of its own: only that makes a heading."""
    for index, line in page.spoken():
        above = page.lines[index - 1] if index and index - 1 not in page.quiet else ""
        if not _UNDERLINE.match(line) or not above.strip() or not page.blank(index - 2):
            continue
        if not above.startswith("///") and not _RULE.match(above):
            detail = "list" if _STARTS_LIST.match(above) or above.startswith(">") else "text"
            yield Fault("heading-form", page.at(index), above.strip(), f"underline-{detail}")


def _headings(page: _Lines) -> Iterator[Fault]:
    for index, line in page.spoken():
        if page.in_block(index):
            continue  # There headings are syntax, and each block knows its own.
        match = _HEADING.match(line)
        if not match:
            continue
        signs, text = match["signs"], _LABEL.sub("", match["text"]).strip()
        place = page.at(index, len(match["indent"]) + 1)
        if not text:
            yield Fault("heading-empty", place, signs)
        elif len(signs) > 6:
            yield Fault("heading-form", place, str(len(signs)), "many")
        elif match["indent"]:
            if match["space"]:
                yield Fault("heading-form", place, str(len(match["indent"])), "indent")
        elif not match["space"]:
            word = f"{signs}{text}"
            yield Fault("heading-form", place, word, "hashtag" if len(signs) == 1 else "space")


@dataclass
class _List:
    """A list while its lines are met: the indentation, the kind and the line of the last item of each level."""

    levels: dict[int, tuple[int, bool, int]] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        return max(self.levels)

    def add(self, level: int, indent: int, index: int, *, numbered: bool) -> None:
        self.levels = {own: value for own, value in self.levels.items() if own < level}
        self.levels[level] = (indent, numbered, index)


def _lists(page: _Lines) -> Iterator[Fault]:
    now: _List | None = None
    after_blank = True
    quoted = cut_off = False
    for index, line in enumerate(page.lines):
        if index in page.quiet or line.lstrip().startswith("///"):
            now, after_blank, quoted = (now if line.startswith(" ") else None), False, False
            continue
        if not line.strip():
            after_blank, quoted = True, False
            continue
        item = None if _RULE.match(line) else _ITEM.match(line)
        if now is None and item and (after_blank or index == 0) and len(item["indent"]) < TAB:
            now = _List()
            if not cut_off:
                yield from _start(page, index, item)
            now.add(0, len(item["indent"]), index, numbered=bool(item["number"]))
        elif now is None:
            yield from _outside(page, index, line, after_blank=after_blank, quoted=quoted)
        elif item:
            yield from _item(page, index, item, now)
        else:
            faults = list(_below(page, index, line, now, after_blank=after_blank))
            yield from faults
            # The rest of a list that was ended by mistake starts as another one: one cause, one problem.
            cut_off = any(fault.rule == "list-indent" for fault in faults)
            now = None if after_blank and not line.startswith(" " * TAB) else now
        quoted = line.lstrip().startswith(">") or (quoted and not after_blank)
        after_blank = False


def _outside(page: _Lines, index: int, line: str, *, after_blank: bool, quoted: bool) -> Iterator[Fault]:
    """A line that belongs to no list."""
    indent = len(line) - len(line.lstrip())
    if after_blank and indent >= TAB and not page.in_block(index):
        yield Fault("code-block", page.at(index, indent + 1), str(indent), "indented")
    elif quoted and not after_blank and not line.lstrip().startswith(">") and not _NO_TEXT.match(line):
        yield Fault("lazy-line", page.at(index, indent + 1), "quotation")
    elif after_blank:
        for pattern, why in _SIGN:
            if match := pattern.match(line):
                yield Fault("list-sign", page.at(index, match.start(1) + 1), match[1].strip(), why)
        below = "" if page.blank(index + 1) else page.lines[index + 1]
        if _NO_SPACE.match(below) or _ITEM.match(below):
            yield from _no_space(page, index, line)


def _no_space(page: _Lines, index: int, line: str) -> Iterator[Fault]:
    match = _NO_SPACE.match(line)
    if match:
        yield Fault("list-sign", page.at(index, match.start(1) + 1), match[1][:-1], "no-space")


def _start(page: _Lines, index: int, item: re.Match[str]) -> Iterator[Fault]:
    """The first item of a list: Python-Markdown counts from 1, whatever stands there."""
    if item["number"] and item["number"] not in {"0.", "1."}:
        yield Fault("list-sign", page.at(index, item.start("number") + 1), item["number"], "start")


def _item(page: _Lines, index: int, item: re.Match[str], now: _List) -> Iterator[Fault]:
    indent = len(item["indent"])
    level = indent // TAB
    if level > now.depth + 1:
        yield Fault("list-indent", page.at(index), f"{indent} {(now.depth + 1) * TAB}", "deep")
        return
    known = now.levels.get(level)
    if known and indent > known[0]:
        yield Fault("list-indent", page.at(index), f"{indent} {(level + 1) * TAB}", "item")
    elif known and known[1] != bool(item["number"]):
        found = item["number"] or item["bullet"]
        yield Fault("list-mixed", page.at(index, indent + 1), found, str(page.body_line + known[2]))
        return
    elif not known:
        yield from _start(page, index, item)
    # Numbers may be set to end below each other: ` 9.` and `10.`
    first = known[2] if known else index
    now.add(level, min(indent, known[0]) if known else indent, first, numbered=bool(item["number"]))


def _below(page: _Lines, index: int, line: str, now: _List, *, after_blank: bool) -> Iterator[Fault]:
    """A line below an item that starts none."""
    indent = len(line) - len(line.lstrip())
    known = now.levels.get(indent // TAB)
    if not after_blank:
        if indent == 0 and not _NO_TEXT.match(line):
            yield from list(_no_space(page, index, line)) or [Fault("lazy-line", page.at(index), "list item")]
    # In a quiz a quotation is feedback in the wrong place, and named as that.
    elif known and known[0] < indent and indent % TAB and not (page.in_block(index) and line.lstrip().startswith(">")):
        yield Fault("list-indent", page.at(index), f"{indent} {(indent // TAB + 1) * TAB}", "text")


def _cells(row: str) -> int:
    """The number of cells of a row, as Python-Markdown counts them: a stroke in code or behind `\\` divides nothing."""
    inner = re.sub(r"\\.", "\x00\x00", _without_code(row.strip()))
    inner = inner.removeprefix("|")
    return inner.removesuffix("|").count("|") + 1


def _tables(page: _Lines) -> Iterator[Fault]:
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        if index in page.quiet or "|" not in line:
            index += 1
            continue
        end = index
        while end < len(page.lines) and end not in page.quiet and "|" in page.lines[end]:
            end += 1
        separator = index + 1 if index + 1 < end and _SEPARATOR.match(page.lines[index + 1]) else None
        if separator:
            yield from _table(page, index, end)
        elif _ROW.match(line) and not line.startswith("///") and page.blank(index - 1) and page.blank(end):
            yield Fault("table-form", page.at(index, line.index("|") + 1), "", "separator")
        index = end


def _table(page: _Lines, start: int, end: int) -> Iterator[Fault]:
    header = page.lines[start]
    columns, below = _cells(header), _cells(page.lines[start + 1])
    place = page.at(start, len(header) - len(header.lstrip()) + 1)
    if not page.blank(start - 1) and not page.lines[start - 1].startswith("///"):
        yield Fault("table-form", place, "", "blank-line")
    elif len(header) - len(header.lstrip()) >= TAB:
        return  # It is code, or part of a list item.
    elif columns != below:
        yield Fault("table-form", page.at(start + 1), f"{below} {columns}", "columns")
    elif start + 2 == end:
        yield Fault("table-form", place, "", "empty")
    else:
        for index in range(start + 2, end):
            count = _cells(page.lines[index])
            if count != columns:
                yield Fault("table-cells", page.at(index), f"{count} {columns}", "more" if count > columns else "less")


def _foreign(page: _Lines) -> Iterator[Fault]:
    for index, line in page.spoken():
        if line.startswith(("///", "    ")):
            continue
        shown = _ADDRESS.sub(lambda match: "\x00" * len(match.group()), _without_code(line))
        for pattern, why in _FOREIGN:
            # A definition stands below its term, and a line can only be broken where another one follows.
            alone = page.blank(index - 1) if why == "definition" else why == "break" and page.blank(index + 1)
            first = pattern.match(shown) if why in _AT_START else None
            found = pattern.finditer(shown) if why not in _AT_START else (first,) if first else ()
            for match in () if alone else found:
                written = line[match.start(1) : match.end(1)].strip()
                yield Fault("foreign-syntax", page.at(index, match.start(1) + 1), written, why)
