"""What a problem says to somebody who fills in a form: fields by their labels, and no mark or line of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fiches.config.fields import Field
from fiches.config.formats import RubricSpec
from fiches.core.messages import REMEDY, Catalogue, Message, Said, message
from fiches.core.problems import Problem
from fiches.studio.mending import Mend

NAMING = ("key", "word", "parent", "field")  # values of messages that may be the name of a key
AGAIN, BY_BUTTON = "again", "by-button"  # what is said in place of a remedy that speaks of signs
ON_MAP, NONE_NEAR = (
    "on-map",
    "on-map-alone",
)  # in place of coordinates to be typed; where no name is like that which was
A_LINE = "a-line"  # of the front matter, that is of no key
_HEADING_MARK = re.compile(r"\s*[«“\"]\s?#{2,}\s?[»”\"]|#{2,}\s?")
_QUOTATION_MARKS = re.compile(r"\s*[:(][^:(]*>.*", re.DOTALL)
_FILE_LINE = re.compile(r"\s*(?:- )?\w+:(?: |$)")
# By how the name of a message begins, what is said instead: `studio.said.<…>`. The longest beginning counts. What one
# message alone says otherwise stands in the catalogue under its own name: `studio.said.<name>`.
INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "yaml-illisible": "unread", "yaml-refuse": "unread", "valeur-coupee": "unread",
        "entete-absent": "no-facts", "entete-non-ferme": "no-facts", "deux-fiches.headers": "no-facts",
        "cle-repetee": "twice", "cle-inconnue.key": "unknown", "cle-inconnue.language": "unknown",
        "champ-obligatoire.key": "missing", "champ-conseille.key": "missing",
        "champ-obligatoire.empty": "missing", "champ-conseille.empty": "missing",
        "champ-invalide.colon": "unread", "champ-invalide.no-table": "unread", "champ-invalide.record": "unread",
        "champ-invalide.table": "unread", "champ-invalide.no-key": "unread", "champ-invalide.one-text": "unread",
        "liste-sans-crochets": "one-of-several", "liste-sans-crochets.key.remedy": "one-a-line",
        "liste-sans-crochets.lines.remedy": "one-a-line",
        "photo-repetee": "picture-twice", "passage-en-double": "passage-twice", "rubrique-repetee": "rubric-twice",
        "note-de-bas-de-page.twice": "note-twice", "signe-sans-police.one": "sign",
        "cle-repetee.yaml.remedy": "once", "cle-repetee.within.remedy": "once", "cle-repetee.item.remedy": "once",
        "rubrique-absente.unmarked.remedy": AGAIN, "titre-mal-place.remedy": "heading", "field": AGAIN,
        "field.add": "fill", "field.write": "fill", "field.fill": "fill",
        "field.add-one": "fill-one",
        "value.figure.remedy": "figure", "value.file.several.remedy": "in-pictures",
        "value.image.absent.several": "in-pictures", "titre-sans-court.remedy": "short-title",
        "texte-a-placer.remedy": "to-place", "texte-a-placer.below.remedy": "to-place",
        "texte-hors-rubrique.remedy": "to-place", "rubrique-inconnue.no-words.remedy": "heading",
        "value.file.sign.remedy": "drop-again", "value.image.type.renamed.remedy": "drop-again",
        "image-mal-placee.remedy": "in-pictures", "html-refuse.picture.remedy": "in-pictures",
        "lien-refuse.picture.remedy": "in-pictures", "reste-de-collage.picture.remedy": "in-pictures",
        "reste-de-collage.shown-elsewhere.remedy": "in-pictures", "reste-de-collage.caption.remedy": "in-pictures",
        "reste-de-collage.fact.remedy": "in-facts", "texte-hors-rubrique.heading.remedy": "heading",
        "rubrique-absente.remedy": "in-its-box", "exergue-a-choisir.paste": "in-voices",
        "exergue-a-choisir.paste-alone": "in-voices",
        "lieu-ambigu.remedy": "where", "lieu-inconnu.several.remedy": "where",
        "lieu-contredit.town.remedy": "department", "lieu-inconnu.two.remedy": "two-places",
        "lieu-autrement.department.remedy": "by-number", "ours-incomplet.remedy": "imprint",
        "lieu-approche.district.remedy": ON_MAP, "lieu-approche.municipality.remedy": ON_MAP,
        "lieu-approche.department.remedy": ON_MAP, "lieu-approche.county.remedy": ON_MAP,
        "lieu-approche.elsewhere.remedy": ON_MAP,
        "lieu-hors-carte.remedy": "off-map",
        "value.coordinates.remedy": "coordinates", "value.coordinates.off-globe.remedy": "coordinates",
        "value.coordinates.link.remedy": "coordinates",
        "lieu-inconnu.near.remedy": ON_MAP, "lieu-inconnu.none.remedy": ON_MAP,
        "lieu-inconnu.town.remedy": ON_MAP, "lieu-inconnu.world.remedy": ON_MAP,
        "lieu-inconnu.world-near.remedy": ON_MAP,
        "value.image.absent.copy": "drop-again", "value.image.outside.remedy": "drop-again",
        "value.file.address.remedy": "drop-again", "value.file.of-computer.remedy": "drop-again",
    }
)  # fmt: skip
OF_FILES = ("unread", "no-facts")  # what is said of marks of a file: no remedy that speaks of them helps


def question(spec: RubricSpec, language: str) -> str:
    """What a rubric asks, without the marks of a file, which a form has buttons for."""
    said = spec.question.in_language(language)
    return _QUOTATION_MARKS.sub(".", _HEADING_MARK.sub("", said))


@dataclass(frozen=True, slots=True)
class FormWords:
    """How a form speaks: the catalogue of its language, and what it calls the keys of the front matter."""

    words: Catalogue
    labels: Mapping[str, str] = field(default_factory=dict)

    def problem(self, one: Problem, about: str, found: Mend | None, *, is_like_others: bool = False) -> tuple[str, str]:
        """What is wrong and what to do, of a problem about a key (or none), which a program may mend.

        `is_like_others`: a place that is not known has a name like some that are, which are proposed.
        """
        said, hint = one.message, one.hint
        if isinstance(hint, Message) and instead(hint.name) == ON_MAP and not is_like_others:
            hint = Message(f"studio.said.{NONE_NEAR}")
        if isinstance(hint, Message) and instead(hint.name) == AGAIN:
            hint = Message(f"studio.said.{BY_BUTTON}") if found else hint
            said = said if about else Message(f"studio.said.{A_LINE}", (("words", found.old if found else "…"),))
        label = self.labels.get(about) or self.words.text(message("studio.page.facts"))
        return self._sentence(said, label), self._sentence(hint, label)

    def said(self, said: Said) -> str:
        """A message that is about no key."""
        return self._sentence(said, "")

    def button(self, found: Mend) -> str:
        """What a button that mends says of it; nothing where that is a line of a file."""
        return "" if _FILE_LINE.match(found.new) else self.labels.get(found.new, found.new).strip()

    def _sentence(self, said: Said, label: str) -> str:
        text = str(self.words.text(self._spoken(said, label)))
        return text[:1].upper() + text[1:]

    def _spoken(self, said: Any, label: str, name: str = "") -> Any:  # noqa: ANN401  # a value of a message too
        """A message in the words of a form, or a value of one, called `name`."""
        if isinstance(said, Message):
            other = said.name if self.words.has(f"studio.said.{said.name}") else instead(said.name)
            values = tuple((key, self._spoken(value, label, key)) for key, value in said.values)
            return Message(f"studio.said.{other}", (("label", label), *values)) if other else Message(said.name, values)
        if isinstance(said, tuple):
            return tuple(self._spoken(one, label, name) for one in said)
        return self.labels.get(said, said) if name in NAMING and isinstance(said, str) else said


def instead(name: str) -> str:
    """The end of the name of what is said instead of a message; nothing where it says itself."""
    if name.endswith(REMEDY):
        return INSTEAD.get(name) or (AGAIN if instead(name.removesuffix(REMEDY)) in OF_FILES else "")
    while name not in INSTEAD and "." in name:
        name = name.rpartition(".")[0]
    return INSTEAD.get(name, "")


def labels(fields: Iterable[Field], language: str) -> Mapping[str, str]:
    """What a form calls each key, those of groups among them, where that is not their name; an outer one first."""
    found: dict[str, str] = {}
    for one in fields:
        inner = labels(one.fields, language)
        said = one.label.in_language(language) or one.name.replace("_", " ")
        found = {**inner, **found, one.name: said[:1].upper() + said[1:]}
    return found
