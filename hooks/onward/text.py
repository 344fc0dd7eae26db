"""Every word that the site shows and that no editor writes: the one place to translate.

The bundle hands the catalogue to the scripts as `TEXT`, templates get it as `onward.text`. `{name}` is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

TEXT: Mapping[str, str] = {
    "progress": "{done} of {total} done",
    "answered": "{done} of {total} checked",
    "check": "Check",
    "choose_one": "Choose one.",
    "choose_many": "Choose all that apply.",
    "choose_first": "Choose an answer first.",
    "show_answers": "Show the answers",
    "answers": "Answers",
    "good": "Good",
    "better": "There is a better choice",
    "print_blank": "Print it blank",
    "print_ticked": "Print it as ticked",
    "print_answered": "Print it with my answers",
    "print_key": "Print it with the answers on a separate sheet",
    "clear_ticks": "Clear my ticks",
    "clear_answers": "Clear my answers",
    "cleared": "Cleared.",
    "undo": "Undo",
    "privacy": "Your choices stay in this browser on this device. Anyone who uses it could see them.",
    "not_kept": "This browser will not keep your choices. Print them or save them as a file if you want to keep them.",
    "save_file": "Save as a file",
    "file_name": "my-choices.json",
    "unreadable": "Your saved choices here could not be read. We have kept a copy and started again.",
    "which_message": "Which one do you need?",
    "copy": "Copy",
    "copied": "Copied.",
    "not_copied": "This browser does not let us copy. The message is selected, so that you can copy it yourself.",
    "mail": "Open in your mail program",
    "mail_opens": "If no mail program opens, copy the message.",
    "still_empty": "Still to fill in: {names}",
    "print_message": "Print",
    "keep": "Keep on this device",
    "kept": "Kept as it is now. If you change something, choose ‘Keep on this device’ again.",
    "nothing_to_keep": "There is nothing to keep yet.",
    "clear_message": "Clear my message",
    "message_privacy": (
        "Nothing that you write here is kept unless you choose ‘Keep on this device’. "
        "Anyone who uses this device could then see it."
    ),
    "advisers_differ": "Advisers differ",
    "next": "Next",
    "related": "Related pages",
    "steps_picture": "A path with {count} numbered stops, one for each step below.",
    "step_of": "Step {number} of {count}: {name}",
    "sources_heading": "Where this advice comes from",
    "sources_fold_one": "1 piece of advice on this page",
    "sources_fold": "{count} pieces of advice on this page",
    "our_suggestion": "Our suggestion",
    "our_suggestion_on_conflict": "Our suggestion, where advisers differ",
    "checked_on": "checked {date}",
    "no_address": "The copy that we hold gives no web address.",
    "recruiter": "A recruiter’s own advice: it may gain if you use an agency.",
    "not_recruiter": "Not a recruitment agency.",
    "article_by": "By {author}. {publisher}. {date}.",
    "article_gives": "What it gives this guide: {scope}. {count} pieces of advice.",
    "unclear": "What is unclear:",
    "cautions": "What we left out, or changed:",
    "map_advice": "Advice from the articles",
    "map_conflicts": "Where advisers differ",
    "map_additions": "What we added",
    "map_suggestions": "Our suggestions",
    "map_count": "{chapter}: {count}",
    "map_says": "Advice",
    "map_who": "Who says it",
    "map_where": "Where it stands",
    "map_no_home": "Not used",
    "map_no_page": "No page yet",
    "map_top": "At the top of the page",
    "map_nowhere": "Not in the guide yet.",
    "map_stated": "Given as advice",
    "map_compared": "Shown beside the other view, where advisers differ",
    "map_set_aside": "Not used",
    "map_resolution": "What to do where advisers differ",
    "map_public_body": "Added from a public body",
    "map_our_suggestion": "Added by us",
    "to": "to",
    "or": " or ",
    "quoted": "‘{words}’",
    "menu": "Menu",
    "menu_leave": "Back to this page",
    "contents": "On this page",
    "help_line_label": "Urgent help",
    "help_line_lead": "Need to talk to someone now?",
    "help_line_more": "More help",
    "footer_call": "Call us",
    "footer_booking": "Book a time to talk",
    "footer_privacy": (
        "Your choices on these pages stay in this browser on this device. Anyone who uses it could see them."
    ),
    "footer_privacy_link": "Your privacy",
    "placeholder": (
        "This is a placeholder: {name} is not a real agency. "
        "An agency that uses this site puts its own name and telephone number here."
    ),
    "reviewed": "Reviewed",
    "next_review": "Next review",
    "page_address": "This page",
    "not_found_title": "We cannot find that page",
    "not_found_text": "The address may be wrong, or the page may have moved. You have not done anything wrong.",
    "not_found_start": "Go to the start page",
    "problems_title": "To put right on this page",
    "problem_place": "Line {line}, column {column}",
    "problem_error": "Error",
    "problem_warning": "Warning",
    "problem_note": "Note",
    "help_checked": "Checked on {date}.",
    "help_checked_stored": "Checked on {date}, in stored copies of the pages that they come from.",
    "search_start": "Not what you are looking for?",
    "anywhere_in_uk": "Anywhere in the UK",
}


def say(key: str, **values: object) -> str:
    """A text of the catalogue with its placeholders filled in."""
    return TEXT[key].format(**values)


def spoken_date(day: date) -> str:
    """`22 November 2026`: the way the guide writes dates."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
