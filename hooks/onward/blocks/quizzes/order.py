"""Putting steps in order: a numbered list in the right order, which the reader meets in another one."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from onward.blocks.base import old_ids
from onward.blocks.elements import UNSEARCHED, add, lead, name_of, words
from onward.blocks.labels import take_apart, take_box
from onward.blocks.quizzes.drafts import Draft
from onward.blocks.quizzes.frame import scrambled
from onward.model import Exercise, Fence, Group, Ordering, OrderStep, Quiz
from onward.text import TEXT, say

if TYPE_CHECKING:
    from onward.blocks.quizzes import QuizBlock


class Order:
    """Steps with buttons that move them up and down; on paper a square for the number of each."""

    LIST: ClassVar[str] = "ol"
    FORM: ClassVar[str] = "order"
    CONTROL: ClassVar[str] = "order"

    def read(
        self, block: QuizBlock, fence: Fence, drafts: Sequence[Draft]
    ) -> tuple[tuple[Exercise, ...], tuple[Group, ...]]:
        return tuple(self._ordering(block, draft) for draft in drafts), ()

    def _ordering(self, block: QuizBlock, draft: Draft) -> Ordering:
        steps = [self._step(block, row) for row in draft.rows]
        return Ordering(steps=tuple(steps), **draft.shared())

    def _step(self, block: QuizBlock, element: etree.Element) -> OrderStep:
        place = block.reading.place(element)
        raw, more = lead(element)
        box, text = take_box(raw)
        if box is not None:
            block.fault("order-steps", place, take_apart(text).text, "box")
        for child in more:
            block.fault("block-content", block.reading.place(child), name_of(child), "order")
        parts = take_apart(text)
        return OrderStep(parts.label, parts.text, parts.cites, place)

    def shown(self, quiz: Quiz) -> Sequence[Exercise]:
        return quiz.exercises

    def how(self, exercise: Exercise) -> str:
        return TEXT["put_in_order"]

    def controls(self, block: QuizBlock, parent: etree.Element, exercise: Ordering, joined: str) -> None:
        rows = add(parent, "ol", "onward-order", role="list")
        for step in scrambled(exercise.steps, joined):
            row = add(rows, "li", "onward-order__step", data_step=step.label.id, data_was=old_ids(step.label))
            spoken = block.spoken(step.text)
            add(row, "span", "onward-order__number", aria_hidden="true")
            text = f"{step.text} {step.cites}".strip()
            add(row, "span", "onward-order__text").text = block.marked(step.position, text)
            moves = add(row, "span", "onward-order__moves", hidden="hidden")
            moves.set(UNSEARCHED, "")
            for way in ("up", "down"):
                button = add(moves, "button", "onward-move", type="button", data_action=way)
                button.set("aria-label", say(f"move_{way}", step=spoken))
                button.text = words(TEXT[way])
        add(parent, "p", "onward-order__moved", hidden="hidden")

    def answers(self, block: QuizBlock, parent: etree.Element, exercise: Ordering, joined: str) -> None:
        answer = add(parent, "div", "onward-answer")
        add(answer, "p", "onward-answer__lead").text = words(TEXT["right_order"])
        rows = add(answer, "ol")
        for step in exercise.steps:
            row = add(rows, "li", "onward-answer__option onward-answer--again", data_for=step.label.id)
            row.text = block.marked(step.position, step.text)
