"""A plan as a worksheet: a table of actions to fill in, and lines for what is written once."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement
from markupsafe import Markup

from onward.documents.document import Document, Fit
from onward.documents.finished import Finished, inside, part_words, words
from onward.documents.guide_pages import GuidePages
from onward.model import Page, Plan

FITS = (Fit(11), Fit(10.5), Fit(10), Fit(9.5), Fit(9), Fit(8.5))


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to write: what it is called, also in plain words, and what to write there."""

    name: str
    text: Markup
    spoken: str
    hint: Markup


def plan(pages: GuidePages, page: Page, block: Plan) -> Document:
    """The document of a plan."""
    finished = pages.finished(page)
    section = finished.part(block.id)
    asked = {part.get("data-field", ""): part for part in section.iter("th", "p") if part.get("data-field")}
    values = {
        "rows": block.rows,
        "columns": tuple(_blank(finished, asked[each.label.id], each.spoken) for each in block.fields),
        "singles": tuple(_blank(finished, asked[each.label.id], each.spoken) for each in block.singles),
        **{
            name: part_words(section, f"onward-block__{name}", finished.follow)
            for name in ("intro", "between", "closing")
        },
    }
    return Document(block.id, page.path, pages.frame(page, block, "plan"), "plan.jinja", values, FITS)


def _blank(finished: Finished, part: HtmlElement, spoken: str) -> Blank:
    name, hint = (next(iter(inside(part, f"onward-plan__{each}")), None) for each in ("name", "hint"))
    return Blank(part.get("data-field", ""), words(name, finished.follow), spoken, words(hint, finished.follow))
