"""Marks of other programs that sheets print as they are: GFM, Pandoc, Obsidian, MkDocs, LaTeX, wikis, forums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.core.text import shown
from fiches.lint import wiki_marks
from fiches.lint.leftovers import Mark
from fiches.lint.sought import Sought, only_with, sought

# Repetitions have an end: a search must take no longer than its text.
_FOREIGN_SYNTAX = sought(
    r"[~={^#$\\+¶↵⏎_]|->|\([xX ]?\)|[:;]-?[()DP]|<3|\[[@!\[TxX ]|%%|!!!|\*\[|::|:[a-z+-]|^\s*:",
    r"~~[^~\s][^~]*~~|==[^=\s][^=]*==|\{\{(?! ?[A-Za-zÀ-ÿ][\w ]{1,40}\}\})[^{}]{0,200}\}\}"
    r"|\{%[^%]{0,200}%\}|\[\[[^\[\]]{1,200}\]\]|\[TOC\]|(?<=\w)\^[\w,]+\^|(?<=\w)~\w+~"
    r"|^\s*[-*+] \[[ xX]\] |^\s*\*\[[^\[\]]{1,200}\]:|^\s*!!! \w+|^\s*:::"
    r"|^\s*(?!#{3}[^\W\d_]|#(?:REF|VAL|DIV|NOM|NAME|NUL|N/A))#{1,6}[^\s#\u00a0\u202f\u200e\u200f][\w-]*"
    r"|(?<![\w:/]):(?:[a-z]+(?:[_-][a-z\d]+)*|[+-]1):(?!\w)"
    r"|^\s*: {1,3}\S.*|\$\$|\\(?:newpage|pagebreak|textbf|emph)\b|^\s*\+{3,}\s*$|\[-?@[\w:-]+[^\[\]]{0,60}\]|%%"
    r"|(?<![\d$])\$[^$\s\d.,;:/)][^$]{0,80}\$(?!\d)|\+\+[^+\s][^+]{0,300}\+\+|\^\^[^^\s][^^]{0,300}\^\^|\[![A-Za-z]{3,20}\]"
    r"|^\s*\\#{1,6} .*|(?<![\]\w])\{[.#][\w-]{1,40}\}|^(?=[^_]*_[^_]*$).*?(?<![\w/])_[^\W_]\w*(?=\s)"
    r"|(?<![\w~])~[^~\s][^~]{0,300}(?<!\s)~(?![\w~])"
    r"|(?<=[\w .!?])[:;]-[()DP](?=\s|$)|(?<=[ .!?])[:;]\)(?=\s|$)|(?<= )<3(?=\s|$)"
    r"|(?<!\S)\( ?[xX]? ?\)(?= ?[^\W\d_]{2})"
    r"|(?:^\s*\\[-+*] )?\\\*\\\*[^\s\\].*"
    r"|\\\((?=[^()]*[\d=+^_<>]|\s?[a-zA-Z]\s?\\)[^()\\]{1,80}(?:\\[,%$][^()\\]{0,80}){0,9}\\\)"
    r"|(?<![\w\\:/])[^\W\d_]{2,20}\\[^\W\d_]{2,20}(?![\w\\])|(?<=[\w)»])\s?(?:=>|->|<=>|<->)(?=\s?[\w(«])(?!\s?https?:)|[¶↵⏎]|\^\[(?=[^\W\d_])[^\[\]]{0,300}\]?|(?<=\|)\s*\^\^\s*(?=\|)"
    r"|(?<=\s)\^[a-z\d]{6}\s*$|!\[\[[^\[\]]{1,200}\]\]|(?<![\d$])\$\d[^$]{0,80}\\[a-z]{2,}[^$]{0,80}\$(?!\d)",
    letters="~={^#$\\+¶↵⏎[%!:*_(;<>",
)
_FOREIGN_MARKUP = sought(
    r"[\[\\{<#](?=[/a-zA-Zà-ÿÀ-Ý@#>])|={2}|\.\. ",
    r"\[/?(?:url|img|quote|code|list|size|color|center)(?:=[^\[\]]{0,200})?\](?![(\[{])|\[([bius])\][^\[\]]{1,200}\[/\1\]"
    r"|^={2,6} [^=]{1,200} ={2,6}\s*$|^={3} \"|^\.\. [\w-]{1,40}::"
    r"|\\(?:section|subsection|item|begin|end|textit|url|href|cite|footnote)\b"
    r"|\{(?:color|code|panel|noformat|quote)(?::[^{}]{0,80})?\}|\{>>[^<>]{0,200}<<\}|</?[a-z]{1,3}:[a-zA-Z]{1,20}[^<>]{0,200}>"
    r"|<[@#][A-Z\d]{6,20}>"
    r"|(?<=\s)#(?!REF|VAL|DIV|NOM|NAME|NUL|N/A)[^\W\d_]\w{2,40}(?!\w)",
    letters="[\\{<#=:",
)
_FOREIGN_LINES = sought(
    r"^\s*(?:[|(%!{/▶▼▾▸]|[-*+] [▶▼▾▸]|[^\W\d_][\w ]{0,30}::\s)",
    r"^\| (?!.*\|).*|^\(@\w*\) |^%\s?(?=[^\W\d_a-zà-ÿ])|^\{\|.*|^\|[-}]\s*$|^! [^!]+!!.*|^/{3}(?=\s|$)"
    r"|^\s*(?:[-*+] )?[▶▼▾▸](?= ?\w)|^[^\W\d_][\w ]{0,30}::(?=\s)",
    letters="|(%!{/▶▼▾▸:",
)
_OF_LATEX = sought(
    r"[\\~`$]",
    r"[^\W\d_]{0,20}\\['^\"`~=]\{?[aeiouycnAEIOUYCN]\}?[^\W\d_]{0,20}|\d\\[,;!](?=[\w\\])"
    r"|[^\W\d_]{1,20}~(?=[:;?!\\»]|[^\W\d_])|``[^`']{1,200}''"
    r"|\d~(?=\d{3}\b)|^\s*\\\[[^\[\]]{1,200}\\\]\s*$|(?<![\d$])\$\d[\d ., \u00a0\u202f]{0,20}\$(?!\d)"
    r"|\\(?:(?:auto|name|eq|page)?ref|label|noindent|vspace|hspace|includegraphics|textsc|texttt|underline|centering|caption)\b",
    letters="\\~`$",
)
_OTHER_MARKS = sought(
    r"@[a-z]|\+\+|<http|`_|\[\s*\^",
    r"@(?:fig|tbl|tab|sec|eq|lst)[-:][\w-]+|\+\+[\w-]+(?:\+[\w-]+)+\+\+"
    r"|<https?:[^<>|\s]{1,200}\|[^<>|]{1,80}>|`[^`<>]{1,80}<https?:[^<>`]{1,200}>`_"
    r"|\[\^\s+\w+\]|\[\s+\^\w+\]",
    letters="@+<`[",
)
_TOLD_APART = (  # what has a remedy of its own
    ("imprime-tel-quel.struck", re.compile("~~")),
    ("imprime-tel-quel.checkbox", re.compile(r"\s*[-*+] \[")),
    ("imprime-tel-quel.hashtag", re.compile(r"\s*#[^\W\d_]")),
    ("imprime-tel-quel.escaped", re.compile(r"(?:\s*\\[-+*] )?\\\*")),
    ("imprime-tel-quel.formula", re.compile(r"\\\(")),
    ("imprime-tel-quel.backslash", re.compile(r"[^\W\d_]+\\\w")),
    ("imprime-tel-quel.arrow", re.compile(r"\s?<?[=-]>")),
    ("imprime-tel-quel.contents", re.compile(r"\[\[?_?TOC", re.IGNORECASE)),
    ("imprime-tel-quel.embedded", re.compile(r"!\[\[")),
    ("imprime-tel-quel.link", re.compile(r"<http|`.*`_")),
    ("imprime-tel-quel.inline-note", re.compile(r"\^\[")),
    ("imprime-tel-quel.merged", re.compile(r"\s*\^\^\s*$")),
    ("imprime-tel-quel.note", re.compile(r"\[\s?\^")),
    ("imprime-tel-quel.wiki-table", re.compile(r"\{\||\|[-}]\s*$|! .*!!")),
)
_BROKEN_COMMENT = sought(
    r"[<{/-][ !/*#>-]",
    r"<!(?!--)[ –—-]{0,5}(?=\w|$)|^\s*//\s|/\*[^*]{1,200}\*/|\{#[^#]{1,200}#\}|<\s+!-{2}.*|-{2,}\s?>\s*$",
    letters="<{/>",
)
_RULERS = (" ", "\t", "=", "—", "–")  # what begins a line of signs


@only_with(
    "",
    *(
        sought("[=—–]{4}"),
        wiki_marks.OF_WIKIS,
        _FOREIGN_SYNTAX,
        _FOREIGN_MARKUP,
        _FOREIGN_LINES,
        _OTHER_MARKS,
        _OF_LATEX,
    ),
)
def of_others(lines: Sequence[str]) -> Iterator[Mark]:
    """What other programs read and sheets print as it is."""
    for index, line in enumerate(lines):
        if line[:1] in _RULERS and re.fullmatch(r"\s*[=—–]{4,}\s*", line) and not (index and lines[index - 1].strip()):
            yield index, 0, "imprime-tel-quel", {"text": shown(line, 30)}
    others = [wiki_marks.without(line) for line in lines]
    for pattern in (_FOREIGN_SYNTAX, _FOREIGN_MARKUP, _FOREIGN_LINES, _OTHER_MARKS):
        yield from first_of_each(others, pattern, "imprime-tel-quel")
    yield from first_of_each(lines, _OF_LATEX, "imprime-tel-quel.latex")


@only_with("<{/>")
def broken_comments(lines: Sequence[str]) -> Iterator[Mark]:
    """Comments of other languages, and ours mistyped. Bad: <!- note ->, // note."""
    return first_of_each(lines, _BROKEN_COMMENT, "imprime-tel-quel.comment")


def first_of_each(lines: Sequence[str], pattern: Sought | re.Pattern[str], name: str) -> Iterator[Mark]:
    """What a pattern finds first in each line, told with its words, from their first letter on."""
    for index, line in enumerate(lines):
        if match := pattern.search(line):
            before = len(match[0]) - len(match[0].lstrip())
            told = next((own for own, like in _TOLD_APART if like.match(match[0])), name)
            yield index, match.start() + before, told, {"text": shown(match[0], 30)}
