"""A quiz gives feedback when it is asked to, says it once, and remembers what was chosen and checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.announcements import announcements, listen
from browser.blocks import Question, Quiz, goto_before_the_script_comes, ids, tab_to, words
from browser.serving import Site


@pytest.fixture
def quiz(page: Page, site: Site) -> Quiz:
    listen(page)
    page.goto(site.address("reply/"))
    return Quiz(page, "send-edit-delete")


@pytest.fixture
def question(quiz: Quiz) -> Question:
    return quiz.questions()[0]


def test_choosing_gives_no_feedback(quiz: Quiz, question: Question) -> None:
    for option in question.ids():
        question.choose(option)
        expect(question.feedback).to_have_count(0)
    expect(quiz.progress).to_have_text(f"0 of {quiz.fieldsets.count()} checked")


def test_check_gives_the_feedback_under_the_chosen_option(quiz: Quiz) -> None:
    for question in quiz.questions():
        for option in question.ids():
            question.choose(option)
            question.check.click()
            expect(question.check).to_be_focused()
            expect(question.feedback).to_have_count(1)
            reply = question.reply(option)
            expect(reply).to_be_visible()
            assert words(reply) == question.answer(option) != ""
    expect(quiz.progress).to_have_text(f"{quiz.fieldsets.count()} of {quiz.fieldsets.count()} checked")


def test_no_id_stands_twice_in_the_page(quiz: Quiz, question: Question) -> None:
    quiz.page.evaluate(
        """() => document.querySelectorAll(".onward-feedback, .onward-feedback p").forEach((part, index) => {
            part.id = `feedback-${index}`;
        })"""
    )
    question.labels.first.check()
    question.check.click()
    expect(question.feedback).to_have_count(1)
    found = ids(quiz.page.locator("[id]"), "id")
    assert len(found) == len(set(found))


def test_the_answers_are_out_of_the_way_with_script(quiz: Quiz) -> None:
    for answers in quiz.root.locator(".onward-answers").all():
        expect(answers).to_be_hidden()


def test_check_without_a_choice_asks_for_one(quiz: Quiz, question: Question) -> None:
    question.check.click()
    expect(question.message).to_have_text("Choose an answer first.")
    expect(question.check).to_be_focused()
    expect(question.feedback).to_have_count(0)
    assert announcements(quiz.page) == ["Choose an answer first."]
    assert quiz.choices() == {}

    question.labels.first.check()
    expect(question.message).to_have_text("")


def test_a_changed_choice_takes_the_feedback_away(quiz: Quiz, question: Question) -> None:
    first, second, *_ = question.ids()
    question.choose(first)
    question.check.click()
    expect(question.feedback).to_have_count(1)

    question.choose(second)
    expect(question.feedback).to_have_count(0)
    expect(quiz.progress).to_have_text(f"0 of {quiz.fieldsets.count()} checked")
    quiz.page.reload()
    expect(question.input(second)).to_be_checked()
    expect(question.feedback).to_have_count(0)

    question.check.click()
    assert words(question.feedback) == question.answer(second)


def test_feedback_is_announced_once(quiz: Quiz, question: Question) -> None:
    option = question.ids()[0]
    question.choose(option)
    assert announcements(quiz.page) == []
    question.check.click()
    question.check.click()
    total = quiz.fieldsets.count()
    assert announcements(quiz.page) == [question.answer(option), f"1 of {total} checked"]

    second = quiz.questions()[1]
    second.choose(second.ids()[0])
    second.check.click()
    assert announcements(quiz.page)[2:] == [second.answer(second.ids()[0]), f"2 of {total} checked"]


def test_the_second_answer_is_announced_too(quiz: Quiz, question: Question) -> None:
    first, second, *_ = question.ids()
    question.choose(first)
    question.check.click()
    question.choose(second)
    question.check.click()
    assert question.answer(second) in announcements(quiz.page)


def test_what_was_checked_is_there_after_a_reload_and_is_no_news(quiz: Quiz, question: Question) -> None:
    first, second, *_ = question.ids()
    question.choose(first)
    question.check.click()
    quiz.questions()[1].labels.last.check()

    quiz.page.reload()
    expect(question.input(first)).to_be_checked()
    expect(question.feedback).to_have_count(1)
    expect(quiz.questions()[1].inputs.last).to_be_checked()
    expect(quiz.progress).to_have_text(f"1 of {quiz.fieldsets.count()} checked")
    assert announcements(quiz.page) == []
    # A live region that came with its words would be read out by some screen readers.
    expect(quiz.root.locator("[role=status]:not(:empty)")).to_have_count(0)

    question.check.focus()
    assert announcements(quiz.page) == []
    question.choose(second)
    question.check.click()
    assert question.answer(second) in announcements(quiz.page)


def test_by_keyboard_alone(quiz: Quiz) -> None:
    page = quiz.page
    total = quiz.fieldsets.count()
    for done, question in enumerate(quiz.questions(), start=1):
        first, second, *_ = question.ids()
        tab_to(question.input(first))
        page.keyboard.press("Enter")
        expect(question.input(first)).to_be_focused()
        expect(question.input(first)).not_to_be_checked()
        page.keyboard.press("Space")
        expect(question.input(first)).to_be_checked()
        page.keyboard.press("ArrowDown")
        expect(question.input(second)).to_be_checked()
        expect(question.input(second)).to_be_focused()
        page.keyboard.press("Enter")
        expect(question.feedback).to_have_count(0)

        tab_to(question.check)
        page.keyboard.press("Enter" if done % 2 else "Space")
        expect(question.reply(second).locator(".onward-feedback")).to_be_visible()
        expect(question.check).to_be_focused()
        expect(quiz.progress).to_have_text(f"{done} of {total} checked")

    tab_to(quiz.clear)
    page.keyboard.press("Enter")
    expect(quiz.progress).to_have_text(f"0 of {total} checked")
    expect(quiz.root.locator(".onward-option__feedback:not(:empty)")).to_have_count(0)
    expect(quiz.root.locator("input:checked")).to_have_count(0)
    expect(quiz.clear).to_be_focused()
    tab_to(quiz.undo)
    page.keyboard.press("Enter")
    expect(quiz.progress).to_have_text(f"{total} of {total} checked")
    expect(quiz.clear).to_be_focused()


def test_only_the_choice_is_stored(quiz: Quiz, question: Question) -> None:
    option = question.ids()[0]
    question.choose(option)
    assert without_time(quiz.choices()) == {question.id(): {"pick": [option], "checked": False}}
    question.check.click()
    assert without_time(quiz.choices()) == {question.id(): {"pick": [option], "checked": True}}
    for other in quiz.questions()[1:]:
        other.labels.last.check()
        other.check.click()
    assert {key for choice in quiz.choices().values() for key in choice} == {"pick", "checked", "at"}


def test_a_second_tab_shows_the_answer_and_neither_loses_the_others(quiz: Quiz) -> None:
    tab = quiz.page.context.new_page()
    tab.goto(quiz.page.url)
    other = Quiz(tab, quiz.id)
    here, there = quiz.questions(), other.questions()
    here[0].labels.first.check()
    here[0].check.click()
    expect(there[0].inputs.first).to_be_checked()
    expect(there[0].feedback).to_have_count(1)

    there[1].labels.last.check()
    expect(here[1].inputs.last).to_be_checked()
    assert set(quiz.choices()) == {here[0].id(), here[1].id()}

    there[0].labels.last.check()
    expect(here[0].feedback).to_have_count(0)


def test_an_answer_from_before_the_script_came_is_kept(page: Page, site: Site) -> None:
    let_through = goto_before_the_script_comes(page, site.address("reply/"))
    quiz = Quiz(page, "send-edit-delete")
    quiz.root.locator(".onward-option__label").first.check()
    let_through()
    expect(quiz.progress).to_have_text(f"0 of {quiz.fieldsets.count()} checked")
    expect(quiz.root.get_by_role("radio").first).to_be_checked()
    assert [choice["pick"] for choice in quiz.choices().values()] == [quiz.questions()[0].ids()[:1]]


SINGLE = """
/// quiz | A small quiz
    id: small

### What do you do first? {#first}

- [ ] Reply straight away {#reply}

    > Wait a few hours.

- [x] Write it down {#note}

    > Memory is freshest today.

- [ ] Post about it {#post}

    > It is hard to take back.

**Why:** the next days are long.

### What then? {#then}

- [x] Rest {#rest}

    > You need it.

- [ ] Work {#work}

    > It can wait.

///
"""

REWRITTEN = """
/// quiz | A small quiz
    id: small

### And before that? {#before}

- [x] Breathe {#rest}

    > It slows things down.

- [ ] Shout {#work}

    > It frightens the cat.

### And after that? {#then}

- [ ] Do some work {#work}

    > It can wait.

- [x] Have a rest {#rest}

    > You need it.

### What comes first? {#first}

- [x] Write it down {#note}

    > Memory is freshest today.

- [ ] Reply {#reply}

    > Wait a few hours.

///
"""

MULTIPLE = """
/// quiz | A small quiz
    id: small

### What helps? {#helps}

- [x] A friend {#friend}

    > Good company helps.

- [x] A walk {#walk}

    > Fresh air helps.

- [ ] A bottle {#bottle}

    > It helps for an hour.

**Why:** both cost nothing.

///
"""


@pytest.fixture
def small(page: Page, site: Site, publish: Callable[[str], None]) -> Quiz:
    """The small quiz with single choice."""
    publish(SINGLE)
    page.goto(site.address())
    return Quiz(page, "small")


def test_several_choices_each_get_their_feedback(page: Page, site: Site, publish: Callable[[str], None]) -> None:
    publish(MULTIPLE)
    listen(page)
    page.goto(site.address())
    quiz = Quiz(page, "small")
    question = quiz.question("helps")
    question.choose("bottle")
    question.choose("friend")
    question.check.click()
    # A good choice that was left out gets its word too.
    missed = question.answer("walk").replace("Good", "This is a good choice too")
    replies = [question.answer("friend"), missed, question.answer("bottle")]
    assert [words(reply) for reply in question.feedback.all()] == replies
    assert announcements(page) == [
        *replies,
        "Why: both cost nothing.",
        "1 of 1 checked",
    ]
    page.reload()
    expect(question.feedback).to_have_count(3)
    assert quiz.choices()["helps"]["pick"] == ["friend", "bottle"]

    question.option("bottle").locator("label").uncheck()
    expect(question.feedback).to_have_count(0)
    question.check.click()
    expect(question.feedback).to_have_count(2)
    question.option("friend").locator("label").uncheck()
    question.check.click()
    expect(question.message).to_have_text("Choose an answer first.")


def test_the_why_comes_after_the_options(small: Quiz) -> None:
    question = small.question("first")
    expect(question.why).to_have_text("")
    question.choose("reply")
    question.check.click()
    expect(question.why).to_have_text("Why: the next days are long.")
    options, why = question.options.last.bounding_box(), question.why.bounding_box()
    assert options
    assert why
    assert options["y"] + options["height"] <= why["y"]
    question.choose("note")
    expect(question.why).to_have_text("")


def test_answers_stay_with_their_questions_when_the_quiz_is_rewritten(
    small: Quiz, page: Page, publish: Callable[[str], None]
) -> None:
    small.question("then").choose("work")
    small.question("then").check.click()
    publish(REWRITTEN)
    page.reload()

    assert [question.id() for question in small.questions()] == ["before", "then", "first"]
    assert [question.feedback.count() for question in small.questions()] == [0, 1, 0]
    expect(small.question("then").input("work")).to_be_checked()
    assert small.question("then").ids() == ["work", "rest"]


def test_renamed_questions_and_options_take_the_answer_along(
    small: Quiz, page: Page, publish: Callable[[str], None]
) -> None:
    small.question("first").choose("note")
    small.question("first").check.click()
    renamed = SINGLE.replace("{#first}", '{#start was="begin first"}')
    publish(renamed.replace("{#note}", '{#write was="draft note"}'))
    page.reload()
    question = small.question("start")
    expect(question.input("write")).to_be_checked()
    assert words(question.feedback) == question.answer("write")


def test_an_option_that_is_gone_leaves_the_question_open(
    small: Quiz, page: Page, publish: Callable[[str], None]
) -> None:
    small.question("first").choose("post")
    small.question("first").check.click()
    publish(SINGLE.replace("- [ ] Post about it {#post}\n\n    > It is hard to take back.\n\n", ""))
    page.reload()
    expect(small.progress).to_have_text("0 of 2 checked")
    expect(small.question("first").why).to_have_text("")
    assert small.choices()["first"]["pick"] == ["post"]


def test_a_corrected_answer_reaches_readers_who_have_checked(
    small: Quiz, page: Page, publish: Callable[[str], None]
) -> None:
    question = small.question("first")
    question.choose("reply")
    question.check.click()
    expect(question.feedback).to_contain_text("There is a better choice")
    publish(SINGLE.replace("[ ] Reply", "[x] Reply").replace("[x] Write", "[ ] Write"))
    page.reload()
    expect(question.feedback).to_contain_text("Good")


def without_time(choices: dict[str, Any]) -> dict[str, Any]:
    """Stored choices, without when they were made."""
    return {key: {name: value for name, value in choice.items() if name != "at"} for key, choice in choices.items()}
