"""The Markdown extension: `markdown_extensions: [onward.blocks]`.

It reads a page once. The preprocessor scans the `///` lines and marks line numbers, each block turns its content into
a typed object and renders that, and two treeprocessors read what stands around the blocks. The page's model is handed
to the build when Python-Markdown is done.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace
from typing import Any, Protocol

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from onward.blocks.advisers import AdvisersBlock
from onward.blocks.allowances import read_allowances
from onward.blocks.attributes import GivenAttributes
from onward.blocks.base import OnwardBlock
from onward.blocks.checklist import ChecklistBlock
from onward.blocks.citations import CitationProcessor
from onward.blocks.contents import insert_contents
from onward.blocks.do_and_avoid import DoAndAvoidBlock
from onward.blocks.fences import scan
from onward.blocks.help_panel import HelpBlock
from onward.blocks.lines import marked, quiet_lines, unmarked
from onward.blocks.message import MessageBlock
from onward.blocks.misread import misread
from onward.blocks.plan import PlanBlock
from onward.blocks.quizzes import QuizBlock
from onward.blocks.raw_html import BlocksBegin, BlocksEnd, InlineHtml, Pieces, RawHtml
from onward.blocks.reading import Reading
from onward.blocks.references import definitions
from onward.blocks.registry_list import RegistryBlock
from onward.blocks.self_check import SelfCheckBlock
from onward.blocks.steps import StepsBlock
from onward.blocks.tables import wrap_tables
from onward.blocks.tree import TreeReader
from onward.model import Fence, Page

BLOCKS: tuple[type[OnwardBlock], ...] = (
    ChecklistBlock,
    QuizBlock,
    SelfCheckBlock,
    MessageBlock,
    PlanBlock,
    DoAndAvoidBlock,
    AdvisersBlock,
    StepsBlock,
    HelpBlock,
    RegistryBlock,
)
"""The blocks, in the order in which messages list them."""

BY_NAME = {block.NAME: block for block in BLOCKS}


class PageReader(Protocol):
    """What the extension needs of a build: a reading for the page that comes now, and somewhere to put the page."""

    def start_reading(self) -> Reading:
        """What is known of the page whose Markdown is converted next."""

    def finish_reading(self, page: Page) -> None:
        """Take the page."""


class OnwardExtension(BlocksExtension):
    """Blocks, citations and line numbers. Without a build (an editor's preview, say) it works on the bare text."""

    def __init__(self, **kwargs: Any) -> None:
        # The default must be neither None nor a bool, or Python-Markdown turns the build into True.
        self.config = {"build": ["", "the build that the page belongs to"]}
        self.reading = Reading()
        self.started: list[tuple[OnwardBlock, etree.Element]] = []
        self.ended: list[tuple[OnwardBlock, etree.Element]] = []
        self.pieces = Pieces()
        self.given = GivenAttributes()
        super().__init__(**kwargs)

    @property
    def build(self) -> PageReader | None:
        """The build, if there is one."""
        return self.getConfig("build") or None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        for block in BLOCKS:
            block_mgr.register(block, {"extension": self})
        # After normalize_whitespace (30), which keeps line numbers, and before anything that does not.
        md.preprocessors.register(_Lines(md, self), "onward_lines", 29)
        # Around html_block (20), which takes raw HTML out of the page; in place of the pattern for tags in a text (90).
        begin = BlocksBegin(md, self.pieces)
        md.preprocessors.register(begin, "onward_html_begins", 20.5)
        md.preprocessors.register(BlocksEnd(md, begin), "onward_html_ends", 19.5)
        md.inlinePatterns.register(InlineHtml(md, self.pieces), "html", 90)
        # Around attr_list (8): what it adds is what an editor wrote in braces.
        md.treeprocessors.register(_Before(md, self), "onward_attributes_before", 8.5)
        md.treeprocessors.register(_After(md, self), "onward_attributes_after", 7.5)
        # Before links (160), after code (190): `[@id]` in code is only shown.
        md.inlinePatterns.register(CitationProcessor(), "onward_citation", 185)
        # Before inline Markdown (20): the blocks are taken apart as raw text.
        md.treeprocessors.register(_Blocks(md, self), "onward_blocks", 25)
        # After attr_list (8), before toc (5): headings have their ids, and the contents see what is appended.
        md.treeprocessors.register(_Tree(md, self), "onward_tree", 6)
        # After MkDocs' relpath (0): links have their built addresses.
        md.treeprocessors.register(_Finish(md, self), "onward_finish", -10)
        md.postprocessors.register(_Unmark(md), "onward_unmark", -10)


class _Lines(Preprocessor):
    def __init__(self, md: Markdown, extension: OnwardExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        build = self.extension.build
        reading = build.start_reading() if build else Reading(lines=tuple(lines))
        self.extension.reading = reading
        self.md.references = reading.references
        self.extension.started, self.extension.ended = [], []
        quiet = quiet_lines(lines)
        reading.definitions = definitions(lines, quiet, reading.body_line)
        known = {name: block.KNOWN for name, block in BY_NAME.items()}
        found = scan(lines, quiet, reading.body_line, known)
        allowed = read_allowances(lines, reading.body_line, found.fences)
        faults = (*found.faults, *allowed.faults, *misread(found.lines, quiet, found.fences, reading.body_line))
        reading.fences = tuple(_fence_in_file(fence, reading) for fence in found.fences)
        reading.allowances = allowed.allowances
        reading.faults.extend(replace(fault, position=reading.in_file(fault.position)) for fault in faults)
        return list(marked(found.lines, quiet, reading.body_line, allowed.lines))


def _fence_in_file(fence: Fence, reading: Reading) -> Fence:
    options = tuple(
        replace(
            option,
            position=reading.in_file(option.position),
            value_position=reading.in_file(option.value_position),
        )
        for option in fence.options
    )
    return replace(fence, position=reading.in_file(fence.position), options=options)


class _OfExtension(Treeprocessor):
    """A treeprocessor that works on what the extension keeps of the page."""

    def __init__(self, md: Markdown, extension: OnwardExtension) -> None:
        super().__init__(md)
        self.extension = extension


class _Blocks(_OfExtension):
    def run(self, root: etree.Element) -> None:
        for block, element in self.extension.ended:
            block.finish(element)
        # One without its end, where the scan has seen none that opens.
        ended = {id(block) for block, _ in self.extension.ended}
        for block, element in self.extension.started:
            if id(block) not in ended:
                block.unread(element)


class _Before(_OfExtension):
    def run(self, root: etree.Element) -> None:
        self.extension.given.remember(root)


class _After(_OfExtension):
    def run(self, root: etree.Element) -> None:
        self.extension.given.compare(root)


class _Tree(_OfExtension):
    def run(self, root: etree.Element) -> None:
        for block, element in self.extension.ended:
            block.settle(element)
        reading = self.extension.reading
        raw = RawHtml(reading.lines, reading.body_line, self.extension.pieces)
        TreeReader(reading, self.md.htmlStash.rawHtmlBlocks, raw, self.extension.given).read(root)


class _Finish(_OfExtension):
    """What needs the ids of headings; only a build has a page to finish."""

    def run(self, root: etree.Element) -> None:
        if self.extension.build:
            stash = self.md.htmlStash.rawHtmlBlocks
            wrap_tables(root)
            insert_contents(root, self.extension.reading.front, stash)
            self.extension.build.finish_reading(self.extension.reading.page(stash, root))


class _Unmark(Postprocessor):
    """Marks in raw HTML and in indented code were stashed out of the tree's reach."""

    def run(self, text: str) -> str:
        return unmarked(text)


def makeExtension(**kwargs: Any) -> Extension:
    """Python-Markdown's entry point."""
    return OnwardExtension(**kwargs)
