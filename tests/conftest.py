"""What all tests share: the real site, built once, and small sites built from what a test writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

import sites


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for all workers of a test run."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def built_site(shared_folder: Path) -> Path:
    """The project's own site, built strictly; once for all workers. Tests may read it and must not write to it."""
    site = shared_folder / "built-site"
    done = shared_folder / "built-site.done"
    with FileLock(shared_folder / "built-site.lock"):
        if not done.exists():
            result = sites.build(sites.REPO, site, "--strict", anew=True)
            assert result.returncode == 0, result.stderr
            done.touch()
    return site


@pytest.fixture(scope="session")
def archive(shared_folder: Path) -> Path:
    """The zip of the project's own site, made once for all workers; the e-book lies beside it."""
    folder, done = shared_folder / "offline-copy", shared_folder / "offline-copy.done"
    with FileLock(shared_folder / "offline-copy.lock"):
        if not done.exists():
            sites.offline_copy(folder)
            done.touch()
    return folder / f"{sites.COPY}.zip"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which all tests run: what is overdue does not hang on the calendar."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", sites.EPOCH)


@pytest.fixture(scope="session")
def make_site(shared_folder: Path) -> Callable[[Mapping[str, str]], Path]:
    """Builds a small site from pages given as `{"page.md": text}`, strictly; returns the folder with the built site.

    The same pages are built once for all tests of a run. Tests may read the site and must not write to it.
    """

    def make(pages: Mapping[str, str]) -> Path:
        digest = hashlib.sha256(json.dumps(pages, sort_keys=True).encode()).hexdigest()[:20]
        folder = shared_folder / "sites" / digest
        folder.mkdir(parents=True, exist_ok=True)
        site, done = folder / "site", folder / "done"
        with FileLock(folder / "lock"):
            if not done.exists():
                result = sites.build(sites.write_project(folder / "project", pages), site, "--strict")
                assert result.returncode == 0, result.stderr
                done.touch()
        return site

    return make
