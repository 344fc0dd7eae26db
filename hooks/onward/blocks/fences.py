"""The scan for `///` lines.

pymdownx.blocks turns a block with a wrong name or option into text and lets an unclosed one swallow the rest of the
page, both in silence; its options are YAML 1.1, where `when: You heard: no` is an error and `id: no` is False. So
opening lines, closing lines and options are read here, once; the parser is handed an opening line that cannot fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onward.blocks.lines import mark
from onward.model import BlockOption, Fault, Fence, Position

_OPENING = re.compile(r"([\s>]*)(/{3,})[ \t]*([^\s|/][^\s|]*)[ \t]*(.*?)[ \t]*\Z")
_CLOSING = re.compile(r"[\s>]*(/{3,})[ \t]*\Z")
_OPTION = re.compile(r"([ ]{4,})([^\s:][^:]*?)[ \t]*:[ \t]*(.*?)[ \t]*\Z")
_CLOSING_WORDS = re.compile(r"[\s>]*(/{3,})[ \t]*/?(?:end|close|stop)\b[^|]*\Z", re.IGNORECASE)
_FEW_STROKES = re.compile(r"[ ]{0,3}/{1,2}[ \t]*\Z")
_LIKE_OPENING = re.compile(
    r"[ ]{0,3}(/{1,2}|:{3,}|!{3}|\\{3}|[?]{3}|/{3,}[ \t]*\|)[ \t]*([A-Za-z-]*)(?:[ \t]*\||[ \t]|\Z)"
)
_LIKE_OPTION = re.compile(r"([ ]*)([A-Za-z_-]+)[ \t]*:")
_LATE_OPTION = re.compile(r"[ ]{4}([a-z]+):(?:[ ]|\Z)")
_BARE_OPTION = re.compile(r"([ ]{4,})([a-z]+)[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Scan:
    """The lines for the parser, the fences by the line they open on, and what is wrong with `///` lines."""

    lines: tuple[str, ...]
    fences: tuple[Fence, ...]
    faults: tuple[Fault, ...]


def scan(lines: Sequence[str], quiet: frozenset[int], body_line: int, known: Mapping[str, Sequence[str]]) -> Scan:
    """Find blocks.

    Args:
        lines: the lines of the body.
        quiet: indexes of lines in fenced code and comments, where a block is only shown.
        body_line: the line of the file that `lines[0]` is.
        known: the blocks that exist, with the options of each.
    """
    scanner = _Scanner(lines, body_line, known)
    index = 0
    while index < len(lines):
        index += scanner.take(index) if index not in quiet else 1
    fences = scanner.fences
    # A nested block is only known to be nested if everything around it is closed: one cause, one problem.
    unclosed = {fence.position.line for fence in fences if fence.closed is None}
    fences = [replace(fence, inside="", inside_line=0) if fence.inside_line in unclosed else fence for fence in fences]
    return Scan(tuple(scanner.out), tuple(fences), tuple(scanner.faults))


@dataclass
class _Scanner:
    """What is known while the lines are met. `open` are blocks without their end: strokes, and place in `fences`."""

    lines: Sequence[str]
    body_line: int
    known: Mapping[str, Sequence[str]]
    out: list[str] = field(init=False)
    fences: list[Fence] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)
    in_list: bool = False

    def __post_init__(self) -> None:
        self.out = list(self.lines)

    def take(self, index: int) -> int:
        """Look at a line; returns how many lines that were."""
        line, used = self.lines[index], 0
        closing = _CLOSING.match(line) or _CLOSING_WORDS.match(line)
        opening = None if closing else _OPENING.match(line)
        if closing:
            self._close(index, closing)
        elif opening:
            used = self._open(index, opening)
        else:
            self._look(index)
        self.in_list = _continues_list(line, self.in_list)
        return used + 1

    def _fault(self, rule: str, index: int, column: int, found: str = "", detail: str = "") -> None:
        self.faults.append(Fault(rule, Position(self.body_line + index, column), found, detail))

    def _close(self, index: int, closing: re.Match[str]) -> None:
        line, column = self.lines[index], closing.start(1) + 1
        matching = next((i for i, entry in reversed(list(enumerate(self.open))) if entry[0] == len(closing[1])), None)
        if matching is None:
            self._fault("block-end", index, column)
            return
        _, which = self.open.pop(matching)
        self.fences[which] = replace(self.fences[which], closed=self.body_line + index)
        if line[closing.end(1) :].strip():
            self._fault("block-end", index, column, "words", line[column - 1 :].strip())
            self.out[index] = line[: closing.end(1)]
        elif len(line) - len(line.lstrip()) > 3 >= self.fences[which].position.column - 1:
            self._fault("block-end", index, column, "indented")

    def _open(self, index: int, opening: re.Match[str]) -> int:
        fence, faults, used = _open(self.lines, index, self.body_line, opening, self.known)
        self.faults.extend(faults)
        if fence is None:
            return 0
        inside = _inside(opening[1], self.in_list, [self.fences[which] for _, which in self.open])
        self.open.append((len(opening[2]), len(self.fences)))
        self.fences.append(replace(fence, inside=inside[0], inside_line=inside[1]))
        self.out[index] = f"{opening[1]}{opening[2]} {fence.name} | {mark(fence.position.line)}"
        self.out[index + 1 : index + 1 + used] = [""] * used
        return used

    def _look(self, index: int) -> None:
        """Look for what was meant as an option or as the opening line of a block."""
        line = self.lines[index]
        late = _LATE_OPTION.match(line) if self.open and not self.lines[index - 1].strip() else None
        around = self.fences[self.open[-1][1]] if self.open else None
        if late and around and late[1] in self.known[around.name] and around.option(late[1]) is None:
            self._fault("block-option", index, late.start(1) + 1, late[1], "late")
        if _FEW_STROKES.match(line):
            self._fault("block-end", index, len(line) - len(line.lstrip()) + 1, "strokes", line.strip())
        like = _LIKE_OPENING.match(line)
        if like and (like[2].lower() in self.known or like[1].endswith("|")):
            self._fault("block-name", index, like.start(1) + 1, like[2], "sign")


def _open(
    lines: Sequence[str], index: int, body_line: int, opening: re.Match[str], known: Mapping[str, Sequence[str]]
) -> tuple[Fence | None, list[Fault], int]:
    """The fence that opens on a line, what is wrong with its header, and how many option lines follow."""
    number = body_line + index
    position = Position(number, len(opening[1]) + 1)
    name, rest = opening[3].lower(), opening[4]
    if name not in known:
        return None, [Fault("block-name", position, opening[3], "unknown")], 0
    faults = []
    if rest and not rest.startswith("|"):
        faults.append(Fault("block-name", position, name, f"title:{rest}"))
    options: list[BlockOption] = []
    used = 0
    for line in lines[index + 1 :]:
        match = _OPTION.match(line)
        if not match or line.strip().startswith(("- ", "* ", "+ ", ">")):
            break
        used += 1
        line_number = number + used
        value = match[3] or ""
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        start = match.start(3) + 1 if match[3] else len(line) + 1
        options.append(
            BlockOption(match[2], value, Position(line_number, match.start(2) + 1), Position(line_number, start))
        )
    below = lines[index + 1 + used] if index + 1 + used < len(lines) else ""
    if (bare := _BARE_OPTION.match(below)) and bare[2] in known[name]:
        faults.append(Fault("block-option", Position(number + used + 1, len(bare[1]) + 1), bare[2], "colon"))
        used += 1
    stray, skipped = _stray_option(lines[index + 1 + used :], known[name])
    if stray:
        place = Position(number + used + skipped + 1, len(stray[1]) + 1)
        faults.append(Fault("block-option", place, stray[2], "blank" if skipped else "indent"))
        used += skipped + 1
    return Fence(name, rest.removeprefix("|").strip(), tuple(options), position), faults, used


def _stray_option(lines: Sequence[str], known: Sequence[str]) -> tuple[re.Match[str] | None, int]:
    """An option that is not read as one: not indented, or behind blank lines. With how many lines stand before it."""
    blank = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    match = _LIKE_OPTION.match(lines[blank]) if blank < len(lines) else None
    return (match, blank) if match and match[2] in known else (None, 0)


def _inside(prefix: str, in_list: bool, around: list[Fence]) -> tuple[str, int]:
    if around:
        return f"a `{around[-1].name}` block", around[-1].position.line
    if ">" in prefix:
        return "a quotation", 0
    if len(prefix) > 3:
        return ("a list" if in_list else "indented text"), 0
    return "", 0


def _continues_list(line: str, in_list: bool) -> bool:
    if re.match(r"\s*(?:[-*+]|[0-9]+\.)[ \t]", line):
        return True
    return in_list and (not line.strip() or line.startswith((" ", "\t")))
