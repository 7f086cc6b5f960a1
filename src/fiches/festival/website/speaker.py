"""What has a page of the kit, and speaks on it: words of the interface in the language of that page."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from fiches.config import languages
from fiches.config.translated import FALLBACK_LANGUAGE
from fiches.core.messages import INTERFACE_LANGUAGES, Message, catalogue
from fiches.festival.website.downloads import Download
from fiches.festival.website.watched import Watched
from fiches.html.context import PageContext
from fiches.storage import fingerprints

COUNT = "{n}"  # in the forms of a noun: where its number stands


class Speaker(Watched):
    """Whatever has a page of the kit, whose interface speaks its language, else that of the collection, else French."""

    page: PageContext

    @property
    def shown(self) -> str:
        """The digest of all that its page may show but settings and format."""
        return fingerprints.key(self.page.language)

    def says(self, name: str) -> object:
        """See `Watched`; whoever has its page may show all of it."""
        return self.shown if name == "page" else super().says(name)

    def word(self, name: str) -> Markup:
        """A word of the interface; one of another language than the page's is marked so."""
        return self._marked(*self._known(name))

    def forms(self, name: str, number: int) -> tuple[str, list[tuple[str, Markup]]]:
        """The language of a noun, and its forms by the kinds of numbers that they stand with, the usual one last.

        Each has the number where it says so, before it where none says: a dual needs no figure.
        """
        language, words = self._known(name)
        counted = Markup('<span class="total">{}</span>').format(number)
        every = [one if COUNT in words else f"{COUNT} {one}" for one in words.split(languages.ALTERNATIVES)]
        forms = zip(languages.of(language).plurals, every, strict=False)
        return language, [(kind, self._marked(language, one).replace(COUNT, counted)) for kind, one in forms]

    def _marked(self, language: str, words: str) -> Markup:
        if language == self.page.language:
            return self.page.text(words)
        direction = languages.of(language).direction
        return Markup(f'<span lang="{language}" dir="{direction}">{escape(words)}</span>')

    def named(self, name: str) -> str:
        """The same for an attribute, which holds no mark."""
        return self.page.plain(self._known(name)[1])

    def said(self, what: Message) -> str:
        """A sentence of the catalogue."""
        return catalogue(next(one for one in self._languages if one in INTERFACE_LANGUAGES)).text(what)

    def weight(self, file: Download) -> str:
        """« 0,5 Mo »: in the units of the page's language, where that has any."""
        return file.weight_in(languages.of(self.page.language)) or self.said(file.weight)

    def _known(self, name: str) -> tuple[str, str]:
        """(language, word) that the format has of it, in another language still where it has none of these."""
        known = self.page.format.labels[name]
        language = next((one for one in (*self._languages, *known) if one in known), "")
        return language, known.get(language, "")

    @property
    def _languages(self) -> tuple[str, ...]:
        return self.page.language, self.page.settings.language, FALLBACK_LANGUAGE
