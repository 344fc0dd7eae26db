"""The site's blocks as a reader sees and uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route

from browser.serving import SETTINGS

SITE_ID = SETTINGS["extra"]["agency"]["id"]


class Block:
    """A block on a page that is worked through, by its id."""

    def __init__(self, page: Page, block_id: str) -> None:
        self.page = page
        self.id = block_id
        self.root = page.locator(f"#{block_id}")
        self.progress = self.root.locator(".onward-progress__text")
        self.notice = self.root.locator(".onward-notice")
        self.print = self.root.get_by_role("button", name="Print it blank")
        self.clear = self.root.get_by_role("button", name="Clear my")
        self.undo = self.root.get_by_role("button", name="Undo")

    def choices(self) -> dict[str, Any]:
        """What is stored for this block, by item or question; empty if nothing is."""
        raw = stored(self.page).get(self.key(), '{"choices": {}}')
        choices: dict[str, Any] = json.loads(raw)["choices"]
        return choices

    def wait_for_choices(self, *ids: str) -> None:
        """Wait until choices with these ids are stored: what another tab writes takes a moment to come."""
        self.page.wait_for_function(
            "([key, ids]) => ids.every((id) => (localStorage.getItem(key) ?? '').includes(`\"${id}\"`))",
            arg=[self.key(), list(ids)],
        )

    def key(self) -> str:
        """The key in the browser's storage."""
        return f"onward:1:{SITE_ID}:{self.id}"

    def store(self, raw: str) -> None:
        """Put a value into the browser's storage, as an older or newer page could have left it there."""
        self.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [self.key(), raw])


class Checklist(Block):
    """A checklist."""

    def __init__(self, page: Page, block_id: str) -> None:
        super().__init__(page, block_id)
        self.boxes = self.root.get_by_role("checkbox")

    def ids(self) -> list[str]:
        """The items' ids in the order of the page."""
        return ids(self.root.locator("[data-item]"), "data-item")

    def box(self, item: str) -> Locator:
        """The box of an item."""
        return self.root.locator(f"[data-item='{item}']").get_by_role("checkbox")

    def tick(self, item: str) -> None:
        """Tick an item. The whole line is the target, and its label covers the box."""
        self.root.locator(f"[data-item='{item}'] > label").check()

    def untick(self, item: str) -> None:
        """Take the tick away again."""
        self.root.locator(f"[data-item='{item}'] > label").uncheck()

    def ticked(self) -> list[str]:
        """The ids of the ticked items."""
        return [item for item in self.ids() if self.box(item).is_checked()]

    def row(self, item: str) -> Locator:
        """An item with all that belongs to it."""
        return self.root.locator(f"[data-item='{item}']")

    def note(self, item: str) -> Locator:
        """The field for a note on an item; it must be open."""
        return self.row(item).get_by_role("textbox", name="Your note")

    def open_note(self, item: str) -> None:
        """Open or close the note on an item."""
        self.row(item).locator("[data-action=note]").click()

    def due(self, item: str) -> Locator:
        """The date of an item."""
        return self.row(item).get_by_label("Do it by")


class Plan(Block):
    """The plan."""

    def __init__(self, page: Page, block_id: str = "response-plan") -> None:
        super().__init__(page, block_id)
        # From here on the browser asks the test for a file. Said only when it is about to ask, that may come too late.
        page.on("filechooser", lambda _: None)
        self.actions = self.root.get_by_role("group")
        self.add = self.root.get_by_role("button", name="Add another action")
        self.lists = self.root.locator("[data-part=lists]")
        self.said = self.root.locator(".onward-plan__said")
        self.load = self.root.get_by_role("button", name="Load a file")
        self.calendar = self.root.get_by_role("button", name="Add the dates to a calendar")
        self.clear = self.root.get_by_role("button", name="Clear everything")
        self.save = self.root.locator(".onward-actions").get_by_role("button", name="Save as a file")
        self.print = self.root.get_by_role("button", name="Print my plan")

    def field(self, name: str, row: int = 1) -> Locator:
        """A field of an action, by its label."""
        return self.actions.nth(row - 1).get_by_label(name)

    def load_text(self, text: str | bytes, name: str = "my-choices.json") -> None:
        """Choose a file that holds a text, as a reader does."""
        with self.page.expect_file_chooser() as chooser:
            self.load.click()
        data = text if isinstance(text, bytes) else text.encode()
        chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": data})


class Quiz(Block):
    """A quiz."""

    def __init__(self, page: Page, block_id: str) -> None:
        super().__init__(page, block_id)
        self.fieldsets = self.root.locator(".onward-question")

    def questions(self) -> list[Question]:
        """The questions in the order of the page."""
        return [Question(fieldset) for fieldset in self.fieldsets.all()]

    def question(self, question_id: str) -> Question:
        """A question by its id."""
        return Question(self.root.locator(f"[data-question='{question_id}']"))


class Question:
    """A question of a quiz."""

    def __init__(self, root: Locator) -> None:
        self.root = root
        self.options = root.locator(".onward-option")
        self.inputs = self.options.locator("input")
        self.labels = self.options.locator("label")
        self.check = root.get_by_role("button", name="Check")
        self.feedback = root.locator(".onward-option__feedback:not(:empty)")
        self.why = root.locator(".onward-question__why")
        self.message = root.locator(".onward-check__message")

    def id(self) -> str:
        """Its id."""
        return self.root.get_attribute("data-question") or ""

    def option(self, option_id: str) -> Locator:
        """An option by its id."""
        return self.root.locator(f"[data-option='{option_id}']")

    def input(self, option_id: str) -> Locator:
        """The radio button or tick box of an option."""
        return self.option(option_id).locator("input")

    def reply(self, option_id: str) -> Locator:
        """Where the feedback on an option is shown."""
        return self.root.locator(f"[data-reply='{option_id}']")

    def choose(self, option_id: str) -> None:
        """Choose an option."""
        self.option(option_id).locator("label").check()

    def ids(self) -> list[str]:
        """The options' ids in the order of the page."""
        return ids(self.options, "data-option")

    def answer(self, option_id: str) -> str:
        """What the page without script says about an option, for comparison: the verdict and the feedback."""
        return words(self.root.locator(f".onward-answer[data-for='{option_id}'] .onward-feedback"))


class SelfCheck(Block):
    """A self-check."""

    def __init__(self, page: Page, block_id: str) -> None:
        super().__init__(page, block_id)
        self.show = self.root.get_by_role("button", name="Show where to start")
        self.message = self.root.locator(".onward-check__message")
        self.outcomes = self.root.locator(".onward-outcome")

    def members(self) -> list[str]:
        """The ids of the statements and questions, in the order of the page."""
        return ids(self.root.locator("[data-question]"), "data-question")

    def option(self, member: str, option: str) -> Locator:
        """An answer to a statement or a question."""
        return self.root.locator(f"[data-question='{member}'] [data-option='{option}']")

    def input(self, member: str, option: str) -> Locator:
        """The radio button of an answer."""
        return self.option(member, option).locator("input")

    def choose(self, member: str, option: str) -> None:
        """Answer a statement or a question."""
        self.option(member, option).locator("label").check()

    def shown(self) -> list[str]:
        """The ids of the outcomes that can be seen, in the order of the page."""
        return ids(self.outcomes.filter(visible=True), "data-outcome")


class Message(Block):
    """A message, with the form that makes it."""

    def __init__(self, page: Page, block_id: str) -> None:
        super().__init__(page, block_id)
        self.letters = self.root.locator("blockquote")
        self.letter = self.letters.locator("visible=true")
        self.copy = self.root.get_by_role("button", name="Copy")
        self.mail = self.root.get_by_role("link", name="Open in your mail program")
        self.keep = self.root.get_by_role("button", name="Keep on this device")
        self.print = self.root.get_by_role("button", name="Print")

    def field(self, field: str) -> Locator:
        """What is filled in or ticked, by the id of the field."""
        return self.root.locator(f"[data-field='{field}']")

    def choose(self, version: str) -> None:
        """Choose a version by its id."""
        self.root.locator(f"[data-field='version:{version}'] + label").check()

    def tick(self, field: str) -> None:
        """Tick a box; its label covers it."""
        self.root.locator(f"[data-field='{field}'] + label").check()

    def text(self) -> str:
        """The letter as it is shown, paragraph by paragraph."""
        shown = self.letter.locator("p").locator("visible=true").all()
        return "\n\n".join(paragraph.inner_text() for paragraph in shown)


def ids(elements: Locator, attribute: str) -> list[str]:
    """The ids that elements carry in an attribute, in the order of the page."""
    found: list[str] = elements.evaluate_all("(all, name) => all.map(one => one.getAttribute(name))", attribute)
    return found


def words(element: Locator) -> str:
    """The text of an element, whether or not it is shown, with its white space made equal."""
    return " ".join((element.text_content() or "").split())


def stored(page: Page) -> dict[str, str]:
    """Everything in the browser's storage for this origin."""
    entries: dict[str, str] = page.evaluate("() => ({ ...localStorage })")
    return entries


def goto_before_the_script_comes(page: Page, address: str) -> Callable[[], None]:
    """Open a page over a connection on which our script does not arrive. The function returned lets it through."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/onward.*.js", hold, times=1)
    with page.expect_request("**/assets/onward.*.js"):
        page.goto(address, wait_until="commit")
    page.locator("footer").wait_for()
    return lambda: held.pop().continue_()


def tab_to(element: Locator) -> None:
    """Press Tab until the element has the focus, as a reader does who has no mouse."""
    for _ in range(100):
        element.page.keyboard.press("Tab")
        if element.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {element}")
