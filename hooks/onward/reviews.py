"""What has to be looked at again, and when: pages, contacts, what rests on a public body, what is allowed for now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onward.build import Build, months_after, pages_in_order
from onward.model import Position
from onward.registry import Addition
from onward.text import spoken_date

MONTHS = 6
"""Months after which somebody looks again at a public body's page: numbers and law change."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something to look at again by a day, in so many `days` from today; overdue if they are fewer than none.

    `path` is relative to docs, `what` names the thing, `seen` is the day on which somebody last looked, which stands
    in the file under `key`.
    """

    day: date
    path: str
    position: Position
    what: str
    key: str
    seen: date
    days: int

    def __str__(self) -> str:
        count = "1 day" if abs(self.days) == 1 else f"{abs(self.days)} days"
        if self.days < 0:
            return f"{self.what} was due on {spoken_date(self.day)}, {count} ago"
        return f"{self.what} is due on {spoken_date(self.day)}, {f'in {count}' if self.days else 'today'}"


def due(build: Build, today: date) -> list[Due]:
    """Everything that has a day, the first day first."""
    looked_at = (*_pages(build), *_contacts(build), *_additions(build))
    return sorted(
        Due(day, path, position, what, key, seen, (day - today).days)
        for path, position, what, key, seen, day in looked_at
    )


def allowed_until(build: Build, today: date) -> list[Due]:
    """What editors have allowed until a day: `seen` is that day, as they looked that far ahead."""
    return [
        Due(each.until, page.path, each.position, f"what is allowed here (`{names}`)", "until", each.until, days)
        for page in pages_in_order(build.pages)
        for each in page.allowances
        if each.until
        for names, days in [("`, `".join(rule.id for rule in each.rules), (each.until - today).days)]
    ]


_DATED = ("_data/guidance.yml", "_data/help.yml")


def undated(build: Build) -> list[str]:
    """The pages and data files that are too wrong for their days to be known."""
    pages = [path for path, read in build.fronts.items() if read.front is None]
    data = (path for path, fault in build.registry.faults if path in _DATED and fault.rule != "data-reference")
    return sorted({*pages, *data})


def summed(listed: list[Due], within: int) -> str:
    """What `due` gave in one line, with what is due within so many days."""
    overdue = sum(each.days < 0 for each in listed)
    soon = sum(0 <= each.days <= within for each in listed)
    later = next((each for each in listed if each.days > within), None)
    days = "1 day" if within == 1 else f"{within} days"
    counts = f"{overdue} overdue, {soon} due within {days}." if overdue or soon else f"Nothing is due within {days}."
    return f"{counts} The next after that: {spoken_date(later.day)}." if later else counts


_LookedAt = tuple[str, Position, str, str, date, date]
"""Path, position, what, key, the day somebody looked, the day of the next look."""


def _pages(build: Build) -> Iterator[_LookedAt]:
    for page in pages_in_order(build.pages):
        day = build.next_review(page)
        if page.front and day:
            yield page.path, page.front_line("reviewed"), "this page", "reviewed", page.front.reviewed, day


def _contacts(build: Build) -> Iterator[_LookedAt]:
    for contact in build.registry.contacts.values():
        place, day = build.registry.positions["help.yml", contact.id], months_after(contact.checked_on, MONTHS)
        yield "_data/help.yml", place, f"`{contact.name}`", "checked_on", contact.checked_on, day


def _additions(build: Build) -> Iterator[_LookedAt]:
    for entry in build.registry.entries.values():
        if isinstance(entry, Addition) and entry.checked:
            place, day = build.registry.positions["guidance.yml", entry.id], months_after(entry.checked, MONTHS)
            yield "_data/guidance.yml", place, f"`{entry.id}`", "checked", entry.checked, day
