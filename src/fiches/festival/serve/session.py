"""The story of `fiches serve`: what a hall without internet is given, at an address that everybody can see."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from socket import socket

from fiches.build.records import BUILD
from fiches.build.session import RenderSession
from fiches.build.tasks import DRAFTS_FOLDER
from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.core.text import refusal
from fiches.festival.posters import titled
from fiches.festival.serve import network, responses
from fiches.festival.serve.responses import INDEX_PAGE, ServedFiles
from fiches.festival.serve.server import ServerConfig, serve
from fiches.lint import collection
from fiches.lint.collection import Collection
from fiches.storage import manifest

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
    folder = project.out / KIT_DIRECTORY
    shop = RenderSession(project)
    found = collection.read(project)
    whole = (folder / INDEX_PAGE).is_file()
    if kit and not whole:
        raise FichesError(message("serve.no-kit"))
    look = partial(responses.shelf, folder) if whole else partial(_finished, shop, found)
    if not look().files:
        raise FichesError(message("serve.nothing"))
    listening = _listening(port)
    places = network.addresses() or ["127.0.0.1"]
    where = tuple(f"http://{place}:{listening.getsockname()[1]}" for place in places)
    document = shop.studio.stand("salle.html", titled(project, found), address=where[0], wifi=wifi)
    made = shop.printed(document, "templates/commun/salle.html")
    return ServeSession(listening, where, look, made.pdf.data if made.pdf else b"")


def _listening(port: int | None) -> socket:
    """A port of this machine, opened; FichesError says why it cannot be."""
    try:
        return network.listen(port)
    except (OSError, OverflowError) as error:
        reason = refusal(error) if isinstance(error, OSError) else message("refusal.absent")
        raise FichesError(message("serve.port", port=port or network.PORT, reason=reason)) from error


def _finished(shop: RenderSession, found: Collection) -> ServedFiles:
    """The PDFs of the last build and a list of them, the booklets first."""
    project = shop.project
    titles = {slug: one.title for slug, one in found.sheets.items()}
    titles |= {slug: one.title for slug, one in found.booklets.items()}
    outputs = manifest.read(project.out, BUILD).files
    made = [name for name in outputs if name.endswith(".pdf") and not name.startswith(f"{DRAFTS_FOLDER}/")]
    files = {name: project.out / name for name in sorted(made, key=lambda name: ("/" in name, name))}
    listed = [(name, titles.get(Path(name).stem, Path(name).stem)) for name in files]
    html, _ = shop.studio.stand("liste.html", titled(project, found), files=listed)
    return ServedFiles(files, {INDEX_PAGE: (html or "").encode()})
