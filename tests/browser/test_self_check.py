"""A self-check says where to start when it is asked to, says it once, and never keeps how somebody feels."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect

import sites
from browser.announcements import announcements, listen
from browser.blocks import SelfCheck, goto_before_the_script_comes, stored, tab_to, words
from browser.serving import Site
from browser.test_accessibility import AXE, RUN_AXE, violations
from browser.test_print import printed
from browser.test_storage import REFUSED
from onward.model import SelfCheck as Block
from onward.outcomes import SelfCheckData, outcomes_of, self_check_data
from onward.site import read_site

PLACES = {"what-to-work-on": "review-your-interview/", "where-are-you-stuck": "keep-going/"}


@pytest.fixture
def review(page: Page, site: Site) -> SelfCheck:
    listen(page)
    page.goto(site.address("review-your-interview/"))
    return SelfCheck(page, "what-to-work-on")


@pytest.fixture
def stuck(page: Page, site: Site) -> SelfCheck:
    listen(page)
    page.goto(site.address("keep-going/"))
    return SelfCheck(page, "where-are-you-stuck")


def without_time(choices: dict[str, Any]) -> dict[str, Any]:
    """Stored choices, without when they were made."""
    return {key: {name: value for name, value in choice.items() if name != "at"} for key, choice in choices.items()}


def test_choosing_shows_nothing_and_the_button_does(review: SelfCheck) -> None:
    review.choose("low-mood", "yes")
    review.choose("real-example", "no")
    assert review.shown() == []
    review.show.click()
    assert review.shown() == ["talk-to-a-gp", "start-examples"]
    expect(review.show).to_be_focused()
    button, first = review.show.bounding_box(), review.outcomes.first.bounding_box()
    assert button
    assert first
    assert button["y"] + button["height"] <= first["y"]
    # The numbers and conditions are for those who add up themselves.
    expect(review.root.locator(".onward-pen").filter(visible=True)).to_have_count(0)


def test_the_result_is_announced_once(review: SelfCheck) -> None:
    review.choose("real-example", "no")
    review.show.click()
    review.show.click()
    said = "1 suggestion: Start with examples."
    assert announcements(review.page) == ["1 of 13 answered", said]
    review.choose("low-mood", "yes")
    review.show.click()
    assert announcements(review.page)[2:] == [
        "2 of 13 answered",
        "2 suggestions: Talk to a GP first, Start with examples.",
    ]


def test_a_changed_answer_takes_the_result_away(review: SelfCheck) -> None:
    for member, option in (("real-example", "partly"), ("low-mood", "yes"), ("low-mood", "no")):
        review.choose("real-example", "no")
        review.show.click()
        assert review.shown() != []
        review.choose(member, option)
        assert review.shown() == []
        expect(review.message).to_have_text("")


def test_with_nothing_answered_the_button_says_so(review: SelfCheck) -> None:
    review.show.click()
    expect(review.message).to_have_text("Answer at least one first.")
    expect(review.show).to_be_focused()
    assert review.shown() == []
    assert announcements(review.page) == ["Answer at least one first."]
    assert stored(review.page) == {}
    review.choose("real-example", "yes")
    expect(review.message).to_have_text("")


def test_of_many_ties_two_are_shown_and_the_rest_named(review: SelfCheck) -> None:
    for member in ("explain-employer", "main-skills", "able-to-say", "change-cv"):
        review.choose(member, "no")
    review.show.click()
    assert review.shown() == ["start-preparation", "start-technical-skills"]
    expect(review.message).to_have_text(
        "2 suggestions: Start with preparation, Start with technical skills. "
        "Also with the same total: Interview style, Application."
    )


def test_by_keyboard_alone(stuck: SelfCheck) -> None:
    page = stuck.page
    tab_to(stuck.input("mood", "low"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(stuck.input("mood", "all-right")).to_be_checked()
    page.keyboard.press("ArrowUp")
    tab_to(stuck.input("stage", "before-interview"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(stuck.input("stage", "first-interview")).to_be_focused()
    assert stuck.shown() == []
    tab_to(stuck.show)
    page.keyboard.press("Enter")
    assert stuck.shown() == ["help-first", "look-at-preparation"]
    expect(stuck.show).to_be_focused()
    page.keyboard.press("Tab")
    expect(stuck.outcomes.first.get_by_role("link").first).to_be_focused()

    tab_to(stuck.clear)
    page.keyboard.press("Enter")
    expect(stuck.clear).to_be_focused()
    assert stuck.shown() == []
    tab_to(stuck.undo)
    page.keyboard.press("Space")
    expect(stuck.clear).to_be_focused()
    expect(stuck.input("stage", "first-interview")).to_be_checked()


def test_on_a_phone_by_touch(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).new_page()
    for block_id, address in PLACES.items():
        page.goto(site.address(address))
        block = SelfCheck(page, block_id)
        for member in block.members():
            row = block.root.locator(f"[data-question='{member}'] .onward-option").last
            box = row.locator("label").bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
            row.locator("label").tap()
            expect(row.locator("input")).to_be_checked()
        block.show.tap()
        assert len(block.shown()) >= 1
        expect(block.message).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_only_answers_are_kept_and_never_how_somebody_feels(stuck: SelfCheck) -> None:
    page = stuck.page
    before = page.url
    stuck.choose("mood", "low")
    stuck.show.click()
    assert stored(page) == {}
    stuck.choose("stage", "nothing")
    stuck.choose("changed", "no")
    stuck.choose("stage", "first-interview")
    stuck.choose("mood", "all-right")
    stuck.choose("mood", "low")
    stuck.show.click()
    assert without_time(stuck.choices()) == {"changed": {"pick": ["no"]}, "stage": {"pick": ["first-interview"]}}
    assert list(stored(page)) == [stuck.key()]
    assert "low" not in stored(page)[stuck.key()]
    assert page.evaluate("[sessionStorage.length, document.cookie, history.state]") == [0, "", None]
    assert page.url == before


def test_how_somebody_feels_is_in_no_file(page: Page, site: Site) -> None:
    """Where the browser keeps nothing, what is chosen can be saved as a file."""
    page.add_init_script(REFUSED["is full"])
    page.goto(site.address("keep-going/"))
    stuck = SelfCheck(page, "where-are-you-stuck")
    stuck.choose("mood", "low")
    stuck.choose("stage", "nothing")
    stuck.show.click()
    assert stuck.shown() == ["help-first", "ask-once"]
    with page.expect_download() as download:
        stuck.root.get_by_role("button", name="Save as a file").click()
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert without_time(saved["blocks"]["where-are-you-stuck"]["choices"]) == {"stage": {"pick": ["nothing"]}}


def test_after_a_reload_answers_are_there_and_feelings_and_result_are_not(stuck: SelfCheck) -> None:
    stuck.choose("mood", "low")
    stuck.choose("stage", "nothing")
    stuck.show.click()
    stuck.page.reload()
    expect(stuck.input("stage", "nothing")).to_be_checked()
    expect(stuck.root.locator("[data-question=mood] :checked")).to_have_count(0)
    expect(stuck.progress).to_have_text("1 of 5 answered")
    assert stuck.shown() == []
    assert announcements(stuck.page) == []
    stuck.show.click()
    assert stuck.shown() == ["ask-once"]


def test_whoever_comes_back_to_the_page_does_not_find_how_somebody_felt(stuck: SelfCheck, site: Site) -> None:
    stuck.choose("stage", "nothing")
    stuck.choose("mood", "low")
    stuck.show.click()
    stuck.page.goto(site.address("reply/"))
    stuck.page.go_back()
    expect(stuck.input("stage", "nothing")).to_be_checked()
    expect(stuck.root.locator("[data-question=mood] :checked")).to_have_count(0)
    assert "help-first" not in stuck.shown()


def test_leaving_the_page_takes_feelings_with_it(stuck: SelfCheck) -> None:
    """A browser that keeps the whole page in memory brings it back as it was left."""
    stuck.choose("mood", "low")
    stuck.choose("stage", "nothing")
    stuck.show.click()
    stuck.page.evaluate(
        "() => { window.dispatchEvent(new Event('pagehide')); window.dispatchEvent(new Event('pageshow')); }"
    )
    expect(stuck.root.locator("[data-question=mood] :checked")).to_have_count(0)
    assert stuck.shown() == []
    # A result that says nothing of it may stay.
    stuck.show.click()
    stuck.page.evaluate(
        "() => { window.dispatchEvent(new Event('pagehide')); window.dispatchEvent(new Event('pageshow')); }"
    )
    assert stuck.shown() == ["ask-once"]


def test_clear_and_undo(stuck: SelfCheck) -> None:
    stuck.choose("mood", "low")
    stuck.choose("stage", "nothing")
    stuck.show.click()
    stuck.clear.click()
    expect(stuck.root.locator(":checked")).to_have_count(0)
    expect(stuck.progress).to_have_text("0 of 5 answered")
    assert stuck.shown() == []
    assert stored(stuck.page) == {}
    stuck.undo.click()
    expect(stuck.input("stage", "nothing")).to_be_checked()
    expect(stuck.progress).to_have_text("1 of 5 answered")
    expect(stuck.root.locator("[data-question=mood] :checked")).to_have_count(0)


def test_clear_takes_feelings_away_where_nothing_else_is_answered(stuck: SelfCheck) -> None:
    stuck.choose("mood", "low")
    stuck.show.click()
    stuck.clear.click()
    expect(stuck.root.locator(":checked")).to_have_count(0)
    assert stuck.shown() == []
    expect(stuck.undo).to_have_count(0)


def test_a_feeling_that_was_left_in_storage_is_forgotten(stuck: SelfCheck) -> None:
    """An older page, or a file from elsewhere, may have put it there."""
    choices = {"mood": {"pick": ["low"], "at": 1}, "stage": {"pick": ["nothing"], "at": 1}}
    stuck.store(json.dumps({"v": 1, "choices": choices}))
    stuck.page.reload()
    expect(stuck.input("stage", "nothing")).to_be_checked()
    expect(stuck.root.locator("[data-question=mood] :checked")).to_have_count(0)
    assert without_time(stuck.choices()) == {"stage": {"pick": ["nothing"]}}
    # And while the page is open, from another tab.
    stuck.store(json.dumps({"v": 1, "choices": choices}))
    stuck.page.evaluate("window.dispatchEvent(new Event('storage'))")
    assert without_time(stuck.choices()) == {"stage": {"pick": ["nothing"]}}


def test_a_second_tab_shows_the_answer_and_keeps_its_own_feelings(stuck: SelfCheck) -> None:
    tab = stuck.page.context.new_page()
    tab.goto(stuck.page.url)
    other = SelfCheck(tab, stuck.id)
    other.choose("mood", "low")
    other.show.click()
    stuck.choose("stage", "nothing")
    expect(other.input("stage", "nothing")).to_be_checked()
    expect(other.input("mood", "low")).to_be_checked()
    assert other.shown() == []
    expect(stuck.root.locator("[data-question=mood] :checked")).to_have_count(0)


def test_answers_from_before_the_script_came_are_kept(page: Page, site: Site) -> None:
    let_through = goto_before_the_script_comes(page, site.address("keep-going/"))
    stuck = SelfCheck(page, "where-are-you-stuck")
    stuck.choose("mood", "low")
    stuck.choose("stage", "nothing")
    let_through()
    expect(stuck.progress).to_have_text("2 of 5 answered")
    expect(stuck.input("mood", "low")).to_be_checked()
    assert without_time(stuck.choices()) == {"stage": {"pick": ["nothing"]}}


SMALL = """
/// self-check | A small one
    id: small
    scale: Yes {#yes} = 0, No {#no} = 2

### Sleep {#sleep}

- I slept. {#slept}

### How often do you eat? {#often}

- [ ] Often {#often-yes adds="sleep 1, constructor 1"}
- [ ] Never {#never adds="constructor 3"}

### Food {#constructor}

### Rest {#rest}

When: sleep is highest

Lie down.

### Eat {#eat}

When: constructor is at least 3

Eat something.

### Go on {#go-on}

When: otherwise

Go on.

///
"""


def test_options_add_to_areas(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    publish(SMALL)
    page.goto(site.address())
    small = SelfCheck(page, "small")
    for often, slept, outcomes in (
        ("often-yes", None, ["rest"]),
        ("never", None, ["eat"]),
        ("never", "no", ["eat"]),
        ("often-yes", "no", ["rest"]),
    ):
        small.choose("often", often)
        if slept:
            small.choose("slept", slept)
        small.show.click()
        assert small.shown() == outcomes
    expect(small.root.locator(".onward-privacy")).not_to_contain_text("feel")


def test_renamed_answers_are_taken_along(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    publish(SMALL)
    page.goto(site.address())
    small = SelfCheck(page, "small")
    small.choose("slept", "no")
    small.choose("often", "never")
    renamed = SMALL.replace("No {#no}", 'Not at all {#not was="no"}').replace("{#slept}", '{#rested was="slept"}')
    publish(
        renamed.replace("{#never ", '{#not-once was="never" ').replace("    id: small", "    id: tiny\n    was: small")
    )
    page.reload()
    tiny = SelfCheck(page, "tiny")
    expect(tiny.input("rested", "not")).to_be_checked()
    expect(tiny.input("often", "not-once")).to_be_checked()
    tiny.show.click()
    assert tiny.shown() == ["eat"]


def test_the_privacy_words_speak_of_feelings(stuck: SelfCheck) -> None:
    expect(stuck.root.locator(".onward-privacy")).to_contain_text("Answers about how you feel are never stored.")


@pytest.fixture(scope="module")
def guide() -> dict[str, SelfCheckData]:
    """The self-checks of the guide as plain data."""
    pages = read_site(sites.REPO / "mkdocs.yml").pages.values()
    return {block.id: self_check_data(block) for read in pages for block in read.blocks if isinstance(block, Block)}


USE = """(root, [draws]) => draws.map((answers) => {
    root.querySelector("[data-action=clear]").click();
    for (const [member, option] of Object.entries(answers)) {
        root.querySelector(`[data-question="${member}"] [data-option="${option}"] input`).click();
    }
    root.querySelector("[data-action=check]").click();
    const shown = [...root.querySelectorAll(".onward-outcome:not([hidden])")].map((each) => each.dataset.outcome);
    return [shown, root.querySelector(".onward-check__message").textContent];
})"""


def compare(page: Page, data: SelfCheckData, draws: Sequence[Mapping[str, str]]) -> None:
    """The script's results for these answers with those of the proof."""
    results = page.locator(f"#{data['id']}").evaluate(USE, [list(draws)])
    for answers, (outcomes, said) in zip(draws, results, strict=True):
        # An outcome on wellbeing stands first on the page, so the order of the page is that of the proof.
        expected = outcomes_of(data, answers)
        assert tuple(outcomes) == expected.outcomes, answers
        named = [data["areas"][area] for area in expected.tied]
        assert said.partition("Also with the same total: ")[2].removesuffix(".") == ", ".join(named), answers


def options(data: SelfCheckData) -> dict[str, list[str]]:
    """The ids of the options of each statement and question."""
    return {member["id"]: [option["id"] for option in member["options"]] for member in data["members"]}


def test_the_script_says_of_all_answers_what_the_proof_says(
    stuck: SelfCheck, guide: Mapping[str, SelfCheckData]
) -> None:
    data = guide[stuck.id]
    choices = options(data)
    picks = product(*(["", *each] for each in choices.values()))
    draws = [{name: pick for name, pick in zip(choices, each, strict=True) if pick} for each in picks if any(each)]
    assert len(draws) == 539
    compare(stuck.page, data, draws)


# The page is the same for all examples: each starts with Clear.
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=st.data())
def test_the_script_says_of_drawn_answers_what_the_proof_says(
    review: SelfCheck, guide: Mapping[str, SelfCheckData], drawn: st.DataObject
) -> None:
    """Where all answers are some millions."""
    data = guide[review.id]
    picks = {name: st.sampled_from(ids) for name, ids in options(data).items()}
    some = st.fixed_dictionaries({}, optional=picks).filter(bool)
    compare(review.page, data, drawn.draw(st.lists(some, min_size=1, max_size=10)))


@pytest.mark.parametrize("block_id", PLACES)
def test_axe_finds_nothing_before_during_and_after(page: Page, site: Site, block_id: str) -> None:
    page.goto(site.address(PLACES[block_id]))
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    block = SelfCheck(page, block_id)
    block.show.click()
    assert page.evaluate(RUN_AXE) == []
    for row in block.root.locator(".onward-option:last-child > label").all():
        row.check()
    assert page.evaluate(RUN_AXE) == []
    block.root.locator(".onward-question--private label").first.check()
    block.show.click()
    assert len(block.shown()) >= 2
    assert violations(page) == []


def test_forced_colours_keep_the_borders(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(forced_colors="active").new_page()
    page.goto(site.address("keep-going/"))
    stuck = SelfCheck(page, "where-are-you-stuck")
    stuck.choose("mood", "low")
    stuck.show.click()
    for control in (stuck.show, stuck.option("mood", "low"), stuck.outcomes.first):
        width, edge, ground = control.evaluate(
            """control => {
                const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(control);
                return [parseFloat(borderTopWidth), borderTopColor, backgroundColor];
            }"""
        )
        assert width >= 1
        assert edge != ground


def test_without_script_all_of_it_can_be_read_and_done(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for block_id, address in PLACES.items():
        page.goto(site.address(address))
        block = SelfCheck(page, block_id)
        for part in block.root.locator("legend, label, h4, .onward-outcome p, .onward-outcome__when").all():
            expect(part).to_be_visible()
        assert len(block.shown()) == block.outcomes.count() >= 8
        expect(block.outcomes.first).to_contain_text("If you chose ‘")
        expect(block.outcomes.first).to_contain_text("GP")
        expect(block.root.get_by_role("button")).to_have_count(0)
        for label in block.root.locator("label").all():
            label.check()
    page.goto(site.address(PLACES["what-to-work-on"]))
    review = SelfCheck(page, "what-to-work-on")
    assert words(review.option("say-why", "no").locator("label")) == "No or not sure 2"
    totals = [words(total) for total in review.root.locator(".onward-area__total").all()]
    assert totals[:2] == ["Preparation, total:", "Technical skills, total:"]
    expect(review.root.locator("[data-outcome=start-preparation]")).to_contain_text(
        "If Preparation has the highest total"
    )


@pytest.mark.parametrize("block_id", PLACES)
def test_blank_on_paper_it_can_be_done_with_a_pen(page: Page, site: Site, block_id: str) -> None:
    page.goto(site.address(PLACES[block_id]))
    block = SelfCheck(page, block_id)
    for row in block.root.locator(".onward-option:last-child > label").all():
        row.check()
    block.show.click()
    held_open(page)
    block.print.click()
    text = printed(page).text()
    for part in block.root.locator("legend, label, .onward-outcome__when, .onward-outcome__title").all():
        assert words(part) in text
    for leftover in ("Show where to start", "suggestion", words(block.progress), "never stored"):
        assert leftover not in text


def test_no_paper_says_how_somebody_feels(stuck: SelfCheck) -> None:
    stuck.choose("stage", "nothing")
    papers = []
    for feeling in ("low", "all-right"):
        stuck.choose("mood", feeling)
        stuck.show.click()
        held_open(stuck.page)
        stuck.root.get_by_role("button", name="Print it with my answers").click()
        papers.append(printed(stuck.page).text())
        stuck.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        mark = "input => getComputedStyle(input, '::before').content"
        stuck.page.emulate_media(media="print")
        assert stuck.input("mood", feeling).evaluate(mark) == "none"
        assert stuck.input("stage", "nothing").evaluate(mark) != "none"
        stuck.page.emulate_media(media="null")
    assert papers[0] == papers[1]
    assert "Get help with low mood first" in papers[0]
    assert "Ask once" in papers[0]
    assert "Look at your application" not in papers[0]


def held_open(page: Page) -> None:
    """Keep the way in which a block is printed until a test has its paper: the browser's own dialogue is not there."""
    page.evaluate("() => { window.print = () => {}; }")
