"""Click in French: its headings, its help and its complaints about a mistyped command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from fiches.core.messages import listing
from fiches.core.text import did_you_mean


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
    """A command whose help and complaints are in French."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, described in French."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Affiche cette aide."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """« Utilisation : … »."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Utilisation : ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments and the options, each under a French heading."""
        params = self.get_params(ctx)
        for title, sort in (("Arguments", click.Argument), ("Options", click.Option)):
            rows = (param.get_help_record(ctx) for param in params if isinstance(param, sort))
            _write_list(formatter, title, rows)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, but for what is said of an option without its value and of one argument too many."""
        takes_all, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not takes_all and not ctx.resilient_parsing:
            remedy = "écrivez entre guillemets droits ce qui compte plusieurs mots"
            raise click.UsageError(f"{_quoted(rest)} : c'est un argument de trop ; {remedy}", ctx)
        return rest


class Group(click.Group, Command):
    """A group of commands whose help and complaints are in French."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands under a French heading."""
        rows = ((name, command.get_short_help_str(200)) for name, command in self.commands.items())
        _write_list(formatter, "Commandes", rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of the source, which is the order of use."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's; nothing at all asks for the help, and is a mistake to scripts."""
        if not args and not ctx.resilient_parsing:
            raise NothingAskedError(ctx.get_help(), ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401
        """As click's, with a near miss named."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.commands) or f"les commandes sont {listing(self.commands)}"
            raise click.UsageError(f"la commande « {args[0]} » n'existe pas ; {hint}", ctx)
        return super().resolve_command(ctx, args)


def refusal(error: click.UsageError) -> str:
    """What is printed of a mistyped command: how it is used, and what is wrong with it."""
    if isinstance(error, NothingAskedError):
        return error.message
    if error.ctx is None:
        return f"erreur : {_complaint(error)}"
    more = f"pour en savoir plus : {error.ctx.command_path} --help"
    return f"{error.ctx.get_usage()}\nerreur : {_complaint(error)}\n    {more}"


def _complaint(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=close):
            hint = f"vouliez-vous dire « {close[0]} » ?" if close else _elsewhere(name, error.ctx)
            return f"l'option « {name} » n'existe pas" + (f" ; {hint}" if hint else "")
        case click.MissingParameter(param=param):
            return f"il manque {_shown(param)}"
        case click.BadOptionUsage(option_name=name):
            return f"l'option « {name} » {_expected(name, error.ctx)}"
        case click.BadParameter(param=param):
            return f"{_shown(param)} : cette valeur ne convient pas{_choices(param)}"
    return error.message


def _elsewhere(name: str, ctx: click.Context | None) -> str:
    """Where an option that a group does not have must stand."""
    commands = ctx.command.commands if ctx and isinstance(ctx.command, click.Group) else {}
    owner = next((key for key, command in commands.items() if _option(name, command)), None)
    return f"elle suit la commande : {ctx.command_path} {owner} {name} …" if ctx and owner else ""


def _expected(name: str, ctx: click.Context | None) -> str:
    param = _option(name, ctx.command) if ctx else None
    if param is None:
        return "est mal employée"
    return "n'attend pas de valeur" if param.is_flag else f"attend une valeur : {name} {param.metavar or '…'}"


def _option(name: str, command: click.Command) -> click.Option | None:
    options = (param for param in command.params if isinstance(param, click.Option))
    return next((option for option in options if name in option.opts), None)


def _shown(param: click.Parameter | None) -> str:
    if param is None:
        return "un argument"
    return _quoted([param.human_readable_name if isinstance(param, click.Argument) else param.opts[-1]])


def _choices(param: click.Parameter | None) -> str:
    if param is not None and isinstance(param.type, click.Choice):
        *most, last = (f"« {choice} »" for choice in param.type.choices)
        return f" ; écrivez {', '.join(most)} ou {last}"
    return ""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"« {word} »" for word in words)


def _write_list(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str] | None]) -> None:
    found = [row for row in rows if row]
    if found:
        with formatter.section(f"{title} "):  # click adds the colon, French the space before it
            formatter.write_dl(found)
