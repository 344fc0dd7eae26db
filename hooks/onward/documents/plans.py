"""A plan as a worksheet: a table of actions to fill in, and lines for what is written once."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement
from markupsafe import Markup

from onward.documents.document import Document, Fit
from onward.documents.finished import Finished, inside, part_words, words
from onward.documents.guide_pages import GuidePages
from onward.model import Page, Plan

FITS = (Fit(11), Fit(10.5), Fit(10), Fit(9.5), Fit(9), Fit(8.5), Fit(10, long=True))


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to write: what it is called, also in plain words, and what to write there."""

    name: str
    text: Markup
    spoken: str
    hint: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a plan: `columns` are written once for each of the `rows`, `singles` once."""

    intro: Markup
    rows: int
    columns: tuple[Blank, ...]
    between: Markup
    singles: tuple[Blank, ...]
    closing: Markup


def plan(pages: GuidePages, page: Page, block: Plan) -> Document:
    """The document of a plan."""
    frame, values = pages.frame(page, block, "plan"), {"plan": sheet(pages.finished(page), block)}
    return Document(block.id, page.path, frame, "plan.jinja", values, FITS)


def sheet(finished: Finished, block: Plan) -> Sheet:
    """What stands on a plan, with the words of its page."""
    section = finished.part(block.id)
    asked = {part.get("data-field", ""): part for part in section.iter("th", "p") if part.get("data-field")}
    return Sheet(
        part_words(section, "onward-block__intro", finished.follow),
        block.rows,
        tuple(_blank(finished, block, asked[each.label.id], each.spoken) for each in block.fields),
        part_words(section, "onward-block__between", finished.follow),
        tuple(_blank(finished, block, asked[each.label.id], each.spoken) for each in block.singles),
        part_words(section, "onward-block__closing", finished.follow),
    )


def _blank(finished: Finished, block: Plan, part: HtmlElement, spoken: str) -> Blank:
    name, hint = (next(iter(inside(part, f"onward-plan__{each}")), None) for each in ("name", "hint"))
    id_ = f"{block.id}--{part.get('data-field')}"
    return Blank(id_, words(name, finished.follow), spoken, words(hint, finished.follow))
