"""Build, serve and test the site: `python hooks/tasks.py <task>`, or `make <task>`; `--help` lists the tasks.

Python's standard library is all that this needs; everything else it puts into `.venv/`, from the lock files.
For one tool, use that environment: `.venv/bin/python -m pytest -k quiz`, on Windows `.venv/Scripts/python`.
"""

import argparse
import hashlib
import importlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

# As in pyproject.toml; a test compares them. Only syntax that old Pythons know may stand in this file, or
# they answer with a SyntaxError instead of this line.
MINIMUM = (3, 11, 5)
if sys.version_info < MINIMUM:
    needed, here = ".".join(map(str, MINIMUM)), platform.python_version()
    sys.exit(f"Onward needs Python {needed} or later, not {here}. If there is one: make PYTHON=python3.13")

ROOT = Path(__file__).resolve().parent.parent

# What stands in `.venv/`, in layers: the test lock holds all of the site's, at the same versions.
LAYERS = {"site": ("site",), "test": ("site", "test")}
# How pip says that it reached nobody: every package of a lock has versions.
OFFLINE = ("(from versions: none)", "Max retries exceeded", "Read timed out")

# Debian's Chromium without its windows: the same engine, and each page is there three times as fast.
CHROMIUM_SHELL = "chromium-headless-shell"
CHROMIUM_NAMES = (CHROMIUM_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# macOS and Windows keep applications off PATH. Edge is a Chromium, and every Windows has it.
# Debian has no fonts of its own accord; these two are what a desktop of it shows.
FONTS = ("fonts-dejavu-core", "fonts-liberation")
CHROMIUM_APPLICATIONS = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    ),
}

# What WeasyPrint stands on; documents/guide.py says the same to those who have to install it themselves.
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

GENERATED = (
    ".cache/onward",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".site-building",
    ".site-old",
    ".venv",
    "hooks/onward.egg-info",
    "offline",
    "site",
)
# What a task makes and `clean` leaves: what is remembered of links cannot be made again.
KEPT = (".links",)


class Stop(Exception):
    """A reason to stop, printed as it is, without a traceback."""


# Tasks


def site(root: Path) -> None:
    """Build the site into site/; when the build fails, site/ stays as it was."""
    python = environment(root, "site")
    pango(python)  # Without it the build says which files are left out, and how to have them.
    build(root, python)


def serve(root: Path) -> None:
    """Show the site on http://127.0.0.1:8000/ and follow every change, until Ctrl-C."""
    python = environment(root, "site")
    if run(root, python, "mkdocs", "serve", "--dev-addr", "127.0.0.1:8000") != 0:
        raise Stop("The preview could not start, or has stopped: see above.")


def test(root: Path) -> None:
    """Run every check: ruff, mypy and pytest, all of them even if one fails."""
    python = environment(root, "test")
    if not pango(python):
        install = f"sudo apt-get install {' '.join(PANGO_PACKAGES)}"
        raise Stop(f"The tests of PDF files need Pango. Run: {install} (or leave them out: make test-core)")
    provide("pdftoppm", "poppler-utils", "Poppler, which shows PDF files as many readers do")
    check(root, python)


def test_core(root: Path) -> None:
    """Run every check but the tests of PDF files, for machines that cannot have Pango."""
    check(root, environment(root, "test"), "-m", "not pdf")


def check(root: Path, python: Path, *which: str) -> None:
    """Run ruff, mypy and pytest; `which` are more arguments for pytest."""
    os.environ["CHROMIUM"] = str(browser(root, python))
    provide("java", "default-jre-headless", "Java, for epubcheck")
    checks = {
        "ruff check": ["ruff", "check"],
        "ruff format": ["ruff", "format", "--check"],
        "mypy": ["mypy"],
        # Last, so that its closing line is the last line. A browser waits for its page a good part of the time; more
        # than four at a time gain nothing. Each takes tests that stand together, which share what they need, and who
        # is done early takes some from another.
        "pytest": ["pytest", "-n", str(min(4, 2 * (os.cpu_count() or 1))), "--dist", "worksteal", *which],
    }
    failed = []
    for name, command in checks.items():
        say(f"== {name}")
        if run(root, python, *command) != 0:
            failed.append(name)
    if failed:
        raise Stop(f"Failed: {', '.join(failed)}.")


def reviews(root: Path) -> None:
    """List what has to be looked at again; fail if anything is overdue."""
    python = environment(root, "site")
    if run(root, python, "onward", "reviews") != 0:
        raise Stop("Something is overdue, or its day cannot be read: see above.")


def links(root: Path, changed: str = "", again: bool = False) -> None:
    """Ask for every address of another site; fail if one has to be put right. It needs a network."""
    python = environment(root, "site")
    options = [*(["--changed", changed] if changed else []), *(["--again"] if again else [])]
    if run(root, python, "onward", "links", *options) != 0:
        raise Stop("A link has to be put right, or the links could not be checked: see above.")


def release_ids(root: Path) -> None:
    """Enter the ids under which readers' choices are saved into the ledger of ids: at each release."""
    python = environment(root, "site")
    if run(root, python, "onward", "release-ids") != 0:
        raise Stop("No id was entered: see above.")


def scripts(root: Path) -> None:
    """Make the scripts small that browsers load, after a change to them. It needs Node, and a network once."""
    python = environment(root, "site")
    if run(root, python, "onward", "scripts") != 0:
        raise Stop("The scripts are as they were: see above.")


def offline(root: Path) -> None:
    """Make the guide in offline/ as one zip that opens with a double click, without a network, and as an e-book."""
    python = environment(root, "site")
    if run(root, python, "onward", "offline") != 0:
        raise Stop("No copy was made: see above.")


def lock(root: Path, upgrade: bool = False) -> None:
    """Make requirements-*.lock from pyproject.toml; versions stay where they can, unless `upgrade`."""
    python = environment(root, "test")
    site_lock, test_lock = (lock_file(root, name).name for name in ("site", "test"))
    contents = {
        site_lock: ["--group", "build"],
        test_lock: ["--group", "build", "--group", "test", "--constraint", site_lock],
    }
    # No address of an index goes into the file: hashes say what a package is, wherever it comes from.
    command = ["uv", "--no-config", "pip", "compile", "pyproject.toml", "--quiet"]
    command += ["--custom-compile-command", "make lock"]
    command += ["--universal", "--python-version", ".".join(map(str, MINIMUM))]
    command += ["--generate-hashes", "--no-emit-index-url", *(["--upgrade"] if upgrade else [])]
    for file, arguments in contents.items():
        if run(root, python, *command, *arguments, "--output-file", file) != 0:
            raise Stop(f"{file} was not made.")
        say(f"{file} is up to date.")


def clean(root: Path) -> None:
    """Remove what the tasks have made: site/, .venv/ and the tools' caches."""
    for name in GENERATED:
        remove(root / name)


# Build


def build(root: Path, python: Path) -> None:
    """Build strictly beside `site/` and swap the result in.

    Raises Stop if the build or the swap fails; `site/` is then what it was before.
    """
    live, building = root / "site", root / ".site-building"
    recover(live)
    remove(building)
    # Never with -q (warnings then no longer fail a strict build) or -v (anchors are then not checked).
    failed = run(root, python, "mkdocs", "build", "--strict", "--site-dir", str(building)) != 0
    kept = "site/ still holds the last good site." if live.exists() else "There is no site/ yet."
    if failed:
        remove(building)
        raise Stop(f"The build failed. {kept}")
    try:
        swap(building, live)
    except OSError as error:
        raise Stop(f"The new site could not be put into site/: {error}. {kept}") from error


def swap(new: Path, live: Path) -> None:
    """Put the folder `new` in the place of `live`; if that fails half-way, `live` is put back."""
    old = live.with_name(".site-old")
    if live.exists():
        live.rename(old)
    try:
        new.rename(live)
    except OSError:
        recover(live)
        raise
    remove(old)


def recover(live: Path) -> None:
    """Finish what an interrupted swap left: the old site goes back, or away if the new one is in place."""
    old = live.with_name(".site-old")
    if old.exists() and not live.exists():
        old.rename(live)
    remove(old)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


# Environment


def environment(root: Path, name: str) -> Path:
    """Give the Python of `.venv/` with what the lock `name` holds; install only what has changed.

    A stamp says what was installed, and is away while the packages change: so an environment that was left
    half-way is made again, as is one whose Python or lock is another today. A new pyproject.toml only
    installs the project again.
    """
    python, stamp = venv_python(root), root / ".venv" / "onward.json"
    layers = LAYERS[name]
    wanted = fingerprints(root, layers)
    found = read_stamp(stamp) if python.exists() else {}

    stale = not found or any(found.get(key, wanted[key]) != wanted[key] for key in ("python", *layers))
    if stale or any(layer not in found for layer in layers):
        stamp.unlink(missing_ok=True)
        if stale:
            create_venv(root)
        file = lock_file(root, name)
        say(f"Installing {file.name} into .venv/ (once; it can take a minute or two)")
        pip(python, "--require-hashes", "--requirement", str(file))
        found = {**({} if stale else found), **{key: wanted[key] for key in ("python", *layers)}}
        stamp.write_text(json.dumps(found), encoding="utf-8")
    if found.get("project") != wanted["project"]:
        # pip takes no editable project together with hashes; the backend that makes it came with the lock.
        pip(python, "--no-deps", "--no-build-isolation", "--editable", str(root))
        stamp.write_text(json.dumps({**found, "project": wanted["project"]}), encoding="utf-8")
    return python


def venv_python(root: Path) -> Path:
    """Where the environment's Python is, or will be."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def lock_file(root: Path, name: str) -> Path:
    """The file that pins the layer `name`."""
    return root / f"requirements-{name}.lock"


def fingerprints(root: Path, layers: tuple[str, ...]) -> dict[str, str]:
    """What an environment with these layers stands on: the Python and its place, the project, each lock."""
    here = (platform.python_version(), sys.implementation.name, sys.platform, platform.machine(), str(root))
    files = {"project": root / "pyproject.toml", **{layer: lock_file(root, layer) for layer in layers}}
    digests = {key: hashlib.sha256(file.read_bytes()).hexdigest() for key, file in files.items()}
    return {"python": " ".join(here), **digests}


def read_stamp(stamp: Path) -> dict[str, str]:
    """What the stamp says was installed; nothing if it is missing or cannot be read."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def create_venv(root: Path) -> None:
    """Make `.venv/` new, with pip."""
    # Debian and Ubuntu keep ensurepip, which puts pip into an environment, in a package of its own.
    if not has_ensurepip() and not (apt_install("python3-venv") and has_ensurepip()):
        major, minor = sys.version_info[:2]
        raise Stop(f"Python's ensurepip is missing. Run: sudo apt-get install python{major}.{minor}-venv")
    say(f"Making .venv/ with Python {platform.python_version()}")
    try:
        venv.create(root / ".venv", clear=True, symlinks=os.name != "nt", with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(f"The environment .venv/ could not be made: {error}") from error


def has_ensurepip() -> bool:
    """Whether this Python can put pip into an environment, asked afresh each time."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def pip(python: Path, *arguments: str) -> None:
    """Run `pip install`, which says nothing unless it fails."""
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments]
    done = quietly(command)
    if done.returncode == 0:
        return
    if any(sign in done.stdout for sign in OFFLINE):
        raise Stop("The Python packages could not be fetched: the package registry is out of reach.")
    raise Stop(f"{done.stdout}\nThe Python packages could not be installed; pip says above why.")


# Browser


def find_chromium() -> Path | None:
    """Give the Chromium that the tests drive: $CHROMIUM, else the system's, else Playwright's own, else None.

    Raises Stop if $CHROMIUM names no program.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise Stop(f"CHROMIUM names {named}, and there is no such program.")
        return Path(found)
    on_path = (shutil.which(name) for name in CHROMIUM_NAMES)
    applications = (os.path.expandvars(name) for name in CHROMIUM_APPLICATIONS.get(sys.platform, ()))
    for candidate in (*on_path, *applications):
        if candidate and starts(Path(candidate)):
            return Path(candidate)
    return playwright_chromium()


def starts(program: Path) -> bool:
    """Whether this browser runs: Ubuntu has a chromium-browser that only says which snap to install."""
    if not program.is_file():
        return False
    # There, chrome.exe --version opens a window.
    return os.name == "nt" or quietly([str(program), "--version"]).returncode == 0


def playwright_chromium() -> Path | None:
    """The browser that `playwright install` has downloaded, if there is one."""
    inside = importlib.util.find_spec("playwright") is not None
    python = Path(sys.executable) if inside else venv_python(ROOT)
    if not python.exists():
        return None
    # In a process of its own: Playwright starts an event loop, which the tests that ask may already have.
    ask = "with sync_playwright() as started: print(started.chromium.executable_path)"
    done = quietly([str(python), "-c", f"from playwright.sync_api import sync_playwright\n{ask}"])
    found = Path(done.stdout.strip())
    return found if done.returncode == 0 and found.is_file() else None


def browser(root: Path, python: Path) -> Path:
    """Give a Chromium for the tests, and install one where there is none."""
    found = find_chromium()
    if may_choose() and has_package(CHROMIUM_SHELL):
        apt_install(CHROMIUM_SHELL, *FONTS)
        found = find_chromium()
    if found is None:
        # Where nothing is known of packages yet, the first of these has to learn it.
        if not apt_install(CHROMIUM_SHELL, *FONTS):
            apt_install("chromium", *FONTS)
        found = find_chromium()
    if found is None:
        say("Downloading Chromium with Playwright")
        libraries = ["--with-deps"] if may_apt() else []  # It calls apt-get.
        run(root, python, "playwright", "install", "chromium", *libraries)
        found = find_chromium()
    if found is None:
        raise Stop("The tests need Chromium. Run: sudo apt-get install chromium (or set CHROMIUM)")
    return found


def may_choose() -> bool:
    """Whether nobody has said which browser to take, and the one that is the fastest is missing."""
    return not os.environ.get("CHROMIUM") and shutil.which(CHROMIUM_SHELL) is None and may_apt()


def provide(program: str, package: str, why: str) -> None:
    """See that there is a program that the tests run, and install its Debian package where there is none."""
    if shutil.which(program) is None and not (apt_install(package) and shutil.which(program)):
        raise Stop(f"The tests need {why}. Run: sudo apt-get install {package}")


# PDF files


def pango(python: Path) -> bool:
    """Whether PDF files can be made; where Pango is missing it is installed, if that is allowed."""
    return has_pango(python) or (apt_install(*PANGO_PACKAGES) and has_pango(python))


def has_pango(python: Path) -> bool:
    """Whether what makes PDF files can be loaded."""
    return quietly([str(python), "-c", "import weasyprint"]).returncode == 0


# Processes


def run(root: Path, python: Path, *arguments: str) -> int:
    """Run a module of the environment in `root`, as if that were activated, and give its exit code."""
    environ = dict(os.environ)
    environ["PATH"] = f"{python.parent}{os.pathsep}{environ.get('PATH', os.defpath)}"
    environ["PYTHONUTF8"] = "1"
    # Material's notice of its end of life would stand above every build's errors; no editor can act on it.
    environ["NO_MKDOCS_2_WARNING"] = "true"
    command = [str(python), "-m", *arguments]
    return subprocess.run(command, cwd=root, env=environ, stdin=subprocess.DEVNULL, check=False).returncode


def quietly(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints, both streams together."""
    return subprocess.run(
        command,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def may_apt() -> bool:
    """Whether this process may install Debian packages: as root, on Debian or Ubuntu."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def has_package(name: str) -> bool:
    """Whether apt-get knows a package that can be installed."""
    said = quietly(["apt-cache", "policy", name]).stdout
    return "Candidate:" in said and "Candidate: (none)" not in said


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that is allowed, and say whether they are installed now."""
    if not may_apt():
        return False
    say(f"Installing {' '.join(packages)} with apt-get")
    quietly(["apt-get", "update"])  # If it fails, what is known may still do.
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    done = quietly(install, DEBIAN_FRONTEND="noninteractive")
    if done.returncode != 0:
        say(done.stdout)
    return done.returncode == 0


def say(line: str) -> None:
    """Print a line at once, so that it stands before what the next process prints."""
    print(line, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the task that the command line names and give the exit code."""
    parser = argparse.ArgumentParser(prog="tasks.py", description="Build, serve and test the Onward site.")
    commands = parser.add_subparsers(required=True, metavar="task")
    for task in (site, serve, test, test_core, reviews, links, release_ids, scripts, offline, lock, clean):
        summary = (task.__doc__ or "").partition("\n")[0]
        command = commands.add_parser(task.__name__.replace("_", "-"), help=summary, description=summary)
        command.set_defaults(task=task)
        if task is lock:
            command.add_argument("--upgrade", action="store_true", help="take the newest versions")
        if task is links:
            command.add_argument("--changed", metavar="REV", default="", help="only those that were not there at REV")
            command.add_argument("--again", action="store_true", help="those too that worked in the last 7 days")
    options = vars(parser.parse_args(arguments))
    task = options.pop("task")
    try:
        task(ROOT, **options)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
