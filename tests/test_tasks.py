"""The tasks: what they keep, what they install, what they say when they cannot go on."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tasks
from onward.documents import guide

posix_only = pytest.mark.skipif(os.name == "nt", reason="stands on shell scripts as programs")

GOOD_PAGE = "# Hello\n"
# A warning for MkDocs, which is an error only if the build is strict.
BAD_PAGE = "# Hello\n\n[Gone](gone.md)\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the smallest site that MkDocs builds, and what the tasks read beside it."""
    write(tmp_path / "mkdocs.yml", "site_name: Small\ntheme:\n  name: null\n  custom_dir: theme\n")
    write(tmp_path / "theme" / "main.html", "{{ page.content }}\n")
    write(tmp_path / "docs" / "index.md", GOOD_PAGE)
    write(tmp_path / "pyproject.toml", "")
    write(tmp_path / "requirements-site.lock", "one==1\n")
    write(tmp_path / "requirements-test.lock", "one==1\ntwo==2\n")
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its path in it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class TestBuild:
    def test_makes_the_site(self, project: Path) -> None:
        tasks.build(project, Path(sys.executable))
        assert b"<h1" in contents(project / "site")["index.html"]
        assert not names(project) & {".site-building", ".site-old"}

    def test_replaces_the_site(self, project: Path) -> None:
        write(project / "site" / "gone" / "index.html", "an earlier page")
        tasks.build(project, Path(sys.executable))
        assert "index.html" in contents(project / "site")
        assert "gone/index.html" not in contents(project / "site")

    @pytest.mark.parametrize(
        ("file", "text", "output"),
        [
            ("docs/index.md", BAD_PAGE, "gone.md"),
            ("mkdocs.yml", "site_name: [", "Error"),
            ("mkdocs.yml", "site_name: Small\nhooks: [missing.py]\n", "missing.py"),
        ],
        ids=["warning", "yaml", "configuration"],
    )
    def test_failure_leaves_the_site_as_it_was(
        self, project: Path, capfd: pytest.CaptureFixture[str], file: str, text: str, output: str
    ) -> None:
        write(project / "site" / "index.html", "the last good site")
        before = contents(project / "site")
        write(project / file, text)
        with pytest.raises(tasks.Stop, match="last good site"):
            tasks.build(project, Path(sys.executable))
        assert contents(project / "site") == before
        assert not names(project) & {".site-building", ".site-old"}
        assert output in "".join(capfd.readouterr())

    def test_failure_is_exit_code_1_and_one_closing_line(
        self, project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(project / "docs" / "index.md", BAD_PAGE)
        monkeypatch.setattr(tasks, "ROOT", project)
        monkeypatch.setattr(tasks, "environment", lambda root, name: Path(sys.executable))
        assert tasks.main(["site"]) == 1
        errors = capfd.readouterr().err.splitlines()
        assert any("gone.md" in line for line in errors)
        assert errors[-1] == "The build failed. There is no site/ yet."

    def test_a_failed_swap_leaves_the_site_as_it_was(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(project / "site" / "index.html", "the last good site")
        rename = Path.rename

        def held_open(self: Path, target: Path) -> Path:
            if self.name == ".site-building":
                raise PermissionError("held open")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", held_open)
        with pytest.raises(tasks.Stop, match="held open"):
            tasks.build(project, Path(sys.executable))
        assert contents(project / "site") == {"index.html": b"the last good site"}

    @pytest.mark.parametrize(("option", "code"), [([], 1), (["-q"], 0)])
    def test_strict_fails_on_a_warning_only_without_q(self, project: Path, option: list[str], code: int) -> None:
        """Why the build has no -q: MkDocs counts the warnings that it prints."""
        write(project / "docs" / "index.md", BAD_PAGE)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", *option]
        assert subprocess.run(command, cwd=project, check=False).returncode == code

    def test_strict_misses_an_anchor_with_v(self, project: Path) -> None:
        """Why the build has no -v: MkDocs then only mentions anchors that are not there."""
        write(project / "docs" / "index.md", "# Hello\n\n[Gone](#gone)\n")
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("validation:\n  links:\n    anchors: warn\n")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        assert subprocess.run(command, cwd=project, check=False).returncode == 1
        assert subprocess.run([*command, "-v"], cwd=project, check=False).returncode == 0


class TestCommands:
    @pytest.mark.parametrize("task", ["reviews", "links", "release-ids"])
    @pytest.mark.parametrize(("exit_code", "code"), [(0, 0), (1, 1), (2, 1)])
    def test_runs_the_command_in_the_environment_and_passes_its_result_on(
        self,
        project: Path,
        capfd: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        task: str,
        exit_code: int,
        code: int,
    ) -> None:
        # Stands in for the package: `-m` looks in the folder that the task runs in.
        write(project / "onward.py", f"import sys; print(sys.argv[1:]); sys.exit({exit_code})\n")
        monkeypatch.setattr(tasks, "ROOT", project)
        monkeypatch.setattr(tasks, "environment", lambda root, name: Path(sys.executable))
        assert tasks.main([task]) == code
        printed = capfd.readouterr()
        assert printed.out == f"['{task}']\n"
        assert bool(printed.err) is bool(code)

    def test_links_hands_its_options_on(
        self, project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(project / "onward.py", "import sys; print(sys.argv[1:])\n")
        monkeypatch.setattr(tasks, "ROOT", project)
        monkeypatch.setattr(tasks, "environment", lambda root, name: Path(sys.executable))
        assert tasks.main(["links", "--changed", "main", "--again"]) == 0
        assert capfd.readouterr().out == "['links', '--changed', 'main', '--again']\n"


class TestSwap:
    def test_puts_the_new_folder_in_place(self, tmp_path: Path) -> None:
        write(tmp_path / "site" / "old.html", "old")
        write(tmp_path / "new" / "new.html", "new")
        tasks.swap(tmp_path / "new", tmp_path / "site")
        assert contents(tmp_path) == {"site/new.html": b"new"}

    def test_puts_the_old_folder_back(self, tmp_path: Path) -> None:
        write(tmp_path / "site" / "old.html", "old")
        with pytest.raises(FileNotFoundError):
            tasks.swap(tmp_path / "missing", tmp_path / "site")
        assert contents(tmp_path) == {"site/old.html": b"old"}

    @pytest.mark.parametrize(
        ("left", "after"),
        [
            (["site"], {"site/page.html": b"site"}),
            ([".site-old"], {"site/page.html": b".site-old"}),
            (["site", ".site-old"], {"site/page.html": b"site"}),
            ([], {}),
        ],
        ids=["before", "between the renames", "after", "first build"],
    )
    def test_an_interrupted_swap_is_finished(self, tmp_path: Path, left: list[str], after: dict[str, bytes]) -> None:
        for folder in left:
            write(tmp_path / folder / "page.html", folder)
        tasks.recover(tmp_path / "site")
        assert contents(tmp_path) == after


class TestEnvironment:
    """What is installed, and when: the table of `.venv/`. Making and installing are only written down."""

    @pytest.fixture
    def done(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        steps: list[str] = []

        def create_venv(root: Path) -> None:
            steps.append("venv")
            write(tasks.venv_python(root), "")

        def pip(python: Path, *arguments: str) -> None:
            steps.append("project" if "--editable" in arguments else Path(arguments[-1]).name)

        monkeypatch.setattr(tasks, "create_venv", create_venv)
        monkeypatch.setattr(tasks, "pip", pip)
        return steps

    def again(self, project: Path, done: list[str], name: str = "site") -> list[str]:
        """What the next task installs."""
        done.clear()
        assert tasks.environment(project, name) == tasks.venv_python(project)
        return list(done)

    def test_is_made_once(self, project: Path, done: list[str]) -> None:
        assert self.again(project, done) == ["venv", "requirements-site.lock", "project"]
        assert self.again(project, done) == []

    def test_tests_add_to_the_site_s(self, project: Path, done: list[str]) -> None:
        self.again(project, done)
        assert self.again(project, done, "test") == ["requirements-test.lock"]
        assert self.again(project, done, "test") == []
        assert self.again(project, done) == []

    def test_tests_alone_serve_the_site_too(self, project: Path, done: list[str]) -> None:
        assert self.again(project, done, "test") == ["venv", "requirements-test.lock", "project"]
        assert self.again(project, done) == []

    def test_a_new_lock_makes_it_again(self, project: Path, done: list[str]) -> None:
        self.again(project, done)
        write(project / "requirements-site.lock", "one==2\n")
        assert self.again(project, done) == ["venv", "requirements-site.lock", "project"]

    def test_a_new_test_lock_is_nothing_to_the_site(self, project: Path, done: list[str]) -> None:
        self.again(project, done, "test")
        write(project / "requirements-test.lock", "one==1\ntwo==3\n")
        assert self.again(project, done) == []
        assert self.again(project, done, "test") == ["venv", "requirements-test.lock", "project"]

    def test_another_python_makes_it_again(
        self, project: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.again(project, done)
        monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
        assert self.again(project, done) == ["venv", "requirements-site.lock", "project"]

    def test_a_moved_folder_makes_it_again(self, project: Path, done: list[str], tmp_path: Path) -> None:
        self.again(project, done)
        moved = shutil.copytree(project, tmp_path / "moved", ignore=shutil.ignore_patterns("moved"))
        assert self.again(moved, done) == ["venv", "requirements-site.lock", "project"]

    def test_a_new_pyproject_installs_only_the_project(self, project: Path, done: list[str]) -> None:
        self.again(project, done)
        write(project / "pyproject.toml", "[project]\n")
        assert self.again(project, done) == ["project"]

    @pytest.mark.parametrize("stamp", [None, "", "[]", '{"python": '])
    def test_one_without_a_whole_stamp_is_made_again(self, project: Path, done: list[str], stamp: str | None) -> None:
        self.again(project, done)
        file = project / ".venv" / "onward.json"
        if stamp is None:
            file.unlink()
        else:
            write(file, stamp)
        assert self.again(project, done) == ["venv", "requirements-site.lock", "project"]

    def test_one_that_has_lost_its_python_is_made_again(self, project: Path, done: list[str]) -> None:
        self.again(project, done)
        tasks.venv_python(project).unlink()
        assert self.again(project, done) == ["venv", "requirements-site.lock", "project"]

    def test_one_that_was_interrupted_is_made_again(
        self, project: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.again(project, done)

        def interrupted(python: Path, *arguments: str) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(tasks, "pip", interrupted)
            with pytest.raises(KeyboardInterrupt):
                tasks.environment(project, "test")
        assert self.again(project, done) == ["venv", "requirements-site.lock", "project"]

    def test_without_ensurepip_the_line_to_run_is_named(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tasks, "has_ensurepip", lambda: False)
        monkeypatch.setattr(tasks, "may_apt", lambda: False)
        with pytest.raises(tasks.Stop, match=r"sudo apt-get install python3\.\d+-venv"):
            tasks.create_venv(project)

    def test_without_a_network_one_line_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path / "some.lock", f"some-package==1 --hash=sha256:{'0' * 64}\n")
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")  # The discard port: nothing listens there.
        monkeypatch.setenv("PIP_RETRIES", "0")
        for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
            monkeypatch.delenv(name, raising=False)
        with pytest.raises(tasks.Stop, match=r"out of reach") as stopped:
            tasks.pip(Path(sys.executable), "--require-hashes", "--requirement", str(tmp_path / "some.lock"))
        assert "\n" not in str(stopped.value)

    def test_a_package_with_another_hash_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path / "some_package-1-py3-none-any.whl", "not what was locked")
        lock = tmp_path / "some.lock"
        write(lock, f"some-package==1 --hash=sha256:{'0' * 64}\n")
        offline = ("--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / "target"))
        with pytest.raises(tasks.Stop, match="DO NOT MATCH THE HASHES"):
            tasks.pip(Path(sys.executable), *offline, "--require-hashes", "--requirement", str(lock))

    def test_an_older_python_gets_one_line(self) -> None:
        script = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({tasks.__file__!r})"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert re.fullmatch(r"Onward needs Python [\d.]+ or later, not .*\n", done.stderr)

    def test_an_older_python_can_read_the_file(self) -> None:
        ast.parse(Path(tasks.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


@posix_only
class TestChromium:
    @pytest.fixture(autouse=True)
    def bare_machine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A machine without any browser."""
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setattr(tasks, "CHROMIUM_APPLICATIONS", {})
        monkeypatch.setattr(tasks, "playwright_chromium", lambda: None)

    def program(self, file: Path, code: int = 0) -> Path:
        write(file, f"#!/bin/sh\nexit {code}\n")
        file.chmod(0o755)
        return file

    def test_none(self) -> None:
        assert tasks.find_chromium() is None

    def test_the_order(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each one found comes before those that were found earlier in this test."""
        playwright = self.program(tmp_path / "playwright" / "chrome")
        monkeypatch.setattr(tasks, "playwright_chromium", lambda: playwright)
        assert tasks.find_chromium() == playwright

        application = self.program(tmp_path / "Applications" / "Chromium")
        monkeypatch.setenv("APPLICATIONS", str(application.parent))
        monkeypatch.setattr(tasks, "CHROMIUM_APPLICATIONS", {sys.platform: ["$APPLICATIONS/Chromium"]})
        assert tasks.find_chromium() == application

        for name in (
            "google-chrome-stable",
            "google-chrome",
            "chromium-browser",
            "chromium",
            "chromium-headless-shell",
        ):
            on_path = self.program(tmp_path / "bin" / name)
            assert tasks.find_chromium() == on_path

        monkeypatch.setenv("CHROMIUM", str(self.program(tmp_path / "mine")))
        assert tasks.find_chromium() == tmp_path / "mine"

    def test_one_that_does_not_start_is_passed_over(self, tmp_path: Path) -> None:
        self.program(tmp_path / "bin" / "chromium-browser", code=1)
        chrome = self.program(tmp_path / "bin" / "google-chrome")
        assert tasks.find_chromium() == chrome

    def test_a_wrong_name_is_not_passed_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
        with pytest.raises(tasks.Stop, match="CHROMIUM names /nowhere/chromium"):
            tasks.find_chromium()

    def test_where_nothing_helps_the_line_to_run_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tasks, "may_apt", lambda: False)
        cannot_install = self.program(tmp_path / "python", code=1)
        with pytest.raises(tasks.Stop, match="sudo apt-get install chromium"):
            tasks.browser(tmp_path, cannot_install)

    def test_what_apt_installs_is_used(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        chromium = tmp_path / "bin" / "chromium"
        monkeypatch.setattr(tasks, "apt_install", lambda *packages: bool(self.program(chromium)))
        assert tasks.browser(tmp_path, Path(sys.executable)) == chromium

    def test_the_fastest_is_installed_where_nobody_has_chosen(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chromium = self.program(tmp_path / "bin" / "chromium")
        asked: list[str] = []

        def install(*packages: str) -> bool:
            asked.append(packages[0])
            return bool(self.program(tmp_path / "bin" / packages[0]))

        monkeypatch.setattr(tasks, "apt_install", install)
        monkeypatch.setattr(tasks, "may_apt", lambda: True)
        monkeypatch.setattr(tasks, "has_package", lambda name: False)
        assert tasks.browser(tmp_path, Path(sys.executable)) == chromium
        monkeypatch.setattr(tasks, "has_package", lambda name: True)
        monkeypatch.setenv("CHROMIUM", str(chromium))
        assert tasks.browser(tmp_path, Path(sys.executable)) == chromium
        assert asked == []
        monkeypatch.delenv("CHROMIUM")
        assert tasks.browser(tmp_path, Path(sys.executable)).name == "chromium-headless-shell"
        assert asked == ["chromium-headless-shell"]


@pytest.mark.parametrize(
    ("program", "package"), [("java", "default-jre-headless"), ("pdftoppm", "poppler-utils")], ids=["Java", "Poppler"]
)
def test_without_a_program_the_tests_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, package: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None if name == program else name)
    monkeypatch.setattr(tasks, "environment", lambda root, name: Path(sys.executable))
    monkeypatch.setattr(tasks, "has_pango", lambda python: True)
    monkeypatch.setattr(tasks, "browser", lambda root, python: Path("chromium"))
    monkeypatch.setenv("CHROMIUM", "")
    asked: list[tuple[str, ...]] = []

    def install(*packages: str) -> bool:
        asked.append(packages)
        return False

    monkeypatch.setattr(tasks, "apt_install", install)
    with pytest.raises(tasks.Stop, match=f"sudo apt-get install {package}"):
        tasks.test(tmp_path)
    assert asked == [(package,)]


def test_playwright_is_asked_for_its_browser() -> None:
    """None or a file, whichever this machine has: never a name that Playwright only would use."""
    found = tasks.playwright_chromium()
    assert found is None or found.is_file()


class TestPango:
    """What PDF files stand on: installed where that is allowed, and asked of those who run all tests."""

    @staticmethod
    def machine(monkeypatch: pytest.MonkeyPatch, *, has: bool, installs: bool) -> list[str]:
        """A machine with or without Pango, on which apt-get may install it; returns what that was asked for."""
        asked: list[str] = []
        state = {"has": has}

        def apt_install(*packages: str) -> bool:
            asked.extend(packages)
            state["has"] = state["has"] or installs
            return installs

        monkeypatch.setattr(tasks, "has_pango", lambda python: state["has"])
        monkeypatch.setattr(tasks, "apt_install", apt_install)
        monkeypatch.setattr(tasks, "environment", lambda root, name: Path(sys.executable))
        monkeypatch.setattr(tasks, "provide", lambda *program: None)
        return asked

    @pytest.mark.parametrize(
        ("has", "installs", "result"), [(True, False, True), (False, True, True), (False, False, False)]
    )
    def test_it_is_installed_only_where_it_is_missing(
        self, monkeypatch: pytest.MonkeyPatch, has: bool, installs: bool, result: bool
    ) -> None:
        asked = self.machine(monkeypatch, has=has, installs=installs)
        assert tasks.pango(Path(sys.executable)) is result
        assert asked == ([] if has else list(tasks.PANGO_PACKAGES))

    def test_without_it_all_tests_say_what_to_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.machine(monkeypatch, has=False, installs=False)
        with pytest.raises(tasks.Stop, match=r"sudo apt-get install libpango-1\.0-0 .*make test-core"):
            tasks.test(tmp_path)

    @pytest.mark.parametrize(("task", "which"), [("test", []), ("test-core", ["-m", "not pdf"])])
    def test_the_core_leaves_the_tests_of_pdf_files_out(
        self, monkeypatch: pytest.MonkeyPatch, task: str, which: list[str]
    ) -> None:
        self.machine(monkeypatch, has=task == "test", installs=False)
        ran: list[list[str]] = []
        monkeypatch.setattr(tasks, "browser", lambda root, python: Path("chromium"))

        def run(root: Path, python: Path, *arguments: str) -> int:
            ran.append(list(arguments))
            return 0

        monkeypatch.setattr(tasks, "run", run)
        monkeypatch.setenv("CHROMIUM", "")
        assert tasks.main([task]) == 0
        assert [each[0] for each in ran] == ["ruff", "ruff", "mypy", "pytest"]
        assert ran[-1][5:] == which

    def test_the_other_tests_are_found_without_it(self, tmp_path: Path) -> None:
        (tmp_path / "weasyprint.py").write_text("raise OSError('no Pango')\n", "utf-8")
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-m", "not pdf"],
            cwd=tasks.ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert result.returncode == 0, result.stdout

    def test_a_site_is_built_without_it_too(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = self.machine(monkeypatch, has=False, installs=False)
        tasks.site(project)
        assert asked == list(tasks.PANGO_PACKAGES)
        assert (project / "site" / "index.html").exists()

    def test_the_build_names_the_same_packages(self) -> None:
        assert guide.PANGO["linux"] == f"sudo apt-get install {' '.join(tasks.PANGO_PACKAGES)}"


class TestLocks:
    """The locks, and what pyproject.toml says of the same."""

    @staticmethod
    def locked(name: str) -> dict[str, str]:
        """Each package of a lock with its version."""
        text = tasks.lock_file(tasks.ROOT, name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))

    @staticmethod
    def pyproject() -> dict[str, Any]:
        return tomllib.loads((tasks.ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    @pytest.mark.parametrize("name", tasks.LAYERS)
    def test_every_package_has_hashes(self, name: str) -> None:
        text = tasks.lock_file(tasks.ROOT, name).read_text(encoding="utf-8")
        packages = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]
        assert len(packages) == len(self.locked(name))
        for package in packages:
            # A wheel and the source at least, or what pip builds elsewhere is not what was locked.
            assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", package)) >= 2, package

    @pytest.mark.parametrize("name", tasks.LAYERS)
    def test_no_address(self, name: str) -> None:
        text = tasks.lock_file(tasks.ROOT, name).read_text(encoding="utf-8")
        assert not re.search(r"://|index-url|find-links|trusted-host|@ file", text)

    def test_the_test_lock_holds_the_site_lock(self) -> None:
        assert self.locked("site").items() <= self.locked("test").items()

    def test_they_fit_pyproject(self) -> None:
        content = self.pyproject()
        groups = content["dependency-groups"]
        wanted = {
            "site": content["project"]["dependencies"] + groups["build"],
            "test": content["project"]["dependencies"] + groups["build"] + groups["test"],
        }
        for name, requirements in wanted.items():
            locked = self.locked(name)
            for requirement in map(Requirement, requirements):
                version = locked.get(canonicalize_name(requirement.name), "missing")
                assert version in requirement.specifier, f"{requirement} in the {name} lock; run: make lock"

    def test_the_oldest_python(self) -> None:
        assert self.pyproject()["project"]["requires-python"] == f">={'.'.join(map(str, tasks.MINIMUM))}"


def test_every_task_has_a_name_in_make() -> None:
    makefile = (tasks.ROOT / "Makefile").read_text(encoding="utf-8")
    done = subprocess.run([sys.executable, tasks.__file__, "--help"], capture_output=True, text=True, check=True)
    listed = re.findall(r"^    ([\w-]+)(?: |$)", done.stdout, re.MULTILINE)
    assert listed
    assert f"\n{' '.join(listed)}:\n" in makefile


def test_what_the_tasks_make_is_not_in_git() -> None:
    ignored = (tasks.ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [line.strip("/") for line in ignored if line.startswith("/")] == [*tasks.GENERATED, *tasks.KEPT]


def test_clean_removes_only_what_the_tasks_make(project: Path) -> None:
    write(project / ".links" / "state.json", "what cannot be made again")
    before = contents(project)
    for name in tasks.GENERATED:
        write(project / name / "file", "")
    tasks.clean(project)
    assert contents(project) == before
