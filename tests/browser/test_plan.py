"""The plan: written on one page, gathered from all, taken along as a file, and cleared at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import sites
from browser.announcements import announcements, listen
from browser.blocks import Checklist, Plan, stored, tab_to, words
from browser.clock import set_time
from browser.paper import Paper
from browser.serving import Site
from browser.test_accessibility import AXE, RUN_AXE, violations
from browser.test_notes import HOSTILE
from browser.test_storage import NOT_KEPT, REFUSED


@pytest.fixture
def plan(page: Page, site: Site) -> Plan:
    page.goto(site.address("make-a-plan/"))
    return Plan(page)


def write(plan: Plan, row: int = 1, text: str = "Say 3 examples out loud") -> None:
    plan.field("What to work on", row).fill("Examples")
    plan.field("What shows it", row).fill("Told twice")
    plan.field("What I will do", row).fill(text)
    plan.field("By when", row).fill(f"2026-12-0{row}")


def begin_checklists(plan: Plan, site: Site) -> None:
    """A tick and a date in one list, and notes in another; then back to the plan."""
    page = plan.page
    page.goto(site.address("just-heard/"))
    hours = Checklist(page, "first-24-hours")
    hours.tick("leave-reply")
    hours.due("write-it-down").fill("2026-12-03")
    page.goto(site.address("review-your-interview/"))
    review = Checklist(page, "interview-review")
    for item, note in (("went-well", "The second answer"), ("caught-out", HOSTILE)):
        review.open_note(item)
        review.note(item).fill(note)
    review.tick("went-well")
    page.goto(site.address("make-a-plan/"))


def test_an_action_is_kept_as_it_is_written(plan: Plan) -> None:
    expect(plan.actions).to_have_count(1)
    assert stored(plan.page) == {}
    write(plan)
    choices = plan.choices()
    assert {name: choice.get("text", choice.get("date")) for name, choice in choices.items()} == {
        "1:area": "Examples",
        "1:evidence": "Told twice",
        "1:action": "Say 3 examples out loud",
        "1:by": "2026-12-01",
    }
    plan.root.get_by_label("A strength to keep using").fill("Calm")
    plan.page.reload()
    expect(plan.field("What to work on")).to_have_value("Examples")
    expect(plan.field("By when")).to_have_value("2026-12-01")
    expect(plan.root.get_by_label("A strength to keep using")).to_have_value("Calm")
    assert set(plan.choices()) == {*choices, "strength"}


def test_a_second_and_a_third_action_come_when_they_are_wanted(plan: Plan) -> None:
    plan.add.click()
    expect(plan.field("What to work on", 2)).to_be_focused()
    plan.add.click()
    expect(plan.field("What to work on", 3)).to_be_focused()
    expect(plan.add).to_have_count(0)
    plan.page.reload()
    expect(plan.actions).to_have_count(1)
    plan.add.click()
    write(plan, 2)
    plan.page.reload()
    expect(plan.actions).to_have_count(2)
    expect(plan.add).to_be_visible()


SMALL = """
/// plan | My plan
    id: my-plan
    rows: {rows}

- What to do {{#action}}
- By when {{#by due="+7d"}}

///
"""


def test_what_was_written_when_there_was_room_for_more_actions_is_shown_still(
    page: Page, site: Site, make_site: Callable[[dict[str, str]], Path]
) -> None:
    site.folder = make_site({"index.md": sites.page(SMALL.format(rows=3))})
    page.goto(site.address())
    plan = Plan(page, "my-plan")
    plan.add.click()
    plan.add.click()
    plan.field("What to do", 3).fill("Ask for a reference")
    kept = plan.choices()

    site.folder = make_site({"index.md": sites.page(SMALL.format(rows=1))})
    page.goto(site.address())
    expect(plan.field("What to do", 3)).to_have_value("Ask for a reference")
    assert plan.choices() == kept
    expect(plan.add).to_have_count(0)
    assert "Ask for a reference" in Paper(page.pdf(format="A4")).text()
    plan.clear.click()
    page.reload()
    expect(plan.actions).to_have_count(1)
    expect(plan.add).to_have_count(0)
    page.emulate_media(media="print")
    assert plan.root.locator("tbody tr:visible").count() == 1


def test_the_offered_dates_count_from_today(plan: Plan) -> None:
    set_time(plan.page, plan.page.evaluate("new Date(2026, 10, 22, 12).getTime()"))
    plan.page.reload()
    plan.root.get_by_role("button", name="Use 6 December 2026").click()
    plan.root.get_by_role("button", name="Use 20 December 2026").click()
    expect(plan.field("By when")).to_have_value("2026-12-06")
    expect(plan.root.get_by_label("Look at this again on")).to_have_value("2026-12-20")


def test_what_is_left_to_do_in_the_checklists_is_gathered(plan: Plan, site: Site) -> None:
    expect(plan.lists).to_contain_text("When you tick something in a checklist")
    begin_checklists(plan, site)
    expect(plan.lists.locator(".onward-plan__from")).to_have_text(
        ["The first 24 hours", "Review your interview in 30 minutes"]
    )
    first, second = plan.lists.get_by_role("list").all()
    expect(first.get_by_role("listitem")).to_have_count(4)
    expect(first).not_to_contain_text("Leave the reply")
    expect(first).to_contain_text("Write down anything they told you. By 3 December 2026")
    expect(second).to_contain_text("Done: Mark the answers that went well.")
    expect(second).to_contain_text("Note: The second answer")
    note = second.locator(".onward-plan__note").last
    assert note.inner_text() == f"Note: {HOSTILE}"
    expect(plan.lists.locator("img, script")).to_have_count(0)

    first.get_by_role("link", name="Write down anything").click()
    expect(plan.page).to_have_url(site.address("just-heard/#first-24-hours--write-it-down"))


def test_a_list_with_everything_ticked_says_so(plan: Plan, site: Site) -> None:
    page = plan.page
    page.goto(site.address("just-heard/"))
    hours = Checklist(page, "first-24-hours")
    for item in hours.ids():
        hours.tick(item)
    page.goto(site.address("make-a-plan/"))
    expect(plan.lists.locator(".onward-plan__from")).to_have_text(["The first 24 hours"])
    expect(plan.lists.get_by_role("listitem")).to_have_text(["You have ticked everything in this list."])


def test_that_nothing_stands_out_is_nothing_to_plan_with(plan: Plan, site: Site) -> None:
    page = plan.page
    page.goto(site.address("review-your-interview/"))
    check = page.locator("[data-onward=self-check]").first
    data = json.loads(check.get_attribute("data-check") or "")
    asked = [member for member in data["members"] if member["id"] != data["wellbeing"]]
    best = {each["id"]: min(each["options"], key=lambda one: sum(one.get("adds", {}).values())) for each in asked}
    for member, option in best.items():
        check.locator(f"[data-question={member}] input[value={option['id']}]").check()
    check.locator("[data-action=check]").click()
    expect(check.locator(".onward-outcome:visible")).to_have_count(1)
    page.goto(site.address("make-a-plan/"))
    expect(page.locator("[data-part=chosen]")).to_be_hidden()


def test_every_address_of_the_gathered_items_is_there(page: Page, site: Site) -> None:
    page.goto(site.address("make-a-plan/"))
    data = json.loads(page.locator(".onward-plan-data").evaluate("data => data.content.textContent"))
    assert len(data["checklists"]) >= 8
    for checklist in data["checklists"]:
        page.goto(site.address("make-a-plan/"))
        page.goto(page.evaluate("to => new URL(to, location).href", data["places"][checklist["page"]]))
        shown = Checklist(page, checklist["id"])
        assert [item["id"] for item in checklist["items"]] == shown.ids()
        assert [item["text"] for item in checklist["items"]] == [
            words(label) for label in shown.root.locator(".onward-item__label").all()
        ]
        assert checklist["title"] == words(shown.root.locator(".onward-block__title"))


def test_another_tab_is_gathered_at_once(plan: Plan, site: Site) -> None:
    other = Checklist(plan.page.context.new_page(), "first-24-hours")
    other.page.goto(site.address("just-heard/"))
    other.tick("leave-reply")
    expect(plan.lists).to_contain_text("The first 24 hours")
    second = Plan(plan.page.context.new_page())
    second.page.goto(plan.page.url)
    write(second)
    expect(plan.field("What I will do")).to_have_value("Say 3 examples out loud")


def saved(plan: Plan) -> str:
    with plan.page.expect_download() as download:
        plan.save.click()
    assert download.value.suggested_filename == "my-choices.json"
    return Path(download.value.path()).read_text("utf-8")


def test_a_file_brings_everything_to_another_browser(
    plan: Plan, site: Site, new_context: Callable[..., BrowserContext]
) -> None:
    begin_checklists(plan, site)
    write(plan)
    text = saved(plan)
    other = Plan(new_context().new_page())
    listen(other.page)
    other.page.goto(site.address("make-a-plan/"))
    other.load_text(text)
    expect(other.said).to_have_text("Choices loaded: 9.")
    assert announcements(other.page) == ["Choices loaded: 9."]
    assert stored(other.page) == stored(plan.page)
    expect(other.field("What I will do")).to_have_value("Say 3 examples out loud")
    expect(other.lists).to_contain_text("Note: The second answer")
    other.load_text(text)
    expect(other.said).to_have_text("Everything in this file is here already.")
    assert stored(other.page) == stored(plan.page)


def test_clear_clears_all_of_this_site_and_nothing_else_and_undo_brings_it_back(plan: Plan, site: Site) -> None:
    begin_checklists(plan, site)
    write(plan)
    plan.page.evaluate("() => localStorage.setItem('theirs', '1')")
    broken = "onward:1:placeholder-agency:gone:unreadable"
    plan.page.evaluate("key => localStorage.setItem(key, '{')", broken)
    before = stored(plan.page)
    plan.clear.click()
    assert stored(plan.page) == {"theirs": "1"}
    expect(plan.notice).to_have_text("Cleared. Undo")
    expect(plan.field("What I will do")).to_have_value("")
    expect(plan.lists).not_to_contain_text("The first 24 hours")
    plan.undo.click()
    expect(plan.clear).to_be_focused()
    assert stored(plan.page) == before
    expect(plan.field("What I will do")).to_have_value("Say 3 examples out loud")
    expect(plan.lists).to_contain_text("The first 24 hours")


@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED.keys())
def test_where_nothing_is_kept_the_plan_says_so_and_offers_the_file(page: Page, site: Site, script: str) -> None:
    page.add_init_script(script)
    page.goto(site.address("make-a-plan/"))
    plan = Plan(page)
    write(plan)
    expect(plan.notice).to_have_text(f"{NOT_KEPT} Save as a file")
    with page.expect_download() as download:
        plan.notice.get_by_role("button").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert json.loads(text)["blocks"]["response-plan"]["choices"]["1:area"]["text"] == "Examples"
    page.reload()
    expect(plan.field("What I will do")).to_have_value("")
    plan.load_text(text)
    expect(plan.said).to_have_text(
        "Choices loaded: 4. This browser will not keep them: they are here until you leave this page."
    )
    expect(plan.field("What I will do")).to_have_value("Say 3 examples out loud")
    plan.clear.click()
    expect(plan.field("What I will do")).to_have_value("")


def test_by_keyboard_alone(plan: Plan) -> None:
    page = plan.page
    tab_to(plan.field("What to work on"))
    page.keyboard.type("Skills")
    tab_to(plan.root.get_by_role("button", name="Use ").first)
    page.keyboard.press("Enter")
    expect(plan.field("By when")).to_be_focused()
    tab_to(plan.add)
    page.keyboard.press("Space")
    expect(plan.field("What to work on", 2)).to_be_focused()
    page.keyboard.type("Nerves")
    tab_to(plan.load)
    with page.expect_file_chooser():
        page.keyboard.press("Enter")
    tab_to(plan.clear)
    page.keyboard.press("Enter")
    assert stored(page) == {}
    tab_to(plan.undo)
    page.keyboard.press("Space")
    expect(plan.field("What to work on", 2)).to_have_value("Nerves")
    expect(plan.clear).to_be_focused()


def test_by_touch_on_a_small_screen(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640}).new_page()
    page.goto(site.address("make-a-plan/"))
    plan = Plan(page)
    plan.add.tap()
    plan.field("What to work on", 2).tap()
    plan.field("What to work on", 2).fill("Skills")
    plan.actions.nth(1).get_by_role("button", name="Use ").tap()
    assert set(plan.choices()) == {"2:area", "2:by"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_nothing_before_during_and_after(plan: Plan, site: Site) -> None:
    plan.page.evaluate(AXE)
    assert plan.page.evaluate(RUN_AXE) == []
    begin_checklists(plan, site)
    plan.page.evaluate(AXE)
    for row in (1, 2, 3):
        write(plan, row)
        if row < 3:
            plan.add.click()
    plan.field("What to work on", 3).fill("x" * 1001)
    plan.load_text("no file")
    expect(plan.said).to_contain_text("Nothing has changed.")
    assert violations(plan.page) == []
    plan.clear.click()
    assert violations(plan.page) == []


def test_the_plan_alone_prints_on_two_pages_at_most(plan: Plan, site: Site) -> None:
    begin_checklists(plan, site)
    for row in (1, 2, 3):
        write(plan, row, f"{row} " + "words of what I will do " * 6)
        if row < 3:
            plan.add.click()
    plan.root.get_by_label("A strength to keep using").fill("I stay calm")
    plan.page.evaluate("() => { window.print = () => {}; }")
    plan.print.click()
    paper = Paper(plan.page.pdf(format="A4"))
    assert len(paper.document) <= 2
    text = paper.text()
    for expected in ("My plan for next time", "2 words of what", "1 December 2026", "I stay calm", "Note: The second"):
        assert expected in text
    for absent in (
        "just-heard",
        "Look at your skills",
        "Add another action",
        "Save as a file",
        "Clear everything",
        "Action 1",
    ):
        assert absent not in text


@pytest.mark.parametrize("script", [True, False])
def test_an_empty_plan_is_a_table_for_a_pen(
    new_context: Callable[..., BrowserContext], site: Site, script: bool
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    page.goto(site.address("make-a-plan/"))
    plan = Plan(page)
    page.emulate_media(media="print")
    assert plan.root.locator("tbody tr").count() == 3
    assert [words(cell) for cell in plan.root.locator("td").all()] == [""] * 12
    assert all((box := cell.bounding_box()) and box["height"] > 40 for cell in plan.root.locator("td").all())
    for name in ("Priority", "What to work on", "By when"):
        expect(plan.root.get_by_role("columnheader", name=name)).to_be_visible()
    expect(plan.root.locator(".onward-plan__write").first).to_be_visible()
    text = Paper(page.pdf(format="A4")).text()
    assert "A strength to keep using" in text
    assert "From your checklists" not in text


def test_without_script_the_table_is_shown_and_nothing_that_needs_script(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.address("make-a-plan/#response-plan"))
    plan = Plan(page)
    expect(plan.root.get_by_role("table")).to_be_visible()
    expect(plan.lists).to_be_hidden()
    expect(page.locator("#your-plan")).to_be_visible()


def test_without_script_a_narrow_screen_shows_all_of_it(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(site.address("make-a-plan/#response-plan"))
    heads = Plan(page).root.locator("thead [data-field]")
    expect(heads).to_have_count(4)
    for head in heads.all():
        box = head.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 360
        assert box["width"] > 200
