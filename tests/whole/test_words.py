"""What people are told stands in the catalogue: no sentence elsewhere, no name that it lacks, no entry unsaid."""

from __future__ import annotations

import ast
import re
import string
import sys
from functools import cache
from itertools import pairwise

import pytest

from fiches.cli.main import cli
from fiches.config.fields import KINDS
from fiches.config.formats import RUBRIC_CONTENTS
from fiches.core import text
from fiches.core.messages import INTERFACE_LANGUAGES, REMEDY
from fiches.core.problems import CODES, ExitCode, Severity
from fiches.images import drawings
from fiches.imports import word_styles
from fiches.imports.opening import TitleSource
from fiches.imports.written import AsideSort
from fiches.lint import cropping, french_words
from fiches.preflight.document import Extra, InkSpace, PaintKind, UnreadPart
from fiches.preflight.pdf_report import LABELS
from fiches.preflight.report import Status
from fiches.preflight.verdict import CHECKS
from fiches.printing.proofs import CHOICES
from fiches.storage.workers import LossReason
from fiches.studio import plain_words
from fiches.studio.guards import POLICY
from fiches.studio.page_words import PAGE_WORDS
from support.repository import ROOT, syntax

sys.path.insert(0, str(ROOT / "tools"))
import messages as joiner

pytestmark = pytest.mark.no_unit

SOURCES = sorted((ROOT / "src/fiches").rglob("*.py"))
TOOLS = [ROOT / "tools/reference.py"]  # what the reference says is in the catalogue too

# Exact strings that look like sentences and are none, or are nobody's of ours; `{}` stands for a value.
NO_SENTENCES = {
    drawings.DRAWN_ELEMENTS: "names of elements of SVG",
    drawings.DRAWN_ATTRIBUTES: "names of attributes of SVG",
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox": "what a browser reads",
    POLICY: "what a browser reads",
    "fiches build{}": "a command, as it is typed",
    "Table Grid": "the name of a style of Word",
    word_styles.QUOTE_STYLES: "names of styles of Word",
    word_styles.CONTENTS_STYLES: "names of styles of Word",
    "en cours": "what is typed in a sheet",
    "no port is free": "of an exception that is caught",
    "too many pixels": "of an exception that is caught",
    "agrafé": "what is typed in a printer's profile",
    "dos carré collé": "what is typed in a printer's profile",
    "à au aux avec de des du en entre et la le les leur leurs ou par pour sans son sur un une vers": (
        "small words that titles keep with what follows"
    ),
    "Version of PDF/X": "what PDF/A has a file say of its own metadata",
    "Application Support": "a folder of macOS",
    "Whether the document has been trapped": "what PDF/A has a file say of its own metadata",
}


# Rules of the grammar of a language, all of whose texts are words of it: but what they say, and what quotes.
GRAMMAR = {
    f"lint/{name}.py": "French"
    for name in (
        *("adjectives", "agreement", "concord", "french_kinds", "french_verbs", "french_words", "homophones"),
        *("lost_grave", "noun_groups", "small_words", "sound_alikes", "verb_clauses"),
    )
}


def trees():
    return {path: syntax(path) for path in (*SOURCES, *TOOLS)}


# --- sentences -----------------------------------------------------------------------

SMALL_WORDS = frozenset(
    (
        "le la les un une des du de au aux est sont ont pas ne pour dans sur sous par ou et qui que dont où en y avec "
        "sans ce cette ces son sa ses leur il elle on se plus moins entre vers chez si à ni trop puis a "
        "the an of is are was not no to in for with without and or by from at as it its this that these be has have "
        "does you your what which who there than then too must can cannot"
    ).split()
)
ELISION = r"(?:[ldnsjmtcLDNSJMTC]|qu|Qu)['’]"
WORD = re.compile(rf"[«“\"(]*((?:{ELISION})?[^\W\d_]+(?:['’][^\W\d_]+)?)[,.;:!?…»”\")]*")
ACCENTED = re.compile(r"[àâçéèêëîïôùûœÀÂÇÉÈÊËÎÏÔÙÛŒ]")
MARKUP = re.compile(r"<(pdfa\w+:\w+)>[^<]*</\1>|<[^<>]*>|\{[^{}]*\}|&\w+;")
FRENCH_SPACING = re.compile(r"[\w}»] [:;?!](?!\S)")
QUOTES = re.compile("[«»“”]")
QUOTED = re.compile(r"« ?[\w{]|“[\w{]")
PATTERNS = (
    "sought",
    "re.compile",
    "re.sub",
    "re.search",
    "re.match",
    "re.fullmatch",
    "re.findall",
    "re.finditer",
    "re.split",
)


def natural_words(said):
    """For each run of characters between spaces, the word of a language that it is, or nothing."""
    found = (WORD.fullmatch(token) for token in MARKUP.sub(" \0 ", said).split())
    return [one[1] if one and not (len(one[1]) > 1 and one[1].isupper()) else "" for one in found]


def is_list_of_names(said):
    """« fichier-vide fichier-illisible encodage »: words joined by hyphens, and nothing but them and plain ones."""
    tokens = said.split()
    return all(re.fullmatch(r"[a-z\d]+(-[a-z\d]+)*", one) for one in tokens) and any("-" in one for one in tokens)


def are_told(pair):
    """Whether two words that stand side by side are of a sentence."""
    return all(pair) and (min(map(len, pair)) > 2 or bool(SMALL_WORDS & {*map(str.lower, pair)}))


def has_spacing(said):
    """Whether a text has more than one word, or will have."""
    return len(said.split()) > 1 or said != said.strip()


def is_sentence(said):
    """Whether a text is written for people, in French or in English."""
    words = natural_words(said)
    return not is_list_of_names(said) and (
        any(map(are_told, pairwise(words)))
        or (has_spacing(said) and bool(SMALL_WORDS & {word for word in words if len(word) > 1}))
        or any(len(word) > 2 and ACCENTED.search(word) for word in words)
        or bool(FRENCH_SPACING.search(said) or QUOTED.search(said))
    )


def is_text(node):
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def with_values(node):
    """A constant, or an f-string whose values are `{}`."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value


def documentation(tree):
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = (node for node in ast.walk(tree) if isinstance(node, holders) and ast.get_docstring(node, clean=False))
    return {node.body[0].value for node in nodes}


def patterns(tree):
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in PATTERNS]
    return {inner for call in calls for given in call.args[:2] for inner in ast.walk(given)}


def texts(tree):
    """(line, text) of each string that is neither documentation nor a pattern."""
    nodes = [node for node in ast.walk(tree) if is_text(node)]
    pieces = {piece for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
    skipped = documentation(tree) | patterns(tree) | pieces
    return [(node.lineno, with_values(node)) for node in nodes if node not in skipped]


def passed(tree):
    """(line, text) of each string that is given to what says sentences, as a value too."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in SAYERS]
    return [one for call in calls for one in texts(call)]


def sentences(tree, *, of_grammar):
    """(line, text) of those that a module holds; of one of grammar, of what it says, and of what puts words between
    quotation marks, as sentences do that say them."""
    if not of_grammar:
        return [(line, said) for line, said in texts(tree) if said not in NO_SENTENCES and is_sentence(said)]
    told = {one for one in passed(tree) if is_sentence(one[1])}
    return sorted(told | {one for one in texts(tree) if QUOTES.search(one[1])})


def name_of(path):
    return path.relative_to(ROOT / "src/fiches").as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_sentence_stands_outside_the_catalogue(path):
    assert sentences(syntax(path), of_grammar=name_of(path) in GRAMMAR) == []


def test_all_that_is_known_of_french_words_is_read_by_a_rule():
    rules = [path.read_text("utf-8") for path in SOURCES if path.parent.name == "lint"]
    known = {*french_words.LISTED, *french_words.PAIRED}
    assert {name for name in known if not any(re.search(f"[\"']{name}[\"']", rule) for rule in rules)} == set()


def test_rules_of_grammar_may_hold_words_and_say_no_sentence_of_their_own():
    names = {name_of(path) for path in SOURCES}
    assert names >= set(GRAMMAR)
    words = ast.parse('ENDS = ("été", "est"); slip = RowSlip(1, 2, f"{row} ont", "à la"); fault("orthographe", 1, 2)')
    assert sentences(words, of_grammar=True) == [] and sentences(words, of_grammar=False) != []
    for said in (
        'fault("ces mots ne vont pas ensemble", 1, 2)',
        'fault("orthographe", 1, 2, better=f"{one} ou {other}")',
        'message("orthographe", word="a" if one else "il faut un accent")',
        'RowSlip(1, 2, f"{one} » ou « {other}")',
    ):
        assert len(sentences(ast.parse(said), of_grammar=True)) == 1, said


@pytest.mark.parametrize(
    "said",
    [
        "n'existe pas",
        "{} : retiré, {}",
        "« {} » : {}",
        "Fond perdu",
        "the file is gone",
        "{} et {}",
        " ou ",
        "illisible, sans nom",
        "“{}”",
        "Vouliez-vous dire {} ?",
        "<p>Aucune fiche ici</p>",
        "périmé",
        "file not found",
    ],
)
def test_what_a_sentence_is(said):
    assert is_sentence(said)


@pytest.mark.parametrize(
    "said",
    [
        "fichier-vide encodage fichier-illisible",
        "sheets/collection.yaml",
        "text/html; charset=utf-8",
        '<svg xmlns="http://www.w3.org/2000/svg" class="carte nord">',
        ":where(.{}) { position: relative }",
        "q {} re W n 1 0 0 1 {} {} cm {}Edge Do Q",
        "INLINE IMAGE",
        "{mots_cles: eau, province: Tiznit}",
        "error",
        "ou",
        "«",
        "rgb({}, {}, {})",
        "count.sheets",
    ],
)
def test_what_a_sentence_is_not(said):
    assert not is_sentence(said)


# --- names ---------------------------------------------------------------------------

CATALOGUES = {language: {one.id: one for one in joiner.joined(language) if one.id} for language in INTERFACE_LANGUAGES}
ENTRIES = {one if isinstance(one, str) else one[0]: CATALOGUES["fr"][one] for one in CATALOGUES["fr"]}
SAYERS = {"message": 1, "fault": 1}  # how many of their arguments come before the values of the sentence
OTHER_VALUES = {"fault": {"hint"}}
SUFFIXES = {
    "css",
    "html",
    "ico",
    "jpg",
    "js",
    "json",
    "md",
    "mo",
    "pdf",
    "png",
    "po",
    "py",
    "svg",
    "txt",
    "yaml",
    "zip",
}


def values_of_enum(kind):
    return [one.value for one in kind]


FORM = "studio.said."  # begins the names of what a form says instead of a message, or of all of a sort
# The names that are put together when they are said: their form, and all that may stand for its `{}`.
ENUMERATIONS = {
    "meaning.{}": CODES,
    "severity.{}": Severity,
    "count.{}": Severity,
    "value.image.type.{}": ("renamed", "document", "film", "unfinished"),
    "form.{}": ("entries", "testimonies"),
    "html-refuse.{}": ("break", "heading", "link", "picture", "raised", "table", "tags"),
    "import.aside.{}": [*values_of_enum(AsideSort), "comment.about"],
    "import.refused.{}": ("damaged", "encrypted", "entities", "no-word-file", "old-word", "too-heavy"),
    "import.title.{}": values_of_enum(TitleSource),
    "list.{}": ("and", "or"),
    "studio.said.{}": {
        *plain_words.INSTEAD.values(),
        plain_words.BY_BUTTON,
        plain_words.A_LINE,
        plain_words.NONE_NEAR,
        *(one for one in ENTRIES if FORM + one in ENTRIES),
    },
    "silenced.{}": (Severity.WARNING, Severity.NOTE),
    "refusal.{}": set(text._REFUSALS.values()),
    "command.{}": ("fiches", *cli.commands),
    "check.{}.manual": [check.code for check in CHECKS],
    "check.{}.title": [check.code for check in CHECKS],
    "check.interdits.{}": values_of_enum(Extra),
    "check.couleurs.{}": ("managed", "space"),
    "check.lecture.{}": values_of_enum(UnreadPart),
    "check.lecture.image.{}": ("damaged", "lost"),
    "check.noir-riche.{}": ("fill", "stroke"),
    "gabarit.{}": ("no-sheet", "not-only-stamps", "other-pages", "other-size"),
    "image-format.{}": (
        "avif",
        "cut",
        "damaged",
        "document",
        "drawing",
        "empty",
        "heavy",
        "heavy-drawing",
        "packed",
        "page",
        "pdf",
        "phone",
        "unknown",
    ),
    "preflight.edge.{}": ("bottom", "left", "right", "top"),
    "preflight.fact.{}": ("condition", "file", "fonts", "inks", "pages", "pdf", "printer"),
    "preflight.paint.{}": values_of_enum(PaintKind),
    "preflight.report.{}": LABELS,
    "preflight.result.{}": values_of_enum(Status),
    "preflight.space.{}": values_of_enum(InkSpace),
    "preflight.verdict.{}": ("error", "notice", "passed", "warning"),
    "studio.page.{}": PAGE_WORDS.split(),
    "printing.proof.{}": (
        *("contact", "printer", "date", "closed", "open", "pages", "binding", "paper", "inks", "condition", "bleed"),
        *("quantity", "folded", "single", "stapled", "glued", *CHOICES, "job", "proof", "opening"),
    ),
    "printing.file.{}": ("cover", "inside", "leaflet", "pocket", "saddle"),
    "valeur-longue.{}": ("signs", "words"),
    "photo-rognee.share.{}": [name for _, name in cropping.FRACTIONS],
    "photo-rognee.side.{}": ("bottom", "left", "right", "top"),
    "version-incomplete.{}": ("keys", "photos", "rubrics"),
    "trop-lourd.{}": set(values_of_enum(LossReason)) - {"killed"},
    "weekday.{}": range(7),
    "way-out.{}": ("elsewhere", "reconnect", "room"),
    "reference.exit.{}": [code.name.lower() for code in ExitCode],
    "reference.holds.{}": RUBRIC_CONTENTS,
    "reference.kind.{}": KINDS,
    "reference.severity.{}": Severity,
}


def placeholders(name):
    said = ENTRIES[name].string
    parts = [part for one in (said if isinstance(said, tuple) else (said,)) for part in string.Formatter().parse(one)]
    return {part[1] for part in parts if part[1] is not None}


def values_of(name):
    """The values that a sentence and its remedy hold, and the number that chooses its plural."""
    more = placeholders(name + REMEDY) if name + REMEDY in ENTRIES else set()
    return placeholders(name) | more | ({"n"} if isinstance(ENTRIES[name].string, tuple) else set())


def test_what_a_form_says_instead_has_the_values_of_what_it_stands_for():
    own = [name for name in ENTRIES if name.startswith(FORM) and name.removeprefix(FORM) in ENTRIES]
    assert own
    for name in own:
        assert placeholders(name) <= values_of(name.removeprefix(FORM).removesuffix(REMEDY)) | {"label"}, name


OF_OTHERS = re.compile(  # what is said of formats, settings and files, which no window of a sheet shows
    r"format-|adresse|collection|reglages|encodage|fichier-(?!vide)|new-file|init\b|version-ancienne|gabarit|theme"
    r"|imprimeur|style-|dessin-|silence-|fiche-absente|grammaire\.absent|livret-|nom-de-fichier|lien-hors|value\.(?:frieze|isbn|group)"
)
OF_A_FILE = re.compile(  # a key, a command, a file
    r"[«“\"] ?(?:- )?[a-z_]{3,}: ?(?:…|»|”|\w|\[|\{)|`"
    r"|\bfiches (?:check|new|init|build|print|langues)\b|\.(?:md|yaml)\b"
    r"|dans (?:l'|son )en-tête|front matter|YAML|\bla clé\b|\ba key\b|\bthe key\b"
)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("stem", ["config", "content", "lint", "pasted", "places", "images", "compose"])
def test_nothing_that_a_window_says_of_a_sheet_speaks_of_its_file(stem, language):
    entries = {
        one.id if isinstance(one.id, str) else one.id[0]: one
        for one in joiner.read(joiner.LOCALE / language / f"{stem}.po", language)
    }
    own = {one if isinstance(one, str) else one[0]: each for one, each in CATALOGUES[language].items()}
    found = {}
    for name, entry in entries.items():
        other = FORM + (name if FORM + name in own else plain_words.instead(name))
        told = own.get(other, entry).string
        text = " ".join(told) if isinstance(told, tuple) else told
        if name and not OF_OTHERS.match(name) and OF_A_FILE.search(text):
            found[name] = text
    assert found == {}


def names_in(node):
    """The names that an expression may be, where they stand in it; f-strings as their form."""
    if isinstance(node, ast.IfExp):
        return [*names_in(node.body), *names_in(node.orelse)]
    return [with_values(node)] if is_text(node) else []


@cache
def said():
    """(place, name, values) of every sentence that is said by its name; no values where they are not spelt out."""
    found = []
    for path, whole in trees().items():
        for node in ast.walk(whole):
            sayer = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if sayer in SAYERS and node.args:
                given = {one.arg for one in node.keywords} - OTHER_VALUES.get(sayer, set())
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                found += [(place, name, None if None in given else given) for name in names_in(node.args[0])]
    return found


@cache
def written():
    """Every string of the program, f-strings as their form."""
    return {said for whole in trees().values() for _, said in texts(whole)}


def is_name(said):
    """Whether a string begins and looks like a name of the catalogue."""
    areas = {name.partition(".")[0] for name in ENTRIES}
    looks = re.fullmatch(r"[a-z][a-z\d-]*(\.([a-z\d-]+|\{\}))+", said)
    return bool(looks) and said.partition(".")[0] in areas and said.rpartition(".")[2] not in SUFFIXES


def forms():
    """Of the names that are put together when they are said."""
    return {name for name in {*written(), *(name for _, name, _ in said())} if "{}" in name and is_name(name)}


def spelt(name):
    """The names that a name is: itself, or all those of its form."""
    return [name.replace("{}", str(one)) for one in ENUMERATIONS.get(name, ())] if "{}" in name else [name]


def test_names_that_are_put_together_come_from_lists():
    assert forms() - set(ENUMERATIONS) == set()
    spelt_here = {word for words in ENUMERATIONS.values() if isinstance(words, tuple) for word in words}
    assert spelt_here - written() - {*cli.commands} == set()


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_name_that_is_said_has_words(language):
    known = {one if isinstance(one, str) else one[0] for one in CATALOGUES[language]}
    assert {(place, one) for place, name, _ in said() for one in spelt(name) if one not in known} == set()


def test_every_name_that_is_written_has_words():
    """Names are passed on, too: what begins like a name of the catalogue is one."""
    assert {one for one in written() if is_name(one) and "{}" not in one} - set(ENTRIES) == set()


def test_sentences_are_given_what_they_hold():
    wrong = {
        (place, name, tuple(given ^ values_of(one)))
        for place, name, given in said()
        if given is not None
        for one in spelt(name)
        if one in ENTRIES and given != values_of(one)
    }
    assert wrong == set()


def test_every_entry_is_said():
    names = written() | {one for form in forms() for one in spelt(form)}
    assert {name for name in ENTRIES if name.removesuffix(REMEDY) not in names and name not in names} == set()
