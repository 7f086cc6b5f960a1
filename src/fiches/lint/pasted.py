"""What a paste or another program's habits leave in prose, and prints otherwise than it was meant.

A rule takes the lines of one section and yields (index of the line, offset, name of the message, values).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fiches.content import comments, link_definitions
from fiches.content.link_definitions import LinkDefinitions, is_one
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import blanked, shown
from fiches.lint import typed_links
from fiches.lint.leftovers import LEFTOVER_RULES, Mark, PasteRule
from fiches.lint.sought import Sought, sought
from fiches.lint.typed_tables import groups, tables, without_tables

FEWEST_LINES = 3  # that follow each other without a blank one, from which they seem pasted
NEVER_WRAPPED = 130  # letters of a line that no editor has wrapped: what ends there is a paragraph, even one of two
SHORT_LINE = 0.75  # of the longest: a line that was wrapped is nearly full
NARROW = 40  # characters: no editor wraps lines there
SHOUTED = 6  # words in capitals

# Repetitions have an end: a search must take no longer than its text.
_WEB_ADDRESS = re.compile(r"(?:https?:|www\.)\S+")
_BLOCK = re.compile(r"\s*(?:[-*+>#|]|\[\^|\d{1,9}[.)]\s|\{:)")
_SENTENCE_END = re.compile(r"[.!?:;…»”\"]\s*$")
_PRIVATE_USE = re.compile(r"[\uf000-\uf0ff]")
_WORD_BULLET = re.compile(r"\s*([•·▪‣●◦])\s")
_WORD_MARK = re.compile(  # a sign that no keyboard of an author has, a letter, a number that Markdown does not read
    r"\s*(?P<mark>[^\w\s\x00-\x7f«»“”„‘’…€£°¿¡•·▪‣●◦\uf000-\uf0ff]{1,2}|-{2,3}>?|[=~-]>|>{2}"
    r"|o|\(?[A-Za-z]\)|[A-Za-z][./]|\(\d{1,2}\)|\d{1,2}(?:°\)?|-|/)|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[①-⑳❶-➓]"
    r"|(?:[ivx]{1,4}|[IVX]{1,4})[.)])\s+(?=\S)"
)
_ANY_MARK = re.compile(r"\s*(?:[^\w\s]|\d{1,3}[.)])\s*")
_TOUCHING = re.compile(r"\s*(?P<mark>[-*+]|\d{1,2}[.)])(?=[^\W\d_])")
_DIALOGUE = re.compile(r"\s*[–—]\s*[^\W\da-zà-ÿ].*[.!?…»]\s*$")
_COLUMNS = sought(" {2}", r"[^\s|`] {3,}[^\s|`]|[^\s|`] {2,}\d")
_ENDED_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S.*[;,]\s*$")
_ENDED_PART = re.compile(r"(?![-*+>#|]|\d{1,9}[.)]\s)\S.*[;.]\s*$")
_FOREIGN_SYNTAX = sought(
    r"[~={^#$\\+¶↵⏎]|\[[@!\[TxX ]|%%|!!!|\*\[|::|:[a-z]|^\s*:",
    r"~~[^~\s][^~]*~~|==[^=\s][^=]*==|\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|\[\[[^\[\]]{1,200}\]\]|\[TOC\]|(?<=\w)\^[\w,]+\^|(?<=\w)~\w+~"
    r"|^\s*[-*+] \[[ xX]\] |^\s*\*\[[^\[\]]{1,200}\]:|^\s*!!! \w+|^\s*:::|^\s*#{1,6}[^\s#\u00a0\u202f]"
    r"|(?<![\w:]):[a-z]+(?:_[a-z]+)*:(?!\w)"
    r"|^\s*: {1,3}\S.*|\$\$|\\(?:newpage|pagebreak|textbf|emph)\b|^\s*\+{3,}\s*$|\[@[\w-]+\]|%%"
    r"|(?<![\d$])\$[^$\s\d.,;:/)][^$]{0,80}\$(?!\d)|\+\+[^+\s][^+]{0,300}\+\+|\^\^[^^\s][^^]{0,300}\^\^|\[![A-Z]{3,20}\]"
    r"|(?<![\]\w])\{[.#][\w-]{1,40}\}|(?<![\w~])~[^~\s][^~]{0,300}(?<!\s)~(?![\w~])|[¶↵⏎]",
)
_BROKEN_COMMENT = sought(r"[<{/][!/*#]", r"<!(?!--)[ –—-]{0,3}(?=\w|$)|^\s*//\s|/\*[^*]{1,200}\*/|\{#[^#]{1,200}#\}")
_STARS_WITHIN = sought(r"\*(?<=[^\W\d_]\*)[^\W_]", r"[^\W\d_]{1,30}\*[^\W_]{1,30}\*[^\W\d_]{1,30}")
_TYPED_GUILLEMETS = re.compile(r"<<(?! ?[A-Za-z][\w-]*(?:\s[\w\s=-]*)?>>)[^<>\n]{1,300}>>")  # other ones seem HTML
_RULERS = (" ", "\t", "=", "—", "–")  # what begins a line of signs
_PRINTED_PHONE = sought(
    r"\d(?:\D{0,4}\d){7}",
    r"(?<![\w/.,-])(?<!\d[ .\u00a0\u202f])(?:\+|00(?=[1-9]))(?=(?:[ .\u00a0\u202f()-]{0,2}\d){8})"
    r"\d{1,3}(?:[ .\u00a0\u202f-]?\(?\d{1,4}\)?){3,6}(?!\d)"
    r"|(?<![\w/.,-])0\d(?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)",
)
_MAIL = sought(  # of a person: an office's is there to be written to
    "@", r"(?<![\w.+:/-])(?!(?:contact|bureau|info|accueil|secretariat|association|asso)@)[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_POSITION = sought(  # of a house: four decimals of a degree are ten metres, and so are seconds
    r"\.\d{4}|°",
    r"(?<![\d.,])-?\d{1,2}\.\d{4,9}°? ?[NS]?[,;]? {1,3}-?\d{1,3}\.\d{4,9}(?!\d)"
    r"|(?<!\d)\d{1,2}° ?\d{1,2}['’′] ?\d{1,2}(?:[.,]\d{1,4})?[\"”″]",
)
_TO_DO = sought(
    r"[TFXJDx?[_ÀALl](?:ODO|BD|IXME|X|J/|D/|xx|\?\?|(?<=\[)|___| [CVP]|orem i)",
    r"\b(?:TODO|TBD|FIXME|XXX+|xxx+|[Ll]orem ipsum|JJ/MM/AAAA|DD/MM/YYYY)\b|\?{3,}|\bXX (?!\(?e\b)[a-zA-ZÀ-ÿ€%]"
    r"|\[(?:à|A|À) (?:vérifier|compléter|revoir|préciser|confirmer)[^\[\]]{0,200}\](?!\()"
    r"|\[(?:[Ii]nsérer|[Ii]nsert|[Aa]jouter|[Pp]hoto|[Ll]ogo|[Nn]om|[Dd]ate)\b[^\[\]:]{0,80}\](?![(\[:{])|(?<=\S )_{4,}"
    r"|\b(?:À|A) (?:COMPL[EÉ]TER|V[EÉ]RIFIER|PR[EÉ]CISER)\b",
)
_MOJIBAKE = sought(
    "[ÃâÂ�´¨ˆ¸˜?]",
    r"\S{0,30}(?:Ã[\u0080-\u00bf©¨ªŠ¢®´»§«¯¹]|â€[™œ\u009d“”¦\u0093\u0094˜]|Â[°«»\u00a0²³]|�)\S{0,30}"
    r"|[^\W\d_]{0,30}(?:[aeioyAEIO]´|(?<![qQ])u´|[a-zA-Z][¨ˆ¸˜](?=[^\W\d_]|\s))[^\W\d_]{0,30}"  # a PDF's accents
    r"|(?<!\w)[^\W\d_]{1,30}\?[a-zà-ÿ]{2,30}",
)
_PUNCTUATION = sought(
    r"[,.;'()](?:(?<= [,.)])|(?<=[,.;)])[^\s\d]|(?<=')'|(?<=\() )",
    r"(?<=\w) +,(?=\w)|(?<=[^\W\d_]),(?=[^\W\d_])|(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ý][a-zà-ÿ])|(?<=[^\W_])\.\.(?!\.)(?=\s|$)"
    r"|(?<=\w) +\.(?=[^\W\d_])|,,|;;|(?<!\d)''|\( (?=\w)|(?<=\w) \)|(?<=[^\W\d_])\)(?=[^\W\d_]{2})",
)


def lines_without_blank(lines: Sequence[str]) -> Iterator[Mark]:
    """Lines of a paste that Word had as paragraphs: most end a sentence, or are far from full."""
    for start, group in groups(without_tables(lines), _is_prose):
        longest = max(map(len, group))
        ends = [one for one, after in pairwise(group) if _looks_ended(one, after, longest)]
        fewest = FEWEST_LINES if min(map(len, ends), default=0) < NEVER_WRAPPED else 2
        if len(group) >= fewest and len(ends) >= (len(group) - 1) * 2 / 3 and not _marked(group):
            yield start, 0, "lignes-sans-blanc", {"n": len(group)}


def _looks_ended(line: str, after: str, longest: int) -> bool:
    begins = bool(re.match(r"\s*[^\W_a-zà-ÿ]", after))
    return begins and (bool(_SENTENCE_END.search(line)) or len(line) < max(SHORT_LINE * longest, NARROW))


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not _BLOCK.match(line) and not line.rstrip("\n").endswith(("  ", "\\"))


def _marked(group: Sequence[str]) -> bool:
    return sum(bool(_WORD_MARK.match(line)) for line in group) > 1


def word_lists(lines: Sequence[str]) -> Iterator[Mark]:
    """Lists whose marks are Word's or a typist's: one of a private font, or two lines that begin alike."""
    for index, line in enumerate(lines):
        if match := _PRIVATE_USE.search(line):
            yield index, match.start(), "puce-de-word.private", {}
        if match := _WORD_BULLET.match(line):
            yield index, match.start(1), "puce-de-word", {"bullet": match[1]}
    for start, group in groups(lines, _WORD_MARK.match):
        if not all(_DIALOGUE.match(line) for line in group):
            found = _WORD_MARK.match(group[0])
            yield (
                start,
                found.start("mark") if found else 0,
                "puce-de-word.lines",
                {"mark": found["mark"] if found else ""},
            )
    for start, group in groups(lines, _TOUCHING.match):
        yield start, 0, "puce-de-word.touching", {"mark": group[0].strip()[:1]}


def lost_items(lines: Sequence[str]) -> Iterator[Mark]:
    """A line that has lost its dash among items that end alike."""
    for index, (item, line) in enumerate(pairwise(lines), 1):
        if _ENDED_ITEM.match(item) and _ENDED_PART.match(line):
            yield index, 0, "puce-de-word.lost", {"text": shown(line, 30)}


def columns(lines: Sequence[str]) -> Iterator[Mark]:
    """Tables pasted with tabs or spaces between their cells."""
    for index, line in enumerate(lines):
        if _cells(line) and not (index and _cells(lines[index - 1])):
            yield index, line.rindex("\t"), "tableau.tabs", {}
    for start, group in groups(lines, _COLUMNS.search):
        if "\t" not in "".join(group):
            yield start, 0, "tableau.spaces", {}


def _cells(line: str) -> bool:
    """Whether tabs part words in a line, after the mark that may begin it."""
    if "\t" not in line:
        return False
    mark = _WORD_MARK.match(line) or _ANY_MARK.match(line)
    return "\t" in line[mark.end() if mark else 0 :].strip()


def foreign_syntax(lines: Sequence[str]) -> Iterator[Mark]:
    """What other programs read and sheets print as it is."""
    for index, line in enumerate(lines):
        if line[:1] in _RULERS and re.fullmatch(r"\s*[=—–]{4,}\s*", line) and not (index and lines[index - 1].strip()):
            yield index, 0, "imprime-tel-quel", {"text": shown(line, 30)}
    yield from _first_of_each(lines, _FOREIGN_SYNTAX, "imprime-tel-quel")


def eaten_stars(lines: Sequence[str]) -> Iterator[Mark]:
    """Stars between letters: they make italics. Bad: longueur*largeur*hauteur."""
    return _first_of_each(lines, _STARS_WITHIN, "ne-s-imprime-pas.stars")


def typed_guillemets(lines: Sequence[str]) -> Iterator[Mark]:
    """Guillemets of a keyboard that has none. Bad: <<l'eau>>."""
    return _first_of_each(lines, _TYPED_GUILLEMETS, "imprime-tel-quel.guillemets")


def broken_comments(lines: Sequence[str]) -> Iterator[Mark]:
    """Comments of other languages, and ours mistyped. Bad: <!- note ->, // note."""
    return _first_of_each(lines, _BROKEN_COMMENT, "imprime-tel-quel.comment")


def personal_data(lines: Sequence[str]) -> Iterator[Mark]:
    """A telephone number, an e-mail address or the position of a house in print: whose it is must have agreed."""
    for index, line in enumerate(lines):
        for pattern, name in (
            (_PRINTED_PHONE, "donnee-personnelle.phone"),
            (_MAIL, "donnee-personnelle.mail"),
            (_POSITION, "donnee-personnelle.position"),
        ):
            for match in pattern.finditer(line):
                yield index, match.start(), name, {"text": match[0]}


def left_to_do(lines: Sequence[str]) -> Iterator[Mark]:
    """What an author left for later."""
    return _first_of_each(lines, _TO_DO, "texte-provisoire")


def damaged_text(lines: Sequence[str]) -> Iterator[Mark]:
    """Letters that were read in the wrong encoding."""
    suspect = (line if _MOJIBAKE.sign.search(line) else "" for line in lines)
    return _first_of_each([_WEB_ADDRESS.sub(blanked, line) for line in suspect], _MOJIBAKE, "encodage-abime")


def _first_of_each(lines: Sequence[str], pattern: Sought | re.Pattern[str], name: str) -> Iterator[Mark]:
    """What a pattern finds first in each line, told with its words, from their first letter on."""
    for index, line in enumerate(lines):
        if match := pattern.search(line):
            before = len(match[0]) - len(match[0].lstrip())
            yield index, match.start() + before, name, {"text": shown(match[0], 30)}


def shouting(lines: Sequence[str]) -> Iterator[Mark]:
    """A whole line in capitals."""
    for index, line in enumerate(lines):
        words = re.findall(r"[^\W\d_]{2,}", line)
        if len(words) >= SHOUTED and not re.search(r"[a-zà-ÿ]", line) and line.upper() != line.lower():
            yield index, 0, "tout-en-capitales", {"text": shown(line, 30)}


def punctuation(lines: Sequence[str]) -> Iterator[Mark]:
    """A comma or a full stop that has lost its space, or is there twice."""
    for index, line in enumerate(lines):
        if (match := _PUNCTUATION.search(line)) and not re.search(r"https?:|www\.|@", line):
            around = line[max(match.start() - 8, 0) : match.end() + 8].strip()
            yield index, match.start(), "ponctuation", {"text": around}


PASTE_RULES: tuple[PasteRule, ...] = (
    lines_without_blank, word_lists, lost_items, tables, columns, foreign_syntax, broken_comments, typed_links.broken,
    eaten_stars, typed_guillemets, personal_data, left_to_do, damaged_text, shouting, punctuation, *LEFTOVER_RULES,
)  # fmt: skip


def check(source: Source) -> list[Problem]:
    """Everything of a sheet that would be printed otherwise than its author meant, in any language."""
    links = link_definitions.of(section.text for section in source.sections)
    return [
        one.in_file(source.path, section.title)
        for section in source.sections
        for one in sorted(_section(section, links), key=_place)
    ]


def _place(one: Fault) -> tuple[int, int]:
    return one.line, one.column


def _section(section: Section, links: LinkDefinitions) -> Iterator[Fault]:
    lines = ["" if is_one(line, links) else line for line in comments.without_code(section.text.split("\n"))]
    for index, offset, words in typed_links.lost_references(lines, links):
        yield fault("imprime-tel-quel.reference", section.line + 1 + index, offset + 1, text=shown(words, 30))
    for rule in PASTE_RULES:
        for index, offset, name, values in rule(lines):
            yield fault(name, section.line + 1 + index, offset + 1, **values)
