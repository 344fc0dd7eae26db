"""The rules, in the order in which a reader meets them, and the driver that runs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from onward.allowing import allow
from onward.build import Build, pages_in_order
from onward.checks import (
    advisers_differ,
    advisers_side,
    agency,
    agency_contrast,
    block_content,
    block_end,
    block_id,
    block_misplaced,
    block_name,
    block_option,
    block_unclosed,
    block_unread,
    build_stopped,
    built_id,
    byte_order_mark,
    checklist_items,
    checklist_ticked,
    citation_compared,
    citation_form,
    citation_missing,
    citation_public_body,
    citation_unknown,
    code_block,
    comment_unclosed,
    control_character,
    copied_text,
    data_reference,
    data_value,
    data_yaml,
    do_and_avoid,
    encoding,
    engine_warning,
    entry_home,
    feedback_place,
    file_clash,
    file_ending,
    file_hidden,
    file_link,
    file_name,
    file_size,
    file_unreadable,
    file_unwanted,
    footnote,
    foreign_syntax,
    front_matter,
    front_matter_key,
    front_matter_value,
    front_matter_yaml,
    garbled_text,
    heading_empty,
    heading_form,
    heading_id,
    heading_level,
    heading_one,
    heading_title,
    heading_twice,
    help_contact,
    help_unconfirmed,
    html_address,
    html_attribute,
    html_element,
    html_id,
    html_unclosed,
    id_vanished,
    image_alt,
    image_file,
    image_format,
    image_svg,
    invisible_character,
    item_id,
    item_length,
    lazy_line,
    line_ends,
    link_absolute,
    link_address,
    link_anchor,
    link_bare,
    link_built,
    link_empty,
    link_form,
    link_host,
    link_http,
    link_mail,
    link_outside,
    link_reference,
    link_scheme,
    link_spelling,
    link_target,
    link_telephone,
    link_text,
    list_indent,
    list_mixed,
    list_place,
    list_sign,
    match_sides,
    merge_conflict,
    message_optional,
    message_placeholder,
    message_version,
    nav_omitted,
    nav_target,
    nav_twice,
    order_steps,
    page_length,
    page_limits,
    paragraph_length,
    plan_fields,
    quiz_answer,
    quiz_feedback,
    quiz_grade,
    quiz_kind,
    quiz_options,
    quiz_question,
    reading_grade,
    review_future,
    review_overdue,
    same_words,
    self_check_condition,
    self_check_id,
    self_check_outcomes,
    self_check_parts,
    self_check_points,
    self_check_wellbeing,
    sentence_length,
    sign_unclosed,
    sort_groups,
    steps,
    stray_syntax,
    suppression_expired,
    suppression_form,
    suppression_refused,
    suppression_unknown,
    suppression_unused,
    table_cells,
    table_form,
    was_unknown,
    word_list,
)
from onward.checks.rule import Finding, PageCheck, Rule, SiteCheck
from onward.checks.watch import Watch
from onward.garbage import no_search_for_garbage
from onward.model import Page, Problem
from onward.report import in_order

MOST_OF_A_RULE = 50
"""So many problems of one rule are shown for a page; a file that is wrong throughout is wrong once."""

_BREAK = re.compile(r"\s*\n\s*")
_QUOTED = re.compile(r"`([^`]*)`")

SWALLOWING = {"swallows", "refused"}
"""Details of `html-unclosed` behind which nothing of the page is read."""

RULES: tuple[Rule, ...] = (
    file_link.RULE,
    file_unreadable.RULE,
    file_clash.RULE,
    file_name.RULE,
    file_ending.RULE,
    file_hidden.RULE,
    file_unwanted.RULE,
    file_size.RULE,
    image_format.RULE,
    image_svg.RULE,
    encoding.RULE,
    byte_order_mark.RULE,
    line_ends.RULE,
    control_character.RULE,
    invisible_character.RULE,
    garbled_text.RULE,
    page_limits.RULE,
    front_matter.RULE,
    front_matter_yaml.RULE,
    front_matter_key.RULE,
    front_matter_value.RULE,
    merge_conflict.RULE,
    code_block.RULE,
    comment_unclosed.RULE,
    heading_one.RULE,
    heading_title.RULE,
    heading_level.RULE,
    heading_id.RULE,
    heading_form.RULE,
    heading_empty.RULE,
    heading_twice.RULE,
    block_name.RULE,
    block_unclosed.RULE,
    block_end.RULE,
    block_misplaced.RULE,
    block_unread.RULE,
    block_option.RULE,
    block_id.RULE,
    block_content.RULE,
    item_id.RULE,
    id_vanished.RULE,
    was_unknown.RULE,
    same_words.RULE,
    checklist_items.RULE,
    checklist_ticked.RULE,
    quiz_kind.RULE,
    quiz_question.RULE,
    quiz_options.RULE,
    quiz_answer.RULE,
    quiz_feedback.RULE,
    quiz_grade.RULE,
    sort_groups.RULE,
    order_steps.RULE,
    match_sides.RULE,
    self_check_parts.RULE,
    self_check_id.RULE,
    self_check_points.RULE,
    self_check_wellbeing.RULE,
    self_check_condition.RULE,
    self_check_outcomes.RULE,
    message_version.RULE,
    message_placeholder.RULE,
    message_optional.RULE,
    plan_fields.RULE,
    steps.RULE,
    stray_syntax.RULE,
    list_place.RULE,
    list_indent.RULE,
    list_mixed.RULE,
    list_sign.RULE,
    lazy_line.RULE,
    table_form.RULE,
    table_cells.RULE,
    foreign_syntax.RULE,
    sign_unclosed.RULE,
    feedback_place.RULE,
    do_and_avoid.RULE,
    advisers_differ.RULE,
    advisers_side.RULE,
    help_contact.RULE,
    citation_form.RULE,
    citation_unknown.RULE,
    citation_missing.RULE,
    citation_compared.RULE,
    citation_public_body.RULE,
    copied_text.RULE,
    link_form.RULE,
    link_reference.RULE,
    footnote.RULE,
    html_element.RULE,
    html_attribute.RULE,
    html_address.RULE,
    html_id.RULE,
    html_unclosed.RULE,
    link_empty.RULE,
    link_scheme.RULE,
    link_address.RULE,
    link_spelling.RULE,
    link_absolute.RULE,
    link_outside.RULE,
    link_built.RULE,
    link_target.RULE,
    link_anchor.RULE,
    link_host.RULE,
    link_http.RULE,
    link_mail.RULE,
    link_telephone.RULE,
    link_bare.RULE,
    link_text.RULE,
    image_file.RULE,
    image_alt.RULE,
    word_list.RULE,
    reading_grade.RULE,
    sentence_length.RULE,
    paragraph_length.RULE,
    item_length.RULE,
    page_length.RULE,
    data_yaml.RULE,
    data_value.RULE,
    data_reference.RULE,
    entry_home.RULE,
    nav_target.RULE,
    nav_twice.RULE,
    nav_omitted.RULE,
    agency.RULE,
    agency_contrast.RULE,
    help_unconfirmed.RULE,
    review_overdue.RULE,
    review_future.RULE,
    suppression_form.RULE,
    suppression_unknown.RULE,
    suppression_refused.RULE,
    suppression_unused.RULE,
    suppression_expired.RULE,
)

UNCLOSED = (front_matter.RULE, block_unclosed.RULE, code_block.RULE, comment_unclosed.RULE, merge_conflict.RULE)
"""What these find hides what stands below it."""

LINK_RULES: tuple[Rule, ...] = (built_id.RULE,)
"""What only the built site shows. `links` also finds there by which of the rules above an address is wrong that no page
holds: one of a template, a stylesheet or a hook."""

BUILD_RULES: tuple[Rule, ...] = (build_stopped.RULE, engine_warning.RULE)
"""What ends a build, or what the engine says: `stopped` and `preview` find it."""


class Memory(Protocol):
    """What rules found in an earlier check, when nothing was different that they looked at."""

    def recall(self, path: str) -> Mapping[str, Sequence[Problem]]:
        """What rules found about a page, by their ids; of rules that have to be asked again, nothing.

        With an empty path it is what rules of the whole site found that looked at no page.
        """

    def keep(self, path: str, found: Mapping[str, Sequence[Problem]]) -> None:
        """Take what rules found that looked at no other page."""


@no_search_for_garbage()
def check(build: Build, rules: Sequence[Rule] = RULES, memory: Memory | None = None) -> list[Problem]:
    """Run the rules over everything that a build has read; what `memory` knows is not found out again."""
    problems: list[Problem] = []
    for page in pages_in_order(build.pages):
        source = build.sources.get(page.path)
        readable = source is None or source.readable
        hidden = _Hidden.on(page)
        own = [
            (rule, partial(_of_page, rule.page, rule, page, hidden))
            for rule in rules
            if rule.page and (readable or rule.even_unread)
        ]
        problems.extend(_asked(own, page.path, build, memory))
    whole = [(rule, partial(_of_site, rule.site, rule)) for rule in rules if rule.site]
    problems.extend(_asked(whole, "", build, memory))
    outcome = allow(in_order(problems), build, {rule.id: rule.suppressible for rule in (*RULES, *LINK_RULES)})
    told = [*outcome.problems]
    for rule in rules:
        if rule.allowing:
            told.extend(_problem(finding, rule, finding.path, build) for finding in rule.allowing(build, outcome))
    return in_order(told)


def _asked(
    questions: Sequence[tuple[Rule, Callable[[Build], Iterator[Problem]]]],
    path: str,
    build: Build,
    memory: Memory | None,
) -> Iterator[Problem]:
    """What rules find, or found when they were last asked the same."""
    if memory is None:
        for _, ask in questions:
            yield from ask(build)
        return
    known = memory.recall(path)
    watch = Watch(build, path)
    found: dict[str, Sequence[Problem]] = {}
    for rule, ask in questions:
        if rule.id in known:
            found[rule.id] = known[rule.id]
            yield from known[rule.id]
            continue
        watch.looked = False
        problems = list(ask(watch.build))
        if not watch.looked:
            found[rule.id] = problems
        yield from problems
    if found.keys() != known.keys():
        memory.keep(path, found)


def _of_site(check_site: SiteCheck, rule: Rule, build: Build) -> Iterator[Problem]:
    return (_problem(finding, rule, finding.path, build) for finding in check_site(build))


@dataclass(frozen=True)
class _Hidden:
    """Where on a page nothing is looked at, as something else has to be put right first.

    `unclosed` is the line of the first that has no end, `end` the line below which all may be part of something else.
    """

    unclosed: int | None
    end: int | None
    misplaced: tuple[range, ...]

    @classmethod
    def on(cls, page: Page) -> _Hidden:
        unclosed = min(_unclosed(page), default=None)
        # Raw HTML that is never closed takes the rest of the page with it, just as a block does.
        swallowing = [fault.position.line for fault in page.faults_of("html-unclosed") if fault.detail in SWALLOWING]
        end = min((line for line in (unclosed, *swallowing) if line is not None), default=None)
        # What is wrong in a block that may not stand there can be seen when it stands elsewhere.
        misplaced = (range(fence.position.line, (fence.closed or 0) + 1) for fence in page.fences if fence.inside)
        return cls(unclosed, end, tuple(misplaced))


def _of_page(check_page: PageCheck, rule: Rule, page: Page, hidden: _Hidden, build: Build) -> Iterator[Problem]:
    for number, finding in enumerate(check_page(page, build), 1):
        if number > MOST_OF_A_RULE:
            break
        line = finding.position.line
        swallowed = hidden.end is not None and line > hidden.end
        same_block = line == hidden.unclosed and rule not in UNCLOSED
        nested = rule is not block_misplaced.RULE and any(line in lines for lines in hidden.misplaced)
        if not nested and not swallowed and not same_block:
            yield _problem(finding, rule, page.path, build)


def _unclosed(page: Page) -> Iterator[int]:
    """The lines on which something opens that has no end: what stands below may be part of it, or not."""
    yield from (fence.position.line for fence in page.fences if fence.closed is None)
    for fault in page.faults:
        front = fault.rule == "front-matter" and fault.found != "missing"
        if front or (fault.rule in {"code-block", "comment-unclosed", "merge-conflict"} and fault.detail != "indented"):
            yield fault.position.line


def _problem(finding: Finding, rule: Rule, path: str, build: Build) -> Problem:
    shown = path.removeprefix("/") if path.startswith("/") else build.file(path)
    position = finding.position
    severity = finding.severity or rule.severity
    message, hint = one_line(finding.message), one_line(finding.hint)
    return Problem(shown, position.line, position.column, rule.id, message, severity, hint)


def _short(text: str) -> str:
    return text if len(text) < 120 else f"{text[:100]}…"


def one_line(text: str) -> str:
    """A message on one line: what it quotes may run over several, or be as long as a page."""
    text = _QUOTED.sub(lambda quoted: f"`{_short(quoted[1])}`", _BREAK.sub(" ", text))
    return "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in text)
