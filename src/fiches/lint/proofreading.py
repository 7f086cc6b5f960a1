"""What typography cannot mend and a person must: each rule is a small function with its manual in it.

A rule takes one line of text and yields faults at their columns in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from fiches.config import languages
from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import blanked, fold, shown

ProofreadingRule = Callable[[str], Iterator[Fault]]

_BARE_A = re.compile(
    r"(?:^(?:[>\-*] ?|\d+\. )*|(?<=[.!?…] )|(?<=« )|(?<=«)|(?<=[«.][\u00a0\u202f]))(?P<a>A)"
    r"(?= (?:ce|cet|cette|ces|la|l['’]|partir|travers|noter|"
    r"savoir|titre|propos|côté|terme|long|court|moyen|chaque|tous|toutes|leur|leurs|son|sa|ses|un|une|cause|défaut|"
    r"travailler|force|peine|proximité|destination|[A-ZÉ][\w'’-]+(?= ?,))\b)"
)
_BARE_E = re.compile(
    r"\bE(?=(?:tat|tats|cole|coles|tranger|trangers|trangère|galement|galité|conomie|conomique|"
    r"ducation|lèves?|quipes?|quipements?|tudes?|v[éè]nements?|nergies?|tapes?|lus?|lections?|"
    r"changes?|valuations?|volutions?|missions?|migrations?|migrés?|léments?|levage|lectricité|"
    r"tablissements?|pargne|coliers?|colières?|quité|té)\b)"
)
_ACCENTS = (  # none that is a word of English without them
    "déjà après très même mêmes être année années école écoles élèves difficulté difficultés société sociétés "
    "réalité qualité quantité activité activités bénéficiaires problème problèmes système systèmes développement "
    "communauté communautés sécurité santé été étaient était métier métiers réseau réseaux matériel matériaux "
    "équipe équipes première premières dernière dernières rivière derrière légumes agrément élus étude études "
    "œuvre œuvres cœur sœur sœurs œil bœuf bœufs vœux nœud nœuds "
    "électricité hôpital intérêt grâce février décembre téléphone vélo mère père frère lumière manière matière"
)
_ACCENTED = {fold(word): word for word in _ACCENTS.split()}
_ACCENTED |= {word.capitalize(): better.capitalize() for word, better in _ACCENTED.items() if word[0] != "e"}
_PLAIN_WORD = re.compile(r"(?<![\w@./-])(?:(?<!['’])|(?<=\b[lLdD]['’]))[A-Z]?[a-z]{2,15}(?![\w@-]|\.\w)")
_PLAIN_LETTERS, _BETWEEN_FIGURES = re.compile("[A-Za-z]{3,}"), re.compile(r" (?P<a>a)(?<=\d..) \d")
_DEAD_KEY = re.compile(  # an accent typed behind its letter; English elides behind an e
    r"[eE]['’](?!(?:s|re|ll|ve|d|t|m)\b)|[aeuAEU]`|[aeiou]\^(?=[a-z]{2})|(?:a|(?<!q)u)['’](?!\w)"
)
_DEAD_KEY_WORD = re.compile(r"[^\W_]+(?:['’`^][^\W_]+){0,4}['’`^]?")
_QUOTED_BY_ONE = re.compile(r"(?<!\w)['‘](?=\w)")
_COMBINING = {"'": "\u0301", "’": "\u0301", "`": "\u0300", "^": "\u0302"}
_CAPITALS = re.compile(r"\b[^\W\d_a-zà-öø-ÿ]{3,}(?:-[^\W\d_a-zà-öø-ÿ]{3,})*\b")
_TYPED_NUMBERS = (  # and how French writes them
    (re.compile(r"(?<![\w.,:])(\d{1,2}) ?H ?(\d\d)(?!\w)"), r"\1 h \2"),
    (re.compile(r"(?<![\w.,])(\d[\d.,]*) ?%(?=[a-zà-ÿ])"), r"\1 % "),
    (re.compile(r"(?<![\w.,%-])(\d+)(?!i?[eè]mes?\b|i[eè]res?\b|aines?\b)(?=[a-zà-ÿ]{5})"), r"\1 "),
    (re.compile(r"(?<![\w.,^])(\d[\d.,]* ?(?:[kcd]?m|mm))\^?2(?!\w)"), r"\1²"),
    (re.compile(r"(?<![\w.,^])(\d[\d.,]* ?[cd]?m)\^?3(?!\w)"), r"\1³"),
    (re.compile(r"(?<![\w.,])1 (er|[eè]re)(?= [^\W\d_])"), r"1\1"),
    (re.compile(r"(?<![\w.,])(\d{1,2}) [eè]me(?= [^\W\d_])"), r"\1e"),
)
_STRAIGHT_MARK = re.compile(r"(?<!\d)\"|(?<=[^\W\d_]\d)\"")
_CLOSED_WORD = re.compile(r"(?![ivx]+$)[^\W\d_]{3,40}[.!?»”]?$")  # no mark of a list: iii)
_CODE_WORDS = re.compile(r"`[^`\n]*`|\]\([^()\n]*\)")
_URL = re.compile(r"https?://[^\s\"»]+|`[^`]*`")


def capital_accents(line: str) -> Iterator[Fault]:
    """Capitals keep their accents (« À ce jour », « l'État »). Good: École. Bad: Ecole."""
    for pattern, better in ((_BARE_A, "À"), (_BARE_E, "É")):
        for match in pattern.finditer(line):
            at = match.start(match.lastgroup or 0)
            word = re.match(r"\w+", line[at:])
            typed = word[0] if word else match[0]
            yield fault("capitale-sans-accent", 1, at + 1, typed=typed, better=f"{better}{typed[1:]}")


def etcetera(line: str) -> Iterator[Fault]:
    """« etc. » already says that the list goes on. Good: etc. Bad: etc…"""
    for match in re.finditer(r"\betc\s?\.?\s?(?:…|\.\.+)", line):
        yield fault("etc-suivi", 1, match.start() + 1, typed=match[0])


def doubled_words(line: str, language: str) -> Iterator[Fault]:
    """A small word typed twice in a row. Bad: « dans dans »."""
    for match in _twice(language).finditer(line):
        yield fault("mot-double", 1, match.start() + 1, word=match[1])


def unopened(line: str, language: str) -> Iterator[Fault]:
    """A sentence begins with a sign where it ends with one, in Spanish. Good: ¿Cómo? Bad: Cómo?"""
    marks = languages.of(language).marks
    for closing, opening in marks.openers if marks else ():
        for match in re.finditer(rf"[^.!?…{re.escape(opening)}]*\w[»”)]*{re.escape(closing)}", line):
            if opening not in line[max(0, match.start() - 1) : match.end()]:
                yield fault("signe-ouvrant", 1, match.end(), closing=closing, opening=opening)


@cache
def _twice(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, languages.of(language).small_words)) or "(?!)"
    return re.compile(rf"\b(?<!['’-])({words}) \1\b", re.IGNORECASE)


def lost_accents(line: str) -> Iterator[Fault]:
    """French words that have no form without their accent. Bad: deja, Apres, de 10 a 12."""
    if not _ACCENTED.keys().isdisjoint(_PLAIN_LETTERS.findall(line)):
        for match in _PLAIN_WORD.finditer(line):
            if better := _ACCENTED.get(match[0]):
                name = "accent-absent.ligature" if "œ" in better.lower() else "accent-absent"
                yield fault(name, 1, match.start() + 1, typed=match[0], better=better)
    for match in _BETWEEN_FIGURES.finditer(line):
        yield fault("accent-absent", 1, match.start("a") + 1, typed=match["a"], better="à")


def dead_keys(line: str) -> Iterator[Fault]:
    """An accent typed behind its letter. Bad: isole', a` cote', e^tre. Arba', a name, keeps its own."""
    if not _DEAD_KEY.search(line) or _QUOTED_BY_ONE.search(line):
        return
    for match in _DEAD_KEY_WORD.finditer(line):
        better = _DEAD_KEY.sub(_with_accent, match[0])
        if better != match[0] and (match[0][0].islower() or "é" in better.lower() or "è" in better):
            yield fault("accent-absent.behind", 1, match.start() + 1, typed=match[0], better=better)


def _with_accent(match: re.Match[str]) -> str:
    letter, mark = tuple(match[0])
    accent = _COMBINING["`" if letter in "au" and mark != "^" else mark]
    return unicodedata.normalize("NFC", letter + accent)


def typed_numbers(line: str) -> Iterator[Fault]:
    """Signs that touch a number, or stand apart from it. Bad: 14H30, 20 %du prix, 200litres, 40 m2, 1 er."""
    for pattern, better in _TYPED_NUMBERS:
        for match in pattern.finditer(line):
            end = line[match.end() :].partition(" ")[0].rstrip(".,;:!?)»")
            told = {"typed": match[0] + end, "better": match.expand(better) + end}
            yield fault("ponctuation.number", 1, match.start() + 1, **told)


LINE_RULES: Mapping[str, tuple[ProofreadingRule, ...]] = {
    "fr": (capital_accents, lost_accents, dead_keys, etcetera, typed_numbers)
}
LATIN_RULES = (etcetera,)


def capital_names(name: str) -> Iterator[Fault]:
    """Surnames are not set in capitals. Good: Brahim Oubella. Bad: OUBELLA Brahim."""
    for match in _CAPITALS.finditer(name):
        if re.search(r"[a-zà-öø-ÿ]", name):
            yield fault("nom-en-capitales", 1, match.start() + 1, typed=match[0], better=match[0].title())
    if len(re.findall(r"[^\W\d_]+", name)) > 1 and name == name.upper() != name.lower():
        yield fault("nom-en-capitales.all", 1, 1, typed=shown(name, 40), better=shown(name.title(), 40))
    if re.match(r"[a-zà-ÿ]+ [a-zà-ÿ]+", name) and name == name.lower():
        yield fault("nom-en-capitales.none", 1, 1, typed=shown(name, 40), better=shown(name.title(), 40))


def unpaired_guillemets(paragraph: str, *, goes_on: bool = False) -> Iterator[Fault]:
    """Each « has its » in the same paragraph, but where the next opens again what `goes_on` in it."""
    depth, opened = 0, 0
    for mark in re.finditer("[«»]", paragraph):
        if mark[0] == "«":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
        else:
            yield fault("guillemets-impairs.closing", 1, mark.start() + 1)
    if depth and not goes_on:
        words = shown(paragraph[opened + 1 :], 30)
        yield fault("guillemets-impairs.opening", 1, opened + 1, words=words)


def unpaired_quotes(paragraph: str) -> Iterator[Fault]:
    """Each " or “ has its fellow, but for seconds and inches."""
    straight = [match.start() for match in _STRAIGHT_MARK.finditer(paragraph)]
    if len(straight) % 2:
        yield fault("guillemets-impairs.quote", 1, straight[-1] + 1, mark='"')
    opening, closing = ("„", "“”") if "„" in paragraph else ("“", "”")
    if paragraph.count(opening) > sum(paragraph.count(mark) for mark in closing):
        yield fault("guillemets-impairs.quote", 1, paragraph.rindex(opening) + 1, mark=opening)


def unpaired_brackets(paragraph: str) -> Iterator[Fault]:
    """Each ( has its ) in the same paragraph, but for those of lists: a), 1)."""
    depth, opened = 0, 0
    for mark in re.finditer(r"(?<![\]:;])(?<![:;]-)\(|\)", _CODE_WORDS.sub(blanked, paragraph)):
        if mark[0] == "(":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
        elif before := _CLOSED_WORD.search(paragraph[: mark.start()]):
            yield fault("guillemets-impairs.bracket-closing", 1, mark.start() + 1, words=before[0])
    if depth:
        yield fault("guillemets-impairs.bracket", 1, opened + 1, words=shown(paragraph[opened + 1 :], 30))


def check(source: Source, language: str) -> list[Problem]:
    """Everything in a sheet that a proofreader of its language would mark."""
    of_sections = [
        one.in_file(source.path, section.title) for section in source.sections for one in _section(section, language)
    ]
    if language != "fr":
        return of_sections
    people = [one.in_file(source.path, section.title) for section in source.sections for one in _attributions(section)]
    return [*of_sections, *people, *(one.in_file(source.path) for one in _people(source))]


def _section(section: Section, language: str) -> Iterator[Fault]:
    lines = [_URL.sub(blanked, line) for line in section.text.replace("\u00a0", " ").split("\n")]
    for number, line in enumerate(lines, start=section.line + 1):
        for rule in LINE_RULES.get(language, LATIN_RULES):
            yield from _placed(rule(line), number)
        yield from _placed((*doubled_words(line, language), *unopened(line, language)), number)
    quoted = list(_paragraphs(lines))
    for (first, paragraph), (_, after) in zip(quoted, [*quoted[1:], (0, "")], strict=False):
        goes_on = after.startswith(("«", "> «"))
        for one in (*unpaired_guillemets(paragraph, goes_on=goes_on), *unpaired_quotes(paragraph)):
            yield _within(paragraph, one, section.line + 1 + first)
    for first, paragraph in _paragraphs(section.text.split("\n")):
        for one in unpaired_brackets(paragraph):
            yield _within(paragraph, one, section.line + 1 + first)


def _within(paragraph: str, one: Fault, line: int) -> Fault:
    """A fault at an offset of a paragraph that begins on a line."""
    offset = one.column - 1
    return replace(one, line=line + paragraph.count("\n", 0, offset), column=offset - paragraph.rfind("\n", 0, offset))


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(index of its first line, text) of each stretch between blank lines."""
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].strip(" >\t"):
            if index > start:
                yield start, "\n".join(lines[start:index])
            start = index + 1


def _attributions(section: Section) -> Iterator[Fault]:
    for number, line in enumerate(section.text.split("\n"), start=section.line + 1):
        match = re.match(r"\s*>\s*(?:—|--)\s*(?P<who>[^,(]*)", line)
        if match:
            yield from _placed(capital_names(match["who"]), number, match.start("who") + 1)


def _people(source: Source) -> Iterator[Fault]:
    """Names typed in the front matter, wherever the format keeps them."""
    for text in _names(source.front):
        yield from _placed(capital_names(text.value), text.line, text.column)


def _names(node: Node, key: str = "") -> Iterator[YamlText]:
    if isinstance(node, YamlTable):
        for entry in node.entries:
            yield from _names(entry.value, entry.key.value)
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from _names(item, key)
    elif key == "nom":
        yield node


def _placed(faults: Iterable[Fault], line: int, column: int = 1) -> Iterator[Fault]:
    """Faults of a stretch of text that begins there."""
    for one in faults:
        yield replace(one, line=line, column=column + one.column - 1)
