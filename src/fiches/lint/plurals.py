"""French words that have lost their plural behind a word or a figure that no singular follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.core.problems import Fault, fault
from fiches.lint.dictionary import words_of

FEWEST_OF_BOTH = 100  # times that both forms are counted in the dictionary
_WORD_ENDS = re.compile(
    r"(?![\w'’(-])(?! et (?!(?:les|des|ces|ses|nos|vos|leurs|aux|de)\b))"
).pattern  # not « vos ancienne et »
_PLURAL_FOLLOWS = re.compile(
    r"(?<![\w'’-])(?:(?i:des|ces|mes|tes|ses|nos|vos|leurs|aux|plusieurs|quelques)"
    r"|(?:(?i:les|des|ces|ses|nos|leurs|et|a|ont|soit|avec|pour|environ) |^[-*] )"
    r"(?:[2-9]|[1-9]\d|[1-9]\d\d|\d{1,3}[ \u00a0\u202f]000))"
    rf"[ \u00a0\u202f](?P<word>[a-zà-ÿ]{{3,30}}){_WORD_ENDS}"
    rf"|(?<![\w'’-])(?i:les) (?P<noun>[a-zà-ÿ]{{2,26}}(?:tion|sion|té|isme|esse|ance|ence|eur)){_WORD_ENDS}"
)
_NO_NOUN = re.compile(
    "quatre|sept|huit|neuf|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille"
    "|janvier|février|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|quelque|autre|chaque|chacun|certain"
    "|bien|très|trop|plutôt|encore|déjà|presque|hors|super|demi|tout|fort|même|comme|contre|pour|avec|dont|entre|tant"
    "|après|avant|depuis|dans|personne|quand|aussi|ainsi|moins|plus|sont|sous|vers|sans|chez|voire|autant|mieux|jamais"
    "|toujours|souvent|ensemble|juste|parfois|vraiment|pouvoir|devoir|savoir|faire|dire|être|avoir|par|sur|que|qui|peu"
    "|non|pas|une|son|mon|ton|ici|dit|est|ont|car|dès|lui|eux|été|mal|net|pro|bon"
)


def missing(line: str) -> Iterator[Fault]:
    """Each in a line. Good: des familles, ces quatre bacs. Bad: des famille, 20 bac, les association."""
    for match in _PLURAL_FOLLOWS.finditer(line):
        word = match["word"] or match["noun"]
        if word[-1] not in "sxz" and not _NO_NOUN.fullmatch(word) and _has_plural(word):
            better = match[0].removesuffix(word) + _plural(word)
            yield fault("orthographe.plural", 1, match.start() + 1, typed=match[0], better=better)


def _has_plural(word: str) -> bool:
    return min(words_of("fr")[one] for one in (word, _plural(word))) >= FEWEST_OF_BOTH


def _plural(word: str) -> str:
    if word.endswith("al") and f"{word[:-1]}ux" in words_of("fr"):
        return f"{word[:-1]}ux"
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"
