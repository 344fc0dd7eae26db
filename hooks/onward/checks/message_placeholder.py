"""A placeholder of a letter that is not in the message's list, or one of the list that no letter uses.

Why: the list makes the form, and what readers choose to keep is saved under its ids. What is not in the list could not
be filled in; what no letter uses would be asked for nothing.

Example: `- [job title] {#job-title}` in the list and `[jobtitle]` in the letter; a `[` that is never closed.

Put it right: write the name in the letter as it stands in the list. Capitals do not count. A bracket that is to be
shown has a backslash before it: `\\[`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Fault, Field, Message, OptionalPassage, Page, Placeholder, Severity
from onward.schema import nearest, slug

OTHERS = ("message-placeholder", "message-optional", "message-version", "block-content", "list-place")


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("message-placeholder"):
        yield _of_syntax(fault)
    for block in page.blocks:
        # What could not be read may be the list, or the letter that uses it.
        if isinstance(block, Message) and not page.faulty(block, "block-content", "list-place"):
            complete = not page.faulty(block, *OTHERS)
            yield from _of_list(block)
            yield from _of_letters(block, complete=complete)


def _of_syntax(fault: Fault) -> Finding:
    found = fault.found
    form = "An entry is `- [its name] {#its-id}`, or `- [ ] They gave a date {#its-id}` for an optional passage."
    said = {
        "no-brackets": (f"the entry `{found}` has no brackets" if found else "an entry without a name", form),
        "nameless": ("a placeholder without a name", "Write a name of the list between the brackets."),
        "nested": (f"a bracket inside `[{found}]`", "Write the placeholder beside it, or put a colon behind its `if`."),
        "citation": (f"a citation `{found}` in a letter", "Readers would send it: cite in the text above the message."),
        "unclosed": (f"`{found}` is not closed", "Write the `]` in the same paragraph, or `\\[` to show a bracket."),
        "unopened": ("a `]` without its `[`", "Write the `[` in the same paragraph, or `\\]` to show a bracket."),
    }
    return Finding(fault.position, *said[fault.detail])


def _of_list(block: Message) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for each in block.fields:
        key = each.text.casefold()
        if key and key in first:
            message = f"`{each.text}` stands twice in the list; first on line {first[key]}"
            yield Finding(each.position, message, "Keep one, or give the other a name of its own.")
        first.setdefault(key, each.position.line)


def _of_letters(block: Message, *, complete: bool) -> Iterator[Finding]:
    known = {each.text.casefold(): each for each in block.fields if each.text}
    to_fill = [name for name, each in known.items() if not each.tick]
    meant: set[str] = set()
    unknown: list[Placeholder] = []
    for version in block.versions:
        for part in version.parts():
            if not isinstance(part, Placeholder | OptionalPassage):
                continue
            name = part.name.casefold()
            if name in meant:
                continue
            condition = name.removeprefix("only if ").strip()
            meant.add(condition if condition in known else name)
            # Those of optional passages have a rule of their own, and so have those without their text.
            if isinstance(part, Placeholder) and name not in known and condition not in known:
                unknown.append(part)
    # Names that are like none of the list: each may stand for one that no letter uses.
    other = [part for part in unknown if not nearest(part.name.casefold(), to_fill) and not _conditional(part)]
    misspelt = {nearest(part.name.casefold(), to_fill) for part in unknown}
    unused = [known[name] for name in to_fill if name not in meant | misspelt]
    for part in unknown:
        only = unused[0] if other == [part] and len(unused) == 1 else None
        yield _unknown(block, part, [known[each] for each in to_fill], only)
    for name, each in known.items():
        # What is misspelt in a letter, or has another name there, is named there.
        elsewhere = (bool(other) and not each.tick) or nearest(name, meant - set(known))
        if complete and name not in meant and not elsewhere:
            written = f"[Only if {each.text[:1].lower()}{each.text[1:]}: …]" if each.tick else f"[{each.text}]"
            hint = f"Write `{written}` in a letter, or take it out of the list."
            yield Finding(each.position, f"no letter uses `{each.text}`", hint)


def _conditional(part: Placeholder) -> bool:
    """Whether it was meant as an optional passage."""
    return part.name.casefold().startswith("only if")


def _unknown(block: Message, part: Placeholder, to_fill: Sequence[Field], only: Field | None) -> Finding:
    """What to say of a placeholder that is not in the list."""
    add = f"`- [{part.name}] {{#{slug(part.name)}}}`"
    names = {field.text.casefold(): field for field in to_fill}
    guess = nearest(part.name.casefold(), names)
    if guess:
        hint = f"Did you mean `[{names[guess].text}]`? Otherwise add it to the list."
    elif only:
        hint = f"Write `[{only.text}]`{_meant(only)}, if that is meant: no letter uses it. Or add to the list: {add}."
    elif to_fill:
        listed = "; ".join(f"`[{field.text}]`{_meant(field)}" for field in to_fill)
        hint = f"Write the one that is meant: {listed}. Or add to the list: {add}."
    else:
        hint = f"Add to the list: {add}."
    start = f", which starts on line {block.fields[0].position.line}" if block.fields else ""
    return Finding(part.position, f"`[{part.name}]` is not in the message's list{start}", hint)


def _meant(field: Field) -> str:
    """What the list says of a placeholder."""
    return f" ({field.hint})" if field.hint else ""


RULE = Rule("message-placeholder", Severity.ERROR, __doc__, page=check)
