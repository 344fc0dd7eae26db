"""Choosing: one option, several, true or false, or what to do next in a scenario."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from onward.blocks.base import old_ids
from onward.blocks.elements import add, lead, name_of
from onward.blocks.labels import take_apart, take_box
from onward.blocks.lines import unmarked
from onward.blocks.quizzes.drafts import Draft, addressed, said
from onward.blocks.quizzes.frame import feedback
from onward.model import Exercise, Fence, Grade, Group, Option, Position, Question, Quiz
from onward.text import TEXT

if TYPE_CHECKING:
    from onward.blocks.quizzes import QuizBlock

GRADES: tuple[Grade, ...] = ("best", "fine", "risky")


class Choice:
    """A question with options. One `[x]` is single choice, several are multiple choice."""

    LIST: ClassVar[str] = "ul"
    FORM: ClassVar[str] = "quiz"
    CONTROL: ClassVar[str] = "choice"
    ROW: ClassVar[bool] = False

    def read(
        self, block: QuizBlock, fence: Fence, drafts: Sequence[Draft]
    ) -> tuple[tuple[Exercise, ...], tuple[Group, ...]]:
        return tuple(self._question(block, draft) for draft in drafts), ()

    def _question(self, block: QuizBlock, draft: Draft) -> Question:
        options = (self._option(block, row) for row in draft.rows)
        return Question(options=tuple(option for option in options if option), **draft.shared())

    def _option(self, block: QuizBlock, element: etree.Element) -> Option | None:
        place = block.reading.place(element)
        raw, more = lead(element)
        if swallowed := swallowed_quotation(raw):
            block.fault("feedback-place", block.reading.line_start(place.line + swallowed), "", "blank-line")
            return None
        if colon := re.search(r"\n\s*:[ \t]", unmarked(raw)):
            line = place.line + unmarked(raw)[: colon.end()].count("\n")
            block.fault("feedback-place", block.reading.line_start(line), "", "colon")
            return None
        box, text = take_box(raw)
        if box is None:
            block.fault("quiz-options", place, take_apart(raw).text, "no-box")
            return None
        parts = take_apart(text)
        grade, content = self._graded(block, place, quotation(block, more))
        return Option(
            parts.label,
            parts.text,
            parts.cites,
            self._right(box, grade),
            place,
            tuple(content),
            said(content),
            grade,
            ticked=box == "x",
        )

    def _graded(
        self, block: QuizBlock, place: Position, content: list[etree.Element]
    ) -> tuple[Grade | None, list[etree.Element]]:
        """The grade that feedback starts with, and the feedback without it."""
        if grade := next((grade for grade in GRADES if re.match(rf"{grade}:\s", said(content), re.IGNORECASE)), None):
            block.fault("quiz-grade", place, grade.capitalize(), "kind")
        return None, content

    def _right(self, box: str, grade: Grade | None) -> bool:
        return box == "x"

    def shown(self, quiz: Quiz) -> Sequence[Exercise]:
        return quiz.exercises

    def how(self, exercise: Question) -> str:
        return TEXT["choose_many" if exercise.multiple else "choose_one"]

    def controls(self, block: QuizBlock, parent: etree.Element, exercise: Question, joined: str) -> None:
        kind = " onward-options--row" if self.ROW else ""
        options = add(parent, "div", f"onward-options{kind}")
        for option in exercise.options:
            self._control(block, options, joined, option, "checkbox" if exercise.multiple else "radio")
        if self.ROW:
            replies = add(parent, "div", "onward-replies")
            for option in exercise.options:
                _reply(replies, option)

    def _control(self, block: QuizBlock, options: etree.Element, joined: str, option: Option, type_: str) -> None:
        row = add(
            options,
            "div",
            "onward-option",
            data_option=option.label.id,
            data_right="true" if option.right else "false",
            data_was=old_ids(option.label),
        )
        control = f"{joined}--{option.label.id}"
        add(
            row,
            "input",
            "onward-option__input",
            type=type_,
            name=joined,
            id=control,
            value=option.label.id,
            autocomplete="off",
        )
        add(row, "label", "onward-option__label", for_=control).text = block.marked(option.position, option.text)
        if not self.ROW:
            _reply(row, option)

    def answers(self, block: QuizBlock, parent: etree.Element, exercise: Question, joined: str) -> None:
        rows = add(parent, "ul")
        for option in exercise.options:
            row = add(rows, "li", "onward-answer", data_for=option.label.id)
            says = f"{option.text} {option.cites}".strip()
            add(row, "p", "onward-answer__option").text = block.marked(option.position, says)
            feedback(row, self._verdict(option), option.feedback)

    def _verdict(self, option: Option) -> str:
        return "good" if option.right else "better"


class TrueFalse(Choice):
    """A claim, and whether it is true: two options, side by side."""

    ROW: ClassVar[bool] = True


class Scenario(Choice):
    """One step after another. What an option leads to starts with `Best:`, `Fine:` or `Risky:`."""

    FORM: ClassVar[str] = "scenario"

    def _graded(
        self, block: QuizBlock, place: Position, content: list[etree.Element]
    ) -> tuple[Grade | None, list[etree.Element]]:
        by_name = addressed(content, GRADES)
        grade = next((grade for grade in GRADES if grade in by_name), None)
        if content and grade is None:
            block.fault("quiz-grade", place, said(content), "none")
        return grade, [paragraph for paragraphs in by_name.values() for paragraph in paragraphs]

    def _right(self, box: str, grade: Grade | None) -> bool:
        return grade == "best"

    def _verdict(self, option: Option) -> str:
        return {"best": "good", "fine": "fine", "risky": "better"}[option.grade or "risky"]


def _reply(parent: etree.Element, option: Option) -> None:
    """Where the script puts the feedback on an option."""
    add(parent, "div", "onward-option__feedback", data_reply=option.label.id, hidden="hidden")


def quotation(block: QuizBlock, more: Sequence[etree.Element]) -> list[etree.Element]:
    """The paragraphs of the quotation under a row; nothing else may stand there."""
    content: list[etree.Element] = []
    for child in more:
        if child.tag == "blockquote":
            content.extend(child)
        else:
            block.fault("block-content", block.reading.place(child), name_of(child), "option")
    return content


def swallowed_quotation(raw: str) -> int:
    """How many lines below a row a `>` stands that Markdown took for a part of it, or 0."""
    lines = [unmarked(line) for line in raw.split("\n")]
    return next((number for number, line in enumerate(lines) if number and re.match(r"\s*>", line)), 0)
