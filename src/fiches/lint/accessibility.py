"""What a person must add to a sheet for those who do not see its pages, or do not know its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from fiches.config import languages
from fiches.config.values import FileName
from fiches.config.yaml_reader import place
from fiches.content.blocks import Block, Inline, Span, plain
from fiches.content.sheet import Rubric, Sheet, records
from fiches.content.source import Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import blanked, fold, shown
from fiches.lint.dictionary import Frequencies, words_of
from fiches.lint.leftovers import without_told
from fiches.lint.proofreading import CAPITAL_PERSON

LONGEST_ACRONYM = 6  # letters of what is taken for an acronym
NOTES_TO_ONESELF = frozenset(["FIXME", "JJ", "MM", "AAAA", "TBD", "TODO", "XX", "XXX", "XXXX"])  # told as such
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|svg|webp|gif|heic)|(?:img|dsc[nf]?|pxl)[\W_]*\d.*|whatsapp\b.*"
    r"|(?:photo|image|picture|logo|illustration|dessin|carte|map|صورة|foto|imagen|imagem)[\W_]*\d*",
    re.I,
)
_SAYS_PHOTO = re.compile(
    r"(?:une? |la |the |a )?(?:photo(?:graphi?e?)?|foto|image|imagem|imagen|picture)"
    r" (?:d[eu]s? |d['’]|montrant |of |showing )",
    re.IGNORECASE,
)
SHORTEST_WORD, FEWEST_IN_LIST = 5, 200  # letters, times in the list of a language: of what may be no acronym
_BARE_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|[\w.-]+\.[a-z]{2,}/\S+", re.I)
_HERE = re.compile(
    r"(?:(?:en )?cliqu(?:ez|ant) |voir |suivez |click )?(?:ici|sur ce lien|ce lien|here|lien|link|هنا|aquí|aqui)\W*",
    re.I,
)
_LETTERS = re.compile(r"[A-ZÉÈ]+(?:[&/][A-ZÉÈ]+)*")
_ACRONYM = re.compile(rf"(?<![\w&/#-]){_LETTERS.pattern}(?![\w&/-]|['’][A-Za-zÀ-ÿ]| \d{{5}})")
_LAST = re.compile(rf"({_LETTERS.pattern})\s*\Z")
_SAID = re.compile(rf"\b(?:sigle|acronym|abbreviation)\s+(?:d['’])?({_LETTERS.pattern})")
_TWO_WORDS = re.compile(r"\w\s+\w")
_NO_PROSE = re.compile(r"https?://\S+|`[^`]*`|\]\([^)]*\)|\{\{[^{}]*\}\}")
_ROMAN = re.compile(r"[IVXLC]+")
_PEOPLE = re.compile(
    r"\b(?:hommes?|femmes?|enfants?|filles?|fillettes?|garçons?|personnes?|habitante?s?|villageoise?s?|élèves|écoliers?|"
    r"écolières?|visages?|portraits?|bénévoles?|membres?|agriculteurs?|agricultrices?|ouvriers?|ouvrières?|jeunes|"
    r"familles?|président|présidente|groupe|foule|participante?s?)\b",
    re.I,
)


def check(source: Source, sheet: Sheet, glossary: Sequence[str] = ()) -> list[Problem]:
    """Everything of a sheet that keeps a reader out; `glossary`: acronyms that the collection explains elsewhere."""
    faults = [*_photos(source, sheet), *_logos(sheet), *_links(sheet)]
    if common := languages.of(sheet.language).acronyms:
        faults += _acronyms(source, {*common, *NOTES_TO_ONESELF, *glossary}, words_of(sheet.language))
    return [one.in_file(source.path) for one in faults]


def _photos(source: Source, sheet: Sheet) -> Iterator[Fault]:
    for index, photo in enumerate(records(sheet, "photos")):
        at = place(source.front, "photos", index, "alt")
        file, alt = photo["fichier"], str(photo.get("alt", ""))
        if alt and _FILE_NAME.fullmatch(alt.strip()):
            name = "alt-nom-de-fichier.word" if alt.strip().isalpha() else "alt-nom-de-fichier"
            yield fault(name, *at, alt=shown(alt))
        elif begun := _SAYS_PHOTO.match(alt):
            yield fault("alt-nom-de-fichier.photo", *at, alt=shown(begun[0].strip()))
        elif alt and fold(alt) == fold(str(photo.get("legende", ""))):
            yield fault("alt-legende", *at, alt=shown(alt))
        yield from _consent(photo, file)


def _consent(photo: Mapping[str, object], file: FileName) -> Iterator[Fault]:
    """Whether those whom a photo shows have agreed; it is asked when its words speak of people."""
    people = _PEOPLE.search(f"{photo.get('alt', '')} {photo.get('legende', '')}")
    if photo.get("consentement") == "non":
        yield fault("consentement.refused", *_at(file))
    elif people and "consentement" not in photo:
        yield fault("consentement", *_at(file), people=people[0])


def _at(file: FileName) -> tuple[int, int]:
    return file.line, file.column


def _logos(sheet: Sheet) -> Iterator[Fault]:
    logos = [entry.logo for rubric in sheet.rubrics for entry in rubric.entries]
    for logo in filter(None, logos):
        if not logo.alt.strip():
            yield fault("alt-absent", logo.line, file=logo.file)
        elif _FILE_NAME.fullmatch(logo.alt.strip()):
            yield fault("alt-nom-de-fichier.logo", logo.line, alt=shown(logo.alt))


def _links(sheet: Sheet) -> Iterator[Fault]:
    for block in _blocks(sheet.rubrics):
        for link in _spans(block.inlines):
            words = plain(link.children).strip()
            if link.href and (_BARE_ADDRESS.fullmatch(words) or _HERE.fullmatch(words)):
                yield fault("lien-adresse", block.line, words=shown(words))


def _blocks(rubrics: Sequence[Rubric]) -> Iterator[Block]:
    def below(blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            yield block
            yield from below(block.children)

    for rubric in rubrics:
        yield from below(rubric.blocks)
        for entry in rubric.entries:
            yield from below(entry.blocks)
        for testimony in rubric.testimonies:
            yield from below(testimony.blocks)


def _spans(inlines: Sequence[Inline]) -> Iterator[Span]:
    for inline in inlines:
        if isinstance(inline, Span):
            yield inline
            yield from _spans(inline.children)


def _acronyms(source: Source, known: set[str], words: Frequencies) -> Iterator[Fault]:
    """Acronyms that the sheet never explains, where they first stand; some may be `words` in capitals."""
    lines = [
        (section.line + 1 + index, line)
        for section in source.sections
        for index, line in enumerate(section.text.split("\n"))
    ]
    known |= _explained("\n".join(line for _, line in lines))
    for number, line in lines:
        for match in _acronyms_of(line):
            if match[0] not in known:
                known.add(match[0])
                word = match[0].casefold()
                name = "sigle.word" if len(word) >= SHORTEST_WORD and words[word] >= FEWEST_IN_LIST else "sigle"
                yield fault(name, number, match.start() + 1, acronym=match[0], word=word)


def _acronyms_of(line: str) -> Iterator[re.Match[str]]:
    """What looks like one in a line that is neither the name of an organisation nor all in capitals."""
    if line.startswith("#") or line == line.upper():
        return
    prose = CAPITAL_PERSON.blanked(_NO_PROSE.sub(blanked, line))
    if not _ACRONYM.search(prose):
        return
    for match in _ACRONYM.finditer(without_told(prose)):
        if 2 <= len(match[0]) <= LONGEST_ACRONYM and not _ROMAN.fullmatch(match[0]):
            yield match


def _explained(text: str) -> set[str]:
    """Acronyms that stand in brackets behind their words, or have them in brackets behind them."""
    explained = set(_SAID.findall(text))
    for before, behind in pairwise(text.split("(")):
        inside = behind.partition("\n")[0].partition(")")[0]
        first, last = _LETTERS.match(inside), _LAST.search(before[-60:])
        if first and re.search(r"\w", before.rpartition("\n")[2]):
            explained |= {first[0], *re.split("[&/]", first[0])}
        if last and _TWO_WORDS.search(inside):
            explained.add(last[1])
    return explained
