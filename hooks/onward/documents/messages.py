"""A message as the letters that it can be, with what has to be filled in."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement
from markupsafe import Markup

from onward.documents.document import ANY_LENGTH, Document
from onward.documents.finished import Finished, child, inside, part_words, words
from onward.documents.guide_pages import GuidePages
from onward.model import Field, Message, Page


@dataclass(frozen=True, slots=True)
class Blank:
    """What stands in brackets in the letters, and what to write there."""

    name: str
    hint: Markup


@dataclass(frozen=True, slots=True)
class Letter:
    """One version: its name, empty where there is only one, its subject and its paragraphs."""

    title: Markup
    subject: Markup
    paragraphs: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a message."""

    intro: Markup
    blanks: tuple[Blank, ...]
    letters: tuple[Letter, ...]


def message(pages: GuidePages, page: Page, block: Message) -> Document:
    """The document of a message."""
    frame, values = pages.frame(page, block, "message"), {"message": sheet(pages.finished(page), block)}
    return Document(block.id, page.path, frame, "message.jinja", values, ANY_LENGTH, must=False)


def sheet(finished: Finished, block: Message) -> Sheet:
    """What stands on a message, with the words of its page."""
    section = finished.part(block.id)
    return Sheet(
        part_words(section, "onward-block__intro", finished.follow),
        tuple(_blank(finished, block, each) for each in block.fields if not each.tick),
        tuple(_letter(finished, part) for part in inside(section, "onward-version")),
    )


def _blank(finished: Finished, block: Message, asked: Field) -> Blank:
    hint = f"{block.id}--{asked.label.id}__hint"
    return Blank(asked.text, words(finished.part(hint), finished.follow) if finished.has(hint) else Markup())


def _letter(finished: Finished, part: HtmlElement) -> Letter:
    subject = inside(part, "onward-version__subject")
    paragraphs = (each for each in part.iterdescendants("p") if each not in {line.getparent() for line in subject})
    return Letter(
        words(child(part, "onward-version__title"), finished.follow),
        words(subject[0] if subject else None, finished.follow),
        tuple(words(paragraph, finished.follow) for paragraph in paragraphs),
    )
