"""`/// quiz`: questions with feedback. What there is to do with a question, its kind says."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping

from onward.blocks.base import OnwardBlock
from onward.blocks.elements import HEADINGS, UNSEARCHED, add, move, name_of, words
from onward.blocks.labels import take_apart
from onward.blocks.quizzes import choice, match, order, sort
from onward.blocks.quizzes.drafts import Draft
from onward.blocks.quizzes.frame import Kind, fieldset
from onward.model import Fence, Position, Quiz, QuizKind
from onward.schema import nearest
from onward.text import TEXT

KINDS: Mapping[QuizKind, Kind] = {
    "choice": choice.Choice(),
    "true-false": choice.TrueFalse(),
    "scenario": choice.Scenario(),
    "sort": sort.Sort(),
    "order": order.Order(),
    "match": match.Match(),
}
"""The kinds, in the order in which messages list them. The first is that of a quiz that names none."""

SWITCHES = ("confidence", "score", "shuffle")
"""Options that are `true` or `false`."""


class QuizBlock(OnwardBlock):
    """Paragraphs, then questions: `###`, paragraphs, a list as the kind has it, paragraphs."""

    NAME = "quiz"
    KNOWN = ("id", "was", "kind", *SWITCHES)
    NEEDED = ("id",)

    def read(self, fence: Fence, content: list[etree.Element]) -> Quiz:
        name = self._kind(fence)
        kind = KINDS[name]
        intro, drafts = self._drafts(fence, content, kind)
        exercises, groups = kind.read(self, fence, drafts)
        return Quiz(
            fence,
            fence.value("id"),
            fence.title,
            exercises=exercises,
            kind=name,
            groups=groups,
            confidence=self._switch(fence, "confidence"),
            score=self._switch(fence, "score"),
            shuffle=self._switch(fence, "shuffle"),
            intro=tuple(intro),
        )

    def _kind(self, fence: Fence) -> QuizKind:
        option = fence.option("kind")
        if option is None or not option.value:
            return "choice"
        known = _named(option.value)
        if known is None:
            self.fault("quiz-kind", option.value_position, option.value, "kind")
        # It is read as what was probably meant, so that one cause gives one message.
        return known or _named(nearest(option.value, KINDS)) or "choice"

    def _switch(self, fence: Fence, key: str) -> bool:
        value = fence.value(key)
        option = fence.option(key)
        if option and value and value not in {"true", "false"}:
            self.fault("quiz-kind", option.value_position, value, key)
        return value == "true"

    def _drafts(
        self, fence: Fence, content: list[etree.Element], kind: Kind
    ) -> tuple[list[etree.Element], list[Draft]]:
        intro: list[etree.Element] = []
        drafts: list[Draft] = []
        lost_options = False
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag in HEADINGS:
                drafts.append(Draft(take_apart(element.text or ""), place))
                if element.tag != "h3":
                    self.fault("quiz-question", place, drafts[-1].parts.text, "level")
            elif drafts:
                self._add_to(drafts[-1], element, place, kind)
            elif element.tag in {"ul", "ol"}:
                if not lost_options:
                    self.fault("quiz-question", place, fence.title, "options-first")
                lost_options = True
            elif element.tag == "p":
                intro.append(element)
            else:
                self.refuse(element, place, kind)
        if not drafts and not lost_options:
            self.fault("quiz-question", fence.position, fence.title, "none")
        return intro, drafts

    def _add_to(self, draft: Draft, element: etree.Element, place: Position, kind: Kind) -> None:
        """Put a part of a question in its place."""
        if element.tag == kind.LIST and not draft.why:
            draft.rows.extend(element)
        elif element.tag == "blockquote" and draft.rows:
            self.fault("feedback-place", place, "", "outside")
        elif element.tag == "p":
            (draft.why if draft.rows else draft.context).append(element)
        else:
            self.refuse(element, place, kind)

    def refuse(self, element: etree.Element, place: Position, kind: Kind) -> None:
        """Something that a quiz of this kind cannot show."""
        if element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
            self.fault("block-content", place, name_of(element), kind.FORM)

    def render(self, block: Quiz, section: etree.Element) -> None:
        self.interactive(block, section, "quiz")
        section.set("data-kind", block.kind)
        for name in ("score", "shuffle"):
            if getattr(block, name):
                section.set(f"data-{name}", "true")
        self.head(block, section, "quiz")
        if block.intro:
            move(add(section, "div", "onward-block__intro"), block.intro)
        kind = KINDS[block.kind]
        for exercise in kind.shown(block):
            fieldset(self, section, block, exercise, kind)
        if block.confidence:
            self._render_look_again(section, block)
        prints = {"blank": TEXT["print_blank"], "mine": TEXT["print_answered"], "key": TEXT["print_key"]}
        self.foot(section, len(block.exercises), TEXT["clear_answers"], prints)

    def _render_look_again(self, section: etree.Element, block: Quiz) -> None:
        """Where the script lists what the reader guessed, or was sure of and could choose better."""
        look = add(section, "div", "onward-again", hidden="hidden")
        look.set(UNSEARCHED, "")
        add(look, "p", "onward-again__title", id=f"{block.id}__again").text = words(TEXT["look_again"])
        add(look, "ul", aria_labelledby=f"{block.id}__again")


def _named(name: str | None) -> QuizKind | None:
    return next((kind for kind in KINDS if kind == name), None)
