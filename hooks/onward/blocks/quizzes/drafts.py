"""A question of a quiz while it is being read: its `###` line, and what stands below it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from onward.blocks.labels import Labelled
from onward.blocks.lines import MARK, unmarked
from onward.model import Content, Label, Position


class Shared(TypedDict):
    """The fields that every exercise has."""

    label: Label
    text: str
    cites: str
    position: Position
    context: Content
    why: Content


@dataclass
class Draft:
    """What has been found of one question. `rows` are the entries of its lists."""

    parts: Labelled
    position: Position
    context: list[etree.Element] = field(default_factory=list)
    rows: list[etree.Element] = field(default_factory=list)
    why: list[etree.Element] = field(default_factory=list)

    def shared(self) -> Shared:
        """What an exercise of any kind takes from here."""
        return Shared(
            label=self.parts.label,
            text=self.parts.text,
            cites=self.parts.cites,
            position=self.position,
            context=tuple(self.context),
            why=tuple(self.why),
        )


def addressed(feedback: Iterable[etree.Element], names: Sequence[str]) -> dict[str, list[etree.Element]]:
    """Feedback by the name that its paragraphs start with, as in `Best: …`; what starts with none goes on as before.

    What stands before the first name is under the empty one. The names are taken off.

    Args:
        feedback: the paragraphs of a quotation.
        names: the names that may be meant, in any case.
    """
    found: dict[str, list[etree.Element]] = {}
    now = ""
    by_fold = {name.casefold(): name for name in names}
    for paragraph in feedback:
        match = _NAMED.match(paragraph.text or "")
        name = by_fold.get(unmarked(match["name"]).strip().casefold()) if match else None
        if match and name is not None:
            now = name
            paragraph.text = f"{match['mark']}{(paragraph.text or '')[match.end() :]}"
        found.setdefault(now, []).append(paragraph)
    return found


def named(paragraph: etree.Element) -> str:
    """What stands before a colon at the start of a paragraph, as in `Best: …`; empty if there is none."""
    match = _NAMED.match(paragraph.text or "")
    return unmarked(match["name"]).strip() if match else ""


def said(feedback: Iterable[etree.Element]) -> str:
    """The words of feedback, for rules that ask whether there are any."""
    return " ".join(" ".join(unmarked(part).split()) for child in feedback for part in child.itertext())


_NAMED = re.compile(rf"(?P<mark>(?:{MARK.pattern})?)\s*(?P<name>[^:*\n]{{1,60}}):\s+")
