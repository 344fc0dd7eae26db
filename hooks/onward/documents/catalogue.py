"""Which documents a guide has."""

from __future__ import annotations

from collections.abc import Iterator

from onward.documents.books import handbook, pack
from onward.documents.checklists import checklist
from onward.documents.document import Document
from onward.documents.guide_pages import GuidePages
from onward.documents.messages import message
from onward.documents.plans import plan
from onward.documents.quizzes import quiz
from onward.documents.self_checks import self_check
from onward.model import Block, Checklist, Message, Page, Plan, Quiz, SelfCheck
from onward.text import say


def documents(pages: GuidePages, site_name: str) -> Iterator[Document]:
    """All documents, in the order of the guide; those of the whole guide first."""
    for whole in (handbook(pages, say("document_handbook_title", site=site_name)), pack(pages)):
        if whole:
            yield whole
    for page in pages.pages():
        for block in page.blocks:
            document = of_block(pages, page, block)
            if document:
                yield document


def of_block(pages: GuidePages, page: Page, block: Block) -> Document | None:
    """The document of a block, or None if there is none of its kind."""
    match block:
        case Checklist():
            return checklist(pages, page, block)
        case Quiz():
            return quiz(pages, page, block)
        case SelfCheck():
            return self_check(pages, page, block)
        case Message():
            return message(pages, page, block)
        case Plan():
            return plan(pages, page, block)
    return None
