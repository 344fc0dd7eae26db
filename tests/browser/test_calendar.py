"""The dates of the plan as a calendar file, read by a library that was written for such files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Page, expect

from browser.blocks import SITE_ID, Checklist, Plan
from browser.clock import set_time
from browser.scripts import expose
from browser.serving import Site
from browser.test_notes import HOSTILE

DUE = {"date": "2026-12-05", "at": 1}
CREATED = datetime(2026, 11, 27, 9, 0, 5, tzinfo=UTC)


@pytest.fixture
def plan(page: Page, site: Site) -> Plan:
    set_time(page, CREATED)
    page.goto(site.address("make-a-plan/"))
    return Plan(page)


def calendar_file(plan: Plan) -> bytes:
    with plan.page.expect_download() as download:
        plan.calendar.click()
    assert download.value.suggested_filename == "my-plan.ics"
    expect(plan.said).to_have_text("The file my-plan.ics is saved. Open it to add the dates to your calendar.")
    return Path(download.value.path()).read_bytes()


def events(data: bytes) -> list[dict[str, Any]]:
    """What a calendar reads in a file, event by event."""
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    assert (str(calendar["VERSION"]), bool(calendar["PRODID"])) == ("2.0", True)
    found = []
    walked: Sequence[Any] = calendar.walk("VEVENT")
    for event in walked:
        assert event.errors == []
        found.append(
            {
                "uid": str(event["UID"]),
                "stamp": event["DTSTAMP"].dt,
                "day": event["DTSTART"].dt,
                "summary": str(event["SUMMARY"]),
                "url": str(event.get("URL", "")),
            }
        )
    return found


def assert_well_formed(data: bytes) -> None:
    """RFC 5545, 3.1: lines end with CRLF and have at most 75 octets, and each is UTF-8 by itself."""
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75
        line.decode("utf-8")


def test_without_a_date_the_page_says_so(plan: Plan) -> None:
    plan.field("What I will do").fill("Practise")
    plan.calendar.click()
    expect(plan.said).to_have_text("There is no date here yet. Give an action a date first.")


def test_each_date_is_an_event_of_a_whole_day(plan: Plan, site: Site) -> None:
    page = plan.page
    page.goto(site.address("just-heard/"))
    hours = Checklist(page, "first-24-hours")
    hours.due("write-it-down").fill("2026-12-03")
    page.goto(site.address("ask-for-feedback/"))
    done = Checklist(page, "feedback-call")
    # As a page left it on which this item still had a date: what is done is left out.
    done.store(json.dumps({"v": 1, "choices": {"no-answer": {"on": True, "at": 1}, "no-answer:due": DUE}}))
    page.goto(site.address("make-a-plan/"))
    plan.field("What to work on").fill("Examples")
    plan.field("What I will do").fill("Say 3; then 1, out \\ loud\nto Ana")
    plan.field("By when").fill("2026-12-04")
    plan.add.click()
    plan.field("By when", 2).fill("2028-02-29")
    plan.root.get_by_label("Look at this again on").fill("2027-01-01")
    data = calendar_file(plan)
    assert_well_formed(data)
    here, there = site.address("make-a-plan/"), site.address("just-heard/")
    assert [(each["uid"], each["day"], each["summary"], each["url"]) for each in events(data)] == [
        (
            f"response-plan:1:by@{SITE_ID}",
            date(2026, 12, 4),
            "Say 3; then 1, out \\ loud to Ana",
            f"{here}#response-plan",
        ),
        (
            f"response-plan:2:by@{SITE_ID}",
            date(2028, 2, 29),
            "Action 2: My plan for next time",
            f"{here}#response-plan",
        ),
        (
            f"response-plan:again@{SITE_ID}",
            date(2027, 1, 1),
            "Look at this again on: My plan for next time",
            f"{here}#response-plan",
        ),
        (
            f"first-24-hours:write-it-down@{SITE_ID}",
            date(2026, 12, 3),
            "Write down anything they told you.",
            f"{there}#first-24-hours--write-it-down",
        ),
    ]
    assert {each["stamp"] for each in events(data)} == {CREATED}
    # Another file of the same plan names the same events, so a calendar does not have them twice.
    assert [each["uid"] for each in events(calendar_file(plan))] == [each["uid"] for each in events(data)]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_a_day_is_the_same_day_in_every_time_zone(
    new_context: Callable[..., BrowserContext], site: Site, zone: str
) -> None:
    page = new_context(timezone_id=zone).new_page()
    page.goto(site.address("make-a-plan/"))
    plan = Plan(page)
    plan.field("By when").fill("2026-12-04")
    assert [each["day"] for each in events(calendar_file(plan))] == [date(2026, 12, 4)]


def test_what_a_reader_writes_cannot_end_a_line_or_an_event(plan: Plan) -> None:
    plan.field("What I will do").fill(f"A\r\nEND:VEVENT\nBEGIN:VEVENT\u2028{HOSTILE}")
    plan.field("By when").fill("2026-12-04")
    data = calendar_file(plan)
    assert_well_formed(data)
    assert [each["summary"] for each in events(data)] == [" ".join(f"A END:VEVENT BEGIN:VEVENT {HOSTILE}".split())]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
@example(text="\U0001f469\u200d\U0001f4bb" * 40)
@example(text="\u00e9" * 75)
@example(text=";,\\" * 60)
@example(text="x" * 75)
@example(text="\\n\\N")
@example(text="\x00\x1f\x7f\x85\ud800")
def test_any_text_comes_through(calendars: Page, text: str) -> None:
    octets = calendars.evaluate(
        """async (text) => {
            const event = { uid: "a@b", day: "2026-12-04", summary: JSON.parse(text), address: "file:///x" };
            const blob = new Blob([own.calendar([event], new Date(0))]);
            return [...new Uint8Array(await blob.arrayBuffer())];
        }""",
        # As a text: half a character cannot be handed over.
        json.dumps(text),
    )
    data = bytes(octets)
    assert_well_formed(data)
    (event,) = events(data)
    expected = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    assert "".join(event["summary"].split()) == "".join(
        sign for sign in "".join(expected.split()) if not (ord(sign) < 32 or 127 <= ord(sign) < 160)
    ).replace("\ufeff", "")
    assert event["url"] == ""


@pytest.fixture
def calendars(page: Page, site: Site) -> Page:
    """A page with the function that writes calendars within reach."""
    page.goto(site.address("404.html"))
    expose(page, ["calendar.js"], "calendar")
    return page
