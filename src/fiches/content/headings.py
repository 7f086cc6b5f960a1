"""The titles of sections and the rubrics of a format: which one is meant, which are missing or out of order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fiches.config import synonyms
from fiches.config.formats import Format, RubricSpec
from fiches.config.yaml_reader import YamlTable
from fiches.content.source import Section
from fiches.core.messages import Message, listing, message
from fiches.core.problems import Fault, fault
from fiches.core.text import fold, nearest, shown

_MARKS = re.compile(  # around words: « 1. Contexte », « **Contexte** : », « 📌 Contexte »
    r"^\s*#{0,6}\s*(?:[^\w\s(\[{«*_]{1,4}\s+)?[*_]{0,3}"
    r"(?:(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,4}|[A-H](?!\w))(?:\s*[.):–-]|(?<=\d)(?=\s))\s*)?[*_]{0,3}\s*"
    r"|(?:<br ?/?>)?(?:[^\w)\]}»]|_){0,12}$"
)
_ANCHOR = re.compile(  # as other programs leave behind titles, and around them
    r"\s*\{#[\w-]+\}\s*$|\[(?P<words>[^\[\]]{1,120})\]\([^()]{0,300}\)|</?a(?:\s[^<>]{0,300})?>"
)
_CONTINUED = re.compile(r"\s*[(–-]\s*(?:suite|cont(?:inued|inuación|inuação|\.|inúa)?|fin)\b.{0,12}$", re.IGNORECASE)
_REMARK = re.compile(r"\s*(?P<remark>[(\[{].{1,80}[)\]}]|(?:[:–—|/→]|-+>?)\s.{1,80}|\d{1,4}\s(?:mots|words)\b.{0,30})$")
_SEVERAL_TITLES = re.compile(r"\s+(?:et|and|y|e|ou|or|و|&|\+|/)\s+|\s*[,;/+]\s*", re.IGNORECASE)  # titles in one
_LETTERS_APART = re.compile(r"(?:[^\W\d_]\s+){3,}[^\W\d_]")
Places = Mapping[str, int]  # by the id of a rubric that is there: the line of its title


def meant(section: Section, format_: Format, language: str, above: RubricSpec | None = None) -> RubricSpec | Fault:
    """The rubric that a section is, its title in any language; else the fault, told in that of its sheet.

    `above` is the rubric before it, which a title of a lower level would belong to.
    """
    return _named(section.title, format_)[0] or _unknown(section, format_, language, above)


def likeliest(title: str, format_: Format) -> RubricSpec | None:
    """The rubric that a title is, or was most likely meant to be."""
    close = _close(title, format_)
    return _named(title, format_)[0] or next((one for one in format_.rubrics if close in one.titles.values()), None)


def _named(title: str, format_: Format) -> tuple[RubricSpec | None, str]:
    """The rubric that a title names, and the remark that is behind its name."""
    by_title = {fold(title): spec for spec in format_.rubrics for title in spec.titles.values()}
    plain = _bare(title)
    plain = _closed_up(plain, by_title) if _LETTERS_APART.fullmatch(plain) else plain
    if spec := by_title.get(fold(title)) or by_title.get(fold(plain)):
        return spec, ""
    remark = None if _CONTINUED.search(plain) else _REMARK.search(plain)
    spec = by_title.get(fold(_MARKS.sub("", plain[: remark.start()]))) if remark else None
    return spec, remark["remark"] if remark and spec else ""


def _bare(title: str) -> str:
    """A title without what other programs put around its words, and without its marks."""
    return _MARKS.sub("", _ANCHOR.sub(lambda found: found["words"] or "", title))


def _closed_up(title: str, known: Iterable[str]) -> str:
    """The known title that has the same letters without spaces between them."""
    bare = re.sub(r"\s", "", fold(title))
    return next((one for one in known if one.replace(" ", "") == bare), title)


def remarks(section: Section, format_: Format, language: str) -> Iterator[Fault]:
    """What stands in a title behind the name of its rubric, which alone is printed."""
    spec, remark = _named(section.title, format_)
    if spec and remark:
        told = {"text": shown(remark, 40), "title": spec.title(language)}
        yield fault("ne-s-imprime-pas.remark", section.line, **told)


def _unknown(section: Section, format_: Format, language: str, above: RubricSpec | None) -> Fault:
    if not section.title:
        return fault("rubrique-inconnue.no-words", section.line)
    close = _close(section.title, format_)
    own = listing(spec.title(language) for spec in format_.rubrics)
    known = message("rubrique-inconnue.known", rubrics=own)
    title = shown(section.title, 40)
    if above and not close:
        within = "rubrique-inconnue.name" if above.holds == "entries" else "rubrique-inconnue.subtitle"
        known = message(within, title=title, rubric=above.title(language), known=known)
    hint = _advice(section.title, close and _own(close, format_, language), format_) or known
    return fault("rubrique-inconnue", section.line, hint=hint, title=shown(section.title))


def _own(title: str, format_: Format, language: str) -> str:
    """A title as a language has it, of one in any."""
    return next(spec.title(language) for spec in format_.rubrics if title in spec.titles.values())


def not_keys(faults: Sequence[Fault], front: YamlTable, format_: Format, language: str) -> list[Fault]:
    """The faults of a front matter; of keys that have the name of a rubric, with where their words go."""
    keys = {(entry.key.line, entry.key.column): entry.key.value for entry in front.entries}
    unknown = (keys.get((one.line, one.column), "") if one.code == "cle-inconnue" else "" for one in faults)
    titles = (_called(key.replace("_", " "), format_) if key else None for key in unknown)
    return [
        replace(one, hint=message("field.rubric", title=_own(title, format_, language))) if title else one
        for one, title in zip(faults, titles, strict=True)
    ]


def _advice(title: str, close: str | None, format_: Format) -> Message | None:
    """What to do with a title that is near one or more rubrics, the nearest `close`."""
    if close and _CONTINUED.search(title):
        return message("rubrique-inconnue.continued", rubric=close)
    if len(several := _several(title, format_)) > 1:
        return message("rubrique-inconnue.two", rubrics=listing(f"## {one}" for one in several))
    return message("did-you-mean", word=close) if close else None


def _several(title: str, format_: Format) -> list[str]:
    """The rubrics that the parts of a title are meant for."""
    parts = filter(None, _SEVERAL_TITLES.split(title))
    return list(dict.fromkeys(filter(None, (_close(part, format_) for part in parts))))


def repeated(section: Section, spec: RubricSpec, places: Places, language: str) -> Fault:
    """The fault of a section whose rubric stands already at one of `places`."""
    return fault("rubrique-repetee", section.line, title=spec.title(language), first=places[spec.id])


Unmarked = Mapping[str, tuple[int, str]]  # by the id of a rubric: the line that has its title without « ## », as typed


def unmarked(sections: Sequence[Section], places: Places, format_: Format) -> Unmarked:
    """The rubrics that are not at one of `places`, and the first line that has the title of each, otherwise marked."""
    absent = (spec for spec in format_.rubrics if spec.id not in places)
    titles = {fold(title): spec.id for spec in absent for title in spec.titles.values()}
    found: dict[str, tuple[int, str]] = {}
    for section in sections if titles else ():
        for number, line in enumerate(section.text.split("\n"), section.line + 1):
            if id_ := titles.get(fold(_bare(line)), ""):
                found.setdefault(id_, (number, line.strip()))
    return found


def otherwise_marked(found: Unmarked, format_: Format, language: str) -> Iterator[Fault]:
    """The place of each title that lacks its « ## »."""
    for spec in format_.rubrics:
        if spec.id in found:
            line, typed = found[spec.id]
            yield fault("rubrique-absente.unmarked", line, typed=shown(typed, 60), title=spec.title(language))


def absent(strange: Sequence[Section], places: Places, format_: Format, language: str) -> Iterator[Fault]:
    """One fault for all the rubrics that are not there; one misspelt in a `strange` section is already told."""
    misspelt = {_close(section.title, format_) for section in strange}
    missing = [
        spec.title(language)
        for spec in format_.rubrics
        if spec.id not in places and not misspelt & set(spec.titles.values())
    ]
    if missing:
        yield fault("rubrique-absente", n=len(missing), titles=listing(missing), first=missing[0])


def empty(found: Sequence[tuple[str, int]]) -> Iterator[Fault]:
    """One fault for all the rubrics without text: their titles as typed, and their lines."""
    if found:
        titles = listing(shown(title) if len(found) == 1 else title for title, _ in found)
        yield fault("rubrique-vide", found[0][1], n=len(found), titles=titles)


def disordered(places: Places, format_: Format, language: str) -> Iterator[Fault]:
    """The first rubric that is written before one that is printed earlier."""
    order = [spec for spec in format_.rubrics if spec.id in places]
    typed = sorted(order, key=lambda spec: places[spec.id])
    for expected, written in zip(order, typed, strict=True):
        if expected != written:
            titles = {"written": written.title(language), "expected": expected.title(language)}
            yield fault("rubrique-ordre", places[written.id], **titles)
            return


def _close(title_: str, format_: Format) -> str | None:
    """The title, in any language, that `title_` was most likely meant to be: its key, or its like, is enough."""
    named = [(spec, language, title) for spec in format_.rubrics for language, title in spec.titles.items()]
    heads = {spec.split_title(language)[0]: title for spec, language, title in named}
    words = heads | {title: title for _, _, title in named}
    called = _called(title_, format_)
    close = None if called else nearest(_CONTINUED.sub("", title_), words)
    return words[close] if close else called


def _called(typed: str, format_: Format) -> str | None:
    """The title, in any language, that some words are, or say the same as it or as its key."""
    folded = fold(_bare(typed))
    for spec in format_.rubrics:
        for language, title in spec.titles.items():
            words = (title, spec.split_title(language)[0])
            if folded in map(fold, words) or folded in synonyms.others(words, language):
                return title
    return None
