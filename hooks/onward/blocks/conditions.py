"""Conditions of outcomes: `preparation is highest and stage is early or late`, read once, with the places of ids.

What a condition means is evaluated from what is made of it: see `outcomes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onward.model import Clause, Named, Position

_AND = re.compile(r"[ \t]+and[ \t]+", re.IGNORECASE)
_OR = re.compile(r"[ \t]*,[ \t]*|[ \t]+or[ \t]+", re.IGNORECASE)
_LEAST = re.compile(r"(\S+)[ \t]+is[ \t]+at[ \t]+least[ \t]+([0-9]{1,3})", re.IGNORECASE)
_HIGHEST = re.compile(r"(\S+)[ \t]+is[ \t]+highest", re.IGNORECASE)
_OPTIONS = re.compile(r"(\S+)[ \t]+is[ \t]+(\S+(?:(?:[ \t]*,[ \t]*|[ \t]+or[ \t]+)\S+)*)", re.IGNORECASE)
_OTHERWISE = re.compile(r"otherwise", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadCondition:
    """The clauses that could be read, and the pieces between the `and`s that could not."""

    clauses: tuple[Clause, ...]
    unread: tuple[Named, ...]


def read_condition(text: str, start: Position) -> ReadCondition:
    """Read a condition of one line; `start` is the place of its first character."""
    clauses: list[Clause] = []
    unread: list[Named] = []
    for piece, offset in _pieces(_AND, text.rstrip().removesuffix(".")):
        at = Position(start.line, start.column + offset)
        clause = _clause(piece, at)
        if clause:
            clauses.append(clause)
        else:
            unread.append(Named(piece, at))
    return ReadCondition(tuple(clauses), tuple(unread))


def _clause(text: str, at: Position) -> Clause | None:
    if _OTHERWISE.fullmatch(text):
        return Clause("otherwise", Named("", at))
    if match := _LEAST.fullmatch(text):
        return Clause("least", Named(match[1], at), least=int(match[2]))
    if match := _HIGHEST.fullmatch(text):
        return Clause("highest", Named(match[1], at))
    if match := _OPTIONS.fullmatch(text):
        places = _pieces(_OR, match[2])
        options = (Named(name, Position(at.line, at.column + match.start(2) + offset)) for name, offset in places)
        return Clause("options", Named(match[1], at), tuple(options))
    return None


def _pieces(between: re.Pattern[str], text: str) -> list[tuple[str, int]]:
    """The pieces of a text between separators, each with its offset."""
    ends = [(match.start(), match.end()) for match in between.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(text[start:stop], start) for start, stop in zip(starts, stops, strict=True)]
