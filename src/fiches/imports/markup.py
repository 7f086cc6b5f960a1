"""Runs of letters become Markdown that reads back as the same words; what would not is written plainly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from fiches.config.languages import is_rtl
from fiches.content import markdown
from fiches.content.blocks import words_of
from fiches.imports.written import TextRun

_ARABIC_LETTERS = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_SCRIPTS = ((re.compile(f"[{_ARABIC_LETTERS}]"), "ar"), (re.compile("[\u2d30-\u2d7f]"), "zgh"))
MOST_OF = 0.5  # of the words of a paragraph
LATIN_LANGUAGE = "fr"  # of a Latin paragraph in a sheet that is read from the right
_PASSAGE = {  # letters of a script and what is between
    code: re.compile(rf"{script.pattern}(?:[\s'’.,:!?()-]*{script.pattern})*") for script, code in _SCRIPTS
}
_SPEAKING_SIGNS = re.compile(
    r"[\\*`|]|(?<![^\W_])_|_(?![^\W_])|\[(?=[^\]]*\][(\[:{])|\[\^|\](?=[(\[:{])|~~~|\{(?=:| *lang)"
)
_MARKUP_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_SIGN = re.compile(r"^(\s*)([#>+=~-])", re.MULTILINE)
_NUMBER_SIGN = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_NOTE_CALL = re.compile(r"(?<!\\)\[\^\d+\]")
_PUBLIC = ("http://", "https://", "mailto:", "tel:")
_EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
NoteName = Callable[[str], str]  # the name of a note in the file → that in the sheet


def escaped(text: str) -> str:
    """Words as Markdown that says just them, in the middle of a line."""
    plain = _ENTITY.sub("&amp;", text)
    return _MARKUP_TAG.sub("&lt;", _SPEAKING_SIGNS.sub(lambda found: f"\\{found[0]}", plain))


def _opened(line: str) -> str:
    """A paragraph that begins with no mark of a block."""
    return _NUMBER_SIGN.sub(r"\1\\\2", _BLOCK_SIGN.sub(r"\1\\\2", line))


def inline(runs: Sequence[TextRun], note: NoteName, language: str, *, emphasis: bool = True) -> str:
    """Runs as one paragraph of Markdown, of a sheet in this language."""
    kept = _joined(runs if emphasis else [replace(run, bold=False, italic=False) for run in runs])
    made = _spelled(kept, note, language)
    if _says(made, kept):
        return made
    bare = [replace(run, bold=False, italic=False, link="") for run in kept]
    made = _spelled(_joined(bare), note, language)
    return made if _says(made, kept) else _spelled(_joined(bare), note, language, marked=False)


def _joined(runs: Iterable[TextRun]) -> list[TextRun]:
    """Runs that look alike as one: word processors cut words anywhere."""
    alike = groupby(runs, key=lambda run: replace(run, text="", underlined=False))
    return [replace(look, text="".join(run.text for run in group)) for look, group in alike]


def _says(made: str, runs: Sequence[TextRun]) -> bool:
    """Whether Markdown, without its calls of notes, reads back as the words of some runs."""
    blocks, faults = markdown.read(_NOTE_CALL.sub("", made), 1)
    read = " ".join(words_of(blocks)).split()
    return not faults and read == "".join(run.text for run in runs).split()


def _spelled(runs: Sequence[TextRun], note: NoteName, language: str, *, marked: bool = True) -> str:
    foreign = _whole_language("".join(run.text for run in runs), language) if marked else ""
    made = "".join(_run(run, note, foreign or language if marked else "") for run in runs)
    text = _lined(made)
    return f"{text}\n{{: lang={foreign} }}" if foreign and text else text


def _lined(text: str) -> str:
    """A paragraph with a mark for each of its breaks, and one space between two words."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _opened("\\\n".join(filter(None, lines)))


def _run(run: TextRun, note: NoteName, language: str) -> str:
    if run.note:
        return note(run.note)
    before, words, behind = _EDGES.match(run.text).groups()  # type: ignore[union-attr]
    if not words:
        return run.text
    text = _with_passages(words, language) if language else escaped(words)
    mark = "*" * (run.italic + 2 * run.bold)
    text = f"{mark}{text}{mark}"
    if run.link.startswith(_PUBLIC) and "\n" not in words:
        text = _linked(text, run.link)
    return f"{before}{text}{behind}"


def _linked(text: str, address: str) -> str:
    if re.search(r"[\s<>()]", address):
        address = f"<{address}>" if not re.search(r"[\s<>]", address) else ""
    return f"[{text}]({address})" if address else text


def _whole_language(text: str, language: str) -> str:
    """The language of a paragraph most of whose words are of another script than its sheet's."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    for script, code in _SCRIPTS:
        if sum(1 for word in words if script.search(word)) > MOST_OF * len(words):
            return code if code != language else ""
    return LATIN_LANGUAGE if words and is_rtl(language) else ""


def _with_passages(text: str, language: str) -> str:
    """Words with the passages in another script marked with their language."""
    for _, code in _SCRIPTS:
        found = _PASSAGE[code].search(text) if code != language else None
        if found:
            inside, rest = found[0], text[found.end() :]
            before, behind = _with_passages(text[: found.start()], language), _with_passages(rest, language)
            return f"{before}[{escaped(inside)}]{{lang={code}}}{behind}"
    return escaped(text)
