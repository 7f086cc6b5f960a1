"""What a page says of itself to machines: schema.org, as JSON-LD; addresses are public where the collection has one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from fiches.config.format_roles import CONTRIBUTORS_ROLE
from fiches.content import versions
from fiches.festival.website.context import BookletEntry, SheetEntry, Site

Described = Mapping[str, Any]


def site(one: Site) -> Markup:
    """The first page: a collection and its parts."""
    parts = [{"@type": "Article", "name": _plain(leaf), **_url(one, leaf.href)} for leaf in one.leaves]
    return _script(
        {
            **_head("CollectionPage", one.page.plain(one.title), one.page.language),
            **_url(one, ""),
            **_publisher(one),
            "hasPart": parts,
        }
    )


def sheet(one: Site, leaf: SheetEntry) -> Markup:
    """The page of a sheet."""
    fields, root, people = leaf.page.fields, "../", _contributors(leaf)
    said = {
        **_head("Article", _plain(leaf), leaf.page.language),
        **_url(one, leaf.href),
        "headline": _plain(leaf),
        "description": leaf.page.summary(),
        "image": one.public(leaf.cover.status) or root + leaf.cover.status,
        "author": [{"@type": "Organization", "name": name} for name in _texts(fields.get("auteurs"))],
        "datePublished": fields.get("date_fiche"),
        "keywords": ", ".join(leaf.keywords),
        "contentLocation": [{"@type": "Place", "name": name} for name in leaf.places],
        "contributor": [{"@type": "Person", "name": name} for name in people],
        **_publisher(one),
        "isPartOf": {"@type": "Collection", "name": one.page.plain(one.title), **_url(one, "")},
        "encoding": _file(one.public(leaf.pdf.href) or root + leaf.pdf.href),
        **_translations(one, leaf),
    }
    return _script({key: value for key, value in said.items() if value})


def _translations(one: Site, leaf: SheetEntry) -> Described:
    """The same sheet in other languages: what it translates, where its name says its language; what translates it."""
    told = [({**_work(one, other)}, versions.split(other.page.sheet.slug)[1]) for other in one.versions(leaf)]
    first = [work for work, code in told if not code]
    if versions.split(leaf.page.sheet.slug)[1] and first:
        return {"translationOfWork": first[0]}
    return {"workTranslation": [work for work, _ in told]}


def _work(one: Site, leaf: SheetEntry) -> Described:
    href = one.public(leaf.href) or "../" + leaf.href
    return {"@type": "Article", "name": _plain(leaf), "inLanguage": leaf.page.language, "url": href}


def _contributors(leaf: SheetEntry) -> list[str]:
    """Who contributed: texts, or what the first key of each record says."""
    given = leaf.page.fields.get(leaf.page.format.roles.get(CONTRIBUTORS_ROLE, ""), ())
    several = given if isinstance(given, tuple) else (given,)
    return [str(next(iter(one.values()), "")) if isinstance(one, Mapping) else str(one) for one in several]


def booklet(one: Site, book: BookletEntry) -> Markup:
    """The page of a booklet."""
    said = {
        **_head("Book", _plain(book), book.page.language),
        **_url(one, book.href),
        "image": one.public(book.cover.status) or book.cover.status,
        **_publisher(one),
        "encoding": _file(one.public(book.pdf.href) or book.pdf.href),
        "hasPart": [{"@type": "Article", "name": _plain(leaf), **_url(one, leaf.href)} for leaf in book.leaves],
    }
    return _script(said)


def _head(kind: str, name: str, language: str) -> Described:
    return {"@context": "https://schema.org", "@type": kind, "name": name, "inLanguage": language}


def _url(one: Site, href: str) -> Described:
    return {"url": one.public(href)} if one.home else {}


def _publisher(one: Site) -> Described:
    name = one.page.settings.publisher.name
    return {"publisher": {"@type": "Organization", "name": name}} if name else {}


def _file(url: str) -> Described:
    return {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": url}


def _plain(view: SheetEntry | BookletEntry) -> str:
    return view.page.plain(view.title)


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _script(said: Described) -> Markup:
    """The text of a script element: nothing in it can end that element."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
