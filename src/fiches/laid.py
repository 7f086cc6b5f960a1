"""A document that the engine has laid out, judged: where its links lead, whether its text stays in its frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fiches.problems import Fault, Problem
from fiches.prose import PUBLIC_SCHEMES
from fiches.wording import shown

TOLERANCE = 4.0  # px, about 1 mm


def forbidden(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """What a layout may not put into a file that is sent around: another file, an address that is not public."""
    links = [(kind, str(target)) for page in document.pages for kind, target, *_ in page.links]
    addresses = {target for kind, target in links if kind == "external"}
    for address in sorted(one for one in addresses if not one.lower().startswith(PUBLIC_SCHEMES)):
        message = f"le lien « {shown(address, 40)} » ne mène pas à une adresse publique"
        yield Fault("lien-refuse", message, hint="un lien commence par https:// ou mailto:").in_file(path)
    if document.metadata.attachments or any(kind == "attachment" for kind, _ in links):
        hint = "retirez « rel=attachment » du gabarit"
        yield Fault("moteur", "la page joint un fichier au PDF", hint=hint).in_file(path)


def overset(document: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401
    """Pages where a line leaves the frame that was measured for it: a word or an address too long to be broken."""
    for number, page in enumerate(document.pages, start=1):
        boxes = page._page_box.descendants(placeholders=True)  # the engine shows frames nowhere else
        if any(_leaves(box) for box in boxes if _is_frame(box)):
            hint = "cherchez-y un mot ou une adresse très longs, et coupez-les"
            yield Fault("debordement", f"page {number} : un texte déborde de son cadre", hint=hint).in_file(path)


def divided(page: Any) -> Iterator[str]:  # noqa: ANN401
    """The ids of blocks in columns one of which, but for the last, ends with a hyphen."""
    for block in page._page_box.descendants():  # the engine shows columns nowhere else
        id_ = block.element.get("id") if hasattr(block.element, "get") else None
        columns = [column for inside in getattr(block, "children", ()) for column in getattr(inside, "children", ())]
        if id_ and any(_last_word(column).endswith("-") for column in columns[:-1]):
            yield id_


def _last_word(column: Any) -> str:  # noqa: ANN401
    words = [box.text for box in column.descendants() if type(box).__name__ == "TextBox"] if column.children else []
    return str(words[-1]) if words else ""


def _is_frame(box: Any) -> bool:  # noqa: ANN401
    element = box.element
    classes = element.get("class", "").split() if box.element_tag and hasattr(element, "get") else ()
    return {"cadre", "bloc"} <= set(classes) and box.is_absolutely_positioned()


def _leaves(frame: Any) -> bool:  # noqa: ANN401
    """Whether a line goes past the right edge or the foot of its frame."""
    right, foot = frame.position_x + frame.margin_width(), frame.position_y + frame.margin_height()
    lines = [box for box in frame.descendants() if type(box).__name__ == "LineBox"]
    words = [child for line in lines for child in line.descendants() if type(child).__name__ == "TextBox"]
    over_right = any(word.position_x + word.width > right + TOLERANCE for word in words)
    return over_right or any(line.position_y + line.height / 2 > foot + TOLERANCE for line in lines)
