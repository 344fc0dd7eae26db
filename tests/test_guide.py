"""What the guide promises of itself: its pages, the ways to them, and where all of its advice stands."""

from __future__ import annotations

import posixpath

import pytest

import sites
from onward.build import Build
from onward.checks import check
from onward.model import Checklist, HelpPanel, Message, Quiz, SelfCheck, Severity
from onward.site import read_site

PAGES = {
    "index",
    "just-heard",
    "why-you-were-not-chosen",
    "reply",
    "ask-for-feedback",
    "use-feedback",
    "no-reply",
    "improve-your-application",
    "review-your-interview",
    "make-a-plan",
    "prepare-for-your-next-interview",
    "rebuild-your-confidence",
    "keep-going",
    "stay-in-touch",
    "get-help",
    "print",
    "about",
}
"""The pages of the content plan; the map of the advice comes on top."""


@pytest.fixture(scope="module")
def guide() -> Build:
    """The pages for readers."""
    build = read_site(sites.REPO / "mkdocs.yml")
    build.pages = {path: page for path, page in build.pages.items() if not page.for_editors}
    return build


def links(guide: Build, page: str) -> set[str]:
    """The addresses below docs that a page's text links to, with their anchors."""
    folder = posixpath.dirname(page)
    return {posixpath.normpath(posixpath.join(folder, link.raw)) for link in guide.pages[page].links}


def test_every_page_of_the_plan_is_there(guide: Build) -> None:
    assert set(guide.pages) == {f"{name}.md" for name in PAGES} | {"where-each-piece-stands.md"}


def test_nothing_is_to_be_put_right(guide: Build) -> None:
    """No error, no warning: every entry of guidance.yml has its home, and no text of an article is copied."""
    assert [str(problem) for problem in check(guide) if problem.severity is not Severity.NOTE] == []


def test_the_check_of_homes_sees_the_whole_guide(guide: Build) -> None:
    """Without the citations of one page, everything that has its home there is missed."""
    page = guide.pages.pop("keep-going.md")
    try:
        missed = [problem for problem in check(guide) if problem.rule == "entry-home"]
    finally:
        guide.pages["keep-going.md"] = page
    at_home = [atom for atom in guide.registry.atoms() if atom.page == "keep-going" and atom.treatment == "stated"]
    assert at_home
    assert {f"`{atom.id}`" for atom in at_home} <= {problem.message.split()[0] for problem in missed}


NEEDS = {
    "told minutes ago": "just-heard.md",
    "turned down for months": "keep-going.md",
    "heard nothing": "no-reply.md",
    "runner-up": "stay-in-touch.md",
    "rejected on a CV": "improve-your-application.md",
    "internal candidate": "reply.md#if-you-work-there",
    "first job": "prepare-for-your-next-interview.md#first-job",
    "consultant": "print.md#for-consultants",
    "hard to cope": "get-help.md#urgent",
}


@pytest.mark.parametrize("need", NEEDS)
def test_the_start_page_leads_to_each_need_in_one_click(guide: Build, need: str) -> None:
    assert NEEDS[need] in links(guide, "index.md")


def test_every_page_is_two_clicks_from_the_start(guide: Build) -> None:
    first = {link.partition("#")[0] for link in links(guide, "index.md")} & set(guide.pages)
    second = {link.partition("#")[0] for page in first for link in links(guide, page)}
    # The map is for those who check our work: it is one click from the about page, which is in every page's foot.
    assert set(guide.pages) - first - second - {"index.md"} <= {"about.md", "where-each-piece-stands.md"}
    assert "where-each-piece-stands.md" in links(guide, "about.md")


def test_the_print_page_names_everything_that_can_be_printed(guide: Build) -> None:
    """Every block of the guide that can be printed, by its place; those of the page itself stand on it."""
    blocks = {
        f"{page.path}#{block.id}"
        for page in guide.pages.values()
        for block in page.blocks
        if isinstance(block, Checklist | Quiz | SelfCheck | Message) and page.path != "print.md"
    }
    assert len(blocks) > 8
    assert blocks <= links(guide, "print.md")


def test_no_debate_where_somebody_has_just_heard(guide: Build) -> None:
    page = guide.pages["just-heard.md"]
    assert {type(block) for block in page.blocks} == {Checklist, HelpPanel}
    compared = {atom.id for atom in guide.registry.atoms() if atom.treatment == "compared"}
    assert not compared & {citation.id for citation in page.citations}


def test_urgent_help_stands_first_on_its_page(guide: Build) -> None:
    page = guide.pages["get-help.md"]
    panel = next(block for block in page.blocks if isinstance(block, HelpPanel))
    section = next(heading for heading in page.headings if heading.level == 2)
    assert panel.id == "urgent"
    assert panel.position < section.position
    kinds = {way.kind for name in panel.show for way in guide.registry.contacts[name].ways}
    assert {"voice", "text", "relay"} <= kinds


def test_what_is_set_aside_has_a_reason(guide: Build) -> None:
    aside = [atom for atom in guide.registry.atoms() if atom.treatment == "set-aside"]
    assert aside
    assert all(atom.reason for atom in aside)
