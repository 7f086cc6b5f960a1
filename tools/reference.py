"""Writes docs/reference.md, the table of zones of docs/formats.md, their English twins and the JSON schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from fiches.build import format_folders
from fiches.cli import language
from fiches.cli.commands import spoken
from fiches.cli.main import cli
from fiches.compose import zones_reader
from fiches.config import formats, json_schema, languages
from fiches.config.fields import KINDS, Field
from fiches.config.formats import Format
from fiches.config.project import HOUSE, search, settings_fields
from fiches.config.translated import Translated
from fiches.content import booklet
from fiches.core.messages import INTERFACE_LANGUAGES, Catalogue, Said, catalogue, message
from fiches.core.problems import CODES, ExitCode, Severity
from fiches.preflight.verdict import CHECKS, Check
from fiches.press.profiles import printer_fields

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"fr": ROOT / "docs" / "reference.md", "en": ROOT / "docs" / "reference.en.md"}
FORMAT_PAGES = {"fr": ROOT / "docs" / "formats.md", "en": ROOT / "docs" / "formats.en.md"}
TABLE_START, TABLE_END = "<!-- zones -->\n", "<!-- /zones -->\n"  # in those, around the table
HOUSE_FORMAT = "capitalisation"
SCHEMA = ROOT / "templates" / HOUSE_FORMAT / "schema.json"
FORMAT_SCHEMAS = ROOT / "templates"


def house_format() -> Format:
    """The format that the reference describes; ValueError says why it cannot be read."""
    found, faults = formats.load(HOUSE_FORMAT, search(HOUSE, "templates"))
    if found is None or faults:
        raise ValueError(faults)
    return found


class Reference:
    """The page in one language."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words
        self._house = house_format()

    def text(self) -> str:
        """The whole of it."""
        about = {"format": HOUSE_FORMAT}
        parts = (
            self._section(message("reference.introduction")),
            self._commands(),
            self._exit_codes(),
            self._keys(message("reference.sheet", **about), self._house.fields),
            self._rubrics(),
            self._keys(message("reference.booklet"), booklet.booklet_fields()),
            self._keys(message("reference.settings"), settings_fields()),
            self._keys(message("reference.printer"), printer_fields()),
            self._kinds(),
            self._languages(),
            self._problems(),
            self._checks(),
        )
        return "\n".join(parts)

    def _section(self, said: Said, table: str = "") -> str:
        return (
            "\n\n".join(filter(None, (said if isinstance(said, str) else self._words.text(said), table.rstrip("\n"))))
            + "\n"
        )

    def _commands(self) -> str:
        rows = [*self._options(spoken(cli, self._words)), ("`-h`, `--help`", self._words.text(message("option.help")))]
        common = self._section(message("reference.commands"), self._table(message("reference.commands.head"), rows))
        return "\n".join((common, *map(self._one_command, cli.commands.values())))

    def _one_command(self, unspoken: click.Command) -> str:
        one = spoken(unspoken, self._words)
        arguments = [param.metavar or "" for param in one.params if isinstance(param, click.Argument)]
        rows = list(self._options(one))
        options = self._table(message("reference.commands.head"), rows) if rows else ""
        usage = " ".join(("fiches", one.name or "", *arguments))
        return self._section(f"### fiches {one.name}\n\n`{usage}`\n\n{one.help}", options)

    def _options(self, one: click.Command) -> Iterator[tuple[str, str]]:
        """(how it is typed, what it does) of each option."""
        for param in one.params:
            if isinstance(param, click.Option) and not param.hidden:
                value = f" {param.metavar}" if param.metavar and not param.is_flag else ""
                yield ", ".join(f"`{name}{value}`" for name in reversed(param.opts)), param.help or ""

    def _exit_codes(self) -> str:
        said = [message(f"reference.exit.{code.name.lower()}") for code in ExitCode]
        rows = [(f"`{code.value}`", self._words.text(one)) for code, one in zip(ExitCode, said, strict=True)]
        return self._section(message("reference.exits"), self._table(message("reference.exits.head"), rows))

    def _keys(self, said: Said, fields: Sequence[Field]) -> str:
        """The keys of one sort of front matter."""
        rows = [row for field in fields for row in self._key_rows(field)]
        return self._section(said, self._table(message("reference.keys.head"), rows))

    def _key_rows(self, field: Field, outer: str = "") -> Iterator[tuple[str, ...]]:
        """One key, then those it holds."""
        name = f"{outer}`{field.name}`"
        duties = {"reference.key.required": field.required, "reference.key.advised": field.advised}
        duty = next((self._words.text(message(one)) for one, holds in duties.items() if holds), "")
        yield (
            name,
            field.kind,
            duty,
            " ".join(self._explanations(field)),
            f"`{self._translated(field.example)}`" if field.example else "",
        )
        for inner in field.fields:
            yield from self._key_rows(inner, f"{name} › ")

    def _explanations(self, field: Field) -> Iterator[str]:
        yield self._translated(field.description)
        if field.choices:
            yield self._words.text(message("reference.key.choices", choices=_fixed(field.choices)))
        if field.one_of:
            yield self._words.text(message("reference.key.one-of", keys=_fixed(field.one_of)))

    def _translated(self, text: Translated) -> str:
        return text.in_language(self._words.language)

    def _rubrics(self) -> str:
        """The rubrics in their printed order, what each holds, their titles by language."""
        house = self._house
        rows = [
            (
                str(number),
                f"**{spec.title(self._words.language)}**",
                self._words.text(message(f"reference.holds.{spec.holds}")),
                self._translated(spec.question),
            )
            for number, spec in enumerate(house.rubrics, start=1)
        ]
        codes = list(dict.fromkeys(code for spec in house.rubrics for code in spec.titles))
        titles = [tuple(spec.titles.get(code, "") for code in codes) for spec in house.rubrics]
        head = " | ".join(languages.of(code).name for code in codes)
        first = self._table(message("reference.rubrics.head"), rows)
        return "\n".join(
            (
                self._section(message("reference.rubrics", format=HOUSE_FORMAT), first),
                self._section(message("reference.rubrics.titles"), self._table(head, titles)),
            )
        )

    def _kinds(self) -> str:
        rows = [(f"`{kind}`", self._words.text(message(f"reference.kind.{kind}"))) for kind in KINDS]
        return self._section(message("reference.kinds"), self._table(message("reference.kinds.head"), rows))

    def _languages(self) -> str:
        """What a sheet, and a passage of it, may be written in."""
        no, yes = (self._words.text(one) for one in (message("reference.no"), message("reference.yes")))
        whole = languages.codes()
        rows = [(f"`{tag}`", languages.of(tag).name, yes if tag in whole else no) for tag in languages.passages()]
        return self._section(message("reference.languages"), self._table(message("reference.languages.head"), rows))

    def _problems(self) -> str:
        """Every code that a message may end with."""
        parts = [self._section(message("reference.problems"))]
        for severity in Severity:
            codes = [code for code, of in CODES.items() if of is severity]
            rows = [(f"`{code}`", self._words.text(message(f"meaning.{code}"))) for code in codes]
            table = self._table(message("reference.problems.head"), rows)
            parts.append(self._section(message(f"reference.severity.{severity}"), table))
        return "\n".join(parts)

    def _checks(self) -> str:
        """Every check of `fiches preflight`, from the manual that each carries."""
        return "\n".join((self._section(message("reference.checks")), *map(self._check, CHECKS)))

    def zones(self) -> str:
        """The keys of each kind of zone: those it cannot do without, its others, those that most kinds have."""
        rows = []
        for kind, own in zones_reader.ZONE_KEYS.items():
            asked, free = ([one.name for one in own if one.required is wanted] for wanted in (True, False))
            shared = [one.name for one in zones_reader.COMMON_KEYS[kind]]
            rows.append((f"`{kind}`", *(", ".join(_fixed(names)) for names in (asked, free, shared))))
        return self._table(message("reference.zones.head"), rows)

    def _check(self, one: Check) -> str:
        return self._section(message("reference.check", code=one.code, title=one.title, manual=one.manual))

    def _table(self, head: Said, rows: Iterable[Sequence[str]]) -> str:
        """A Markdown table; bars part the cells of its head."""
        cells = self._words.text(head).split(" | ")
        lines = [cells, ["---"] * len(cells), *rows]
        return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _fixed(words: Iterable[str]) -> list[str]:
    return [f"`{word}`" for word in words]


def reference(language_code: str) -> str:
    """The page in a language, click's own words in it too."""
    language.bind(language_code)
    return Reference(catalogue(language_code)).text()


def with_zones(language_code: str) -> str:
    """The page about formats in a language, its table of zones anew."""
    before, _, rest = FORMAT_PAGES[language_code].read_text("utf-8").partition(TABLE_START)
    table = Reference(catalogue(language_code)).zones()
    return f"{before}{TABLE_START}{table}{TABLE_END}{rest.partition(TABLE_END)[2]}"


def outputs() -> dict[Path, str]:
    """What this tool writes: text by file."""
    pages = {PAGES[one]: reference(one) for one in INTERFACE_LANGUAGES}
    pages |= {FORMAT_PAGES[one]: with_zones(one) for one in INTERFACE_LANGUAGES}
    schemas = {FORMAT_SCHEMAS / f"{name}.schema.json": _schema(name) for name in format_folders.KEYS}
    return {**pages, SCHEMA: json_schema.text(house_format()), **schemas}


def _schema(name: str) -> str:
    """The schema of a file of a format, by what it is called without its ending."""
    made = json_schema.of_file(f"{name}.yaml", format_folders.described_keys(name))
    return json.dumps(made, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path, text in outputs().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        print(path.relative_to(ROOT))
