"""The commands that begin: a new sheet, a new collection, and what helps to type them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fiches.cli import report
from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console, near, prefix, typed
from fiches.cli.language import LANGUAGE_OPTIONS
from fiches.cli.options import FOLDER_OPTION, PATH, STRICT
from fiches.core.messages import Said, message
from fiches.core.problems import ExitCode, FichesError
from fiches.core.visible import Printed, as_json

if TYPE_CHECKING:
    from fiches.config.project import Project
    from fiches.lint.language_words import LanguageState

SHELLS = ("bash", "zsh", "fish")
SCHEMAS = ("fiche", "format", "composition")  # what a schema may be of


class SheetLanguage(click.ParamType):  # type: ignore[type-arg]  # which older versions of click do not take
    """The code of a language that sheets may be in; which those are is read only when one is typed."""

    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code as it is; a refusal that lists all of them."""
        from fiches.config import languages

        return click.Choice(languages.codes()).convert(value, param, ctx)


@click.command("new", cls=Command)
@click.argument("title", cls=Argument, metavar="metavar.title", gloss="argument.title")
@click.option("--nom", "name", default="", metavar="metavar.name", help="option.new.name")
@click.option("--format", "format_", default="", metavar="metavar.format", help="option.new.format")
@FOLDER_OPTION
@click.pass_obj
def new(console: Console, /, title: str, name: str, format_: str, folder: Path) -> int:
    """Writes a sheet to fill in."""
    from fiches.content import new_files, own_format

    project = own_format.named(opened(console, folder), format_)
    path = new_files.new_sheet(project, title, name, console.words.language)
    console.say(message("new.written", path=near(path)))
    if not name and not new_files.is_named_after(path, title):
        console.say(message("new.numbered"))
    return ExitCode.DONE


@click.command("init", cls=Command)
@click.argument("folder", cls=Argument, metavar="metavar.folder", type=PATH, gloss="argument.new-folder")
@click.option("--format", "format_", default="", metavar="metavar.format", help="option.init.format")
@click.option(
    *LANGUAGE_OPTIONS, "language", type=SheetLanguage(), default=None, metavar="metavar.sheet-language",
    help="option.init.language",
)  # fmt: skip
@click.pass_obj
def init(console: Console, /, folder: Path, format_: str, language: str | None) -> int:
    """Writes a collection of one example, or of one sheet to fill in."""
    from fiches.content import new_files

    own = console.words.language
    asked = new_files.Beginning(format_, language or "").whole(own)
    written = new_files.init(folder, own, asked)
    for path in written:
        console.say(near(path))
    if len(written) == 1:
        console.say(message("init.examples"))
    elif not new_files.has_example(asked):
        console.say(message("init.no-example", format=asked.format, language=asked.language))
    place = "" if folder == Path() else f" -C {typed(folder)}"
    console.say(message("init.next", command=f"fiches build{place}"))
    return ExitCode.DONE


@click.command("schema", cls=Command)
@click.option(
    "--of", "what", type=click.Choice(SCHEMAS), default=SCHEMAS[0], metavar="metavar.schema", help="option.schema.of"
)
@click.option("--format", "format_", default="", metavar="metavar.format", help="option.schema.format")
@FOLDER_OPTION
@click.pass_obj
def schema(console: Console, /, what: str, format_: str, folder: Path) -> int:
    """Writes the JSON schema of the front matter of sheets, or of a file of a format."""
    from fiches.build import format_folders
    from fiches.config import json_schema
    from fiches.content import own_format

    language = console.words.language
    if what in format_folders.KEYS:
        console.say(as_json(json_schema.of_file(f"{what}.yaml", format_folders.described_keys(what), language)))
    else:
        project = own_format.named(opened(console, folder), format_)
        console.say(as_json(json_schema.schema(project.format, language)))
    return ExitCode.DONE


@click.command("formats", cls=Command)
@FOLDER_OPTION
@click.pass_obj
def formats(console: Console, /, folder: Path) -> int:
    """Lists the formats, each with its pages and its paper."""
    from fiches.build import format_folders

    for one in format_folders.known(folder):
        least, most = one.pages
        pages = message("formats.pages", n=most, least=least) if most > least else message("formats.fixed", n=most)
        said = message("formats.composed", pages=pages, paper=one.paper) if one.paper else message("formats.flowing")
        told = one.description.in_language(console.words.language)
        console.say(message("formats.one", name=one.name, said=said, description=told))
    return ExitCode.DONE


@click.command("langues", cls=Command)
@click.argument("code", cls=Argument, default="", metavar="metavar.language-code", gloss="argument.language")
@FOLDER_OPTION
@click.pass_obj
def languages_(console: Console, /, code: str, folder: Path) -> int:
    """Lists the languages, and what is missing in each; of one, the words to fill in."""
    from fiches.config import format_words, languages
    from fiches.lint import language_words

    languages.take_up(folder.absolute())
    if not code:
        for known in languages.codes():
            console.say(_told(language_words.state(known, folder)))
        return ExitCode.DONE
    found = language_words.state(code, folder)
    for name in dict.fromkeys((*found.printed, *found.asked)):
        gaps = {**found.printed.get(name, {}), **found.asked.get(name, {})}
        console.say(Printed(f"# {format_words.path_of(code, name)}"))
        console.say(Printed("\n".join(language_words.to_fill_in(gaps))))
    if not found.printed and not found.asked:
        console.say(_told(found))
    return ExitCode.DONE


def _told(state: LanguageState) -> Said:
    """One line of the list of languages."""
    printed, asked = (sum(map(len, gaps.values())) for gaps in (state.printed, state.asked))
    said = [message("languages.printed", n=printed)] if printed else []
    said += [message("languages.asked", n=asked)] if asked else []
    said += [] if said else [message("languages.complete")]
    said += [message("languages.unread")] if state.unread else []
    return message("languages.one", code=state.language.code, name=state.language.name, said=said)


@click.command("format", cls=Command)
@click.argument("action", cls=Argument, type=click.Choice(("check",)), metavar="metavar.check", gloss="argument.action")
@click.argument("name", cls=Argument, default="", metavar="metavar.format-or-folder", gloss="argument.format")
@STRICT
@FOLDER_OPTION
@click.pass_obj
def format_(console: Console, /, action: str, name: str, strict: bool, folder: Path) -> int:  # noqa: ARG001
    """Judges the folder of a format alone, before there is a sheet."""
    from fiches.build import format_folders

    found = format_folders.judged(folder, name)
    if not found:
        console.say(message("format.sound"))
    return console.verdict(found, folder, strict=strict)


@click.command("completion", cls=Command)
@click.argument("shell", cls=Argument, type=click.Choice(SHELLS), metavar="metavar.shell", gloss="argument.shell")
@click.pass_obj
def completion(console: Console, /, shell: str) -> int:
    """Writes the completion script of a shell."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise FichesError(message("completion.unknown", shell=shell), exit_code=ExitCode.USAGE)
    command = click.get_current_context().find_root().command
    console.say(Printed(complete(command, {}, "fiches", "_FICHES_COMPLETE").source()))
    return ExitCode.DONE


def opened(console: Console, folder: Path) -> Project:
    """The collection in a folder; FichesError tells what is wrong with its settings."""
    from fiches.config.project import open_project  # what reads sources is slow to load

    project, problems = open_project(folder)
    if project is None:
        told = report.render(problems, console.words, prefix=prefix(folder))
        raise FichesError(message("error.settings", problems=told), exit_code=ExitCode.PROBLEMS)
    return project
