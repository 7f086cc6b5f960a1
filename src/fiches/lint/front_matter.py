"""What values of front matter and settings hold that is printed otherwise than it was meant, whatever the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from fiches.config import languages, typed_series
from fiches.config.format_roles import PERIOD_ROLE
from fiches.config.formats import Format
from fiches.config.languages import Language
from fiches.config.project import COLLECTION, Project
from fiches.config.yaml_reader import Node, YamlEntry, YamlList, YamlTable, YamlText, parse_file
from fiches.content.parser import NOTE_CALL
from fiches.content.source import Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import fold, shown
from fiches.lint import (
    calendar_dates,
    damaged,
    habits,
    pasted,
    personal,
    repeated,
    typed_marks,
    unfinished,
    unpaired,
    value_habits,
)
from fiches.lint.leftovers import PasteRule
from fiches.lint.sought import ANY_FIGURE, may_find, only_with
from fiches.lint.value_habits import FILE_KEYS

VALUES_REMEMBERED = 4096  # those of a collection that its sheets share
FEWEST_WORDS_READ = 3  # of a value that is read as prose is
LONGEST_CAPITALS = 7  # letters; a longer word in capitals is shouted
LONGEST_PERIOD = 50  # years; a longer one is rather a slip
_YEARS = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})")
_DAY_AND_MONTH = re.compile(r"(?P<one>0?[1-9]|1[0-2])[/.-](?P<two>0?[1-9]|1[0-2])[/.-](?P<year>\d{4})")
_CURLY = re.compile(r"“[^“”]*”|‘[^‘’]*’|„[^„“”]*[“”]")
_BETWEEN_GUILLEMETS, _NEVER_QUOTED = re.compile(r"«[^«»]*»"), ("mots_cles", "auteurs", "nom")
_POSITION_KEYS, _WORDS_OF_PHOTOS = ("coordonnees",), ("alt", "legende")  # the first: whose values are no words
_NAMES_OF_OURS = (  # no prose
    "admis", "format", "theme", "imprimeur", "sigle", "adresse", "fiches", "tete_beche", "langue",
)  # fmt: skip
_TITLE_KEYS, DATE_KEY = ("titre", "titre_court"), "date_fiche"  # of sheets of any format
LONGEST_AFTER = 30  # years from the end of a project to its sheet
_NUMBER_BEFORE = re.compile(
    r"(?:(?:fiche|sheet) )?(?:n[°o]\.? ?)?\d{1,2} ?(?:[.)]|[:–—-])\s|(?:fiche|sheet) (?:n[°o]\.? ?)?\d{1,2}\b",
    re.IGNORECASE,
)
_DRAFT_TITLE = re.compile(
    r"\(\d\)$|\(?\b(?:vf\d{0,2}|v\d{1,2})\b.*|\(relue?s? .*|\w+_\w+.*|\.(?:docx?|md|odt|pdf|jpe?g|png)$", re.IGNORECASE
)
ValueRule = Callable[[str, YamlText], Iterator[Fault]]
_NO_WORDS = re.compile(r"[\W_]+")


def check(source: Source, language: str) -> list[Problem]:
    """Everything in the values of one sheet in a language that a person should look at."""
    texts = list(texts_of(source.front))
    faults = [*_of_values(texts), *_of_values(texts, (personal_text,))]
    faults += [one for _, text in texts for one in _day_or_month(text)] if languages.of(language).month_first else []
    faults += [one for entry in source.front.entries for one in (*_title(entry), *repeated.in_list(entry))]
    faults += [*_photos_twice(texts), *_pulled_from_nowhere(texts, source)]
    return [one.in_file(source.path) for one in faults]


def of_settings(project: Project) -> list[Problem]:
    """The same of what collection.yaml has printed; whom it names, and how to reach them, is there to be read."""
    path = project.root / COLLECTION
    table = (parse_file(path)[0] if path.is_file() else None) or YamlTable(())
    texts = [(key, text) for key, text in texts_of(table) if key not in _NAMES_OF_OURS]
    shouted = (one for key, text in texts if key == "nom" for one in capitals("", text))  # of organisations
    return [one.in_file(COLLECTION) for one in chain(_of_values(texts), *map(repeated.in_list, table.entries), shouted)]


def of_booklet(source: Source) -> list[Problem]:
    """The same of the values of a booklet."""
    texts = ((key, text) for key, text in texts_of(source.front) if key not in _NAMES_OF_OURS)
    faults = [*_of_values(texts), *(one for entry in source.front.entries for one in _title(entry))]
    return [one.in_file(source.path) for one in faults]


def of_dates(source: Source, format_: Format) -> Iterator[Problem]:
    """That a sheet is dated before the period that it tells of began, or when who ran the project has long retired."""
    texts, period = dict(texts_of(source.front)), format_.roles.get(PERIOD_ROLE, "").rpartition(".")[2]
    at, told = texts.get(DATE_KEY), texts.get(period)
    dated, begun = (re.findall(r"(?:19|20)\d\d", one.value) if one else [] for one in (at, told))
    if at and dated and begun and (wrong := _apart(max(dated), begun)):
        name, values = wrong
        yield fault(name, at.line, at.column, text=max(dated), **values).in_file(source.path)


def _apart(dated: str, years: list[str]) -> tuple[str, dict[str, str]] | None:
    """How it is told that the year of a sheet is none that goes with those of its project."""
    if dated < min(years):
        return "date-impossible.before", {"begun": min(years)}
    late = int(dated) - int(max(years)) > LONGEST_AFTER
    return ("date-impossible.after", {"ended": max(years)}) if late else None


def _of_values(texts: Iterable[tuple[str, YamlText]], rules: tuple[ValueRule, ...] | None = None) -> list[Fault]:
    return [
        replace(one, line=text.line, column=text.column + one.column - 1)
        for key, text in texts
        for one in _of_value(key, text.value, rules or VALUE_RULES, languages.every())
    ]


@lru_cache(maxsize=VALUES_REMEMBERED)
def _of_value(key: str, value: str, rules: tuple[ValueRule, ...], _: tuple[Language, ...]) -> tuple[Fault, ...]:
    """What is told of a value wherever it stands, once while all languages are as read: many stand in many sheets."""
    text = YamlText(value, 1, 1)
    return tuple(one for rule in may_find(rules, value) for one in rule(key, text))


def texts_of(node: Node, key: str = "") -> Iterator[tuple[str, YamlText]]:
    """Every value that is a text, with the key that it stands under."""
    if isinstance(node, YamlText):
        yield key, node
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from texts_of(item, key)
    else:
        for entry in node.entries:
            yield from texts_of(entry.value, entry.key.value)


def placeholder(key: str, text: YamlText) -> Iterator[Fault]:
    """What was typed to be replaced later. Bad: « à compléter », « XXX », « … »."""
    if text.value and unfinished.is_placeholder(text.value) and text.value not in ("~", "null"):
        yield fault("texte-provisoire.value", text.line, text.column, key=key, text=shown(text.value, 30))


@only_with("“‘„«")
def curly_quotes(key: str, text: YamlText) -> Iterator[Fault]:
    """Quotation marks that a word processor has bent print; straight ones around a value do not. Bad: “Le four”."""
    typed = text.value.strip()
    named = key in _NEVER_QUOTED and _BETWEEN_GUILLEMETS.fullmatch(typed)
    if named or _CURLY.fullmatch(typed):
        name = "guillemets-courbes.named" if named else "guillemets-courbes"
        yield fault(name, text.line, text.column, key=key, text=shown(typed[1:-1].strip(), 60))


@only_with(ANY_FIGURE)
def long_period(key: str, text: YamlText) -> Iterator[Fault]:
    """Two figures change places easily. Bad: 2019-2091."""
    years = _YEARS.fullmatch(text.value.strip())
    if years and int(years[2]) - int(years[1]) > LONGEST_PERIOD:
        length = int(years[2]) - int(years[1])
        yield fault("periode-longue", text.line, text.column, key=key, typed=text.value, length=length)


def pasted_text(key: str, text: YamlText) -> Iterator[Fault]:
    """What is looked for in prose too: notes to oneself, broken letters, capitals, people's numbers."""
    if key in FILE_KEYS or unfinished.is_placeholder(text.value):
        return
    broken = () if typed_series.listed(text.value) else (damaged.damaged_text,)  # « eau|école » is a list
    for rule in (unfinished.left_to_do, *broken, pasted.shouting):
        yield from _as_prose(rule, text)


def personal_text(key: str, text: YamlText) -> Iterator[Fault]:
    """What is somebody's own, in the values of a sheet; a position is what its key asks for."""
    if key not in (*FILE_KEYS, *_POSITION_KEYS) and not unfinished.is_placeholder(text.value):
        yield from _as_prose(personal.personal_data, text)


def _as_prose(rule: PasteRule, text: YamlText) -> Iterator[Fault]:
    """What a rule of prose finds in a value."""
    for _, offset, name, values in rule([text.value]):
        yield fault(name, text.line, text.column + offset, **values)


@only_with("[")
def note_calls(_: str, text: YamlText) -> Iterator[Fault]:
    """No note can be called from a value: a title, a caption. Bad: « Le four[^1] »."""
    for match in NOTE_CALL.finditer(text.value):
        yield fault("note-de-bas-de-page.place", text.line, text.column + match.start(), label=match[1])


@only_with(ANY_FIGURE)
def impossible_date(_key: str, text: YamlText) -> Iterator[Fault]:
    """A date among words; one alone is judged as the value it is."""
    for _, offset, name, values in calendar_dates.impossible_dates([text.value]):
        if values["text"] != text.value.strip():
            yield fault(name, text.line, text.column + offset, **values)


def lone_quote(key: str, text: YamlText) -> Iterator[Fault]:
    """A quotation mark alone, but for inches; a bracket that is left open."""
    for one in unpaired.brackets(text.value) if key not in (*FILE_KEYS, *_POSITION_KEYS) else ():
        yield replace(one, line=text.line, column=text.column + one.column - 1)
    odd = text.value.count('"') == 1 and not re.search(r"\d\s?\"", text.value)
    odd = odd or (text.value[-1:] == "'" and bool(re.fullmatch(r"[^'’]*[^\W\d]'", text.value)))
    if odd or any(text.value.count(pair[0]) != text.value.count(pair[1]) for pair in ("“”", "«»")):
        yield fault("guillemets-impairs.value", text.line, text.column, key=key)


def unread_marks(key: str, text: YamlText) -> Iterator[Fault]:
    """Commas, apostrophes and line ends that went wrong, in values of several words. Bad: Le four ,solidaire."""
    if key not in (*FILE_KEYS, *_POSITION_KEYS) and len(text.value.split()) >= FEWEST_WORDS_READ:
        yield from _as_prose(typed_marks.punctuation, text)


def capitals(key: str, text: YamlText) -> Iterator[Fault]:
    """A value in capitals, but for acronyms. Bad: MONTPELLIER, LE FOUR SOLIDAIRE."""
    spoken = key not in (*FILE_KEYS, "nom") and text.value.isupper() and not re.search(r"\d", text.value)
    if spoken and _is_shouted(re.findall(r"[^\W\d_]+", text.value)):
        yield fault("tout-en-capitales.value", text.line, text.column, text=shown(text.value, 30))


def _is_shouted(words: list[str]) -> bool:
    """Whether capitals are more than those of an acronym; more words are told as what is shouted in prose."""
    long = max(map(len, words)) > LONGEST_CAPITALS or (len(words) > 1 and len("".join(words)) > LONGEST_CAPITALS)
    return long and len([word for word in words if len(word) > 1]) < pasted.SHOUTED


VALUE_RULES: tuple[ValueRule, ...] = (
    placeholder, curly_quotes, lone_quote, long_period, pasted_text, note_calls, impossible_date,
    unread_marks, capitals, *value_habits.RULES_OF_KEYS,
)  # fmt: skip


def _title(entry: YamlEntry) -> Iterator[Fault]:
    """A title begins with a capital, does not end as a sentence does, and says nothing of its file or its text."""
    text = entry.value
    if entry.key.value not in _TITLE_KEYS or not isinstance(text, YamlText):
        return
    typed = text.value.strip()
    noted = next(_noted(typed), None)
    if noted:
        name, match, part = noted
        yield fault(name, text.line, text.column + match.start(part), text=match[part].strip())
    if (
        re.match(r"(?!null$)(?:[a-zà-ÿ]['’]|[a-zà-ÿ]{2,40}(?: |$))", typed)
        and not noted
        and not unfinished.is_placeholder(typed)
    ):
        yield fault("titre-a-revoir.small", text.line, text.column, better=shown(typed[0].upper() + typed[1:], 200))
    if re.search(r"[^\W\d_]{3}\.$", typed) and not re.search(r"[.!?…]\s|\betc\.$", typed):
        yield fault("titre-a-revoir.stop", text.line, text.column + len(typed) - 1, better=shown(typed[:-1], 200))


def _noted(title: str) -> Iterator[tuple[str, re.Match[str], str | int]]:
    """What stands in a title for its author alone, and how it is told: a version; a remark, unless prose has it."""
    if draft := _DRAFT_TITLE.search(title) or habits.found("version", title):
        yield "titre-a-revoir.draft", draft, 0
    elif number := _NUMBER_BEFORE.match(title):
        yield "titre-a-revoir.number", number, 0
    elif not habits.found("a_faire", title) and (remark := habits.found("remarque", title)):
        yield "titre-a-revoir.remark", remark, "remark"


def _day_or_month(text: YamlText) -> Iterator[Fault]:
    """A date in figures that some read one way and some the other: 02/03/2022 is printed as the second of March."""
    typed = _DAY_AND_MONTH.fullmatch(text.value.strip())
    if typed and int(typed["one"]) != int(typed["two"]):
        year, one, two = typed["year"], int(typed["one"]), int(typed["two"])
        taken, other = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
        yield fault("date-ambigue", text.line, text.column, typed=text.value, taken=taken, other=other)


def _photos_twice(texts: list[tuple[str, YamlText]]) -> Iterator[Fault]:
    """The same file under `photos` twice."""
    seen: dict[str, int] = {}
    for key, text in texts:
        if key == FILE_KEYS[0] and text.value in seen:
            yield fault("photo-repetee", text.line, text.column, name=shown(text.value, 40), first=seen[text.value])
        elif key == FILE_KEYS[0]:
            seen[text.value] = text.line
        elif key in _WORDS_OF_PHOTOS and seen.pop(same := f"{key} {fold(text.value)}", 0):
            yield fault("passage-en-double.photo", text.line, text.column, text=shown(text.value, 40), key=key)
        elif key in _WORDS_OF_PHOTOS and len(text.value.split()) >= FEWEST_WORDS_READ:
            seen[same] = text.line


def _pulled_from_nowhere(texts: list[tuple[str, YamlText]], source: Source) -> Iterator[Fault]:
    """A pull quote that no rubric holds: its words are compared, without marks, accents or case."""
    pulled = [text for text in _pulled(texts, source) if text.value.strip(" ~")]
    typed = " ".join(section.text for section in source.sections) if pulled else ""
    body = _bare(NOTE_CALL.sub("", typed))
    for text in pulled:
        if _bare(text.value) not in body:
            yield fault("exergue-absent", text.line, text.column, text=shown(text.value, 50))


def _pulled(texts: list[tuple[str, YamlText]], source: Source) -> Iterator[YamlText]:
    """The sentences that the front matter says are to be pulled out, alone or in a group."""
    yield from (text for key, text in texts if key == "exergue")
    groups = (entry.value for entry in source.front.entries if entry.key.value == "exergue")
    yield from (text for group in groups for key, text in texts_of(group) if key == "texte")


def _bare(text: str) -> str:
    return f" {_NO_WORDS.sub(' ', fold(text)).strip()} "
