"""What several files brought into one is kept once: fonts are united, equal images and drawings shared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from fiches.merge import united
from fiches.merge.outline import Id
from fiches.merge.united import FontMemory, Renaming

_UNREAD = b""  # stands for the digest of a stream that was not read


@dataclass(frozen=True, slots=True)
class ImageRegister:
    """The images that a book has, by what they say and the digest of their data: none is brought a second time."""

    alike: dict[bytes, dict[bytes, Any]]

    def withheld(self, pages: Sequence[Any]) -> list[tuple[int, str, bytes, Any | None]]:
        """Takes from pages of another file what the book has already: (page, name, words, its own or None) of each."""
        found = []
        for index, page in enumerate(pages):
            images = page.Resources.get("/XObject", {}) if "/Resources" in page else {}
            for name, image in list(images.items()):
                words = image.stream_dict.unparse() if isinstance(image, pikepdf.Stream) else b" R"
                if image.get("/Subtype") == "/Image" and not _refers(words):
                    alike = self.alike.setdefault(words, {})
                    own = _twin(None, image, alike) if alike else None
                    images[name] = image if own is None else pikepdf.Name.Withheld
                    found.append((index, name, words, own))
        return found

    def given_back(self, pages: Sequence[Any], withheld: Sequence[tuple[int, str, bytes, Any | None]]) -> None:
        """Gives the pages, now the book's, what was taken from them, and remembers what they brought."""
        for index, name, words, own in withheld:
            images = pages[index].Resources.XObject
            if own is None:
                _twin(images[name], images[name], self.alike[words])
            else:
                images[name] = own


def share(book: pikepdf.Pdf, owners: Mapping[Id, str]) -> FontMemory | None:
    """Unites the fonts of all pages, and makes equal objects below their resources one; what is remembered of fonts.

    `owners` gives the slug of the sheet of each page; the others are the book's own.
    """
    fonts: dict[Id, tuple[str, Any]] = {}
    for page in book.Root.Pages.Kids:
        if "/Font" in page.get("/Resources", {}):
            fonts.setdefault(page.Resources.Font.objgen, (owners.get(page.objgen, ""), page.Resources.Font))
    renaming, memory = united.unite(book, list(fonts.values()))
    make_equal_one(book, renaming)
    return memory


def make_equal_one(book: pikepdf.Pdf, renaming: Renaming) -> None:
    """Makes equal objects below the resources of pages one, where `renaming` does not say what stands for them."""
    shared = _EqualObjects({}, renaming)
    for one in {
        page.Resources.objgen: page.Resources for page in book.Root.Pages.Kids if "/Resources" in page
    }.values():
        shared.below(one)


@dataclass(frozen=True, slots=True)
class _EqualObjects:
    """Finds for each object the first that is equal to it."""

    first: dict[bytes, dict[bytes, Any]]  # by what they say, then by the digest of their data
    found: Renaming

    def below(self, holder: Any) -> None:  # noqa: ANN401
        """Replaces what a dictionary or an array holds, deepest first."""
        for key, value in list(holder.items() if isinstance(holder, pikepdf.Dictionary) else enumerate(holder)):
            if not isinstance(value, pikepdf.Object):
                continue
            if value.is_indirect:
                holder[key] = self._shared(value)
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and _refers(value.unparse()):
                self.below(value)

    def _shared(self, one: Any) -> Any:  # noqa: ANN401
        if one.objgen not in self.found:
            self.found[one.objgen] = one
            stream = isinstance(one, pikepdf.Stream)
            holder = one.stream_dict if stream else one
            words = holder.unparse(resolved=True)
            if _refers(words):
                self.below(holder)
                words = holder.unparse(resolved=True)
            alike = self.first.setdefault(b"stream " + words if stream else words, {})
            self.found[one.objgen] = _twin(one, one, alike) if stream else alike.setdefault(_UNREAD, one)
        return self.found[one.objgen]


def _twin(new: Any | None, one: Any, alike: dict[bytes, Any]) -> Any | None:  # noqa: ANN401
    """The stream of the data of `one` among those of its words, which tell how long it is; else `new`, now among them.

    The first is not read before there is a second: most have no other.
    """
    if not alike:
        return alike.setdefault(_UNREAD, new)
    if _UNREAD in alike:
        first = alike.pop(_UNREAD)
        alike[_digest(first)] = first
    digest = _digest(one)
    return alike.get(digest) if new is None else alike.setdefault(digest, new)


def _digest(stream: Any) -> bytes:  # noqa: ANN401
    return hashlib.sha256(stream.read_raw_bytes()).digest()


def _refers(words: bytes) -> bool:
    """Whether an object written in `words` refers to another."""
    return b" R" in words
