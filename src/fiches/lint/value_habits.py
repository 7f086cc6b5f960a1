"""What people put in the values of some keys: an e-mail for a site, a search engine for a photographer, a hash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.config.yaml_reader import YamlText
from fiches.core.problems import Fault, fault
from fiches.core.text import shown
from fiches.lint import habits, leftovers, unfinished

_OF_VALUES = ("reste-de-collage.picture", "reste-de-collage.file", "reste-de-collage.shown-elsewhere")
_FIGURE_KEYS, _STOPS_WITHIN = ("chiffres", "valeur"), re.compile(r"\d{1,3}(?:\.\d{3})+(?![.,]?\d)")
_SITE_KEY, _SITE = "site", re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#:]\S*)?")
_CREATIVE_COMMONS = re.compile(r"CC(?:0|[ -]BY(?:-NC)?(?:-SA|-ND)?)(?: \d\.\d)?(?![\w-]| (?:NC|SA|ND|BY))")
_NOT_READ = ("fichier", "logo", "alt")  # names of files, and what is told of as such


def site_address(key: str, text: YamlText) -> Iterator[Fault]:
    """A site has an address without spaces. Bad: contact@exemple.org, « www exemple org »."""
    if key == _SITE_KEY and not _SITE.fullmatch(text.value.strip()):
        yield fault("lien-coupe.address", text.line, text.column, text=shown(text.value, 40))


def pasted_names(key: str, text: YamlText) -> Iterator[Fault]:
    """Names of files, and pages that are not there. Bad: IMG_20220512, « voir page 3 », « Photo 1 : le puits »."""
    if key in _NOT_READ or unfinished.is_placeholder(text.value):
        return
    for _, offset, name, values in leftovers.pasted_words([text.value]):
        if name in _OF_VALUES:
            yield fault(name, text.line, text.column + offset, **values)


def nobodys_photo(key: str, text: YamlText) -> Iterator[Fault]:
    """A credit that names where a photo was found, not who took it. Bad: Google Images."""
    if key == "credit" and habits.found("photo_de_personne", text.value.strip()):
        yield fault("texte-provisoire.credit", text.line, text.column, text=shown(text.value, 40))


def stopped_thousands(key: str, text: YamlText) -> Iterator[Fault]:
    """A figure whose thousands a full stop parts. Bad: 1.500 bacs."""
    if key in _FIGURE_KEYS and (found := _STOPS_WITHIN.match(text.value.strip())):
        better = found[0].replace(".", " ")
        yield fault("ponctuation.thousands", text.line, text.column, typed=found[0], better=better)


def licence_code(key: str, text: YamlText) -> Iterator[Fault]:
    """A licence of Creative Commons has a code with hyphens. Bad: CC BY NC."""
    typed = text.value.strip()
    if key == "licence" and typed.startswith("CC") and not _CREATIVE_COMMONS.match(typed):
        parts = [one for one in re.split(r"[^A-Z]+", typed.upper()) if one in ("BY", "NC", "SA", "ND")]
        better = f"CC {'-'.join(parts)} 4.0" if parts else "CC0 1.0"
        yield fault("ponctuation.licence", text.line, text.column, typed=shown(typed, 40), better=better)


def hashed(_key: str, text: YamlText) -> Iterator[Fault]:
    """A keyword of social networks. Bad: "#eau"."""
    if found := re.fullmatch(r"#([^\W_][\w-]{1,40})", text.value.strip()):
        yield fault("ponctuation.hash", text.line, text.column, text=text.value, better=found[1])


RULES_OF_KEYS = (site_address, hashed, pasted_names, nobodys_photo, stopped_thousands, licence_code)
