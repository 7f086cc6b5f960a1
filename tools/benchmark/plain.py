"""Plain WeasyPrint on the very documents that a build is made of: its sheets, and its booklets in one pass.

Run as a module, `record` writes them down, `render` renders them in one process with one font configuration.
"""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path
from typing import Any

from benchmark.rows import python

OWN = re.compile(r"""(?:url\(["']?|src=")(/[^)"']+)""")  # addresses of what is made when it is asked for


def record(folder: Path, out: Path, file: Path) -> None:
    """Writes down what the collection in `folder`, built in `out`, asks of WeasyPrint.

    `documents`: HTML by name, sheets first; `styles`: addresses; `options`: of the PDFs; `roots`: folders by the first
    word of an address; `drawn`: ornaments, and photos made ready, by address.
    """
    from fiches.build.session import RenderSession
    from fiches.config.project import open_project
    from fiches.lint import fitting as layout
    from fiches.render import url_fetcher
    from fiches.render.engine import VARIANT
    from fiches.render.url_fetcher import BASE

    project, _ = open_project(folder, out)
    assert project is not None
    shop = RenderSession(project)
    documents = _documents(shop, layout)
    root = url_fetcher.of(project, shop._art)
    sheets = (path.read_text("utf-8") for base in project.styles for path in base.glob("*.css"))
    drawn = {}
    for name in {name for text in (*sheets, *documents.values()) for name in OWN.findall(text)}:
        served = root.serve(BASE + name[1:])
        drawn |= {BASE + name[1:]: served} if served else {}
    roots = {BASE + name + "/": [str(path) for path in paths] for name, paths in root.folders.items()}
    seen = {
        "base": f"{BASE}sheets/", "documents": documents, "drawn": drawn, "roots": roots,
        "styles": [f"{BASE}styles/{name}" for name in project.format.styles], "options": {"pdf_variant": VARIANT},
    }  # fmt: skip
    file.write_bytes(pickle.dumps(seen))


def _documents(shop: Any, layout: Any) -> dict[str, str]:
    """The HTML of every sheet, then of every booklet with the pages of its sheets in it."""
    from fiches.build import session
    from fiches.build.records import BUILD
    from fiches.html.documents import BoundSheet
    from fiches.lint import collection
    from fiches.storage import manifest

    found = collection.read(shop.project)
    outputs = manifest.read(shop.project.out, BUILD).files
    laid = {slug: layout.lay_out(one, shop.project).layout for slug, one in found.sheets.items()}
    documents = {slug: shop.studio.sheet(one, laid[slug])[0] for slug, one in found.sheets.items()}
    for slug, book in found.booklets.items():
        waiting = [BoundSheet(found.sheets[name], outputs[f"fiches/{name}.pdf"].pages) for name in book.sheets]
        folios = session._expected(waiting, shop.project.format.folios, None)
        bound = [BoundSheet(found.sheets[name], layout=laid[name]) for name in book.sheets]
        documents[slug] = shop.studio.booklet(book, bound, folios)[0]
    return documents


def render(file: Path, out: Path, names: list[str]) -> None:
    """Renders the recorded documents (those of `names`, or all) with WeasyPrint alone, and writes their PDFs."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    seen = pickle.loads(file.read_bytes())

    class Recorded(URLFetcher):
        """Serves the recorded folders and ornaments."""

        def fetch(self, url, headers=None):  # noqa: ARG002
            return URLFetcherResponse(url, *_served(seen, url))

    fetcher, fonts = Recorded(fail_on_errors=True), FontConfiguration()
    styles = [weasyprint.CSS(url=url, url_fetcher=fetcher, font_config=fonts) for url in seen["styles"]]
    for name, string in seen["documents"].items():
        if not names or name in names:
            document = weasyprint.HTML(string=string, base_url=seen["base"], url_fetcher=fetcher)
            document.write_pdf(out / f"{name}.pdf", font_config=fonts, stylesheets=styles, **seen["options"])


def _served(seen: dict[str, Any], url: str) -> tuple[bytes, dict[str, str]]:
    import mimetypes

    if url in seen["drawn"]:
        data, kind = seen["drawn"][url]
        return data, {"Content-Type": kind}
    kind = {"Content-Type": mimetypes.guess_type(url)[0] or "application/octet-stream"}
    for prefix, folders in seen["roots"].items():
        for folder in folders:
            path = Path(folder, url.removeprefix(prefix))
            if url.startswith(prefix) and path.is_file():
                return path.read_bytes(), kind
    raise LookupError(url)


def commands(folder: Path, out: Path, file: Path) -> tuple[list[str], list[str]]:
    """The processes that record and render the documents of a collection that is built in `out`."""
    return python("plain", "record", folder, out, file), python("plain", "render", file, file.parent)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["record", *places]:
            record(*map(Path, places))
        case ["render", given, where, *wanted]:
            render(Path(given), Path(where), wanted)
