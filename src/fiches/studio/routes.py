"""Addresses of the studio: each is one call of what stands below, and its answer as JSON, or a file."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from fiches.core.messages import Catalogue
from fiches.core.problems import BadValue, FichesError
from fiches.storage import output
from fiches.studio import made_files, page_words, run_remarks, word_files
from fiches.studio.calls import CALLS, Call
from fiches.studio.events import Events
from fiches.studio.guards import (
    DOOR,
    PDF_TYPE,
    POLICY,
    SHEET_POLICY,
    USUAL_PATIENCE,
    Door,
    Guard,
    Patience,
    TooMuchError,
)
from fiches.studio.jobs import COMMANDS, Jobs
from fiches.studio.service import RefusedError, Workplace

SPOKEN = "fiches_langue"  # the cookie of a window that speaks another language than the studio began with
SERVED = ("styles", "ornements", "photos", "sheets", "codes")  # first words of the addresses that pages ask for
MOST_MADE = 1_000_000_000  # bytes of a finished file


@dataclass(frozen=True, slots=True)
class Studio:
    """All that one running studio is made of."""

    place: Workplace
    door: Door
    events: Events
    jobs: Jobs

    def spoken(self, request: Request) -> Workplace:
        """The collection, in the language of the window that asks."""
        return self.place.spoken(request.cookies.get(SPOKEN, ""))


def application(studio: Studio, patience: Patience = USUAL_PATIENCE) -> Guard:
    """The whole of it, guarded."""
    routes = [
        Route(f"/api/{path}", partial(_json, studio, call, told), methods=[method])
        for method, path, call, told in CALLS
    ]
    routes += [
        Route("/", partial(_page, studio, "studio.js")),
        Route(DOOR, partial(_door, studio), methods=["GET", "POST"]),
        Route("/page/{name}", _static),
        Route("/apercu/{slug}", partial(_frame, studio)),
        Route("/pdf/{slug}", partial(_pdf, studio)),
        Route("/api/evenements", partial(_stream, studio)),
        Route("/api/images", partial(_upload, studio, _picture), methods=["PUT"]),
        Route("/api/documents", partial(_upload, studio, word_files.brought), methods=["PUT"]),
        Route("/api/travaux", partial(_job, studio), methods=["POST"]),
        Route(
            "/api/remarques",
            partial(_json, studio, lambda place, _, __: [*run_remarks.shown(studio.jobs.remarks, place)], ""),
        ),
        Route("/api/collection.zip", partial(_archive, studio)),
        Route("/produits/{path:path}", partial(_made, studio)),
        Route("/{path:path}", partial(_shown, studio)),
    ]
    handlers: dict[Any, Callable[[Request, Exception], Response]] = {
        TooMuchError: _too_much,
        ClientDisconnect: _gone,
        RefusedError: partial(_refused, studio),
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), studio.door, patience)


def _too_much(_: Request, __: Exception) -> Response:
    return PlainTextResponse("", 413, {"Connection": "close"})  # the rest of it is not waited for


def _gone(_: Request, __: Exception) -> Response:
    return PlainTextResponse("", 400)  # nobody reads it


def _refused(studio: Studio, request: Request, error: Exception) -> Response:
    return _refusal(studio.spoken(request).words, error)


async def _asked(request: Request) -> dict[str, Any]:
    """The body of a request, which is a mapping; RefusedError where it is another thing."""
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        raise RefusedError(400) from None
    if not isinstance(body, dict):
        raise RefusedError(400)
    return body


async def _json(studio: Studio, call: Call, told: str, request: Request) -> Response:
    try:
        body = await _asked(request) if request.method == "POST" else {}
        found = await run_in_threadpool(call, studio.spoken(request), body, request.path_params)
    except (RefusedError, FichesError, BadValue, ValueError, KeyError, TypeError, OSError) as error:
        return _refusal(studio.spoken(request).words, error)
    if told:
        studio.events.tell(told, slug=request.path_params.get("slug", ""), window=str(body.get("window", "")))
    return JSONResponse(found)


def _refusal(words: Catalogue, error: Exception) -> Response:
    """Why something was not done, in words where there are any."""
    if isinstance(error, RefusedError):
        return JSONResponse({"said": words.text(error.said), **error.more}, error.status)
    if isinstance(error, FichesError | BadValue):
        return JSONResponse({"said": words.text(error.message), "hint": words.text(error.hint)}, 400)
    return JSONResponse({"said": ""}, 400)


def _page(studio: Studio, script: str, request: Request) -> Response:
    nonce = secrets.token_urlsafe(16)
    html = page_words.page(studio.spoken(request).words, script, nonce)
    return Response(html, headers={"Content-Security-Policy": POLICY.format(nonce=nonce)}, media_type="text/html")


async def _door(studio: Studio, request: Request) -> Response:
    if request.method == "GET":
        return _page(studio, "entrer.js", request)
    opened = studio.door.opens(str((await _asked(request)).get("code", "")))
    return studio.door.let_in(JSONResponse({})) if opened else JSONResponse({}, 403)


def _static(request: Request) -> Response:
    path = page_words.PAGE / Path(request.path_params["name"]).name
    if not path.is_file() or path.suffix not in (".js", ".css", ".svg", ".txt"):
        return PlainTextResponse("", 404)
    return Response(path.read_bytes(), media_type=mimetypes.guess_type(path.name)[0] or "text/plain")


def _frame(studio: Studio, request: Request) -> Response:
    """The document that pages are put into: their paper and styles, and no script."""
    try:
        html = page_words.frame(studio.place.styles(request.path_params["slug"]))
    except RefusedError as error:
        return PlainTextResponse("", error.status)
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": SHEET_POLICY})


def _pdf(studio: Studio, request: Request) -> Response:
    """The PDF of a sheet as it is saved, made at once; else why there is none, to be read."""
    place, slug = studio.spoken(request), request.path_params["slug"]
    try:
        return Response(place.pdf(slug), media_type=PDF_TYPE, headers=_named(f"{slug}.pdf", "inline"))
    except RefusedError as error:
        return PlainTextResponse(place.words.text(error.said), error.status)


def _named(name: str, kind: str = "attachment") -> dict[str, str]:
    """A file to be taken away, or looked at, under a name of any letters."""
    return {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name)}"}


async def _stream(studio: Studio, _: Request) -> Response:
    return StreamingResponse(studio.events.stream(), media_type="text/event-stream")


def _picture(place: Workplace, name: str, data: bytes) -> dict[str, str]:
    return {"file": made_files.put(place.project, name, data)}


async def _upload(
    studio: Studio, take: Callable[[Workplace, str, bytes], dict[str, Any]], request: Request
) -> Response:
    """A file whose bytes are the body, its name in the address."""
    place, name, data = studio.spoken(request), request.query_params.get("name", ""), await request.body()
    try:
        return JSONResponse(await run_in_threadpool(take, place, name, data))
    except (RefusedError, FichesError, BadValue, ValueError, OSError) as error:
        return _refusal(place.words, error)


async def _job(studio: Studio, request: Request) -> Response:
    body = await _asked(request)
    name, sheets = str(body.get("name", "")), [str(one) for one in body.get("sheets", ())]
    if name == "stop":
        studio.jobs.stop()
        return JSONResponse({})
    known = {path.stem for files in studio.place.project.sources() for path in files}
    if name not in COMMANDS or not set(sheets) <= known:
        return JSONResponse({"said": ""}, 400)
    language = studio.spoken(request).words.language
    return JSONResponse({}, 202 if studio.jobs.start(name, sheets, language) else 409)


def _archive(studio: Studio, _: Request) -> Response:
    project = studio.place.project
    data = made_files.archive(project)
    return Response(data, headers=_named(f"{project.root.name}.zip"), media_type="application/zip")


def _made(studio: Studio, request: Request) -> Response:
    path = request.path_params["path"]
    try:
        data = output.read(studio.place.project.out, path, MOST_MADE)
    except (OSError, ValueError):
        return PlainTextResponse("", 404)
    return Response(data, media_type=mimetypes.guess_type(path)[0] or "application/octet-stream")


def _shown(studio: Studio, request: Request) -> Response:
    """What pages ask for: styles, fonts, photos, ornaments."""
    path = request.path_params["path"]
    try:
        found = studio.place.bench.served(path) if path.partition("/")[0] in SERVED else None
    except (BadValue, FichesError, ValueError, OSError):
        found = None
    if found is None:
        return PlainTextResponse("", 404)
    kept = {"Cache-Control": "private, max-age=600"} if path.endswith((".woff2", ".ttf", ".otf")) else {}
    return Response(found[0], media_type=found[1], headers=kept)
