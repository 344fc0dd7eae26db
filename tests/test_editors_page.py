"""The page for editors shows every kind of block with its source, and the source is what makes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import sites
from onward.model import Message, Page, Plan, Quiz, QuizKind, SelfCheck
from onward.site import read_site

PAGE = sites.REPO / "docs" / "for-editors.md"


@pytest.fixture(scope="module")
def page() -> Page:
    return read_site(sites.REPO / "mkdocs.yml").pages["for-editors.md"]


def test_each_block_stands_behind_its_own_source() -> None:
    text = PAGE.read_text("utf-8")
    sources = re.findall(r"^```markdown\n(.*?)\n```\n\n(.*?)(?=\n\n## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert len(sources) == text.count("```markdown")
    for source, block in sources:
        assert block.strip() == source


def test_every_kind_that_readers_use_is_shown(page: Page) -> None:
    kinds = {type(block).__name__.lower() for block in page.blocks}
    assert kinds == {"checklist", "quiz", "selfcheck", "message", "plan"}
    assert {block.kind for block in page.blocks if isinstance(block, Quiz)} == set(get_args(QuizKind))
    quizzes = [block for block in page.blocks if isinstance(block, Quiz)]
    assert any(question.multiple for quiz in quizzes for question in quiz.questions)
    assert any(quiz.confidence and quiz.score for quiz in quizzes)
    assert {SelfCheck, Message, Plan} <= {type(block) for block in page.blocks}


def test_readers_do_not_get_it(built_site: Path) -> None:
    names = [path.relative_to(built_site).as_posix() for path in built_site.rglob("*")]
    assert [name for name in names if "editors" in name] == []
    assert "for-editors" not in (built_site / "search" / "search_index.json").read_text("utf-8")
    assert "example-plan" not in (built_site / "make-a-plan" / "index.html").read_text("utf-8")
