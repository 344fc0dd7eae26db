"""What an editor wrote and a reader reads, as plain text with its citations: for the checks of language and evidence.

The tree reader walks the page and tells the collector which element it enters, which words and citations it meets,
and which element it leaves. A passage is a paragraph, a heading, an item of a list and the like.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onward.blocks.elements import HEADINGS, spelled
from onward.model import PassageKind, Position

_GENERATED = {
    "onward-advisers__label",
    "onward-again",
    "onward-answer--again",
    "onward-answer__lead",
    "onward-area__total",
    "onward-check",
    "onward-contacts",
    "onward-feedback__verdict",
    "onward-foot",
    "onward-form__which",
    "onward-help__checked",
    "onward-order__moves",
    "onward-item__due",
    "onward-plan__part",
    "onward-plan__row",
    "onward-question__how",
    "onward-registry",
    "onward-select",
    "onward-sure",
    "onward-outcome__when",
    "onward-points",
    "onward-scale",
    "onward-view__who",
}
"""Elements whose words come from the build or from data files, and not from the page."""

_QUIET = {"onward-quiz", "onward-checklist", "onward-self-check", "onward-message", "onward-plan"}
"""Blocks that are worked through, not read in one go."""

_KINDS: dict[str, PassageKind] = {
    "onward-item": "check",
    "onward-question__legend": "question",
    "onward-answer__option": "option",
    "onward-match__pair": "option",
    "onward-match__partners": "option",
    "onward-order__step": "option",
    "onward-choice": "option",
    "onward-feedback": "feedback",
    "onward-why": "feedback",
    "onward-field__hint": "item",
}

_TAGS: dict[str, PassageKind | None] = {
    "p": None,
    "li": "item",
    "legend": None,
    "td": "cell",
    "th": "cell",
    "dt": "item",
    "dd": "item",
}
"""Elements that hold a passage; None says that the kind comes from what they stand in."""


_HOLDER = "onward-choice"
"""A class of elements that hold a passage whatever their tag."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element stands in: the kind that a paragraph has there, and whether it is read in one go.

    `generated` words come from the build or from data files, `link` says that it is in a link, `letter` that it is in
    a message, which is plain text.
    """

    kind: PassageKind = "paragraph"
    quiet: bool = False
    generated: bool = False
    link: bool = False
    letter: bool = False

    def inside(self, element: etree.Element) -> Surroundings:
        """What the children of an element stand in."""
        classes = set(element.get("class", "").split())
        kind = next((_KINDS[name] for name in sorted(classes) if name in _KINDS), self.kind)
        if element.tag == "li" and kind == "paragraph":
            kind = "item"
        # Feedback is a quotation in Markdown, but its element is not: what is one still is a message to copy.
        message = element.tag == "blockquote"
        return Surroundings(
            "message" if message else kind,
            self.quiet or message or bool(classes & _QUIET),
            self.generated or bool(classes & _GENERATED),
            self.link or element.tag == "a",
            self.letter or "onward-version" in classes,
        )


@dataclass
class _Open:
    """A passage being collected: words, and the ids of citations between them."""

    kind: PassageKind
    quiet: bool
    place: int
    parts: list[str | tuple[str]] = field(default_factory=list)
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """A passage whose section has no id yet: it holds the heading as the tree reader has seen it."""

    kind: PassageKind
    text: str
    position: Position
    cites: tuple[tuple[int, str], ...]
    quiet: bool
    section: object = None


@dataclass
class Collector:
    """Collects the passages of one page, in the order of the page. `stash` is Python-Markdown's."""

    stash: Sequence[object] = ()
    _open: list[_Open | None] = field(default_factory=list)
    _done: dict[int, Collected] = field(default_factory=dict)
    _count: int = 0

    def enter(self, element: etree.Element, around: Surroundings) -> None:
        """An element starts; `around` is what its own words stand in."""
        tag = str(element.tag)
        if tag in HEADINGS:
            kind: PassageKind | None = "heading"
        elif tag in _TAGS:
            kind = around.kind if _TAGS[tag] is None or around.kind != "paragraph" else _TAGS[tag]
        elif _HOLDER in element.get("class", "").split():
            kind = around.kind
        else:
            return self._open.append(None)
        self._open.append(_Open(kind or "paragraph", around.quiet, self._count))
        self._count += 1
        return None

    def words(self, text: str, position: Position, around: Surroundings) -> None:
        """Words of the innermost passage that is open."""
        passage = self._innermost()
        if passage is None or around.generated:
            return
        if passage.position is None and text.strip():
            passage.position = position
        passage.parts.append(text)

    def citation(self, name: str) -> None:
        """A citation in the innermost passage that is open."""
        passage = self._innermost()
        if passage is not None:
            passage.parts.append((name,))

    def leave(self, section: object) -> None:
        """The innermost element ends; `section` is the heading that it stands under."""
        passage = self._open.pop()
        if passage is None:
            return
        text, cites = _join(passage.parts, self.stash)
        if text and passage.position:
            done = Collected(passage.kind, text, passage.position, cites, passage.quiet)
            self._done[passage.place] = replace(done, section=section)

    def passages(self) -> list[Collected]:
        """What has been collected."""
        return [self._done[place] for place in sorted(self._done)]

    def _innermost(self) -> _Open | None:
        return next((passage for passage in reversed(self._open) if passage), None)


def _join(parts: Sequence[str | tuple[str]], stash: Sequence[object]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The words as one text with single spaces, and each citation with the offset behind which it stands."""
    text, cites = "", []
    for part in parts:
        if isinstance(part, tuple):
            cites.append((len(text.rstrip()), part[0]))
            continue
        more = re.sub(r"\s+", " ", spelled(part, stash))
        text += more.lstrip() if not text or text.endswith(" ") else more
    return text.rstrip(), tuple(cites)
