"""The same sheets and booklets by Typst: two columns, headings, a coloured box, three photos, page numbers, contents.

Run as a module, `compile` makes the PDFs of its arguments in one process, as a script that publishes with Typst does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmark.plain_format import Plan
from benchmark.prose import RUBRICS, WORDS, Text, text
from benchmark.rows import ROOT, python

LIBRARY = """#let colour = rgb("#14304f")
#let paper(body) = {
  set page(paper: "a4", margin: (x: 15mm, top: 13.5mm, bottom: 18mm), footer: context {
    set text(6.8pt, font: "Bricolage Grotesque")
    [#counter(page).display() #h(1em) Dossiers]
  })
  set text(11pt, font: ("Vollkorn", "Noto Serif"), lang: "fr", hyphenate: true)
  set par(justify: true, leading: 0.65em, spacing: 0.65em, first-line-indent: 4.5mm)
  show heading: set text(font: "Bricolage Grotesque", fill: colour, hyphenate: false)
  show heading.where(level: 1): set text(25pt)
  show heading.where(level: 2): set text(15.5pt)
  set figure(numbering: none)
  show figure.caption: set text(7.1pt, font: "Bricolage Grotesque")
  body
}
#let view(number, place) = figure(
  image("images/photo-" + number + ".jpg", alt: "Une vue", width: 100%),
  caption: [Vue #place *© Les Dossiers*],
)
#let dossier(title, photos, ..rubrics) = {
  heading(level: 1, title)
  figure(image("images/photo-" + photos.at(0) + ".jpg", alt: "Une vue", width: 100%, height: 90mm, fit: "cover"),
    caption: [Vue 1 *© Les Dossiers*])
  columns(2, gutter: 6mm, {
    for (index, (name, words)) in rubrics.pos().enumerate() {
      if index == 2 { block(fill: rgb("#e9efd8"), inset: 3mm, heading(level: 2, name) + words) }
      else { heading(level: 2, name) + words }
      if index == 1 or index == 3 { view(photos.at(int((index + 1) / 2)), int((index + 3) / 2)) }
    }
  })
  text(7pt)[Un dossier publié par Les Dossiers. *© Les Dossiers* dossiers.example.org]
}
"""
PAUSE = "\n\n"
COVER = """#import "dossier.typ": paper
#show: paper
#set document(title: "Les dossiers du territoire")
#page(fill: rgb("#14304f"), footer: none, text(30pt, white, weight: 800)[Les dossiers du territoire])
#pagebreak(to: "odd")
#outline(title: "Les projets", depth: 1)
"""


def write(folder: Path, plan: Plan) -> None:
    """The sources of all sheets and booklets, beside those of the collection in `folder`."""
    sheets = folder / "sheets"
    (sheets / "dossier.typ").write_text(LIBRARY, "utf-8")
    for number in range(plan.sheets):
        edit(folder, number, 0, plan.words)
    for slug, numbers in plan.booklets:
        parts = [f'#pagebreak(to: "odd")\n#include "{text(number).slug}.corps.typ"\n' for number in numbers]
        (sheets / f"{slug}.typ").write_text(COVER + "".join(parts), "utf-8")


def edit(folder: Path, number: int, version: int, words: int = WORDS) -> None:
    """Writes one sheet, in one of its versions: its body, and the document that holds it alone."""
    one = text(number, version, words)
    (folder / "sheets" / f"{one.slug}.corps.typ").write_text(_body(one), "utf-8")
    alone = f'#import "dossier.typ": paper\n#show: paper\n#set document(title: "{one.title}")\n'
    (folder / "sheets" / f"{one.slug}.typ").write_text(f'{alone}#include "{one.slug}.corps.typ"\n', "utf-8")


def _body(one: Text) -> str:
    photos = ", ".join(f'"{number:02}"' for number in one.photos)
    rubrics = "".join(f'  ("{name}", [{PAUSE.join(paragraphs)}]),\n' for name, paragraphs in one.rubrics)
    assert len(one.rubrics) == len(RUBRICS)
    return f'#import "dossier.typ": dossier\n#dossier("{one.title}", ({photos}),\n{rubrics})\n'


def command(folder: Path, out: Path, *names: str) -> list[str]:
    """The process that compiles these."""
    return python("typst_peer", folder, out, *names)


def compile_all(folder: Path, out: Path, names: list[str]) -> None:
    """One PDF for each of `names`, sheets and booklets, in one process."""
    import typst

    out.mkdir(parents=True, exist_ok=True)
    compiler = typst.Compiler(root=str(folder), font_paths=[str(ROOT / "styles" / "fonts")], ignore_system_fonts=True)
    for name in names:
        compiler.compile(str(folder / "sheets" / f"{name}.typ"), output=str(out / f"{name}.pdf"))


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
