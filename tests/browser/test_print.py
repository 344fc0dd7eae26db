"""On paper a page has who gave it, what to do with boxes for a pen, and where it comes from; nothing of a screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.blocks import Checklist, Quiz, words
from browser.paper import DARK, Area, Paper, Square
from browser.serving import Site

QUIZ = """/// quiz | Practice
    id: practice

### What first? {#first}

- [x] This {#this}

    > Hidden feedback.

- [ ] That {#that}

    > Hidden feedback.

///
"""
MILLIMETRE = 96 / 25.4


def printed(page: Page) -> Paper:
    return Paper(page.pdf(format="A4"))


@pytest.fixture
def checklist(page: Page, site: Site) -> Checklist:
    page.goto(site.address("just-heard/"))
    return Checklist(page, "first-24-hours")


def test_the_agency_and_its_number_are_on_the_paper(checklist: Checklist) -> None:
    letterhead = checklist.page.locator(".onward-letterhead")
    agency, phone = (words(letterhead.locator(f".onward-letterhead__{part}")) for part in ("name", "phone"))
    assert agency
    assert phone
    text = printed(checklist.page).text()
    assert agency in text
    assert phone in text


def test_every_item_is_on_the_paper(checklist: Checklist) -> None:
    text = printed(checklist.page).text()
    for label in checklist.root.locator(".onward-item__label").all():
        assert words(label) in text


def test_nothing_of_the_screen_is_on_the_paper(checklist: Checklist) -> None:
    page = checklist.page
    checklist.tick(checklist.ids()[0])
    checklist.clear.click()
    article = words(page.locator("article"))
    menu = [words(link) for link in page.locator("nav a").all()]
    # Some pages are linked from the text too, and there their names belong.
    screen_only = [name for name in menu if name not in article]
    assert len(screen_only) >= 3
    controls = [words(control) for control in page.locator("article button").all()]
    assert "Undo" in controls
    text = printed(page).text()
    for leftover in (*screen_only, *controls, words(checklist.progress), "Cleared", "Search"):
        assert leftover not in text


def test_boxes_are_squares_for_a_pen(checklist: Checklist) -> None:
    checklist.tick(checklist.ids()[1])
    paper = printed(checklist.page)
    look = partial(box_on_paper, checklist, paper)
    empty, ticked = look(0), look(1)
    assert empty.width == pytest.approx(empty.height, abs=1)
    assert empty.width >= 4 * MILLIMETRE
    assert not empty.filled
    # Where a browser keeps nothing, we advise to print: so ticks are printed.
    assert ticked.filled
    assert ticked.width == pytest.approx(empty.width, abs=1)


def box_on_paper(checklist: Checklist, paper: Paper, index: int) -> Square:
    """What is printed where the box of an item is."""
    checklist.page.emulate_media(media="print")
    item = checklist.root.locator(".onward-item").nth(index)
    x, y, width, height = item.evaluate(
        """item => {
            const letter = document.createRange();
            const label = item.querySelector("label");
            letter.setStart(label.firstChild, 0);
            letter.setEnd(label.firstChild, 1);
            const from = letter.getBoundingClientRect();
            const box = item.querySelector("input").getBoundingClientRect();
            return [box.x - from.x, box.y - from.y, box.width, box.height];
        }"""
    )
    checklist.page.emulate_media(media="null")
    # A little more than the box, so that its border is in the picture.
    around = Area(x - 4, y - 4, width + 8, height + 8)
    return paper.square(words(item.locator("label")), around)


@pytest.mark.parametrize("address", ["reply/", "use-feedback/"])
def test_the_answers_of_a_quiz_are_not_on_the_paper(page: Page, site: Site, address: str) -> None:
    page.goto(site.address(address))
    for root in page.locator(".onward-quiz").all():
        if root.get_attribute("data-kind") in {"order", "match"}:
            continue  # On paper those are in test_quiz_kinds.py.
        for question in Quiz(page, root.get_attribute("data-block") or "").questions():
            question.labels.last.check()
            question.check.click()
            expect(question.feedback).to_have_count(1)
    text = printed(page).text()
    for asked in page.locator(".onward-question__legend, .onward-question .onward-option__label").all():
        assert words(asked) in text
    for said in page.locator(".onward-answer .onward-feedback p:not(.onward-feedback__verdict)").all():
        assert words(said) not in text
    assert "There is a better choice" not in text


def test_a_page_from_a_dark_screen_is_printed_dark_on_white_its_number_too(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = new_context(color_scheme="dark").new_page()
    page.goto(site.address("just-heard/"))
    for sheet in Paper(page.pdf(format="A4", print_background=True)).document:
        picture = sheet.render(scale=2, grayscale=True)
        rows = [bytes(picture.buffer)[row * picture.stride :][: picture.width] for row in range(picture.height)]
        # Letters are little of a sheet; what is between them is white.
        assert sum(dot > 250 for row in rows for dot in row) > 0.8 * picture.width * picture.height
        foot = [row[-picture.width // 4 :] for row in rows[-2 * 50 :]]
        assert min(dot for row in foot for dot in row) < DARK, "the number of the page"


def test_what_an_editor_folds_is_open_on_paper(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    # The theme's script opens folds too, in its own way.
    page.route("**/assets/javascripts/bundle.*.js", lambda route: route.abort())
    publish(f"<details><summary>More</summary>\n<p>Folded words.</p>\n</details>\n\n{QUIZ}")
    page.goto(site.address())
    text = printed(page).text()
    assert "Folded words." in text
    assert "Hidden feedback" not in text
    expect(page.get_by_text("Folded words.")).to_be_hidden()


def test_no_heading_is_the_last_of_its_sheet(page: Page, site: Site) -> None:
    page.emulate_media(media="print")
    for address in site.pages():
        page.goto(site.address(address))
        parted = page.evaluate(
            """[...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6, legend)")]
                .filter((heading) => getComputedStyle(heading).breakAfter !== "avoid")
                .map((heading) => heading.textContent)"""
        )
        assert parted == [], address


@pytest.mark.parametrize("theme_script", [True, False], ids=["with the theme's script", "without"])
def test_the_sources_are_open_on_paper_and_as_before_afterwards(page: Page, site: Site, theme_script: bool) -> None:
    """The theme's script opens folds too, in its own way."""
    if not theme_script:
        page.route("**/assets/javascripts/bundle.*.js", lambda route: route.abort())
    page.goto(site.address("just-heard/"))
    fold = page.locator(".onward-sources__fold")
    says = fold.locator("li").first
    # Read while it is shut.
    statement = words(says)
    fold.evaluate("fold => window.addEventListener('beforeprint', () => { window.unfolded = fold.open; })")
    assert statement in printed(page).text()
    # Newer browsers open it by a style alone; here we see that the script does it for the others.
    assert page.evaluate("window.unfolded")
    expect(fold).not_to_have_attribute("open", "")

    fold.locator("summary").click()
    printed(page)
    expect(fold).to_have_attribute("open", "")
