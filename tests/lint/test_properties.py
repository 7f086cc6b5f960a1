"""What must hold whatever a person typed."""

from __future__ import annotations

import html
import re

from hypothesis import example, given
from hypothesis import strategies as st

from fiches.content import markdown, plain_text, sheet, source
from fiches.content.blocks import words_of
from fiches.lint import proofreading, silences
from fiches.typography.french import NBSP, NNBSP, SEAM
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.typesetting import typeset
from support.examples import times
from support.fuzz_targets import URL, balanced, kept, letters
from support.sources import judge, short_project, text

MANY, SOME = times(4), times(1.5)
PIECES = [
    *"aàéEœL'’\"“”«».,;:!?…-–—()[]{}<>#*_`|~&\\/%@0123456789° \n\t",
    "  ",
    "\n\n",
    NBSP,
    NNBSP,
    SEAM,
    "...",
    "--",
    "« ",
    " »",
    "l'eau",
    "2ème",
    "1ière",
    "10 000",
    "12:30",
    "http://a.org/x?y;z",
    "www.a.org",
    "a@b.fr",
    "n° 5",
    "M. ",
    "50 %",
    "XIXème",
    "etc...",
    "note.pdf",
    "## ",
    "### ",
    "> ",
    "- ",
    "---\n",
    "titre: ",
    "{lang=ar}",
    "[a](",
    "![",
    "<b>",
    "<!--",
    "-->",
    "<!-- fiches: sigle, x -->",
    "# fiches: sigle",
    "```\n",
    "سوس",
    "ⵙⵓⵙ",
    "é",
    "\U0001f600",
]
CALL = re.compile(r'<sup class="appel">.*?</sup>')  # a note's number is no word: it is given when all are read
FRENCH = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ANY_TEXT = st.text(max_size=200)
GOOD = text()


@st.composite
def mutated(draw):
    """A good sheet with pieces cut out and others put in."""
    words = GOOD
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(words)))
        end = min(len(words), start + draw(st.integers(0, 30)))
        words = words[:start] + draw(st.one_of(FRENCH, st.text(max_size=5))) + words[end:]
    return words.encode("utf-8", "surrogatepass")


@MANY
@given(st.one_of(mutated(), st.binary(max_size=300), ANY_TEXT.map(str.encode), mutated().map(lambda data: data[:-1])))
def test_no_bytes_raise(data):
    parsed, faults = source.parse_bytes(data, "fiche", "fiche.md")
    assert parsed is not None or faults
    if parsed is None:
        return
    made, problems = sheet.check(parsed, short_project())
    assert made is not None or any(problem.severity == "error" for problem in problems)
    lines = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in [*problems, *proofreading.check(parsed, "fr")]:
        assert 1 <= problem.line <= lines and problem.column >= 1
        assert problem.message and "\n" not in f"{problem.message}{problem.hint}"
    for silence in silences.of(parsed):
        first, last = silence.extent
        assert 1 <= silence.line <= lines and silence.column >= 1 and 0 <= first <= last <= lines + 1


@MANY
@given(st.one_of(FRENCH, ANY_TEXT), st.integers(1, 50))
def test_sections_lose_no_line(body, first_line):
    preamble, sections = source.split_sections(body, first_line)
    lines = body.split("\n")
    assert preamble.line == first_line - 1
    ends = [section.line for section in sections] + [first_line + len(lines)]
    for section, end in zip((preamble, *sections), ends, strict=True):
        own = lines[section.line + 1 - first_line : end - first_line]
        assert section.text == "\n".join(own)
        assert section is preamble or section.title in lines[section.line - first_line]


@MANY
@given(st.one_of(FRENCH, ANY_TEXT))
def test_comments_leave_every_line(body):
    bare = source.without_comments(body)
    assert bare.count("\n") == body.count("\n")
    assert source.without_comments(bare) == bare


@times(15)
@given(st.one_of(FRENCH, ANY_TEXT), st.booleans())
def test_typography_is_idempotent(words, narrow):
    once = typeset(words, "fr", narrow=narrow)
    assert typeset(once, "fr", narrow=narrow) == once


@times(8)
@given(st.one_of(FRENCH, ANY_TEXT))
def test_typography_changes_only_what_it_may(words):
    done = typeset(words, "fr")
    assert kept(done) == kept(words)
    assert done.count(SEAM) == words.count(SEAM)
    assert URL.findall(done) == URL.findall(words)


@SOME
@given(st.one_of(FRENCH, ANY_TEXT), st.sampled_from(["en", "es", "pt", "ar", "zgh", "shi"]))
def test_other_languages_change_only_what_they_may(words, language):
    """Apostrophes, quotation marks, dashes, spaces, signs that a script has of its own: never a letter or a digit."""
    done = typeset(words, language)
    assert letters(done) == letters(words)
    assert URL.findall(done) == URL.findall(words)


@MANY
@given(st.one_of(FRENCH, ANY_TEXT))
@example("un mot[^0]")
def test_html_has_the_words_of_the_prose(words):
    decoded, fault = plain_text.decode(words.encode("utf-8", "surrogatepass"))
    if fault:
        return
    blocks, _ = markdown.read(decoded, 1)
    printed = HtmlWriter("fr").blocks(blocks)
    seen = html.unescape(re.sub(r"<[^<>]*>", "", CALL.sub("", printed)))
    assert letters(seen) == letters("\n".join(words_of(blocks)))


@SOME
@given(st.one_of(FRENCH, ANY_TEXT))
def test_html_is_balanced(words):
    blocks, _ = markdown.read(words.replace("\x00", ""), 1)
    assert balanced(HtmlWriter("fr").blocks(blocks))


@SOME
@given(mutated())
def test_judging_twice_says_the_same(data):
    words = data.decode("utf-8", "replace")
    assert judge(words) == judge(words)
