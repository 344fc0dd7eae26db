"""A self-check is read into a typed object, evaluated, and proved: against the simplest walk of all answers."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sites
from onward.blocks.conditions import read_condition
from onward.model import Area, Clause, Criterion, Named, Position, SelfCheck
from onward.outcomes import (
    MOST_ANSWERS,
    ClauseData,
    MemberData,
    OptionData,
    OutcomeData,
    SelfCheckData,
    Shown,
    outcomes_of,
    prove,
    self_check_data,
)
from onward.site import read_site
from sites import page
from test_reading import convert, read_page

BLOCK = """/// self-check | What *now*?
    id: now
    was: then
    scale: Yes, fully {#yes was="yeah"} = 0, No {#no} = 2
    wellbeing: low

Think of last week.

### Low? {#low}

- [ ] Yes {#yes}
- [ ] No {#no}

### *Sleep* {#sleep}

At night.

- I slept **well**. {#slept was="rested"} [@own-eat-drink]

### How often? {#often}

- [ ] Often {#often-yes adds="sleep 2, food 1"}
- [ ] Never {#never}

### Food {#food}

### Eat {#eat}

When: food is at least 1 and often is often-yes or never

Eat something.

### Rest {#rest}

When: sleep is highest

Lie down.

### Talk {#talk}

When: low is yes

Talk to somebody.

### Go on {#go-on}

When: otherwise

Go on.

///
"""


def read() -> SelfCheck:
    (block,) = read_page(page(BLOCK))[0].blocks
    assert isinstance(block, SelfCheck)
    return block


def test_a_self_check_is_a_typed_object() -> None:
    block = read()
    assert (block.id, block.was, block.title, block.wellbeing) == ("now", ("then",), "What now?", "low")
    assert [(step.label.id, step.label.was, step.text, step.points) for step in block.scale] == [
        ("yes", ("yeah",), "Yes, fully", 0),
        ("no", (), "No", 2),
    ]
    assert [step.position for step in block.scale] == [Position(13, 12), Position(13, 46)]
    assert [(type(part), part.label.id, part.position.line) for part in block.parts] == [
        (Criterion, "low", 18),
        (Area, "sleep", 23),
        (Criterion, "often", 29),
        (Area, "food", 34),
    ]
    sleep, food = block.areas
    assert (sleep.text, sleep.spoken, food.statements) == ("*Sleep*", "Sleep", ())
    (slept,) = sleep.statements
    assert (slept.text, slept.label.was, slept.cites) == ("I slept **well**.", ("rested",), "[@own-eat-drink]")
    often = block.questions[1]
    assert often.choices[0].adds == ((Named("sleep", Position(31, 31)), 2), (Named("food", Position(31, 40)), 1))
    assert [(outcome.label.id, outcome.otherwise, outcome.when.line) for outcome in block.outcomes] == [
        ("eat", False, 38),
        ("rest", False, 44),
        ("talk", False, 50),
        ("go-on", True, 56),
    ]
    assert [block.about_wellbeing(outcome) for outcome in block.outcomes] == [False, False, True, False]


def test_all_that_is_saved_is_a_member() -> None:
    found = {(members.kind, members.scope): [each.label.id for each in members.members] for members in read().members()}
    assert found == {
        ("answer", "scale"): ["yes", "no"],
        ("statement", ""): ["slept"],
        ("question", ""): ["low", "often"],
        ("option", "low"): ["yes", "no"],
        ("option", "often"): ["often-yes", "never"],
    }


def test_a_self_check_as_plain_data() -> None:
    assert self_check_data(read()) == {
        "id": "now",
        "title": "What now?",
        "wellbeing": "low",
        "areas": {"sleep": "Sleep", "food": "Food"},
        "members": [
            {"id": "low", "options": [{"id": "yes"}, {"id": "no"}]},
            {
                "id": "slept",
                "was": "rested",
                "options": [{"id": "yes", "was": "yeah"}, {"id": "no", "adds": {"sleep": 2}}],
            },
            {"id": "often", "options": [{"id": "often-yes", "adds": {"sleep": 2, "food": 1}}, {"id": "never"}]},
        ],
        "outcomes": [
            {
                "id": "eat",
                "title": "Eat",
                "when": [{"area": "food", "least": 1}, {"question": "often", "options": ["often-yes", "never"]}],
            },
            {"id": "rest", "title": "Rest", "when": [{"area": "sleep"}]},
            {"id": "talk", "title": "Talk", "when": [{"question": "low", "options": ["yes"]}], "wellbeing": True},
            {"id": "go-on", "title": "Go on", "when": []},
        ],
    }


def test_conditions_are_shown_in_words_and_help_comes_first() -> None:
    html = convert(read_page(page(BLOCK))[1])
    said = [part.partition("</p>")[0] for part in html.split('<p class="onward-outcome__when onward-pen">')[1:]]
    assert said == [
        "If you chose ‘Yes’",
        "If Food has a total of 1 or more and you chose ‘Often’ or ‘Never’",
        "If Sleep has the highest total",
        "If nothing else here fits",
    ]
    assert html.index("Talk to somebody.") < html.index("Eat something.")


def test_answers_with_the_same_words_name_their_question() -> None:
    block = BLOCK.replace("Yes, fully", "Yes")
    assert "If you chose ‘Yes’ for ‘Low?’" in convert(read_page(page(block))[1])


def test_a_condition_knows_where_its_names_stand() -> None:
    condition = read_condition("a is  highest AND b is c, d or e and f is at least 12.", Position(7, 7))
    assert condition.unread == ()
    assert condition.clauses == (
        Clause("highest", Named("a", Position(7, 7))),
        Clause(
            "options",
            Named("b", Position(7, 25)),
            (Named("c", Position(7, 30)), Named("d", Position(7, 33)), Named("e", Position(7, 38))),
        ),
        Clause("least", Named("f", Position(7, 44)), least=12),
    )
    assert read_condition("otherwise", Position(1)).clauses[0].kind == "otherwise"
    assert [piece.id for piece in read_condition("a = b and c is d or and e", Position(1)).unread] == [
        "a = b",
        "c is d or",
        "e",
    ]


def shown(**answers: str) -> Shown:
    return outcomes_of(self_check_data(read()), answers)


def test_outcomes_come_in_the_order_of_the_page_with_wellbeing_first() -> None:
    assert shown(low="yes", often="often-yes") == Shown(("talk", "eat", "rest"))
    assert shown(slept="no") == Shown(("rest",))
    # What is not answered counts 0, and 0 is never the highest.
    assert shown(slept="yes") == Shown(("go-on",))
    # Whoever says how they feel still has the rest before them.
    assert shown(low="yes") == Shown(("talk", "go-on"))
    assert shown(low="no") == Shown(("go-on",))


def test_of_many_ties_two_are_shown_and_the_rest_named() -> None:
    areas = "abcd"
    data: SelfCheckData = {
        "id": "ties",
        "title": "Ties",
        "areas": {area: area.upper() for area in areas},
        "members": [{"id": f"{area}1", "options": [{"id": "no", "adds": {area: 1}}]} for area in areas],
        "outcomes": [{"id": f"do-{area}", "title": area, "when": [{"area": area}]} for area in areas],
    }
    assert outcomes_of(data, {f"{area}1": "no" for area in "bcd"}) == Shown(("do-b", "do-c"), ("d",))
    assert outcomes_of(data, {f"{area}1": "no" for area in "abcd"}) == Shown(("do-a", "do-b"), ("c", "d"))
    assert outcomes_of(data, {f"{area}1": "no" for area in "ad"}) == Shown(("do-a", "do-d"))


AREAS, QUESTIONS, OPTIONS = ("a", "b", "c"), ("p", "q"), ("x", "y")


@st.composite
def self_checks(draw: st.DrawFn) -> SelfCheckData:
    """Small self-checks whose names all exist, and nothing else is certain of them."""

    def option(name: str) -> OptionData:
        adds = draw(st.dictionaries(st.sampled_from(AREAS), st.integers(1, 2), max_size=2))
        return {"id": name, "adds": adds} if adds else {"id": name}

    members: list[MemberData] = [{"id": name, "options": [option(each) for each in OPTIONS]} for name in QUESTIONS]
    for number in range(draw(st.integers(0, 3))):
        area = draw(st.sampled_from(AREAS))
        members.append({"id": f"s{number}", "options": [{"id": "x"}, {"id": "y", "adds": {area: 1}}]})
    clause: st.SearchStrategy[ClauseData] = st.one_of(
        st.builds(lambda area: ClauseData(area=area), st.sampled_from(AREAS)),
        st.builds(lambda area, least: ClauseData(area=area, least=least), st.sampled_from(AREAS), st.integers(0, 4)),
        st.builds(
            lambda name, options: ClauseData(question=name, options=options),
            st.sampled_from(QUESTIONS),
            st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=2),
        ),
    )
    outcomes: list[OutcomeData] = []
    for number, when in enumerate(draw(st.lists(st.lists(clause, min_size=1, max_size=2), min_size=1, max_size=5))):
        outcomes.append({"id": f"o{number}", "title": "", "when": when})
        if any(each.get("question") == "p" for each in when) and draw(st.booleans()):
            outcomes[-1]["wellbeing"] = True
    if draw(st.booleans()):
        outcomes.append({"id": "else", "title": "", "when": []})
    return {"id": "", "title": "", "areas": {area: area for area in AREAS}, "members": members, "outcomes": outcomes}


def every_answer(data: SelfCheckData) -> list[dict[str, str]]:
    """All that a reader can answer, without answering nothing."""
    choices = [["", *(option["id"] for option in member["options"])] for member in data["members"]]
    names = [member["id"] for member in data["members"]]
    given = ({name: pick for name, pick in zip(names, picks, strict=True) if pick} for picks in product(*choices))
    return [answers for answers in given if answers]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(self_checks())
def test_the_proof_says_what_trying_everything_says(data: SelfCheckData) -> None:
    proof = prove(data)
    assert proof is not None
    results = [(answers, outcomes_of(data, answers).outcomes) for answers in every_answer(data)]
    reached = {outcome for _, outcomes in results for outcome in outcomes}
    assert [name for name, _ in proof.unreached] == [
        each["id"] for each in data["outcomes"] if each["id"] not in reached
    ]
    without = [answers for answers, outcomes in results if not outcomes]
    assert (proof.without is None) == (not without)
    if proof.without is not None:
        assert proof.without in without


def test_what_cannot_be_walked_is_not_proved() -> None:
    options: list[OptionData] = [{"id": "yes"}, {"id": "no", "adds": {"a": 1}}]
    members: list[MemberData] = [{"id": f"s{number}", "options": options} for number in range(MOST_ANSWERS)]
    data: SelfCheckData = {"id": "", "title": "", "areas": {"a": "A"}, "members": members, "outcomes": []}
    assert prove(data) is not None
    members.append({"id": "more", "options": options})
    assert prove(data) is None


def guide() -> list[SelfCheck]:
    """The self-checks of the guide."""
    build = read_site(sites.REPO / "mkdocs.yml")
    pages = (read for read in build.pages.values() if not read.for_editors)
    return [block for read in pages for block in read.blocks if isinstance(block, SelfCheck)]


def test_the_guide_asks_how_the_reader_is_before_anything_else() -> None:
    blocks = guide()
    assert {block.id for block in blocks} == {"what-to-work-on", "where-are-you-stuck"}
    for block in blocks:
        assert block.wellbeing == block.parts[0].label.id
        assert block.about_wellbeing(block.outcomes[0])


@pytest.mark.parametrize("without", ["nothing-stands-out", "start-with-stage"])
def test_the_proof_of_the_guide_hangs_on_its_otherwise(without: str) -> None:
    """The proof sees the whole of it: without the outcome for all others, some answers have none."""
    (block,) = (each for each in guide() if any(outcome.label.id == without for outcome in each.outcomes))
    data = self_check_data(block)
    proof = prove(data)
    assert proof is not None
    assert (proof.unreached, proof.without) == ((), None)
    data["outcomes"] = [outcome for outcome in data["outcomes"] if outcome["id"] != without]
    less = prove(data)
    assert less is not None
    assert less.without is not None
    assert outcomes_of(data, less.without) == Shown(())
