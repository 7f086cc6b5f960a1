"""Markdown becomes a small tree of blocks that know their line; what prose may not hold becomes faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from markdown_it.token import Token

from fiches.content import html_tags, link_definitions, lists, stars, tables
from fiches.content.blocks import (
    CELLS,
    NOTE_KIND,
    Block,
    CodeText,
    Inline,
    InlineImage,
    LineBreak,
    NoteMark,
    Span,
    Words,
    joined,
)
from fiches.content.link_definitions import LinkDefinitions
from fiches.content.parser import parser
from fiches.core import web_hosts
from fiches.core.messages import message
from fiches.core.problems import Fault, fault
from fiches.core.text import NO_BREAK, UNSEEN, shown

MAX_LEVEL = 8  # of lists in quotes in lists
MAX_BRACKETS = 1_000  # of one text: a link has two, and the parser's work grows as the square of those left open
NO_LINKS: LinkDefinitions = MappingProxyType({})
PUBLIC_SCHEMES = ("http://", "https://", "mailto:", "tel:")

_LANGUAGE = re.compile(r"lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[\"']?")
_MARK = re.compile(  # an indent and the mark of a block, where keyboards and messengers leave signs that nobody sees
    rf"^[ {NO_BREAK}{UNSEEN}]*[{NO_BREAK}{UNSEEN}](?=\S)"
    rf"|^[ {NO_BREAK}{UNSEEN}]*(?:>[ {NO_BREAK}{UNSEEN}]*)*(?:#{{1,6}}|[-*+]|\d{{1,9}}[.)]|>)[{NO_BREAK}{UNSEEN}]+",
    re.MULTILINE,
)
_CLOSE_HEADING = re.compile(r"^( {0,3}###)(?=[^\W\d_])", re.MULTILINE)
_CLOSE_STAR = re.compile(r"\s*\*(?=[^\W\d_])[^*]*$")  # of a list, told as such
_TWICE_HTTP = re.compile(r"https?://https?:?/+", re.IGNORECASE)
_NEARLY_HTTP = re.compile(r"(?:h{0,2}t{1,3}ps?[:;]?/{0,3})(?=[\w-]+\.\w)|(?=www\.)", re.IGNORECASE)
_LINK_EDGE = re.compile(rf"(?<=\]\()[{NO_BREAK}{UNSEEN}]+|(?<=[^\s(])[{NO_BREAK}{UNSEEN}]+(?=\))")
_LEFT_OVER = re.compile(r"\{:|\{ *lang *=")


def read(text: str, first_line: int, links: LinkDefinitions = NO_LINKS) -> tuple[tuple[Block, ...], list[Fault]]:
    """The blocks of `text`, whose first line is `first_line` of its file, and every fault in it.

    `links` are the definitions of the whole file that its words may refer to. Notes stand where they were typed, and
    have no numbers yet: see `content.notes`.
    """
    if text.count("[") > MAX_BRACKETS:
        line = first_line + text.count("\n", 0, text.find("["))
        return (), [fault("imbrication.brackets", line, most=MAX_BRACKETS)]
    faults: list[Fault] = []
    references = {label: {"href": address, "title": ""} for label, address in links.items()}
    shown = link_definitions.taken_out(_LINK_EDGE.sub("", _with_plain_marks(text)), links)
    tokens = parser().parse(shown, {"references": references})
    blocks = _BlockBuilder(text.split("\n"), first_line, faults).blocks(tokens)
    return tables.captioned(lists.numbered(blocks)), faults


def extents(text: str, first_line: int) -> Iterator[tuple[int, int]]:
    """The first and the last line of every block of `text`, which begins on `first_line` of its file."""
    tokens: list[Token] = []
    own = parser()
    own.block.parse(_with_plain_marks(text), own, {}, tokens)
    for token in tokens:
        if token.map and token.nesting >= 0:
            yield first_line + token.map[0], first_line + token.map[1] - 1


def _with_plain_marks(text: str) -> str:
    """With an ordinary space behind the marks of blocks, also where `###` has none."""
    return _CLOSE_HEADING.sub(r"\1 ", _MARK.sub(_plain_spaces, text))


def _plain_spaces(match: re.Match[str]) -> str:
    return "".join(" " if sign in NO_BREAK else "" if sign in UNSEEN else sign for sign in match[0])


_TRACKED_MARKS = (
    ".insertion",
    ".deletion",
    ".comment-start",
    ".comment-end",
    ".paragraph-insertion",
    ".paragraph-deletion",
)


class _BlockBuilder:
    """Folds markdown-it's flat tokens into blocks; collects faults on the way."""

    def __init__(self, lines: list[str], first_line: int, faults: list[Fault]) -> None:
        self.lines = lines
        self.first_line = first_line
        self.faults = faults

    def blocks(self, tokens: list[Token]) -> tuple[Block, ...]:
        stack: list[tuple[Block, list[Block]]] = []
        top: list[Block] = []
        for token in tokens:
            siblings = stack[-1][1] if stack else top
            token.map = token.map or ([stack[-1][0].line - self.first_line] * 2 if stack else None)
            if token.nesting == 1:
                stack.append((self._opened(token), []))
            elif token.nesting == -1:
                block, children = stack.pop()
                (stack[-1][1] if stack else top).extend(_closed(block, children))
            elif token.type == "inline":
                siblings.extend(self._inline_block(token))
            else:
                siblings.extend(self._leaf(token))
        return tuple(top)

    def _opened(self, token: Token) -> Block:
        line = self._line(token)
        kind = token.type.removesuffix("_open")
        if token.level > MAX_LEVEL and not self._has("imbrication"):
            self._fault("imbrication", line)
        lang = self._language(token.meta.get("attributes"), line)
        if kind == "tr":
            self.faults += tables.row_faults(self.lines, line - self.first_line, self.first_line)
        return Block(
            _BLOCK_KINDS.get(kind, kind),
            line,
            lang=lang,
            ordered=kind == "ordered_list",
            number=int(token.info) if kind == "list_item" and token.info else None,
            mark=_mark(kind, token),
            level=int(token.tag[1]) if kind == "heading" else 0,
            align=str(token.attrs.get("style", "")).removeprefix("text-align:"),
        )

    def _inline_block(self, token: Token) -> list[Block]:
        line = self._line(token)
        inlines = self._inlines(token.children or [], line)
        return [Block("inlines", line, inlines)] if inlines else []

    def _leaf(self, token: Token) -> list[Block]:
        line = self._line(token)
        if token.type in ("fence", "code_block"):
            return [Block("code", line, (CodeText(token.content),))]
        if token.type == "html_block":
            self._html(token.content, line)
        elif token.type == "hr":
            self._fault("ne-s-imprime-pas.rule", line, mark=self.lines[line - self.first_line].strip())
        return []

    def _inlines(self, tokens: list[Token], line: int) -> tuple[Inline, ...]:
        stack: list[tuple[Span, list[Inline]]] = []
        top: list[Inline] = []
        for place, token in enumerate(tokens):
            here = stack[-1][1] if stack else top
            if token.nesting == 1:
                stack.append((self._span(token, line), []))
            elif token.nesting == -1:
                span, children = stack.pop()
                if span.href and not children:
                    self._fault("ne-s-imprime-pas.link", line, "[]", link=shown(span.href, 40))
                (stack[-1][1] if stack else top).append(replace(span, children=tuple(joined(children))))
            else:
                here.extend(self._inline(token, line))
                if token.type == "text" and (told := stars.told(tokens, place)):
                    self._stars(*told, line)
            line += token.type in ("softbreak", "hardbreak")
        return tuple(joined(top))

    def _span(self, token: Token, line: int) -> Span:
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            self._judge_link(href, line)
            return Span("a", (), href=href)
        return Span(token.tag, (), self._language(token.meta.get("attributes"), line))

    def _judge_link(self, href: str, line: int) -> None:
        if not href or href.lower() in PUBLIC_SCHEMES:
            self._fault("lien-refuse.empty", line, "()")
        elif href.startswith("data:"):
            self._fault("lien-refuse.picture", line, "data:")
        elif twice := _TWICE_HTTP.match(href):
            self._fault("lien-refuse.twice", line, href, link=shown(href, 40), address=f"https://{href[twice.end() :]}")
        elif not href.lower().startswith(PUBLIC_SCHEMES):
            name = "lien-refuse.no-scheme" if _NEARLY_HTTP.match(href) else "lien-refuse"
            self._fault(name, line, href, link=shown(href, 40), address=_NEARLY_HTTP.sub("", href, count=1))
        else:
            self._judge_public_link(href, line)

    def _judge_public_link(self, href: str, line: int) -> None:
        if web_hosts.is_private(href):
            self._fault("adresse-privee.link", line, href, link=shown(href, 40))
        elif beyond := web_hosts.beyond_detour(href):
            self._fault("adresse-privee.detour", line, href, link=shown(href, 40), address=shown(beyond, 80))
        elif bare := web_hosts.untracked(href):
            self._fault("adresse-privee.tracked", line, href, link=shown(href, 40), address=shown(bare, 80))
        elif web_hosts.is_shared(href):
            self._fault("adresse-privee.shared", line, href, link=shown(href, 40))

    def _inline(self, token: Token, line: int) -> list[Inline]:
        if token.type == "html_inline":
            self._html(token.content, line)
            return []
        if token.type == "note_call":
            return [NoteMark(token.content, line, self._column(f"[^{token.content}]", line))]
        if token.type == "text":
            self._judge_words(token.content, line)
        if made := _INLINES.get(token.type):
            return [made(token)]
        return [Words(token.content)] if token.content else []

    def _judge_words(self, words: str, line: int) -> None:
        if _LEFT_OVER.search(words):
            self._fault("attribut-inconnu.alone", line, "{")

    def _stars(self, name: str, typed_stars: str, line: int) -> None:
        """That stars make no emphasis where they stand, unless they were typed to be printed."""
        index = line - self.first_line
        before, typed, after = ((self.lines[at : at + 1] or [""])[0] for at in (max(index - 1, 0), index, index + 1))
        listed = _CLOSE_STAR.match(typed) and (_CLOSE_STAR.match(after) or (index and _CLOSE_STAR.match(before)))
        if "\\*" not in typed and not listed:
            found = fault(name, line, max(typed.find(typed_stars) + 1, 1), stars=typed_stars)
            self.faults.append(found)

    def _language(self, attributes: str | None, line: int) -> str:
        if attributes is None:
            return ""
        match = _LANGUAGE.fullmatch(attributes)
        if not match:
            name = "attribut-inconnu.tracked" if attributes.strip() in _TRACKED_MARKS else "attribut-inconnu"
            self._fault(name, line, attributes, attribute=shown(attributes, 40))
        return match[1] if match else ""

    def _html(self, content: str, line: int) -> None:
        tag = content.strip()
        if tag.startswith("<!--"):
            self._fault("html-refuse.comment", line, "<!--")
        elif f"<{tag}" in self.lines[line - self.first_line]:
            self._fault("html-refuse.guillemets", line, f"<{tag}", text=shown(f"<{tag}", 40))
        elif not (tag.startswith("</") and self._has("html-refuse")):
            name = html_tags.refusal(tag)
            self._fault(name, line, tag[:10], tag=shown(tag, 40))

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.first_line

    def _has(self, code: str) -> bool:
        return any(known.code == code for known in self.faults)

    def _fault(self, name: str, line: int, sign: str = "", **values: str | int) -> None:
        """Takes down the fault `name` of the catalogue, at the first `sign` of its line."""
        self.faults.append(Fault(name.partition(".")[0], message(name, **values), line, self._column(sign, line)))

    def _column(self, sign: str, line: int) -> int:
        """Of the first `sign` of a line; 1 where there is none."""
        index = line - self.first_line
        return max(self.lines[index].find(sign) + 1 if sign and index < len(self.lines) else 1, 1)


_INLINES: Mapping[str, Callable[[Token], Inline]] = MappingProxyType(
    {
        "softbreak": lambda _: Words(" "),
        "hardbreak": lambda _: LineBreak(),
        "code_inline": lambda token: CodeText(token.content),
        "image": lambda token: InlineImage(str(token.attrs.get("src", "")), token.content),
    }
)
_BLOCK_KINDS = {"bullet_list": "list", "ordered_list": "list", "list_item": "item", "blockquote": "quote",
                "tr": "row", "th": "head", "td": "cell"}  # fmt: skip


def _mark(kind: str, token: Token) -> str:
    """The mark of an item that has a number; the label of a note."""
    return token.info if kind == NOTE_KIND else token.markup if kind == "list_item" and token.info else ""


def _closed(block: Block, children: list[Block]) -> list[Block]:
    """A block with what it turned out to hold: the content of its lines, or other blocks.

    None when it is empty, unless it is the item of a number or a cell.
    """
    if block.kind in ("thead", "tbody"):
        return children
    if children and children[0].kind == "inlines":
        return [replace(block, inlines=children[0].inlines)]
    return [replace(block, children=tuple(children))] if children or block.mark or block.kind in CELLS else []
