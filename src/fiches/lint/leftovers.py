"""What a program leaves around words that are copied from it: notes, comments, fields, page numbers, stamps.

A rule takes the lines of one section and yields (index of the line, offset, name of the message, values).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from fiches.core.text import blanked, shown
from fiches.lint import habits
from fiches.lint.sought import ANY_FIGURE, only_with, sought

Mark = tuple[int, int, str, dict[str, Any]]
PasteRule = Callable[[Sequence[str]], Iterator[Mark]]


def groups(lines: Sequence[str], taken: Callable[[str], object]) -> Iterator[tuple[int, list[str]]]:
    """(index of the first, lines) of each two or more successive lines that are `taken`."""
    group: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if line and taken(line):
            group.append(line)
            continue
        if len(group) > 1:
            yield index - len(group), group
        group = []


ADDRESS = sought(  # in which nothing is what it seems elsewhere
    "", r"(?:https?:|www\.)(?:[^\s()]|\([^\s()]*\))+", parts=("http", "www.")
)
without_addresses = ADDRESS.blanked


# Repetitions have an end: a search must take no longer than its text.
_COMMENT_MARK = sought(r"\[[A-Z]", r"\[[A-Z]{1,4}\d{1,3}(?:R\d{1,3})?\](?![(\[:])", letters="[")
_GOOGLE_CALL = re.compile(r"\[(?P<letter>[a-z])\](?![(:{])")
_GOOGLE_COMMENT = re.compile(r"\[(?P<letter>[a-z])\](?=[^\W_a-z]|[@«\"?!])")
_LOST_FIELD = sought(
    "",
    r"\{ ?(?:PAGE|NUMPAGES|PAGEREF|REF|TOC|HYPERLINK|SEQ|DATE|INCLUDEPICTURE)\b[^{}]{0,200}\}?|\bHYPERLINK \""
    r"|\bADDIN [A-Z][\w.]{1,30}(?: CSL_\w{4,20})?(?: ?\{[^\n]{0,2000}\})?"  # of programs that cite
    r"|\\\* ?MERGEFORMAT\b",
    parts=("{", "\\", "HYPERLINK", "ADDIN"),
)
_CONTENTS = sought(
    r"\d\s*$", r"(?:\.{4,}|…{2,}|_{4,}|(?:\. ){4,}|· {0,2}(?:· {0,2}){3,})\s*\d{1,3}\s*$", letters=ANY_FIGURE
)
_CUT_WORD = sought(r"[-\u2010¬]\s*$", r"[^\W\d_]{2,40}[-\u2010¬]\s*$", letters="-\u2010¬")
_CUT_WITHIN = sought("¬", r"[^\W\d_]{1,40}¬\s?[^\W\d_]{1,40}", letters="¬")
_CUT_BY_HYPHEN = sought("- ", r"(?<![\w-])[^\W\d_]{2,40}- (?P<after>[a-zà-ÿ]{1,40})", letters="-")
_DROP_CAP = re.compile(r"(?:[B-DF-HJ-NP-TVWZ]|[EIOU](?= [lnst]e?s?\b)) [a-zà-ÿ]{1,40}")
_CHAPTER = re.compile(
    r"\s*[*_]{0,3}(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,4}[.)]|[A-H][.)])\s+(?P<words>[^\W\d_][^.!?;:]{2,70}?)[*_]{0,3}\s*:?\s*"
)
_CAPTION_NUMBER = re.compile(r" ?(?:n[°.]º? ?)?\d{1,2} ?[:–—.-]? ?")
_SOME_WORDS = re.compile(r"[^\W\d_]+\W+[^\W\d_]+\W+[^\W\d_]+")
_CHAT_STAMP = sought(
    r"/",
    r"^\s*\[?\d{1,2}/\d{1,2}/\d{2,4},? (?:à )?\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?\]?"
    r"\s?[-–]?\s?[^:\n]{1,40}:|^\s*\[\d{1,2}:\d{2}, \d{1,2}/\d{1,2}/\d{2,4}\] [^:\n]{1,40}:",
    letters="/",
)
_PICTURE_NAME = sought(
    r"[.\[:\dWw](?:(?<=\.)[jphgtbwJPHGTBW]|(?<=\[)|(?<=[Dd]:)|(?<=\d)\d\d|(?i:hats))",
    r"(?i)!\[[^\[\]]{0,80}\]\[[^\[\]]{1,40}\]|\bcid:\S+|\[(?:image|photo|cid) ?:[^\[\]]{0,80}\]"
    r"|(?<![\w/.(\[=@-])[\w-]{1,80}\.(?:jpe?g|png|heic|gif|tiff?|bmp|webp)\b"
    r"|\b(?:IMG|VID|DSCN?|PXL|MVIMG)[-_]?\d{3,}[\w-]*|\bWhatsApp Image\b.{0,40}",
)
_NAME_OF_FILE = sought(
    r"\.[dxpozDXPOZ][a-zA-Z]{2}",
    r"(?i)(?<![\w/.(\[=@%-])[\w-]{1,80}(?: \(\d\))?\.(?:docx?|xlsx?|pptx?|pdf|od[st]|zip)\b",
)
_SPREADSHEET = sought(
    r"[.,E=#FVTNu](?:(?<=\d\.)0 |(?<=\d,)\d{5}|(?<=\dE)[-+\d]|(?<==)[A-ZÉ]|(?<=#)(?:#{4}|[A-Z])|(?<=F)A"
    r"|(?<=V)RAI|(?<=T)RUE|(?<=N)(?:ULL|aN)|(?<=u)ndef)",
    r"(?<![\w.,])\d[.,]\d{1,9}E[+-]?\d{1,3}\b|(?<![\w.,])(?:\d{4,12},\d{5,20}|\d{1,12},\d{10,20})(?![\w,])|"
    r"(?<![\w.,-])\d{2,9}\.0(?= [a-zà-ÿ]{4})|"
    r"(?<![\w-])(?<![A-ZÉ] )(?:VRAI|FAUX|TRUE|FALSE|NULL|NaN|undefined)(?!\w)"
    r"|(?<!\S)=[A-ZÉ]{2,20}\([A-Z\d$:;,. *+/-]{1,80}\)"
    r"|(?<!\S)=[A-Z]{1,2}\d{1,5}[+*/-][A-Z\d$+*/()-]{1,60}|(?<=\S )#{5,}(?!\S)"
    r"|#(?:REF!|DIV/0!|N/A\b|VALEUR ?!|VALUE!|NOM ?\?|NAME\?|NOMBRE ?!|NUM!|NUL ?!|NULL!)",
    letters="+=#EUNd.,",
)
_SPACED_OUT = sought(
    " [A-Za-zÀ-ÿ] [A-Za-zÀ-ÿ] ",
    r"(?<![\w'’])(?!A B C)(?:[A-Za-zÀ-ÿ] )(?:(?:[a-zà-ÿ] ){2,30}[a-zà-ÿ]|(?:[A-ZÀ-Ý] ){4,30}[A-ZÀ-Ý])(?![\w'’])",
)

_NUMBER_OF_LINE = re.compile(r"\s*(\d{1,3})[\s|]+(?=[^\W\d_]|[«(])")
_QUOTED_TWICE = re.compile(r">{2,3} ?(?=[^\s>])")


@only_with("[")
def google_comments(lines: Sequence[str]) -> Iterator[Mark]:
    """Comments of Google Docs and what calls them: their letter touches their words. Bad: « [a]Tu es sûr ? »."""
    letters = _google_letters(lines)
    for index, line in enumerate(lines):
        for match in _GOOGLE_CALL.finditer(line):
            if match["letter"] in letters:
                yield index, match.start(), "commentaire-de-word.google", {"mark": match[0]}


def _google_letters(lines: Sequence[str]) -> set[str]:
    return {match["letter"] for match in map(_GOOGLE_COMMENT.match, lines) if match}


def without_google(lines: Sequence[str]) -> list[str]:
    """The lines with their comments of Google Docs blank: they are told as such."""
    letters = _google_letters(lines)
    return [
        _GOOGLE_CALL.sub(lambda call: blanked(call) if call["letter"] in letters else call[0], one) for one in lines
    ]


@only_with("", habits.ANYWHERE)
def missing_tables(lines: Sequence[str]) -> Iterator[Mark]:
    """A table that is said to stand near, in a rubric that has none. Bad: « (voir le tableau ci-dessous) »."""
    if any("|" in line or "\t" in line for line in lines):
        return
    for index, line in enumerate(lines):
        if match := habits.found("tableau_voulu", line):
            yield index, match.start(), "reste-de-collage.no-table", {"text": shown(match[0], 40)}


@only_with("", _COMMENT_MARK, habits.ANYWHERE, habits.AT_LINE_START)
def comment_marks(lines: Sequence[str]) -> Iterator[Mark]:
    """The marks of a word processor's comments."""
    for index, line in enumerate(lines):
        told = habits.found("commentaire", line) or habits.found("relecture", line)
        for match in (*_COMMENT_MARK.finditer(line), *([told] if told else [])):
            yield index, match.start(), "commentaire-de-word", {"mark": match[0].strip()}


@only_with("", _CUT_WITHIN, _CUT_WORD, _CUT_BY_HYPHEN)
def cut_words(lines: Sequence[str]) -> Iterator[Mark]:
    """Words that a page of a PDF divided: their lines are joined by a space."""
    for index, (line, after) in enumerate(pairwise([*lines, ""])):
        if match := _CUT_WITHIN.search(line):
            yield index, match.start(), "reste-de-collage.cut-word", {"text": match[0]}
        elif (match := _CUT_WORD.search(line)) and re.match(r"[a-zà-ÿ]", after):
            whole = f"{match[0].strip()} {after.split(' ')[0].rstrip('.,;:')}"
            yield index, match.start(), "reste-de-collage.cut-word", {"text": shown(whole, 40)}
        elif (match := _CUT_BY_HYPHEN.search(line)) and not habits.found("trait_suspendu", match["after"]):
            yield index, match.start(), "reste-de-collage.cut-word-within", {"text": shown(match[0], 40)}


@only_with("", sought("^[A-Z] [a-zà-ÿ]"))
def drop_caps(lines: Sequence[str]) -> Iterator[Mark]:
    """The large capital that began a text, parted from its word. Bad: L e village."""
    for index, (above, line) in enumerate(pairwise(["", *lines])):
        if not above.strip() and (match := _DROP_CAP.match(line)):
            yield index, 0, "reste-de-collage.drop-cap", {"text": match[0], "better": match[0].replace(" ", "")}


@only_with("", sought(r"\d\s*[-–—|]?\s*$", letters=ANY_FIGURE))
def page_numbers(lines: Sequence[str]) -> Iterator[Mark]:
    """The number of a page, alone between blank lines or within a paragraph that a page of the original divided."""
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        alone = line.strip() and not above.strip() and not below.strip()
        within = _SOME_WORDS.search(above) and _SOME_WORDS.search(below)
        if (alone or within) and habits.found("page", line):
            yield index, 0, "reste-de-collage.page", {"text": line.strip()}


@only_with(
    "",
    *(_LOST_FIELD, _CONTENTS, _CHAT_STAMP, _PICTURE_NAME, _SPACED_OUT, _NAME_OF_FILE, _SPREADSHEET),
    *(habits.ANYWHERE, habits.AT_LINE_START),
)
def pasted_words(lines: Sequence[str]) -> Iterator[Mark]:
    """Words of the program, not of the author; of lines in a row that hold the same sort, the first."""
    for search, name in _WORDS_OF_PROGRAMS:
        found = [search(line) if line else None for line in lines]
        for index, match in enumerate(found):
            if match and (name in _TOLD_EACH or not (index and found[index - 1])):
                text = match[0].strip()
                yield index, match.start() + match[0].index(text), name, {"text": shown(text, 40)}


def without_told(line: str) -> str:
    """A line with the words of programs blank: they are told as such, and nothing else of them."""
    for search, _ in _WORDS_OF_PROGRAMS:
        if match := search(line):
            line = line[: match.start()] + blanked(match) + line[match.end() :]
    return "" if habits.found("lettre", line) else line


@only_with("", habits.ANYWHERE)
def shortened(lines: Sequence[str]) -> Iterator[Mark]:
    """Each short form of a message. Bad: les mbres st tjs bcp sollicités."""
    for index, line in enumerate(lines):
        place = 0
        while match := habits.found("abrege", line[place:]):
            yield index, place + match.start(), "reste-de-collage.short", {"text": match[0].strip()}
            place += match.end()


_TOLD_EACH = ("reste-de-collage.message",)  # also of lines in a row: each has its name or its number
_WORDS_OF_PROGRAMS: tuple[tuple[Callable[[str], re.Match[str] | None], str], ...] = (
    (_LOST_FIELD.search, "reste-de-collage.field"),
    (partial(habits.found, "champ"), "reste-de-collage.field"),
    (_CONTENTS.search, "reste-de-collage.contents"),
    (partial(habits.found, "sommaire"), "reste-de-collage.contents"),
    (_CHAT_STAMP.search, "reste-de-collage.message"),
    (partial(habits.found, "messagerie"), "reste-de-collage.message"),
    (partial(habits.found, "dictee"), "reste-de-collage.dictated"),
    (partial(habits.found, "document"), "reste-de-collage.document"),
    (partial(habits.found, "fait"), "reste-de-collage.fact"),
    (partial(habits.found, "web"), "reste-de-collage.web"),
    (partial(habits.found, "wiki"), "reste-de-collage.web"),
    (_PICTURE_NAME.search, "reste-de-collage.picture"),
    (_SPACED_OUT.search, "reste-de-collage.spaced-out"),
    (_NAME_OF_FILE.search, "reste-de-collage.file"),
    (_SPREADSHEET.search, "reste-de-collage.spreadsheet"),
    (partial(habits.found, "renvoi"), "reste-de-collage.shown-elsewhere"),
    (partial(habits.found, "legende"), "reste-de-collage.shown-elsewhere"),
    (partial(habits.found, "credit"), "reste-de-collage.caption"),
)


@only_with("", habits.AT_LINE_START)
def lone_captions(lines: Sequence[str]) -> Iterator[Mark]:
    """The caption of a table that has stayed where it came from, or that its number keeps from being one."""
    for index, line in enumerate(lines):
        match = habits.found("legende_de_tableau", line) if line else None
        if match is None or _next_full(lines[index + 1 :]).startswith("|"):
            continue
        if _next_full(lines[:index][::-1]).startswith("|"):
            told = {"text": shown(match[0], 40), "better": shown(_CAPTION_NUMBER.sub(" : ", line.strip(), count=1), 60)}
            yield index, match.start(), "reste-de-collage.numbered-caption", told
        else:
            yield index, match.start(), "reste-de-collage.lone-caption", {"text": shown(match[0], 40)}


def _next_full(lines: Sequence[str]) -> str:
    return next((line.lstrip() for line in lines if line.strip()), "")


@only_with("", sought(r"^\s*[*_]{0,3}(?:\d|[IVX]{1,4}[.)]|[A-H][.)])"))
def numbered_headings(lines: Sequence[str]) -> Iterator[Mark]:
    """A short line with the number of a chapter, alone in its paragraph. Bad: « 1.2 Contexte général »."""
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        if not above.strip() and not below.strip() and (match := _CHAPTER.fullmatch(line)):
            told = {"text": shown(line.strip(), 40), "better": shown(match["words"], 60)}
            yield index, match.start("number"), "reste-de-collage.heading", told


@only_with("", sought(r"^\s*\d{1,3}[\s|]", letters=ANY_FIGURE))
def numbered_lines(lines: Sequence[str]) -> Iterator[Mark]:
    """Lines that begin with numbers in turn, which a margin had."""
    for start, group in groups(lines, _NUMBER_OF_LINE.match):
        if are_numbered(group):
            yield start, 0, "reste-de-collage.margin", {"text": shown(group[0], 40)}


def are_numbered(group: Sequence[str]) -> bool:
    """Whether lines in a row bear numbers in turn and make sentences that run on from one to the next."""
    numbers = [int(found[1]) for found in map(_NUMBER_OF_LINE.match, group) if found]
    in_turn = len(numbers) == len(group) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return in_turn and any(re.match(r"[a-zà-ÿ]", _NUMBER_OF_LINE.sub("", line, 1)) for line in group[1:])


@only_with(">")
def quoted_twice(lines: Sequence[str]) -> Iterator[Mark]:
    """A line of a message that another quoted. Bad: « >> Merci »."""
    for index, line in enumerate(lines):
        if match := _QUOTED_TWICE.match(line) if line[:1] == ">" else None:
            yield index, 0, "reste-de-collage.quoted", {"text": shown(match[0] + line[match.end() :], 40)}


LEFTOVER_RULES: tuple[PasteRule, ...] = (
    google_comments, missing_tables, comment_marks, cut_words, drop_caps,
    page_numbers, pasted_words, shortened, lone_captions, numbered_headings, numbered_lines, quoted_twice,
)  # fmt: skip
