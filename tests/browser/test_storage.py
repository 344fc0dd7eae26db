"""Nothing is kept before the reader acts, and whatever the browser does with it the page goes on."""

from __future__ import annotations

from json import dumps
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.blocks import Block, Checklist, Quiz, stored
from browser.serving import Site

NOT_KEPT = "This browser will not keep your choices. Print them or save them as a file if you want to keep them."
UNREADABLE = "Your saved choices here could not be read. We have kept a copy and started again."

# What a private window, a frame of another site, a full disk and an old web view do.
REFUSED = {
    "refuses to open": """Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("No", "SecurityError"); },
    })""",
    "has none": "Object.defineProperty(window, 'localStorage', { value: null })",
    "is full": "Storage.prototype.setItem = () => { throw new DOMException('Full', 'QuotaExceededError'); }",
    "refuses everything": """for (const name of ["getItem", "setItem", "removeItem"]) {
        Storage.prototype[name] = () => { throw new DOMException("No", "SecurityError"); };
    }""",
}

BROKEN = {
    "no JSON": '{"v":1,"choices":{',
    "nothing": "null",
    "a list": "[]",
    "no choices": '{"v":1}',
    "choices in a list": '{"v":1,"choices":[]}',
    "a choice that is none": '{"v":1,"choices":{"leave-reply":null}}',
    "a choice without its time": '{"v":1,"choices":{"leave-reply":{"on":true}}}',
    "a newer version": '{"v":2,"choices":{"leave-reply":{"on":true,"at":1}}}',
}


@pytest.fixture
def checklist(page: Page, site: Site) -> Checklist:
    page.goto(site.address("just-heard/"))
    return Checklist(page, "first-24-hours")


@pytest.fixture
def quiz(page: Page, site: Site) -> Quiz:
    page.goto(site.address("reply/"))
    return Quiz(page, "send-edit-delete")


def test_nothing_is_kept_before_the_reader_acts(context: BrowserContext, page: Page, site: Site) -> None:
    for address in site.pages():
        page.goto(site.address(address))
        page.emulate_media(color_scheme="dark")
        page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    assert kept(page) == {"local": {}, "session": {}, "databases": [], "cookies": []}
    assert context.cookies() == []


def test_only_our_keys_are_kept_afterwards(page: Page, site: Site) -> None:
    blocks: list[Block] = []
    for address in site.pages():
        page.goto(site.address(address))
        for root in page.locator("[data-onward]").all():
            if root.get_attribute("data-onward") != "message":  # What is written there is kept when it is asked for.
                blocks.append(Block(page, root.get_attribute("data-block") or ""))
            root.evaluate(
                """root => {
                    for (const select of root.querySelectorAll("select")) {
                        select.selectedIndex = 1;
                        select.dispatchEvent(new Event("change"));
                    }
                    ["label", "[data-action=down]", "[data-action=check]"]
                        .flatMap((selector) => [...root.querySelectorAll(selector)])
                        .forEach((control) => control.click());
                }"""
            )
            root.evaluate(
                """root => root.querySelectorAll("textarea").forEach((field) => {
                    field.value = "Words";
                    field.dispatchEvent(new Event("input"));
                })"""
            )
    assert len(blocks) >= 7
    found = kept(page)
    assert set(found.pop("local")) == {block.key() for block in blocks}
    assert found == {"session": {}, "databases": [], "cookies": []}


def kept(page: Page) -> dict[str, Any]:
    """Everything that a page can leave behind in a browser."""
    found: dict[str, Any] = page.evaluate(
        """async () => ({
            local: { ...localStorage },
            session: { ...sessionStorage },
            databases: (await indexedDB.databases()).map(({ name }) => name),
            cookies: document.cookie ? [document.cookie] : [],
        })"""
    )
    return found


@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED.keys())
def test_where_nothing_is_kept_ticking_works_and_the_page_says_so(
    page: Page, site: Site, faults: list[str], script: str
) -> None:
    page.add_init_script(script)
    page.goto(site.address("just-heard/"))
    checklist = Checklist(page, "first-24-hours")
    first, second, *_ = checklist.ids()
    expect(checklist.notice).to_have_text("")

    checklist.tick(first)
    checklist.tick(second)
    assert checklist.ticked() == [first, second]
    expect(checklist.progress).to_have_text(f"2 of {len(checklist.ids())} done")
    expect(checklist.notice).to_have_text(f"{NOT_KEPT} Save as a file")
    checklist.untick(first)
    assert checklist.ticked() == [second]

    checklist.clear.click()
    assert checklist.ticked() == []
    checklist.undo.click()
    assert checklist.ticked() == [second]

    page.goto(site.address("reply/"))
    question = Quiz(page, "send-edit-delete").questions()[0]
    question.labels.first.check()
    question.check.click()
    expect(question.feedback).to_have_count(1)
    # Material's own script may stumble over such a storage; ours has no part in it.
    assert not [fault for fault in faults if "assets/onward." in fault]
    faults.clear()


def test_what_was_not_kept_is_kept_with_the_next_choice(checklist: Checklist) -> None:
    first, second, *_ = checklist.ids()
    checklist.page.evaluate(
        """() => {
            window.setItem = Storage.prototype.setItem;
            Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError"); };
        }"""
    )
    checklist.tick(first)
    expect(checklist.notice).to_have_text(f"{NOT_KEPT} Save as a file")
    checklist.page.evaluate("() => { Storage.prototype.setItem = window.setItem; }")
    checklist.tick(second)
    expect(checklist.notice).to_have_text("")
    checklist.page.reload()
    assert checklist.ticked() == [first, second]


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
def test_an_unreadable_value_is_left_alone_and_then_put_aside(checklist: Checklist, raw: str) -> None:
    checklist.store(raw)
    checklist.page.reload()
    assert checklist.ticked() == []
    assert stored(checklist.page) == {checklist.key(): raw}
    expect(checklist.notice).to_have_text("")

    item = checklist.ids()[1]
    checklist.tick(item)
    expect(checklist.notice).to_have_text(UNREADABLE)
    assert stored(checklist.page)[f"{checklist.key()}:unreadable"] == raw
    checklist.page.reload()
    assert checklist.ticked() == [item]

    # Clear means everything, the copy too; and so does Undo.
    before = stored(checklist.page)
    checklist.clear.click()
    assert stored(checklist.page) == {}
    checklist.undo.click()
    assert stored(checklist.page) == before


def test_an_unreadable_value_that_was_cleared_comes_back_as_it_was(checklist: Checklist) -> None:
    checklist.store(BROKEN["a newer version"])
    checklist.page.reload()
    checklist.clear.click()
    assert stored(checklist.page) == {}
    checklist.undo.click()
    assert stored(checklist.page) == {checklist.key(): BROKEN["a newer version"]}


def test_an_unreadable_value_stays_where_no_copy_can_be_made(checklist: Checklist) -> None:
    checklist.store(BROKEN["no JSON"])
    checklist.page.reload()
    checklist.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('Full'); }; }")
    checklist.tick(checklist.ids()[0])
    expect(checklist.notice).to_have_text(f"{NOT_KEPT} Save as a file")
    expect(checklist.boxes.first).to_be_checked()
    assert stored(checklist.page) == {checklist.key(): BROKEN["no JSON"]}


@pytest.mark.parametrize("pick", [None, "thanks-line", 7, {}, [None, 3], []])
def test_an_answer_of_another_shape_is_no_answer(quiz: Quiz, pick: object) -> None:
    question = quiz.questions()[0]
    quiz.store(dumps({"v": 1, "choices": {question.id(): {"pick": pick, "checked": True, "at": 1}}}))
    quiz.page.reload()
    expect(quiz.progress).to_have_text(f"0 of {quiz.fieldsets.count()} checked")
    expect(question.feedback).to_have_count(0)
    question.labels.first.check()
    question.check.click()
    expect(question.feedback).to_have_count(1)


def test_choices_that_the_page_does_not_know_are_kept(quiz: Quiz) -> None:
    unknown = {"pick": ["somewhere"], "checked": True, "at": 5, "more": [1]}
    quiz.store(dumps({"v": 1, "choices": {"gone": unknown}}))
    quiz.page.reload()
    quiz.questions()[0].labels.first.check()
    assert quiz.choices()["gone"] == unknown
    assert len(quiz.choices()) == 2
