"""The rules, in the order in which a reader meets them, and the driver that runs them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

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
    built_id,
    byte_order_mark,
    checklist_items,
    checklist_ticked,
    citation_compared,
    citation_form,
    citation_missing,
    citation_public_body,
    citation_unknown,
    control_character,
    copied_text,
    data_reference,
    data_value,
    data_yaml,
    do_and_avoid,
    encoding,
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
    front_matter,
    front_matter_key,
    front_matter_value,
    front_matter_yaml,
    heading_id,
    heading_level,
    heading_one,
    heading_title,
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
    item_id,
    item_length,
    line_ends,
    link_absolute,
    link_address,
    link_anchor,
    link_scheme,
    link_target,
    link_text,
    list_place,
    match_sides,
    message_optional,
    message_placeholder,
    message_version,
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
    self_check_condition,
    self_check_id,
    self_check_outcomes,
    self_check_parts,
    self_check_points,
    self_check_wellbeing,
    sentence_length,
    sort_groups,
    steps,
    stray_syntax,
    was_unknown,
    word_list,
)
from onward.checks.rule import Finding, Rule
from onward.model import Page, Problem
from onward.report import in_order

MOST_OF_A_RULE = 50
"""So many problems of one rule are shown for a page; a file that is wrong throughout is wrong once."""

END = sys.maxsize
"""A line behind every page."""

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
    page_limits.RULE,
    front_matter.RULE,
    front_matter_yaml.RULE,
    front_matter_key.RULE,
    front_matter_value.RULE,
    heading_one.RULE,
    heading_title.RULE,
    heading_level.RULE,
    heading_id.RULE,
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
    html_element.RULE,
    html_attribute.RULE,
    html_address.RULE,
    html_id.RULE,
    html_unclosed.RULE,
    link_address.RULE,
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
    agency.RULE,
    agency_contrast.RULE,
    help_unconfirmed.RULE,
    review_overdue.RULE,
    review_future.RULE,
)

LINK_RULES: tuple[Rule, ...] = (
    link_target.RULE,
    link_anchor.RULE,
    link_absolute.RULE,
    link_scheme.RULE,
    built_id.RULE,
)
"""What `links` looks for in the built site, where no single page is at hand."""


def check(build: Build, rules: Sequence[Rule] = RULES) -> list[Problem]:
    """Run the rules over everything that a build has read."""
    problems: list[Problem] = []
    for page in pages_in_order(build.pages):
        problems.extend(_check_page(page, build, rules))
    for rule in rules:
        if rule.site:
            problems.extend(_problem(finding, rule, finding.path, build) for finding in rule.site(build))
    return in_order(problems)


def _check_page(page: Page, build: Build, rules: Sequence[Rule]) -> Iterator[Problem]:
    source = build.sources.get(page.path)
    readable = source is None or source.readable
    unclosed = min((fence.position.line for fence in page.fences if fence.closed is None), default=None)
    # Raw HTML that is never closed takes the rest of the page with it, just as a block does.
    swallowing = [fault.position.line for fault in page.faults_of("html-unclosed") if fault.detail in SWALLOWING]
    counts: Counter[str] = Counter()
    for rule in rules:
        if rule.page is None or not (readable or rule.even_unread):
            continue
        for finding in rule.page(page, build):
            swallowed = finding.position.line > min((unclosed or END, *swallowing))
            same_block = finding.position.line == unclosed and rule is not block_unclosed.RULE
            counts[rule.id] += 1
            if not swallowed and not same_block and counts[rule.id] <= MOST_OF_A_RULE:
                yield _problem(finding, rule, page.path, build)


def _problem(finding: Finding, rule: Rule, path: str, build: Build) -> Problem:
    shown = path.removeprefix("/") if path.startswith("/") else build.file(path)
    position = finding.position
    severity = finding.severity or rule.severity
    return Problem(shown, position.line, position.column, rule.id, finding.message, severity, finding.hint)
