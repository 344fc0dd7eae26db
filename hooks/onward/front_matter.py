"""The front matter of a page: the keys an editor may write, and what they must hold."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onward.model import Fault, FrontMatter, NamedPage, Position
from onward.schema import Id, IsoDate, Strict, Text, nearest, validate
from onward.source import Source
from onward.yaml_tree import YamlFault, YamlTree, read

Title = Annotated[str, StringConstraints(min_length=1, max_length=70, strip_whitespace=True, pattern=r"^[^<>]*$")]
"""Material puts a title into `<title>` and the header as it is, so `<` would go live (measured on 9.8.1)."""

_CUT = re.compile(r"(title|description):[ ]+[^\"'#\s](?:[^#]*?\S)?[ ](?=#)")

Description = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class SearchOptions(Strict):
    """Material's own search options for a page."""

    exclude: bool | None = None
    boost: int | None = None


class FrontMatterSchema(Strict):
    """What stands between the `---` lines. `hide`, `template` and `search` are Material's."""

    title: Title
    description: Description
    kind: Literal["start", "guide", "help", "print", "about"]
    reviewed: IsoDate
    next: Annotated[str, StringConstraints(min_length=1)] | None = None
    related: Annotated[list[Text], Field(min_length=1, max_length=3)] | None = None
    hide: list[Literal["navigation", "toc", "path", "footer", "tags", "feedback"]] | None = None
    template: Annotated[str, StringConstraints(pattern=r"^[\w/-]+\.html$")] | None = None
    search: SearchOptions | None = None
    search_words: Annotated[list[Id], Field(min_length=1, max_length=40)] | None = None
    """Single words that readers type who want this page, and that it does not say; Material calls them tags."""


@dataclass(frozen=True, slots=True)
class ReadFrontMatter:
    """The front matter if it is whole, and what is wrong with it."""

    front: FrontMatter | None
    faults: tuple[Fault, ...]


def read_front_matter(source: Source, templates: Collection[str] = ()) -> ReadFrontMatter:
    """Read the front matter of a source; its faults belong to the `front-matter-…` rules.

    Of a template that is none of `templates` nothing is kept: the build would stop at it with a traceback.
    """
    if source.front is None:
        return ReadFrontMatter(None, ())
    try:
        tree = read(source.front, first_line=source.front_line)
    except YamlFault as fault:
        unread = (Fault("front-matter-yaml", each.position, each.message, each.hint) for each in fault.every())
        return ReadFrontMatter(None, tuple(unread))
    if not isinstance(tree.data, dict):
        found = "a list" if isinstance(tree.data, list) else "nothing" if tree.data is None else "a text"
        message = f"front matter must be keys and values, got {found}"
        place = tree.position(()) if tree.data is not None else Position(1)
        hint = "Write each line as `key: value`."
        return ReadFrontMatter(None, (Fault("front-matter-yaml", place, message, hint),))
    data, mismatches = validate(FrontMatterSchema, tree)
    faults = tuple(
        Fault(
            "front-matter-key" if mismatch.unknown_key else "front-matter-value",
            # What is missing is missing from the whole, which opens on the first line.
            Position(1) if mismatch.missing else mismatch.position,
            mismatch.message,
            mismatch.hint,
        )
        for mismatch in mismatches
    )
    # What may be left out may not be left empty: somebody has meant to write something.
    told = {mismatch.position for mismatch in mismatches}
    faults += tuple(
        Fault("front-matter-value", tree.position((key,)), f"`{key}` is empty", "Write its value, or delete the line.")
        for key, value in tree.data.items()
        if value is None and key in FrontMatterSchema.model_fields and tree.position((key,)) not in told
    )
    faults += tuple(_cut(source))
    if data is None:
        return ReadFrontMatter(None, faults)
    names = {"hide": "hide", "template": "template", "search": "search", "search_words": "tags"}
    if data.template and data.template not in templates:
        guess = nearest(data.template.removesuffix(".html"), [name.removesuffix(".html") for name in templates])
        hint = f"Did you mean `{guess}.html`?" if guess else "Take the line out, and the page looks like all others."
        message = f"there is no template `{data.template}`"
        faults += (Fault("front-matter-value", tree.position(("template",)), message, hint),)
        del names["template"]
    theme = tuple((names[key], value) for key, value in data.model_dump(exclude_none=True).items() if key in names)
    related = tuple(_named(raw, tree, source.path, "related", number) for number, raw in enumerate(data.related or ()))
    following = _named(data.next, tree, source.path, "next") if data.next else None
    front = FrontMatter(data.title, data.description, data.kind, data.reviewed, following, related, theme)
    return ReadFrontMatter(front, (*faults, *_twice(front, source.path)))


def _cut(source: Source) -> Iterator[Fault]:
    """Texts that YAML cuts off: ` #` starts a comment. One that is meant as such stands further to the right."""
    for number, line in enumerate(source.lines[: source.body_line - 1], 1):
        match = _CUT.match(line)
        if match:
            message = f"what stands behind ` #` in `{match[1]}` is not read"
            hint = "Put the whole value in quotes; before a comment leave two spaces."
            yield Fault("front-matter-value", Position(number, match.end() + 1), message, hint)


def _named(raw: str, tree: YamlTree, path: str, *loc: str | int) -> NamedPage:
    return NamedPage(raw, posixpath.normpath(posixpath.join(posixpath.dirname(path), raw)), tree.position(loc))


def _twice(front: FrontMatter, path: str) -> Iterator[Fault]:
    """Pages that the reader has already: this page, and in `related` the next one and those that stand before."""
    known = {path: "this page itself"}
    if front.next and front.next.page == path:
        message, hint = f"the next page `{front.next.raw}` is this page itself", "Name the page to go on to."
        yield Fault("front-matter-value", front.next.position, message, hint)
    elif front.next:
        known[front.next.page] = "the `next` page already"
    for named in front.related:
        if named.page in known:
            message = f"the related page `{named.raw}` is {known[named.page]}"
            hint = "Take it out of `related`: it lists other pages that help with the same thing."
            yield Fault("front-matter-value", named.position, message, hint)
        known.setdefault(named.page, "in the list already")
