"""What a person must add to a sheet for those who do not see its pages, or do not know its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from fiches.config.values import FileName
from fiches.content.blocks import Block, Inline, Span, plain
from fiches.content.sheet import Rubric, Sheet, records
from fiches.content.source import Source
from fiches.core.problems import Fault, Problem
from fiches.core.text import fold, shown

LONGEST_ACRONYM = 6  # letters of what is taken for an acronym
COMMON = frozenset(["CD", "DVD", "GPS", "PDF", "SMS", "TV", "USB", "VIH", "WC"])  # that every reader knows
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|svg|webp|gif|heic)|(?:img|dsc[nf]?|pxl)[\W_]*\d.*|(?:photo|image)[\W_]*\d+|whatsapp\b.*", re.I
)
_BARE_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|[\w.-]+\.[a-z]{2,}/\S+", re.I)
_LETTERS = re.compile(r"[A-ZÉÈ]+(?:[&/][A-ZÉÈ]+)*")
_ACRONYM = re.compile(rf"(?<![\w&/-]){_LETTERS.pattern}(?![\w&/-]|['’][A-Za-zÀ-ÿ])")
_LAST = re.compile(rf"({_LETTERS.pattern})\s*\Z")
_SAID = re.compile(rf"\bsigle\s+(?:d['’])?({_LETTERS.pattern})")
_TWO_WORDS = re.compile(r"\w\s+\w")
_ROMAN = re.compile(r"[IVXLC]+")
_PEOPLE = re.compile(
    r"\b(?:hommes?|femmes?|enfants?|filles?|fillettes?|garçons?|personnes?|habitante?s?|villageoise?s?|élèves|écoliers?|"
    r"écolières?|visages?|portraits?|bénévoles?|membres?|agriculteurs?|agricultrices?|ouvriers?|ouvrières?|jeunes|"
    r"familles?|président|présidente|groupe|foule|participante?s?)\b",
    re.I,
)


def check(source: Source, one: Sheet, glossary: Sequence[str] = ()) -> list[Problem]:
    """Everything of a sheet that keeps a reader out; `glossary`: acronyms that the collection explains elsewhere."""
    faults = [*_photos(one), *_logos(one), *_links(one)]
    faults += _acronyms(source, {*COMMON, *glossary}) if one.language == "fr" else []
    return [fault.in_file(source.path) for fault in faults]


def _photos(one: Sheet) -> Iterator[Fault]:
    for photo in records(one, "photos"):
        file, alt = photo["fichier"], str(photo.get("alt", ""))
        if alt and _FILE_NAME.fullmatch(alt.strip()):
            message = f"« {shown(alt)} » est un nom de fichier, pas une description"
            yield Fault("alt-nom-de-fichier", message, *_at(file), "dites en une phrase ce que l'on voit sur la photo")
        elif alt and fold(alt) == fold(str(photo.get("legende", ""))):
            yield Fault(
                "alt-legende",
                f"« {shown(alt)} » répète la légende",
                *_at(file),
                "la légende nomme ou situe ; dans « alt », dites ce que l'on voit",
            )
        yield from _consent(photo, file)


def _consent(photo: Mapping[str, object], file: FileName) -> Iterator[Fault]:
    """Whether those whom a photo shows have agreed; it is asked when its words speak of people."""
    said = f"{photo.get('alt', '')} {photo.get('legende', '')}"
    people = _PEOPLE.search(said)
    if photo.get("consentement") == "non":
        yield Fault(
            "consentement",
            "les personnes de cette photo n'ont pas donné leur accord",
            *_at(file),
            "retirez la photo, ou remplacez-la par une autre",
        )
    elif people and "consentement" not in photo:
        message = f"« {people[0]} » : rien ne dit si ces personnes sont d'accord pour paraître"
        yield Fault(
            "consentement",
            message,
            *_at(file),
            "ajoutez « consentement: oui », ou « consentement: sans objet » si nul n'est reconnaissable",
        )


def _at(file: FileName) -> tuple[int, int]:
    return file.line, file.column


def _logos(one: Sheet) -> Iterator[Fault]:
    for entry in (entry for rubric in one.rubrics for entry in rubric.entries):
        if entry.logo and not entry.logo.alt.strip():
            yield Fault(
                "alt-absent",
                f"l'image « {entry.logo.file} » n'a pas de description",
                entry.line,
                1,
                "écrivez-la entre les crochets : ![Logo de l'association](…)",
            )


def _links(one: Sheet) -> Iterator[Fault]:
    for block in _blocks(one.rubrics):
        for link in _spans(block.inlines):
            words = plain(link.children).strip()
            if link.href and _BARE_ADDRESS.fullmatch(words):
                yield Fault(
                    "lien-adresse",
                    f"« {shown(words)} » ne dit pas où mène le lien",
                    block.line,
                    1,
                    "écrivez ce qu'on y trouve : [le site de l'association](adresse)",
                )


def _blocks(rubrics: Sequence[Rubric]) -> Iterator[Block]:
    def below(blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            yield block
            yield from below(block.children)

    for rubric in rubrics:
        yield from below(rubric.blocks)
        for blocks in (*(one.blocks for one in rubric.entries), *(one.blocks for one in rubric.testimonies)):
            yield from below(blocks)


def _spans(inlines: Sequence[Inline]) -> Iterator[Span]:
    for inline in inlines:
        if isinstance(inline, Span):
            yield inline
            yield from _spans(inline.children)


def _acronyms(source: Source, known: set[str]) -> Iterator[Fault]:
    """Acronyms that the sheet never explains, where they first stand."""
    lines = [
        (section.line + 1 + index, line)
        for section in source.sections
        for index, line in enumerate(section.text.split("\n"))
    ]
    known |= _explained("\n".join(line for _, line in lines))
    for number, line in lines:
        if line.startswith("#") or line == line.upper():  # the name of an organisation, a title in capitals
            continue
        for match in _ACRONYM.finditer(re.sub(r"https?://\S+|`[^`]*`|\]\([^)]*\)", _blank, line)):
            name = match[0]
            if name in known or not 2 <= len(name) <= LONGEST_ACRONYM or _ROMAN.fullmatch(name):
                continue
            known.add(name)
            yield Fault(
                "sigle",
                f"« {name} » n'est expliqué nulle part dans la fiche",
                number,
                match.start() + 1,
                f"écrivez-le une fois en toutes lettres : « le nom entier ({name}) »",
            )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _explained(text: str) -> set[str]:
    """Acronyms that stand in brackets behind their words, or have them in brackets behind them."""
    found = set(_SAID.findall(text))
    for before, behind in pairwise(text.split("(")):
        inside = behind.partition("\n")[0].partition(")")[0]
        first, last = _LETTERS.match(inside), _LAST.search(before[-60:])
        if first and re.search(r"\w", before.rpartition("\n")[2]):
            found |= {first[0], *re.split("[&/]", first[0])}
        if last and _TWO_WORDS.search(inside):
            found.add(last[1])
    return found
