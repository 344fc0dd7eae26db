"""A checklist remembers its ticks, item by item, whatever the editor and the other tabs do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from json import dumps
from textwrap import dedent

import pytest
from playwright.sync_api import Page, expect

from browser.blocks import Checklist, goto_before_the_script_comes, stored, tab_to
from browser.clock import set_time
from browser.serving import Site

PublishList = Callable[[str], Checklist]


@pytest.fixture
def checklist(page: Page, site: Site) -> Checklist:
    page.goto(site.address("just-heard/"))
    return Checklist(page, "first-24-hours")


def in_another_tab(checklist: Checklist) -> Checklist:
    tab = checklist.page.context.new_page()
    tab.goto(checklist.page.url)
    return Checklist(tab, checklist.id)


def test_a_tick_is_there_after_a_reload(checklist: Checklist) -> None:
    first, second, *others = checklist.ids()
    total = len(others) + 2
    expect(checklist.progress).to_have_text(f"0 of {total} done")

    checklist.tick(second)
    expect(checklist.progress).to_have_text(f"1 of {total} done")
    checklist.page.reload()
    assert checklist.ticked() == [second]
    expect(checklist.progress).to_have_text(f"1 of {total} done")

    checklist.tick(first)
    checklist.untick(second)
    expect(checklist.progress).to_have_text(f"1 of {total} done")
    checklist.page.reload()
    assert checklist.ticked() == [first]


def test_the_bar_shows_what_the_words_say(checklist: Checklist) -> None:
    bar = checklist.root.locator("progress")
    expect(bar).to_have_js_property("max", len(checklist.ids()))
    checklist.tick(checklist.ids()[0])
    expect(bar).to_have_js_property("value", 1)


def test_the_whole_line_ticks(checklist: Checklist) -> None:
    first, second, *_ = checklist.ids()
    rows = checklist.root.locator(".onward-item")
    size = rows.first.bounding_box()
    assert size
    rows.first.click(position={"x": 4, "y": 4})
    rows.nth(1).click(position={"x": size["width"] - 4, "y": 24})
    assert checklist.ticked() == [first, second]


def test_a_tick_from_before_the_script_came_is_kept(page: Page, site: Site) -> None:
    let_through = goto_before_the_script_comes(page, site.address("just-heard/"))
    checklist = Checklist(page, "first-24-hours")
    checklist.tick(checklist.ids()[0])
    let_through()
    expect(checklist.progress).to_have_text(f"1 of {len(checklist.ids())} done")
    page.reload()
    assert checklist.ticked() == checklist.ids()[:1]


def test_by_keyboard_alone(checklist: Checklist) -> None:
    page, items = checklist.page, checklist.ids()
    for item in items:
        tab_to(checklist.box(item))
        page.keyboard.press("Enter")
        expect(checklist.box(item)).not_to_be_checked()
        page.keyboard.press("Space")
        expect(checklist.box(item)).to_be_checked()
        expect(checklist.box(item)).to_be_focused()
    expect(checklist.progress).to_have_text(f"{len(items)} of {len(items)} done")

    tab_to(checklist.clear)
    page.keyboard.press("Space")
    expect(checklist.clear).to_be_focused()
    assert checklist.ticked() == []

    tab_to(checklist.undo)
    page.keyboard.press("Enter")
    expect(checklist.clear).to_be_focused()
    assert checklist.ticked() == items


def test_a_second_start_changes_nothing(checklist: Checklist) -> None:
    checklist.page.evaluate("() => window.document$.next(document)")
    checklist.tick(checklist.ids()[0])
    checklist.clear.click()
    expect(checklist.notice).to_have_text("Cleared. Undo")
    checklist.undo.click()
    assert checklist.ticked() == checklist.ids()[:1]


def test_ticks_are_kept_without_the_script_of_the_theme(page: Page, site: Site) -> None:
    page.route("**/assets/javascripts/bundle.*.js", lambda route: route.abort())
    page.goto(site.address("just-heard/"))
    checklist = Checklist(page, "first-24-hours")
    assert page.evaluate("() => window.document$ === undefined")
    checklist.tick(checklist.ids()[0])
    page.reload()
    assert checklist.ticked() == checklist.ids()[:1]


def test_print_prints(checklist: Checklist) -> None:
    checklist.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    checklist.print.click()
    assert checklist.page.evaluate("window.printed")


def test_clear_and_undo(checklist: Checklist) -> None:
    first, second, *_ = checklist.ids()
    checklist.tick(first)
    checklist.tick(second)
    before = checklist.choices()

    checklist.clear.click()
    assert checklist.ticked() == []
    assert stored(checklist.page) == {}
    expect(checklist.notice).to_have_text("Cleared. Undo")

    checklist.undo.click()
    assert checklist.ticked() == [first, second]
    assert checklist.choices() == before
    expect(checklist.notice).to_have_text("")
    expect(checklist.clear).to_be_focused()


def test_a_second_tap_on_clear_leaves_undo_as_it_is(checklist: Checklist) -> None:
    item = checklist.ids()[0]
    checklist.tick(item)
    checklist.clear.dblclick()
    checklist.undo.click()
    assert checklist.ticked() == [item]


def test_clear_with_nothing_there_offers_no_undo(checklist: Checklist) -> None:
    checklist.clear.click()
    expect(checklist.notice).to_have_text("Cleared.")


def test_undo_keeps_what_was_ticked_after_clear(checklist: Checklist) -> None:
    first, second, *_ = checklist.ids()
    checklist.tick(first)
    checklist.clear.click()
    checklist.tick(second)
    checklist.undo.click()
    assert checklist.ticked() == [first, second]


def test_undo_keeps_what_another_tab_chose_after_clear(checklist: Checklist) -> None:
    first, second, third, *_ = checklist.ids()
    checklist.tick(first)
    checklist.tick(second)
    checklist.clear.click()
    other = in_another_tab(checklist)
    other.tick(first)
    other.untick(first)
    other.tick(third)

    checklist.undo.click()
    # The other tab's later untick of the first stands; the second comes back; the third is not lost.
    assert checklist.ticked() == [second, third]
    expect(other.box(second)).to_be_checked()
    assert other.ticked() == [second, third]


def test_undo_is_gone_when_the_page_has_been_left(checklist: Checklist) -> None:
    checklist.tick(checklist.ids()[0])
    checklist.clear.click()
    expect(checklist.undo).to_be_visible()
    checklist.page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(checklist.undo).to_have_count(0)


def test_a_second_tab_shows_the_tick_and_neither_loses_the_others(checklist: Checklist) -> None:
    first, second, third, *_ = checklist.ids()
    other = in_another_tab(checklist)
    checklist.tick(first)
    expect(other.box(first)).to_be_checked()
    expect(other.progress).to_have_text(f"1 of {len(checklist.ids())} done")

    other.tick(second)
    checklist.tick(third)
    expect(checklist.box(second)).to_be_checked()
    for tab in (checklist, other):
        tab.page.reload()
        assert tab.ticked() == [first, second, third]

    other.clear.click()
    expect(checklist.progress).to_have_text(f"0 of {len(checklist.ids())} done")
    assert checklist.ticked() == []


def test_a_tab_that_missed_the_news_loses_nothing(checklist: Checklist) -> None:
    first, second, *_ = checklist.ids()
    other = in_another_tab(checklist)
    other.page.evaluate("() => window.addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    checklist.tick(first)
    other.wait_for_choices(first)
    other.tick(second)
    checklist.wait_for_choices(first, second)
    assert set(checklist.choices()) == {first, second}


def test_a_page_that_comes_back_shows_what_was_chosen_meanwhile(checklist: Checklist) -> None:
    item = checklist.ids()[0]
    # A tab's own writing gives it no storage event, so this is news to it, as after a while in the browser's memory.
    checklist.store(dumps({"v": 1, "choices": {item: {"on": True, "at": 1}}}))
    assert checklist.ticked() == []
    checklist.page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert checklist.ticked() == [item]


def test_a_clock_that_was_set_back_makes_no_choice_older(checklist: Checklist) -> None:
    item = checklist.ids()[0]
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    set_time(checklist.page, noon)
    checklist.tick(item)
    at = int(noon.timestamp() * 1000)
    assert checklist.choices()[item] == {"on": True, "at": at}
    set_time(checklist.page, noon - timedelta(hours=1))
    checklist.untick(item)
    assert checklist.choices()[item] == {"on": False, "at": at + 1}


@pytest.fixture
def publish_list(page: Page, publish: Callable[[str], None]) -> PublishList:
    """Publish a page with a checklist of these items."""

    def publish_list(items: str) -> Checklist:
        publish(f"/// checklist | Things to do\n    id: things\n    when: Now\n\n{dedent(items).strip()}\n\n///\n")
        return Checklist(page, "things")

    return publish_list


ITEMS = """
    - [ ] Drink some water. {#water}
    - [ ] Call a friend. {#friend}
    - [ ] Go for a walk. {#walk}
"""


def test_ticks_stay_with_their_items_when_the_list_is_rewritten(
    publish_list: PublishList, page: Page, site: Site
) -> None:
    checklist = publish_list(ITEMS)
    page.goto(site.address())
    checklist.tick("water")
    checklist.tick("walk")
    publish_list(
        """
        - [ ] Take a short walk outside. {#walk}
        - [ ] Eat something. {#eat}
        - [ ] Have a glass of water. {#water}
        - [ ] Call a friend. {#friend}
        """
    )
    page.reload()
    assert checklist.ids() == ["walk", "eat", "water", "friend"]
    assert checklist.ticked() == ["walk", "water"]


def test_a_renamed_item_takes_its_tick_along(publish_list: PublishList, page: Page, site: Site) -> None:
    checklist = publish_list(ITEMS)
    page.goto(site.address())
    checklist.tick("water")
    publish_list(ITEMS.replace("{#water}", '{#drink was="water"}'))
    page.reload()
    assert checklist.ticked() == ["drink"]
    # What the reader says about the new id stands, whatever the old one says.
    checklist.untick("drink")
    page.reload()
    assert checklist.ticked() == []


def test_the_tick_of_an_item_that_is_gone_stays_in_storage(publish_list: PublishList, page: Page, site: Site) -> None:
    checklist = publish_list(ITEMS)
    page.goto(site.address())
    checklist.tick("water")
    before = checklist.choices()["water"]
    publish_list("- [ ] Call a friend. {#friend}\n- [ ] Go for a walk. {#walk}")
    page.reload()
    expect(checklist.progress).to_have_text("0 of 2 done")
    checklist.tick("walk")
    assert checklist.choices()["water"] == before


def test_an_item_may_be_called_what_every_object_has(publish_list: PublishList, page: Page, site: Site) -> None:
    checklist = publish_list("- [ ] Call the builder. {#constructor}\n- [ ] Go for a walk. {#walk}")
    page.goto(site.address())
    checklist.tick("walk")
    assert checklist.ticked() == ["walk"]
    checklist.tick("constructor")
    page.reload()
    assert checklist.ticked() == ["constructor", "walk"]
