"""What people put in the values of some keys: an e-mail for a site, a search engine for a photographer, a hash."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from fiches.config import typed_series
from fiches.config.yaml_reader import YamlText
from fiches.core.problems import Fault, fault
from fiches.core.text import shown
from fiches.lint import habits, leftovers, typed_numbers, unfinished
from fiches.lint.sought import only_with
from fiches.typography.french import EVERY_UNIT

_OF_VALUES = ("reste-de-collage.picture", "reste-de-collage.file", "reste-de-collage.shown-elsewhere")
_FIGURE_KEYS, _STOPS_WITHIN = ("chiffres", "valeur"), re.compile(r"\d{1,3}(?:\.\d{3})+(?![.,]?\d)")
_GLUED = re.compile(
    r"(?P<whole>\d+)(?P<rest>(?:[.,]\d{1,2})?)"
    rf"(?P<unit>(?=[^\W\d_]|€)(?:{EVERY_UNIT})(?![\w’'])|(?<=\d{{5}})(?=\s))"
)
_LETTERS_OF_NAMES = re.compile(r"(?:[^\W\d_a-zà-ÿ]\.[ -]?){2,4}")
_SENTENCE_LENGTH, LONGEST_CAPTION, _SENTENCE = 8, 140, re.compile(r".{15,}[^.\s]{2}\.")
_HASHES = re.compile(r"#[^\W_][\w-]{1,40}(?:\s*,?\s*#[^\W_][\w-]{1,40})*")
_SITE_KEY, _SITE = "site", re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#:]\S*)?")
_CREATIVE_COMMONS = re.compile(r"CC(?:0|[ -]BY(?:-NC)?(?:-SA|-ND)?)(?: \d\.\d)?(?![\w-]| (?:NC|SA|ND|BY))")
_MARKS_IN_VALUES = (
    ("imprime-tel-quel.value", re.compile(r"^([*_]{1,3})[^*_]+\1$|\*\*[^*\s][^*]*\*\*|(?<!\w)\*[^*\s][^*]*\*(?!\w)")),
    ("imprime-tel-quel.value-link", re.compile(r"\[[^\[\]]{1,80}\]\((?:https?:|www\.|mailto:)[^()]{0,200}\)?")),
    ("imprime-tel-quel.value-tag", re.compile(r"</?[a-zA-Z][^>]*>")),
    ("imprime-tel-quel.head-comment", re.compile(r"<!--")),
    ("imprime-tel-quel.value-entity", re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5});")),
    ("imprime-tel-quel.value-break", re.compile(r"\\n(?=\S)|\\$")),
)
FILE_KEYS = ("fichier", "logo")
_NOT_READ = (*FILE_KEYS, "alt")  # names of files, and what is told of as such


def site_address(key: str, text: YamlText) -> Iterator[Fault]:
    """A site has an address without spaces. Bad: contact@exemple.org, « www exemple org »."""
    if key == _SITE_KEY and not _SITE.fullmatch(text.value.strip()):
        name = "lien-coupe.mail" if re.fullmatch(r"[^@\s]+@[^@\s]+", text.value.strip()) else "lien-coupe.address"
        yield fault(name, text.line, text.column, text=shown(text.value, 40))


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


def two_owners(key: str, text: YamlText) -> Iterator[Fault]:
    """The sign of an owner twice. Bad: © © Lire au douar 2017."""
    if key == "credit" and (found := re.match(r"(?:©|\([cC]\))\s*(?:©|\([cC]\)).{0,20}", text.value.strip())):
        yield fault("ponctuation", text.line, text.column, text=found[0])


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


@only_with("#")
def hashed(_key: str, text: YamlText) -> Iterator[Fault]:
    """Keywords of social networks. Bad: "#eau #école"."""
    if text.value[:1] == "#" and (found := _HASHES.fullmatch(text.value.strip())):
        better = ", ".join(one.strip(" ,") for one in found[0].split("#") if one)
        yield fault("ponctuation.hash", text.line, text.column, text=shown(text.value, 40), better=better)


def functions(key: str, text: YamlText) -> Iterator[Fault]:
    """What somebody is, in the place of who it is. Bad: « nom: président », « nom: Zahra Idder, présidente »."""
    typed = text.value.strip()
    if key == "nom" and typed[:1] not in ("", '"') and (found := habits.found("fonction", typed)):
        yield fault("texte-provisoire.function", text.line, text.column, text=shown(found["text"].rstrip(")"), 40))


def initials(key: str, text: YamlText) -> Iterator[Fault]:
    """An author of whom only the first letters are told. Bad: F.B."""
    if key == "auteurs" and _LETTERS_OF_NAMES.fullmatch(text.value.strip()):
        yield fault("texte-provisoire.initials", text.line, text.column, text=text.value.strip())


def keyword_sentence(key: str, text: YamlText) -> Iterator[Fault]:
    """A keyword is some words. Bad: « Ce projet parle de l'eau. »."""
    typed = text.value.strip()
    long = _SENTENCE.fullmatch(typed) or len(typed.split()) > _SENTENCE_LENGTH
    if key == "mots_cles" and long and not typed_series.listed(typed):
        yield fault("valeur-longue.keyword", text.line, text.column, text=shown(typed, 40))


def long_caption(key: str, text: YamlText) -> Iterator[Fault]:
    """A caption is a line or two."""
    if key == "legende" and len(text.value) > LONGEST_CAPTION:
        yield fault("valeur-longue.caption", text.line, text.column, n=len(text.value), most=LONGEST_CAPTION)


def framing_shares(key: str, text: YamlText) -> Iterator[Fault]:
    """Where the subject of a photo is, in hundredths. Bad: 0.5."""
    if key == "cadrage" and re.fullmatch(r"0?[.,]\d{1,3}", text.value):
        better = round(100 * float(text.value.replace(",", ".")))
        yield fault("photo-rognee.hundredths", text.line, text.column, typed=text.value, better=better)


def cut_lead(key: str, text: YamlText) -> Iterator[Fault]:
    """A lead in sentences of which the last does not end. Bad: « Rien ne marchait. On jetait tout dans la »."""
    typed = text.value.strip()
    if key == "chapeau" and len(typed.split()) >= _SENTENCE_LENGTH and re.search(r"[a-zà-ÿ,;]$", typed):
        yield fault("texte-provisoire.unended", text.line, text.column, text=shown(typed[-30:].strip(), 40))


def figures_amiss(key: str, text: YamlText) -> Iterator[Fault]:
    """A key figure that touches its unit or has no space for its thousands, and more than all of something."""
    if key not in _FIGURE_KEYS:
        return
    for typed, better in typed_numbers.units(text.value):
        yield fault("ponctuation.number", text.line, text.column, typed=typed, better=better)
    if found := _GLUED.match(text.value.strip()):
        whole = found["whole"]
        grouped = f"{int(whole):,}".replace(",", " ") if len(whole) > 4 else whole
        better = f"{grouped}{found['rest']} {found['unit']}".strip()
        yield fault("ponctuation.unit", text.line, text.column, typed=found[0], better=better)
    if share := habits.found("part", text.value.strip()):
        yield fault("tableau-douteux.share", text.line, text.column, text=share["text"])


@only_with("*_[<&\\\\")
def marked_value(key: str, text: YamlText) -> Iterator[Fault]:
    """A value has no italics, no bold, no links, no HTML. Bad: _Le four_, Le<br>four, Le&nbsp;four."""
    typed = text.value.strip()
    for name, pattern in () if key in FILE_KEYS or unfinished.is_placeholder(typed) else _MARKS_IN_VALUES:
        if match := pattern.search(typed):
            better = {"better": shown(html.unescape(typed), 90)} if match[0][0] == "&" else {}
            yield fault(name, text.line, text.column, text=shown(match[0], 30), **better)


RULES_OF_KEYS = (
    marked_value, site_address, hashed, pasted_names, nobodys_photo, two_owners, stopped_thousands, licence_code,
    functions, initials, keyword_sentence, long_caption, framing_shares, cut_lead, figures_amiss,
)  # fmt: skip
