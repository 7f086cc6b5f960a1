"""CommonMark as sheets are written in it: with tables, notes and languages, without code by indent; what it is told."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_BLOCK_ATTRIBUTES = re.compile(r"(?:^|[ \t\n])\{:([^{}\n]*)\}[ \t]*$")
_DIRECTIVE = re.compile(r":[a-zA-Z]{1,40}$")  # of other programs: `:name[words]{attributes}`
_INLINE_ATTRIBUTES = re.compile(r"\{:?([^{}\n]*)\}")
_NOTE_START = re.compile(r"\[\^([^\[\]\s]{1,60})\]:[ \t]*")
NOTE_CALL = re.compile(r"\[\^([^\[\]\s]{1,60})\]")
NOTE_INDENT = 2  # spaces before the further paragraphs of a note


@cache
def parser() -> MarkdownIt:
    """What reads Markdown into tokens."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    parser.enable("table")
    parser.disable(["code", "reference"])
    parser.block.ruler.before("table", "note", _note, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.core.ruler.before("inline", "block_language", _block_language)
    parser.inline.ruler.before("link", "span_language", _span_language)
    parser.inline.ruler.before("link", "note_call", _note_call)
    parser.inline.ruler.before("emphasis", "multiplication", _multiplication)
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]  # judged by us, with a message
    return parser


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # markdown-it's signature
    """Reads `[^x]: …`, and what follows further in."""
    first = state.bMarks[start] + state.tShift[start]
    match = _NOTE_START.match(state.src, first, state.eMarks[start])
    if match is None or state.sCount[start] - state.blkIndent >= 4:
        return False
    if silent:
        return True
    token = state.push("note_open", "", 1)
    token.info, token.map = match[1], [start, start + 1]
    kept = (state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType)
    state.bMarks[start], state.tShift[start] = match.end(), 0
    state.blkIndent += NOTE_INDENT
    state.sCount[start], state.parentType = state.blkIndent, "note"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = kept
    token.map[1] = state.line
    state.push("note_close", "", -1)
    return True


def _note_call(state: StateInline, silent: bool) -> bool:  # markdown-it's signature
    """Reads `[^x]`."""
    match = NOTE_CALL.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if match is None:
        return False
    if not silent:
        state.push("note_call", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _block_language(state: StateCore) -> None:
    """Takes `{: lang=ar }` off the end of a block and leaves it on the block's opening token."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        match = _BLOCK_ATTRIBUTES.search(inline.content) if inline.type == "inline" else None
        if match and inline.content[: match.start()].strip():
            inline.content = inline.content[: match.start()]
            opening.meta["attributes"] = match[1].strip()


def _span_language(state: StateInline, silent: bool) -> bool:  # markdown-it's signature
    """Reads `[…]{lang=ar}`."""
    if state.src[state.pos] != "[" or state.src.find("]{", state.pos) < 0:
        return False
    if _DIRECTIVE.search(state.src, max(state.pos - 41, 0), state.pos):
        return False
    start, end = state.pos + 1, state.md.helpers.parseLinkLabel(state, state.pos)
    match = _INLINE_ATTRIBUTES.match(state.src, end + 1) if end >= 0 else None
    if not match:
        return False
    if not silent:
        limit, state.pos, state.posMax = state.posMax, start, end
        state.push("language_open", "span", 1).meta = {"attributes": match[1].strip()}
        state.md.inline.tokenize(state)
        state.push("language_close", "span", -1)
        state.posMax = limit
    state.pos = match.end()
    return True


def _multiplication(state: StateInline, silent: bool) -> bool:  # markdown-it's signature
    """Leaves `5*3*2` as it is typed."""
    around = state.src[max(state.pos - 1, 0) : state.pos + 2]
    if not (len(around) == 3 and around[1] in "*_" and around[0].isdigit() and around[2].isdigit()):
        return False
    state.pending += "" if silent else around[1]
    state.pos += 1
    return True
