"""Matching: pairs, of which the reader sees one side and chooses the other."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING, ClassVar

from onward.blocks.base import old_ids
from onward.blocks.elements import UNSEARCHED, add, lead, move, words
from onward.blocks.labels import take_apart, take_box
from onward.blocks.quizzes.choice import quotation, swallowed_quotation
from onward.blocks.quizzes.drafts import Draft, said
from onward.blocks.quizzes.frame import scrambled
from onward.model import Exercise, Fence, Group, Matching, Pair, Quiz
from onward.text import TEXT

if TYPE_CHECKING:
    from onward.blocks.quizzes import QuizBlock

_ARROW = re.compile(r"\s*(?:->|→|&rarr;)\s*")


class Match:
    """A select for each pair; on paper a line for the letter of its partner."""

    LIST: ClassVar[str] = "ul"
    FORM: ClassVar[str] = "match"
    CONTROL: ClassVar[str] = "match"

    def read(
        self, block: QuizBlock, fence: Fence, drafts: Sequence[Draft]
    ) -> tuple[tuple[Exercise, ...], tuple[Group, ...]]:
        return tuple(self._matching(block, draft) for draft in drafts), ()

    def _matching(self, block: QuizBlock, draft: Draft) -> Matching:
        pairs = (self._pair(block, row) for row in draft.rows)
        return Matching(pairs=tuple(pair for pair in pairs if pair), **draft.shared())

    def _pair(self, block: QuizBlock, element: etree.Element) -> Pair | None:
        place = block.reading.place(element)
        raw, more = lead(element)
        if swallowed := swallowed_quotation(raw):
            block.fault("feedback-place", block.reading.line_start(place.line + swallowed), "", "blank-line")
            return None
        box, text = take_box(raw)
        parts = take_apart(text)
        sides = [side.strip() for side in _ARROW.split(parts.text)]
        if box is not None or len(sides) != 2 or not all(sides):
            found = "box" if box is not None else "many" if len(sides) > 2 else "side"
            block.fault("match-sides", place, parts.text, found)
            return None
        content = quotation(block, more)
        return Pair(parts.label, sides[0], sides[1], parts.cites, place, tuple(content))

    def shown(self, quiz: Quiz) -> Sequence[Exercise]:
        return quiz.exercises

    def how(self, exercise: Exercise) -> str:
        return TEXT["match_up"]

    def controls(self, block: QuizBlock, parent: etree.Element, exercise: Matching, joined: str) -> None:
        partners = scrambled(exercise.pairs, joined)
        rows = add(parent, "ul", "onward-match", role="list")
        for pair in exercise.pairs:
            control = f"{joined}--{pair.label.id}"
            row = add(rows, "li", "onward-match__pair", data_pair=pair.label.id, data_was=old_ids(pair.label))
            label = add(row, "label", "onward-match__text", for_=control)
            label.text = block.marked(pair.position, pair.text)
            if pair.cites:
                add(row, "span", "onward-cites").text = block.marked(pair.position, pair.cites)
            add(row, "span", "onward-match__blank", aria_hidden="true")
            select = add(row, "select", "onward-select", id=control, autocomplete="off", hidden="hidden")
            add(select, "option", value="").text = words(TEXT["choose"])
            for letter, partner in zip(ascii_uppercase, partners, strict=False):
                add(select, "option", value=partner.label.id).text = words(f"{letter}. {block.spoken(partner.partner)}")
            select.set(UNSEARCHED, "")
            add(row, "div", "onward-option__feedback", data_reply=pair.label.id, hidden="hidden")
        lettered = add(parent, "ol", "onward-match__partners", type="A")
        for partner in partners:
            add(lettered, "li").text = block.marked(partner.position, partner.partner)

    def answers(self, block: QuizBlock, parent: etree.Element, exercise: Matching, joined: str) -> None:
        letters = dict(
            zip([pair.label.id for pair in scrambled(exercise.pairs, joined)], ascii_uppercase, strict=False)
        )
        rows = add(parent, "ul")
        for pair in exercise.pairs:
            row = add(rows, "li", "onward-answer", data_for=pair.label.id)
            says = f"{pair.text} – {letters[pair.label.id]}. {pair.partner}"
            add(row, "p", "onward-answer__option onward-answer--again").text = block.marked(pair.position, says)
            if said(pair.feedback):
                move(add(row, "div", "onward-feedback"), pair.feedback)
