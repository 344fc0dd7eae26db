"""What the templates are given: plain values with everything decided, so that a template only places them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onward.advice_map import Chapter, advice_map
from onward.agency import Agency
from onward.build import Build, pages_in_order
from onward.model import Checklist, Message, Offered, Page, Plan, Quiz, SelfCheck, Steps
from onward.plan_data import plan_data
from onward.registry import Registry
from onward.text import TEXT, offline_text, script_text, spoken_date


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One of the few contacts that every page shows: `label` `number`, for `name`, with a note."""

    name: str
    label: str
    number: str
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the way: its number from 1, its short name, the docs path of its page, and whether it is this page."""

    number: int
    name: str
    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class PathView:
    """The way through the guide as a page that is a step of it shows it; `path` and `anchor` are where it is drawn."""

    title: str
    path: str
    anchor: str
    steps: tuple[StepView, ...]

    @property
    def current(self) -> StepView:
        """The step that the page is."""
        return next(step for step in self.steps if step.current)


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """Documents of one kind that there are PDF files of."""

    title: str
    documents: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every template gets; on templates that are no page (404) the rest is empty.

    `sheets` are the addresses of the stylesheets that this page needs beside the one of all pages, `print_sheet` that
    of the one for paper. `keeping` says whether browsers keep the pages that are read, `offline_page` is the docs path
    of the page where a reader saves the whole guide, and `offline_text` what the script says there. `copied` is the day
    on which this copy was made, if it is one that is opened as files.
    `panel` is where the live preview puts what is wrong; empty in a site for readers.
    """

    agency: Agency | None
    help_line: tuple[HelpLine, ...]
    text: Mapping[str, str]
    print_sheet: str
    keeping: bool = False
    offline_page: str = ""
    copied: str = ""
    offline_text: Mapping[str, str] | None = None
    sheets: tuple[str, ...] = ()
    documents: tuple[DocumentGroup, ...] = ()
    kind: str = ""
    reviewed: str = ""
    reviewed_iso: str = ""
    next_review: str = ""
    steps: PathView | None = None
    map: tuple[Chapter, ...] = ()
    plan: Mapping[str, object] | None = None
    script_text: Mapping[str, str] | None = None
    panel: str = ""


MAP = "map.html"
"""The template that shows where each piece of advice stands."""


def site_view(build: Build, panel: str = "") -> SiteView:
    """The view for a template that is no page; `panel` is the mark that the live preview asks for."""
    help_line = tuple(_help_line(build.registry))
    return SiteView(
        build.agency.agency,
        help_line,
        TEXT,
        build.sheets["print"].path if build.sheets else "",
        # The preview has other pages at each change.
        keeping=build.keeping and not panel,
        offline_page=build.offline_page(),
        panel=panel,
        copied=spoken_date(build.today) if build.copy and build.today else "",
    )


def page_view(build: Build, path: str, panel: str = "") -> SiteView:
    """The view for a page; `panel` as in `site_view`."""
    view = site_view(build, panel)
    page = build.pages.get(path)
    if page is not None and page.front is not None:
        review = build.next_review(page)
        view = replace(
            view,
            kind=page.front.kind,
            reviewed=spoken_date(page.front.reviewed),
            reviewed_iso=page.front.reviewed.isoformat(),
            next_review=spoken_date(review) if review else "",
            steps=_steps(build, path),
            map=advice_map(build) if dict(page.front.theme).get("template") == MAP else (),
            offline_text=offline_text() if path == view.offline_page else None,
            plan=plan_data(build) if any(isinstance(block, Plan) for block in page.blocks) else None,
            documents=tuple(_documents(build.offers)) if page.front.kind == "print" else (),
            script_text=_script_text(build) if any(block.members() for block in page.blocks) else None,
        )
    return replace(view, sheets=tuple(_sheets(build, view, page)))


def _documents(offers: Iterable[Offered]) -> Iterable[DocumentGroup]:
    """The documents by their kinds, in the order of the guide; those that are all of it come first."""
    ordered = sorted(offers, key=lambda offer: not offer.whole)
    for title in dict.fromkeys(TEXT["documents_whole"] if offer.whole else offer.kind for offer in ordered):
        yield DocumentGroup(
            title,
            tuple(each for each in ordered if title == (TEXT["documents_whole"] if each.whole else each.kind)),
        )


def _script_text(build: Build) -> Mapping[str, str]:
    """What the script says, and which answers say how somebody feels: none of those is ever kept, on whatever page."""
    feelings = [
        f"{block_id}:{question_id}"
        for page in pages_in_order(build.pages)
        for block in page.blocks
        if isinstance(block, SelfCheck)
        for question in block.questions
        if question.label.id == block.wellbeing
        for block_id in (block.id, *block.was)
        for question_id in (question.label.id, *question.label.was)
    ]
    return {**script_text(), "feelings": f" {' '.join(feelings)} "}


def _sheets(build: Build, view: SiteView, page: Page | None) -> Iterable[str]:
    """The addresses of the stylesheets that a page needs beside the one of all pages, in the order of the cascade."""
    kinds = {type(block) for block in page.blocks} if page else set()
    needed = {
        "start": view.kind == "start" or Steps in kinds,
        "quiz": bool(kinds & {Quiz, SelfCheck, Message}),
        "form": Message in kinds,
        "self-check": SelfCheck in kinds,
        "own": bool(kinds & {Checklist, Plan}),
        "plan": Plan in kinds,
        "map": bool(view.map),
        "offline": view.offline_text is not None,
        "editors": page is not None and page.for_editors,
    }
    return (asset.path for name, asset in build.sheets.items() if needed.get(name))


def _steps(build: Build, path: str) -> PathView | None:
    """The way through the guide, for a page that is a step of it."""
    for page in pages_in_order(build.pages):
        for block in page.blocks:
            if not isinstance(block, Steps):
                continue
            steps = tuple(
                StepView(number, step.name, step.page, step.page == path)
                for number, step in enumerate(block.steps, 1)
                if step.page in build.pages
            )
            # A link to the section shows its heading too.
            section = page.section_at(block.position)
            shown = PathView(block.title, page.path, section.id if section else block.id, steps)
            return shown if any(step.current for step in steps) else None
    return None


def _help_line(registry: Registry) -> Iterable[HelpLine]:
    for contact in registry.contacts.values():
        if contact.in_help_line:
            way = contact.ways[0]
            # It stands behind the contact's name, in the middle of a line.
            label = way.label[:1].lower() + way.label[1:] + (f" {way.say} {TEXT['to']}" if way.say else "")
            yield HelpLine(contact.name, label, way.number or "", way.link, way.note or "")
