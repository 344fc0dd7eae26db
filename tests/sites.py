"""Small real sites for tests: the project's own configuration, overrides and hook over pages that a test writes."""

from __future__ import annotations

import copy
import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import forking
from onward.ledger import NAME as LEDGER
from onward.model import Problem, Severity
from onward.shingles import FOLDER

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""libyaml's, where there is one."""

REPO = Path(__file__).resolve().parent.parent

EPOCH = "1795305600"
"""22 November 2026: with a day given, a build is the same every time."""

FRONT = """---
title: {title}
description: A page for a test.
kind: {kind}
reviewed: 2026-11-22
---

# {title}

"""


def page(body: str, title: str = "Test page", kind: str = "about") -> str:
    """A page with whole front matter and its heading; of a kind that need not cite anything."""
    return FRONT.format(title=title, kind=kind) + body


def write_project(
    root: Path,
    pages: Mapping[str, str | bytes],
    *,
    config: Mapping[str, Any] | None = None,
    data: Mapping[str, str] | None = None,
) -> Path:
    """Write a project below `root`: our mkdocs.yml without its navigation, changed by `config`; the pages; the data.

    Data files that a test does not give are the project's own; so are the hashes of the articles, with sources.yml.
    The ledger of ids is not: the pages of a test have none of the ids in it.
    """
    settings = copy.deepcopy(_settings())
    settings.pop("nav")
    settings["theme"]["custom_dir"] = str(REPO / "overrides")
    settings["hooks"] = [str(REPO / "hooks" / "mkdocs_onward.py")]
    # Those take time, and few tests are about them.
    settings["extra"]["pdf"] = False
    for key, value in (config or {}).items():
        if isinstance(value, dict) and isinstance(settings.get(key), dict):
            settings[key] = {**settings[key], **value}
        else:
            settings[key] = value
    root.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(yaml.dump(settings, Dumper=_DUMPER, sort_keys=False, allow_unicode=True), "utf-8")
    docs = root / "docs"
    (docs / "_data").mkdir(parents=True, exist_ok=True)
    for source in sorted((REPO / "docs" / "_data").glob("*.yml")):
        if source.name != LEDGER:
            shutil.copyfile(source, docs / "_data" / source.name)
    for name, text in (data or {}).items():
        (docs / "_data" / name).write_text(text, "utf-8")
    if "sources.yml" not in (data or {}) and "_data/sources.yml" not in pages:
        shutil.copytree(REPO / "docs" / FOLDER, docs / FOLDER, dirs_exist_ok=True)
    for name, content in pages.items():
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@functools.cache
def _settings() -> Any:
    """The project's own mkdocs.yml; to read it takes longer than to write a small project."""
    return yaml.safe_load((REPO / "mkdocs.yml").read_text("utf-8"))


def build(
    project: Path, site: Path, *options: str, engine: str = "mkdocs", anew: bool = False
) -> subprocess.CompletedProcess[str]:
    """Build a project with the engine's own command, as an editor would.

    Args:
        project: the folder with mkdocs.yml.
        site: where the site is to stand.
        options: more arguments of the command.
        engine: the module that is the command.
        anew: start a new Python for it, with other hashes of texts, and not one that has loaded the modules.
    """
    arguments = [engine, "build", "--config-file", "mkdocs.yml", "--site-dir", str(site), *options]
    return _run(arguments, project, anew=anew or engine != "mkdocs")


COPY = "after-a-job-rejection"
"""What the files of the offline copy are called."""


def offline_copy(folder: Path, project: Path = REPO) -> Path:
    """Make the offline copy of a project with the command, as an agency does; returns the folder that it is in."""
    result = _run(["onward", "offline", "--to", str(folder)], project, anew=project == REPO)
    assert result.returncode == 0, result.stderr
    # How many PDF files were made hangs on what builds before have kept.
    assert [line for line in result.stderr.splitlines() if "PDF files" not in line] == []
    return folder


def _run(arguments: list[str], folder: Path, *, anew: bool) -> subprocess.CompletedProcess[str]:
    """What `python -m` does with these arguments, in a folder."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    # Elsewhere a process can either not be forked, or not safely.
    if sys.platform == "linux" and not anew:
        return forking.run(arguments, folder, environment)
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=forking.TIMEOUT,
    )


_PROBLEM = re.compile(
    r"^(?P<level>ERROR|WARNING|INFO) +-  (?P<path>\S.*?):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<message>.*) \[(?P<rule>[\w-]+)\]"
    r"(?:\n {4}(?P<hint>\S.*))?$",  # The line of source below it stands further in.
    re.MULTILINE,
)
_SEVERITIES = {"ERROR": Severity.ERROR, "WARNING": Severity.WARNING, "INFO": Severity.NOTE}


def problems(result: subprocess.CompletedProcess[str]) -> list[Problem]:
    """The problems that a build printed."""
    return [
        Problem(
            match["path"],
            int(match["line"]),
            int(match["column"]),
            match["rule"],
            match["message"],
            _SEVERITIES[match["level"]],
            match["hint"] or "",
        )
        for match in _PROBLEM.finditer(result.stderr)
    ]
