"""The letters of one paragraph of an OpenDocument text: passages, notes, comments, changes, pictures, text boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol
from xml.etree.ElementTree import Element

from fiches.imports.odt_styles import OdtStyles, plain_words
from fiches.imports.word_signs import in_plain_letters
from fiches.imports.word_styles import WordStyle, whole
from fiches.imports.written import Aside, AsideSort, TextRun, WrittenBlock, WrittenPicture

MOST_SPACES = 100  # in a row
_SIGN_ELEMENTS = MappingProxyType({"text:tab": " ", "text:line-break": "\n"})
_SILENT = ("text:placeholder", "text:script", "text:tracked-changes")


class OdtDrawer(Protocol):
    """What knows the rest of the file."""

    def drawn(self, element: Element) -> tuple[list[WrittenPicture], list[WrittenBlock]]:
        """The pictures and the text boxes of a drawing."""

    def noted(self, note: Element) -> str:
        """Puts a note away; how it is called."""

    def told(self, aside: Aside) -> None:
        """Puts down what stands beside the text."""


@dataclass(slots=True)
class OdtLineReader:
    """Reads paragraphs, one after the other; a change or what is spoken of may last from one to the next."""

    styles: OdtStyles
    file: OdtDrawer
    changes: Mapping[str, Aside]  # by id, what was inserted, without its words
    runs: list[TextRun] = field(default_factory=list)
    pictures: list[WrittenPicture] = field(default_factory=list)
    boxes: list[WrittenBlock] = field(default_factory=list)
    open: dict[str, list[str]] = field(default_factory=dict)  # by id of a change or a comment, the words it is about
    comments: dict[str, Aside] = field(default_factory=dict)  # that are about words not yet read

    def read(self, element: Element, style: WordStyle, link: str = "") -> None:
        """Adds what stands in an element."""
        self._say(element.text, style, link)
        for one in element:
            self._inline(one, style, link)
            self._say(one.tail, style, link)

    def taken(self) -> tuple[tuple[TextRun, ...], tuple[WrittenPicture, ...], list[WrittenBlock]]:
        """What was read since the last time."""
        found = tuple(self.runs), tuple(self.pictures), self.boxes
        self.runs, self.pictures, self.boxes = [], [], []
        return found

    def _inline(self, one: Element, style: WordStyle, link: str) -> None:
        tag = one.tag
        if tag == "text:span":
            self.read(one, self.styles.of_passage(one, style), link)
        elif tag == "text:a":
            self.read(one, style, one.get("xlink:href", link))
        elif tag == "text:s":
            self._add(" " * min(whole(one.get("text:c"), 1), MOST_SPACES), style, link)
        elif tag in _SIGN_ELEMENTS:
            self._add(_SIGN_ELEMENTS[tag], style, link)
        elif tag.startswith("draw:"):
            pictures, boxes = self.file.drawn(one)
            self.pictures += pictures
            self.boxes += boxes
        elif tag not in _SILENT and not self.aside(one):
            self.read(one, style, link)

    def aside(self, one: Element) -> bool:
        """Whether an element says nothing by itself: a note, a comment, the bounds of a change."""
        tag, id_ = one.tag, one.get("text:change-id") or one.get("office:name") or ""
        if tag == "text:note":
            self.runs.append(TextRun("", note=self.file.noted(one)))
        elif tag == "office:annotation":
            self._comment(one, id_)
        elif tag == "text:change-start":
            self.open[id_] = []
        elif tag == "text:change" and id_ in self.changes:
            self.file.told(self.changes[id_])
        elif tag in ("text:change-end", "office:annotation-end"):
            self._closed(id_)
        else:
            return tag in ("text:hidden-text", "text:hidden-paragraph")
        return True

    def _comment(self, one: Element, id_: str) -> None:
        who, when = plain_words(one.find("dc:creator")), plain_words(one.find("dc:date"))
        words = plain_words(one, ("dc:creator", "dc:date", "meta:creator-initials"))
        self.comments[id_] = Aside(AsideSort.COMMENT, words, who, when[:10])
        self.open[id_] = []
        if not id_:
            self._closed(id_)

    def _closed(self, id_: str) -> None:
        words = "".join(self.open.pop(id_, ()))
        comment, change = self.comments.pop(id_, None), self.changes.get(id_)
        if comment:
            self.file.told(replace(comment, about=" ".join(words.split())))
        elif change and words.strip():
            self.file.told(replace(change, words=words))

    def _say(self, text: str | None, style: WordStyle, link: str) -> None:
        """Adds letters, in which any white is one space."""
        self._add(re.sub(r"[ \t\r\n]+", " ", text or ""), style, link)

    def _add(self, words: str, style: WordStyle, link: str) -> None:
        if style.hidden and words.strip():
            self.file.told(Aside(AsideSort.HIDDEN, words))
        elif words:
            words, unknown = in_plain_letters(words, style.font)
            if unknown:
                self.file.told(Aside(AsideSort.SIGN, style.font))
            look = TextRun(words, bool(style.bold), bool(style.italic), bool(style.underlined), link)
            self.runs.append(look)
            for about in self.open.values():
                about.append(words)
