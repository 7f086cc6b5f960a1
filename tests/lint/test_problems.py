"""Wrong sheets, and beside each the exact words that `fiches check` prints for it.

A case is `problems/NAME.md` (one sheet, judged in the short format of helpers.py), a folder `problems/NAME/`
(a whole collection), or an entry of MADE (bytes and names that a repository does not keep well). The words
are in `problems/NAME.txt`, and in English in `problems/en/NAME.txt`. FICHES_ECRIRE=1 writes them anew, for a person to
read before they are kept.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import fiches
from fiches.cli.main import run
from fiches.config.project import open_project
from fiches.core.messages import catalogue
from fiches.core.problems import CODES, ExitCode, heard
from fiches.lint import collection
from support.pictures import png
from support.sources import FRONT, SHORT, text, write

CASES = Path(__file__).parent / "problems"
ENGLISH = CASES / "en"
TYPED = re.compile(r"“[^”]*”|\"[^\"]*\"|2019 - en cours")  # as people type it, whatever language they read
FRENCH = re.compile(
    r"«[^»]*»|[àâçèêëîïôùûœ]|\b(?:[cdjlmnst]|qu)'|"
    r"\b(?:le|la|les|un|une|des|du|est|sont|pas|dans|pour|avec|vous|ce|cette|ou|où|et|en|sans|au|aux|son|sa|ses)\b"
)
GOOD = text().encode()
MADE: dict[str, dict[str, str | bytes]] = {
    "encodage-windows": {"fiche": text().encode("cp1252")},
    "encodage-utf-16": {"fiche": text().encode("utf-16")},
    "encodage-utf-16-sans-marque": {"fiche": text().encode("utf-16-le")},
    "encodage-coupe": {"fiche": GOOD + "à".encode()[:1]},
    "caractere-nul": {"fiche": GOOD.replace(b"lisaient", b"lisai\x00ent")},
    "caractere-de-commande": {"fiche": GOOD.replace(b"lisaient", b"lisai\x0bent")},
    "caractere-dans-l-entete": {"fiche": GOOD.replace("Une bibliothèque".encode(), b"Une \x1b[31mbiblio")},
    "marque-seule": {"fiche": b"\xef\xbb\xbf"},
    "trop-grand": {"fiche": GOOD + b"mot " * 120_000},
    "noms-de-fichiers": {
        "Éco-lieu.md": GOOD,
        "Ma Fiche.md": GOOD,
        "fiche_2.md": GOOD,
        "2012-.md": GOOD,
        "😀.md": GOOD,
    },
    "nom-en-double": {"eau.md": GOOD, "eau.MD": GOOD},
    "photos-faibles": {
        "fiche": text(
            f"{FRONT}\nphotos:\n"
            + "".join(f"  - fichier: images/{name}.png\n    alt: Une salle\n" for name in ("petite", "faible", "bonne"))
        ),
        **{
            f"sheets/images/{name}.png": png(*pixels)
            for name, pixels in (("petite", (250, 600)), ("faible", (560, 840)), ("bonne", (1400, 1680)))
        },
    },
    "images-voisines": {
        "fiche": text(
            f"{FRONT}\nphotos:\n"
            + "".join(
                f"  - {{fichier: {name}, alt: Une salle}}\n"
                for name in ("images/sale.png", "Salle.jpg", "images/photo-12.png", "images/mosquee.png")
            )
        ),
        **{f"sheets/images/{name}.png": png(1400, 600) for name in ("salle", "photo-21", "maquette")},
    },
    "collection-en-latin-1": {"fiche": GOOD, "collection": "editeur: {nom: Été}".encode("latin-1")},
}


def _names() -> list[str]:
    files = [path.stem for path in CASES.glob("*.md")]
    folders = [path.name for path in CASES.iterdir() if path.is_dir() and path != ENGLISH]
    return sorted([*files, *folders, *MADE])


def _collection(name: str, root: Path) -> None:
    if (CASES / name).is_dir():
        shutil.copytree(CASES / name, root, dirs_exist_ok=True)
    elif name in MADE:
        write(root, {**SHORT, **MADE[name]})
    else:
        write(root, {**SHORT, name: (CASES / f"{name}.md").read_bytes()})


@pytest.mark.parametrize("name", _names())
def test_words(name, tmp_path, monkeypatch, capsys):
    _collection(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    code = run(["check"])
    out, err = capsys.readouterr()
    printed = err + out
    expected = CASES / f"{name}.txt"
    if os.environ.get("FICHES_ECRIRE"):
        expected.write_text(printed, "utf-8")
    assert printed == expected.read_text("utf-8")
    assert code == (ExitCode.PROBLEMS if ": erreur : " in printed else ExitCode.DONE)


def test_every_text_has_its_case():
    assert {path.stem for path in CASES.glob("*.txt")} == set(_names())
    assert {path.stem for path in ENGLISH.glob("*.txt")} == set(_names())


@pytest.mark.parametrize("name", _names())
def test_words_in_english(name, tmp_path):
    _collection(name, tmp_path)
    said = "".join(f"{line}\n" for line in _in_english(tmp_path))
    expected = ENGLISH / f"{name}.txt"
    if os.environ.get("FICHES_ECRIRE"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")


def _in_english(root: Path) -> Iterator[str]:
    """What is wrong with a collection, a problem after the other, without what is silenced."""
    words = catalogue("en")
    project, problems = open_project(root)
    problems += collection.read(project).problems if project else ()
    for problem in sorted(heard(problems)):
        place = f"{problem.path}:{problem.line}:{problem.column}"
        yield f"{place}: {words.text(problem.severity.said())}: {words.text(problem.message)} [{problem.code}]"
        if hint := words.text(problem.hint):
            yield f"    {hint}"


@pytest.mark.parametrize("name", _names())
def test_english_holds_no_french_sentence(name):
    """But for the words of authors, of keys and of commands, which stand between quotation marks."""
    for line in (ENGLISH / f"{name}.txt").read_text("utf-8").splitlines():
        _, _, said = line.rpartition(" [")[0].partition(": ") if line[0] != " " else ("", "", line)
        assert not FRENCH.search(TYPED.sub("", said)), line


def test_symbolic_link_out_of_the_collection(tmp_path, monkeypatch, capsys):
    (tmp_path / "secret.jpg").write_bytes(b"x")
    front = "titre: Lire\nterritoire: {commune: A}\nphotos: [{fichier: images/lien.jpg, alt: Une salle}]"
    root = write(tmp_path / "collection", {**SHORT, "fiche": text(front)})
    (root / "sheets/images").mkdir()
    (root / "sheets/images/lien.jpg").symlink_to(tmp_path / "secret.jpg")
    monkeypatch.chdir(root)
    assert run(["check"]) == ExitCode.PROBLEMS
    assert "[image-hors-collection]" in capsys.readouterr().err


JUDGES = (
    "content/source",
    "config/yaml_reader",
    "config/values",
    "config/fields",
    "config/project",
    "config/formats",
    "content/markdown",
    "content/headings",
    "content/structure",
    "content/sheet",
    "content/booklet",
    "lint/proofreading",
    "lint/resolution",
)


def test_every_code_of_what_reads_is_shown_once():
    package = Path(fiches.__file__).parent
    judged = "".join((package / f"{name}.py").read_text("utf-8") for name in JUDGES)
    printed = "".join(path.read_text("utf-8") for path in CASES.glob("*.txt"))
    unseen = {name for name in CODES if re.search(rf'"{name}[".]', judged) and f"[{name}]" not in printed}
    assert unseen <= {"fichier-illisible", "lien-hors-collection"}  # of the machine: see test_source, test_confinement
