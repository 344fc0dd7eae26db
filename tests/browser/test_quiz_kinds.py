"""Each kind of quiz is done by keyboard and by touch, says each thing once, and keeps each answer in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from json import dumps
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from browser.announcements import announcements, listen
from browser.blocks import Question, Quiz, tab_to, words
from browser.paper import Paper
from browser.serving import Site
from browser.test_accessibility import AXE, RUN_AXE

REAL = {
    "single choice": ("use-feedback/", "decode-feedback"),
    "multiple choice": ("ask-for-feedback/", "questions-to-send"),
    "true or false": ("why-you-were-not-chosen/", "what-a-no-tells-you"),
    "scenario": ("reply/", "the-phone-call"),
    "sort": ("reply/", "send-edit-delete"),
    "order": ("no-reply/", "waiting-in-order"),
    "match": ("use-feedback/", "which-area"),
}

KINDS = """
/// quiz | A scenario
    id: scenario
    kind: scenario

### What first? {#first}

- [ ] Shout {#shout}

    > Risky: It frightens the cat.

- [ ] Breathe {#breathe}

    > Best: It slows things down.

- [ ] Walk {#walk}

    > Fine: It passes the time.

### What then? {#then}

- [ ] Rest {#rest}

    > Best: You need it.

- [ ] Work {#work}

    > Risky: It can wait.

///

/// quiz | Sorting
    id: sorting
    kind: sort
    score: true

### Keep {#keep}

- Thank you. {#thanks}

    > Keep: It is kind.
    >
    > Drop: You can, but it is kind.

- See you. {#see-you}

    > It is friendly.

### Drop {#drop}

- How could you? {#how}

    > Keep: It hurts.
    >
    > Drop: A friend can hear it.

///

/// quiz | An order
    id: ordering
    kind: order

### What comes first? {#days}

1. Monday {#monday}
2. Tuesday {#tuesday}
3. Wednesday {#wednesday}

**Why:** so goes the week.

///

/// quiz | Pairs
    id: pairs
    kind: match
    confidence: true

### What says what? {#sounds}

- A cat -> It mews. {#cat}

    > Most of them do.

- A dog -> It barks. {#dog}
- A cow -> It moos. {#cow}

///
"""


class Way:
    """How a reader reaches a control: with the keys alone, or with a finger."""

    def __init__(self, page: Page, *, keys: bool) -> None:
        self.page, self.keys = page, keys

    def press(self, control: Locator) -> None:
        """Press a button."""
        if self.keys:
            tab_to(control)
            self.page.keyboard.press("Enter")
        else:
            control.tap()
        expect(control).to_be_focused()

    def choose(self, question: Question) -> None:
        """Choose an option: with the keys the second, which an arrow reaches."""
        control = question.inputs.first
        if not self.keys:
            question.labels.first.tap()
        elif control.get_attribute("type") == "checkbox":
            tab_to(control)
            self.page.keyboard.press("Space")
        else:
            tab_to(control)
            self.page.keyboard.press("Space")
            self.page.keyboard.press("ArrowDown")
            expect(question.inputs.nth(1)).to_be_checked()
            expect(question.inputs.nth(1)).to_be_focused()

    def select(self, control: Locator, index: int) -> None:
        """Choose an entry of a select."""
        if self.keys:
            tab_to(control)
            for _ in range(index):
                self.page.keyboard.press("ArrowDown")
            expect(control).to_be_focused()
        else:
            control.tap()
            control.select_option(index=index)

    def answer(self, question: Question) -> None:
        """Answer a question, whatever there is to do."""
        control = question.root.get_attribute("data-control")
        if control == "order":
            step = question.root.locator("[data-step]").first.get_attribute("data-step")
            self.press(question.root.locator(f"[data-step={step}] [data-action=down]"))
        elif control == "match":
            for number, select in enumerate(question.root.locator("select").all(), 1):
                self.select(select, number)
        else:
            self.choose(question)


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A tab on a small phone with a touch screen."""
    return new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True).new_page()


@pytest.mark.parametrize(("address", "block"), REAL.values(), ids=REAL.keys())
@pytest.mark.parametrize("keys", [True, False], ids=["keyboard", "touch"])
def test_a_real_quiz_can_be_done(page: Page, phone: Page, site: Site, address: str, block: str, keys: bool) -> None:
    tab = page if keys else phone
    listen(tab)
    tab.goto(site.address(address))
    tab.evaluate(AXE)
    if not keys:  # The untouched page on a desk is one of those in test_accessibility.py.
        assert tab.evaluate(RUN_AXE) == []
    quiz, way = Quiz(tab, block), Way(tab, keys=keys)
    total = quiz.fieldsets.count()
    for done, question in enumerate(quiz.questions()):
        expect(quiz.progress).to_have_text(f"{done} of {total} checked")
        before = len(announcements(tab))
        way.answer(question)
        # Answering, with arrow keys too, checks nothing and gives nothing away.
        expect(quiz.progress).to_have_text(f"{done} of {total} checked")
        expect(question.feedback).to_have_count(0)
        said = announcements(tab)[before:]
        assert all(words.startswith("Now number") for words in said)
        if done == 0:
            assert tab.evaluate(RUN_AXE) == []
        before = len(announcements(tab))
        way.press(question.check)
        expect(quiz.progress).to_have_text(f"{done + 1} of {total} checked")
        said = announcements(tab)[before:]
        assert len(said) == len(set(said)), "a result is announced once"
        assert f"{done + 1} of {total} checked" in said
        assert len(said) >= 2
        if not keys:
            width = tab.evaluate("document.documentElement.scrollWidth")
            assert width <= 360
    assert tab.evaluate(RUN_AXE) == []
    before = len(announcements(tab))
    tab.reload()
    expect(quiz.progress).to_have_text(f"{total} of {total} checked")
    assert announcements(tab) == []
    assert before > 0


@pytest.fixture
def small(page: Page, site: Site, publish: Callable[[str], None]) -> Callable[[str], Quiz]:
    """A page with each kind of quiz, small."""
    publish(KINDS)
    listen(page)
    page.goto(site.address())
    return lambda block: Quiz(page, block)


def test_a_scenario_shows_one_step_after_another(small: Callable[[str], Quiz]) -> None:
    quiz = small("scenario")
    first, then = quiz.questions()
    expect(first.root).to_be_visible()
    expect(then.root).to_be_hidden()
    first.choose("shout")
    first.check.click()
    expect(first.feedback).to_contain_text("There is a better choice It frightens the cat.", use_inner_text=False)
    expect(then.root).to_be_visible()
    expect(first.message).to_have_text("Step 2 of 2 is below.")
    first.choose("walk")
    first.check.click()
    expect(first.feedback).to_contain_text("Fine too")
    expect(first.feedback).not_to_contain_text("Fine:")
    quiz.page.reload()
    expect(then.root).to_be_visible()
    expect(first.feedback).to_contain_text("Fine too")
    first.choose("breathe")
    expect(then.root).to_be_hidden()
    first.check.click()
    expect(first.feedback).to_contain_text("Good")
    quiz.clear.click()
    expect(then.root).to_be_hidden()
    # On paper all steps are there.
    assert "What then?" in Paper(quiz.page.pdf()).text()


def test_lines_to_sort_have_the_feedback_on_the_group_that_was_chosen(small: Callable[[str], Quiz]) -> None:
    quiz = small("sorting")
    assert {question.id() for question in quiz.questions()} == {"thanks", "see-you", "how"}
    thanks = quiz.question("thanks")
    assert thanks.ids() == ["keep", "drop"]
    thanks.choose("drop")
    thanks.check.click()
    assert words(thanks.feedback) == "There is a better choice You can, but it is kind."
    expect(quiz.progress).to_have_text("1 of 3 checked 0 of these: a good choice.")
    see_you = quiz.question("see-you")
    see_you.choose("keep")
    see_you.check.click()
    expect(see_you.feedback).to_contain_text("Good")
    expect(see_you.why).to_have_text("It is friendly.")
    expect(quiz.progress).to_have_text("2 of 3 checked 1 of these: a good choice.")


def order_of(quiz: Quiz) -> list[str]:
    rows: list[str] = quiz.root.locator("[data-step]").evaluate_all("rows => rows.map((row) => row.dataset.step)")
    return rows


def test_steps_are_put_in_order(small: Callable[[str], Quiz]) -> None:
    quiz = small("ordering")
    (question,) = quiz.questions()
    right = ["monday", "tuesday", "wednesday"]
    met = order_of(quiz)
    assert met != right
    question.check.click()
    expect(question.message).to_have_text("Move a step first.")
    for place, day in enumerate(right):
        row = question.root.locator(f"[data-step={day}]")
        up = row.get_by_role("button", name="Move up")
        while order_of(quiz).index(day) > place:
            up.click()
            expect(up).to_be_focused()
    assert order_of(quiz) == right
    assert quiz.choices()["days"]["order"] == right
    question.check.click()
    expect(question.root.locator(".onward-order__result")).to_have_text("Good")
    expect(question.why).to_have_text("Why: so goes the week.")
    # At the end a button moves nothing, keeps the focus, and says where the step is.
    down = question.root.locator("[data-step=wednesday]").get_by_role("button", name="Move down")
    down.click()
    expect(down).to_be_focused()
    expect(question.root.locator(".onward-order__moved")).to_have_text("Now number 3 of 3.")
    expect(question.root.locator(".onward-order__result")).to_have_text("Good")

    question.root.locator("[data-step=monday]").get_by_role("button", name="Move down").click()
    expect(question.root.locator(".onward-order__result")).to_have_text("")
    question.check.click()
    result = question.root.locator(".onward-order__result")
    assert words(result) == "A better order is: Monday Tuesday Wednesday"
    quiz.page.reload()
    assert order_of(quiz) == ["tuesday", "monday", "wednesday"]
    assert words(result) == "A better order is: Monday Tuesday Wednesday"
    quiz.clear.click()
    assert order_of(quiz) == met


def test_a_step_keeps_the_focus_when_another_tab_moves_it(small: Callable[[str], Quiz]) -> None:
    quiz = small("ordering")
    other = Quiz(quiz.page.context.new_page(), quiz.id)
    other.page.goto(quiz.page.url)
    first, *_, last = order_of(quiz)
    up = quiz.root.locator(f"[data-step={last}]").get_by_role("button", name="Move up")
    up.focus()
    other.root.locator(f"[data-step={last}]").get_by_role("button", name="Move up").click()
    other.root.locator(f"[data-step={first}]").get_by_role("button", name="Move down").click()
    moved = order_of(other)
    expect(quiz.root.locator("[data-step]").first).to_have_attribute("data-step", moved[0])
    assert order_of(quiz) == moved
    expect(up).to_be_focused()


def test_pairs_are_put_together(small: Callable[[str], Quiz]) -> None:
    quiz = small("pairs")
    (question,) = quiz.questions()
    selects = {pair: question.root.locator(f"[data-pair={pair}] select") for pair in ("cat", "dog", "cow")}
    selects["cat"].select_option("cat")
    selects["dog"].select_option("cow")
    question.check.click()
    expect(question.message).to_have_text("Choose one for each first.")
    selects["cow"].select_option("dog")
    question.root.get_by_text("Certain").click()
    question.check.click()
    replies = [question.root.locator(f"[data-reply={pair}]").inner_text().split("\n\n") for pair in ("cat", "dog")]
    assert replies[0] == ["Good", "Most of them do."]
    assert replies[1][0] == "There is a better choice"
    assert re.fullmatch(r"A better choice is: [A-C]\. It barks\.", replies[1][1])
    again = quiz.root.locator(".onward-again")
    expect(again.get_by_role("link", name="What says what?")).to_be_visible()
    expect(again).to_contain_text("You were certain, and there is a better choice.")
    quiz.page.reload()
    assert selects["dog"].input_value() == "cow"
    expect(again).to_be_visible()
    selects["dog"].select_option("dog")
    selects["cow"].select_option("cow")
    expect(again).to_be_hidden()
    question.root.get_by_text("A guess").click()
    question.check.click()
    expect(again).to_contain_text("You guessed this one.")
    assert quiz.choices()["sounds"]["sure"] == "guess"


CHANGED = (
    KINDS.replace(
        "1. Monday {#monday}\n2. Tuesday {#tuesday}",
        '1. Sunday {#sunday}\n2. First {#first was="monday"}\n3. Tuesday {#tuesday}',
    )
    .replace("- A cat -> It mews. {#cat}", '- A tomcat -> It says miaow. {#tomcat was="cat"}')
    .replace("- A cow -> It moos. {#cow}\n", "")
    .replace("### Keep {#keep}", '### Hold {#hold was="keep"}')
    .replace("    > Keep: ", "    > Hold: ")
)


def test_answers_stay_where_they_belong_when_the_kinds_are_rewritten(
    small: Callable[[str], Quiz], publish: Callable[[str], None]
) -> None:
    ordering, pairs, sorting = small("ordering"), small("pairs"), small("sorting")
    page = ordering.page
    ordering.root.locator("[data-action=down]").first.click()
    before = order_of(ordering)
    ordering.questions()[0].check.click()
    for pair, partner in (("cat", "cat"), ("dog", "cow"), ("cow", "dog")):
        pairs.root.locator(f"[data-pair={pair}] select").select_option(partner)
    sorting.question("thanks").choose("keep")
    sorting.question("thanks").check.click()
    kept = {quiz.id: quiz.choices() for quiz in (ordering, pairs, sorting)}

    publish(CHANGED)
    page.reload()
    # What the reader put in order stays in that order; the step that is new comes behind, and the order is open again.
    assert order_of(ordering) == [*("first" if step == "monday" else step for step in before), "sunday"]
    expect(ordering.progress).to_have_text("0 of 1 checked")
    assert pairs.root.locator("[data-pair=tomcat] select").input_value() == "tomcat"
    # The partner that was chosen is gone, so nothing is.
    assert pairs.root.locator("[data-pair=dog] select").input_value() == ""
    expect(sorting.question("thanks").input("hold")).to_be_checked()
    expect(sorting.question("thanks").feedback).to_contain_text("It is kind.")
    assert {quiz.id: quiz.choices() for quiz in (ordering, pairs, sorting)} == kept


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("ordering", {"days": {"order": [None, {}, "<b>"], "at": 1}}),
        ("ordering", {"days": {"order": "monday", "checked": True, "at": 1}}),
        ("pairs", {"sounds": {"pairs": [1, None, ["cat"], ["dog", "<img>"], [{}, {}]], "checked": True, "at": 1}}),
        ("pairs", {"sounds": {"pairs": {"cat": "cat"}, "sure": ["x"], "at": 1}}),
    ],
)
def test_an_answer_of_another_shape_is_no_answer(
    small: Callable[[str], Quiz], block: str, value: dict[str, Any]
) -> None:
    quiz = small(block)
    quiz.store('{"v": 1, "choices": ' + dumps(value) + "}")
    quiz.page.reload()
    expect(quiz.progress).to_have_text("0 of 1 checked")
    (question,) = quiz.questions()
    Way(quiz.page, keys=True).answer(question)
    question.check.click()
    expect(quiz.progress).to_have_text("1 of 1 checked")


def print_it(quiz: Quiz, way: str) -> Paper:
    """What comes out of the printer when the reader asks for it in one of the ways."""
    quiz.page.evaluate("() => { window.print = () => {}; }")
    quiz.root.locator(f"[data-print={way}]").click()
    return Paper(quiz.page.pdf(format="A4"))


def test_a_quiz_prints_alone_blank_with_answers_given_and_with_the_answers(small: Callable[[str], Quiz]) -> None:
    quiz = small("scenario")
    first = quiz.questions()[0]
    first.choose("shout")
    first.check.click()
    blank, mine, key = (print_it(quiz, way) for way in ("blank", "mine", "key"))
    for paper in (blank, mine, key):
        assert "What first?" in paper.text()
        assert "What then?" in paper.text()
        assert "What says what?" not in paper.text(), "only what was asked for"
    for paper in (blank, mine):
        assert "frightens" not in paper.text()
    last = key.document[len(key.document) - 1].get_textpage().get_text_bounded()
    assert "It frightens the cat." in last
    assert "You need it." in last
    assert "frightens" not in key.document[0].get_textpage().get_text_bounded()
    # Afterwards the page is as it was.
    expect(quiz.root.locator(".onward-key")).to_have_count(0)
    assert quiz.page.evaluate("document.documentElement.dataset.print") is None


def test_a_block_of_the_page_for_editors_prints_alone_too(small: Callable[[str], Quiz]) -> None:
    quiz = small("scenario")
    # As editors.html has it.
    quiz.page.locator(".onward-page").evaluate(
        """page => {
            const editors = document.createElement("div");
            editors.className = "onward-editors";
            editors.append(...page.childNodes);
            page.append(editors);
        }"""
    )
    text = print_it(quiz, "blank").text()
    assert "What first?" in text
    assert "What says what?" not in text


def test_an_order_printed_blank_does_not_show_what_the_reader_has_found_out(small: Callable[[str], Quiz]) -> None:
    quiz = small("ordering")
    met = [words(row) for row in quiz.root.locator(".onward-order__text").all()]
    for day in ("tuesday", "monday"):
        up = quiz.root.locator(f"[data-step={day}]").get_by_role("button", name="Move up")
        for _ in range(2):
            up.click()
    assert order_of(quiz)[0] == "monday"
    found = [words(row) for row in quiz.root.locator(".onward-order__text").all()]
    text = print_it(quiz, "blank").text()
    assert sorted(met, key=text.index) == met
    text = print_it(quiz, "mine").text()
    assert sorted(found, key=text.index) == found


def test_without_script_every_kind_is_whole(
    new_context: Callable[..., BrowserContext], site: Site, publish: Callable[[str], None]
) -> None:
    publish(KINDS)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.address())
    for block in ("scenario", "sorting", "ordering", "pairs"):
        quiz = Quiz(page, block)
        for question in quiz.fieldsets.all():
            expect(question).to_be_visible()
            expect(question.locator(".onward-answers")).to_be_visible()
            expect(question.get_by_role("button")).to_have_count(0)
        assert quiz.root.locator("select:visible").count() == 0
    expect(page.locator("#pairs .onward-match__partners")).to_be_visible()
    # The letters to write on the lines.
    expect(page.locator("#pairs .onward-match__partners")).to_have_css("list-style-type", "upper-alpha")
    paper = Paper(page.pdf()).text()
    for words_ in ("Tuesday", "It barks.", "How could you?", "What then?"):
        assert words_ in paper
    assert "frightens" not in paper
    # The answers are there, and not in the way.
    answers = page.locator("#ordering .onward-answers")
    expect(answers.get_by_text("Wednesday")).to_be_hidden()
    answers.locator("summary").click()
    expect(answers.get_by_text("Wednesday")).to_be_visible()
