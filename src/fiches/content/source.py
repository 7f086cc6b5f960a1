"""A file becomes a Source: its front matter and its sections, each with its line; no bytes make it raise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fiches.config.yaml_comments import cut
from fiches.config.yaml_reader import YamlTable, parse
from fiches.content import fences
from fiches.content.comments import Comment, every, of_body, of_front, without_comments
from fiches.content.plain_text import MAX_SOURCE_BYTES, decode
from fiches.content.versions import work
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import NO_BREAK, UNSEEN, refusal, slugify

LONGEST_SLUG = 80  # characters: what is made of a sheet has longer names, and some disks take 143 bytes
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[1-9]")  # names of devices: no file of Windows is called so
_COPY = re.compile(  # as Dropbox, Drive, Nextcloud, Syncthing, Windows and macOS call them
    r"\([^)]*\b(copie|copy|conflit|conflict)\w*[^)]*\)?$|\s\(\d+\)$|\.sync-conflict-|[\s_-]\s?(copie|copy)(\s?\(?\d+\)?)?$"
    r"|^(copie|copy)[\s_-](?:\(\d+\)\s?)?(de|of)[\s_-]|[\s_.-](conflict|conflit)[\s_.-]|[_.-](backup|orig|bak|old)([_.-]\d+)?$",
    re.IGNORECASE,
)
_BESIDE_OTHER = re.compile(
    r"(?P<own>.+?)(?:\s\d{1,2}|-(?=[^-]*[A-Z])[A-Za-z]\w*(?:-[A-Z\d]{3,})?)"
)  # as iCloud and OneDrive do
_ENDINGS = re.compile(r"(?:\.(?:md|txt|docx|odt|markdown))+$", re.IGNORECASE)
_HEADING = re.compile(rf"[{NO_BREAK} \t]{{0,8}}##(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*")
_RULE = re.compile(r"(?!---$)(?:[–—‐‑−]|[-–—‐‑−_]{2,8}|\*{3,}|={3,}|\+{3,}|(?:- ){2,}-)")
_CODE_FENCE = re.compile(r"(?:`{3,}|~{3,})\w*")
_BEGINS_KEY = re.compile(r"(?:[a-zàâçéèêîôû_-]+|Titre|TITRE|Title)\s*:(?:\s|$)")
_CONFLICT = re.compile(r"^<{7}(?: .*)?\n(?:.*\n){0,2000}?={7}\n(?:.*\n){0,2000}?>{7}(?: .*)?$", re.MULTILINE)
_RULED, _OF_FRONT = re.compile(r"---\s*"), re.compile(rf"{_BEGINS_KEY.pattern}|[ \t#-]")


@dataclass(frozen=True, slots=True)
class Section:
    """What follows one `##` heading, up to the next; `text` starts on `line` + 1."""

    title: str
    text: str
    line: int


Outline = tuple[Section, Section, tuple[Section, ...]]  # front matter, what precedes the first rubric, rubrics


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its author typed it, taken apart but not judged."""

    slug: str
    path: str
    front: YamlTable
    preamble: Section
    sections: tuple[Section, ...]
    instructions: tuple[Comment, ...] = ()  # to the program, which no page shows
    comments: tuple[Comment, ...] = ()  # of the body, all of them


def read(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """The source in `path`, called `shown` in problems."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        return None, [fault("fichier-illisible.sheet", refusal=refusal(error)).in_file(shown)]
    own = _BESIDE_OTHER.fullmatch(path.stem)
    copied = own is not None and path.with_stem(own["own"]).is_file()
    source, faults = parse_bytes(data, path.stem, shown, copied=copied)
    return source, [found.in_file(shown) for found in faults]


def parse_bytes(data: bytes, slug: str, shown: str, *, copied: bool = False) -> tuple[Source | None, list[Fault]]:
    """The source that `data` holds, whatever the bytes are; `copied`: its name is another's and what clouds add."""
    text, unread = decode(data)
    if text is None or unread:
        return None, [unread] if unread else []
    faults = _slug_faults(slug, copied=copied)
    split = _conflict(text) or _split_front(text)
    if isinstance(split, Fault):
        return None, [*faults, split]
    front, (body, another) = split.front, _apart(split.body)
    faults += [*split.faults, *another]
    table, yaml_faults = parse(front.text, front.line + 1)
    faults += yaml_faults
    if table is None:
        return None, faults
    bare, unclosed = fences.without_unclosed(without_comments(body.text))
    preamble, sections = split_sections(bare, body.line + 1)
    faults += [fault("ne-s-imprime-pas.fence", body.line + 1 + index) for index in unclosed]
    faults += cut(front.text, front.line + 1)
    instructions = (*of_front(front.text, front.line + 1), *of_body(body.text, body.line + 1))
    comments = every(body.text, body.line + 1)
    return Source(slug, shown, table, preamble, sections, instructions, comments), faults


def outline(text: str) -> Outline | None:
    """The front matter of a text, what precedes its first rubric, and its rubrics; None where it has no front matter.

    For those who edit it: nothing is judged, and lines are those of `text`.
    """
    split = _split_front(text) if text.strip() else None
    if split is None or isinstance(split, Fault):
        return None
    preamble, sections = split_sections(without_comments(split.body.text), split.body.line + 1)
    return split.front, preamble, sections


def is_slug(name: str) -> bool:
    """Whether `name` can name a sheet and all that is made of it, on every system."""
    return bool(_SLUG.fullmatch(work(name))) and len(name) <= LONGEST_SLUG and not is_reserved(work(name))


def is_reserved(name: str) -> bool:
    """Whether Windows takes `name`, whatever it ends with, for a device."""
    return bool(_RESERVED.fullmatch(name))


def _slug_faults(slug: str, *, copied: bool) -> list[Fault]:
    if is_slug(slug):
        return []
    if copied or _COPY.search(slug):
        return [fault("nom-de-fichier.copy")]
    better = slugify(_ENDINGS.sub("", slug))
    if is_reserved(better):
        return [fault("nom-de-fichier.reserved", name=slug, better=f"fiche-{better}")]
    if _SLUG.fullmatch(work(slug)):
        return [fault("nom-de-fichier.long", most=LONGEST_SLUG, better=better)]
    return [fault("nom-de-fichier", better=better) if better else fault("nom-de-fichier.no-letters")]


def _conflict(text: str) -> Fault | None:
    """The fault of lines that two people changed, and that a program which joins both left one above the other."""
    if not (mark := _CONFLICT.search(text)):
        return None
    return fault("versions-melees", text.count("\n", 0, mark.start()) + 1)


@dataclass(frozen=True, slots=True)
class _Halves:
    """The front matter and the body of a text, and what is wrong with the lines between them."""

    front: Section
    body: Section
    faults: tuple[Fault, ...] = ()


def _split_front(text: str) -> _Halves | Fault:
    """The front matter and the body; blank lines may precede the first."""
    lines = text.split("\n")
    first, second = _first_two(lines)
    mark = lines[first].strip(UNSEEN + NO_BREAK + " \t")
    if mark == "---":
        return _closed(lines, (second if lines[second].strip() == "---" else first) + 1, ())
    if opened := _otherwise_opened(lines, first, second, mark):
        return opened
    if _BEGINS_KEY.match(mark):
        return _closed(lines, first, (fault("entete-absent.opening", first + 1),))
    lower = "entete-absent.below" if _front_below(lines) is not None else "entete-absent"
    return fault("entete-absent.json" if mark[:1] == "{" else lower, first + 1)


def _otherwise_opened(lines: Sequence[str], first: int, second: int, mark: str) -> _Halves | Fault | None:
    """The halves of a text whose front matter has another `mark` than dashes above it, or above its dashes."""
    fence, keys = bool(_CODE_FENCE.fullmatch(mark)), bool(_BEGINS_KEY.match(lines[second].replace("=", ":", 1)))
    if fence and lines[second].rstrip() == "---":
        return _closed(_unfenced(lines, second), second + 1, (fault("entete-absent.fence", first + 1, mark=mark),))
    if keys and (fence or mark == "<!--"):
        return _closed(_dashed(lines, second), second, (fault("entete-absent.code", first + 1, mark=mark),))
    return _closed(lines, first + 1, (_not_dashes(mark, first),)) if keys and _RULE.fullmatch(mark) else None


def _not_dashes(mark: str, index: int) -> Fault:
    """The fault of a line that opens the front matter with other signs."""
    return fault("entete-absent.toml" if mark[0] == "+" else "entete-absent.dashes", index + 1, mark=mark)


def _first_two(lines: Sequence[str]) -> tuple[int, int]:
    """Where the first two lines are that say something; twice the first where there is one."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return full[0], full[1] if len(full) > 1 else full[0]


def _unfenced(lines: Sequence[str], start: int) -> list[str]:
    """The lines without the fence that closes the one around the front matter, or around the whole sheet."""
    closing = next((index for index in range(start, len(lines)) if _CODE_FENCE.fullmatch(lines[index].strip())), -1)
    return ["" if index == closing else line for index, line in enumerate(lines)]


def _dashed(lines: Sequence[str], start: int) -> list[str]:
    """The lines with dashes for the fence, or the end of a comment, that closes the front matter."""
    ends = (index for index in range(start, len(lines)) if _CODE_FENCE.fullmatch(lines[index].strip() or "-"))
    fence = next(ends, len(lines))
    comment = next((index for index in range(start, fence) if lines[index].strip() == "-->"), fence)
    return ["---" if index == comment else line for index, line in enumerate(lines)]


def _closed(lines: Sequence[str], start: int, faults: tuple[Fault, ...]) -> _Halves | Fault:
    """The halves of a text whose front matter begins at `start`: up to its dashes, or what seems to be meant so."""
    title = next((index for index in range(start, len(lines)) if _is_title(lines, index)), len(lines))
    for index in range(start, title):
        mark = lines[index].lstrip(UNSEEN).rstrip(UNSEEN + NO_BREAK + " \t")
        if mark in ("---", "..."):
            return _ended(lines, start, index, faults)
        if _RULE.fullmatch(mark):
            bad = fault("entete-non-ferme.dashes", index + 1, mark=mark)
            return _halves(lines, start, index, index + 1, (*faults, bad)[: 1 if mark[0] == "+" else None])
    ends = (index for index in range(start, title) if not lines[index].strip())
    end = next(ends, min(title, len(lines) - 1))
    unclosed = fault("entete-non-ferme", end + 1)
    return _halves(lines, start, end, end, (*faults, unclosed)) if title < len(lines) else unclosed


def _ended(lines: Sequence[str], start: int, end: int, faults: tuple[Fault, ...]) -> _Halves | Fault:
    """The halves of a text whose front matter has dashes at `end`, unless keys with dashes of their own are below."""
    below = next((index for index in range(end + 1, len(lines)) if lines[index].strip()), end)
    opens = bool(_RULED.fullmatch(lines[below]))
    if below == end or not _is_front(lines[below + opens :]):
        return _halves(lines, start, end, end + 1, faults)
    joined = ["" if index in (end, below if opens else end) else line for index, line in enumerate(lines)]
    return _closed(joined, start, (*faults, fault("deux-fiches.headers", below + 1, first=start)))


def _apart(body: Section) -> tuple[Section, list[Fault]]:
    """The body up to the front matter of a second sheet that was pasted below the first, and what is told of that."""
    lines = body.text.split("\n")
    index = _front_below(lines)
    if index is None:
        return body, []
    return replace(body, text="\n".join(lines[:index])), [fault("deux-fiches", body.line + 1 + index)]


def _front_below(lines: Sequence[str]) -> int | None:
    """Where front matter begins among some lines."""
    found = (i for i, line in enumerate(lines) if _RULED.fullmatch(line) and _is_front(lines[i + 1 :]))
    return next(found, None)


def _is_front(lines: Sequence[str]) -> bool:
    """Whether lines begin with keys and values, as front matter does, and end these with dashes."""
    end = next((index for index, line in enumerate(lines) if _RULED.fullmatch(line)), 0)
    keys = [line for line in lines[:end] if line.strip()]
    return bool(keys and _BEGINS_KEY.match(keys[0])) and all(map(_OF_FRONT.match, keys))


def _is_title(lines: Sequence[str], index: int) -> bool:
    """Whether a line is the title of a rubric, and no comment among keys."""
    if not _HEADING.fullmatch(lines[index].lstrip(UNSEEN)):
        return False
    below = next((line.strip() for line in lines[index + 1 :] if line.strip()), "---")
    return not (_BEGINS_KEY.match(below) or re.match(r"#{1,2}(?!#)|-", below))


def _halves(lines: Sequence[str], start: int, end: int, body: int, faults: tuple[Fault, ...]) -> _Halves:
    front = Section("", "\n".join(lines[start:end]), start)
    return _Halves(front, Section("", "\n".join(lines[body:]), body), faults)


def split_sections(body: str, first_line: int) -> tuple[Section, tuple[Section, ...]]:
    """What precedes the first `##` heading, and the sections; fenced blocks are left alone."""
    heads: list[tuple[str, int]] = [("", first_line - 1)]
    texts: list[list[str]] = [[]]
    code = fences.of(body).within
    for index, line in enumerate(body.split("\n")):
        heading = None if index in code else _HEADING.fullmatch(line.lstrip(UNSEEN))
        if heading:
            heads.append((heading[1].strip(UNSEEN + NO_BREAK + " "), first_line + index))
            texts.append([])
        else:
            texts[-1].append(line)
    preamble, *sections = (
        Section(title, "\n".join(text), line) for (title, line), text in zip(heads, texts, strict=True)
    )
    return preamble, tuple(sections)
