"""A file becomes a Source: its front matter and its sections, each with its line; no bytes make it raise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fiches.config.yaml_reader import YamlTable, parse
from fiches.core.problems import Fault, Problem
from fiches.core.text import refusal, slugify

MAX_SOURCE_BYTES = 200_000  # ten times the longest sheet
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}##(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*")
_FOREIGN = (
    (b"PK\x03\x04", "un document Word ou une archive"),
    (b"%PDF-", "un PDF"),
    (b"{\\rtf", "un document RTF"),
    (b"\xd0\xcf\x11\xe0", "un document Word"),
)
_SAVE_AS_TEXT = "copiez le texte seul dans un fichier .md"
_SAVE_AGAIN = "enregistrez-le à nouveau en texte brut, encodage UTF-8 (Word l'appelle « Unicode (UTF-8) »)"
_COMMENT_MARKS = re.compile(r"^ {0,3}(?:`{3,}|~{3,}).*$|<!--|-->", re.MULTILINE)
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
    front: YamlTable
    preamble: Section
    sections: tuple[Section, ...]


def read(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """The source in `path`, called `shown` in problems."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        return None, [
            Fault("fichier-illisible", f"le fichier ne peut pas être ouvert ({refusal(error)})").in_file(shown)
        ]
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
    front, body = split
    table, yaml_faults = parse(front.text, front.line + 1)
    faults += yaml_faults
    preamble, sections = split_sections(without_comments(body.text), body.line + 1)
    if table is None:
        return None, faults
    return Source(slug, shown, table, preamble, sections), faults


def decode(data: bytes) -> tuple[str | None, Fault | None]:
    r"""UTF-8 text with `\\n` line ends, NFC, invisible marks dropped; or the fault that stands in the way."""
    if len(data) > MAX_SOURCE_BYTES:
        return None, Fault(
            "fichier-trop-grand",
            f"la fiche dépasse {MAX_SOURCE_BYTES // 1000} ko",
            hint="une fiche de quatre pages tient en 20 ko : collez le texte seul, sans images",
        )
    if foreign := _foreign(data):
        return None, foreign
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, Fault(
            "encodage",
            "cette ligne n'est pas en UTF-8",
            line,
            error.start - data.rfind(b"\n", 0, error.start),
            _SAVE_AGAIN,
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.translate(_INVISIBLE).strip():
        return None, Fault(
            "fichier-vide",
            "le fichier est vide",
            hint='la commande « fiches new "Titre" » crée une fiche à remplir',
        )
    if bad := _FORBIDDEN.search(text):
        return None, Fault(
            "caractere-interdit",
            f"un caractère de commande (U+{ord(bad[0]):04X}) s'est glissé ici",
            text.count("\n", 0, bad.start()) + 1,
            bad.start() - text.rfind("\n", 0, bad.start()),
            "effacez-le et retapez les mots qui l'entourent",
        )
    return text.translate(_INVISIBLE), None


def _foreign(data: bytes) -> Fault | None:
    """The fault of being no UTF-8 text at all, when the first bytes say what the file is instead."""
    for start, what in _FOREIGN:
        if data.startswith(start):
            return Fault("encodage", f"le fichier est {what}, pas un texte simple", hint=_SAVE_AS_TEXT)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4:
        return Fault("encodage", "le fichier est en UTF-16, pas en UTF-8", hint=_SAVE_AGAIN)
    return None


def is_slug(name: str) -> bool:
    """Whether `name` can name a sheet and all that is made of it."""
    return bool(_SLUG.fullmatch(name))


def _slug_faults(slug: str) -> list[Fault]:
    if is_slug(slug):
        return []
    better = slugify(slug)
    hint = f"renommez le fichier {better}.md" if better else "renommez le fichier, par exemple ma-fiche.md"
    return [
        Fault(
            "nom-de-fichier",
            "le nom du fichier n'a droit qu'aux minuscules sans accent, aux chiffres et aux tirets",
            hint=hint,
        )
    ]


def _split_front(text: str) -> tuple[Section, Section] | Fault:
    """The front matter and the body; blank lines may precede the first."""
    lines = text.split("\n")
    start = next(index for index, line in enumerate(lines) if line.strip())
    if lines[start].rstrip() != "---":
        return Fault(
            "entete-absent",
            "la fiche ne commence pas par son en-tête",
            start + 1,
            hint="écrivez tout en haut une ligne « --- », puis « titre: … », puis une autre ligne « --- »",
        )
    for index, line in enumerate(lines[start + 1 :], start + 1):
        if line.rstrip() in ("---", "..."):
            front = Section("", "\n".join(lines[start + 1 : index]), start + 1)
            return front, Section("", "\n".join(lines[index + 1 :]), index + 1)
    end = next(
        (i for i, line in enumerate(lines) if i > start and (not line.strip() or line[0] == "#")),
        len(lines) - 1,
    )
    return Fault(
        "entete-non-ferme",
        "l'en-tête n'est pas refermé",
        end + 1,
        hint="ajoutez une ligne « --- » après la dernière clé",
    )


def without_comments(body: str) -> str:
    """`body` with spaces for each `<!-- … -->`; what is never closed, and fenced blocks, are left alone."""
    pieces, done = [], 0
    for start, end in _comments(body):
        pieces += [body[done:start], re.sub(r"[^\n]", " ", body[start:end])]
        done = end
    bare = "".join([*pieces, body[done:]])
    return "\n".join(_trimmed(old, new) for old, new in zip(body.split("\n"), bare.split("\n"), strict=True))


def _comments(body: str) -> Iterator[tuple[int, int]]:
    fence, start = "", -1
    for mark in _COMMENT_MARKS.finditer(body):
        if mark[0] == "<!--":
            start = -1 if fence else mark.start()
        elif mark[0] != "-->":
            fence = _next_fence(mark[0], fence) if start < 0 else fence
        elif start >= 0:
            yield start, mark.end()
            start = -1


def _trimmed(old: str, new: str) -> str:
    """A line that lost a comment, without the spaces that would make an indent or a line break."""
    if old == new:
        return old
    return new.rstrip() if old[: len(old) - len(old.lstrip())] == new[: len(new) - len(new.lstrip())] else new.strip()


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
