"""The scan for `///` lines.

pymdownx.blocks turns a block with a wrong name or option into text and lets an unclosed one swallow the rest of the
page, both in silence; its options are YAML 1.1, where `when: You heard: no` is an error and `id: no` is False. So
opening lines, closing lines and options are read here, once; the parser is handed an opening line that cannot fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onward.blocks.lines import mark
from onward.model import BlockOption, Fault, Fence, Position

_OPENING = re.compile(r"([\s>]*)(/{3,})[ \t]*([^\s|/][^\s|]*)[ \t]*(.*?)[ \t]*\Z")
_CLOSING = re.compile(r"[\s>]*(/{3,})[ \t]*\Z")
_OPTION = re.compile(r"([ ]{4,})([^\s:][^:]*?)[ \t]*:[ \t]*(.*?)[ \t]*\Z")
_LIKE_OPTION = re.compile(r"([ ]*)([A-Za-z_-]+)[ \t]*:")


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
    out = list(lines)
    fences: list[Fence] = []
    faults: list[Fault] = []
    open_fences: list[tuple[int, int]] = []  # slashes, index in `fences`
    in_list = False
    index = 0
    while index < len(lines):
        line, number = lines[index], body_line + index
        if index in quiet:
            index += 1
            continue
        closing = _CLOSING.match(line)
        opening = None if closing else _OPENING.match(line)
        if closing:
            slashes = len(closing[1])
            matching = next((i for i, entry in reversed(list(enumerate(open_fences))) if entry[0] == slashes), None)
            if matching is None:
                faults.append(Fault("block-end", Position(number, line.index("/") + 1)))
            else:
                _, which = open_fences.pop(matching)
                fences[which] = replace(fences[which], closed=number)
                if len(line) - len(line.lstrip()) > 3 >= fences[which].position.column - 1:
                    faults.append(Fault("block-end", Position(number, line.index("/") + 1), "indented"))
        elif opening:
            fence, header_faults, used = _open(lines, index, body_line, opening, known)
            faults.extend(header_faults)
            if fence is not None:
                inside = _inside(opening[1], in_list, [fences[which] for _, which in open_fences])
                fence = replace(fence, inside=inside[0], inside_line=inside[1])
                open_fences.append((len(opening[2]), len(fences)))
                fences.append(fence)
                out[index] = f"{opening[1]}{opening[2]} {fence.name} | {mark(number)}"
                out[index + 1 : index + 1 + used] = [""] * used
                index += used
        in_list = _continues_list(line, in_list)
        index += 1
    # A nested block is only known to be nested if everything around it is closed: one cause, one problem.
    unclosed = {fence.position.line for fence in fences if fence.closed is None}
    fences = [replace(fence, inside="", inside_line=0) if fence.inside_line in unclosed else fence for fence in fences]
    return Scan(tuple(out), tuple(fences), tuple(faults))


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
