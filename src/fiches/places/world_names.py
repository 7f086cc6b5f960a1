"""Names of towns and countries of the world as they are looked for: no case, accent, space, sign, nor form of alef."""

from __future__ import annotations

import re
from functools import lru_cache

from fiches.core.text import fold

_FORMS = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None, "ـ": None})  # of Arabic letters
_LATIN_ARTICLES = re.compile(r"^(?:le |la |les |l'|the |el |al |los |las |os |o )(?=\w)")
_ARABIC_ARTICLE = re.compile("^(?:ال|لل)(?=\\w{3})")
_SAINT = re.compile(r"\b(?:st|ste|sta|sto)\b\.?")
_SAINTS = {"st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo"}
_SEVERAL = re.compile(r"\s*[/(),]\s*|\s+-\s+")
_NO_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=50_000)
def compact(name: str) -> str:
    """« San José » → `sanjose`; « la Nouvelle-Orléans » → `nouvelleorleans`; « St. Louis » → `saintlouis`."""
    plain = _LATIN_ARTICLES.sub("", fold(name))
    plain = _SAINT.sub(lambda match: _SAINTS[match[0].rstrip(".")], plain)
    return _NO_LETTERS.sub("", _ARABIC_ARTICLE.sub("", plain.translate(_FORMS)))


def own_names(name: str) -> tuple[str, ...]:
    """What a town calls itself, one of several or all of them: « Biel/Bienne », « Washington, D.C. »."""
    return tuple(dict.fromkeys(filter(None, map(compact, (name, *_SEVERAL.split(name))))))
