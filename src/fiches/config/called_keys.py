"""Keys by what people call them who do not know their names: « keywords », « douar », « arabe »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fiches.config import languages, synonyms
from fiches.config.translated import Translated
from fiches.core.messages import Said, message
from fiches.core.text import fold, nearest

SAME_KEY = 0.75  # of two keys: the second is the first written otherwise
MOST_KEYS = 6  # of a record, of which a strange one is the one that it lacks


def likeliest(typed: str, labels: Mapping[str, Translated], required: Sequence[str], given: Sequence[str]) -> str:
    """The key that a strange one of those `given` is meant for: by its name, or the only one that a record lacks."""
    lacking = [name for name in required if name not in given]
    alone = len(labels) <= MOST_KEYS and [name for name in given if name not in labels] == [typed]
    word = meant(typed, labels) or nearest(typed, labels)
    return word or (lacking[0] if alone and len(lacking) == 1 else "")


def remedy(typed: str, word: str, given: Mapping[str, int], labels: Mapping[str, Translated]) -> Said:
    """What to do with a strange key that seems meant for another; nothing where that is given, and only a bit like it.

    `given`: by key, the lines of those that have a value.
    """
    if word not in given:
        return message("did-you-mean", word=word) if word else ""
    alike = word in typed or meant(typed, labels) == word or nearest(typed, [word], least=SAME_KEY)
    return message("field.given", word=word, line=given[word]) if alike else ""


def meant(typed: str, labels: Mapping[str, Translated]) -> str:
    """The key, of those that have these labels, that pages of some language call so, or a word that says the same.

    Else the code of a language by its name, or the one key that begins so (« date »); nothing where there is none.
    """
    name = fold(typed.replace("_", " "))
    return _labelled(name, labels) or _spoken(name, labels) or _begun(name, labels)


def _labelled(name: str, labels: Mapping[str, Translated]) -> str:
    every = [(code, words, key) for key, label in labels.items() for code, words in label.texts]
    exact = (key for _, words, key in every if fold(words) == name)
    alike = (key for code, words, key in every if name in synonyms.others((words,), code))
    return next(exact, "") or next(alike, "")


def _spoken(name: str, labels: Mapping[str, Translated]) -> str:
    return next((one.code for one in languages.every() if one.code in labels and one.is_called(name)), "")


def _begun(name: str, labels: Mapping[str, Translated]) -> str:
    begun = [key for key in labels if key.startswith(f"{name}_")]
    return begun[0] if len(begun) == 1 else ""
