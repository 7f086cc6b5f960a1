"""Prose becomes HTML: typography by language, spoken passages in a span of their own, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from fiches.config.languages import Language, every, is_rtl
from fiches.content import directions, tables
from fiches.content.blocks import Block, CodeText, Inline, InlineImage, LineBreak, NoteMark, Span, Words, plain
from fiches.typography.directions import apart
from fiches.typography.elements import LINK, ORDERED, VERBATIM, cell_tags, language_attributes, opening
from fiches.typography.french import JOINER, SEAM
from fiches.typography.typesetting import typeset

LONGEST_UNBROKEN_ADDRESS = 32  # characters that are never broken
LONGEST_COMPOUND, LONGEST_NAME = 12, 20  # characters that stay on one line: of any, of names and of « dit-elle »
_PRINTED_ADDRESS = re.compile(
    r"((?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?)]|\b[\w-]+(?:\.[\w-]+)*\.(?:org|net|com|fr|ma|eu)\b(?:/[^\s<>«»]*[\w/])?)"
)
_BRACKETED_UNIT = re.compile(r"\(\w{1,4}/\w{1,3}\)")
_COMPOUND = re.compile(r"[\w’']+(?:-[\w’']+)+")
_NAME = re.compile(r"-(?:[^\W\d_a-zà-ÿœ]|(?:ils?|elles?|on|je|tu|nous|vous|ce|ci|là|y|en|moi|toi|l[ae]s?|lui|leur)$)")
_LAST_WORD = re.compile(r"(?<= )([^\s<>&\u00a0\u202f]{7,})((?:</\w+>)*)$")  # broken, it would leave a stub
CLOSED_NUMBERS = "parenthese"  # the class of a list whose numbers have ) after them
COLUMN_CLASSES = {"number": "nombre", "right": "vers-droite", "center": "vers-centre"}  # of the cells of a column
SHORTEST_END, LONGEST_END = 9, 24  # characters of the words that end a paragraph together, the last of them short


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """How text is set: its base language, and the space inside « ».

    `apart`: numbers and addresses in what is read from right to left are in elements that keep their order, for who
    orders the lines by himself.
    """

    language: str
    narrow: bool = True
    apart: bool = False

    def text(self, text: str) -> str:
        """One line of plain text as HTML."""
        return self.inlines((Words(text),))

    def inlines(self, inlines: Sequence[Inline]) -> str:
        """One paragraph's content as HTML."""
        found = self.typeset(inlines)
        return "".join(
            map(_html, apart(found, LONGEST_UNBROKEN_ADDRESS) if self.apart and is_rtl(self.language) else found)
        )

    def typeset(self, inlines: Sequence[Inline]) -> tuple[Inline, ...]:
        """One paragraph's content in the typography of its languages, each « … » in a span of its own."""
        return _typeset(self, directions.of_whole(tuple(inlines), self.language), every())

    def ended(self, inlines: Sequence[Inline]) -> str:
        """The same, whose last line is no stub: neither the end of a word nor a short word alone."""
        return _ended(self.inlines(inlines))

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Paragraphs, lists, quotes, tables and sub-headings as HTML, one element a line."""
        return "\n".join(self._block(block, _ended_lines) for block in blocks)

    def holding(self, blocks: Sequence[Block], contents: Iterator[str]) -> str:
        """The same elements, each paragraph with the next of some contents instead of its own words.

        A table is the next of them as it is.
        """
        return "".join(self._block(block, lambda _, __: next(contents)) for block in blocks)

    def within(self, lang: str) -> HtmlWriter:
        """The same for a passage in `lang` (none: no change)."""
        return replace(self, language=lang) if lang else self

    def _block(self, block: Block, content: Content) -> str:
        inner = self.within(block.lang)
        tag = _tag(block)
        if block.inlines or block.kind == "table":
            own = content(inner, block)
        else:
            own = "\n" + "\n".join(inner._block(child, content) for child in block.children) + "\n"
        return f"<{tag}{_number(block)}{language_attributes(block.lang)}>{own}</{tag.split()[0]}>" if tag else own

    def _typeset(self, inlines: Sequence[Inline]) -> list[str]:
        """The text of every Words, in order, each set in the rules of its own language.

        Words of one language are joined by seams before the rules run, so that a mark and the word it follows
        are seen together even when emphasis or a name in another language stands between them.
        """
        leaves = list(_leaves(inlines, self.language))
        texts = [text for text, _ in leaves]
        for language in {language for _, language in leaves if language}:
            done = typeset(_seen_by(language, leaves), language, narrow=self.narrow).split(SEAM)
            texts = [new if own == language else text for new, text, (_, own) in zip(done, texts, leaves, strict=False)]
        return [text for text, (_, own) in zip(texts, leaves, strict=True) if own]


Content = Callable[[HtmlWriter, Block], str]  # what stands in the element of a block that has words of its own


def _ended_lines(writer: HtmlWriter, block: Block) -> str:
    if block.kind == "table":
        return _table(writer, block)
    return _html(block.inlines[0]) if block.kind == "code" else writer.ended(block.inlines)


def _table(writer: HtmlWriter, table: Block) -> str:
    """A table with its caption and its head, a row a line."""
    head, *body = (_row(writer, row, tables.alignments(table)) for row in tables.rows(table))
    caption = tables.caption(table)
    title = f"\n<caption>{writer.within(caption.lang).inlines(caption.inlines)}</caption>" if caption else ""
    rows = "\n".join(("<tbody>", *body, "</tbody>"))
    return f"<table{language_attributes(table.lang)}>{title}\n<thead>{head}</thead>\n{rows}\n</table>"


def _row(writer: HtmlWriter, row: Block, ways: Sequence[str]) -> str:
    cells = zip(row.children, ways, strict=False)
    return f"<tr>{''.join(_cell(writer.within(cell.lang), cell, way) for cell, way in cells)}</tr>"


def _cell(writer: HtmlWriter, cell: Block, way: str) -> str:
    start, end = cell_tags(cell, COLUMN_CLASSES.get(way, ""))
    return f"{start}{writer.inlines(cell.inlines)}{end}"


def _seen_by(language: str, leaves: Sequence[tuple[str, str]]) -> str:
    """What the rules of a language see of a paragraph, seams between its pieces."""
    return SEAM.join(text if own == language else _stand_in(text) for text, own in leaves)


@lru_cache(maxsize=4096)  # a paragraph is set at several sizes, again on its page, again in each booklet
def _typeset(setter: HtmlWriter, inlines: tuple[Inline, ...], _known: tuple[Language, ...]) -> tuple[Inline, ...]:
    texts = iter(setter._typeset(inlines))  # its own class
    return tuple(_spoken(tuple(_replaced(inlines, texts))))


def _leaves(inlines: Sequence[Inline], language: str) -> Iterator[tuple[str, str]]:
    """(text, language) of every Words; code, breaks and pictures are of no language."""
    for inline in inlines:
        if isinstance(inline, Words):
            yield inline.text, language
        elif isinstance(inline, Span):
            yield from _leaves(inline.children, inline.lang or language)
        elif isinstance(inline, CodeText):
            yield inline.text, ""
        else:
            yield ("\n" if isinstance(inline, LineBreak) else ""), ""


def _stand_in(text: str) -> str:
    """What the rules see of a passage they must not touch: a word, a line break or nothing."""
    return "x" if text.strip() else text[:1]


def _replaced(inlines: Sequence[Inline], texts: Iterator[str]) -> Iterator[Inline]:
    """The same tree with the text of every Words taken from `texts`."""
    for inline in inlines:
        if isinstance(inline, Words):
            yield Words(next(texts))
        elif isinstance(inline, Span):
            yield replace(inline, children=tuple(_replaced(inline.children, texts)))
        else:
            yield inline


def _spoken(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Each whole « … » becomes one span, from ordinary space to ordinary space."""
    pieces = [piece for inline in inlines for piece in _cut(inline)]
    ends = _closings(pieces)
    index = 0
    while index < len(pieces):
        piece, end = pieces[index], ends.get(index)
        if end is not None:
            yield Span(VERBATIM, tuple(pieces[index : end + 1]))
        elif isinstance(piece, Span):
            yield replace(piece, children=tuple(_spoken(piece.children)))
        else:
            yield piece
        index = index + 1 if end is None else end + 1


def _cut(inline: Inline) -> list[Inline]:
    """Words cut so that « and » each stand in a piece of their own, with what touches them."""
    if not isinstance(inline, Words):
        return [inline]
    return [Words(piece) for piece in re.split(r"((?<![^ ])[^ ]*[«»][^ ]*)", inline.text) if piece]


def _closings(pieces: Sequence[Inline]) -> dict[int, int]:
    """For each piece that opens a quotation, the piece that closes all it opened; none when nothing does."""
    ends: dict[int, int] = {}
    still_open: list[int] = []
    for index, piece in enumerate(pieces):
        for mark in re.findall("[«»]", piece.text) if isinstance(piece, Words) else ():
            if mark == "«":
                still_open.append(index)
            elif still_open:
                start = still_open.pop()
                if start not in still_open[-1:]:
                    ends[start] = index
    return {start: end for start, end in ends.items() if start not in still_open}


def _ended(content: str) -> str:
    """A paragraph whose last word is not broken, or when it is short stands with those before it."""
    words = content[content.rfind(">") + 1 :].split(" ")
    for count in range(2, len(words) // 2):
        end = " ".join(words[-count:])
        if len(words[-1]) > 6 or len(end) > LONGEST_END:
            break
        if len(end) >= SHORTEST_END:
            return content.removesuffix(end) + f" {JOINER}".join(words[-count:])
    return _LAST_WORD.sub(r'<span class="entier">\1</span>\2', content)


_TAGS = {"list": "ul", "item": "li", "quote": "blockquote", "code": "pre", "line": "", "logo": "", "table": "",
         "testimony": 'blockquote class="temoignage"', "attribution": 'p class="qui"',
         "notes": 'div class="notes-texte"', "note": 'p class="note-texte" role="doc-footnote"'}  # fmt: skip


def _tag(block: Block) -> str:
    """The element that a block is, with its class; nothing for words that stand in an element already."""
    if block.kind == "heading":
        return f"h{block.level}"
    return "ol" if block.ordered and block.kind == "list" else _TAGS.get(block.kind, "p")


def _number(block: Block) -> str:
    """What says the number of an item where it is not what the list would count, and the sign after all of a list."""
    if block.kind == "item":
        return f' value="{block.number}"' if block.number is not None else ""
    closed = f' class="{CLOSED_NUMBERS}"' if block.mark == ")" else ""
    return closed + (f' start="{block.number}"' if block.number not in (None, 1) else "")


def _address(match: re.Match[str]) -> str:
    """An address stays on one line, unless no line could hold it."""
    return f'<span class="adresse">{match[0]}</span>' if len(match[0]) <= LONGEST_UNBROKEN_ADDRESS else match[0]


def _word(word: str) -> str:
    """What stands between two spaces: a compound that is short, a name, « dit-elle » or a unit stays on one line.

    Compounds by a sign and not by an element: the engine may break the line before an element far too early.
    """
    if _BRACKETED_UNIT.fullmatch(word):
        return f'<span class="unite">{word}</span>'
    if is_address(word) or "-" not in word:
        return _PRINTED_ADDRESS.sub(_address, word)
    return word.replace("-", f"-{JOINER}") if stays_whole(word) else word


def is_address(word: str) -> bool:
    """Whether what stands between two spaces is, or holds, an address of the web."""
    return bool(_PRINTED_ADDRESS.search(word))


def stays_whole(word: str) -> bool:
    """Whether a compound is never broken at its hyphens: a short one, a name or « dit-elle »."""
    found = _COMPOUND.search(word)
    return found is not None and len(found[0]) <= (LONGEST_NAME if _NAME.search(found[0]) else LONGEST_COMPOUND)


def _html(inline: Inline) -> str:
    match inline:
        case Words(text):
            return " ".join(map(_word, escape(text, quote=False).split(" ")))
        case CodeText(text):
            return f"<code>{escape(text, quote=False)}</code>"
        case LineBreak():
            return "<br>"
        case InlineImage():
            return ""
        case NoteMark():
            return escape(inline.text).join(opening(inline))
        case Span():
            return _span(inline)


def _span(span: Span) -> str:
    content = "".join(map(_html, span.children))
    if span.tag in (LINK, ORDERED):  # the engine makes a link of its own of every element in a link
        content = escape(plain(span.children), quote=False)
    whole = span.href and len(content) <= LONGEST_UNBROKEN_ADDRESS and _PRINTED_ADDRESS.fullmatch(content)
    start, end = opening(span, ' class="adresse"' if whole else "")
    return f"{start}{content}{end}"
