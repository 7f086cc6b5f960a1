"""Layouts are data: they see words, numbers and the values of a page, and nothing of Python or of the machine."""

from __future__ import annotations

import pytest

from support.small_collection import LAYOUT, collection, make
from support.sources import write

pytestmark = pytest.mark.no_unit

ESCAPES = [
    "{{ page.__class__ }}",
    "{{ page.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__ }}",
    "{{ page['__class__'] }}",
    "{{ page|attr('__class__') }}",
    "{{ ''|attr('_' ~ '_class_' ~ '_') }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ '{0.__class__}'.format_map({'0': page}) }}",
    "{{ ('%s'|format(page.__init__)) }}",
    "{{ page.text.__func__ }}",
    "{{ page.text.__globals__ }}",
    "{{ page.charts.__reduce__() }}",
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ dict.fromkeys }}",
    "{{ range.__self__ }}",
    "{{ loop }}",
    "{{ page.format.folders[0].read_text() }}",
    "{{ page.format.folders }}",
    "{{ page.format['folders'] }}",
    "{{ page.format|attr('folders') }}",
    "{{ [page.format]|map(attribute='folders')|first }}",
    "{{ page.sheet.__dict__ }}",
    "{{ page.setter.__class__.__init__.__globals__ }}",
    "{{ import('os') }}",
    "{% import 'os' as os %}",
    "{% from '/etc/passwd' import x %}",
    "{% include '/etc/passwd' %}",
    "{% include '../note.css' %}",
    "{% include 'x/../../../styles/note.css' %}",
    "{% extends '..\\\\..\\\\styles\\\\note.css' %}",
    "{% do page.update({}) %}",
    "{% set page.language = 'ar' %}",
    "{{ page.rubrics.append(1) }}",
    "{{ page.fields.clear() }}",
    "{{ open('/etc/passwd') }}",
    "{{ __import__('os') }}",
    "{{ get_flashed_messages }}",
    "{{ config }}",
    "{{ request.application }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{{ (1).__class__ }}",
    "{{ namespace.__init__ }}",
    "{{ page.text.__self__ }}",
    "{{ joiner.__call__.__globals__ }}",
    "{{ (page.rubrics|first).__class__ }}",
]


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """What a build of one sheet for each escape says, and where."""
    root = collection(tmp_path_factory.mktemp("sandbox") / "collection")
    (root / "sheets" / "livret.md").unlink()
    (root / "sheets" / "livret-eau.md").unlink()
    names = [f"essai-{number}" for number in range(len(ESCAPES))]
    layouts = {f"templates/note/{name}.html": one for name, one in zip(names, ESCAPES, strict=True)}
    sheets = dict.fromkeys(names, "---\ntitre: Un essai\n---\n\n## Texte\n\nDes mots.\n")
    chosen = '{% if page.sheet.slug.startswith("essai") %}{% include page.sheet.slug ~ ".html" %}{% else %}'
    write(root, {**layouts, **sheets, "templates/note/fiche.html": f"{chosen}{LAYOUT}{{% endif %}}"})
    return root, make(root, jobs=2)


@pytest.mark.parametrize("number", range(len(ESCAPES)), ids=ESCAPES)
def test_an_escape(tried, number):
    """It is a fault of the layout, told on its line; no page is made of it."""
    _, made = tried
    assert f"fiches/essai-{number}.pdf" not in made.files
    problems = [one for one in made.problems if f"essai-{number}." in one.path]
    assert [one.code for one in problems] == ["gabarit"]


def test_the_others_are_made(tried):
    assert set(tried[1].files) == {"fiches/a.pdf", "fiches/b.pdf", "fiches/c.pdf"}
