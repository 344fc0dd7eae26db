"""Comments in which an editor allows what a rule would report: read here, and left out before Markdown sees them.

    <!-- onward: allow word-list until 2027-03-01: the employer's own word -->
    <!-- onward: allow sentence-length, word-list on this page: quoted from the Act -->

Such a comment stands alone on its line. It is about what stands next: a paragraph, a heading, an item of a list, a
table, a whole block. As the line is taken out before Markdown reads it, it changes nothing of what is around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onward.blocks.lines import outside_code
from onward.model import Allowance, Fault, Fence, Named, Position

RULE = "suppression-form"

_ANYWHERE = re.compile(r"<!--[ \t]*onward[ \t]*:", re.IGNORECASE)
_ALONE = re.compile(r"[ ]{0,3}<!--[ \t]*onward[ \t]*:(?P<said>(?:(?!-->).)*)-->[ \t]*\Z", re.IGNORECASE)
_SAID = re.compile(
    r"\s*allow\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)(?P<page>\s+on\s+this\s+page)?"
    r"(?:\s+until\s+(?P<until>[^\s:]+))?\s*(?::\s*(?P<reason>.*?)\s*)?",
    re.IGNORECASE,
)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|[0-9]+[.)])[ \t]")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a page allows. `lines` are the indexes of the comments, in the lines that were read."""

    allowances: tuple[Allowance, ...]
    faults: tuple[Fault, ...]
    lines: frozenset[int]


def read_allowances(lines: Sequence[str], body_line: int, fences: Sequence[Fence]) -> Allowed:
    """Read the comments of a page's body.

    Args:
        lines: the lines of the body.
        body_line: the line of the file that `lines[0]` is.
        fences: the blocks of the page.
    """
    allowances: list[Allowance] = []
    faults: list[Fault] = []
    found = frozenset(index for index in outside_code(lines) if _ALONE.match(lines[index]))
    for index in outside_code(lines):
        line, number = lines[index], body_line + index
        alone = _ALONE.match(line)
        if alone:
            read = _read(alone, number, body_line + _last(lines, index, body_line, fences, found))
            if isinstance(read, Fault):
                faults.append(read)
            else:
                allowances.append(read)
        elif loose := _ANYWHERE.search(_CODE.sub(lambda code: " " * len(code.group()), line)):
            faults.append(Fault(RULE, Position(number, loose.start() + 1), "place"))
    return Allowed(tuple(allowances), tuple(faults), found)


def _read(alone: re.Match[str], number: int, last: int) -> Allowance | Fault:
    place = Position(number, alone.string.index("<") + 1)
    said = _SAID.fullmatch(alone["said"])
    if said is None:
        return Fault(RULE, place, "form", alone["said"].strip())
    start = alone.start("said") + 1
    until = _day(said["until"]) if said["until"] else None
    if said["until"] and until is None:
        return Fault(RULE, Position(number, start + said.start("until")), "date", said["until"])
    if not said["reason"]:
        return Fault(RULE, place, "reason", said["rules"])
    rules = tuple(
        Named(name.group().lower(), Position(number, start + said.start("rules") + name.start()))
        for name in re.finditer(r"[\w-]+", said["rules"])
    )
    return Allowance(rules, place, said["reason"], until, 0 if said["page"] else last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _last(lines: Sequence[str], index: int, body_line: int, fences: Sequence[Fence], comments: frozenset[int]) -> int:
    """The index of the last line of what stands next."""
    first = index + 1
    while first < len(lines) and (not lines[first].strip() or first in comments):
        first += 1
    if first == len(lines):
        return index
    fence = next((each for each in fences if each.position.line == body_line + first), None)
    if fence:
        return fence.closed - body_line if fence.closed else len(lines) - 1
    if _HEADING.match(lines[first]):
        return first
    item = _ITEM.match(lines[first])
    end = first
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if item and line.strip() and not _belongs(line, item, after_blank=not lines[number - 1].strip()):
            break
        if not item and not line.strip():
            break
        end = number if line.strip() else end
    return end


def _belongs(line: str, item: re.Match[str], *, after_blank: bool) -> bool:
    """Whether a line is part of an item that started above."""
    indent = len(line) - len(line.lstrip())
    if indent > len(item[1]):
        return True
    return not after_blank and not _ITEM.match(line)
