"""A Source becomes a Booklet: a title, front pages and the sheets it gathers, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, cast

from fiches.config import called_keys, fields, formats, languages
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.project import BOOKLET_STEM, Project
from fiches.config.values import Period, Reference
from fiches.config.yaml_reader import YamlTable, place
from fiches.content import directions, link_definitions, markdown, notes, versions
from fiches.content.blocks import Block
from fiches.content.sheet import Rubric, Sheet
from fiches.content.source import Source, is_slug
from fiches.content.structure import heading_faults, misplaced_pictures, stray_text
from fiches.content.versions import Version
from fiches.core.messages import Said, listing, message
from fiches.core.problems import Fault, Problem, fault, has_errors
from fiches.core.text import did_you_mean, fold, slugify

OTHER_BOOKLET = "tete_beche"  # the key that names the booklet that is read from the back cover
SHEET_BY_SHEET = "fiche"  # a sheet in all its languages, then the next; else all in one language, then the other
_STEM = re.compile(rf"{BOOKLET_STEM}(-[a-z0-9]+)*")


def booklet_fields() -> tuple[Field, ...]:
    """The keys of a booklet, from the list in templates/livret.yaml."""
    return formats.house_fields("livret.yaml")


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A text that precedes the sheets."""

    title: str
    blocks: tuple[Block, ...]
    line: int


Told = Mapping[str, tuple[str, ...]]  # what a sheet says, folded, by key


class Shelf(NamedTuple):
    """All the sheets that booklets choose from, by name, and what those say that are good (others are not selected)."""

    slugs: Sequence[str]
    told: Mapping[str, Told]
    keys: frozenset[str]  # by which some sheet can be selected
    works: Mapping[str, tuple[Version, ...]]  # the versions of each sheet, by the name that they share
    versions: Mapping[str, Version]  # those whose own name says their language, by that


def shelf(slugs: Sequence[str], told: Mapping[str, Told], usual: str) -> Shelf:
    """The sheets of a collection, whose `usual` language is that of those that say none."""

    def spoken(slug: str) -> Version:
        said = versions.split(slug)[1] or next(iter(told.get(slug, {}).get("langue", ())), usual)
        return Version(slug, said)

    works = {name: tuple(map(spoken, several)) for name, several in versions.works(slugs).items()}
    exact = {one.slug: one for several in works.values() for one in several if one.slug not in works}
    return Shelf(slugs, told, frozenset(chain.from_iterable(told.values())), works, exact)


@dataclass(frozen=True, slots=True)
class Booklet:
    """One booklet; the sheets are named by their slugs until they are all known to be good."""

    slug: str
    path: str
    title: str
    language: str
    fields: fields.Values
    front: tuple[FrontPage, ...]
    sheets: tuple[str, ...]
    format: str = ""  # of its own pages, by name; nothing: that of the collection


def check(source: Source, project: Project, shelf: Shelf) -> tuple[Booklet | None, list[Problem]]:
    """The booklet that chooses among the sheets of a shelf, and everything wrong with it."""
    values, faults = fields.read(source.front, booklet_fields())
    language = versions.split(source.slug)[1] or str(values.get("langue", project.language))
    fronts, front_faults = _front_pages(source, language)
    faults += [
        *_name_faults(source.slug),
        *stray_text(source.preamble),
        *_selection_faults(source, project.format, shelf),
        *front_faults,
    ]
    faults += _unknown_languages(source, values)
    faults += _other_booklet_faults(source, str(values.get(OTHER_BOOKLET, "")), project)
    chosen = tuple(_chosen(values, shelf, language, faults))
    if not chosen and not faults:
        faults.append(_empty(source, shelf))
    problems = [one.in_file(source.path) for one in faults]
    if has_errors(problems):
        return None, problems
    title, name = str(values["titre"]), project.format.name
    return Booklet(source.slug, source.path, title, language, values, fronts, chosen, name), problems


def _empty(source: Source, shelf: Shelf) -> Fault:
    """That a booklet holds no sheet: there is none, none is chosen, or those that might be have errors."""
    if not shelf.slugs:
        return fault("livret-vide.no-sheets", *place(source.front, "fiches"))
    name = "livret-vide" if len(shelf.told) == len(shelf.slugs) else "livret-vide.unread"
    return fault(name, *place(source.front, "selection"))


def _front_pages(source: Source, language: str) -> tuple[tuple[FrontPage, ...], list[Fault]]:
    fronts, faults = list[FrontPage](), list[Fault]()
    links = link_definitions.of(section.text for section in source.sections)
    read = [markdown.read(section.text, section.line + 1, links) for section in source.sections]
    texts, noted = notes.settled({str(place): blocks for place, (blocks, _) in enumerate(read)}, source.slug)
    for section, (_, prose_faults), (key, blocks) in zip(source.sections, read, texts.items(), strict=True):
        faults += [*prose_faults, *noted.get(key, ()), *heading_faults(blocks), *misplaced_pictures(blocks)]
        if blocks:  # a title alone would be a page that says nothing
            fronts.append(FrontPage(section.title, directions.told(blocks, language), section.line))
    return tuple(fronts), faults


def _name_faults(slug: str) -> Iterator[Fault]:
    if is_slug(slug) and not _STEM.fullmatch(versions.work(slug)):
        yield fault("nom-de-fichier.booklet", stem=BOOKLET_STEM)


def _selection_faults(source: Source, format_: Format, shelf: Shelf) -> Iterator[Fault]:
    """Keys to select by that no sheet has, whatever its format, and a selection beside a list."""
    entries = {entry.key.value: entry for entry in source.front.entries}
    selection = entries.get("selection")
    if selection and "fiches" in entries:
        yield fault("champ-invalide.list-and-selection", selection.key.line, selection.key.column)
    known = sorted(_key_names(format_.fields) | shelf.keys)
    others = message("cle-inconnue.selection.known", keys=listing(known))
    wanted = selection.value if selection else None
    for entry in wanted.entries if isinstance(wanted, YamlTable) else ():
        key = entry.key
        if key.value not in known:
            hint = _meant_key(key.value, format_) or did_you_mean(key.value, known) or others
            yield fault("cle-inconnue.selection", key.line, key.column, hint=hint, key=key.value)


def _meant_key(typed: str, format_: Format) -> Said:
    """The key of a sheet that is called so; nothing where none is."""
    called = called_keys.meant(typed, {one.name: one.label for one in format_.fields})
    return message("did-you-mean", word=called) if called else ""


def _key_names(known: Sequence[Field]) -> set[str]:
    return {name for field in known for name in (field.name, *_key_names(field.fields))}


def _chosen(values: fields.Values, shelf: Shelf, language: str, faults: list[Fault]) -> Iterator[str]:
    """The sheets of a booklet in order: of each that has several versions, those in its languages."""
    wanted = cast(tuple[str, ...], values.get("langues", (language,)))
    named = cast(tuple[Reference, ...], values.get("fiches", ()))
    picked = _named(named, shelf, faults) if named else _selected(values, shelf)
    rows = [_in_languages(several, wanted) for several in picked]
    if values.get("disposition") != SHEET_BY_SHEET:
        yield from (row[place].slug for place in range(len(wanted)) for row in rows if len(row) > place)
    else:
        yield from (one.slug for row in rows for one in row)


def _in_languages(several: Sequence[Version], wanted: Sequence[str]) -> list[Version]:
    """The versions in these languages, in their order; the first that there is where there is none."""
    return [one for code in wanted for one in several if one.language == code] or [several[0]]


def _selected(values: fields.Values, shelf: Shelf) -> Iterator[tuple[Version, ...]]:
    """Those whose keys say what the booklet asks for, in some version; all of them where it asks for nothing."""
    asked = {key: fold(text) for key, text in cast(Mapping[str, str], values.get("selection", {})).items()}
    for several in shelf.works.values():
        if not asked or any(_matches(shelf.told.get(one.slug, {}), asked) for one in several):
            yield several


def _named(named: Sequence[Reference], shelf: Shelf, faults: list[Fault]) -> Iterator[tuple[Version, ...]]:
    """Those that a booklet lists; one that it names with its language, in that alone."""
    seen: set[str] = set()
    for reference in named:
        name, place_ = reference.name, (reference.line, reference.column)
        if name not in shelf.works and name not in shelf.versions:
            faults.append(fault("fiche-absente", *place_, hint=_meant(name, shelf), name=name))
        elif name in seen:
            faults.append(fault("champ-invalide.named-twice", *place_, name=name))
        else:
            seen.add(name)
            yield shelf.works.get(name) or (shelf.versions[name],)


def _meant(name: str, shelf: Shelf) -> Said:
    """What to do about a sheet that is not there: the name of one may only have to be written as such."""
    misnamed = next((one for one in shelf.slugs if slugify(one) == name), "")
    bare = re.sub(r".*[/\\]|\.md$", "", name)  # « sheets/four.md »
    likely = message("did-you-mean", word=bare) if bare in shelf.slugs else did_you_mean(bare, shelf.slugs)
    return message("fiche-absente.misnamed", file=misnamed, name=name) if misnamed else likely


def _unknown_languages(source: Source, values: fields.Values) -> Iterator[Fault]:
    for code in cast(tuple[str, ...], values.get("langues", ())):
        if code not in languages.codes():
            at = place(source.front, "langues")
            yield fault("champ-invalide.languages", *at, code=code, known=listing(languages.codes()))


def _other_booklet_faults(source: Source, name: str, project: Project) -> Iterator[Fault]:
    """Another booklet that is named and is none, or the same."""
    known = sorted({path.stem for path in project.sources()[1]} - {source.slug}) if name else []
    if name and name not in known:
        at = place(source.front, OTHER_BOOKLET)
        yield fault("fiche-absente.booklet", *at, hint=did_you_mean(name, known), name=name)


def _matches(told: Told, wanted: Mapping[str, str]) -> bool:
    return all(text in told.get(key, ()) for key, text in wanted.items())


def face(sheet: Sheet) -> Sheet:
    """A sheet as a booklet's own pages know it: its header, which rubrics it has and who is named there, no text."""
    return replace(sheet, rubrics=tuple(map(_face, sheet.rubrics)))


def _face(rubric: Rubric) -> Rubric:
    entries = (
        replace(entry, line=0, blocks=(), logo=entry.logo and replace(entry.logo, line=0)) for entry in rubric.entries
    )
    testimonies = (replace(testimony, line=0, blocks=(), notes=()) for testimony in rubric.testimonies)
    return replace(rubric, line=0, blocks=(), entries=tuple(entries), testimonies=tuple(testimonies))


def told(sheet: Sheet, format_: Format) -> Told:
    """What a sheet may be selected by."""
    found: dict[str, set[str]] = {name: set() for name in sorted(_key_names(format_.fields))}
    _gather({"langue": sheet.language, "format": sheet.format, **sheet.fields}, found)
    return {key: tuple(sorted(texts)) for key, texts in found.items() if texts}


def _gather(values: Mapping[str, object], found: Mapping[str, set[str]]) -> None:
    """Adds every text given for one of the keys of `found`, at any depth, folded."""
    for name, value in values.items():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Mapping):
                _gather(item, found)
            elif name in found:
                found[name].add(fold(_word(item)))


def _word(value: object) -> str:
    """A value as an author would type it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Reference):
        return value.name
    return value.printed if isinstance(value, Period) else str(value)
