"""A collection that tries to read what it may not, and the watch that is kept over what a build opens."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from support.small_collection import FORMAT
from support.sources import write

SHEET = "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9">%s</svg>'
NEAR = "localhost:9"  # a machine that answers, were it asked


def addresses(secret: Path) -> dict[str, str]:
    """The ways to name a picture that is not ours: by the name of each, an address."""
    away = f"{secret}/ailleurs.svg"
    return {
        "fichier": f"file://{away}",
        "hote": f"file://localhost{away}",
        "http": f"http://{NEAR}/x.svg",
        "https": "https://example.org/x.svg",
        "ftp": f"ftp://{NEAR}/x.svg",
        "donnees": f"data:image/svg+xml,{SVG % ''}",
        "hautes": f"FILE://{away}",
        "absolue": away,
        "deux-barres": f"//{NEAR}/x.svg",
        "unc": rf"\\{NEAR}\partage\x.svg",
        "unc-coupe": rf"/sheets/\\{NEAR}\x.svg",
        "lecteur": "C:/Windows/win.ini",
        "monte": "../../secret/ailleurs.svg",
        "monte-codee": "..%2F..%2Fsecret%2Failleurs.svg",
        "points-codes": "%2e%2e/%2e%2e/secret/ailleurs.svg",
        "contre-barre": r"..\..\secret\ailleurs.svg",
        "barre-codee": f"/sheets/%2f{away.replace('/', '%2f')}",
        "deux-fois": "%252e%252e/%252e%252e/secret/ailleurs.svg",
        "lien": "images/lien.svg",
        "lien-dossier": "images/dossier/ailleurs.svg",
        "boucle": "images/boucle.svg",
        "nul": "images/%00.svg",
        "long": f"images/{'x' * 5000}.svg",
        "absente": "images/absente.svg",
        "dossier": "images/",
        "tube": "images/tube.svg",
    }


def attacks(secret: Path) -> dict[str, str]:
    """Pieces of a layout, by name; each asks for something outside of the collection."""
    away, found = f"file://{secret}/ailleurs", dict[str, str]()
    for name, address in addresses(secret).items():
        escaped = address.replace('"', "&quot;")
        found[f"image-{name}"] = f'<img src="{escaped}" alt="Image">'
        found[f"svg-{name}"] = f'<img src="images/svg-{name}.svg" alt="Image">'
    found |= {
        "feuille": f'<link rel="stylesheet" href="{away}.css">',
        "style": f"<style>@import url({away}.css);</style>",
        "import": f'<style>@import "{away}.css";</style>',
        "fond": f'<p style="background: url({away}.svg)">.</p>',
        "contenu": f"<style>h1::before {{ content: url({away}.svg) }}</style>",
        "police": f"<style>@font-face {{ font-family: F; src: url({away}.ttf) }} p {{ font-family: F }}</style>",
        "profil": f"<style>@color-profile --f {{ src: url({away}.icc) }} p {{ color: color(--f 1 0 0) }}</style>",
        "joint": f'<link rel="attachment" href="{away}.md">',
        "joint-ici": '<link rel="attachment" href="note.md">',
        "lien-joint": f'<a rel="attachment" href="{away}.md">.</a>',
        "base": f'<base href="file://{secret}/"><img src="ailleurs.svg" alt="Image">',
        "objet": f'<object data="{away}.svg"></object>',
        "inclus": f'<embed src="{away}.svg">',
        "cadre": f'<iframe src="{away}.svg"></iframe>',
        "dessin": SVG % f'<image x:href="{away}.svg" width="9" height="9"/><use x:href="{away}.svg#a"/>',
        "dessin-etranger": SVG % f'<foreignObject width="9" height="9"><img src="{away}.svg"/></foreignObject>',
        "dessin-style": SVG % f'<style>@import "{away}.css"; rect {{ fill: url({away}.svg#a) }}</style><rect width="9" '
        'height="9"/>',
        "entite": '<img src="images/entite.svg" alt="Image">',
        "feuille-xml": '<img src="images/feuille.svg" alt="Image">',
        "gabarit": '{% include "../../secret/ailleurs.md" %}',
        "gabarit-absolu": f'{{% include "{secret}/ailleurs.md" %}}',
        "adresse-script": '<a href="javascript:app.alert(1)">.</a>',
        "adresse-fichier": f'<a href="{away}.md">.</a>',
        "adresse-donnees": '<a href="data:text/html,x">.</a>',
        "adresse-unc": f'<a href="file://///{NEAR}/x">.</a>',
    }
    return found


def drawings(secret: Path) -> dict[str, str]:
    """SVG files that ask for more than themselves."""
    away, found = f"file://{secret}/ailleurs", dict[str, str]()
    for name, address in addresses(secret).items():
        escaped = address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        found[f"sheets/images/svg-{name}.svg"] = SVG % (
            f'<image x:href="{escaped}" width="9" height="9"/><use x:href="{escaped}#a"/>'
            f'<rect width="9" height="9" fill="url({escaped}#a)"/>'
        )
    entity = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{away}.md"><!ENTITY % p SYSTEM "{away}.md"> %p;]>'
    return found | {
        "sheets/images/entite.svg": entity + SVG % "<text>&e;</text>",
        "sheets/images/feuille.svg": f'<?xml-stylesheet href="{away}.css"?>'
        + SVG % f'<style>@import "{away}.css";</style><rect width="9" height="9"/>',
    }


def collection(root: Path, secret: Path) -> tuple[Path, Mapping[str, str]]:
    """A collection below `root` with a sheet for each attack, beside a good one; the attacks by sheet."""
    secret.mkdir()
    (secret / "ailleurs.svg").write_text(SVG % '<text id="a">CANARI</text>')
    for suffix in ("css", "md", "ttf", "icc", "png"):
        (secret / f"ailleurs.{suffix}").write_text("CANARI")
    tried = attacks(secret)
    page = '<article class="sheet" id="{{ page.sheet.slug }}"><h1>Une note</h1>%s</article>'
    files = {f"templates/note/{name}.html": text for name, text in tried.items()}
    files |= dict.fromkeys((*tried, "note"), SHEET) | {"templates/note/note.html": "<p>Rien.</p>"}
    files |= {"templates/note/fiche.html": page % '{% include page.sheet.slug ~ ".html" %}'}
    write(
        root,
        {
            "collection": "format: note",
            "templates/note/format.yaml": FORMAT,
            "styles/note.css": "p { margin: 0 }",
            **drawings(secret),
            **files,
        },
    )
    images = root / "sheets" / "images"
    (images / "lien.svg").symlink_to(secret / "ailleurs.svg")
    (images / "dossier").symlink_to(secret)
    (images / "boucle.svg").symlink_to(images / "boucle.svg")
    os.mkfifo(images / "tube.svg")
    (root / "sheets" / "lien.md").symlink_to(secret / "ailleurs.md")
    return root, tried


_WATCHED = """
import os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
FILES = ("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.truncate", "os.symlink")
ASKING = ("socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn", "urllib.")
def hook(event, given):
    pair = event == "socket.__new__" and given[1] == 1  # of local ends, by which our processes talk
    if event in FILES or (event.startswith(ASKING) and not pair):
        name = given[0] if given else ""
        if not isinstance(name, int):
            what = os.path.abspath(os.fsdecode(name)) if event in FILES else repr(given)
            os.write(log, f"{event}\\t{what}\\n".encode())
sys.addaudithook(hook)
from fiches.cli.main import main
main(sys.argv[2:])
"""


def watched(root: Path, log: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, str]]]:
    """What the command says in `root`, and all that Python opened or asked of the machine meanwhile."""
    command = [sys.executable, "-c", _WATCHED, log, *arguments, "-C", root]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    lines = [line.partition("\t") for line in log.read_text("utf-8").splitlines()]
    return run, [(event, name) for event, _, name in lines]
