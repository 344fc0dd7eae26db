"""`/// self-check`: statements and questions whose answers lead to outcomes."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass, field

from onward.blocks.base import OnwardBlock, old_ids
from onward.blocks.conditions import read_condition
from onward.blocks.elements import HEADINGS, UNSEARCHED, add, lead, move, name_of, words
from onward.blocks.labels import CITATION, Labelled, take_apart, take_box
from onward.blocks.lines import mark, unmarked
from onward.model import (
    Area,
    Choice,
    Clause,
    Criterion,
    Fence,
    Label,
    Named,
    Outcome,
    Position,
    ScaleStep,
    SelfCheck,
    Statement,
)
from onward.outcomes import self_check_data
from onward.text import TEXT, say

_WHEN = re.compile(r"\s*(?:\*\*)?When:(?:\*\*)?[ \t]*", re.IGNORECASE)
_WHEN_BARE = re.compile(r"\s*When[ \t]+(?=[a-z0-9-]+[ \t]+is[ \t]|otherwise\b)", re.IGNORECASE)
_STEP = re.compile(r"\s*((?:(?!\},).)+?)\s*=\s*([0-9]+)\s*(?:,|\Z)")
_ADDS = re.compile(r"\s*(\S+)[ \t]+([0-9]{1,2})\s*")


@dataclass
class _Draft:
    """A part while it is being read: its heading, and what stands below it with its places."""

    title: Labelled
    position: Position
    below: list[tuple[etree.Element, Position]] = field(default_factory=list)


class SelfCheckBlock(OnwardBlock):
    """Paragraphs; then areas (`###`, statements) and questions (`###`, options); then outcomes (`###`, `When: …`)."""

    NAME = "self-check"
    KNOWN = ("id", "was", "scale", "wellbeing")
    NEEDED = ("id",)

    def read(self, fence: Fence, content: list[etree.Element]) -> SelfCheck:
        intro: list[etree.Element] = []
        drafts: list[_Draft] = []
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag in HEADINGS:
                drafts.append(_Draft(take_apart(element.text or ""), place))
                if element.tag != "h3":
                    self.fault("self-check-parts", place, drafts[-1].title.text, "level")
            elif drafts:
                drafts[-1].below.append((element, place))
            elif element.tag == "p" and not _WHEN.match(unmarked(element.text or "")):
                intro.append(element)
            else:
                self._refuse(element, place)
        parts: list[Area | Criterion] = []
        outcomes: list[Outcome] = []
        for draft in drafts:
            part = self._part(draft)
            if isinstance(part, Outcome):
                outcomes.append(part)
                continue
            parts.append(part)
            if outcomes:
                self.fault("self-check-parts", part.position, part.text, "late")
        return SelfCheck(
            fence,
            fence.value("id"),
            fence.title,
            self._scale(fence),
            tuple(parts),
            tuple(outcomes),
            fence.value("wellbeing"),
            tuple(intro),
        )

    def _refuse(self, element: etree.Element, place: Position, where: str = "self-check") -> None:
        if element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
            self.fault("block-content", place, name_of(element), where)

    def _scale(self, fence: Fence) -> tuple[ScaleStep, ...]:
        option = fence.option("scale")
        if option is None or not option.value:
            return ()
        steps: list[ScaleStep] = []
        end = 0
        at = option.value_position
        if cited := CITATION.search(option.value):
            place = Position(at.line, at.column + cited.start())
            self.fault("citation-form", place, cited.group(), "scale")
        value = CITATION.sub(lambda match: " " * len(match.group()), option.value).rstrip()
        while match := _STEP.match(value, end):
            end = match.end()
            step = take_apart(match[1])
            place = Position(at.line, at.column + match.start(1))
            steps.append(ScaleStep(step.label, self.spoken(step.text), int(match[2]), place))
        if end < len(value):
            rest = value[end:].lstrip()
            place = Position(at.line, at.column + len(value) - len(rest))
            first, comma, _ = rest.partition("},")
            self.fault("self-check-points", place, f"{first}}}" if comma else rest, "scale")
        return tuple(steps)

    def _part(self, draft: _Draft) -> Area | Criterion | Outcome:
        title, place = draft.title, draft.position
        spoken = self.spoken(title.text)
        when = next((n for n, (element, _) in enumerate(draft.below) if _says_when(element)), None)
        if when is not None:
            return self._outcome(draft, when, spoken)
        context: list[etree.Element] = []
        rows: list[etree.Element] = []
        for element, at in draft.below:
            if element.tag == "ul" and not rows:
                rows.extend(element)
            elif element.tag == "p" and not rows:
                context.append(element)
            else:
                self._refuse(element, at)
        if any(take_box(lead(row)[0])[0] is not None for row in rows):
            choices = tuple(choice for row in rows if (choice := self._choice(row)))
            return Criterion(title.label, title.text, spoken, title.cites, choices, place, tuple(context))
        statements = tuple(self._statement(row) for row in rows)
        return Area(title.label, title.text, spoken, title.cites, statements, place, tuple(context))

    def _row(self, row: etree.Element, text: str, more: list[etree.Element], where: str) -> tuple[Labelled, Position]:
        place = self.reading.place(row)
        for child in more:
            self._refuse(child, self.reading.place(child, place), where)
        return take_apart(text), place

    def _statement(self, row: etree.Element) -> Statement:
        raw, more = lead(row)
        parts, place = self._row(row, raw, more, "statement")
        return Statement(parts.label, parts.text, parts.cites, place)

    def _choice(self, row: etree.Element) -> Choice | None:
        raw, more = lead(row)
        box, text = take_box(raw)
        parts, place = self._row(row, text, more, "choice")
        if box is None:
            self.fault("self-check-parts", place, parts.text, "no-box")
            return None
        if box == "x":
            self.fault("self-check-parts", place, parts.text, "ticked")
        return Choice(
            parts.label, parts.text, self.spoken(parts.text), parts.cites, self._adds(parts.label, place), place
        )

    def _adds(self, label: Label, row: Position) -> tuple[tuple[Named, int], ...]:
        found: list[tuple[Named, int]] = []
        for piece in label.adds.split(",") if label.adds else ():
            match = _ADDS.fullmatch(piece)
            place = self.reading.locate(rf"adds=.*?({re.escape(piece.strip())})", row.line, peek=True) or row
            if match:
                found.append((Named(match[1], place), int(match[2])))
            else:
                self.fault("self-check-points", place, piece.strip(), "adds")
        return tuple(found)

    def _outcome(self, draft: _Draft, when: int, spoken: str) -> Outcome:
        title = draft.title
        body: list[etree.Element] = []
        for number, (element, at) in enumerate(draft.below):
            if number == when:
                continue
            if number < when or _says_when(element):
                self.fault("self-check-condition", at, title.text, "place" if number < when else "twice")
            elif element.tag in {"p", "ul", "ol"}:
                body.append(element)
            else:
                self._refuse(element, at)
        element, at = draft.below[when]
        text, _, rest = unmarked(element.text or "").strip().partition("\n")
        says = _WHEN.match(text)
        bare = None if says else _WHEN_BARE.match(text)
        start = says.end() if says else bare.end() if bare else 0
        if bare:
            self.fault("self-check-condition", at, text[start:], "colon")
        condition = read_condition(text[start:], Position(at.line, at.column + start))
        for piece in condition.unread:
            self.fault("self-check-condition", piece.position, piece.id, "unread")
        if rest or len(element):
            self.fault("self-check-condition", Position(at.line + 1), title.text, "blank-line")
        return Outcome(title.label, title.text, spoken, title.cites, condition.clauses, draft.position, at, tuple(body))

    def render(self, block: SelfCheck, section: etree.Element) -> None:
        self.interactive(block, section, "self-check")
        data = json.dumps(self_check_data(block), ensure_ascii=False, separators=(",", ":"))
        section.set("data-check", data)
        self.head(block, section, "self-check")
        if block.intro:
            move(add(section, "div", "onward-block__intro"), block.intro)
        if block.areas:
            how = [TEXT["self_check_scale"]] if any(area.statements for area in block.areas) else []
            how.append(TEXT["self_check_total"])
            if any(clause.kind == "highest" for outcome in block.outcomes for clause in outcome.clauses):
                how.append(TEXT["self_check_highest"])
            explained = add(section, "p", "onward-points onward-pen")
            explained.set(UNSEARCHED, "")
            explained.text = words(" ".join(how))
        first = True
        for part in block.parts:
            if isinstance(part, Criterion):
                self._render_question(section, block, part)
            else:
                first = self._render_area(section, block, part, first=first)
        check = add(section, "p", "onward-check", hidden="hidden")
        check.set(UNSEARCHED, "")
        add(check, "button", "onward-button", type="button", data_action="check").text = words(TEXT["self_check_show"])
        add(check, "span", "onward-check__message", role="status")
        outcomes = add(section, "div", "onward-outcomes")
        for outcome in sorted(block.outcomes, key=lambda each: not block.about_wellbeing(each)):
            self._render_outcome(outcomes, block, outcome)
        prints = {"blank": TEXT["print_blank"], "mine": TEXT["print_answered"]}
        total = len(block.questions) + sum(len(area.statements) for area in block.areas)
        feeling = f" {TEXT['privacy_feeling']}" if block.wellbeing else ""
        self.foot(section, total, TEXT["clear_answers"], prints, privacy=TEXT["privacy"] + feeling)

    def _render_area(self, section: etree.Element, block: SelfCheck, area: Area, *, first: bool) -> bool:
        """Returns whether the scale has still to be shown as words of the page: a first statement does that."""
        joined = f"{block.id}--{area.label.id}"
        part = add(section, "div", "onward-area", role="group", id=joined, aria_labelledby=f"{joined}__title")
        if not area.statements:
            part.set("class", "onward-area onward-pen")
        title = add(part, f"h{self.level + 1}", "onward-area__title", id=f"{joined}__title")
        title.text = self.marked(area.position, f"{area.text} {area.cites}".strip())
        if area.context:
            move(add(part, "div", "onward-question__context"), area.context)
        for statement in area.statements:
            options = self._fieldset(part, block, statement, "onward-question onward-statement")
            for step in block.scale:
                # The words of the scale are read once, at their place, however often they are shown.
                text = words(mark(step.position.line) + step.text if first else step.text)
                kind = "onward-choice" if first else "onward-scale"
                self._render_row(options, f"{block.id}--{statement.label.id}", kind, step.label, text, str(step.points))
            first = False
        total = add(part, "p", "onward-area__total onward-pen")
        total.set(UNSEARCHED, "")
        total.text = words(say("area_total", area=area.spoken))
        return first

    def _render_question(self, section: etree.Element, block: SelfCheck, question: Criterion) -> None:
        private = question.label.id == block.wellbeing
        kind = "onward-question onward-question--private" if private else "onward-question"
        options = self._fieldset(section, block, question, kind, private=private)
        areas = {area.label.id: area.spoken for area in block.areas}
        for choice in question.choices:
            text = self.marked(choice.position, choice.text)
            adds = (say("adds", area=areas.get(area.id, ""), points=points) for area, points in choice.adds)
            row = self._render_row(
                options,
                f"{block.id}--{question.label.id}",
                "onward-choice",
                choice.label,
                text,
                TEXT["list"].join(adds),
            )
            if choice.cites:
                add(row, "span", "onward-cites").text = self.marked(choice.position, choice.cites)

    def _fieldset(
        self,
        parent: etree.Element,
        block: SelfCheck,
        member: Statement | Criterion,
        kind: str,
        *,
        private: bool = False,
    ) -> etree.Element:
        """A statement or a question; returns what its answers go into."""
        fieldset = add(
            parent,
            "fieldset",
            kind,
            id=f"{block.id}--{member.label.id}",
            data_question=member.label.id,
            data_was=old_ids(member.label),
        )
        legend = add(fieldset, "legend", "onward-question__legend")
        legend.text = self.marked(member.position, f"{member.text} {member.cites}".strip())
        if isinstance(member, Criterion):
            if member.context:
                move(add(fieldset, "div", "onward-question__context"), member.context)
            how = f"{TEXT['choose_one']} {TEXT['not_kept_feeling']}" if private else TEXT["choose_one"]
            add(fieldset, "p", "onward-question__how").text = words(how)
        return add(fieldset, "div", "onward-options")

    def _render_row(
        self, options: etree.Element, joined: str, kind: str, label: Label, text: str, points: str
    ) -> etree.Element:
        """A radio button with its words, and with what it counts for those who add up themselves."""
        row = add(options, "div", f"onward-option {kind}", data_option=label.id, data_was=old_ids(label))
        control = f"{joined}--{label.id}"
        add(
            row,
            "input",
            "onward-option__input",
            type="radio",
            name=joined,
            id=control,
            value=label.id,
            autocomplete="off",
        )
        said = add(row, "label", "onward-option__label", for_=control)
        said.text = text
        if points:
            add(said, "span", "onward-points onward-pen").text = words(f" {points}")
        return row

    def _render_outcome(self, outcomes: etree.Element, block: SelfCheck, outcome: Outcome) -> None:
        joined = f"{block.id}--{outcome.label.id}"
        kind = "onward-outcome onward-outcome--first" if block.about_wellbeing(outcome) else "onward-outcome"
        part = add(outcomes, "div", kind, id=joined, data_outcome=outcome.label.id)
        add(part, "p", "onward-outcome__when onward-pen").text = words(_in_words(block, outcome))
        title = add(part, f"h{self.level + 1}", "onward-outcome__title", id=f"{joined}__title")
        title.text = self.marked(outcome.position, f"{outcome.text} {outcome.cites}".strip())
        move(part, outcome.body)


def _says_when(element: etree.Element) -> bool:
    text = unmarked(element.text or "")
    return element.tag == "p" and bool(_WHEN.match(text) or _WHEN_BARE.match(text))


def _in_words(block: SelfCheck, outcome: Outcome) -> str:
    """A condition for those who add up themselves."""
    if outcome.otherwise:
        return TEXT["if_otherwise"]
    areas = {area.label.id: area.spoken for area in block.areas}
    return say("if", clauses=TEXT["and"].join(_clause_in_words(block, clause, areas) for clause in outcome.clauses))


def _clause_in_words(block: SelfCheck, clause: Clause, areas: Mapping[str, str]) -> str:
    name = areas.get(clause.subject.id, "")
    if clause.kind == "highest":
        return say("if_highest", area=name)
    if clause.kind == "least":
        return say("if_least", area=name, points=clause.least)
    question = next((each for each in block.questions if each.label.id == clause.subject.id), None)
    wanted = {option.id for option in clause.options}
    chosen = [choice.spoken for choice in (question.choices if question else ()) if choice.label.id in wanted]
    options = TEXT["or"].join(say("quoted", words=words) for words in chosen)
    # Where other answers have the same words, it is said which are meant.
    elsewhere = {choice.spoken for each in block.questions if each is not question for choice in each.choices}
    elsewhere.update(step.text for step in block.scale)
    if question and elsewhere.intersection(chosen):
        return say("if_question", options=options, question=say("quoted", words=question.spoken))
    return say("if_options", options=options)
