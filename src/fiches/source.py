"""A file becomes a Source: its front matter and its sections, each with its line; no bytes make it raise."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fiches.problems import Fault, Problem
from fiches.wording import slugify
from fiches.yamltext import Table, parse

MAX_BYTES = 400_000  # twenty times the longest sheet
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}##(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*")
_INVISIBLE = str.maketrans(dict.fromkeys("\ufeff\u200b\u00ad\u2060"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\uffff]")


@dataclass(frozen=True, slots=True)
class Section:
    """What follows one `##` heading, up to the next; `text` starts on `line` + 1."""

    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its author typed it, taken apart but not judged."""

    slug: str
    path: str
    front: Table
    preamble: Section
    sections: tuple[Section, ...]


def read(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """The source in `path`, called `shown` in problems."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or error.__class__.__name__
        return None, [Fault("fichier-illisible", f"le fichier ne peut pas être ouvert ({reason})").in_file(shown)]
    source, faults = parse_bytes(data, path.stem, shown)
    return source, [fault.in_file(shown) for fault in faults]


def parse_bytes(data: bytes, slug: str, shown: str) -> tuple[Source | None, list[Fault]]:
    """The source that `data` holds, whatever the bytes are."""
    text, fault = decode(data)
    if text is None or fault:
        return None, [fault] if fault else []
    faults = _slug_faults(slug)
    split = _split_front(text)
    if isinstance(split, Fault):
        return None, [*faults, split]
    front_text, body, body_line = split
    front, yaml_faults = parse(front_text, first_line=2)
    faults += yaml_faults
    preamble, sections = split_sections(body, body_line)
    if front is None:
        return None, faults
    return Source(slug, shown, front, preamble, sections), faults


def decode(data: bytes) -> tuple[str | None, Fault | None]:
    """UTF-8 text with `\\n` line ends, NFC, invisible marks dropped; or the fault that stands in the way."""
    if len(data) > MAX_BYTES:
        return None, Fault("fichier-trop-grand", f"la fiche dépasse {MAX_BYTES // 1000} ko",
                           hint="une fiche de quatre pages tient en 20 ko : collez le texte seul, sans images")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, Fault("encodage", "le fichier est en UTF-16",
                           hint="enregistrez-le à nouveau en choisissant l'encodage UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, Fault("encodage", "cette ligne n'est pas en UTF-8", line,
                           error.start - data.rfind(b"\n", 0, error.start),
                           "le fichier vient sans doute d'un vieux logiciel : enregistrez-le à nouveau en UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None, Fault("fichier-vide", "le fichier est vide", hint="fiches new « Titre » crée une fiche à remplir")
    if bad := _FORBIDDEN.search(text):
        return None, Fault("caractere-interdit", f"un caractère de commande (U+{ord(bad[0]):04X}) s'est glissé ici",
                           text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start()),
                           "effacez-le et retapez les mots qui l'entourent")
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE), None


def _slug_faults(slug: str) -> list[Fault]:
    if _SLUG.fullmatch(slug):
        return []
    better = slugify(slug)
    hint = f"renommez le fichier {better}.md" if better else "renommez le fichier, par exemple ma-fiche.md"
    return [Fault("nom-de-fichier", "le nom du fichier n'a droit qu'aux minuscules sans accent, chiffres et tirets",
                  hint=hint)]


def _split_front(text: str) -> tuple[str, str, int] | Fault:
    """The front matter, the body, and the line on which the body starts."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Fault("entete-absent", "la fiche doit commencer par une ligne « --- »",
                     hint="commencez par trois lignes : ---, titre: …, ---")
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:index]), "\n".join(lines[index + 1 :]), index + 2
    return Fault("entete-non-ferme", "l'en-tête n'est pas refermé",
                 hint="ajoutez une ligne « --- » après la dernière clé")


def split_sections(body: str, first_line: int) -> tuple[Section, tuple[Section, ...]]:
    """What precedes the first `##` heading, and the sections; fenced blocks are left alone."""
    heads: list[tuple[str, int]] = [("", first_line - 1)]
    texts: list[list[str]] = [[]]
    fence = ""
    for number, line in enumerate(body.split("\n"), start=first_line):
        fence = _next_fence(line, fence)
        heading = None if fence else _HEADING.fullmatch(line)
        if heading:
            heads.append((heading[1], number))
            texts.append([])
        else:
            texts[-1].append(line)
    preamble, *sections = (
        Section(title, "\n".join(text), line) for (title, line), text in zip(heads, texts, strict=True)
    )
    return preamble, tuple(sections)


def _next_fence(line: str, fence: str) -> str:
    """The fence that is open after `line`, or nothing."""
    mark = _FENCE.match(line)
    if not fence:
        return mark[1] if mark else ""
    closes = mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and line.strip() == mark[1]
    return "" if closes else fence
