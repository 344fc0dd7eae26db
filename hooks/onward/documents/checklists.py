"""A checklist on one page: what one would pin to a wall."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from onward.documents.document import Document
from onward.documents.finished import Finished, child, part_words, words
from onward.documents.guide_pages import GuidePages
from onward.model import Checklist, Page
from onward.text import TEXT, say


@dataclass(frozen=True, slots=True)
class Line:
    """A box to tick: its words, what stands under them, when it is due, and whether there is a line for a note."""

    name: str
    text: Markup
    more: Markup
    due: str
    note: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a checklist."""

    when: str
    intro: Markup
    lines: tuple[Line, ...]
    closing: Markup


def checklist(pages: GuidePages, page: Page, block: Checklist) -> Document:
    """The document of a checklist."""
    frame = pages.frame(page, block, "checklist")
    return Document(block.id, page.path, frame, "checklist.jinja", {"list": sheet(pages.finished(page), block)})


def sheet(finished: Finished, block: Checklist) -> Sheet:
    """What stands on a checklist, with the words of its page."""
    section = finished.part(block.id)
    lines = []
    for item in block.items:
        row = finished.part(f"{block.id}--{item.label.id}")
        lines.append(
            Line(
                item.label.id,
                words(child(row, "onward-item__label"), finished.follow),
                part_words(row, "onward-item__more", finished.follow),
                _due(item.label.days),
                block.notes,
            )
        )
    return Sheet(
        block.when,
        part_words(section, "onward-block__intro", finished.follow),
        tuple(lines),
        part_words(section, "onward-block__closing", finished.follow),
    )


def _due(days: int) -> str:
    if not days:
        return ""
    return TEXT["within_a_day"] if days == 1 else say("within_days", days=days)
