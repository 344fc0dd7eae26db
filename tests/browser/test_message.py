"""A message is filled in, copied, mailed and printed; nothing of it is kept unless the reader asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect

from browser.announcements import announcements, listen
from browser.blocks import Message, ids, stored, tab_to, words
from browser.paper import Paper
from browser.serving import SETTINGS, Site
from browser.test_accessibility import AXE, violations
from browser.test_storage import NOT_KEPT, REFUSED

KEPT = "Kept as it is now. If you change something, choose ‘Keep on this device’ again."
FILLED = {
    "job-title": "Night porter",
    "name": "Ms Okafor",
    "what": "interview",
    "date": "3 March",
    "your-name": "Sam",
}
LETTER = """Subject: Night porter, interview on 3 March

Dear Ms Okafor

I hope you are well. I am writing about Night porter.

Is there any news, or a date when you hope to decide?

Kind regards

Sam"""

ODD = {
    "markup": '<img src=x onerror="alert(1)"> &amp; </blockquote>',
    "an address": "a?subject=b&body=c#d%0D%0A+e=f;g",
    "quotes": "‘one’ \"two\" 'three' `four`",
    "an emoji of several": "👩🏽\u200d🚒 🇬🇧",
    "right to left": "مدير المستودع, שלום",
    "long": "a very long answer " * 400,
    "a placeholder": "[name] {name} $& $1",
    "a hidden direction": "\u202eabc\u202c",
}


@pytest.fixture
def message(page: Page, site: Site) -> Message:
    page.goto(site.address("no-reply/"))
    return Message(page, "no-reply")


def fill_in(message: Message) -> None:
    for field, text in FILLED.items():
        message.field(field).fill(text)


def mailed(message: Message) -> tuple[str, str]:
    """The subject and the body that a mail program would show: line breaks of mail are CRLF."""
    address = urlsplit(message.mail.get_attribute("href") or "")
    assert (address.scheme, address.netloc, address.path, address.fragment) == ("mailto", "", "", "")
    assert re.fullmatch(r"[\w&=%.!~*'()-]*", address.query, re.ASCII)
    parts = dict(parse_qsl(address.query, keep_blank_values=True, strict_parsing=True))
    assert list(parts) == ["subject", "body"]
    assert "\n" not in parts["body"].replace("\r\n", "")
    return parts["subject"], parts["body"].replace("\r\n", "\n")


def as_sent(text: str) -> tuple[str, str]:
    """A letter with a subject as its two parts."""
    subject, _, body = text.partition("\n\n")
    return subject.removeprefix("Subject: "), body


def test_what_is_written_stands_in_the_letter_at_once(message: Message) -> None:
    expect(message.letter).to_contain_text("Dear [name]")
    message.field("name").press_sequentially("Ms")
    expect(message.letter).to_contain_text("Dear Ms")
    fill_in(message)
    assert message.text() == LETTER
    message.field("name").fill("")
    expect(message.letter).to_contain_text("Dear [name]")


def test_two_versions_share_their_fields(message: Message) -> None:
    fill_in(message)
    expect(message.letters).to_have_count(2)
    expect(message.letter).to_have_count(1)
    expect(message.field("employer")).to_be_hidden()
    message.choose("agency")
    expect(message.letter).to_contain_text("I am writing about Night porter at [employer].")
    expect(message.field("employer")).to_be_visible()
    expect(message.field("name")).to_be_hidden()
    expect(message.field("your-name")).to_have_value("Sam")


def test_an_optional_passage_is_there_when_its_box_is_ticked(message: Message) -> None:
    expect(message.letter).not_to_contain_text("expected to decide", use_inner_text=True)
    expect(message.field("decision-date")).to_be_hidden()
    message.tick("gave-a-date")
    message.field("decision-date").fill("Friday")
    assert "\n\nYou expected to decide by Friday.\n\n" in message.text()
    message.choose("agency")
    assert "\n\nThey expected to decide by Friday.\n\n" in message.text()


def test_copy_copies_the_letter_and_names_what_is_empty(context: BrowserContext, page: Page, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.origin)
    listen(page)
    page.goto(site.address("no-reply/"))
    message = Message(page, "no-reply")
    message.copy.click()
    still = "[job title], [interview or application], [date], [name], [your name]"
    expect(message.notice).to_have_text(f"Copied. Still to fill in: {still}")
    fill_in(message)
    expect(message.notice).to_have_text("")
    message.copy.click()
    expect(message.notice).to_have_text("Copied.")
    message.copy.click()
    assert page.evaluate("navigator.clipboard.readText()") == LETTER
    assert announcements(page)[-1] == "Copied."
    assert announcements(page).count("Copied.") == 1
    expect(message.copy).to_be_focused()


NO_CLIPBOARD = {
    "without https": "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })",
    "refused": "Clipboard.prototype.writeText = () => Promise.reject(new DOMException('No', 'NotAllowedError'))",
}


@pytest.mark.parametrize("script", NO_CLIPBOARD.values(), ids=NO_CLIPBOARD.keys())
def test_copy_works_in_the_old_way(context: BrowserContext, page: Page, site: Site, script: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.origin)
    reader = context.new_page()
    reader.goto(site.address())
    page.add_init_script(script)
    page.goto(site.address("no-reply/"))
    message = Message(page, "no-reply")
    fill_in(message)
    message.copy.click()
    expect(message.notice).to_have_text("Copied.")
    assert page.evaluate("String(getSelection())") == ""
    reader.bring_to_front()
    assert reader.evaluate("navigator.clipboard.readText()") == LETTER


def test_where_nothing_can_be_copied_the_letter_is_selected(page: Page, site: Site) -> None:
    page.add_init_script(f"{NO_CLIPBOARD['without https']}; Document.prototype.execCommand = () => false;")
    page.goto(site.address("no-reply/"))
    message = Message(page, "no-reply")
    fill_in(message)
    message.copy.click()
    expect(message.notice).to_have_text(re.compile("^This browser does not let us copy. The message is selected"))
    assert page.evaluate("String(getSelection())").split() == LETTER.split()


def test_it_works_from_a_file(page: Page, site: Site, faults: list[str]) -> None:
    page.goto((site.folder / "no-reply" / "index.html").as_uri())
    message = Message(page, "no-reply")
    fill_in(message)
    message.copy.click()
    expect(message.notice).to_have_text("Copied.")
    assert mailed(message) == as_sent(LETTER)
    faults.clear()  # Each file of the page is asked for without the server of the test.


def test_the_mail_has_the_subject_and_the_body(message: Message) -> None:
    fill_in(message)
    assert mailed(message) == as_sent(LETTER)
    message.page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    message.mail.click()
    expect(message.notice).to_have_text("If no mail program opens, copy the message.")


def test_a_letter_without_a_subject_is_a_mail_without_one(page: Page, site: Site) -> None:
    page.goto(site.address("rebuild-your-confidence/"))
    message = Message(page, "good-points")
    message.field("name").fill("Jo & Al")
    assert (message.mail.get_attribute("href") or "").startswith(
        "mailto:?body=Hello%20Jo%20%26%20Al%0D%0A%0D%0AI%20did"
    )


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_nothing_that_is_written_breaks_the_letter(message: Message, text: str) -> None:
    parts = message.letter.locator("*").count()
    fill_in(message)
    message.field("name").fill(text)
    shown = " ".join(text.split())
    assert message.text() == LETTER.replace("Ms Okafor", shown)
    assert mailed(message) == as_sent(LETTER.replace("Ms Okafor", shown))
    assert message.letter.locator("*").count() == parts
    page = message.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # What runs from right to left leaves the words around it where they are.
    expect(message.letter.locator("bdi").first).to_have_css("unicode-bidi", "isolate")
    expect(message.field("name")).to_have_attribute("dir", "auto")


def test_any_text_comes_out_of_the_mail_address_as_it_is_shown(message: Message) -> None:
    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(st.text(max_size=60), st.text(max_size=60))
    @example("\r\n.\r\nTo: x", "%0d%0a&bcc=y")
    @example("\x00\u2028\u2029\ufeff", "\ue000 \u00a0 \t  b")
    def compare(name: str, title: str) -> None:
        for field, text in (("name", name), ("job-title", title)):
            message.field(field).evaluate(
                "(field, text) => { field.value = text; field.dispatchEvent(new Event('input')); }", text
            )
        lines = message.letter.locator("p:not([data-off])").all()
        shown = [re.sub("[ \t\r\n\f]+", " ", line.text_content() or "").strip(" ") for line in lines]
        assert mailed(message) == as_sent("\n\n".join(shown))
        for field in ("name", "job-title"):
            value = re.sub("[ \t\f]+", " ", message.field(field).evaluate("field => field.value.trim()"))
            assert any((value or f"[{field.replace('-', ' ')}]") in line for line in shown)

    compare()


def test_half_a_character_does_not_stop_the_page(message: Message) -> None:
    message.field("name").evaluate("field => { field.value = 'a\\ud83db'; field.dispatchEvent(new Event('input')); }")
    assert "Dear a\ufffdb" in mailed(message)[1]


def test_new_lines_that_are_pasted_stay_in_the_field(context: BrowserContext, message: Message, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.origin)
    message.page.evaluate("navigator.clipboard.writeText('Ms\\r\\nBcc: all\\n\\nOkafor')")
    message.field("name").focus()
    message.page.keyboard.press("ControlOrMeta+V")
    expect(message.letter).to_contain_text("Bcc: all")
    assert "\n" not in message.field("name").input_value()
    name = " ".join(message.field("name").input_value().split())
    assert f"Dear {name}\n\nI hope" in message.text()
    assert f"Dear {name}\n\nI hope" in mailed(message)[1]


def print_letter(message: Message) -> str:
    message.page.evaluate("() => { window.print = () => {}; }")
    message.print.click()
    return Paper(message.page.pdf(format="A4")).text()


def test_print_prints_the_letter_alone(message: Message) -> None:
    fill_in(message)
    text = print_letter(message)
    assert text.removeprefix("1 ") == " ".join(LETTER.split())
    # After that the page is as it was.
    expect(message.root).not_to_have_class(re.compile("onward-printed"))
    assert SETTINGS["extra"]["agency"]["name"] in Paper(message.page.pdf()).text()


def test_the_page_on_paper_has_every_letter_as_it_is_written(message: Message) -> None:
    text = Paper(message.page.pdf(format="A4")).text()
    for said in (
        "If you applied direct",
        "Dear [name]",
        "[Only if they gave a date: You expected to decide by [decision date].]",
        "If an agency put you forward",
        "Dear [consultant]",
        "[Only if they gave a date: They expected to decide by [decision date].]",
    ):
        assert said in text
    for screen in ("Which one do you need?", "as the advert has it", "Keep on this device"):
        assert screen not in text


def test_nothing_is_kept_before_the_reader_asks(message: Message) -> None:
    fill_in(message)
    message.choose("agency")
    message.tick("gave-a-date")
    message.copy.click()
    print_letter(message)
    message.keep.hover()
    assert stored(message.page) == {}
    message.page.reload()
    expect(message.field("name")).to_have_value("")


def test_what_is_kept_comes_back_and_later_changes_wait_for_the_reader(message: Message) -> None:
    fill_in(message)
    message.choose("agency")
    message.tick("gave-a-date")
    message.keep.click()
    expect(message.notice).to_have_text(KEPT)
    expect(message.keep).to_be_focused()
    kept = {
        field: {key: value for key, value in choice.items() if key != "at"}
        for field, choice in message.choices().items()
    }
    assert kept == {
        **{field: {"text": text} for field, text in FILLED.items()},
        "gave-a-date": {"on": True},
        "version:direct": {"on": False},
        "version:agency": {"on": True},
    }
    message.field("your-name").fill("Sam Lee")
    assert message.choices()["your-name"]["text"] == "Sam"
    message.page.reload()
    expect(message.letter).to_contain_text("They expected to decide by [decision date].")
    expect(message.field("your-name")).to_have_value("Sam")
    # What was emptied is kept as empty.
    message.field("your-name").fill("")
    message.keep.click()
    message.page.reload()
    expect(message.field("job-title")).to_have_value("Night porter")
    expect(message.field("your-name")).to_have_value("")


def test_keep_with_nothing_there_keeps_nothing(message: Message) -> None:
    message.keep.click()
    expect(message.notice).to_have_text("There is nothing to keep yet.")
    assert stored(message.page) == {}


def test_clear_and_undo(message: Message) -> None:
    fill_in(message)
    message.choose("agency")
    message.keep.click()
    message.field("employer").fill("The Grand")
    before = message.choices()
    message.clear.click()
    assert stored(message.page) == {}
    expect(message.notice).to_have_text("Cleared. Undo")
    expect(message.field("job-title")).to_have_value("")
    message.field("job-title").fill("Chef")
    message.undo.click()
    expect(message.clear).to_be_focused()
    assert message.choices() == before
    # What was written since then stays, and what was never kept comes back too.
    expect(message.letter).to_contain_text("I am writing about Chef at The Grand.")
    expect(message.field("your-name")).to_have_value("Sam")


def test_undo_brings_back_what_was_only_written(message: Message) -> None:
    fill_in(message)
    message.clear.click()
    expect(message.notice).to_have_text("Cleared. Undo")
    message.undo.click()
    assert message.text() == LETTER
    assert stored(message.page) == {}


def test_another_tab_changes_nothing_that_is_being_written(context: BrowserContext, message: Message) -> None:
    other = Message(context.new_page(), "no-reply")
    other.page.goto(message.page.url)
    message.field("name").fill("Ms Okafor")
    fill_in(other)
    other.field("name").fill("Mr Hall")
    other.keep.click()
    expect(message.field("job-title")).to_have_value("Night porter")
    expect(message.field("name")).to_have_value("Ms Okafor")


@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED.keys())
def test_where_nothing_is_kept_it_works_and_says_so(page: Page, site: Site, script: str) -> None:
    page.add_init_script(script)
    page.goto(site.address("no-reply/"))
    message = Message(page, "no-reply")
    fill_in(message)
    assert message.text() == LETTER
    for _ in range(2):
        message.keep.click()
        expect(message.notice).to_have_text(f"{NOT_KEPT} Save as a file")
    message.clear.click()
    expect(message.field("name")).to_have_value("")
    message.undo.click()
    assert message.text() == LETTER


def test_by_keyboard_alone(message: Message) -> None:
    keyboard = message.page.keyboard
    tab_to(message.field("version:direct"))
    keyboard.press("ArrowDown")
    expect(message.field("version:agency")).to_be_focused()
    tab_to(message.field("job-title"))
    keyboard.type("Porter")
    keyboard.press("Tab")
    expect(message.field("employer")).to_be_focused()
    keyboard.type("The Grand")
    tab_to(message.field("gave-a-date"))
    keyboard.press("Space")
    keyboard.press("Tab")
    expect(message.field("decision-date")).to_be_focused()
    keyboard.type("Friday")
    assert "I am writing about Porter at The Grand.\n\nThey expected to decide by Friday." in message.text()
    tab_to(message.copy)
    keyboard.press("Enter")
    expect(message.notice).to_contain_text("Copied.")
    keyboard.press("Tab")
    expect(message.mail).to_be_focused()
    keyboard.press("Tab")
    expect(message.keep).to_be_focused()
    keyboard.press("Space")
    expect(message.notice).to_have_text(KEPT)


def test_by_touch_on_a_phone(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True).new_page()
    page.goto(site.address("no-reply/"))
    message = Message(page, "no-reply")
    message.root.get_by_text("If an agency put you forward").first.tap()
    message.root.get_by_text("They gave a date", exact=True).tap()
    message.field("decision-date").tap()
    expect(message.field("decision-date")).to_be_focused()
    page.keyboard.type("Friday")
    expect(message.letter).to_contain_text("They expected to decide by Friday.")
    message.keep.tap()
    expect(message.notice).to_have_text(KEPT)
    for control in message.root.locator("input, button, a.onward-action").locator("visible=true").all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_axe_finds_nothing_while_a_message_is_filled_in(message: Message) -> None:
    page = message.page
    page.evaluate(AXE)
    assert violations(page) == []
    fill_in(message)
    message.tick("gave-a-date")
    message.copy.click()
    assert violations(page) == []
    message.choose("agency")
    message.clear.click()
    assert violations(page) == []


def test_without_script_every_letter_is_there_and_no_form(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    found = 0
    for address in site.pages():
        page.goto(site.address(address))
        for block_id in ids(page.locator(".onward-message"), "data-block"):
            message = Message(page, block_id)
            for letter in message.letters.all():
                expect(letter).to_be_visible()
                assert "[" in words(letter)
                found += 1
            expect(message.root.locator(".onward-form")).to_be_hidden()
            expect(message.copy).to_be_hidden()
    assert found >= 19


MARKDOWN = """
    /// message | A
        id: a

    - [name] {{#{field}}}
    - [day] {{#day}}

    ### One {{#one}}

    > Dear [name] [day]

    ### Two {{#two}}

    > Hello [name]

    ///
"""


def test_a_renamed_field_takes_its_words_along(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    message = Message(page, "a")
    publish(MARKDOWN.format(field="name"))
    page.goto(site.address())
    message.field("name").fill("Jo")
    message.keep.click()
    publish(MARKDOWN.format(field='who was="name"'))
    page.reload()
    expect(message.letter).to_have_text("Dear Jo [day]")


def test_a_link_to_a_version_shows_it(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    publish(MARKDOWN.format(field="name"))
    page.goto(site.address("#a--two"))
    message = Message(page, "a")
    expect(message.letter).to_have_text("Hello [name]")


def test_values_of_another_kind_in_storage_do_no_harm(message: Message) -> None:
    message.store(
        '{"v":1,"choices":{"name":{"text":{"a":1},"at":1},"gave-a-date":{"on":"yes","at":1},"date":{"on":true,"at":1}}}'
    )
    message.page.reload()
    expect(message.field("name")).to_have_value("")
    expect(message.field("gave-a-date")).not_to_be_checked()
    message.field("name").fill("Jo")
    message.keep.click()
    assert message.choices()["name"]["text"] == "Jo"
