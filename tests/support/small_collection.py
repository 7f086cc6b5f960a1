"""A small collection that builds in a moment: its sheets, its booklets, and every file that may change in it."""

from __future__ import annotations

import io
import os
import pickle
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from fiches.build import pipeline
from fiches.build.pipeline import Options
from fiches.config.project import open_project
from fiches.core.problems import Problem
from fiches.storage import fingerprints
from support.sources import write

FORMAT = """
name: Note
extends: commun
styles: [note.css]
rubrics:
  - {id: texte, title: {fr: Texte}}
"""
LAYOUT = """{% import "morceaux.html" as m %}
<article class="sheet" id="{{ page.sheet.slug }}"><h1>{{ page.text(page.sheet.title) }}</h1>
<p>Note de la maison 1</p>
<p>{{ page.text(page.collection.get("titre_courant", "")) }}</p>
{% for photo in page.fields.get("photos", ()) %}{{ m.picture(page, photo) }}{% endfor %}
{% for rubric in page.rubrics %}{{ page.prose(rubric.blocks) }}{% endfor %}</article>
"""
BOOK = """{% import "morceaux.html" as m %}{% extends "squelette.html" %}
{% block title %}{{ page.booklet.title }}{% endblock %}{% block description %}Livret{% endblock %}
{% block body %}
<section style="break-after: page" id="_interieur"><h1>{{ page.text(page.booklet.title) }}</h1>
{% for one in page.sheets %}<p><a href="#{{ one.sheet.slug }}">{{ one.plain(one.sheet.title) }}</a> {{ one.folio }}</p>
{% endfor %}</section>
{% for number in (2, 3, 4) %}<section style="break-after: page">{{ number }}</section>{% endfor %}
{% for one in page.sheets %}
<div class="dans-livret">{% with page = one %}{% include "attente.html" %}{% endwith %}</div>
{% endfor %}
<section style="break-before: page" id="_dos">
{% for words in page.collection.get("quatrieme", ()) %}<p>{{ page.text(words) }}</p>{% endfor %}
{{ m.funders(page) }}</section>
{% endblock %}
"""
STYLE = """h1 { color: #102030 }
.dans-livret { break-before: page }
@page :left { @bottom-left { content: none } }
@page :right { @bottom-right { content: none } }
@page { @top-center { content: none } }
"""
SETTINGS = "format: note\ntitre_courant: Notes\nquatrieme: Au dos du livret.\n"
LIST = "---\ntitre: Un livret\nfiches: [%s]\n---\n"
CHOICE = "---\ntitre: Un choix\nselection: {mots_cles: eau}\n---\n"


def picture(shade: int) -> bytes:
    """A small photo of one grey."""
    file = io.BytesIO()
    Image.new("RGB", (24, 16), (shade, shade, 90)).save(file, "PNG")
    return file.getvalue()


def sheet(title: str = "Une note", words: str = "Des mots.", key: str = "eau", photo: str = "") -> str:
    """A good sheet."""
    photos = f"photos:\n  - {{fichier: {photo}, alt: Une image}}\n" if photo else ""
    return f"---\ntitre: {title}\nmots_cles: [{key}]\n{photos}---\n\n## Texte\n\n{words}\n"


COLLECTION: dict[str, str | bytes] = {
    "collection": SETTINGS,
    "templates/note/format.yaml": FORMAT,
    "templates/note/fiche.html": LAYOUT,
    "templates/note/livret.html": BOOK,
    "styles/note.css": STYLE,
    "sheets/images/photo.png": picture(10),
    "a": sheet("Note a"),
    "b": sheet("Note b", key="terre", photo="images/photo.png"),
    "c": sheet("Note c"),
    "livret": LIST % "c, a",
    "livret-eau": CHOICE,
}


@dataclass(frozen=True)
class Built:
    """What a build left: the bytes of each PDF, what it said, and the names of what it made and removed."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...]
    made: set[str]
    removed: set[str]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def pdfs(out: Path) -> dict[str, bytes]:
    """Every PDF below a folder, by its name there."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.pdf"))}


def make(root: Path, *names: str, out: Path | None = None, **options: object) -> Built:
    """What a build of the collection in `root` leaves in `out`."""
    project, problems = open_project(root, out)
    if project is None:
        return Built(pdfs(out or root / "build"), tuple(problems), set(), set())
    result = pipeline.build(project, names, Options(**options))
    made = {one.path.relative_to(project.out).as_posix() for one in result.written}
    removed = {path.relative_to(project.out).as_posix() for path in result.removed}
    return Built(pdfs(project.out), tuple(sorted({*problems, *result.problems})), made, removed)


def collection(root: Path, **changes: str | bytes) -> Path:
    """The small collection written below `root`."""
    return write(root, {**COLLECTION, **changes})


def clean(root: Path) -> Built:
    """What a clean build makes and says; of sources that are the same, as those of many tests, one process makes it.

    They give the same in any folder, as tests/build/test_same_bytes.py says; what links lead to is not looked at.
    """
    sources = [path for path in sorted(root.rglob("*")) if path.relative_to(root).parts[0] != "build"]
    if any(path.is_symlink() for path in sources):
        return _made_anew(root)
    files = [path for path in sources if path.is_file()]
    texts = (part for path in files for part in (path.relative_to(root).as_posix(), path.read_bytes()))
    kept = Path(tempfile.gettempdir(), "propres", fingerprints.key(*texts))
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_bytes(pickle.dumps(_made_anew(root)))
        half.replace(kept)
    return pickle.loads(kept.read_bytes())


def _made_anew(root: Path) -> Built:
    with tempfile.TemporaryDirectory(dir=root.parent) as out:
        return make(root, out=Path(out))


def agrees(root: Path) -> None:
    """Fails unless what is there is what a clean build makes, and says."""
    built, expected = make(root), clean(root)
    assert (built.files, built.problems) == (expected.files, expected.problems)


def whole(data: bytes) -> bool:
    """Whether a PDF opens and all its pages can be read."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return all(len(pikepdf.parse_content_stream(page)) > 0 for page in pdf.pages)
