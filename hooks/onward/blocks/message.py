"""`/// message`: a letter with placeholders, which is a small form where scripts run."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown.util import HTML_PLACEHOLDER_RE

from onward.blocks.base import OnwardBlock, old_ids
from onward.blocks.elements import HEADINGS, UNSEARCHED, add, lead, move, name_of, words
from onward.blocks.labels import Labelled, take_apart, take_box
from onward.blocks.lines import last_line, line_of, mark, unmarked
from onward.model import (
    Fence,
    Field,
    Label,
    LetterPart,
    Message,
    OptionalPassage,
    Placeholder,
    Position,
    Version,
    Words,
)
from onward.text import TEXT

Line = tuple[LetterPart, ...]

_FIELD = re.compile(r"\[(?P<name>[^\[\]]*)\]\s*(?::\s*(?P<hint>.*))?\Z", re.DOTALL)
_DEFINED = r"^[\s>]*[-*+][ \t]+(\[[^\]]*\]:)"
LONGEST = "10000"
"""So many characters a field takes: load.js takes no file with a longer text."""

_SUBJECT = re.compile(r"Subject:\s*", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_CONDITION = re.compile(r"([^\[\]:]*):(.*)\Z", re.DOTALL)
_ONLY_IF = re.compile(r"only if\s+", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|[*_]\Z")
_PLAIN = {"p", "bdi", "span", "br"}
_MARKUP = {"a": "link", "img": "image", "code": "piece of code", "sup": "citation"}


@dataclass
class _Draft:
    """A version while its parts are being read."""

    parts: Labelled
    position: Position
    letter: list[Line] = field(default_factory=list)
    subject: Line = ()
    written: bool = False

    def version(self) -> Version:
        parts = self.parts
        return Version(parts.label, parts.text, parts.cites, self.position, self.subject, tuple(self.letter))


@dataclass(frozen=True)
class _Piece:
    """A text between brackets or outside of them, and where it starts."""

    text: str
    offset: int
    bracketed: bool = False


class MessageBlock(OnwardBlock):
    """Paragraphs, one list of what is to be filled in, then for each version `###` and its letter as a quotation.

    A message with one version may do without its `###`.
    """

    NAME = "message"
    KNOWN = ("id", "was")
    NEEDED = ("id",)

    def read(self, fence: Fence, content: list[etree.Element]) -> Message:
        intro: list[etree.Element] = []
        fields: list[Field] = []
        drafts: list[_Draft] = []
        place = fence.position
        for element in content:
            place = self.reading.place(element, place)
            if element.tag in HEADINGS:
                drafts.append(self._start(element, place))
            elif element.tag == "blockquote":
                if not drafts:
                    drafts.append(_Draft(Labelled("", Label(), ""), place))
                self._read_letter(drafts[-1], element, place)
            elif element.tag == "ul" and not drafts:
                for child in element:
                    place = self.reading.place(child, place)
                    fields.append(self._field(child, place))
            elif element.tag == "p" and not drafts and not fields:
                intro.append(element)
            elif element.tag != "section":  # A block inside is `block-misplaced`, whatever else it is.
                self.fault("block-content", place, name_of(element), "message")
        self._judge(fence, drafts)
        return Message(
            fence,
            fence.value("id"),
            fence.title,
            fields=tuple(fields),
            versions=tuple(draft.version() for draft in drafts),
            intro=tuple(intro),
        )

    def _start(self, heading: etree.Element, place: Position) -> _Draft:
        parts = take_apart(heading.text or "")
        if heading.tag != "h3" or not parts.text:
            self.fault("message-version", place, parts.text, "level" if heading.tag != "h3" else "wordless")
        return _Draft(parts, place)

    def _judge(self, fence: Fence, drafts: Sequence[_Draft]) -> None:
        if not drafts:
            self.fault("message-version", fence.position, fence.title, "none")
        for draft in drafts:
            if not draft.written:
                self.fault("message-version", draft.position, draft.parts.text, "empty")
        # One without its ### can only be the first.
        if len(drafts) > 1 and drafts[0].parts == Labelled("", Label(), "") and drafts[0].written:
            self.fault("message-version", drafts[0].position, "", "unnamed")

    def _field(self, element: etree.Element, place: Position) -> Field:
        raw, more = lead(element)
        for child in more:
            self.fault("block-content", self.reading.place(child, place), name_of(child), "message")
        box, text = take_box(raw)
        parts = take_apart(text)
        cites = f" {parts.cites}" if parts.cites else ""
        if box is not None:
            name, _, hint = (side.strip() for side in parts.text.partition(":"))
            if not name or box == "x":
                self.fault("message-optional", place, name, "ticked" if name else "wordless")
            return Field(parts.label, name, hint + cites, tick=True, position=place)
        if line_of(element) is None:
            # `[name]: word` defines a link in Markdown, and nothing of the item is left.
            at = self.reading.locate(_DEFINED, place.line) or place
            parts = parts if parts.text else take_apart(self.reading.lines[at.line - 1][at.column - 1 :])
            place = self.reading.line_start(at.line)
        match = _FIELD.match(parts.text)
        name = " ".join((match["name"] if match else parts.text).split())
        if not match or not name:
            self.fault("message-placeholder", place, name, "no-brackets")
        return Field(parts.label, name, ((match["hint"] or "") if match else "") + cites, tick=False, position=place)

    def _read_letter(self, draft: _Draft, quotation: etree.Element, place: Position) -> None:
        if draft.written:
            self.fault("message-version", place, draft.parts.text, "twice")
        draft.written = True
        for number, paragraph in enumerate(quotation):
            place = self.reading.place(paragraph, place)
            if paragraph.tag != "p":
                self.fault("block-content", place, name_of(paragraph), "letter")
                continue
            raw = paragraph.text or ""
            said = _SUBJECT.match(unmarked(raw))
            if not said:
                draft.letter.append(tuple(self._parts(raw, place.line)))
                continue
            if number or "\n" in raw:
                self.fault("message-version", place, "", "subject-late" if number else "subject-joined")
            draft.subject = tuple(self._parts(mark(place.line) + unmarked(raw)[said.end() :], place.line))

    def _parts(self, raw: str, line: int, around: str = "") -> Iterator[LetterPart]:
        """A raw text as words, placeholders and optional passages; `around` is the passage that it stands in."""
        for piece in self._pieces(raw, line):
            if not piece.bracketed:
                if piece.text:
                    yield Words(re.sub(r"(?<!  )\n", " ", piece.text))
                continue
            _, place = self._open_at(raw, piece.offset, piece.text, line)
            inner = " ".join(unmarked(piece.text).split())
            condition = _CONDITION.match(piece.text)
            if inner.startswith("@"):
                self.fault("message-placeholder", place, f"[{inner}]", "citation")
            elif condition and around:
                self.fault("message-optional", place, inner, "nested")
            elif condition:
                said = " ".join(unmarked(condition[1]).split())
                if not unmarked(condition[2]).strip():
                    self.fault("message-optional", place, said, "textless")
                parts = tuple(self._parts(mark(place.line) + condition[2].lstrip(), place.line, said))
                yield OptionalPassage(
                    said,
                    _ONLY_IF.sub("", said, count=1),
                    tuple(part for part in parts if not isinstance(part, OptionalPassage)),
                    place,
                )
            elif "[" in inner or "]" in inner or not inner:
                self.fault("message-placeholder", place, inner, "nested" if inner else "nameless")
            else:
                yield Placeholder(inner, place)

    def _pieces(self, raw: str, line: int) -> Iterator[_Piece]:
        """The pieces of a text, parted at its outermost brackets; a backslash before a bracket makes it a sign."""
        depth = start = 0
        for match in _BRACKET.finditer(raw):
            here = last_line(raw[: match.start()]) or line
            if match.group() == "[":
                if not depth:
                    yield _Piece(raw[start : match.start()], start)
                    start = match.end()
                depth += 1
            elif match.group() == "]":
                if not depth:
                    place = self.reading.locate(r"(\])", here) or self.reading.line_start(here)
                    self.fault("message-placeholder", place, "]", "unopened")
                    continue
                depth -= 1
                if not depth:
                    yield _Piece(raw[start : match.start()], start, bracketed=True)
                    start = match.end()
        if depth:
            first, place = self._open_at(raw, start, raw[start:], line)
            self.fault("message-placeholder", place, f"[{first[:20]}", "unclosed")
        else:
            yield _Piece(raw[start:], start)

    def _open_at(self, raw: str, offset: int, inner: str, line: int) -> tuple[str, Position]:
        """The first line of what stands in a bracket, and where the bracket is."""
        here = last_line(raw[:offset]) or line
        first = unmarked(inner.partition("\n")[0])
        return first, self.reading.locate(rf"(\[{re.escape(first)})", here) or self.reading.line_start(here)

    def render(self, block: Message, section: etree.Element) -> None:
        self.interactive(block, section, "message")
        self.head(block, section, "message")
        if block.intro:
            move(add(section, "div", "onward-block__intro"), block.intro)
        form = add(section, "div", "onward-form", hidden="hidden")
        form.set(UNSEARCHED, "")
        if len(block.versions) > 1:
            self._render_choice(form, block)
        fields = add(form, "div", "onward-form__fields")
        for each in block.fields:
            self._render_field(fields, block.id, each)
        for version in block.versions:
            self._render_version(section, block, version)
        more = {"copy": TEXT["copy"], "keep": TEXT["keep"]}
        prints = {"letter": TEXT["print_message"]}
        self.foot(section, None, TEXT["clear_message"], prints, more=more, privacy=TEXT["message_privacy"])

    def _render_choice(self, form: etree.Element, block: Message) -> None:
        group = add(form, "fieldset", "onward-form__versions")
        add(group, "legend", "onward-form__which").text = words(TEXT["which_message"])
        options = add(group, "div", "onward-options")
        for number, version in enumerate(block.versions):
            name = f"{block.id}__version"
            control = self._row(options, f"{name}-{number + 1}", version.text, "radio", version.label, "version:")
            control.set("name", name)
            control.set("value", version.label.id)
            if not number:
                control.set("checked", "checked")

    def _render_field(self, fields: etree.Element, block_id: str, asked: Field) -> None:
        joined = f"{block_id}--{asked.label.id}"
        hint = f"{joined}__hint" if asked.hint else None
        if asked.tick:
            control = self._row(fields, joined, asked.text, "checkbox", asked.label)
            row = fields[-1]
        else:
            row = add(fields, "div", "onward-field")
            add(row, "label", "onward-field__label", for_=joined).text = words(_capital(self.spoken(asked.text)))
        if hint:
            add(row, "p", "onward-field__hint", id=hint).text = self.marked(asked.position, asked.hint)
        if not asked.tick:
            control = add(row, "input", "onward-field__input", type="text", id=joined, dir="auto", autocomplete="off")
            control.set("maxlength", LONGEST)
            _name(control, asked.label)
        if hint:
            control.set("aria-describedby", hint)

    def _row(
        self, rows: etree.Element, id_: str, text: str, type_: str, label: Label, prefix: str = ""
    ) -> etree.Element:
        """A row with a box or a radio button, as a quiz has them. Returns the control."""
        row = add(rows, "div", "onward-option")
        control = add(row, "input", "onward-option__input", type=type_, id=id_, autocomplete="off")
        _name(control, label, prefix)
        add(row, "label", "onward-option__label", for_=id_).text = words(_capital(self.spoken(text)))
        return control

    def _render_version(self, section: etree.Element, block: Message, version: Version) -> None:
        part = add(section, "div", "onward-version", data_version=version.label.id)
        if version.text:
            part.set("id", f"{block.id}--{version.label.id}")
            title = add(part, f"h{self.level + 1}", "onward-version__title")
            title.text = self.marked(version.position, f"{version.text} {version.cites}".strip())
        letter = add(part, "blockquote")
        if version.subject:
            paragraph = add(letter, "p")
            first = next((part for part in version.subject if isinstance(part, Words)), Words(""))
            label = add(paragraph, "span")
            label.text = words(f"{mark(last_line(first.text) or version.position.line)}Subject:")
            label.tail = " "
            _render_line(add(paragraph, "span", "onward-version__subject"), version.subject, block)
        for line in version.letter:
            _render_line(add(letter, "p"), line, block)

    def settled(self, block: Message, section: etree.Element) -> Message:
        """A mail is plain text: what inline Markdown has made more of would be lost."""
        for paragraph in section.iterfind("div/blockquote/p"):
            name = next(self._markup(paragraph), None)
            if name:
                self.fault("block-content", self.reading.place(paragraph), name, "letter")
        return block

    def _markup(self, paragraph: etree.Element) -> Iterator[str]:
        """What a paragraph of a letter has beside words, placeholders and line breaks."""
        for element in paragraph.iter():
            if str(element.tag) not in _PLAIN:
                yield _MARKUP.get(str(element.tag), "sign of emphasis")
        for text in map(unmarked, paragraph.itertext()):
            if _EMPHASIS.search(text):
                yield "sign of emphasis"
            stashed = (self.md.htmlStash.rawHtmlBlocks[int(place)] for place in HTML_PLACEHOLDER_RE.findall(text))
            if not all(str(each).startswith("&") for each in stashed):  # Entities are words.
                yield "piece of HTML"


def _name(control: etree.Element, label: Label, prefix: str = "") -> None:
    """Say to the script under which ids the control's value is kept."""
    control.set("data-field", prefix + label.id)
    was = old_ids(label)
    if was:
        control.set("data-was", " ".join(prefix + each for each in was.split()))


def _render_line(parent: etree.Element, line: Sequence[LetterPart], block: Message) -> None:
    """A paragraph of a letter, as it was written; the script finds what is filled in by the ids of the fields."""
    for part in line:
        if isinstance(part, Words):
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + part.text
            else:
                parent.text = (parent.text or "") + part.text
        elif isinstance(part, Placeholder):
            blank = add(parent, "bdi", "onward-blank", data_for=block.field_id(part.name))
            blank.text = words(f"[{part.name}]")
        else:
            passage = add(parent, "span", "onward-optional", data_when=block.field_id(part.name))
            add(passage, "span").text = words(f"[{part.said}: ")
            _render_line(passage, part.parts, block)
            add(passage, "span").text = words("]")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
