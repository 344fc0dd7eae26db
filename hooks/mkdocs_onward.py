"""MkDocs events in, calls to the package out. All logic is in `hooks/onward/`; all state is in the build's object.

MkDocs loads this file once and keeps it over the rebuilds of `mkdocs serve`, so nothing is kept here: the object of
the current build travels in `config.mdx_configs`, where the Markdown extension finds it too.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import click
import mkdocs.plugins
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import clean_directory
from pathspec.gitignore import GitIgnoreSpec

from onward import assets, offline, offline_copy, preview, stopped, views, watching
from onward.build import Build
from onward.built_links import link_problems, settled
from onward.checks import check, file_link
from onward.docs_files import DocsFile, Inclusion, listed
from onward.documents.guide import print_guide
from onward.documents.offers import with_offers
from onward.excerpts import file_lines
from onward.files import escaped
from onward.links import BuiltSite
from onward.model import Problem, Severity
from onward.pages import EXTENSION
from onward.report import fails, in_order, summary
from onward.reports.github import annotation, root_of
from onward.reports.text import told
from onward.source import read_file

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from onward.documents.press import File as PdfFile

LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.INFO}

PREFIX = 11
"""So many cells the engine's log puts before each line on a terminal; what is too long for the rest, it wraps."""

# Strict builds count what is logged below the engine's own name, `mkdocs` or `properdocs`, and nothing else.
log = logging.getLogger(f"{mkdocs.plugins.log.name}.onward")
# By itself, so that whoever makes a copy can hear of the PDF files without the notes on the pages.
pdf_log = log.getChild("pdf")


def on_startup(command: str, dirty: bool) -> None:
    """Listen to the engine from the first build on."""
    serving = _serving()
    if serving:
        logging.getLogger(log.name.partition(".")[0]).addHandler(preview.Listener(serving, log.name))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build and put the stylesheet and the script of every page into the configuration."""
    if config.strict:
        _hear_warnings()
    serving = _serving()
    if serving:
        serving.configured = True
    root, overrides = _root(config.config_file_path), Path(config.theme.custom_dir or config.docs_dir)
    pipe = stopped.pipe_problem(overrides.rglob("*"), root)
    if pipe:
        raise _Stopped(pipe)
    build = Build.start(
        docs=Path(config.docs_dir),
        config=Path(config.config_file_path),
        overrides=Path(config.theme.custom_dir or ""),
        site_url=config.site_url or "",
        theme=config.theme.dirs,
    )
    if build.folder.endless:
        # MkDocs follows every link to a folder, and would not come to an end.
        build.problems = check(build)
        _report(build)
        links = (problem for problem in build.problems if problem.rule == file_link.RULE.id)
        first = next(links, None)
        raise _Stopped(first, told=True) if first else _Stopped(stopped.endless_problem(build.docs, root))
    refused = GitIgnoreSpec.from_lines(escaped(build.folder.refused))
    config.exclude_docs = config.exclude_docs + refused if config.exclude_docs else refused
    config.mdx_configs[EXTENSION] = {"build": build}
    build.sheets = assets.sheets(build.overrides, serving=serving is not None)
    build.copy = bool(config.extra.get(offline_copy.SETTING))
    if build.copy:
        offline_copy.configure(config)
    style, script = _bundle(build)
    config.extra_css = [*config.extra_css, style.path]
    config.extra_javascript = [*config.extra_javascript, _deferred(script.path)]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read every page's bytes before MkDocs does; publish the bundles in place of their parts."""
    build = _build(config)
    known = {*build.folder.pages, *build.folder.assets}
    build.generated = frozenset(file.dest_uri for file in files if file.generated_by)
    for file in list(files):
        if file.src_dir == config.theme.custom_dir and file.src_uri.startswith(assets.NOT_PUBLISHED):
            files.remove(file)
        elif (
            file.src_dir == config.docs_dir
            and file.src_uri not in known
            and file.inclusion is not InclusionLevel.EXCLUDED
        ):
            # Neither read nor copied: what `files` has not found by its own way, or has refused.
            files.remove(file)
        elif file.src_dir not in config.theme.dirs:
            build.files[file.src_uri] = DocsFile(file.src_uri, file.dest_uri, _inclusion(file))
    # That a file is refused is said of the file, and not of each link to it.
    below = listed(build.docs, build.configured)
    build.files.update({path: file for path, file in below.items() if build.folder.refuses(path)})
    # Drafts, such as the page for editors, are pages of the preview alone.
    wanted = InclusionLevel.is_in_serve if _serving() else InclusionLevel.is_included
    for file in files.documentation_pages(inclusion=wanted):
        if file.src_uri in known:
            build.add_file(file.src_uri)
        else:
            build.add_source(file.src_uri, file.content_bytes)
        build.built[file.dest_uri] = file.src_uri
    build.vendored = frozenset(
        file.dest_uri for file in files if file.src_dir in config.theme.dirs and file.src_dir != config.theme.custom_dir
    )
    copied = [
        file for file in files if file.inclusion is not InclusionLevel.EXCLUDED and not file.is_documentation_page()
    ]
    others = (Path(file.abs_src_path) for file in copied if file.abs_src_path)
    pipe = stopped.pipe_problem(others, _root(config.config_file_path))
    if pipe:
        raise _Stopped(pipe)
    more = offline_copy.files(build.overrides) if build.copy else []
    for asset in (*_bundle(build), *build.sheets.values(), *more):
        files.append(File.generated(config, asset.path, content=asset.text))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Note the order in which a reader meets the pages."""
    _build(config).order = tuple(page.file.src_uri for page in nav.pages)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Hand MkDocs the front matter as it was understood, so that it has nothing left to guess."""
    build = _build(config)
    if page.file.src_uri not in build.sources:
        return None
    front = build.fronts[page.file.src_uri].front
    meta = {"title": front.title, "description": front.description, **dict(front.theme)} if front else {"hide": []}
    return f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n{build.markdown(page.file.src_uri)}"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Say which page's Markdown comes next; the sitemap's date is the day of the review, not of the build."""
    build = _build(config)
    build.begin(page.file.src_uri)
    front = build.fronts[page.file.src_uri].front if page.file.src_uri in build.fronts else None
    if front:
        page.update_date = front.reviewed.isoformat()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep what the page has become, and what it is called: the documents take its words from there."""
    build = _build(config)
    build.contents[page.file.src_uri] = html
    build.named[page.file.src_uri] = str(page.title)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Every page has been read: check them, and make the PDF files, so that the pages can say how large they are."""
    build = _build(config)
    build.problems = check(build)
    if _serving():
        # Taken now, so that a template that cannot be read ends the build as any other does.
        config.mdx_configs[EXTENSION]["panel"] = env.get_template(preview.TEMPLATE)
    for printed in _printed(config, files):
        files.append(File.generated(config, printed.address, abs_src_path=str(printed.kept)))
    for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
        if file.page is not None and file.page.content is not None:
            front = build.pages[file.src_uri].front if file.src_uri in build.pages else None
            listing = front is not None and front.kind == "print"
            file.page.content = with_offers(file.page.content, build.offers, file.url, listing=listing)


def on_template_context(context: Any, template_name: str, config: MkDocsConfig) -> Any:
    """What templates that are no page may use."""
    context["onward"] = views.site_view(_build(config), _panel())
    return context


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """What a page's template may use."""
    build = _build(config)
    if build.copy and page.canonical_url:
        page.canonical_url = urljoin(build.site_url, _original_url(build, page.file))
    context["onward"] = views.page_view(build, page.file.src_uri, _panel())
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Check the links of what was built, say everything that is wrong, and leave no wrong site behind."""
    build = _build(config)
    if build.copy:
        offline_copy.write_index(Path(config.site_dir))
    # From a copy the site's own address leads out, to the original.
    site = BuiltSite(Path(config.site_dir), "" if build.copy else build.site_url, build.vendored)
    broken = site.check()
    build.problems = settled(build, broken)
    build.problems = in_order([*build.problems, *link_problems(build, broken, build.built)])
    _report(build)
    _publish_worker(build, site)
    serving = _serving()
    if serving:
        serving.finish(build, Path(config.site_dir), config.mdx_configs[EXTENSION]["panel"])
        return
    if fails(build.problems, strict=False):
        clean_directory(config.site_dir)
        raise Abort(
            f"The site was not built: {summary(build.problems)}. Put right what is named above and build again."
        )
    if fails(build.problems, strict=config.strict):
        raise Abort(
            f"A strict build takes no warnings: {summary(build.problems)}. Put them right and build again, or build "
            "without --strict to look at the site as it is."
        )


def on_build_error(error: Exception) -> None:
    """A build ends early: say where, in plain words, instead of a traceback."""
    if isinstance(error, _Stopped):
        if not error.told:
            log.error("%s", error.problem)
        return
    if isinstance(error, Abort | BuildError):
        return  # It says why itself.
    context = click.get_current_context(silent=True)
    config = Path(str((context and context.params.get("config_file")) or "mkdocs.yml"))
    serving = _serving()
    problem = _stop_problem(error, config.absolute(), serving.errors() if serving else [])
    log.error("%s", problem)
    log.debug("What ended the build:", exc_info=error)
    raise _Stopped(problem) from error


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Follow changes of templates too, and never leave browsers waiting after a build that ended early."""
    serving = _serving()
    if serving is None:
        return server
    config_file = Path(config.config_file_path)

    def stop(error: BaseException) -> Problem:
        if isinstance(error, _Stopped):
            return error.problem  # Which has been said.
        if serving.configured:
            problem = _stop_problem(error, config_file, serving.errors())
        else:
            problem = stopped.settings_problem(error, config_file, _root(config_file), serving.errors())
        log.error("%s", problem)
        return problem

    def rebuild() -> None:
        read_file(config_file)  # Raises where MkDocs would wait for ever.
        server_builder()

    with_script: Callable[[bytes, int], bytes] = server._inject_js_into_html  # noqa: SLF001

    def error_page(code: int) -> bytes | None:
        page = engine_page(code)
        # As on every page, the script that shows the next build: the page that is missing may come back.
        return page and with_script(page, server._visible_epoch)  # noqa: SLF001

    server_builder, engine_page = server.builder, server.error_handler
    server.error_handler = error_page
    server.builder = preview.following(rebuild, serving, Path(server.root), stop)
    watching.watch_for_good(server, [config.docs_dir, config.config_file_path, config.theme.custom_dir])
    return server


class _Stopped(Abort):
    """A build that ended early, with its problem, and whether that has been told."""

    def __init__(self, problem: Problem, *, told: bool = False) -> None:
        super().__init__("The site was not built. Put right what is named above and build again.")
        self.problem = problem
        self.told = told


def _stop_problem(error: BaseException, config: Path, said: list[str]) -> Problem:
    root = _root(config)
    return stopped.template_problem(error, root) or stopped.other_problem(error, config, root, said)


def _root(config: Path | str) -> Path:
    return Path(config).absolute().parent


def _build(config: MkDocsConfig) -> Build:
    build: Build = config.mdx_configs[EXTENSION]["build"]
    return build


def _inclusion(file: File) -> Inclusion:
    # By name: ProperDocs has an enumeration of its own.
    left_out = {"EXCLUDED": Inclusion.EXCLUDED, "DRAFT": Inclusion.DRAFT}
    return left_out.get(file.inclusion.name, Inclusion.BUILT)


def _bundle(build: Build) -> tuple[assets.Asset, assets.Asset]:
    """What every page loads: the stylesheet, then the script."""
    agency = build.agency.agency
    script = assets.script(build.overrides, agency.id if agency else "site")
    return assets.stylesheet(build.overrides, agency), script


def _publishes_worker(build: Build) -> bool:
    return build.keeping and not _serving()


def _publish_worker(build: Build, site: BuiltSite) -> None:
    """The worker comes last: it lists what was built. The preview has the one that takes away what others kept."""
    if build.copy:
        return
    if _publishes_worker(build):
        made = offline.worker(build.overrides, offline.guide_files(site))
    else:
        made = (offline.worker_off(build.overrides),)
    for asset in made:
        (site.root / asset.path).write_text(asset.text, "utf-8")


def _printed(config: MkDocsConfig, files: Files) -> Iterable[PdfFile]:
    """The PDF files of the guide. The preview makes none, so that nobody waits; a guide with errors needs none."""
    build = _build(config)
    wrong = any(problem.severity is Severity.ERROR for problem in build.problems)
    if wrong or config.extra.get("pdf") is False:
        return ()
    # On paper stands where the site is, in the copy that is opened as files too.
    pages = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    urls = {file.src_uri: _original_url(build, file) for file in pages}
    printed = print_guide(build, urls, config.site_name, pdf_log, make=not _serving())
    for fault in printed.faults:
        log.warning("%s", fault)
    return printed.files


def _original_url(build: Build, file: File) -> str:
    return offline_copy.original_url(file, folders=build.configured.folder_addresses)


def _deferred(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.defer = True
    return script


def _serving() -> preview.Serving | None:
    """What the live preview keeps over its builds, or None if this is not it.

    It belongs to the command that runs. No event but `on_startup` is told which one that is.
    """
    context = click.get_current_context(silent=True)
    if context is None or context.info_name != "serve":
        return None
    serving: preview.Serving = context.meta.setdefault("onward.serving", preview.Serving())
    return serving


def _panel() -> str:
    return preview.MARK if _serving() else ""


def _hear_warnings() -> None:
    """Let warnings through: a strict build fails at them, and with `-q` it would neither count nor tell them.

    `-q` raises the level of the engine's logger above warnings before there is a build.
    """
    engine = logging.getLogger(log.name.partition(".")[0])
    engine.setLevel(min(engine.level, logging.WARNING))


def _report(build: Build) -> None:
    folder = build.config.resolve().parent
    width = shutil.get_terminal_size((100 + PREFIX, 24)).columns - PREFIX
    told_of = [problem for problem in build.problems if not problem.allowed]
    lines = {path: file_lines(folder / path) for path in {problem.path for problem in told_of}}
    for problem in told_of:
        # The number of the line and its bar take cells, too.
        log.log(LEVELS[problem.severity], "%s", told(problem, lines[problem.path], width=width - 14))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        # What only the built site shows, such as its links, stands at its line of the change, too.
        root = root_of(folder, os.environ)
        for problem in told_of:
            click.echo(annotation(problem, root))
