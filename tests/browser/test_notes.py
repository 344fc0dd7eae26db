"""Notes and dates on the items of a checklist: quiet until they are wanted, and nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Callable
from json import dumps

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.announcements import announcements, listen
from browser.blocks import Checklist, stored, tab_to, words
from browser.clock import set_time
from browser.paper import Paper
from browser.serving import Site
from browser.test_storage import NOT_KEPT, REFUSED

MOST = 1000
TOO_LONG = f"This is longer than {MOST} characters. Shorten it, and it will be kept."
HOSTILE = "<img src=x onerror=alert(1)>\n__proto__ </textarea><script>alert(2)</script>"


@pytest.fixture
def review(page: Page, site: Site) -> Checklist:
    page.goto(site.address("review-your-interview/"))
    return Checklist(page, "interview-review")


@pytest.fixture
def hours(page: Page, site: Site) -> Checklist:
    page.goto(site.address("just-heard/"))
    return Checklist(page, "first-24-hours")


def said(checklist: Checklist, item: str) -> str:
    return checklist.row(item).locator(".onward-item__note").inner_text()


def test_a_note_is_kept_as_it_is_written(review: Checklist) -> None:
    item, other, *_ = review.ids()
    expect(review.root.get_by_role("textbox")).to_have_count(0)
    review.open_note(item)
    expect(review.note(item)).to_be_focused()
    assert stored(review.page) == {}
    review.page.keyboard.type("Two of five\nwere new")
    assert review.choices()[f"{item}:note"]["text"] == "Two of five\nwere new"
    review.open_note(item)
    expect(review.note(item)).to_have_count(0)
    expect(review.row(item).locator("[data-action=note]")).to_be_focused()
    assert said(review, item) == "Two of five\nwere new"

    review.page.reload()
    assert said(review, item) == "Two of five\nwere new"
    expect(review.row(item).get_by_role("button", name="Change my note")).to_be_visible()
    expect(review.row(other).get_by_role("button", name="Add a note")).to_be_visible()
    expect(review.progress).to_have_text(f"0 of {len(review.ids())} done")
    review.open_note(item)
    review.note(item).fill("")
    assert review.choices()[f"{item}:note"]["text"] == ""
    assert said(review, item) == ""


def test_a_note_does_not_tick_and_a_tick_does_not_write(review: Checklist) -> None:
    item = review.ids()[0]
    review.open_note(item)
    review.note(item).click()
    assert review.ticked() == []
    review.note(item).fill("Words")
    review.tick(item)
    assert set(review.choices()) == {item, f"{item}:note"}
    expect(review.note(item)).to_have_value("Words")


def test_html_in_a_note_is_text(review: Checklist) -> None:
    item = review.ids()[0]
    review.open_note(item)
    review.note(item).fill(HOSTILE)
    review.page.reload()
    assert said(review, item) == HOSTILE
    expect(review.row(item).locator("img, script")).to_have_count(0)


def test_what_is_too_long_stays_in_the_field_until_it_is_shorter(review: Checklist) -> None:
    item = review.ids()[0]
    review.open_note(item)
    review.note(item).fill("short")
    review.note(item).fill("x" * (MOST + 1))
    expect(review.row(item).get_by_role("status")).to_have_text(TOO_LONG)
    expect(review.note(item)).to_have_attribute("aria-invalid", "true")
    assert review.choices()[f"{item}:note"]["text"] == "short"
    # Neither a tick nor another tab takes it away.
    review.tick(item)
    review.page.evaluate("() => window.dispatchEvent(new Event('pageshow'))")
    expect(review.note(item)).to_have_value("x" * (MOST + 1))
    review.note(item).press("Backspace")
    expect(review.row(item).locator(".onward-own__message")).to_have_text("")
    assert review.choices()[f"{item}:note"]["text"] == "x" * MOST
    # Clear takes away what could not be kept, too: the next person must not read it.
    review.note(item).fill("y" * (MOST + 1))
    review.clear.click()
    expect(review.note(item)).to_have_value("")
    expect(review.row(item).locator(".onward-own__message")).to_have_text("")
    # Undo brings back what was kept and what was not.
    review.undo.click()
    expect(review.note(item)).to_have_value("y" * (MOST + 1))
    expect(review.row(item).get_by_role("status")).to_have_text(TOO_LONG)
    assert review.choices()[f"{item}:note"]["text"] == "x" * MOST


def test_undo_brings_back_a_text_that_was_too_long_to_be_kept_at_all(review: Checklist) -> None:
    item = review.ids()[0]
    review.open_note(item)
    review.note(item).fill("y" * (MOST + 1))
    review.clear.click()
    expect(review.note(item)).to_have_value("")
    review.undo.click()
    expect(review.note(item)).to_have_value("y" * (MOST + 1))
    assert stored(review.page) == {}


def test_clear_and_undo_take_notes_and_dates_along(hours: Checklist) -> None:
    item = "write-it-down"
    hours.due(item).fill("2026-12-04")
    hours.tick(item)
    expect(hours.clear).to_have_text("Clear my ticks, notes and dates")
    hours.clear.click()
    assert stored(hours.page) == {}
    expect(hours.due(item)).to_have_value("")
    hours.undo.click()
    expect(hours.due(item)).to_have_value("2026-12-04")
    assert hours.ticked() == [item]


def test_another_tab_shows_the_note_and_the_date(review: Checklist, site: Site) -> None:
    item = review.ids()[0]
    other = Checklist(review.page.context.new_page(), review.id)
    other.page.goto(review.page.url)
    other.open_note(item)
    review.open_note(item)
    review.note(item).fill("From the first")
    expect(other.note(item)).to_have_value("From the first")
    other.note(item).fill("From the second")
    expect(review.note(item)).to_have_value("From the second")


def test_by_keyboard_alone(review: Checklist) -> None:
    page, item = review.page, review.ids()[2]
    listen(page)
    page.reload()
    tab_to(review.row(item).locator("[data-action=note]"))
    page.keyboard.press("Enter")
    page.keyboard.type("Salary")
    page.keyboard.press("Tab")
    expect(review.row(item).get_by_role("button", name="Close the note")).to_be_focused()
    page.keyboard.press("Space")
    expect(review.row(item).get_by_role("button", name="Change my note")).to_be_focused()
    assert said(review, item) == "Salary"
    assert announcements(page) == []


def test_by_touch_on_a_small_screen(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640}).new_page()
    page.goto(site.address("review-your-interview/"))
    review = Checklist(page, "interview-review")
    item = review.ids()[1]
    review.row(item).locator("[data-action=note]").tap()
    review.note(item).fill("Well enough")
    review.row(item).locator("[data-action=note]").tap()
    assert said(review, item) == "Well enough"
    assert review.ticked() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu", "Europe/London"])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_the_offered_day_is_of_the_readers_own_calendar(
    new_context: Callable[..., BrowserContext], site: Site, zone: str, hour: int
) -> None:
    page = new_context(timezone_id=zone).new_page()
    page.goto(site.address())
    # The moment at which it is this hour of 31 December there.
    at = page.evaluate("hour => new Date(2026, 11, 31, hour, 30).getTime()", hour)
    set_time(page, at)
    page.goto(site.address("just-heard/"))
    hours = Checklist(page, "first-24-hours")
    assert stored(page) == {}
    hours.row("write-it-down").get_by_role("button", name="Use 1 January 2027").click()
    expect(hours.due("write-it-down")).to_have_value("2027-01-01")
    expect(hours.due("write-it-down")).to_be_focused()
    assert hours.choices() == {"write-it-down:due": {"date": "2027-01-01", "at": at}}
    expect(hours.row("write-it-down").get_by_role("button")).to_have_count(0)
    hours.due("write-it-down").fill("")
    expect(hours.row("write-it-down").get_by_role("button", name="Use 1 January 2027")).to_be_visible()


@pytest.mark.parametrize("date", ["2026-02-30", "tomorrow", "<b>", 7, None, {}, "12026-01-01", "2026-13-01"])
def test_a_date_that_is_none_is_no_date(hours: Checklist, faults: list[str], date: object) -> None:
    hours.store(dumps({"v": 1, "choices": {"write-it-down:due": {"date": date, "at": 1}}}))
    hours.page.reload()
    expect(hours.due("write-it-down")).to_have_value("")
    assert words(hours.row("write-it-down").locator(".onward-item__due")) == "Within 1 day"
    hours.due("write-it-down").fill("2026-12-04")
    assert hours.choices()["write-it-down:due"]["date"] == "2026-12-04"


def test_an_old_id_takes_its_note_and_date_along(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    item = '/// checklist | A\n    id: a\n    notes: true\n\n- [ ] One. {#one due="+2d"}\n\n///\n'
    publish(item)
    page.goto(site.address())
    checklist = Checklist(page, "a")
    checklist.open_note("one")
    checklist.note("one").fill("Mine")
    checklist.due("one").fill("2026-12-04")
    publish(item.replace("{#one", '{#first was="one"').replace("id: a", "id: b\n    was: a"))
    page.reload()
    renamed = Checklist(page, "b")
    assert said(renamed, "first") == "Mine"
    expect(renamed.due("first")).to_have_value("2026-12-04")
    renamed.due("first").fill("")
    page.reload()
    expect(renamed.due("first")).to_have_value("")


@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED.keys())
def test_where_nothing_is_kept_writing_works_and_the_page_says_so(page: Page, site: Site, script: str) -> None:
    page.add_init_script(script)
    page.goto(site.address("review-your-interview/"))
    review = Checklist(page, "interview-review")
    item = review.ids()[0]
    review.open_note(item)
    page.keyboard.type("Words")
    expect(review.note(item)).to_be_focused()
    expect(review.note(item)).to_have_value("Words")
    expect(review.notice).to_have_text(f"{NOT_KEPT} Save as a file")


def on_paper(checklist: Checklist, way: str) -> str:
    """The text of the checklist, printed in one of its ways."""
    page = checklist.page
    page.evaluate("() => { window.print = () => {}; }")
    checklist.root.get_by_role("button", name=way).click()
    text = Paper(page.pdf(format="A4")).text()
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    return text


def test_notes_are_printed_with_the_ticks_and_left_out_of_the_blank_form(review: Checklist) -> None:
    item = review.ids()[0]
    review.open_note(item)
    review.note(item).fill("Words of my own")
    assert on_paper(review, "Print it as ticked").count("Words of my own") == 1
    review.open_note(item)
    assert "Words of my own" in on_paper(review, "Print it as ticked")
    blank = on_paper(review, "Print it blank")
    assert "Words of my own" not in blank
    assert "Add a note" not in blank


def test_dates_are_printed_in_words(hours: Checklist) -> None:
    assert "Within 1 day" in on_paper(hours, "Print it as ticked")
    hours.due("write-it-down").fill("2026-12-04")
    mine = on_paper(hours, "Print it as ticked")
    assert "Within 1 day: 4 December 2026" in mine
    assert "Do it by" not in mine
    assert "4 December" not in on_paper(hours, "Print it blank")


def test_without_script_the_time_is_said_in_words(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.address("just-heard/"))
    checklist = Checklist(page, "first-24-hours")
    expect(checklist.row("write-it-down").get_by_text("Within 1 day")).to_be_visible()
    expect(checklist.root.locator("input[type=date], textarea, button:visible")).to_have_count(0)
