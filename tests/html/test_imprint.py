"""Who made a booklet, inside its back cover."""

from __future__ import annotations

import pytest

from fiches.config.settings import Settings
from fiches.content.booklet import Booklet
from fiches.html.booklet_context import BookletContext
from fiches.typography.html_writer import HtmlWriter
from support.sources import short_project


def context(fields, typed=None):
    settings = Settings(licence="CC BY 4.0", typed=typed or {})
    book = Booklet("livret", "sheets/livret.md", "Un livret", "fr", fields, (), ())
    return BookletContext("fr", short_project().format, settings, HtmlWriter("fr"), None, None, None, (), book, (), {})


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ({"isbn": "978-2-1234-5680-3", "direction": "Ali"},
         [("Direction de la publication", "Ali"), ("ISBN", "978-2-1234-5680-3"), ("Licence", "CC BY 4.0")]),
        ({"licence": "Tous droits réservés", "mentions": ("Ne peut être vendu.",)},
         [("Licence", "Tous droits réservés"), ("", "Ne peut être vendu.")]),
        ({}, []),
    ],
)  # fmt: skip
def test_each_line_in_the_order_of_the_keys(said, lines):
    """The licence is that of the collection where none is given; with nothing said, there is no imprint."""
    shown = context({"ours": said} if said else {}).imprint
    assert [(str(what), str(who).replace("\u2060", "")) for what, who in shown] == lines


@pytest.mark.parametrize(("date", "year"), [("2024", "2024"), ("2024-03-02", "2024"), (None, "")])
def test_the_year_is_that_of_its_date(date, year):
    assert context({"date_fiche": date} if date else {}).year == year


@pytest.mark.parametrize(
    ("site", "opens"), [("www.example.org", "https://www.example.org"), ("", ""), ("notre site, bientôt", "")]
)
def test_the_site_of_the_publisher_is_an_address_that_opens(site, opens):
    assert context({}, {"editeur": {"site": site}}).publisher_site == opens
