"""Punctuation that was typed amiss: without its space or with one too many, twice, or with other signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.core.text import blanked, shown
from fiches.lint import typed_tables, wiki_marks
from fiches.lint.leftovers import ADDRESS, Mark, PasteRule
from fiches.lint.sought import only_with, sought

# Repetitions have an end: a search must take no longer than its text.
_TYPED_GUILLEMETS = sought(
    r"[,'<‹](?:(?<=,),|(?<![^ (\n].)(?<=')[^\W\d]|(?<=<)[‹<]|(?<=‹)<)",
    r",,(?=\w)[^<>\n]{1,300}?(?:''|”|“|\")|(?:^|(?<=[a-zà-ÿ]{2} )|(?<=\())'(?=[^\W\d])[^'’‘\n]{2,60}(?<=\w)'(?![\w'’])"
    r"|(?:<‹|‹<)[^<>\n]{1,300}(?:>›|›>|>>)|<<(?![A-Za-z][\w-]*(?:\s[\w\s=-]*)?>>)[^<>\n]{1,300}>>",
)  # other ones seem HTML
_LOW_LINES = sought(  # those of names without capitals are of programs, and told as such
    "[a-zà-ÿ]_",
    r"(?<![\w@/.#:<{`(\[*-])(?=[a-z_]{0,60}[A-ZÀ-ÿ])[^\W\d_]{1,30}(?:_[^\W\d_]{1,30}){1,6}(?![\w@/.({>`\])*-])",
    letters="_",
)
_TYPED_TAG = re.compile(r"</?[a-z][^<>\n]{0,200}>")
_INFLECTED = (  # how a word ends that brackets hold, where it is the end of the word before: agriculteur(trice)s
    r"(?:[eè]re|ice|[eu]se|nne|ine|tte|lle|[aeiv]ve|aux|esse|[aeo]le|[aeo]nte|ée|ées?|que|[aeo]nt|[ao]s|ies|ren|ns|es|x)s?"
)
_PUNCTUATION = sought(
    r"[»«:?!…;\",.'()](?:(?<=[^\W\d_]«)|(?<=[»:?!…])[^\W\d_]|(?<=:)\d|(?<= [,.)])|(?<=;) ;|(?<=\")\""
    r"|(?<=[,.;)])[^\s\d]|(?<=')'|(?<=\() |(?<=[\w(]\()\w)",
    r"(?<![ÃÂ])»(?=[^\W\d_])|(?<=[^\W\d_]{2})«|(?<=\w) +,(?=\w)|(?<=[^\W\d_]),(?=[^\W\d_])|(?<=\d),(?=[a-zà-ÿ]{2})"
    r"|(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ý][a-zà-ÿ])|(?<=[^\W_])\.\.(?!\.)(?=\s|$)"
    r"|(?<=\w) +\.(?=[^\W\d_]| [A-ZÀ-Ý])| [?!](?=[^\W\d_])|,,|;;|(?<!\d)''|(?<![:;]-)\( (?=\w)|(?<=\w) \)"
    r"|(?<=[^\W\d_])\)(?=[^\W\d_]{2})"
    r"|(?<=[a-zà-ÿ]{2})(?:\.{3}|…)(?=[^\W\d_]{2})|(?<=[a-zà-ÿ]{3})\((?=\d\d|[A-ZÀ-Ý][a-zà-ÿ]{2})|(?<=\d)\)(?=[a-zà-ÿ])"
    r"|(?<=[^\W\d_]) ?;(?=[^\W\d_]{2})"
    r"|(?<=[a-zà-ÿ]{2})(?<!script) ?:(?=[^\W\d_]{2}(?![^\s.,;]*:))|; ;|(?<=[\w»*])[.,;]\*{1,3}(?=[^\W\d_]{2})"
    r"|(?<=[a-zà-ÿ]{3}):(?=\d+(?![\w\]]))|\(\((?=\w)|(?<=[a-zà-ÿ]{3})\((?=[a-zà-ÿ]{3,20}[ )])(?!\w*"
    + _INFLECTED
    + r"\))"
    r"|(?<=\w) \"\"(?=\w)|(?<=\w)\"\"(?=[\s,.;])",
)

_APOSTROPHE_SPACE = sought(
    r"['’](?: |(?<= .))\w",
    r"(?<![\w'’.])(?:[LDCJMNSTldcjmnst]|(?:[Jj]us|[Ll]ors|[Pp]uis)?[Qq]u)(?: ['’] ?|['’] )(?=[^\W\d_])",
)
_LOST_APOSTROPHE = sought(
    r"[ldjnmstLDJNMSCq](?<![^ ^\n].)(?:(?<=q)u|(?<!q)) [aeéèêiîoôuhE]",
    r"(?:(?<=[a-zà-ÿ,;:»] )|^)(?:[ldjnmst]|qu) (?!(?:une?|est|et|en|ou)\b"
    r"|(?<=n )[ui](?!mporte))(?=[aeéèêiîoôuhE][a-zà-ÿ]{2})"  # « n udrar » is Amazighe
    r"|(?:^|(?<=[.!?] ))[LDJNMSC] (?=[aeéèêiîoôuh][a-zà-ÿ]{2})",
)
_STRAY_ACCENT = sought("[`´′]", r"(?<![\w'’`])(?:[LDCJMNSTldcjmnst]|[Qq]u)[`´′](?=[^\W\d]| )", letters="`´′")
_RUN_OF_MARKS = sought(
    r"[.!…](?:(?<=\.)\.{3}|(?<=!)!|(?<=…)[.…])",
    r"(?<=\w)\.{4,5}(?=[^\d.\s]|\s+[^\W\d_])|(?<=[\w »”)])!{2,}|(?<=\w)…[.…]+",
)

_MARKS_IN_TURN = (
    (_PUNCTUATION, "ponctuation"),
    (_APOSTROPHE_SPACE, "ponctuation.apostrophe"),
    (_LOST_APOSTROPHE, "ponctuation.lost-apostrophe"),
    (_STRAY_ACCENT, "ponctuation.accent"),
    (_RUN_OF_MARKS, "ponctuation.run"),
)


@only_with("", _TYPED_GUILLEMETS)
def typed_guillemets(lines: Sequence[str]) -> Iterator[Mark]:
    """Guillemets of a keyboard that has none. Bad: <<l'eau>>."""
    for index, line in enumerate(lines):
        if match := _TYPED_GUILLEMETS.search(line):
            yield index, match.start(), "imprime-tel-quel.guillemets", {"text": shown(match[0].strip(), 30)}


@only_with("#")
def heading_ends(lines: Sequence[str]) -> Iterator[Mark]:
    """A colon behind a heading, or what ends an item. Bad: ### Association Tamazirt :"""
    for index, line in enumerate(lines):
        if line.startswith("###") and (match := re.search(r"(?<=[^\W_])\s?(?P<mark>[:;,])\s*$", line)):
            yield index, match.start("mark"), "ponctuation.heading", {"mark": match["mark"]}


def _lettered(address: re.Match[str]) -> str:
    """Letters in the place of an address, whose own signs are no punctuation."""
    return "x" * len(address[0])


@only_with("<", ADDRESS, wiki_marks.OF_WIKIS, _TYPED_GUILLEMETS, *(one for one, _ in _MARKS_IN_TURN))
def punctuation(lines: Sequence[str]) -> Iterator[Mark]:
    """A comma, a full stop or an apostrophe that has lost its space or has one too many, or is there twice."""
    for index, typed in enumerate(typed_tables.without_pasted(lines)):
        line = _without_told(typed)
        found = ((one.search(line), name) for one, name in _MARKS_IN_TURN)
        match, name = next(((match, name) for match, name in found if match), (None, ""))
        if match and not re.search(r"@|\\\(|[(\[]at[)\]]|data:|&\w+;|\{\w+:", line):
            around = line[max(match.start() - 8, 0) : match.end() + 8].strip()
            yield index, match.start(), name, {"text": around}


def _without_told(line: str) -> str:
    """A line with what is told as such blank."""
    bare = wiki_marks.without(line)
    others = _TYPED_GUILLEMETS.blanked(ADDRESS.pattern.sub(_lettered, bare) if ADDRESS.may_be_in(bare) else bare)
    return _TYPED_TAG.sub(blanked, others) if "<" in others else others


@only_with("_")
def underscores(lines: Sequence[str]) -> Iterator[Mark]:
    """Low lines in the place of spaces. Bad: Le_village."""
    for index, line in enumerate(lines):
        for match in _LOW_LINES.finditer(line):
            better = shown(match[0].replace("_", " "), 30)
            yield index, match.start(), "imprime-tel-quel.low-line", {"text": shown(match[0], 30), "better": better}


MARK_RULES: tuple[PasteRule, ...] = (typed_guillemets, heading_ends, underscores, punctuation)
