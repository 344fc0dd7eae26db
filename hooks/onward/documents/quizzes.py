"""A quiz as an exercise on paper, with its answers on a sheet of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement
from markupsafe import Markup

from onward.blocks.quizzes.frame import SURENESS
from onward.documents.document import EXERCISE, Document
from onward.documents.finished import Finished, child, classes, inside, part_words, shown, words
from onward.documents.guide_pages import GuidePages
from onward.model import Page, Question, Quiz
from onward.text import TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """Something to tick, to number, or to give a letter."""

    name: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one option: `verdict` in a word, and whether it is a good choice. Both may be left open."""

    text: Markup
    verdict: str = ""
    good: bool = False
    feedback: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question as paper shows it, and its answers.

    `form` says how it is answered: `one` or `many` of the rows, one in a `line`, `order` or `match`, where the rows get
    the letters of `partners`. Answers of an `ordered` exercise are steps.
    """

    name: str
    text: Markup
    context: Markup
    how: str
    form: str
    rows: tuple[Row, ...]
    partners: tuple[Markup, ...]
    sureness: tuple[str, ...]
    answers: tuple[Answer, ...]
    why: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a quiz. Questions are in the order of the page: lines to sort are scrambled there."""

    intro: Markup
    exercises: tuple[Exercise, ...]


def quiz(pages: GuidePages, page: Page, block: Quiz) -> Document:
    """The document of a quiz."""
    frame, values = pages.frame(page, block, "quiz"), {"quiz": sheet(pages.finished(page), block)}
    return Document(block.id, page.path, frame, "quiz.jinja", values, EXERCISE, most=2, must=False)


def sheet(finished: Finished, block: Quiz) -> Sheet:
    """What stands on a quiz, with the words of its page."""
    section = finished.part(block.id)
    by_id = {exercise.label.id: exercise for exercise in block.exercises}
    return Sheet(
        part_words(section, "onward-block__intro", finished.follow),
        tuple(
            _exercise(finished, block, by_id[fieldset.get("data-question", "")], fieldset)
            for fieldset in section.iterchildren("fieldset")
        ),
    )


def _exercise(finished: Finished, block: Quiz, exercise: object, fieldset: HtmlElement) -> Exercise:
    follow = finished.follow
    form = _form(exercise, fieldset)
    answers = child(fieldset, "onward-answers")
    return Exercise(
        name=fieldset.get("id", ""),
        text=words(child(fieldset, "onward-question__legend"), follow),
        context=part_words(fieldset, "onward-question__context", follow),
        how=str(words(child(fieldset, "onward-question__how"), follow).striptags()),
        form=form,
        rows=tuple(_rows(finished, fieldset, form)),
        partners=tuple(words(each, follow) for each in _list(fieldset, "onward-match__partners")),
        sureness=tuple(TEXT[f"sure_{name}"] for name in SURENESS) if block.confidence else (),
        answers=tuple(_answers(finished, answers, form)) if answers is not None else (),
        why=part_words(answers, "onward-why", follow) if answers is not None else Markup(),
    )


def _form(exercise: object, fieldset: HtmlElement) -> str:
    control = fieldset.get("data-control", "")
    if control != "choice":
        return control
    if inside(fieldset, "onward-options--row"):
        return "line"
    return "many" if isinstance(exercise, Question) and exercise.multiple else "one"


def _list(part: HtmlElement, name: str) -> list[HtmlElement]:
    return [row for rows in inside(part, name) for row in rows.iterchildren("li")]


def _rows(finished: Finished, fieldset: HtmlElement, form: str) -> Iterator[Row]:
    row, text, name = {
        "order": ("onward-order__step", "onward-order__text", "data-step"),
        "match": ("onward-match__pair", "onward-match__text", "data-pair"),
    }.get(form, ("onward-option", "onward-option__label", "data-option"))
    for each in inside(fieldset, row):
        yield Row(each.get(name, ""), words(child(each, text), finished.follow))


def _answers(finished: Finished, answers: HtmlElement, form: str) -> Iterator[Answer]:
    if form == "order":
        steps = (row for row in answers.iterdescendants("li"))
        yield from (Answer(words(step, finished.follow)) for step in steps)
        return
    for each in inside(answers, "onward-answer"):
        said = next(iter(inside(each, "onward-feedback")), None)
        verdict = next(iter(inside(each, "onward-feedback__verdict")), None)
        feedback = [part for part in said.iterchildren("*") if part is not verdict] if said is not None else []
        yield Answer(
            text=words(child(each, "onward-answer__option"), finished.follow),
            verdict=verdict.text_content() if verdict is not None else "",
            good=said is not None and "onward-feedback--good" in classes(said),
            feedback=shown(feedback, finished.follow),
        )
