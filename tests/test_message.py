"""Messages are read into typed objects, with the places of everything, and shown as they were written."""

from __future__ import annotations

import lxml.html
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onward.checks import check, message_optional, message_placeholder
from onward.model import Label, Message, OptionalPassage, Placeholder, Position, Words
from sites import page
from test_reading import convert, read_page

MESSAGE = """/// message | Thank *you*
    id: thank-you
    was: thanks

Send it once. [@thank-after-rejection]

- [job title] {#job-title was="job"}: as the [advert](page.md) has it
- [name] {#name}
- [ ] They gave a date {#gave-a-date}: for their decision
- [decision date] {#decision-date}

### If you applied direct {#direct}

> Subject: [job title], thank you
>
> Dear [name], [Name] and [name]
>
> You are
> kind \\[so\\] & fair. [Only if they gave a date: You said
> [decision date] about [job title].]
>
> Yours

### If an agency put you forward {#agency}

> Dear [name]

///
"""


def message(text: str = MESSAGE) -> Message:
    read, _ = read_page(page(text))
    (block,) = read.blocks
    assert isinstance(block, Message)
    assert read.faults == ()
    return block


def test_a_message_is_a_typed_object() -> None:
    block = message()
    assert (block.id, block.title, block.was) == ("thank-you", "Thank you", ("thanks",))
    assert [(each.label.id, each.text, each.hint, each.tick, each.position.line) for each in block.fields] == [
        ("job-title", "job title", "as the [advert](page.md) has it", False, 16),
        ("name", "name", "", False, 17),
        ("gave-a-date", "They gave a date", "for their decision", True, 18),
        ("decision-date", "decision date", "", False, 19),
    ]
    assert block.fields[0].label == Label("job-title", ("job",))
    assert [(each.label.id, each.text, each.position) for each in block.versions] == [
        ("direct", "If you applied direct", Position(21, 1)),
        ("agency", "If an agency put you forward", Position(33, 1)),
    ]
    assert [(each.kind, [member.label.id for member in each.members]) for each in block.members()] == [
        ("field", ["job-title", "name", "gave-a-date", "decision-date"]),
        ("version", ["direct", "agency"]),
    ]


def test_everything_in_a_letter_has_its_place() -> None:
    direct, agency = message().versions
    found = [(part.name, part.position) for part in direct.parts() if not isinstance(part, Words)]
    assert found == [
        ("job title", Position(23, 12)),
        ("name", Position(25, 8)),
        ("Name", Position(25, 16)),
        ("name", Position(25, 27)),
        ("they gave a date", Position(28, 23)),
        ("decision date", Position(29, 3)),
        ("job title", Position(29, 25)),
    ]
    assert len(direct.subject) == 3
    assert [len(paragraph) for paragraph in direct.letter] == [6, 2, 1]
    optional = direct.letter[1][1]
    assert isinstance(optional, OptionalPassage)
    assert optional.said == "Only if they gave a date"
    assert (agency.subject, len(agency.letter)) == ((), 1)
    assert isinstance(agency.letter[0][1], Placeholder)


def test_a_letter_is_a_message_to_the_checks_of_language_and_its_hints_are_read_too() -> None:
    read, _ = read_page(page(MESSAGE))
    said = "You are kind [so] & fair. [Only if they gave a date: You said [decision date] about [job title].]"
    assert [(each.position.line, each.kind, each.text, each.quiet) for each in read.passages[1:]] == [
        (10, "heading", "Thank you", True),
        (14, "paragraph", "Send it once.", True),
        (16, "item", "as the advert has it", True),
        (18, "item", "for their decision", True),
        (21, "heading", "If you applied direct", True),
        (23, "message", "Subject: [job title], thank you", True),
        (25, "message", "Dear [name], [Name] and [name]", True),
        (27, "message", said, True),
        (31, "message", "Yours", True),
        (33, "heading", "If an agency put you forward", True),
        (35, "message", "Dear [name]", True),
    ]
    assert [(link.raw, link.position) for link in read.links] == [("page.md", Position(16, 55))]
    assert [citation.id for citation in read.citations] == ["thank-after-rejection"]
    # The parts of a message are no part of the page's outline.
    assert [heading.level for heading in read.headings] == [1]


def test_one_letter_may_do_without_a_name() -> None:
    block = message("/// message | A\n    id: a\n\n> Dear all  \n> and everyone\n\n///\n")
    (version,) = block.versions
    assert (version.text, version.label, len(version.letter)) == ("", Label(), 1)


# What can be written in a letter without a fault, and stands in it as it is written.
PIECES = st.sampled_from(
    [
        "Dear ",
        "[name]",
        "[Name] ",
        "[only if it rained: so ",
        "[It rained: [name] got wet.] ",
        "Why? ",
        "‘Yes.’ ",
        "\n",
        " a & b < c > d ",
        "3 * 4 = 12 ",
        "file_name_1 ",
        "& # ; ",
        "é 中 👩🏽\u200d🚒 مرحبا ",
        "(brackets) ",
        ": ",
    ]
)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=12))
@example(["[name]", "\n", "[name]", ": "])
def test_a_letter_is_shown_as_it_is_written(pieces: list[str]) -> None:
    """Every placeholder, and every other word; an optional passage is closed where the test has opened one."""
    text = "Hello [name] [It rained: So.] "
    for piece in pieces:
        opens = piece.startswith("[only")
        text += f"{piece}[name].] " if opens else piece.replace("\n", "\n> ")
    body = f"/// message | A\n    id: a\n\n- [name] {{#name}}\n- [ ] It rained {{#rained}}\n\n> {text}\n\n///\n"
    read, build = read_page(page(body))
    assert read.faults == ()
    assert check(build, [message_placeholder.RULE, message_optional.RULE]) == []
    (letter,) = lxml.html.fromstring(convert(build)).iter("blockquote")
    assert letter.text_content().split() == text.replace("\n> ", "\n").split()
    placeholders = [part.text for part in letter.iter("bdi")]
    assert len(placeholders) == text.lower().count("[name]")
