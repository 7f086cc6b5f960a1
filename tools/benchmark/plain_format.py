"""A collection in a plain format, written to a folder: two columns, headings, a coloured box, three photos a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmark.prose import RUBRICS, WORDS, Text, text

PHOTOS, SIZE = 30, (2000, 1500)  # different ones, and their pixels
PAGES = 4  # of a sheet
FORMAT = """name: Dossier
extends: commun
description: Deux colonnes, un encadré, trois photos.
{pages}
rubrics:
"""
LAYOUT = """{% import "morceaux.html" as m %}
<article class="sheet" lang="{{ page.language }}" id="{{ page.sheet.slug }}" data-court="{{ page.sheet.title }}">
<h1 class="titre">{{ page.text(page.sheet.title) }}</h1>
{{ m.picture(page, page.fields.photos[0], "grande") }}
<div class="colonnes">
{% for rubric in page.rubrics %}
<section class="rubrique rubrique-{{ rubric.spec.id }}">
{{ m.heading(page, rubric) }}
{{ m.content(page, rubric) }}
</section>
{% if loop.index in (2, 4) %}{{ m.picture(page, page.fields.photos[loop.index // 2]) }}{% endif %}
{% endfor %}
</div>
{{ m.colophon(page) }}
</article>
"""
STYLE = """.titre { margin-bottom: 6mm; }
.grande img { width: 100%; height: 90mm; }
.colonnes { columns: 2; column-fill: auto; column-gap: 6mm; margin-top: 6mm; }
.colonnes { text-align: justify; font-size: 11pt; line-height: 5.4mm; }
.colonnes img { width: 100%; }
.colonnes figure { margin-top: 4.5mm; }
.rubrique-r3 { background: var(--argan-pale); padding: 3mm; }
"""
SETTINGS = """format: dossier
langue: fr
titre_courant: Dossiers
editeur: {nom: Les Dossiers, site: dossiers.example.org}
colophon: [Un dossier publié par Les Dossiers.]
"""


@dataclass(frozen=True)
class Plan:
    """How many sheets, how many of them go into one booklet, and how many words each has."""

    sheets: int
    together: int
    words: int = WORDS
    pages: int = 0  # of a sheet that we compose; 0: the engine breaks lines and columns of a layout of its own

    @property
    def booklets(self) -> list[tuple[str, range]]:
        """(slug, numbers of its sheets) of each."""
        starts = range(0, self.sheets, self.together)
        return [(f"livret-{start:04}", range(start, min(start + self.together, self.sheets))) for start in starts]


def write(folder: Path, plan: Plan) -> None:
    """The whole collection."""
    rubrics = "".join(f"  - {{id: r{place}, title: {{fr: {name}}}}}\n" for place, name in enumerate(RUBRICS, 1))
    own = {"templates/dossier/fiche.html": LAYOUT, "styles/dossier.css": STYLE}
    head = FORMAT.format(pages=f"pages: {plan.pages}" if plan.pages else "styles: [dossier.css]")
    files = {
        "templates/dossier/format.yaml": head + rubrics,
        "sheets/collection.yaml": SETTINGS,
        **({} if plan.pages else own),
    }
    for slug, numbers in plan.booklets:
        names = ", ".join(text(number).slug for number in numbers)
        files[f"sheets/{slug}.md"] = f"---\ntitre: Les dossiers du territoire\nfiches: [{names}]\n---\n"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    for number in range(plan.sheets):
        edit(folder, number, 0, plan.words)
    photos(folder / "sheets" / "images", min(PHOTOS, 3 * plan.sheets))


def edit(folder: Path, number: int, version: int, words: int = WORDS) -> None:
    """Writes one sheet, in one of its versions."""
    one = text(number, version, words)
    (folder / "sheets" / f"{one.slug}.md").write_text(markdown(one), "utf-8")


def markdown(one: Text) -> str:
    """The sheet as its author would have typed it."""
    photos = "".join(
        f"  - {{fichier: images/photo-{number:02}.jpg, alt: Une vue, legende: Vue {place}, credit: Les Dossiers}}\n"
        for place, number in enumerate(one.photos, 1)
    )
    parts = [f'---\ntitre: "{one.title}"\nphotos:\n{photos}---\n']
    parts += [f"## {name}\n\n" + "\n\n".join(paragraphs) + "\n" for name, paragraphs in one.rubrics]
    return "\n".join(parts)


def photos(folder: Path, count: int) -> None:
    """JPEGs as a camera of that many pixels makes them, half a megabyte each."""
    from PIL import Image, ImageChops

    folder.mkdir(parents=True, exist_ok=True)
    grain = Image.merge("RGB", [Image.effect_noise(SIZE, 14)] * 3)
    for number in range(count):
        tones = [Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 40 + 3 * band + number % 7) for band in range(3)]
        whole = ImageChops.add(Image.merge("RGB", tones).resize(SIZE), grain, scale=2)
        whole.save(folder / f"photo-{number:02}.jpg", "JPEG", quality=72)
