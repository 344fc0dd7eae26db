"""Which addresses a change brings: those that no file of the guide had at another commit."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from onward.external.addresses import Address


class NoRevision(Exception):
    """The revision names no commit here; the text says what to do."""


def new(addresses: Iterable[Address], before: str) -> list[Address]:
    """The addresses that do not stand in the text `before`: a longer one that starts with them is another."""
    return [address for address in addresses if not any(_stands(written, before) for written in address.written)]


def _stands(written: str, text: str) -> bool:
    # Raw HTML has been read when an address comes from there.
    forms = "|".join(re.escape(form) for form in (written, written.replace("&", "&amp;")))
    return re.search(rf"""(?:{forms})(?![^\s"'<>()\[\]{{}}|,`])""", text) is not None


def lines_at(root: Path, revision: str, paths: Sequence[str]) -> str:
    """Every line with an address in these files and folders below `root`, as they were at a revision.

    Nothing of that revision is run or built: its settings may name code.

    Raises:
        NoRevision: git is missing, `root` stands in no repository, or the revision names no commit.
    """
    git = shutil.which("git")
    if git is None:
        raise NoRevision("git is not installed, so what is new cannot be known.")
    found = _run(git, root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        hint = "In a shallow clone, fetch it first: git fetch --unshallow"
        raise NoRevision(f"`{revision}` names no commit here. {hint}")
    patterns = ["-e", "http://", "-e", "https://"]
    grep = ["grep", "-h", "-I", "-i", "-F", "--no-color", *patterns, found.stdout.strip(), "--", *paths]
    lines = _run(git, root, *grep)
    if lines.returncode > 1:  # 1 means that there is no such line.
        raise NoRevision(f"git could not look at `{revision}`: {lines.stderr.strip()}")
    return lines.stdout


def _run(git: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [git, "-C", str(root), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
