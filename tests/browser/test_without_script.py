"""Without JavaScript the page is complete: nothing to read is missing, and nothing is there that does not work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.blocks import Checklist, Question, Quiz
from browser.serving import Site


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A tab in a browser that runs no script."""
    return new_context(java_script_enabled=False).new_page()


def blocks(page: Page, site: Site, kind: str) -> list[tuple[str, str]]:
    """The page's address and the id of every block of a kind."""
    found = []
    for address, tree in site.trees():
        found += [(address, block.get("data-block", "")) for block in tree.find_class(f"onward-{kind}")]
    return found


def test_every_checklist_item_can_be_read_and_ticked(page: Page, site: Site) -> None:
    found = blocks(page, site, "checklist")
    assert len(found) >= 4
    for address, block_id in found:
        page.goto(site.address(address))
        checklist = Checklist(page, block_id)
        expect(checklist.root.get_by_role("heading").first).to_be_visible()
        assert checklist.boxes.count() >= 3
        for label in checklist.root.locator(".onward-item__label").all():
            label.check()


def test_every_answer_can_be_read(page: Page, site: Site) -> None:
    found = blocks(page, site, "quiz")
    assert len(found) >= 3
    for address, block_id in found:
        page.goto(site.address(address))
        for question in Quiz(page, block_id).questions():
            expect(question.root.locator("legend").first).to_be_visible()
            if question.root.get_attribute("data-control") != "choice":
                continue  # Steps to order and pairs to match: test_quiz_kinds.py.
            for label in question.options.locator("label").all():
                expect(label).to_be_visible()
            expect_the_answers_behind_a_fold(question)


def expect_the_answers_behind_a_fold(question: Question) -> None:
    answers = question.root.locator(".onward-answer")
    assert answers.count() == question.options.count() >= 2
    expect(answers.first).to_be_hidden()
    question.root.get_by_text("Show the answers").click()
    for answer in answers.all():
        expect(answer.locator(".onward-answer__option")).to_be_visible()
        expect(answer.locator(".onward-feedback__verdict")).to_be_visible()
        expect(answer.locator(".onward-feedback p").last).to_be_visible()


def test_no_button_is_shown_that_does_nothing(page: Page, site: Site) -> None:
    for address in site.pages():
        page.goto(site.address(address))
        shown = [button.inner_text() for button in page.get_by_role("button").all() if button.is_visible()]
        assert shown == [], f"{address}: {shown}"


def test_no_promise_is_made_that_needs_script(page: Page, site: Site) -> None:
    page.goto(site.address("just-heard/"))
    expect(page.locator(".onward-foot")).to_be_hidden()
