"""What is said to people, by name: the words of every language stand in the catalogue, `locale/`."""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fiches.core.visible import Printed, begun, visible, within

LOCALE = Path(__file__).resolve().parents[1] / "locale"
SOURCE_LANGUAGE = "fr"
INTERFACE_LANGUAGES = ("fr", "en")  # whose catalogues are complete
REMEDY = ".remedy"  # ends the name of what to do next, after the name of what is wrong


@dataclass(frozen=True, slots=True)
class Message:
    """The name of a sentence of the catalogue, and the values that it holds, before it is said in a language.

    Values are texts (of authors, never of ours), numbers, other messages, or lists of those. The whole number `n`
    chooses the plural. `str()` and the words of tests are French, the source.
    """

    name: str
    values: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return catalogue(SOURCE_LANGUAGE).text(self)

    @property
    def remedy(self) -> Message:
        """What to do next, which the catalogue may hold under the same name; else nothing is said."""
        return Message(self.name + REMEDY, self.values)


Said = Message | str  # a str is somebody else's words: an author's, a library's


def message(name: str, /, **values: Any) -> Message:  # noqa: ANN401  # what a sentence may hold
    """The sentence `name` of the catalogue with its values."""
    return Message(name, tuple((key, _kept(value)) for key, value in values.items()))


def _kept(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_kept, value)) if isinstance(value, list | tuple) else value


def listing(words: Iterable[Said], last: str = "and") -> Said:
    """« a », « b » et « c », each between quotation marks; `last` is "and" or "or"."""
    return enumeration([message("list.quoted", word=word) for word in words], last)


def enumeration(parts: Iterable[Said], last: str = "and") -> Said:
    """a, b et c, as they are; `last` is "and" or "or"."""
    *most, final = [*parts] or [""]
    return message(f"list.{last}", most=most, final=final) if most else final


class Catalogue:
    """The words of one language; what it lacks is said by its name, which a test never lets happen."""

    def __init__(self, language: str) -> None:
        self.language = language
        path = LOCALE / language / "LC_MESSAGES" / "fiches.mo"
        with path.open("rb") as file:
            self._words = gettext.GNUTranslations(file)
        self._formatter = _Formatter(self)

    def has(self, name: str) -> bool:
        """Whether there are words of that name, in one number or in two."""
        return self._template(name, 1) != name

    def text(self, said: Said) -> Printed:
        """What is said, in this language, made visible; a remedy that the catalogue does not hold is nothing."""
        if isinstance(said, str):
            return Printed(visible(said))
        values = dict(said.values)
        template = self._template(said.name, values.get("n"))
        if template == said.name:
            return Printed("" if template.endswith(REMEDY) else template)
        return Printed(begun(self._formatter.vformat(template, (), values)))

    def _template(self, name: str, n: object) -> str:
        if isinstance(n, int):
            found = self._words.ngettext(name, name, n)
            if found != name:
                return found
        return self._words.gettext(name)

    @property
    def decimal_sign(self) -> str:
        """What stands before decimals."""
        return self._words.gettext("number.decimal")


class _Formatter(string.Formatter):
    """Puts values into a sentence as its language writes them."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        """A number of one decimal at most unless `format_spec` says otherwise; a list with commas; a text visible."""
        if isinstance(value, str):
            return format(within(value), format_spec)
        if isinstance(value, Message):
            return self._words.text(value)
        if isinstance(value, tuple):
            return ", ".join(self.format_field(part, "") for part in value)
        if isinstance(value, float):
            text = format(value, format_spec) if format_spec else f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
            return text.replace(".", self._words.decimal_sign)
        return format(value, format_spec)

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401, ARG002
        """A value by its name; « … » where a sentence asks for one that was not given."""
        return kwargs.get(str(key), "…")


@cache
def catalogue(language: str) -> Catalogue:
    """The words of a language, or of the source where there are none of it."""
    return Catalogue(language if language in INTERFACE_LANGUAGES else SOURCE_LANGUAGE)


def revived(data: Any) -> Said:  # noqa: ANN401
    """The message that `dataclasses.asdict` and JSON made of one; KeyError, TypeError where it is none."""
    return (
        data
        if isinstance(data, str)
        else Message(data["name"], tuple((str(k), _revived(v)) for k, v in data["values"]))
    )


def _revived(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return tuple(map(_revived, value))
    return revived(value) if isinstance(value, dict) else value
