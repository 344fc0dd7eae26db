"""Passages taken apart into sentences, each with the citations that stand behind it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from onward.model import Passage, PassageKind, Position

_END = re.compile(r"(?<!\b[Ee]\.g)(?<!\b[Ii]\.e)(?<![.!?…])[.!?…]+[’”)\]]*(?=\s+[^a-z\s])")
"""A stop, quotation marks that close behind it, and then something that does not go on in small letters.

What stands behind `e.g.` or `i.e.` goes on, however it is written.
"""

_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `position` is that of its passage, `cites` are the ids of the citations behind it."""

    text: str
    position: Position
    cites: tuple[str, ...]
    kind: PassageKind


@functools.lru_cache(maxsize=2048)  # Several rules ask for those of a page, one after another.
def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of a passage. Headings, items and options end one even without a full stop."""
    text = passage.text
    starts = [0, *(match.end() + _spaces(text, match.end()) for match in _END.finditer(text))]
    ends = [*starts[1:], len(text)]
    return tuple(
        Sentence(
            text[start:end].strip(),
            passage.position,
            # A citation stands behind its sentence: at its last character, before the next one starts.
            tuple(name for offset, name in passage.cites if start < offset <= max(end, start)),
            passage.kind,
        )
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    )


def _spaces(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() - start if found else 0
