"""What every question of a quiz looks like, whatever there is to do: legend, how to answer, Check, why, answers."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from onward.blocks.base import old_ids
from onward.blocks.elements import UNSEARCHED, add, move, words
from onward.model import Exercise, Fence, Group, Labelled, Quiz
from onward.text import TEXT

if TYPE_CHECKING:
    from onward.blocks.quizzes import QuizBlock
    from onward.blocks.quizzes.drafts import Draft

SURENESS = ("guess", "fairly", "certain")
"""How sure a reader may say to be; kept under these names, and never scored."""

LabelledT = TypeVar("LabelledT", bound=Labelled)


class Kind(Protocol):
    """What one kind of quiz does in its own way.

    `LIST` is the tag of the list below a question, `FORM` the name under which the rule `block-content` shows the form,
    `CONTROL` the name by which the script knows what to do. An exercise is of the type that the kind reads.
    """

    LIST: ClassVar[str]
    FORM: ClassVar[str]
    CONTROL: ClassVar[str]

    def read(
        self, block: QuizBlock, fence: Fence, drafts: Sequence[Draft]
    ) -> tuple[tuple[Exercise, ...], tuple[Group, ...]]:
        """The exercises and, when sorting, the groups."""

    def shown(self, quiz: Quiz) -> Sequence[Exercise]:
        """The exercises in the order in which the reader meets them."""

    def how(self, exercise: Any) -> str:
        """How to answer, in a few words."""

    def controls(self, block: QuizBlock, parent: etree.Element, exercise: Any, joined: str) -> None:
        """What the reader answers with; `joined` is the id that the exercise has in the page."""

    def answers(self, block: QuizBlock, parent: etree.Element, exercise: Any, joined: str) -> None:
        """The answers, for readers without script and for paper."""


def fieldset(block: QuizBlock, section: etree.Element, quiz: Quiz, exercise: Exercise, kind: Kind) -> None:
    """Render one question."""
    joined = f"{quiz.id}--{exercise.label.id}"
    element = add(
        section,
        "fieldset",
        "onward-question",
        id=joined,
        data_question=exercise.label.id,
        data_control=kind.CONTROL,
        data_was=old_ids(exercise.label),
    )
    legend = add(element, "legend", "onward-question__legend")
    legend.text = block.marked(exercise.position, f"{exercise.text} {exercise.cites}".strip())
    if exercise.context:
        move(add(element, "div", "onward-question__context"), exercise.context)
    add(element, "p", "onward-question__how").text = words(kind.how(exercise))
    kind.controls(block, element, exercise, joined)
    if quiz.confidence:
        _sureness(element, joined)
    check = add(element, "p", "onward-check", hidden="hidden")
    check.set(UNSEARCHED, "")
    add(check, "button", "onward-button", type="button", data_action="check").text = words(TEXT["check"])
    add(check, "span", "onward-check__message")
    add(element, "div", "onward-question__why", hidden="hidden")
    answers = add(element, "details", "onward-answers")
    answers.set(UNSEARCHED, "")
    add(answers, "summary").text = words(TEXT["show_answers"])
    kind.answers(block, answers, exercise, joined)
    if exercise.why:
        move(add(answers, "div", "onward-why"), exercise.why)


def _sureness(parent: etree.Element, joined: str) -> None:
    """Ask how sure the reader is. It can be left open."""
    inner = add(parent, "fieldset", "onward-sure")
    add(inner, "legend").text = words(TEXT["how_sure"])
    for name in SURENESS:
        label = add(inner, "label", "onward-sure__way")
        control = add(label, "input", "onward-option__input", type="radio", name=f"{joined}__sure", value=name)
        control.set("autocomplete", "off")
        control.tail = words(f" {TEXT[f'sure_{name}']}")


def feedback(parent: etree.Element, verdict: str, content: Sequence[etree.Element]) -> etree.Element:
    """A verdict and what is said about it. `verdict` is a key of the catalogue that names the look too."""
    look = "better" if verdict == "better" else "good"
    element = add(parent, "div", f"onward-feedback onward-feedback--{look}")
    add(element, "p", "onward-feedback__verdict").text = words(TEXT[verdict])
    return move(element, content)


def scrambled(members: Sequence[LabelledT], seed: str) -> list[LabelledT]:
    """The members in an order that tells nothing, and that stays the same when others are added.

    It is the order of the hashes of their ids; should that be the order that they had, the first one goes last.
    """

    def place(member: LabelledT) -> str:
        return hashlib.sha256(f"{seed}/{member.label.id}".encode()).hexdigest()

    order = sorted(members, key=place)
    return [*order[1:], order[0]] if len(order) > 1 and order == list(members) else order
