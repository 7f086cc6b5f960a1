"""What a browser may ask: each question is one call of what stands below, with the body and the path of the request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from fiches.core.messages import message
from fiches.studio import booklets, forms, imprint, made_files, models, names, passages, place_map, review, saves
from fiches.studio.edits import Edits, Sure
from fiches.studio.mending import Mend
from fiches.studio.passages import Place
from fiches.studio.presence import Writer
from fiches.studio.preview import SupersededError
from fiches.studio.service import RefusedError, Workplace

MOST_SENT = 5  # edits without an answer that a window tells again
Call = Callable[[Workplace, Mapping[str, Any], Mapping[str, str]], object]


def _edits(body: Mapping[str, Any]) -> Edits:
    bodies, values, read = (_mapping(body.get(name, {})) for name in ("bodies", "values", "read"))
    if not all(isinstance(one, str) for one in (*bodies.values(), *read.values())):
        raise RefusedError(400)
    return Edits(bodies, values, read, [_edits(_mapping(one)) for one in list(body.get("sent", ()))[:MOST_SENT]])


def _mapping(given: object) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise RefusedError(400)
    return given


def _said(body: Mapping[str, Any], name: str) -> str:
    return str(body.get(name, ""))


def _base(body: Mapping[str, Any]) -> str:
    return _said(body, "base")


def _window(body: Mapping[str, Any]) -> str:
    return _said(body, "window")[:60]


def _who(body: Mapping[str, Any]) -> str:
    return _said(body, "who")[:60]


def _save(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    typed, window = _edits(body), _window(body)
    others = {name: place.presence.other(path["slug"], name, window) for name in typed.bodies}
    if locked := {name: other.name for name, other in others.items() if other}:
        raise RefusedError(423, locked=locked)  # nothing is saved: the window sends the rest again
    sure = Sure(frozenset(body.get("forced", ())), frozenset(body.get("split", ())))
    return place.saved(path["slug"], _base(body), typed, who=_who(body), sure=sure)


def _write(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    writer = Writer(_window(body), _who(body))
    if not body.get("part"):
        place.presence.leave(writer.window)
        return {}
    other = place.presence.take(path["slug"], str(body["part"]), writer)
    return {"taken": asdict(other)} if other else {}


def _mend(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    found = body["mend"]
    meant = Mend(int(found["line"]), str(found["old"]), str(found["new"]))
    return place.mended(path["slug"], _base(body), meant, _who(body))


def _try(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    typed = _edits(body)
    if typed.bodies or typed.values:
        place.bench.turn(_window(body))
    return place.tried(path["slug"], _base(body), typed)


def _room(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    try:
        return place.room(path["slug"], _base(body), _edits(body), str(body["rubric"]), window=_window(body))
    except SupersededError:
        raise RefusedError(409) from None


def _join(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    return place.joined(path["slug"], _base(body), str(body["part"]), str(body["rubric"]), who=_who(body))


def _put(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    judged = place.judged(place.unchanged(path["slug"], _base(body)))
    where = Place(_said(body, "rubric"), _said(body, "key"))
    text = passages.put(judged, _said(body, "passage"), where, _said(body, "part"))
    if text is None:
        raise RefusedError(409, message("studio.clash"))
    return place.rewritten(path["slug"], text, _who(body))


def _reform(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    name = _said(body, "format")
    judged, other = place.judged(place.unchanged(path["slug"], _base(body))), place.project.within(name)
    return place.rewritten(path["slug"], models.reformed(judged, other.format, name), _who(body))


def _reviewed(place: Workplace, slug: str) -> object:
    mark = str(place.sheet(slug)["base"])
    said = [asdict(one) for one in review.remarks(place.bench.root, slug)]
    return {"base": mark, "remarks": said}


def _review(place: Workplace, body: Mapping[str, Any], path: Mapping[str, str]) -> object:
    """A remark, one that is done with, or that somebody has read the sheet as it is."""
    root, slug = place.bench.root, path["slug"]
    mark = str(place.sheet(slug)["base"])
    if "done" in body:
        review.settle(root, slug, int(body["done"]))
    elif body.get("text"):
        review.say(root, slug, _who(body), str(body.get("part", ""))[:80], str(body["text"]))
    else:
        review.has_read(root, slug, _who(body), mark)
    return _reviewed(place, slug)


def _of_booklets(call: Call) -> Call:
    """The same call, for booklets."""
    return lambda place, body, path: call(place.booklets, body, path)


# What is written, whether of a sheet or of a booklet: (method, end of the path, what is called, what windows are told).
_OF_TEXTS: tuple[tuple[str, str, Call, str], ...] = (
    ("POST", "", _save, "saved"),
    ("POST", "/ecrire", _write, "writers"),
    ("POST", "/corriger", _mend, "saved"),
    ("POST", "/cote", lambda place, _, path: names.put_aside(place, path["slug"]), "named"),
    ("GET", "/historique", lambda place, _, path: saves.past(place, path["slug"]), ""),
    ("GET", "/historique/{save}", lambda place, _, path: saves.difference(place, path["slug"], path["save"]), ""),
    ("POST", "/revenir",
     lambda place, body, path: saves.returned(place, path["slug"], str(body["save"]), _who(body)), "saved"),
)  # fmt: skip

# (method, path, what is called with the body and the parts of the path, what windows are then told of)
CALLS: tuple[tuple[str, str, Call, str], ...] = (
    ("GET", "collection", lambda place, _, __: place.overview(), ""),
    ("GET", "editeur", lambda place, _, __: imprint.shown(place), ""),
    ("POST", "editeur", lambda place, body, _: imprint.written(place, body), "named"),
    ("GET", "modeles", lambda place, _, __: models.offered(place), ""),
    ("GET", "fond", lambda place, _, __: place_map.ground(place.project), ""),
    ("GET", "usages", lambda place, _, __: forms.used(place.project, place.fronts), ""),
    ("GET", "produits", lambda place, _, __: [*made_files.made(place.project)], ""),
    ("POST", "fiches",
     lambda place, body, _: names.created(place, str(body["title"]), like=_said(body, "like"),
                                          language=_said(body, "language")), "named"),
    ("GET", "fiches/{slug}", lambda place, _, path: place.sheet(path["slug"]), ""),
    ("GET", "fiches/{slug}/etat", lambda place, _, path: place.state(path["slug"]), ""),
    ("POST", "fiches/{slug}/essai", _try, ""),
    ("POST", "fiches/{slug}/place", _room, ""),
    ("POST", "fiches/{slug}/rubrique", _join, "saved"),
    ("POST", "fiches/{slug}/passage", _put, "saved"),
    ("POST", "fiches/{slug}/modele", _reform, "saved"),
    ("POST", "fiches/{slug}/nom",
     lambda place, body, path: names.renamed(place, path["slug"], str(body["name"])), "named"),
    ("POST", "fiches/{slug}/reprendre", lambda place, _, path: names.taken_back(place, path["slug"]), "named"),
    ("GET", "fiches/{slug}/relecture", lambda place, _, path: _reviewed(place, path["slug"]), ""),
    ("POST", "fiches/{slug}/relecture", _review, "reviewed"),
    ("GET", "livrets/{slug}/pages", lambda place, _, path: booklets.pages(place, path["slug"]), ""),
    ("POST", "livrets", lambda place, body, _: booklets.created(place, str(body["title"])), "named"),
    ("GET", "livrets/{slug}", lambda place, _, path: booklets.shown(place, path["slug"]), ""),
    ("POST", "livrets/{slug}/ordre",
     lambda place, body, path: booklets.ordered(place, path["slug"], body["order"], _who(body)), "named"),
    ("POST", "livrets/{slug}/textes",
     lambda place, body, path: booklets.titled(place, path["slug"], body, _who(body)), "saved"),
    *((method, f"fiches/{{slug}}{end}", call, told) for method, end, call, told in _OF_TEXTS),
    *((method, f"livrets/{{slug}}{end}", _of_booklets(call), told) for method, end, call, told in _OF_TEXTS),
)  # fmt: skip
