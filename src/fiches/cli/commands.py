"""Commands in the words of a language, and the gentle remarks that click does not make on what is mistyped."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from gettext import gettext
from typing import Any, TypeVar

import click

from fiches.cli.language import LANGUAGE_OPTIONS
from fiches.core.messages import INTERFACE_LANGUAGES, Catalogue, Said, listing, message
from fiches.core.text import did_you_mean
from fiches.core.visible import Printed

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


class NothingAskedError(click.UsageError):
    """A group was called without a command; its message is the help."""


class Argument(click.Argument):
    """An argument that the help explains."""

    def __init__(self, declarations: Sequence[str], *, gloss: str, **attributes: Any) -> None:  # noqa: ANN401
        super().__init__(declarations, **attributes)
        self.gloss = gloss

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:  # noqa: ARG002
        """Its name in capitals and its gloss."""
        return self.human_readable_name, self.gloss


class Command(click.Command):
    """A command that can be told in which language to answer; its texts are names of the catalogue until `spoken`."""

    def __init__(self, *positional: Any, **attributes: Any) -> None:  # noqa: ANN401
        super().__init__(*positional, **attributes)
        if any(LANGUAGE_OPTIONS[0] in param.opts for param in self.params):
            return  # it has one of its own, that says more
        self.params.append(
            click.Option(
                LANGUAGE_OPTIONS,
                type=click.Choice(INTERFACE_LANGUAGES),
                expose_value=False,
                hidden=not isinstance(self, click.Group),
                metavar="metavar.language",
                help="option.language",
            )
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments and the options, each under its heading."""
        titles = _words(ctx).text(message("usage.arguments")), gettext("Options")
        for title, sort in zip(titles, (click.Argument, click.Option), strict=True):
            rows = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, sort)]
            if any(rows):
                with formatter.section(title):
                    formatter.write_dl([row for row in rows if row])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, but for what is said of an option without its value and of one argument too many."""
        takes_all, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not takes_all and not ctx.resilient_parsing:
            said = message("usage.too-many", n=len(rest), words=[_quoted(word) for word in rest])
            raise click.UsageError(_words(ctx).text(said), ctx)
        return rest


class Group(click.Group, Command):
    """A group of commands, in the order of the source, which is the order of use."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Not in that of the alphabet."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command in the words of the run."""
        found = super().get_command(ctx, cmd_name)
        return spoken(found, _words(ctx)) if found else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's; nothing at all asks for the help, and is a mistake to scripts."""
        if not args and not ctx.resilient_parsing:
            raise NothingAskedError(ctx.get_help(), ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401
        """As click's, with a near miss named."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.commands) or message("usage.commands", names=listing(self.commands))
            said = message("usage.no-command", name=args[0], hint=hint)
            raise click.UsageError(_words(ctx).text(said), ctx)
        return super().resolve_command(ctx, args)


def spoken(command: AnyCommand, words: Catalogue) -> AnyCommand:
    """A copy of a command whose texts are said in a language."""
    made = copy(command)
    made.help = words.text(message(f"command.{command.name}"))
    made.short_help = made.help.partition("\n\n")[0]
    made.params = [_spoken_parameter(param, words) for param in command.params]
    if isinstance(made, click.Group):
        made.subcommand_metavar = words.text(message(made.subcommand_metavar))
    return made


def _spoken_parameter(param: click.Parameter, words: Catalogue) -> click.Parameter:
    made = copy(param)
    if made.metavar:
        made.metavar = words.text(message(made.metavar))
    if isinstance(made, Argument):
        made.gloss = words.text(message(made.gloss))
    elif isinstance(made, click.Option):
        made.help = words.text(message(made.help or ""))
    return made


def refusal(error: click.UsageError, words: Catalogue) -> str:
    """What is printed of a mistyped command: how it is used, and what is wrong with it."""
    if isinstance(error, NothingAskedError):
        return error.message
    complaint = _complaint(error, words)
    if error.ctx is None:
        return words.text(message("error.alone", complaint=complaint))
    usage, command = Printed(error.ctx.get_usage()), error.ctx.command_path
    return words.text(message("usage.refused", usage=usage, complaint=complaint, command=command))


def _complaint(error: click.UsageError, words: Catalogue) -> Said:
    """What click says, without its full stop, and what may help beside it."""
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _misfit(error, error.param, words)
    said = error.message.removesuffix(".")
    if isinstance(error, click.NoSuchOption):
        hint = _meant(error)
        return message("usage.remark", complaint=said, hint=hint) if hint else said
    if isinstance(error, click.BadOptionUsage) and error.ctx:
        option = _option(error.option_name, error.ctx.command)
        if option and not option.is_flag:
            return message("usage.example", complaint=said, name=error.option_name, value=option.metavar or "…")
    return said


def _misfit(error: click.BadParameter, param: click.Parameter, words: Catalogue) -> str:
    """A value that is missing, or does not fit."""
    name = param.human_readable_name if isinstance(param, click.Argument) else param.opts[-1]
    hint = words.text(_quoted(name))
    if isinstance(error, click.MissingParameter):
        told = click.MissingParameter(ctx=error.ctx, param_hint=hint, param_type=param.param_type_name)
        return told.format_message().removesuffix(".")
    choices = param.type.choices if isinstance(param.type, click.Choice) else ()
    said = words.text(message("usage.choices", choices=listing(choices, "or"))) if choices else error.message
    return click.BadParameter(said, error.ctx, param_hint=hint).format_message().removesuffix(".")


def _meant(error: click.NoSuchOption) -> Said:
    """Which option was meant, or where one must stand that a group does not have."""
    if error.possibilities:
        return message("did-you-mean", word=error.possibilities[0])
    ctx, name = error.ctx, error.option_name
    if ctx is None or not isinstance(ctx.command, click.Group):
        return ""
    owner = next((key for key, command in ctx.command.commands.items() if _option(name, command)), None)
    return message("usage.after-command", program=ctx.command_path, command=owner, option=name) if owner else ""


def _option(name: str, command: click.Command) -> click.Option | None:
    options = (param for param in command.params if isinstance(param, click.Option))
    return next((option for option in options if name in option.opts), None)


def _quoted(word: str) -> Said:
    return message("list.quoted", word=word)


def _words(ctx: click.Context) -> Catalogue:
    """Those that the whole run answers in."""
    words: Catalogue = ctx.find_root().obj.words
    return words
