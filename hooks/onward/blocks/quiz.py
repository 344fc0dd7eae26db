"""`/// quiz`: questions with feedback for each option."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

from onward.blocks.base import OnwardBlock, old_ids
from onward.blocks.elements import HEADINGS, UNSEARCHED, add, lead, move, name_of, words
from onward.blocks.labels import Labelled, take_apart, take_box
from onward.blocks.lines import unmarked
from onward.model import Fence, Option, Position, Question, Quiz
from onward.text import TEXT


@dataclass
class _Draft:
    """A question while its parts are being read."""

    parts: Labelled
    position: Position
    context: list[etree.Element] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    why: list[etree.Element] = field(default_factory=list)

    def question(self) -> Question:
        return Question(
            self.parts.label,
            self.parts.text,
            self.parts.cites,
            tuple(self.options),
            self.position,
            tuple(self.context),
            tuple(self.why),
        )


class QuizBlock(OnwardBlock):
    """Paragraphs, then questions: `###`, paragraphs, a list of options with quoted feedback, paragraphs."""

    NAME = "quiz"
    KNOWN = ("id", "was")
    NEEDED = ("id",)

    def read(self, fence: Fence, content: list[etree.Element]) -> Quiz:
        intro: list[etree.Element] = []
        drafts: list[_Draft] = []
        lost_options = False
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag in HEADINGS:
                drafts.append(_Draft(take_apart(element.text or ""), place))
                if element.tag != "h3":
                    self.fault("quiz-question", place, drafts[-1].parts.text, "level")
            elif drafts:
                self._add_to(drafts[-1], element, place)
            elif element.tag == "ul":
                if not lost_options:
                    self.fault("quiz-question", place, fence.title, "options-first")
                lost_options = True
            elif element.tag == "p":
                intro.append(element)
            else:
                self._refuse(element, place)
        if not drafts and not lost_options:
            self.fault("quiz-question", fence.position, fence.title, "none")
        questions = tuple(draft.question() for draft in drafts)
        return Quiz(fence, fence.value("id"), fence.title, questions=questions, intro=tuple(intro))

    def _add_to(self, draft: _Draft, element: etree.Element, place: Position) -> None:
        """Put a part of a question in its place."""
        if element.tag == "ul" and not draft.why:
            draft.options.extend(option for child in element if (option := self._option(child)))
        elif element.tag == "blockquote" and draft.options:
            self.fault("feedback-place", place, "", "outside")
        elif element.tag == "p":
            (draft.why if draft.options else draft.context).append(element)
        else:
            self._refuse(element, place)

    def _refuse(self, element: etree.Element, place: Position) -> None:
        if element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
            self.fault("block-content", place, name_of(element), "quiz")

    def _option(self, element: etree.Element) -> Option | None:
        place = self.reading.place(element)
        raw, more = lead(element)
        if "\n" in raw and any(unmarked(line).lstrip().startswith(">") for line in raw.split("\n")[1:]):
            line = next(n for n, text in enumerate(raw.split("\n")) if n and unmarked(text).lstrip().startswith(">"))
            self.fault("feedback-place", self.reading.line_start(place.line + line), "", "blank-line")
            return None
        box, text = take_box(raw)
        if box is None:
            self.fault("quiz-options", place, take_apart(raw).text, "no-box")
            return None
        feedback: list[etree.Element] = []
        for child in more:
            if child.tag == "blockquote":
                feedback.extend(child)
            else:
                self.fault("block-content", self.reading.place(child), name_of(child), "option")
        parts = take_apart(text)
        said = " ".join(" ".join(unmarked(part).split()) for child in feedback for part in child.itertext())
        return Option(parts.label, parts.text, parts.cites, box == "x", place, tuple(feedback), said)

    def render(self, block: Quiz, section: etree.Element) -> None:
        self.interactive(block, section, "quiz")
        self.head(block, section, "quiz")
        if block.intro:
            move(add(section, "div", "onward-block__intro"), block.intro)
        for question in block.questions:
            self._render_question(section, f"{block.id}--{question.label.id}", question)
        prints = {"blank": TEXT["print_blank"], "mine": TEXT["print_answered"], "key": TEXT["print_key"]}
        self.foot(section, len(block.questions), TEXT["clear_answers"], prints)

    def _render_question(self, section: etree.Element, joined: str, question: Question) -> None:
        fieldset = add(
            section,
            "fieldset",
            "onward-question",
            id=joined,
            data_question=question.label.id,
            data_choice="multiple" if question.multiple else "single",
            data_was=old_ids(question.label),
        )
        legend = f"{question.text} {question.cites}".strip()
        add(fieldset, "legend", "onward-question__legend").text = self.marked(question.position, legend)
        if question.context:
            move(add(fieldset, "div", "onward-question__context"), question.context)
        how = TEXT["choose_many"] if question.multiple else TEXT["choose_one"]
        add(fieldset, "p", "onward-question__how").text = words(how)
        options = add(fieldset, "div", "onward-options")
        for option in question.options:
            self._render_option(options, joined, option, multiple=question.multiple)
        check = add(fieldset, "p", "onward-check", hidden="hidden")
        check.set(UNSEARCHED, "")
        add(check, "button", "onward-button", type="button", data_action="check").text = words(TEXT["check"])
        add(fieldset, "div", "onward-question__why", hidden="hidden")
        answers = add(fieldset, "details", "onward-answers")
        answers.set(UNSEARCHED, "")
        add(answers, "summary").text = words(TEXT["show_answers"])
        rows = add(answers, "ul")
        for option in question.options:
            self._render_answer(rows, option)
        if question.why:
            move(add(answers, "div", "onward-why"), question.why)

    def _render_option(self, options: etree.Element, joined: str, option: Option, *, multiple: bool) -> None:
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
            type="checkbox" if multiple else "radio",
            name=joined,
            id=control,
            value=option.label.id,
            autocomplete="off",
        )
        add(row, "label", "onward-option__label", for_=control).text = self.marked(option.position, option.text)
        add(row, "div", "onward-option__feedback", hidden="hidden")

    def _render_answer(self, rows: etree.Element, option: Option) -> None:
        row = add(rows, "li", "onward-answer", data_for=option.label.id)
        said = f"{option.text} {option.cites}".strip()
        add(row, "p", "onward-answer__option").text = self.marked(option.position, said)
        verdict = "good" if option.right else "better"
        feedback = add(row, "div", f"onward-feedback onward-feedback--{verdict}")
        add(feedback, "p", "onward-feedback__verdict").text = words(TEXT[verdict])
        move(feedback, option.feedback)
