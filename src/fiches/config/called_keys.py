"""Keys by what people call them who do not know their names: « keywords », « douar », « arabe »."""

from __future__ import annotations

from collections.abc import Mapping

from fiches.config import languages, synonyms
from fiches.config.translated import Translated
from fiches.core.text import fold


def meant(typed: str, labels: Mapping[str, Translated]) -> str:
    """The key, of those that have these labels, that pages of some language call so, or a word that says the same.

    Else the code of a language by its name, or the one key that begins so (« date »); nothing where there is none.
    """
    name = fold(typed.replace("_", " "))
    every = [(code, words, key) for key, label in labels.items() for code, words in label.texts]
    exact = (key for _, words, key in every if fold(words) == name)
    alike = (key for code, words, key in every if name in synonyms.others((words,), code))
    spoken = (one.code for one in languages.every() if one.code in labels and one.is_called(name))
    begun = [key for key in labels if key.startswith(f"{name}_")]
    return next(exact, "") or next(alike, "") or next(spoken, "") or "".join(begun if len(begun) == 1 else [])
