"""Sorting lines into groups: each `###` is a group, and the lines below it are those that belong to it.

To the reader each line is a question whose options are the groups. The lines stand in an order that tells nothing.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from onward.blocks.elements import lead
from onward.blocks.labels import take_apart, take_box
from onward.blocks.quizzes.choice import Choice, quotation, swallowed_quotation
from onward.blocks.quizzes.drafts import Draft, addressed, named, said
from onward.blocks.quizzes.frame import scrambled
from onward.model import Exercise, Fence, Group, Option, Question, Quiz
from onward.schema import nearest
from onward.text import TEXT

if TYPE_CHECKING:
    from onward.blocks.quizzes import QuizBlock


class Sort(Choice):
    """Lines in groups. Feedback for one choice starts with the name of its group, as in `Edit: …`."""

    FORM: ClassVar[str] = "sort"
    ROW: ClassVar[bool] = True

    def read(
        self, block: QuizBlock, fence: Fence, drafts: Sequence[Draft]
    ) -> tuple[tuple[Exercise, ...], tuple[Group, ...]]:
        groups = tuple(Group(draft.parts.label, draft.parts.text, draft.position) for draft in drafts)
        for draft in drafts:
            if draft.parts.cites:
                block.fault("citation-form", draft.position, draft.parts.cites, "group")
        lines: list[Exercise] = []
        for draft, own in zip(drafts, groups, strict=True):
            for element in (*draft.context, *draft.why):
                block.refuse(element, block.reading.place(element, draft.position), self)
            if not draft.rows:
                block.fault("sort-groups", draft.position, draft.parts.text, "empty")
            lines.extend(line for row in draft.rows if (line := self._line(block, row, own, groups)))
        return tuple(lines), groups

    def _line(self, block: QuizBlock, element: etree.Element, own: Group, groups: Sequence[Group]) -> Question | None:
        place = block.reading.place(element)
        raw, more = lead(element)
        if swallowed := swallowed_quotation(raw):
            block.fault("feedback-place", block.reading.line_start(place.line + swallowed), "", "blank-line")
            return None
        box, text = take_box(raw)
        if box is not None:
            block.fault("sort-groups", place, take_apart(text).text, "box")
        parts = take_apart(text)
        content = addressed(quotation(block, more), [group.text for group in groups])
        names = [group.text for group in groups]
        for paragraph in content.get("", []):
            name = named(paragraph)
            guess = nearest(name, {group.casefold() for group in names}) if name else None
            if guess:
                meant = next(group for group in names if group.casefold() == guess)
                block.fault("sort-groups", block.reading.place(paragraph, place), name, f"misspelt {meant}")
        options = []
        for group in groups:
            own_words = content.get(group.text, [])
            option = Option(
                group.label,
                group.text,
                "",
                group is own,
                group.position,
                tuple(own_words),
                said(own_words),
            )
            options.append(option)
        return Question(parts.label, parts.text, parts.cites, place, (), tuple(content.get("", [])), tuple(options))

    def shown(self, quiz: Quiz) -> Sequence[Exercise]:
        return scrambled(quiz.questions, quiz.id)

    def how(self, exercise: Exercise) -> str:
        return TEXT["choose_group"]
