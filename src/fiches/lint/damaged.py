"""Letters that a wrong encoding, a scanner or a program that escapes them has put in the place of others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from fiches.core.text import blanked, shown
from fiches.lint import wiki_marks
from fiches.lint.leftovers import Mark, without_addresses
from fiches.lint.sought import Sought, only_with, sought

LONGEST_DAMAGE = 30  # characters that are quoted of it

# Repetitions have an end: a search must take no longer than its text.
_MOJIBAKE = sought(
    r"[ÃÂâ�?À-ÞŽ](?:(?<=[ÃÂ�])|(?<=â)€|(?<=[^\W\d_]\?)[a-zà-ÿ]|(?<=[a-z][À-ÞŽ])[a-z])",
    r"\S{0,30}(?:Ã[\u0080-\u00bf©¨ªŠ¢®´»§«¯¹]|â€[™œ\u009d“”¦\u0093\u0094˜]|Â[°«»\u00a0²³]|�)\S{0,30}"
    r"|(?<!\w)[^\W\d_]{1,30}\?[a-zà-ÿ]{2,30}"
    r"|[a-z]{1,30}[\u00c0-\u00dd\u00de\u017d][a-z]\w{0,30}",  # of DOS, of old Macs: dÚchets
    letters="ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞŽâ�?",
)
_ACCENTS_BEHIND = sought(  # a PDF's, which draws them apart
    "[´¨ˆ¸˜]",
    r"[^\W\d_]{0,30}(?:[aeioyAEIO]´|(?<![qQ])u´|[a-zA-Z][¨ˆ¸˜](?=[^\W\d_]|\s))(?:[^\W\d_]|[´`¨ˆ¸˜^]){0,30}",
    letters="´¨ˆ¸˜",
)
_BEHIND_AS_ABOVE = dict(zip("´`¨ˆ^¸˜", "\u0301\u0300\u0308\u0302\u0302\u0327\u0303", strict=True))
_ESCAPED = sought(
    r"\\[un]|=[0-9A-F]{2}=|&|%[2C]",
    r"[^\W\d_]{0,30}(?:\\u[0-9a-fA-F]{4}|(?:=[0-9A-F]{2}){2})\w{0,30}|(?<=[.!?;,»])\\n(?=\S)|(?:\\n){2}|\\n(?=[A-ZÀ-Ý])|[^\W\d_]{0,30}%(?:20|C3%[A-F\d]{2})[^\W\d_]{0,30}"
    r"|&amp;(?:[a-zA-Z]{2,8}|#\d{2,5});"
    r"|&(?:[a-zA-Z](?:acute|grave|circ|uml|cedil|tilde)|nbsp|laquo|raquo|rsquo|lsquo|hellip|oelig|#\d{2,5})(?![\w;])",
    letters="\\&=%",
)
_SCANNED = sought(  # a figure for the letter that looks like it, and the other way round
    r"['’01|OIlr](?:(?<=[1I|]['’])|(?<=[a-zà-ÿ][01|])|(?<=\d[OI])|(?<=\bl)\d|(?<=\bI)[aelu]|(?<=\br)n)",
    r"(?<![\w'’.,])[1|]['’](?=[a-zà-ÿ]{2})[a-zà-ÿ]{2,30}|(?<![\w'’])I['’](?!(?:d|m|ve|ll)\b)[a-zà-ÿ]{2,30}"
    r"|(?<![\w@/.#-])[A-ZÀ-Ý]?[a-zà-ÿ]{1,30}(?:[01]|\|{1,2})[a-zà-ÿ]{2,30}(?![\w@/])|(?<![\w.,])\d{1,4}[OI]\d{1,4}(?!\w)"
    r"|(?<![\w.,])\d{1,4}O{1,3}(?!\w)|(?<![\w'’])l[0-9]{1,3}(?= [a-zà-ÿ])"
    r"|(?<![\w'’])I(?:es?|a|eurs?|ui|orsque)(?!\w)|(?<![\w'’])rn[aeiou][a-zà-ÿ]{2,30}",
    parts=("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "|", "I", "O", "rn"),
)
_OTHER_ALPHABET = sought(  # that only looks like the Latin one
    "[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο\u0400-\u04ff\uff21-\uff5a\U0001d400-\U0001d7ff]",
    "[A-Za-zÀ-ÿ]{0,30}(?:(?<=[A-Za-zÀ-ÿ])[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο\u0400-\u04ff]"
    "|[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο\u0400-\u04ff](?=[A-Za-zÀ-ÿ]))[A-Za-zÀ-ÿ]{0,30}"
    "|[\uff21-\uff5a\U0001d400-\U0001d7ff]{2,40}",
)
_OTHER_FIGURES = sought("", r"(?<=[A-Za-zÀ-ÿ] )[٠-٩۰-۹]{1,9}(?= [A-Za-zÀ-ÿ])", letters="٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_JOINED = sought("[a-zà-ÿ]{16}", r"(?<![\w@/.#-])[^\W\d_]{31,60}(?![\w@/.])")  # words that have lost their spaces
_LINKED = re.compile(r"\]\([^()\n]*\)")  # told as a link where it is a bad one
_DAMAGES = (
    (_MOJIBAKE, "encodage-abime"),
    (_ESCAPED, "encodage-abime.escaped"),
    (_SCANNED, "encodage-abime.scanned"),
    (_OTHER_ALPHABET, "encodage-abime.alphabet"),
    (_OTHER_FIGURES, "encodage-abime.figures"),
    (_JOINED, "encodage-abime.joined"),
)


@only_with("", _ACCENTS_BEHIND, *(one for one, _ in _DAMAGES))
def damaged_text(lines: Sequence[str]) -> Iterator[Mark]:
    """Of each line the words whose accents stand apart, and the first damage of each other sort, but of addresses."""
    for index, line in enumerate(lines):
        for word in _ACCENTS_BEHIND.finditer(line):
            told = {"typed": shown(word[0], LONGEST_DAMAGE), "better": shown(_accented(word[0]), LONGEST_DAMAGE)}
            yield index, word.start(), "accent-absent.behind", told
        for pattern, name in _DAMAGES:
            if match := _found(pattern, line):
                yield index, match.start(), name, {"text": shown(match[0], LONGEST_DAMAGE)}


def _found(pattern: Sought, line: str) -> re.Match[str] | None:
    return (
        pattern.search(_LINKED.sub(blanked, without_addresses(wiki_marks.without(line))))
        if pattern.may_be_in(line)
        else None
    )


def _accented(typed: str) -> str:
    """A word with its accents on its letters."""
    return unicodedata.normalize("NFC", "".join(_BEHIND_AS_ABOVE.get(sign, sign) for sign in typed))
