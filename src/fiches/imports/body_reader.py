"""What readers of office files share: the blocks of a body in order, what stands beside them, and where."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element

from fiches.imports.written import Aside, WrittenBlock, merged


class BodyReader(ABC):
    """Reads a body block by block; what is told meanwhile stands beside the blocks that are read by then."""

    def __init__(self) -> None:
        self._asides: list[Aside] = []
        self._done = 0  # blocks of the body that are read

    def told(self, aside: Aside) -> None:
        """Puts down what stands beside the text, and where."""
        self._asides.append(replace(aside, block=self._done))

    @abstractmethod
    def _block(self, element: Element) -> Iterable[WrittenBlock]:
        """The blocks that an element of the body makes."""

    def _read(self, body: Element) -> tuple[WrittenBlock, ...]:
        blocks: list[WrittenBlock] = []
        for element in body:
            self._done = len(blocks)
            blocks += self._block(element)
        return tuple(blocks)

    def _beside(self) -> tuple[Aside, ...]:
        """All that was told."""
        return tuple(merged(self._asides))
