"""The letters of one paragraph of Word: runs, fields, notes, tracked changes, comments, pictures, text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol
from xml.etree.ElementTree import Element

from fiches.imports import word_signs
from fiches.imports.office_zip import within
from fiches.imports.word_styles import WordStyle, WordStyles, value
from fiches.imports.written import Aside, AsideSort, TextRun, WrittenBlock, WrittenPicture

_WRITTEN_SIGNS = MappingProxyType(  # what stands for a letter
    {"w:tab": " ", "w:ptab": " ", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": "", "w:pgNum": ""}
)
_AROUND = ("w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:fldSimple", "w:rubyBase", "w:rt")
_ADDED = MappingProxyType({"w:ins": AsideSort.INSERTED, "w:moveTo": AsideSort.MOVED})
_GONE = MappingProxyType({"w:del": AsideSort.DELETED, "w:moveFrom": None})
_NOTE_KINDS = MappingProxyType({"w:footnoteReference": "f", "w:endnoteReference": "e"})


@dataclass(frozen=True, slots=True)
class Comments:
    """What is written in the margin: words, who and when, by id."""

    known: Mapping[str, tuple[str, str, str]]


class Drawer(Protocol):
    """What knows the rest of the file: pictures, boxes, the addresses of links, what stands beside."""

    def drawn(self, element: Element) -> tuple[list[WrittenPicture], list[WrittenBlock]]:
        """What a drawing holds."""

    def address(self, id_: str) -> str:
        """That of a link."""

    def told(self, aside: Aside) -> None:
        """Puts down what stands beside the text."""


@dataclass(slots=True)
class OpenField:
    """A field that has begun: what is asked, and whether what follows is the answer."""

    asked: str = ""
    answers: bool = False

    @property
    def link(self) -> str:
        """The address that it leads to."""
        words = self.asked.split('"')
        return words[1] if self.asked.strip().upper().startswith("HYPERLINK") and len(words) > 1 else ""

    @property
    def is_contents(self) -> bool:
        """Whether it makes a table of contents."""
        return self.asked.split()[:1] == ["TOC"]


@dataclass(slots=True)
class LineReader:
    """Reads the runs of paragraphs, one after the other; fields and comments may last from one to the next."""

    styles: WordStyles
    file: Drawer
    comments: Comments
    fields: list[OpenField] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    pictures: list[WrittenPicture] = field(default_factory=list)
    boxes: list[WrittenBlock] = field(default_factory=list)
    lists_titles: bool = False  # a table of contents is there
    spoken_of: dict[str, list[str]] = field(default_factory=dict)  # by id of a comment, the words it is about

    def read(self, elements: Iterable[Element], style: WordStyle) -> None:
        """Adds what stands in a paragraph of a style."""
        for element in elements:
            self._inline(element, style, "")

    def taken(self) -> tuple[tuple[TextRun, ...], tuple[WrittenPicture, ...], list[WrittenBlock]]:
        """What was read since the last time."""
        found = tuple(self.runs), tuple(self.pictures), self.boxes
        self.runs, self.pictures, self.boxes = [], [], []
        self.lists_titles = any(one.is_contents for one in self.fields)
        return found

    def _inline(self, element: Element, style: WordStyle, link: str) -> None:
        tag = element.tag
        if tag == "w:r":
            self._run(element, style, link)
        elif tag == "w:hyperlink":
            own = self.file.address(element.get("r:id", ""))
            self._each(element, style, own or link)
        elif tag in _AROUND or tag in _ADDED:
            self._added(element, style, link)
        elif tag in _GONE:
            self._gone(element)
        elif tag == "w:sdt":
            self._control(element, style, link)
        else:
            self._other(element, style, link)

    def _other(self, element: Element, style: WordStyle, link: str) -> None:
        tag, id_ = element.tag, element.get("w:id", "")
        if tag == "mc:AlternateContent":
            for one in chosen(element):
                self._inline(one, style, link)
        elif tag in ("m:oMath", "m:oMathPara"):
            self._equation(element)
        elif tag == "w:commentRangeStart":
            self.spoken_of[id_] = []
        elif tag == "w:commentReference":
            self._comment(id_)

    def _each(self, element: Element, style: WordStyle, link: str) -> None:
        for one in element:
            self._inline(one, style, link)

    def _added(self, element: Element, style: WordStyle, link: str) -> None:
        before = len(self.runs)
        self._each(element, style, link)
        words = "".join(run.text for run in self.runs[before:])
        if element.tag in _ADDED and words.strip():
            self.file.told(_change(_ADDED[element.tag], words, element))

    def _gone(self, element: Element) -> None:
        words = said_in(element)
        sort = _GONE[element.tag]
        if sort and words.strip():
            self.file.told(_change(sort, words, element))

    def _control(self, element: Element, style: WordStyle, link: str) -> None:
        """What stands in a control of a form, unless it only says what to write there."""
        content = element.find("w:sdtContent")
        if content is not None and not is_unfilled(element):
            self._each(content, style, link)

    def _equation(self, element: Element) -> None:
        words = word_signs.equation(element).strip()
        self._say(words, TextRun(""))
        self.file.told(Aside(AsideSort.EQUATION, words))

    def _comment(self, id_: str) -> None:
        words, who, when = self.comments.known.get(id_, ("", "", ""))
        about = "".join(self.spoken_of.pop(id_, []))
        if words:
            self.file.told(Aside(AsideSort.COMMENT, words, who, when, " ".join(about.split())))

    def _run(self, run: Element, style: WordStyle, link: str) -> None:
        own = run.find("w:rPr")
        seen = self.styles.of_run(own, style)
        if seen.hidden:
            self.file.told(Aside(AsideSort.HIDDEN, said_in(run)))
            return
        asked = next((one.link for one in reversed(self.fields) if one.link), "")
        stressed = self.styles.of_run(own, replace(style, italic=None)).italic  # not by the style of the paragraph
        look = TextRun("", bool(seen.bold), bool(stressed), bool(seen.underlined), link or asked)
        for one in run:
            self._in_run(one, look, seen.font)

    def _in_run(self, one: Element, look: TextRun, font: str) -> None:
        tag = one.tag
        if tag == "w:t":
            words, unknown = word_signs.in_plain_letters(one.text or "", font)
            self._say(words, look)
            if unknown:
                self.file.told(Aside(AsideSort.SIGN, font))
        elif tag in _WRITTEN_SIGNS:
            self._say(_WRITTEN_SIGNS[tag], look)
        elif tag == "w:br":
            self._say("\n" if one.get("w:type", "textWrapping") == "textWrapping" else " ", look)
        elif tag in ("w:fldChar", "w:instrText"):
            self._field(one, look)
        elif tag in _NOTE_KINDS:
            self._say("", replace(look, note=_NOTE_KINDS[tag] + one.get("w:id", "")))
        else:
            self._drawn(one, look, font)

    def _drawn(self, one: Element, look: TextRun, font: str) -> None:
        tag = one.tag
        if tag == "w:sym":
            self._sign(one, look)
        elif tag == "w:commentReference":
            self._comment(one.get("w:id", ""))
        elif tag == "mc:AlternateContent":
            for inner in chosen(one):
                self._in_run(inner, look, font)
        elif tag in ("w:drawing", "w:pict", "w:object"):
            pictures, boxes = self.file.drawn(one)
            self.pictures += pictures
            self.boxes += boxes
        elif tag == "w:ruby":
            self._each(one, WordStyle(), look.link)

    def _sign(self, one: Element, look: TextRun) -> None:
        font, code = one.get("w:font", ""), one.get("w:char", "")
        shown = (
            word_signs.sign(font, int(code, 16)) if all(c in "0123456789abcdefABCDEF" for c in code or "x") else None
        )
        self._say(shown or "", look)
        if shown is None:
            self.file.told(Aside(AsideSort.SIGN, f"{font} {code}".strip()))

    def _field(self, one: Element, look: TextRun) -> None:
        kind = one.get("w:fldCharType", "")
        if one.tag == "w:instrText":
            if self.fields:
                self.fields[-1].asked += one.text or ""
        elif kind == "begin":
            self._say(_chosen_entry(one), look)
            self.fields.append(OpenField())
        elif kind == "separate" and self.fields:
            self.fields[-1].answers = True
            self.lists_titles = self.lists_titles or self.fields[-1].is_contents
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _say(self, words: str, look: TextRun) -> None:
        """Adds letters, unless they are those of what a field asks."""
        if (words or look.note) and all(one.answers for one in self.fields if words):
            self.runs.append(replace(look, text=words))
            for about in self.spoken_of.values():
                about.append(words)


def said_in(element: Element) -> str:
    """The letters of an element, deleted ones too."""
    return "".join(one.text or "" for one in element.iter() if one.tag in ("w:delText", "w:t"))


def _chosen_entry(begin: Element) -> str:
    """What is chosen in the old sort of list of a form, and whether a box of one is ticked."""
    choices = within(begin, "w:ffData", "w:ddList")
    if choices is not None:
        entries, index = choices.findall("w:listEntry"), value(choices, "w:result") or "0"
        return entries[int(index)].get("w:val", "") if index.isdigit() and int(index) < len(entries) else ""
    box = within(begin, "w:ffData", "w:checkBox")
    if box is None:
        return ""
    said = value(box, "w:checked") if box.find("w:checked") is not None else value(box, "w:default")
    return "☒" if said not in (None, "0", "false") else "☐"


def _change(sort: AsideSort, words: str, element: Element) -> Aside:
    return Aside(sort, words, element.get("w:author", ""), element.get("w:date", "")[:10])


def is_unfilled(control: Element) -> bool:
    """Whether a control of a form still shows what to write in it."""
    properties = control.find("w:sdtPr")
    return properties is not None and value(properties, "w:showingPlcHdr") is not None


def chosen(alternatives: Element) -> Iterator[Element]:
    """Of what is there in two writings, new and old, the parts of the one that we read: the new one."""
    new, old = alternatives.find("mc:Choice"), alternatives.find("mc:Fallback")
    for one in (new, old):
        if one is not None and any(inner.tag in _HELD for inner in one.iter()):
            yield from one
            return
    yield from new if new is not None else old if old is not None else ()


_HELD = ("w:txbxContent", "w:t", "a:blip", "v:imagedata", "dgm:relIds", "c:chart", "m:t")
