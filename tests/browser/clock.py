"""A page whose clock stands still. Playwright's own takes the timers away too, and the theme's script stumbles then."""

from __future__ import annotations

from datetime import datetime

from playwright.sync_api import Page

STAND_STILL = """(at) => {
    window.RealDate ??= Date;
    window.Date = class extends window.RealDate {
        constructor(...given) { super(...(given.length > 0 ? given : [at])); }
        static now() { return at; }
    };
}"""


def set_time(page: Page, moment: datetime | int) -> None:
    """Let it be a moment (a number is milliseconds since the epoch) in the page that is open and in those to come."""
    at = moment if isinstance(moment, int) else int(moment.timestamp() * 1000)
    page.add_init_script(f"({STAND_STILL})({at})")
    page.evaluate(STAND_STILL, at)
