"""The same sheets and booklets as a user of WeasyPrint alone writes them: own HTML and style sheet, photos whole.

Run as a module, it makes the PDFs of its arguments in one process, with one font configuration.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmark.plain_format import Plan
from benchmark.prose import Text, text
from benchmark.rows import ROOT, python

STYLE = """@page { size: A4; margin: 13.5mm 15mm 18mm; @bottom-left { content: counter(page); font: 6.8pt Bricolage }
  @bottom-right { content: "Dossiers"; font: 6.8pt Bricolage } }
@page cover { background: #14304f; @bottom-left { content: none } @bottom-right { content: none } }
body { font: 11pt/5.4mm Vollkorn; hyphens: auto; margin: 0 }
h1, h2, figcaption, .colophon { font-family: Bricolage; color: #14304f; hyphens: manual; margin: 0 }
h1 { font-size: 25pt; line-height: 1.1; margin-bottom: 6mm } h2 { font-size: 15.5pt; margin: 4mm 0 2mm }
article { break-before: right } p { margin: 0; text-indent: 4.5mm; text-align: justify }
.columns { columns: 2; column-fill: auto; column-gap: 6mm; margin-top: 6mm } .box { background: #e9efd8; padding: 3mm }
figure { margin: 4mm 0 0 } img { width: 100% } .large img { height: 90mm; object-fit: cover }
figcaption, .colophon { font-size: 7.1pt } .cover { page: cover; color: #fff; font: 800 30pt Bricolage }
.contents { break-before: right } .contents a::after { content: leader(".") target-counter(attr(href), page) }
"""
FACES = (("Bricolage", "BricolageGrotesque-Regular", 400), ("Bricolage", "BricolageGrotesque-Bold", 700),
         ("Bricolage", "BricolageGrotesque-ExtraBold", 800), ("Vollkorn", "Vollkorn-Regular", 400))  # fmt: skip
PAGE = '<!doctype html><html lang="fr"><title>{title}</title><body>{body}</body></html>'
FIGURE = (
    '<figure class="{size}"><img src="images/photo-{photo:02}.jpg" alt="Une vue">'
    "<figcaption>Vue {place} © Les Dossiers</figcaption></figure>"
)


def write(folder: Path, plan: Plan) -> None:
    """The sources of all sheets and booklets, beside those of the collection in `folder`."""
    for number in range(plan.sheets):
        edit(folder, number, 0, plan.words)
    for slug, numbers in plan.booklets:
        (folder / "sheets" / f"{slug}.parts").write_text("\n".join(text(number).slug for number in numbers), "utf-8")


def edit(folder: Path, number: int, version: int, words: int) -> None:
    """Writes one sheet, in one of its versions."""
    one = text(number, version, words)
    (folder / "sheets" / f"{one.slug}.body.html").write_text(_body(one), "utf-8")


def _body(one: Text) -> str:
    parts = [f'<article id="{one.slug}"><h1>{one.title}</h1>', _figure(one, 0, "large"), '<div class="columns">']
    for place, (name, paragraphs) in enumerate(one.rubrics, 1):
        lines = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        parts.append(f'<section class="{"box" if place == 3 else ""}"><h2>{name}</h2>{lines}</section>')
        if place in (2, 4):
            parts.append(_figure(one, place // 2, ""))
    return "".join([*parts, '</div><p class="colophon">Un dossier publié par Les Dossiers.</p></article>'])


def _figure(one: Text, place: int, size: str) -> str:
    return FIGURE.format(size=size, photo=one.photos[place], place=place + 1)


def command(folder: Path, out: Path, *names: str) -> list[str]:
    """The process that makes these."""
    return python("weasyprint_peer", folder, out, *names)


def make_all(folder: Path, out: Path, names: list[str]) -> None:
    """One PDF for each of `names`, sheets and booklets."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    out.mkdir(parents=True, exist_ok=True)
    fonts, place = FontConfiguration(), ROOT / "styles" / "fonts"
    faces = "".join(
        f"@font-face {{ font-family: {family}; src: url({(place / f'{file}.ttf').as_uri()}); font-weight: {weight} }}\n"
        for family, file, weight in FACES
    )
    style = CSS(string=faces + STYLE, font_config=fonts)
    for name in names:
        document = HTML(string=_document(folder / "sheets", name), base_url=f"{(folder / 'sheets').as_uri()}/")
        document.write_pdf(out / f"{name}.pdf", font_config=fonts, stylesheets=[style])


def _document(sheets: Path, name: str) -> str:
    parts = sheets / f"{name}.parts"
    if not parts.exists():
        return PAGE.format(title=name, body=(sheets / f"{name}.body.html").read_text("utf-8"))
    slugs = parts.read_text("utf-8").split()
    bodies = [(sheets / f"{slug}.body.html").read_text("utf-8") for slug in slugs]
    lines = "".join(
        f'<p><a href="#{slug}">{body.partition("<h1>")[2].partition("</h1>")[0]}</a></p>'
        for slug, body in zip(slugs, bodies, strict=True)
    )
    head = f'<div class="cover">Les dossiers du territoire</div><div class="contents"><h2>Les projets</h2>{lines}</div>'
    return PAGE.format(title="Les dossiers du territoire", body=head + "".join(bodies))


if __name__ == "__main__":
    make_all(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
