"""Reads a sheet as a person does, apart from the program: rubrics, paragraphs and facts, as folded words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from support.pdf_reader import folded

# Keys whose values are not printed as they are: file names, what only machines or blind readers are told, and
# the pull quotes, which repeat words of the text.
UNPRINTED = {"auteurs", "mots_cles", "date_fiche", "langue", "exergue"} | {
    "fichier",
    "alt",
    "consentement",
    "coordonnees",
    "cadrage",
}
ORDINALS = (
    (r"\b1i?[eè]re(s?)\b", r"1re\1"),
    (r"\b1ier(s?)\b", r"1er\1"),
    (r"\b(\d+|[IVX]+)i?[eè]me(s?)\b", r"\1e\2"),
)


@dataclass(frozen=True)
class Typed:
    """One source file."""

    facts: dict[str, object]
    rubrics: tuple[tuple[str, tuple[str, ...]], ...]  # (title, paragraphs), folded

    @property
    def title(self) -> str:
        return words(str(self.facts["titre"]))

    @property
    def passages(self) -> list[str]:
        """The title, then each rubric's title and paragraphs."""
        return [self.title, *(words for title, texts in self.rubrics for words in (title, *texts))]

    @property
    def phrases(self) -> set[str]:
        """Every fact that is printed."""
        return {words(text) for text in texts(self.facts)} - {""}


def read(path: Path) -> Typed:
    """The file at `path`."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    facts = yaml.load(front, yaml.BaseLoader)
    rubrics = []
    for section in re.split(r"(?m)^## ", body)[1:]:
        title, _, text = section.partition("\n")
        rubrics.append((words(title), tuple(filter(None, map(_paragraph, _blocks(text))))))
    return Typed(facts, tuple(rubrics))


def words(text: str) -> str:
    """Folded, with ordinals as they are printed."""
    for found, printed in ORDINALS:
        text = re.sub(found, printed, text)
    return folded(text)


def texts(node: object, key: str = "") -> list[str]:
    """Every text that is printed, at any depth."""
    if key in UNPRINTED:
        return []
    if isinstance(node, dict):
        return [text for name, value in node.items() for text in texts(value, name)]
    if isinstance(node, list):
        return [text for value in node for text in texts(value, key)]
    return [str(node)]


def _blocks(text: str) -> list[str]:
    """Paragraphs, items and headings: cut at blank lines, at list marks and after ### lines."""
    text = re.sub(r"(?m)^>[ ]?", "", text)
    text = re.sub(r"(?m)^(###.*)$", r"\1\n", text)
    text = re.sub(r"(?m)^\s*([-*+]|\d+[.)]) ", "\n\n", text)
    return re.split(r"\n\s*\n", text)


def _paragraph(block: str) -> str:
    """The words of a block without its Markdown: pictures, link addresses, languages in braces, marks."""
    text = re.sub(r"<!--.*?-->", "", block, flags=re.DOTALL)
    text = re.sub(r"!\[[^]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", text)
    return words(re.sub(r"\{:[^}]*\}", "", text).replace("*", ""))
