"""What is asked of Grammalecte and where its answers stand; the library itself is tried where it is installed."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from fiches.config.settings import settings_of
from fiches.content import source
from fiches.core.messages import message
from fiches.core.problems import Severity, fault
from fiches.lint import grammar
from support.sources import FRONT, text

needs_library = pytest.mark.skipif(not grammar.is_there(), reason="python3-grammalecte is not installed")


class Reader:
    """Stands for the library: keeps what it is asked, and finds one word in it."""

    def __init__(self, word: str, *suggestions: str, kind: str = "conj", rule: str = "") -> None:
        self.word, self.suggestions, self.kind, self.rule, self.asked = word, list(suggestions), kind, rule, []

    def parse(self, asked: str) -> list[dict[str, object]]:
        """What the library's own answer looks like."""
        self.asked.append(asked)
        start = asked.find(self.word)
        found = {"nStart": start, "nEnd": start + len(self.word), "sType": self.kind, "aSuggestions": self.suggestions}
        return [{**found, "sMessage": "Accord erroné.", "sRuleId": self.rule}] if start >= 0 else []


@pytest.fixture
def reads(monkeypatch):
    """Puts a reader in the place of the library."""

    def reads(reader: Reader) -> Reader:
        grammar._slips.cache_clear()
        monkeypatch.setattr(grammar, "_engine", lambda: reader)
        monkeypatch.setattr(grammar, "is_there", lambda: True)
        return reader

    yield reads
    grammar._slips.cache_clear()


def found(body: str, told=(), language: str = "fr") -> list[tuple[int, int, str, str]]:
    """(line of the rubric, column, message, remedy) of what is told of a rubric's text."""
    whole = text(Contexte=body)
    parsed, _ = source.parse_bytes(whole.encode(), "f", "sheets/f.md")
    first = whole[: whole.index(body)].count("\n")
    problems = grammar.check(parsed, language, [replace(one, line=one.line + first) for one in told])
    return [(one.line - first, one.column, str(one.message), str(one.hint)) for one in problems]


def test_a_slip_is_told_at_its_line_and_column_with_what_is_meant(reads):
    reads(Reader("louait", "louaient"))
    said = "« louait », selon Grammalecte : Accord erroné"
    assert found("Un début.\n\nLes **familles**\n[des hameaux](https://a.org) louait un four.") == [
        (4, 30, said, "écrivez « louaient »")
    ]


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("Les *tiwizi* et\nles **fours**.", "Les tiwizi et les fours. "),
        ("> Le four\n> du village.\n>\n> — Aïcha", "Le four du village. "),
        ("- un four\n- une farine", "un four |une farine "),
        ("Le four[^1] du [village](https://a.org/x).", "Le four du village. "),
        ("Le\u00a0four [نار]{lang=ar}.", "Le four نار. "),
    ],
)
def test_it_is_asked_of_blocks_without_their_marks(reads, body, asked):
    reader = reads(Reader("absent"))
    found(body)
    assert asked.split("|") == [one for one in reader.asked if one in asked.split("|")]


def test_it_is_not_asked_of_what_is_no_prose(reads):
    reader = reads(Reader("absent"))
    found("| a | b |\n| --- | --- |\n| c | d |\n\n<!-- fiches: sigle -->\n\nUn four.")
    assert not [one for one in reader.asked if "|" in one or "sigle" in one]
    found("Un four neuf.", language="en")
    assert "Un four neuf. " not in reader.asked


def test_several_suggestions_are_all_told_and_none_asks_to_read_again(reads):
    reads(Reader("four", "fours", "fourré", "foire", "fort"))
    assert found("Un four.")[0][3] == "écrivez « fours », « fourré » ou « foire »"
    reads(Reader("four"))
    assert found("Un four.")[0][3] == "relisez cette phrase"


def test_what_another_rule_tells_is_not_told_again(reads):
    reads(Reader("four", "fours"))
    other = fault("orthographe", 1, 1, typed="Un four", better="Un feu").in_file("sheets/f.md")
    assert not found("Un four.", [other])
    assert found("Un four.", [replace(other, column=20)])
    assert found("Un four.", [replace(other, message=message("grammaire.absent"), line=2)])


def test_signs_and_spaces_are_no_matter_of_grammar(reads):
    reads(Reader("four", "fours", kind="typo"))
    assert not found("Un four.")


def test_names_and_rare_plurals_are_taken_for_no_verbs(reads):
    reads(Reader("Racines", "Racine"))
    assert not found("L'association Racines y croit.")
    assert found("Racines y croit.")
    reads(Reader("margines", "margine", rule="g2__conj_2s_sans_sujet__b1"))
    assert not found("Les margines coulent.")


def test_values_that_are_sentences_are_read_and_names_are_not(reads):
    reader = reads(Reader("absent"))
    parsed, _ = source.parse_bytes(text(f"{FRONT}\nchapeau: Trois fours servent.").encode(), "f", "sheets/f.md")
    grammar.check(parsed, "fr")
    assert "Trois fours servent. " in reader.asked
    assert not [one for one in reader.asked if "bibliothèque" in one]


def test_the_setting_asks_and_a_machine_without_the_library_says_so(tmp_path, monkeypatch):
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets/collection.yaml").write_text("theme: x\ngrammaire: oui\n", "utf-8")
    project = SimpleNamespace(root=tmp_path, settings=settings_of({"grammaire": "oui"}))
    monkeypatch.setattr(grammar, "is_there", lambda: False)
    (told,) = grammar.of_settings(project)
    assert (told.path, told.line) == ("sheets/collection.yaml", 2)
    monkeypatch.setattr(grammar, "is_there", lambda: True)
    assert not list(grammar.of_settings(project))
    monkeypatch.setattr(grammar, "is_there", lambda: False)
    assert not list(grammar.of_settings(SimpleNamespace(root=tmp_path, settings=settings_of({}))))


@needs_library
@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Les éleveurs menait leurs bêtes au puits.", "menaient"),
        ("Il a fallut creuser plus loin.", "fallu"),
        ("Les pompes sont arrivés au printemps.", "arrivées"),
        ("Le puits que le maire a lui même inauguré.", "lui-même"),
    ],
)
def test_the_library_tells_what_our_own_rules_leave(typed, better):
    assert better in " ".join(remedy for *_, remedy in found(typed))


@needs_library
def test_the_library_has_little_to_say_of_good_french():
    good = "Les éleveurs menaient leurs bêtes au puits, il a fallu creuser, et les pompes sont arrivées en mai."
    assert not found(good)
    assert grammar.check(source.parse_bytes(text(Contexte="Les four.").encode(), "f", "sheets/f.md")[0], "en") == []


def test_what_it_tells_is_a_note():
    assert fault("grammaire", typed="a", said="b", better="c").in_file("f.md").severity is Severity.NOTE
