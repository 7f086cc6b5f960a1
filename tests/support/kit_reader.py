"""A festival kit as tests read it: its files, its pages taken apart, its links followed."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from PIL import Image

from fiches.build.pipeline import Options
from fiches.config.project import open_project
from fiches.festival.website.kit import Kit, kit
from support.sources import FORMAT, text, write

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "use"}
ASKED = {"img": "src", "script": "src", "source": "srcset", "iframe": "src", "use": "href", "image": "href"}
BOOK = "---\ntitre: Un livret pour deux rives\nsurtitre: Essais\nfiches: [c, a]\n---\n\n## Note\n\nÀ lire.\n"
FRONT = """titre: Une bibliothèque & « son » douar <b>
territoire: {commune: Ouijjane, province: Tiznit}
diaspora: {ville: Montpellier, departement: "34"}
mots_cles: [lecture, école]
photos:
  - {fichier: images/photo.jpg, alt: Une salle, legende: La salle, credit: Nous}
  - {fichier: images/dessin.svg, alt: Un dessin}"""
ARABIC = "titre: مكتبة الدوار\nlangue: ar\nterritoire: {commune: Ouijjane}"
SECRETS = 'onload="SECRET()"><!-- SECRET --><metadata>/home/SECRET</metadata><a href="https://SECRET"/'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6" {SECRETS}><path d="M0 0h9v6z"/></svg>'


def photo(width: int = 1500, height: int = 1900) -> bytes:
    """A photo that lies on its side and says where it was taken."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "APPAREIL-SECRET"
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


FONTS = """:root { --titres: "Bricolage Grotesque", Vollkorn, Amiri;
  --etiquettes: "Bricolage Grotesque", Vollkorn, Amiri;
  --texte: Vollkorn, Amiri; --arabe: Amiri, Vollkorn; }
@font-face { font-family: "Bricolage Grotesque"; src: url(fonts/BricolageGrotesque-Bold.ttf); font-weight: 700; }
@font-face { font-family: "Vollkorn"; src: url(fonts/Vollkorn-Regular.ttf); }
@font-face { font-family: "Amiri"; src: url(fonts/Amiri-Regular.ttf); }
"""  # few: subsets are dear
TABLE = "| Jour | Livres |\n|---|--:|\n| Lundi | 12 |"
COLLECTION: dict[str, str | bytes] = {
    "collection": "format: essai\nediteur: {nom: Nous}\ncolophon: Fait par nous.\n",
    "templates/essai/format.yaml": FORMAT.replace("rubrics:", "pages: 0\nrubrics:"),
    "templates/essai/fiche.html": '{% include "commun/fiche.html" %}',
    "templates/essai/livret.html": '{% include "commun/livret.html" %}',
    "styles/fonts.css": FONTS,
    "a": text(FRONT),
    "b": text(ARABIC),
    "c": text("titre: Troisième\nterritoire: {region: Souss-Massa}", Contexte=f"Ils lisent.\n\n{TABLE}"),
    "livret": BOOK,
    "sheets/images/photo.jpg": photo(),
    "sheets/images/dessin.svg": SVG,
    "templates/kit/site.js": "SECRET()",
}


@dataclass
class Element:
    """One element of a page: its name, its attributes, the text inside it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[Element, ...] = ()
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class Html(HTMLParser):
    """A page as its elements, in order; fails on one that is not closed or not open."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(path.read_text("utf-8"))
        assert not self._open, f"{path}: {self._open[-1].tag} is not closed"

    def handle_starttag(self, tag, attrs):
        one = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(one)
        if tag not in VOID:
            self._open.append(one)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._open and self._open[-1].tag == tag, f"{self.path}:{self.getpos()}: </{tag}>"
            self._open.pop()

    def handle_data(self, data):
        for one in self._open:
            one.said.append(data)

    def all(self, *tags: str) -> list[Element]:
        return [one for one in self.elements if one.tag in tags]

    @cached_property
    def ids(self) -> list[str]:
        return [one.get("id") for one in self.elements if one.get("id")]

    @property
    def links(self) -> list[str]:
        """Everything that a reader may go to."""
        return [one.get("href") for one in self.all("a") if "href" in one.attributes]

    @property
    def asked(self) -> list[str]:
        """Everything that a browser fetches by itself, style sheets' addresses left out."""
        found = [one.get(ASKED[one.tag]) for one in self.all(*ASKED)]
        found += [one.get("href") for one in self.all("link") if one.get("rel") in ("icon", "stylesheet", "preload")]
        return [url.split()[0] for value in found for url in value.split(",") if value]


def target(page: Path, url: str) -> Path:
    """The file of the kit that a relative address leads to."""
    path = unquote(urlsplit(urldefrag(url).url).path)
    return (page.parent / path).resolve() if path else page.resolve()


def make(root: Path, out: Path | None = None, **options: object) -> Kit:
    """The kit of the collection in `root`."""
    project, problems = open_project(root, out)
    assert project, problems
    return kit(project, Options(**options))


def collection(root: Path, **changes: str | bytes) -> Path:
    """The collection above written below `root`."""
    return write(root, {**COLLECTION, **changes})


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
