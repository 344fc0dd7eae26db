"""Problems for people: message, hint and the line of the file with a caret below the place.

    error: docs/reply.md:41:5: question "First reply" has no right answer [quiz-answer]
        Mark one option with [x].
          41 | ### First reply {#first}
             |     ^

A page is written by others, so nothing of it reaches a terminal as it is: control characters are shown as pictures and
other invisible ones by their numbers. The caret is below its character in letters of every width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from onward.model import Problem, Severity
from onward.report import Report, closing

TAB = "    "

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_FAINT, _BOLD = "2", "1"
_JOINERS = {"\u200c", "\u200d"}
"""They join and part letters and emoji, and move nothing."""


def written(report: Report) -> str:
    """All problems that nobody has allowed, and the line that says what to do next."""
    parts = [
        told(problem, report.lines(problem.path), width=report.width, colour=report.colour, weight=True)
        for problem in report.open
    ]
    return "\n".join([*parts, closing(report.problems), ""])


def told(
    problem: Problem, lines: Sequence[str], *, width: int = 100, colour: bool = False, weight: bool = False
) -> str:
    """One problem.

    Args:
        problem: the problem.
        lines: those of its file; none if they are not known.
        width: how many cells of a terminal the line of source may take.
        colour: whether to colour it for a terminal.
        weight: whether to say first how much it weighs.
    """
    place = shown(f"{problem.path}:{problem.line}:{problem.column}:")
    severity = _painted(f"{problem.severity.value}:", _COLOURS[problem.severity], colour) + " " if weight else ""
    rule = _painted(f"[{problem.rule}]", _FAINT, colour)
    parts = [f"{severity}{_painted(place, _BOLD, colour)} {shown(problem.message)} {rule}"]
    if problem.hint:
        parts.append(f"    {shown(problem.hint)}")
    if problem.line <= len(lines):
        source, caret = _excerpt(lines[problem.line - 1], problem.column, width)
        number = f"{problem.line} |"
        beside = "|".rjust(len(number))
        parts.append(f"      {_painted(number, _FAINT, colour)} {source}".rstrip())
        parts.append(f"      {_painted(beside, _FAINT, colour)} {_painted(caret, _COLOURS[problem.severity], colour)}")
    return "\n".join(parts)


def shown(text: str) -> str:
    """A text with nothing in it that a terminal obeys, or that cannot be seen and changes what is seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    category = unicodedata.category(character)
    hidden = category in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} and character not in _JOINERS
    return f"<U+{ord(character):04X}>" if hidden else character


def _excerpt(line: str, column: int, width: int) -> tuple[str, str]:
    """A line of source and the one with the caret below it; what is too long is cut on both sides of the caret."""
    before, rest = shown(line[: column - 1]), shown(line[column - 1 :].rstrip())
    if _cells(before) + _cells(rest) > width:
        before = _last(before, width * 2 // 3)
        rest = _first(rest, width - _cells(before))
    return before + rest, " " * _cells(before) + "^"


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(cluster) for cluster in _clusters(text))


def _cells_of(cluster: str) -> int:
    from wcwidth import wcswidth  # noqa: PLC0415 - Its tables take time to load, and few lines need them.

    cells: int = wcswidth(cluster)
    return max(0, cells)


def _clusters(text: str) -> Iterable[str]:
    """What a reader takes for one character each."""
    if text.isascii():
        return text
    from wcwidth import iter_graphemes  # noqa: PLC0415

    clusters: Iterable[str] = iter_graphemes(text)
    return clusters


def _first(text: str, cells: int) -> str:
    if _cells(text) <= cells:
        return text
    kept, left = "", cells - 1
    for cluster in _clusters(text):
        left -= _cells_of(cluster)
        if left < 0:
            break
        kept += cluster
    return f"{kept}…"


def _last(text: str, cells: int) -> str:
    if _cells(text) <= cells:
        return text
    kept, left = "", cells - 1
    for cluster in reversed(list(_clusters(text))):
        left -= _cells_of(cluster)
        if left < 0:
            break
        kept = cluster + kept
    return f"…{kept}"


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
