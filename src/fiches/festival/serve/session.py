"""The story of `fiches serve`: what a hall without internet is given, at an address that everybody can see."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from socket import socket
from typing import BinaryIO

from fiches.build import kept_verdicts
from fiches.build.records import BUILD
from fiches.build.session import RenderSession
from fiches.build.tasks import DRAFTS_FOLDER, limits
from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError, Problem
from fiches.core.text import refusal
from fiches.festival.posters import titled
from fiches.festival.serve import network
from fiches.festival.serve.responses import INDEX_PAGE, ServedFiles
from fiches.festival.serve.server import ServerConfig, serve
from fiches.festival.website.pieces import KIT
from fiches.lint.collection import Collection
from fiches.storage import apart, fingerprints, made, manifest, output
from fiches.storage.apart import Piece
from fiches.storage.fingerprints import Stamp

KIT_DIRECTORY = "kit"  # of the output
PINNED = "afficher.pdf"  # the page to pin up, by its name below the root


@dataclass(frozen=True, slots=True)
class ServeSession:
    """A port that listens, the addresses that lead to it, the likeliest first, and the page to pin up."""

    socket: socket
    addresses: tuple[str, ...]
    look: Callable[[], ServedFiles]
    pinned: bytes

    def serve(self) -> None:
        """Hands out what there is until Ctrl-C, which is KeyboardInterrupt."""
        asyncio.run(serve(ServerConfig(self.socket, self._everything)))

    def _everything(self) -> ServedFiles:
        shelf = self.look()
        return replace(shelf, pages={**shelf.pages, PINNED: self.pinned}) if self.pinned else shelf


def prepare(project: Project, port: int | None = None, wifi: str = "", *, kit: bool = False) -> ServeSession:
    """Everything but serving; FichesError when there is nothing to hand out, or no port to do it on.

    `wifi` names the network that phones are to join. The kit is handed out, or the PDFs while there is none and no
    `kit` is asked for.
    """
    shop = RenderSession(project)
    found = kept_verdicts.read(project)
    whole = INDEX_PAGE in _kit(project).files
    if kit and not whole:
        raise FichesError(message("serve.no-kit"))
    look = partial(_kit, project) if whole else _FinishedPdfs(shop, found).look
    if not look().files:
        raise FichesError(message("serve.nothing"))
    listening = _listening(port)
    places = network.addresses() or ["127.0.0.1"]
    where = tuple(f"http://{place}:{listening.getsockname()[1]}" for place in places)
    try:
        pinned = _done(shop, "templates/commun/salle.html", partial(_pinned, shop, found, where[0], wifi))
    except FichesError:
        listening.close()
        raise
    return ServeSession(listening, where, look, pinned)


def _done(shop: RenderSession, layout: str, call: Callable[[], bytes]) -> bytes:
    """What is made of a layout; FichesError where that asks for too much."""
    [made] = apart.done([Piece(layout, call)], limits(shop.project))
    if isinstance(made, Problem):
        raise FichesError(made.message, made.hint, ExitCode.PROBLEMS)
    return made


def _pinned(shop: RenderSession, found: Collection, address: str, wifi: str) -> bytes:
    """The page that tells everybody how to come here; nothing where it cannot be made."""
    document = shop.studio.stand("salle.html", titled(shop.project, found), address=address, wifi=wifi)
    made = shop.printed(document, "templates/commun/salle.html")
    return made.pdf.data if made.pdf else b""


def _listening(port: int | None) -> socket:
    """A port of this machine, opened; FichesError says why it cannot be."""
    try:
        return network.listen(port)
    except (OSError, OverflowError) as error:
        reason = refusal(error) if isinstance(error, OSError) else message("refusal.absent")
        raise FichesError(message("serve.port", port=port or network.PORT, reason=reason)) from error


class _FinishedPdfs:
    """The PDFs of the last build and a list of them, the booklets first; it is written again when there are others."""

    def __init__(self, shop: RenderSession, found: Collection) -> None:
        self._shop, self._found = shop, found
        titles = {slug: one.title for slug, one in found.sheets.items()}
        self._titles = titles | {slug: one.title for slug, one in found.booklets.items()}
        self._listed = cache(self._list)

    def look(self) -> ServedFiles:
        """What there is now."""
        good = given_out(self._shop.project, BUILD)
        names = [name for name in good if name.endswith(".pdf") and not name.startswith(f"{DRAFTS_FOLDER}/")]
        files = {name: good[name] for name in sorted(names, key=lambda name: ("/" in name, name))}
        return ServedFiles(files, {INDEX_PAGE: self._listed(tuple(files))})

    def _list(self, names: tuple[str, ...]) -> bytes:
        return _done(self._shop, "templates/commun/liste.html", partial(self._page, names))

    def _page(self, names: tuple[str, ...]) -> bytes:
        listed = [(name, self._titles.get(Path(name).stem, Path(name).stem)) for name in names]
        html, _ = self._shop.studio.stand("liste.html", titled(self._shop.project, self._found), files=listed)
        return (html or "").encode()


def _kit(project: Project) -> ServedFiles:
    """The kit as it was made; what somebody else has laid there is not given out."""
    found, start = given_out(project, KIT), f"{KIT_DIRECTORY}/"
    return ServedFiles({path.removeprefix(start): file for path, file in found.items() if path.startswith(start)})


def given_out(project: Project, family: str) -> dict[str, Callable[[], BinaryIO]]:
    """What opens each file of a family that is still as this machine has made it, by its path in the output."""
    records, there = manifest.read(project.out, family).files, output.scan(project.out).files
    good = [path for path, file in records.items() if path in there and made.intact(project.out, path, file)]
    return {path: partial(_opened, project.out, path, there[path]) for path in good}


def _opened(out: Path, path: str, stamp: Stamp) -> BinaryIO:
    """A file that is still the one of this stamp; OSError when it is not."""
    file = output.opened(out, path)
    if fingerprints.stamp_of(os.fstat(file.fileno())) == stamp:
        return file
    file.close()
    raise FileNotFoundError(path)
