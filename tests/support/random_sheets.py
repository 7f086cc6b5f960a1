"""Random sheets in four languages, with all that the source format lets an author write; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from fiches.config.project import Project
from fiches.content import source
from fiches.content.sheet import Sheet, check

PROSE = {
    "fr": "le de une les dans pour avec sur qui à et eau village association développement assainissement projet "
    "femmes coopérative d’accompagnement l’eau financement rive diaspora habitants internationalement aujourd’hui "
    "commune école sous-préfecture co-construction rendez-vous porte finance organise discute M. 3e",
    "en": "the of a and to with for who from water village association development sanitation project women members "
    "cooperative association’s funding shore diaspora inhabitants internationally today municipality school "
    "co-financing well-known brings funds organises discusses Mr 3rd",
    "es": "el de una los en para con sobre que y agua pueblo asociación desarrollo saneamiento proyecto mujeres niños "
    "cooperativa financiación orilla diáspora habitantes internacionalmente hoy municipio escuela puesta en marcha "
    "trae financia organiza discute ¿cómo? ¡así! Sr.",
    "ar": "في من على إلى مع الماء القرية جمعية التنمية التطهير المشروع النساء التعاونية التمويل الضفة الجالية السكان "
    "اليوم الجماعة المدرسة يمول ينظم يناقش والأطفال المدرسةُ الماءَ لا الله",
}
NAMES = {
    "fr": "Abderrahmane Ouijjane Agadir Melloulen Montpellier Souss-Massa ONCA UNESCO",
    "en": "Abderrahmane Ouijjane Agadir Montpellier Souss-Massa UNESCO NGO",
    "es": "Abderrahmane Ouijjane Agadir Almería Souss-Massa UNESCO ONG",
    "ar": "محمد أكادير تالوين سوس فاطمة",
}
FOREIGN = {
    "fr": [
        "[جمعية الماء]{lang=ar}",
        "[ⵜⴰⵎⴳⵔⴰ ⵏ ⵡⴰⵎⴰⵏ]{lang=zgh}",
        "[water users’ board]{lang=en}",
        "[*tamɣra*]{lang=shi}",
    ],
    "en": ["[جمعية الماء]{lang=ar}", "[ⵜⴰⵎⴳⵔⴰ]{lang=zgh}", "[l’eau, c’est la vie]{lang=fr}"],
    "es": ["[جمعية الماء]{lang=ar}", "[l’eau, c’est la vie]{lang=fr}", "[water board]{lang=en}"],
    "ar": [
        "[l’eau, c’est la vie]{lang=fr}",
        "SARL *Tifawt* & Fils (Agadir)",
        "ADSL",
        "[Migrations & Développement]{lang=fr}",
    ],
}
NUMBERS = ("12 000 €", "1 250 450,75 DH", "35 %", "2010-2012", "12/05/2019", "1 h 30", "184 km", "3,5 m³", "n° 12")
NUMBERS_AR = (
    "184 500,50 درهم",
    "12 000 €",
    "70%",
    "%35",
    "2019-2021",
    "12/05/2019",
    "١٢ ٥٠٠",
    "٢٠١٩–٢٠٢١",
    "1:50 000",
)
PHONES = ("0528 12 34 56", "+212 528 12 34 56", "+33 (0)4 67 12 34 56")
ADDRESSES = ("contact@exemple.org", "migdev.org", "https://www.exemple.org/un/chemin/plutot/long/page-1.html")
LONG = {
    "fr": "anticonstitutionnellement-et-interminablement-prolongé",
    "en": "counterrevolutionarily-and-interminably-prolonged",
    "es": "otorrinolaringológicamente-e-interminablemente-prolongado",
    "ar": "فأسقيناكموهاوالمستشفياتوالاستقلالية",
}
TITLES = {
    "fr": ("Porteur du projet", "Contexte", "Acteurs impliqués", "Démarche de mise en œuvre du projet", "Résultats",
           "Facteurs de réussite", "Difficultés", "Valeur-ajoutée de la diaspora dans le développement du territoire",
           "Leçons tirées de l'expérience et précieux conseils", "La parole au territoire"),
    "ar": ("حامل المشروع", "السياق", "الفاعلون المنخرطون", "مقاربة تنفيذ المشروع", "النتائج", "عوامل النجاح",
           "الصعوبات",
           "القيمة المضافة للجالية في تنمية المجال الترابي", "الدروس المستخلصة ونصائح ثمينة", "الكلمة للمجال"),
}  # fmt: skip
WORDS = (60, 130, 20, 200, 90, 150, 130, 80, 160, 70)  # of each rubric
LANGUAGES = ("fr", "en", "es", "ar")


@dataclass
class _Author:
    """Writes in one language, by chance."""

    language: str
    dice: random.Random

    def text(self, count: int) -> str:
        """So many words or a few more, in sentences."""
        found: list[str] = []
        while sum(len(one.split()) for one in found) < count:
            found.append(self.sentence(self.dice.randint(5, 22)))
        return " ".join(found)

    def sentence(self, count: int) -> str:
        """One sentence, perhaps with something that is more than words in it."""
        words = self.dice.choices(PROSE[self.language].split(), k=count)
        for _ in range(self.dice.choice((0, 0, 1, 1, 2))):
            words.insert(self.dice.randrange(1, count), self.special())
        words[0] = words[0].capitalize()
        end = self.dice.choice(("؟", ".", ".", " !") if self.language == "ar" else (".", ".", ".", " !", " ?", "…"))
        return " ".join(words) + end

    def special(self) -> str:
        """A passage of any kind that stands in a line."""
        return self.dice.choice(KINDS)(self)

    def some(self, count: int = 3) -> str:
        """A few words."""
        return " ".join(self.dice.choices(PROSE[self.language].split(), k=count))

    def rubric(self, count: int) -> str:
        """Blocks of any kind, so many words in all."""
        found = []
        while count > 0:
            part = min(count, self.dice.randint(25, 90))
            found.append(self.dice.choice(BLOCKS)(self, part))
            count -= part
        return "\n\n".join(found)


def _quoted(author: _Author) -> str:
    return f"« {author.some(author.dice.randint(2, 9))} »"


KINDS: tuple[Callable[[_Author], str], ...] = (
    _quoted,
    _quoted,
    lambda author: f"*{author.some()}*",
    lambda author: f"**{author.some(2)}**",
    lambda author: f"**{author.some(1)} *{author.some(2)}***",
    lambda author: f"[{author.some(2)}](https://www.exemple.org/{author.dice.randrange(99)})",
    lambda author: author.dice.choice(NUMBERS_AR if author.language == "ar" else NUMBERS),
    lambda author: author.dice.choice(NUMBERS_AR if author.language == "ar" else NUMBERS) + ",",
    lambda author: author.dice.choice(PHONES),
    lambda author: author.dice.choice(ADDRESSES),
    lambda author: author.dice.choice(FOREIGN[author.language]),
    lambda author: author.dice.choice(FOREIGN[author.language]),
    lambda author: author.dice.choice(NAMES[author.language].split()),
    lambda author: f"({author.some(4)} ; {author.dice.choice(NUMBERS)})",
    lambda author: (
        f"« {author.some(2)} *{author.some(1)}* “{author.some(1)}” {author.dice.choice(FOREIGN[author.language])} »"
    ),
    lambda author: f"`code-{author.dice.randrange(9)}.x`",
    lambda author: LONG[author.language] if author.dice.random() < 0.3 else author.some(1),
)


def _listed(author: _Author, count: int) -> str:
    ordered, each = author.dice.random() < 0.4, max(6, count // 4)
    first = author.dice.choice((1, 1, 7))
    return "\n".join(
        f"{f'{first + place}.' if ordered else '-'} {author.sentence(each)}" for place in range(max(2, count // each))
    )


def _foreign(author: _Author, count: int) -> str:
    other = _Author("fr" if author.language == "ar" else "ar", author.dice)
    return f"{other.text(count)}\n{{: lang={other.language} }}"


BLOCKS: tuple[Callable[[_Author, int], str], ...] = (
    lambda author, count: author.text(count),
    lambda author, count: author.text(count),
    lambda author, count: author.text(count),
    _listed,
    lambda author, count: f"### {author.some(4)}\n\n{author.text(count)}",
    lambda author, count: f"> {author.text(min(count, 40))}",
    lambda author, count: _foreign(author, min(count, 40)),
    lambda author, count: f"{author.text(count // 2)}\\\n{author.text(count // 2)}",
)


def sheet(seed: int) -> tuple[str, str]:
    """(the language, the Markdown) of one sheet.

    No project may be written in Spanish yet: such a sheet has French heads and says no language.
    """
    language = LANGUAGES[seed % len(LANGUAGES)]
    author = _Author(language, random.Random(seed))
    own = "ar" if language == "ar" else "fr"
    said = {"es": "fr"}.get(language, language)
    share = author.dice.uniform(0.35, 0.95)
    parts = [f"---\ntitre: \"{author.some(author.dice.randint(3, 14))}\"\nlangue: {said}\n"
             "territoire: {commune: Ouijjane, province: Tiznit}\n---"]  # fmt: skip
    for index, (title, count) in enumerate(zip(TITLES[own], WORDS, strict=True)):
        parts += [f"## {title}", _body(author, index, round(count * share))]
    return language, "\n\n".join(parts) + "\n"


def read(seed: int, project: Project) -> Sheet:
    """The same as the program reads it; in Spanish though the program has no such language yet."""
    language, words = sheet(seed)
    found, _ = source.parse_bytes(words.encode(), "essai", "sheets/essai.md")
    one, problems = check(found, project)
    assert one, problems
    return replace(one, language=language)


def _body(author: _Author, index: int, count: int) -> str:
    match index:
        case 0:
            return f"### {author.some()}\n\n{author.text(count)}"
        case 2:
            actors = range(author.dice.randint(1, 6))
            return "\n\n".join(f"### {author.some(author.dice.randint(1, 5))}\n\n{author.text(count)}" for _ in actors)
        case 9:
            return f"> {author.text(count)}\n>\n> — {author.some(2)}"
    return author.rubric(count)
