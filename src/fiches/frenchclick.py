"""Click in French: its headings, its help and its complaints about a mistyped command."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from fiches.wording import did_you_mean, listing


class Command(click.Command):
    """A command whose help is in French."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, described in French."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Affiche cette aide."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """« Utilisation : … »."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Utilisation : ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a French heading."""
        self._write_list(formatter, "Options", (param.get_help_record(ctx) for param in self.get_params(ctx)))

    @staticmethod
    def _write_list(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str] | None]) -> None:
        found = [row for row in rows if row]
        if found:
            with formatter.section(title):
                formatter.write_dl(found)


class Group(click.Group, Command):
    """A group of commands whose help is in French."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under a French heading."""
        rows = ((name, command.get_short_help_str(80)) for name, command in self.commands.items())
        self._write_list(formatter, "Commandes", rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of the source, which is the order of use."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401
        """As click's, with a near miss named."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.commands) or f"les commandes sont {listing(self.commands)}"
            raise click.UsageError(f"la commande « {args[0]} » n'existe pas ; {hint}", ctx)
        return super().resolve_command(ctx, args)


def complaint(error: click.UsageError) -> str:
    """What is wrong with the command line, in French."""
    match error:
        case click.NoSuchOption(option_name=name, possibilities=close):
            return f"l'option « {name} » n'existe pas" + (f" ; vouliez-vous dire « {close[0]} » ?" if close else "")
        case click.MissingParameter(param=param):
            return f"il manque {_shown(param)}"
        case click.BadOptionUsage(option_name=name):
            return f"l'option « {name} » attend une valeur, ou n'en attend pas"
        case click.BadParameter(param=param):
            return f"{_shown(param)} : cette valeur ne convient pas{_choices(param)}"
    return error.message


def _shown(param: click.Parameter | None) -> str:
    if param is None:
        return "un argument"
    name = param.human_readable_name if isinstance(param, click.Argument) else param.opts[-1]
    return f"« {name} »"


def _choices(param: click.Parameter | None) -> str:
    if param is not None and isinstance(param.type, click.Choice):
        return f" ; écrivez {listing(map(str, param.type.choices))}"
    return ""
