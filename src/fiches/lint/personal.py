"""What is somebody's own in print: a telephone number, an e-mail address, the position of a house."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.core.text import shown
from fiches.lint import habits
from fiches.lint.leftovers import Mark
from fiches.lint.sought import ANY_FIGURE, only_with, sought
from fiches.typography.french import EVERY_UNIT

# Repetitions have an end: a search must take no longer than its text.
_LONG_NUMBER = sought(
    r"\d(?:\D{0,4}\d){7}",
    r"(?<![\w/.,:-])(?<!\d[ .\u00a0\u202f])\(?\+?\d(?:[ .\u00a0\u202f/()-]{0,2}\d){7,14}(?![\d%])(?!,\d)",
    letters=ANY_FIGURE,
)
_DIALLED = re.compile(  # by its digits and what begins it
    r"\(?\+[^+]+|\(?00[1-9][^+]+|\((?:0\d{1,3}|\d{2,3})\).+|(?:0[1-9]|٠[١-٩])(?:\D{0,2}\d){7,8}", re.DOTALL
)
_NO_PHONE = re.compile(r"\d\d[/.-]\d\d[/.-](?:19|20)\d\d|0\d(?: \d{3}){3}$")  # a date; a number by thousands
_UNIT_BEHIND = re.compile(rf"\s?(?:{EVERY_UNIT})(?![\w’'])")  # of figures that were measured, not dialled
_MAIL = sought(  # of a person: an office's is there to be written to
    "@",
    r"(?<![\w.+:/-])(?!(?:contact|bureau|info|accueil|secretariat|association|asso)@)[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.+:/-])[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|orange|wanadoo|free|menara)\b(?!\.\w)",
    letters="@",
)
_AT = r"(?:[(\[{<] ?(?:at|a|arobase|arobas|chez|à|@) ?[)\]}>]|arobase|\(a\))"
_SPOKEN_MAIL = sought(
    r"[(\[{<] ?[aAcCàÀ@]|b(?<=rob)as|[tT] (?<= [dD][oO][tT] )",
    rf"(?<![\w.])[\w.+-]{{2,60}} ?(?i:{_AT}) ?[\w-]{{2,60}}"
    r"(?:\.[\w-]{2,40}| ?(?i:[(\[] ?(?:point|dot|\.) ?[)\]]|point|dot) ?[a-z]{2,6}){1,4}"
    r"|(?<![\w.])[\w.+-]{2,60} (?i:at [\w-]{2,60} dot [a-z]{2,6})\b",
)
_PROFILE = sought(
    r"@|/in/|/2?\d{8}|\bCI?NI?E?\b|arte |\d-[A-Zأ-ي]-\d|asseport",
    r"wa\.me/\d{8,15}|linkedin\.com/in/[\w-]+"
    r"|(?:\b(?:CIN|CNIE?)|\b[Cc]arte (?:nationale|d['’]identité)(?: nationale| d['’]identité)?)[ :n°]{1,5}"
    r"[A-Z]{1,2} ?\d{5,7}\b|\b[Pp]asseport[ :n°]{1,5}[A-Z\d]{7,9}\b|(?<![\w-])\d{1,5}-[A-Zأ-ي]-\d{1,2}(?![\w-])"
    r"|(?<![\w@./\[])@[a-z]\w{0,20}[_\d]\w{1,20}(?!\.\w)",
    letters=ANY_FIGURE + "@/",
)
_ACCOUNT = sought(
    r"[A-Z]{2}\d\d ?[\dA-Z]{4}|RIB",
    r"\b[A-Z]{2}\d\d(?: ?[\dA-Z]{4}){3,7}(?: ?[\dA-Z]{1,3})?\b|\bRIB[ :]{1,3}\d[\d ]{20,28}\d\b",
    letters=ANY_FIGURE,
)
_POSITION = sought(  # of a house: four decimals of a degree are ten metres, and so are seconds
    r"[.,]\d{3}|°",
    r"(?<![\d.,])-?\d{1,2}\.\d{4,9}°? ?[NS]?[,;/]? {0,3}-?\d{1,3}\.\d{4,9}(?!\d)"
    r"|(?<![\d.,])-?\d{1,2},\d{4,9}°? ?[NS]? ?[;/] {0,3}-?\d{1,3},\d{4,9}(?!\d)"
    r"|(?<!\d)\d{1,2}° ?\d{1,2}['’′] ?\d{1,2}(?:[.,]\d{1,4})?[\"”″]"
    r"|(?<!\d)\d{1,2}° ?\d{1,2}[.,]\d{3,5} ?['’′]",
    letters=ANY_FIGURE,
)
_FULL_NAME = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[ -](?:[A-ZÀ-Ý]['’]?[\w’'-]+|[Bb]en|[Oo]u|[Ee]l)){1,3}"
_CHILD = sought(
    r"\d ans\b", rf"(?<!\w){_FULL_NAME}(?:,| \() ?(?:âgée? (?:de|d['’]) ?)?(?:[1-9]|1[0-7]) ans\b", letters=ANY_FIGURE
)
_HOME = sought(
    r"\d,? (?:bis |ter )?(?:rue|av|bd|boul|all|imp|pl|ch|lot|rés|hay|der)",
    rf"(?:(?:[Hh]abite|[Dd]omicili|[Ll]oge|[Dd]emeure|[Aa]dresse)\w*|{_FULL_NAME})\b[^.!?\n]{{0,30}}?"
    r"\b\d{1,3},? (?:bis |ter )?(?:rue|avenue|av\.|boulevard|bd|allée|impasse|place|chemin|lotissement|résidence|hay)"
    r" [^\n.;]{2,30}",
    letters=ANY_FIGURE,
)
_GROUP_LINK = sought(
    r"whatsapp|t\.me|signal|zoom|meet\.",
    r"(?:https?://)?(?:chat\.whatsapp\.com/\w+|t\.me/(?:joinchat/|\+)\w+|signal\.group/\S+"
    r"|\w*\.?zoom\.us/j/\d+\S*|meet\.google\.com/\w+-\w+-\w+)",
)
_SOMEBODY = re.compile(rf"(?<!\w){_FULL_NAME}(?=,| \()")
LONGEST_TOLD = 60  # characters that are quoted
_PERSONAL = (
    (_CHILD, "donnee-personnelle.child"),
    (_HOME, "donnee-personnelle.home"),
    (_GROUP_LINK, "donnee-personnelle.group"),
    (_MAIL, "donnee-personnelle.mail"),
    (_SPOKEN_MAIL, "donnee-personnelle.mail"),
    (_PROFILE, "donnee-personnelle.mark"),
    (_ACCOUNT, "donnee-personnelle.account"),
    (_POSITION, "donnee-personnelle.position"),
)


@only_with("", _LONG_NUMBER, *(one for one, _ in _PERSONAL), habits.ANYWHERE)
def personal_data(lines: Sequence[str]) -> Iterator[Mark]:
    """Whose it is must have agreed."""
    for index, line in enumerate(lines):
        for match in _LONG_NUMBER.finditer(line):
            if _is_phone(match):
                yield index, match.start(), "donnee-personnelle.phone", {"text": _balanced(match[0])}
        if spoken := habits.found("numero_dicte", line):
            yield index, spoken.start(), "donnee-personnelle.phone", {"text": shown(spoken[0], LONGEST_TOLD)}
        if own := habits.found("ne_le", line) or habits.found("mot_de_passe", line):
            yield index, own.start(), "donnee-personnelle.mark", {"text": own[0]}
        yield from _intimate(index, line)
        for pattern, name in _PERSONAL:
            for match in pattern.finditer(line):
                yield index, match.start(), name, {"text": shown(match[0], LONGEST_TOLD)}


def _intimate(index: int, line: str) -> Iterator[Mark]:
    """What is said of somebody behind their whole name; children are told as such."""
    named = None if _CHILD.search(line) else _SOMEBODY.search(line)
    if named and (said := habits.found("intime", line[named.end() :])):
        told = shown(line[named.start() : named.end() + said.end()], LONGEST_TOLD)
        yield index, named.start(), "donnee-personnelle.intimate", {"text": told}


def _balanced(typed: str) -> str:
    """Without a bracket that opens a remark and not the number: « (0661 23 45 67, le soir) »."""
    return typed if typed.count("(") == typed.count(")") else typed.removeprefix("(")


def _is_phone(match: re.Match[str]) -> bool:
    """Whether digits in a row are a number to dial: by how they begin, or because words before them say so."""
    typed = _balanced(match[0])
    measured = _UNIT_BEHIND.match(match.string, match.end())
    if measured or _NO_PHONE.match(typed) or typed.count("(") != typed.count(")"):
        return False
    before = match.string[max(match.start() - 40, 0) : match.start()]
    return bool(_DIALLED.fullmatch(typed) or habits.found("joindre", before))
