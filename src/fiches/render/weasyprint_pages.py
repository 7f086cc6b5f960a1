"""How the engine lays a document out but for some of its pages.

Like `weasyprint_private` it names parts that the engine does not promise; tests/render/test_kept_pages.py compares what
is written so with what the engine writes of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from fiches.render.weasyprint_private import page_box


def plant(source: Any, root: Any) -> None:  # noqa: ANN401  # a weasyprint.HTML, an element
    """Makes an element that of a document."""
    source.etree_element, source.wrapper_element = root, type(source.wrapper_element).from_html_root(root)


@contextmanager
def without_contents(source: Any, elements: Collection[Any]) -> Iterator[None]:  # noqa: ANN401  # a weasyprint.HTML
    """While the block runs, a document is laid out as if nothing stood in some of its elements.

    All else has the styles that it has beside what stands there.
    """
    from weasyprint import css, document

    named, built, whole = css.find_style_attributes, document.build_formatting_structure, source.wrapper_element
    held, left_out = [(one, one[:], one.text) for one in elements], set(elements)

    def build(*given: Any) -> Any:  # noqa: ANN401
        for one, _, _ in held:
            one[:], one.text = [], None
        return built(*given)

    source.wrapper_element = _PartTree(whole, left_out)
    css.find_style_attributes = lambda _, *more: named(_Styled(source.wrapper_element), *more)
    document.build_formatting_structure = build
    try:
        yield
    finally:
        css.find_style_attributes, document.build_formatting_structure = named, built
        source.wrapper_element = whole
        for one, children, text in held:
            one[:], one.text = children, text


class _PartTree:
    """The wrapped elements of a document (cssselect2), of which the styles are sought; those within some are not."""

    def __init__(self, whole: Any, left_out: Collection[Any]) -> None:  # noqa: ANN401
        self._whole, self._left_out = whole, left_out

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._whole, name)

    def iter_subtree(self) -> Iterator[Any]:
        """All others, in the order of the document."""
        waiting = [iter((self._whole,))]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
                continue
            yield one
            if one.etree_element not in self._left_out:
                waiting.append(one.iter_children())


class _Styled:
    """The elements of such a tree."""

    def __init__(self, tree: _PartTree) -> None:
        self._tree = tree

    def iter(self) -> Iterator[Any]:
        """All of them."""
        return (one.etree_element for one in self._tree.iter_subtree())


def is_alone(page: Any, element: Any) -> bool:  # noqa: ANN401  # a weasyprint.document.Page, an element
    """Whether a page shows one element and nothing else, which counts nothing, nor does what it stands in."""
    box = page_box(page)
    good = not box.fixed_boxes
    while good and box.element is not element:
        good = len(box.children) == 1
        box = box.children[0] if good else box
        counts = (box.style[f"counter_{name}"] for name in ("increment", "reset", "set"))
        good = good and all(one in ("auto", ()) for one in counts)
    return bool(good)
