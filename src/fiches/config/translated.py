"""What data of ours says to people, in each language in which it says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fiches.core.messages import INTERFACE_LANGUAGES, Message, message

FALLBACK_LANGUAGE = "fr"
ANY_LANGUAGE = ""  # what is said without its language: that of the collection
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Translated:
    """The same words by language; `str()` is French, as of messages."""

    texts: tuple[tuple[str, str], ...] = ()

    def in_language(self, code: str) -> str:
        """The words in that language, else plain, else in French, else in the first that there are."""
        return localised(dict(self.texts), code)

    @property
    def said(self) -> Message:
        """The words in whatever language of ours a person reads."""
        return message("words", **{code: self.in_language(code) for code in INTERFACE_LANGUAGES})

    def __str__(self) -> str:
        return self.in_language(FALLBACK_LANGUAGE)

    def __bool__(self) -> bool:
        return any(words for _, words in self.texts)


NO_WORDS = Translated()


def localised(texts: Mapping[str, str], language: str) -> str:
    """The text for `language`, else the plain one, else French, else the first given."""
    found = (texts.get(code) for code in (language, ANY_LANGUAGE, FALLBACK_LANGUAGE))
    return next(filter(None, found), next(iter(texts.values()), ""))
