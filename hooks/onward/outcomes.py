"""What a self-check leads to: as plain data, evaluated for given answers, and proved for all answers.

`overrides/scripts/outcomes.js` evaluates the same data in the same way: a test compares the two. The rules are these.
An outcome that depends on the wellbeing question comes before all others. `otherwise` holds when no other outcome
does, those on wellbeing aside. Of the outcomes for the highest total at most `MOST_HIGHEST` are shown, in the order of
the page; the areas of the rest are named. A statement that is not answered counts 0.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NotRequired, TypedDict

from onward.model import Area, Choice, Clause, Criterion, SelfCheck

MOST_HIGHEST = 2
MOST_STATES = 100_000
"""So many results are walked, in about a second: more is too much for a build that an editor waits for."""
MOST_ANSWERS = 60
"""So many statements and questions a self-check may have: each multiplies what has to be walked."""


class OptionData(TypedDict):
    """An answer to choose, and the points that it adds to each area."""

    id: str
    was: NotRequired[str]
    adds: NotRequired[dict[str, int]]


class MemberData(TypedDict):
    """A statement or a question; `was` holds ids that it had before, with spaces between them."""

    id: str
    was: NotRequired[str]
    options: list[OptionData]


class ClauseData(TypedDict, total=False):
    """`question` with `options`; or `area`, with `least` points, or without as the highest."""

    area: str
    least: int
    question: str
    options: list[str]


class OutcomeData(TypedDict):
    """An outcome; no clauses in `when` mean `otherwise`."""

    id: str
    title: str
    when: list[ClauseData]
    wellbeing: NotRequired[bool]


class SelfCheckData(TypedDict):
    """A self-check as other pages and the script get it. `areas` are words by id, `wellbeing` is a member's id."""

    id: str
    title: str
    wellbeing: NotRequired[str]
    areas: dict[str, str]
    members: list[MemberData]
    outcomes: list[OutcomeData]


@dataclass(frozen=True, slots=True)
class Shown:
    """The ids of the outcomes that are shown, in that order, and of areas with the same total that are only named."""

    outcomes: tuple[str, ...]
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What is wrong with the ways to the outcomes.

    `unreached` are the ids of outcomes that no answers show, each with whether its condition ever holds. `without` are
    the fewest answers that have no outcome, as ids of options by ids of members, or None.
    """

    unreached: tuple[tuple[str, bool], ...]
    without: Mapping[str, str] | None


def self_check_data(block: SelfCheck) -> SelfCheckData:
    """The block as plain data."""
    data: SelfCheckData = {
        "id": block.id,
        "title": block.title,
        "areas": {area.label.id: area.spoken for area in block.areas},
        "members": [member for part in block.parts for member in _members(block, part)],
        "outcomes": [],
    }
    if block.wellbeing:
        data["wellbeing"] = block.wellbeing
    for outcome in block.outcomes:
        when = [] if outcome.otherwise else [_clause(clause) for clause in outcome.clauses]
        entry: OutcomeData = {"id": outcome.label.id, "title": outcome.spoken, "when": when}
        if block.about_wellbeing(outcome):
            entry["wellbeing"] = True
        data["outcomes"].append(entry)
    return data


def _members(block: SelfCheck, part: Area | Criterion) -> Iterator[MemberData]:
    if isinstance(part, Area):
        for statement in part.statements:
            steps = [
                _option(step.label.id, step.label.was, {part.label.id: step.points} if step.points else {})
                for step in block.scale
            ]
            yield _member(statement.label.id, statement.label.was, steps)
    else:
        yield _member(part.label.id, part.label.was, [_choice(choice) for choice in part.choices])


def _member(name: str, was: tuple[str, ...], options: list[OptionData]) -> MemberData:
    member: MemberData = {"id": name, "options": options}
    if was:
        member["was"] = " ".join(was)
    return member


def _choice(choice: Choice) -> OptionData:
    adds: dict[str, int] = {}
    for area, points in choice.adds:
        adds[area.id] = adds.get(area.id, 0) + points
    return _option(choice.label.id, choice.label.was, adds)


def _option(name: str, was: tuple[str, ...], adds: dict[str, int]) -> OptionData:
    option: OptionData = {"id": name}
    if was:
        option["was"] = " ".join(was)
    if adds:
        option["adds"] = adds
    return option


def _clause(clause: Clause) -> ClauseData:
    if clause.kind == "options":
        return {"question": clause.subject.id, "options": [option.id for option in clause.options]}
    if clause.kind == "least":
        return {"area": clause.subject.id, "least": clause.least}
    return {"area": clause.subject.id}


def outcomes_of(data: SelfCheckData, answers: Mapping[str, str]) -> Shown:
    """What is shown for these answers: ids of options by ids of statements and questions."""
    totals = dict.fromkeys(data["areas"], 0)
    for member in data["members"]:
        for option in member["options"]:
            if option["id"] == answers.get(member["id"]):
                for area, points in option.get("adds", {}).items():
                    totals[area] += points
    return _shown(data, totals, answers)


def _shown(data: SelfCheckData, totals: Mapping[str, int], answers: Mapping[str, str]) -> Shown:
    held = [outcome for outcome in data["outcomes"] if outcome["when"] and _holds(outcome, totals, answers)]
    first = [outcome for outcome in held if outcome.get("wellbeing")]
    others = [outcome for outcome in held if not outcome.get("wellbeing")]
    if not others:
        others = [outcome for outcome in data["outcomes"] if not outcome["when"]]
    rest = [outcome for outcome in others if _highest(outcome)][MOST_HIGHEST:]
    shown = first + [outcome for outcome in others if outcome not in rest]
    said = {area for outcome in shown for area in _highest(outcome)}
    tied = dict.fromkeys(area for outcome in rest for area in _highest(outcome) if area not in said)
    return Shown(tuple(outcome["id"] for outcome in shown), tuple(tied))


def _holds(outcome: OutcomeData, totals: Mapping[str, int], answers: Mapping[str, str]) -> bool:
    for clause in outcome["when"]:
        if "question" in clause:
            if answers.get(clause["question"]) not in clause["options"]:
                return False
        elif "least" in clause:
            if totals[clause["area"]] < clause["least"]:
                return False
        elif totals[clause["area"]] == 0 or totals[clause["area"]] < max(totals.values()):
            return False
    return True


def _highest(outcome: OutcomeData) -> list[str]:
    """The areas whose total must be the highest."""
    return [clause["area"] for clause in outcome["when"] if "area" in clause and "least" not in clause]


@dataclass(frozen=True, slots=True)
class _Digits:
    """How a state is one number: the totals of the areas and the answers to questions that conditions name, as digits.

    Then adding an answer is adding a number. `radices` are one more than the most that each digit can be.
    """

    areas: tuple[str, ...]
    asked: tuple[MemberData, ...]
    radices: tuple[int, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        """What a digit counts: the product of the radices before it."""
        return tuple(accumulate(self.radices, operator.mul, initial=1))[: len(self.radices)]

    @property
    def split(self) -> int:
        """What a state is divided by to part the answers from the totals."""
        return math.prod(self.radices[: len(self.areas)])

    def steps(self, member: MemberData) -> list[int]:
        """What each option of a member adds to a state."""
        by_area = dict(zip(self.areas, self.weights, strict=False))
        by_question = dict(zip((each["id"] for each in self.asked), self.weights[len(self.areas) :], strict=True))
        return [
            sum(points * by_area[area] for area, points in option.get("adds", {}).items())
            + number * by_question.get(member["id"], 0)
            for number, option in enumerate(member["options"], 1)
        ]

    def read(self, state: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The total of each area, and the answer (or "") to each question that a condition names."""
        digits = []
        for radix in self.radices:
            state, digit = divmod(state, radix)
            digits.append(digit)
        numbers = zip(self.asked, digits[len(self.areas) :], strict=True)
        picks = tuple(member["options"][number - 1]["id"] if number else "" for member, number in numbers)
        return tuple(digits[: len(self.areas)]), picks


def prove(data: SelfCheckData) -> Proof | None:
    """Walk everything that a reader can answer, unanswered members included; None if that is too much to walk.

    Members that share no area are independent, so they are walked apart. What they lead to is put together by what
    conditions can tell of it: the highest total and who has it, the numbers that are reached, the answers.
    """
    # The preview proves every self-check at each save, and few have changed. What they are called proves nothing.
    outcomes = [{**outcome, "title": ""} for outcome in data["outcomes"]]
    areas = dict.fromkeys(data["areas"], "")
    return _proved(json.dumps({**data, "id": "", "title": "", "areas": areas, "outcomes": outcomes}))


@lru_cache(maxsize=1_000)
def _proved(logic: str) -> Proof | None:
    """The proof of a self-check's data, given as JSON."""
    data: SelfCheckData = json.loads(logic)
    if len(data["members"]) > MOST_ANSWERS:
        return None
    digits = _digits(data)
    groups = _independent(data)
    parts = [part for members in groups if (part := _walk(members, digits))]
    ways = _joined(parts, digits, _least(data, digits))
    if ways is None or len(parts) < len(groups):
        return None
    asked = [member["id"] for member in digits.asked]
    reached: set[str] = set()
    held: set[str] = set()
    without: list[_Way] = []
    for way in ways:
        totals, picks = digits.read(way.state)
        named, given = dict(zip(digits.areas, totals, strict=True)), dict(zip(asked, picks, strict=True))
        shown = _shown(data, named, given)
        reached.update(shown.outcomes)
        unseen = (each for each in data["outcomes"] if each["when"] and each["id"] not in held)
        held.update(each["id"] for each in unseen if _holds(each, named, given))
        if not shown.outcomes:
            without.append(way)
    unreached = ((each["id"], each["id"] in held) for each in data["outcomes"] if each["id"] not in reached)
    return Proof(tuple(unreached), _answers(data, digits, parts, min(without)) if without else None)


@dataclass(frozen=True, slots=True)
class _Part:
    """Members that share areas, and the states after each of them for those who have answered one of them by then."""

    members: list[MemberData]
    layers: list[set[int]]


@dataclass(frozen=True, slots=True, order=True)
class _Way:
    """A state and how to come to it: the states of the parts that add up to it. `size` says how much is answered."""

    size: tuple[int, int]
    state: int
    parts: tuple[int, ...]


_Judged = tuple[int, int, int, int]
"""What conditions can tell of a state: the highest total, who has it, which numbers are reached, which answers."""


def _independent(data: SelfCheckData) -> list[list[MemberData]]:
    """The members in groups that share no area, in the order of the page."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, member in enumerate(data["members"]):
        areas = {area for option in member["options"] for area, points in option.get("adds", {}).items() if points}
        shared = [group for group in groups if group[0] & areas]
        groups = [group for group in groups if group not in shared]
        groups.append(
            (areas.union(*(own for own, _ in shared)), [*(each for _, own in shared for each in own), number])
        )
    return [[data["members"][number] for number in sorted(numbers)] for _, numbers in groups]


def _least(data: SelfCheckData, digits: _Digits) -> list[tuple[int, int]]:
    """The totals that conditions ask for: numbers of areas, with points."""
    clauses = (clause for outcome in data["outcomes"] for clause in outcome["when"])
    return sorted({(digits.areas.index(each["area"]), each["least"]) for each in clauses if "least" in each})


def _joined(parts: list[_Part], digits: _Digits, least: list[tuple[int, int]]) -> list[_Way] | None:
    """The smallest way to each of what conditions can tell apart; None if there is too much."""
    ways: dict[_Judged, _Way] = {_judged(0, digits, least): _Way((0, 0), 0, ())}
    for part in parts:
        own: dict[_Judged, _Way] = {}
        for state in sorted(part.layers[-1] | {0}):
            _keep_smallest(own, _judged(state, digits, least), _Way(_size(*digits.read(state)), state, (state,)))
        joined: dict[_Judged, _Way] = {}
        for one, way in ways.items():
            for other, more in own.items():
                size = (way.size[0] + more.size[0], way.size[1] + more.size[1])
                both = _Way(size, way.state + more.state, way.parts + more.parts)
                _keep_smallest(joined, _both(one, other), both)
        if len(joined) > MOST_STATES:
            return None
        ways = joined
    # Who has answered nothing is asked for nothing, unless there are answers that count nothing.
    idle = any(0 in part.layers[-1] for part in parts)
    return [way for way in ways.values() if way.state or idle]


def _keep_smallest(ways: dict[_Judged, _Way], judged: _Judged, way: _Way) -> None:
    if judged not in ways or way < ways[judged]:
        ways[judged] = way


def _judged(state: int, digits: _Digits, least: list[tuple[int, int]]) -> _Judged:
    totals, _ = digits.read(state)
    most = max(totals, default=0)
    highest = sum(1 << number for number, total in enumerate(totals) if total == most) if most else 0
    enough = sum(1 << number for number, (area, points) in enumerate(least) if totals[area] >= points)
    return most, highest, enough, state // digits.split


def _both(one: _Judged, other: _Judged) -> _Judged:
    """What can be told of two states of parts that share nothing."""
    if one[0] == other[0]:
        most, highest = one[0], one[1] | other[1]
    else:
        most, highest = max(one, other)[:2]
    return most, highest, one[2] | other[2], one[3] + other[3]


def _digits(data: SelfCheckData) -> _Digits:
    named = {clause["question"] for each in data["outcomes"] for clause in each["when"] if "question" in clause}
    asked = tuple(member for member in data["members"] if member["id"] in named)
    most = dict.fromkeys(data["areas"], 0)
    for member in data["members"]:
        for area in most:
            most[area] += max((option.get("adds", {}).get(area, 0) for option in member["options"]), default=0)
    radices = (*(total + 1 for total in most.values()), *(len(member["options"]) + 1 for member in asked))
    return _Digits(tuple(most), asked, radices)


def _walk(members: list[MemberData], digits: _Digits) -> _Part | None:
    """All states of a part, or None if there are too many."""
    layers: list[set[int]] = [set()]
    for member in members:
        steps = digits.steps(member)
        layer = layers[-1].union(steps)
        for step in steps:
            layer.update(state + step for state in layers[-1])
        if len(layer) > MOST_STATES:
            return None
        layers.append(layer)
    return _Part(members, layers)


def _size(totals: tuple[int, ...], picks: tuple[str, ...]) -> tuple[int, int]:
    """How much has to be answered to come to a state, roughly: for the example that is the easiest to see."""
    return sum(map(bool, picks)) + sum(map(bool, totals)), sum(totals)


def _answers(data: SelfCheckData, digits: _Digits, parts: list[_Part], way: _Way) -> dict[str, str]:
    """Answers that lead to a state."""
    given: dict[str, str] = {}
    for part, state in zip(parts, way.parts, strict=True):
        if state:
            given |= _answers_of(part, digits, state)
    if not given:
        given = next(
            {member["id"]: option["id"]}
            for member in data["members"]
            for option, step in zip(member["options"], digits.steps(member), strict=True)
            if step == 0
        )
    return {member["id"]: given[member["id"]] for member in data["members"] if member["id"] in given}


def _answers_of(part: _Part, digits: _Digits, state: int) -> dict[str, str]:
    """Answers to the members of a part that lead to its state."""
    given: dict[str, str] = {}
    for member, before in zip(reversed(part.members), reversed(part.layers[:-1]), strict=True):
        if state in before:
            continue
        # The first answer of all, or one that comes to this state from another.
        steps = zip(member["options"], digits.steps(member), strict=True)
        option, step = next((option, step) for option, step in steps if state == step or state - step in before)
        given[member["id"]] = option["id"]
        if state == step:
            break
        state -= step
    return given
