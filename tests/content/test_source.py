"""A file taken apart: its encoding, its front matter, its sections, each with its line."""

from __future__ import annotations

import unicodedata

import pytest

from fiches.content import fences, source
from fiches.content.comments import without_comments
from fiches.content.plain_text import decode
from fiches.content.source import Section, parse_bytes, split_sections
from support.sources import text

BODY = "avant\n\n## Un\n\ntexte\n## Deux ##\n### Sous-titre\n\n##Trois\nfin"


def sections(body, first_line=1):
    preamble, found = split_sections(body, first_line)
    return preamble, [(section.title, section.line) for section in found]


def test_sections_know_their_lines():
    preamble, found = sections(BODY, 10)
    assert preamble == Section("", "avant\n", 9)
    assert found == [("Un", 12), ("Deux", 15), ("Trois", 18)]


def test_sections_keep_their_text():
    _, found = split_sections(BODY, 1)
    assert [section.text for section in found] == ["\ntexte", "### Sous-titre\n", "fin"]


@pytest.mark.parametrize("line", ["### Trois", "#Un", "mot ## mot", "\\## Un", "####"])
def test_not_a_section(line):
    assert sections(line)[1] == []


@pytest.mark.parametrize("line", ["## Un", "  ## Un  ", "##Un", "## Un ###", "##\tUn", "    ## Un", "\t## Un"])
def test_a_section(line):
    assert sections(line)[1] == [("Un", 1)]


@pytest.mark.parametrize(("opening", "closing"), [("```", "```"), ("~~~", "~~~~"), ("````", "````"), ("```md", "```")])
def test_fences_are_left_alone(opening, closing):
    assert sections(f"## Un\n{opening}\n## Non\n{closing}\n## Deux")[1] == [("Un", 1), ("Deux", 5)]


@pytest.mark.parametrize("inside", ["~~~", "``", "``` md"])
def test_a_fence_is_closed_by_its_like(inside):
    assert sections(f"```\n{inside}\n## Non\n```\n## Un")[1] == [("Un", 5)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("```\n## Un", [("Un", 2)]),
        ("## Un\n~~~~~\n## Deux\n```\n## Non\n```\n## Trois", [("Un", 1), ("Deux", 3), ("Trois", 7)]),
        ("## Un\n~~~~~\n```\nx\n```\n## Deux", [("Un", 1), ("Deux", 6)]),
    ],
)
def test_a_fence_that_nothing_closes_is_none(body, found):
    """Unless all are closed, none reaches over a title; `Non` stands in what then is no block."""
    assert [one for one in sections(body)[1] if one[0] != "Non"] == found
    assert fences.of(body).unclosed


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end):
    made, faults = parse_bytes(text().replace("\n", end).encode(), "fiche", "fiche.md")
    assert not faults
    assert [section.line for section in made.sections] == [6, 12, 16]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_the_place_of_what_is_not_utf8(end):
    _, [told] = parse_bytes(text("titre: Thé\nlieu: été").replace("\n", end).encode("mac_roman"), "fiche", "fiche.md")
    assert (told.line, told.column) == (2, 10)


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\n\n", "\n"])
def test_what_may_precede_the_front_matter(mark):
    made, faults = parse_bytes((mark + text()).encode(), "fiche", "fiche.md")
    assert not faults
    before = mark.count("\n")
    assert made.front.entries[0].key.line == 2 + before
    assert made.sections[0].line == 6 + before


def test_text_is_composed():
    words, fault = decode(unicodedata.normalize("NFD", "été").encode())
    assert (words, fault) == ("été", None)


def test_invisible_marks_are_dropped():
    assert decode("so\u00adli\u200bdai\ufeffre".encode())[0] == "solidaire"


@pytest.mark.parametrize("kept", ["\u200e", "\u200f", "\u200d", "\u00a0", "\u202f", "ⵙⵓⵙ", "ماء", "\t"])
def test_marks_that_writing_needs_are_kept(kept):
    assert decode(f"a{kept}b".encode())[0] == f"a{kept}b"


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        (b"", 1, 1, "fichier-vide"),
        (b" \n\t", 1, 1, "fichier-vide"),
        (b"\xef\xbb\xbf", 1, 1, "fichier-vide"),
        ("un\ndéux".encode("latin-1"), 2, 2, "encodage"),
        (b"un\nd\xc3", 2, 2, "encodage"),
        ("été".encode("utf-16"), 1, 1, "encodage"),
        ("un texte".encode("utf-16-be"), 1, 1, "encodage"),
        (b"PK\x03\x04...", 1, 1, "encodage"),
        (b"%PDF-1.7", 1, 1, "encodage"),
        (b"{\\rtf1", 1, 1, "encodage"),
        (b"\xd0\xcf\x11\xe0\xa1", 1, 1, "encodage"),
        (b"un\nd\x00ux", 2, 2, "caractere-interdit"),
        ("un\u2028deux".encode(), 1, 3, "caractere-interdit"),
        ("un\ufffcdeux".encode(), 1, 3, "caractere-interdit"),
        (b"x" * 400_001, 1, 1, "fichier-trop-grand"),
    ],
)
def test_not_text(data, line, column, code):
    words, fault = decode(data)
    assert words is None
    assert (fault.line, fault.column, fault.code) == (line, column, code)
    assert str(fault.in_file("fiche.md").hint)


def test_form_feeds_count_no_line():
    _, fault = decode(b"un\x0c\n\x0c")
    assert (fault.line, fault.column) == (1, 3)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("un <!-- deux --> trois", "un               trois"),
        ("un <!-- deux -->", "un"),
        ("<!-- un --> deux", "deux"),
        ("<!-- un\n## deux\n--> trois", "\n\ntrois"),
        ("<!-- un -->\n\n    deux", "\n\n    deux"),
        ("un <!-- deux", "un <!-- deux"),
        ("un <!-- deux <!-- trois --> quatre", "un <!-- deux                quatre"),
        ("un --> deux", "un --> deux"),
        ("```\n<!-- un -->\n```", "```\n<!-- un -->\n```"),
        ("<!--\n```\n-->\n## un", "\n\n\n## un"),
        ("un `<!-- deux -->` trois", "un `<!-- deux -->` trois"),
        ("``un ` <!-- deux --> ``, <!-- trois -->", "``un ` <!-- deux --> ``,"),
        ("<!-- un ` --> deux ` trois", "deux ` trois"),
        ("un ` deux <!-- trois -->", "un ` deux"),
    ],
)
def test_comments(body, left):
    assert without_comments(body) == left


def test_comments_hide_headings():
    made, _ = parse_bytes(text(Contexte="<!--\n## Résultats\n-->\nDu texte.").encode(), "fiche", "fiche.md")
    assert [section.line for section in made.sections] == [6, 12, 19]


@pytest.mark.parametrize("slug", ["eau", "eau-2012", "2012", "a-b-c"])
def test_slugs(slug):
    assert parse_bytes(text().encode(), slug, "x.md")[1] == []


@pytest.mark.parametrize("slug", ["", "Eau", "eau-", "-eau", "a--b", "a_b", "a b", "eau\n", "é", "a.b", "../a", "٣"])
def test_bad_slugs(slug):
    made, faults = parse_bytes(text().encode(), slug, "x.md")
    assert made is not None
    assert [fault.code for fault in faults] == ["nom-de-fichier"]


@pytest.mark.parametrize(
    ("slug", "name", "better"),
    [
        ("four (copie en conflit de Fatima 2024-05-02)", "copy", ""),
        ("four (Fatima's conflicted copy 2024-05-02)", "copy", ""),
        ("four (conflicted copy)", "copy", ""),
        ("four - Copie", "copy", ""),
        ("four - Copie (2)", "copy", ""),
        ("four copy 2", "copy", ""),
        ("four (1)", "copy", ""),
        ("four.sync-conflict-20240502-101112-ABCDEFG", "copy", ""),
        ("La copie du plan", "", "la-copie-du-plan"),
        ("fiche_2", "", "fiche-2"),
        ("con", "reserved", "fiche-con"),
        ("Aux", "reserved", "fiche-aux"),
        ("lpt9", "reserved", "fiche-lpt9"),
        ("a" * 81, "long", "a" * 60),
    ],
)
def test_bad_names_have_each_their_remedy(slug, name, better):
    [fault] = parse_bytes(text().encode(), slug, "x.md")[1]
    assert fault.message.name == f"nom-de-fichier.{name}".rstrip(".")
    assert f"{better}.md" in str(fault.message.remedy) if better else "effacez" in str(fault.message.remedy)


@pytest.mark.parametrize("slug", ["con-2", "conte", "com10", "a" * 80, "photocopie"])
def test_good_names_beside_bad_ones(slug):
    assert parse_bytes(text().encode(), slug, "x.md")[1] == []


def test_front_matter_may_end_with_dots():
    made, faults = parse_bytes(b"---\ntitre: A\n...\nfin", "a", "a.md")
    assert made.preamble.text == "fin" and not faults


def test_rules_in_the_body_do_not_close_it_again():
    made, _ = parse_bytes((text() + "\n---\n\nfin").encode(), "a", "a.md")
    assert made.sections[-1].text.endswith("---\n\nfin")


def test_unreadable_file(tmp_path):
    made, problems = source.read(tmp_path / "absent.md", "absent.md")
    assert made is None and [problem.code for problem in problems] == ["fichier-illisible"]
    (tmp_path / "dossier.md").mkdir()
    assert source.read(tmp_path / "dossier.md", "dossier.md")[1][0].path == "dossier.md"


@pytest.mark.parametrize(
    "typed", ["\u200e## Contexte", "## \u200eContexte\u200f", "##\u00a0Contexte\u202f", "## Contexte ##"]
)
def test_signs_that_nobody_sees_are_no_part_of_a_title(typed):
    _, [section] = source.split_sections(f"{typed}\n\nMots.", 1)
    assert section.title == "Contexte"


def test_a_line_that_is_all_no_break_spaces_has_ordinary_ones():
    """As web pages and mail are copied: no line could end within it; the few that an author types are kept."""
    typed = "Les femmes du village ont bâti un four".replace(" ", "\u00a0")
    assert decode(typed.encode())[0] == "Les femmes du village ont bâti un four"
    kept = "À 62\u00a0km\u00a0: un four, un puits et une école"
    assert decode(kept.encode())[0] == kept


def test_marks_of_direction_at_the_head_of_lines_are_dropped():
    """Messengers leave them; within a line they part passages."""
    assert (
        decode("\u200f---\n\u200e- un puits\nle \u200fفرن\u200e".encode())[0] == "---\n- un puits\nle \u200fفرن\u200e"
    )


@pytest.mark.parametrize("kept_as", ["cp1252", "latin-1"])
def test_a_file_that_was_misread_whole_is_told_once(kept_as):
    typed = "---\ntitre: Le réseau\n---\n\n## Résultats\n\nLes élèves ont été là, dès l'été : « déjà ».\n"
    misread = typed.encode().decode(kept_as, errors="replace").replace("\ufffd", "").encode()
    made, faults = parse_bytes(misread, "fiche", "fiche.md")
    assert made is None
    assert [(one.line, one.column, one.message.name) for one in faults] == [(2, 11, "encodage.misread")]
    assert dict(faults[0].message.values) == {"typed": "rÃ©seau", "better": "réseau"}


def test_a_passage_that_was_misread_leaves_the_file_as_it_is():
    typed = "---\ntitre: Le réseau\n---\n\n## Résultats\n\nLes Ã©lÃ¨ves ont Ã©tÃ© là, dès l'été : « déjà ».\n"
    assert parse_bytes(typed.encode(), "fiche", "fiche.md")[1] == []
