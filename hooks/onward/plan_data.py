"""What the plan has to know of the other pages, as plain values for its script: their checklists and self-checks."""

from __future__ import annotations

from onward.build import Build, pages_in_order
from onward.model import Checklist, Label, SelfCheck
from onward.outcomes import self_check_data


def plan_data(build: Build) -> dict[str, object]:
    """All checklists of the site with the words of their items. Pages are docs paths: the template knows addresses."""
    pages = [page for page in pages_in_order(build.pages) if not page.for_editors]
    blocks = [(page.path, block) for page in pages for block in page.blocks]
    return {
        "checklists": [checklist_data(path, block) for path, block in blocks if isinstance(block, Checklist)],
        "checks": [
            {"page": path, "was": " ".join(block.was), **self_check_data(block)}
            for path, block in blocks
            if isinstance(block, SelfCheck)
        ],
    }


def checklist_data(path: str, block: Checklist) -> dict[str, object]:
    """A checklist as the plan shows it."""
    return {
        "id": block.id,
        "was": " ".join(block.was),
        "title": block.title,
        "page": path,
        "items": [{**_ids(item.label), "text": item.spoken} for item in block.items],
    }


def _ids(label: Label) -> dict[str, str]:
    return {"id": label.id, "was": " ".join(label.was)}
