"""A self-check for a pen: statements with numbers to add up, questions, and what each result leads to."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement
from markupsafe import Markup

from onward.documents.document import ANY_LENGTH, Document
from onward.documents.finished import Finished, child, classes, inside, part_words, shown, words
from onward.documents.guide_pages import GuidePages
from onward.model import Page, SelfCheck


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; what it counts stands in its words."""

    name: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement or a question, with its answers. A `private` one is about feelings: no file can keep its answer."""

    name: str
    text: Markup
    context: Markup
    how: Markup
    rows: tuple[Row, ...]
    private: bool


@dataclass(frozen=True, slots=True)
class Part:
    """An area with its statements and a line for its total, or a question by itself, without name and total."""

    title: Markup
    context: Markup
    asked: tuple[Asked, ...]
    total: Markup
    name: str


@dataclass(frozen=True, slots=True)
class Result:
    """What to start with, and when."""

    when: Markup
    title: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a self-check."""

    intro: Markup
    explained: Markup
    parts: tuple[Part, ...]
    results: tuple[Result, ...]


def self_check(pages: GuidePages, page: Page, block: SelfCheck) -> Document:
    """The document of a self-check."""
    frame, values = pages.frame(page, block, "self-check"), {"check": sheet(pages.finished(page), block)}
    return Document(block.id, page.path, frame, "self-check.jinja", values, ANY_LENGTH, most=2, must=False)


def sheet(finished: Finished, block: SelfCheck) -> Sheet:
    """What stands on a self-check, with the words of its page."""
    section = finished.part(block.id)
    parts = (
        _part(finished, each)
        for each in section.iterchildren("div", "fieldset")
        if {"onward-area", "onward-question"} & set(classes(each))
    )
    return Sheet(
        part_words(section, "onward-block__intro", finished.follow),
        part_words(section, "onward-points", finished.follow),
        tuple(parts),
        tuple(_result(finished, each) for each in inside(section, "onward-outcome")),
    )


def _part(finished: Finished, part: HtmlElement) -> Part:
    if part.tag == "fieldset":
        return Part(Markup(), Markup(), (_asked(finished, part),), Markup(), "")
    return Part(
        words(child(part, "onward-area__title"), finished.follow),
        part_words(part, "onward-question__context", finished.follow),
        tuple(_asked(finished, each) for each in part.iterchildren("fieldset")),
        part_words(part, "onward-area__total", finished.follow),
        part.get("id", ""),
    )


def _asked(finished: Finished, fieldset: HtmlElement) -> Asked:
    return Asked(
        fieldset.get("id", ""),
        words(child(fieldset, "onward-question__legend"), finished.follow),
        part_words(fieldset, "onward-question__context", finished.follow),
        part_words(fieldset, "onward-question__how", finished.follow),
        tuple(
            Row(row.get("data-option", ""), words(child(row, "onward-option__label"), finished.follow))
            for row in inside(fieldset, "onward-option")
        ),
        "onward-question--private" in classes(fieldset),
    )


def _result(finished: Finished, part: HtmlElement) -> Result:
    told = {"onward-outcome__when", "onward-outcome__title"}
    body = [each for each in part.iterchildren("*") if not told & set(classes(each))]
    return Result(
        part_words(part, "onward-outcome__when", finished.follow),
        part_words(part, "onward-outcome__title", finished.follow),
        shown(body, finished.follow),
    )
