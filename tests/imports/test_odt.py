"""What texts of LibreOffice hold: words in order, looks, notes, changes, what stands beside; and who cannot be read."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from fiches.core.problems import FichesError
from fiches.imports.convert import ImportTask, convert
from fiches.imports.odt import read_odt
from fiches.imports.written import paragraphs
from support.odt_files import odt_file, part
from support.typed_sheets import HANDS, SHEETS, read, typed, words
from support.word_files import house_format, rubric, told, word_file

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T4" style:family="text"><style:text-properties style:font-name="Symbol"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
)


def p(inside, style="Standard"):
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def h(inside, level=1):
    return f'<text:h text:outline-level="{level}">{inside}</text:h>'


def span(style, inside):
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


def items(*inside, more=""):
    made = "".join(f"<text:list-item>{one}</text:list-item>" for one in inside)
    return f'<text:list text:style-name="L1" {more}>{made}</text:list>'


def sheet(*body, **more):
    document = read_odt(odt_file(p("Un four", "Title"), *body, styles=STYLES, **more), "recu.odt")
    return convert(document, ImportTask(house_format(), "fr", "fr"), "recu")


def lines(*body, **more):
    return [
        one.text for one in paragraphs(read_odt(odt_file(*body, styles=STYLES, **more), "x.odt").blocks) if one.text
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('un<text:s text:c="3"/>deux<text:tab/>trois<text:line-break/>quatre', "un deux trois quatre"),
        ("  un \n  deux ", "un deux"),
        ('<text:span text:style-name="T4">\uf0ae</text:span> suite', "→ suite"),
        ("page <text:page-number>4</text:page-number>", "page 4"),
        ("<text:placeholder>Nom</text:placeholder>Al Amal", "Al Amal"),
        ("<text:ruby><text:ruby-base>bas</text:ruby-base><text:ruby-text>haut</text:ruby-text></text:ruby>", "bashaut"),
        ('<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="x"/></draw:frame>', "a=(x+1)/2"),
        ('Avant<draw:frame><draw:text-box><text:p>Encadré</text:p></draw:text-box></draw:frame>', "Avant|Encadré"),
        ("Avant<draw:custom-shape><text:p>Forme</text:p></draw:custom-shape>", "Avant|Forme"),
    ],
)  # fmt: skip
def test_letters_of_every_sort_are_kept(inside, expected):
    fraction = (
        "<math:mfrac><math:mrow><math:mi>x</math:mi><math:mo>+</math:mo><math:mn>1</math:mn></math:mrow><math:mn>2"
    )
    equation = f"<math:mi>a</math:mi><math:mo>=</math:mo>{fraction}</math:mn></math:mfrac>"
    assert lines(p(inside), parts={"Object 1/content.xml": part("math:math", equation)}) == expected.split("|")


def test_looks_links_notes_quotations_and_lists_that_go_on():
    note = '<text:note text:note-class="footnote"><text:note-body><text:p>À bois.</text:p></text:note-body></text:note>'
    made = sheet(
        h("CONTEXTE :"),
        p(f'Un {span("T1", "four")} et {span("T2", "un")} <text:a xlink:href="https://exemple.org">site</text:a>{note}.'),
        items(p("un") + items(p("sous")), p("deux")), p("Entre."),
        items(p("trois"), more='text:continue-numbering="true"'), items(p("encore")), p("Cité.", "P1"),
    )  # fmt: skip
    assert rubric(made, "Contexte") == (
        "Un **four** et *un* [site](https://exemple.org)[^1].\n\n1. un\n   - sous\n2. deux\n\nEntre.\n\n3. trois\n"
        "1. encore\n\n> Cité.\n\n[^1]: À bois."
    )


def test_changes_comments_and_what_is_hidden_are_told_and_where():
    info = (
        "<office:change-info><dc:creator>Anna</dc:creator><dc:date>2022-11-05T10:00:00</dc:date></office:change-info>"
    )
    changes = "<text:tracked-changes>"
    changes += f'<text:changed-region text:id="a"><text:insertion>{info}</text:insertion></text:changed-region>'
    changes += f'<text:changed-region text:id="b"><text:deletion>{info}<text:p>cinq</text:p></text:deletion>'
    changes += "</text:changed-region></text:tracked-changes>"
    asked = '<office:annotation office:name="c"><dc:creator>Ali</dc:creator><dc:date>2022</dc:date><text:p>Sûr ?'
    made = sheet(
        changes, h("Contexte"),
        p('Il faut <text:change-start text:change-id="a"/>sept<text:change-end text:change-id="a"/>'
          f'<text:change text:change-id="b"/> jours{span("T3", " secret")}.'),
        p(f'Et {asked}</text:p></office:annotation>249 foyers<office:annotation-end office:name="c"/>.'),
    )  # fmt: skip
    assert rubric(made, "Contexte") == "Il faut sept jours.\n\nEt 249 foyers."
    assert [str(line.said) for line in made.lines[3:-1]] == [
        "ajout suivi, accepté (Anna, 2022-11-05) : « sept »",
        "suppression suivie, acceptée (Anna, 2022-11-05) : « cinq »",
        "texte masqué, laissé de côté : « secret »",
        "commentaire (Ali, 2022) sur « 249 foyers » : « Sûr ? »",
    ]


def test_pictures_tables_sections_and_what_stands_on_every_page():
    picture = '<draw:frame svg:width="10cm"><draw:image xlink:href="{}"/><svg:desc>Un four</svg:desc></draw:frame>'
    cell = '<table:table-cell table:number-columns-spanned="2"><text:p>Ans</text:p></table:table-cell>'
    table = (
        f"<table:table><table:table-header-rows><table:table-row>{cell}<table:covered-table-cell/></table:table-row>"
    )
    table += "</table:table-header-rows><table:table-row>"
    table += "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in ("2020", "249"))
    foot = "<office:master-styles><style:master-page><style:footer><text:p>M&amp;D</text:p></style:footer>"
    made = sheet(
        "<text:table-of-content><text:index-body><text:p>Contexte</text:p></text:index-body></text:table-of-content>",
        h("Contexte"), f"<text:section>{p(picture.format('Pictures/a.png'))}</text:section>",
        p(picture.format("http://exemple.org/b.png")), p(picture.format("Pictures/c.emf")),
        f"{table}</table:table-row></table:table>",
        parts={"Pictures/a.png": PNG, "Pictures/c.emf": b"1", "Basic/Standard/x.xml": "",
               "styles.xml": part("x", f"{foot}</style:master-page></office:master-styles>")},
    )  # fmt: skip
    assert "- fichier: images/un-four-1.png\n    alt: Un four\n" in made.text
    assert rubric(made, "Contexte") == "| Ans |  |\n| --- | --- |\n| 2020 | 249 |"
    assert any("http://exemple.org/b.png" in one for one in told(made)) and any("EMF" in one for one in told(made))
    said = " ".join(str(line.said) for line in made.lines)
    assert "M&D" in said and "macros" in said and "table des matières" in said


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (odt_file(parts={"META-INF/manifest.xml": part("x", "<manifest:encryption-data/>")}), "mot de passe"),
        (odt_file("<text:section>" * 3000 + "</text:section>" * 3000), "abîmé"),
        (word_file(), "ni de LibreOffice"),
        (b"PK", "abîmé"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(data, why):
    with pytest.raises(FichesError, match=why):
        read_odt(data, "recu.odt")


def converted(program, data, folder, kind):
    """A Word file as another program writes it; the test is skipped where that is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    (folder / "recu.docx").write_bytes(data)
    command = ["pandoc", "recu.docx", "-o", f"x.{kind}"]
    if program == "soffice":
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                   "--outdir", "out", "recu.docx"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return next(folder.glob(f"**/{'x' if program == 'pandoc' else 'out/recu'}.{kind}"))


@pytest.mark.slow
@pytest.mark.parametrize("program", ["soffice", "pandoc"])
@pytest.mark.parametrize("kind", ["odt", "docx"])
@pytest.mark.parametrize("path", SHEETS[:3], ids=lambda one: one.stem)
def test_every_word_comes_back_of_what_other_programs_write(program, kind, path, tmp_path):
    from fiches.imports.service import READERS

    found = converted(program, word_file(*typed(path, HANDS["careful"])), tmp_path, kind)
    document = READERS[found.suffix](found.read_bytes(), found.name)
    made = convert(document, ImportTask(house_format(), "fr", "fr"), "recu")
    meant = {section.title: words(section) for section in read(path.read_bytes()).sections}
    assert {section.title: words(section) for section in read(made.text.encode()).sections} == meant
