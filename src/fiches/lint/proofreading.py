"""What typography cannot mend and a person must: each rule is a small function with its manual in it.

A rule takes one line of text and yields (offset, code, message, remedy).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, Problem
from fiches.core.text import shown

Finding = tuple[int, str, str, str]
ProofreadingRule = Callable[[str], Iterator[Finding]]

_BARE_A = re.compile(
    r"(?:^(?:[>\-*] ?|\d+\. )*|(?<=[.!?…] )|(?<=« )|(?<=«)|(?<=[«.][\u00a0\u202f]))(?P<a>A)"
    r"(?= (?:ce|cet|cette|ces|la|l['’]|partir|travers|noter|"
    r"savoir|titre|propos|côté|terme|long|court|moyen|chaque|tous|toutes|leur|leurs|son|sa|ses|un|une|cause|défaut|"
    r"travailler|force|peine|proximité|destination|[A-ZÉ][\w'’-]+(?= ?,))\b)"
)
_BARE_E = re.compile(
    r"\bE(?=(?:tat|tats|cole|coles|tranger|trangers|trangère|galement|galité|conomie|conomique|"
    r"ducation|lèves?|quipes?|quipements?|tudes?|v[éè]nements?|nergies?|tapes?|lus?|lections?|"
    r"changes?|valuations?|volutions?|missions?|migrations?|migrés?|léments?|levage|lectricité|"
    r"tablissements?|pargne|coliers?|colières?|quité|té)\b)"
)
_CAPITALS = re.compile(r"\b[^\W\d_a-zà-öø-ÿ]{3,}(?:-[^\W\d_a-zà-öø-ÿ]{3,})*\b")
_TWICE = re.compile(
    r"\b(?<!['’-])(le|la|les|de|des|du|un|une|et|à|au|aux|que|qui|pour|par|dans|sur|a|est|son|sa|ses) \1\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+|`[^`]*`")


def capital_accents(line: str) -> Iterator[Finding]:
    """Capitals keep their accents (« À ce jour », « l'État »). Good: École. Bad: Ecole."""
    for pattern, better in ((_BARE_A, "À"), (_BARE_E, "É")):
        for match in pattern.finditer(line):
            at = match.start(match.lastgroup or 0)
            word = re.match(r"\w+", line[at:])
            typed = word[0] if word else match[0]
            yield (
                at,
                "capitale-sans-accent",
                f"« {typed} » a perdu l'accent de sa capitale",
                f"écrivez « {better}{typed[1:]} »",
            )


def etcetera(line: str) -> Iterator[Finding]:
    """« etc. » already says that the list goes on. Good: etc. Bad: etc…"""
    for match in re.finditer(r"\betc\s?\.?\s?(?:…|\.\.+)", line):
        yield match.start(), "etc-suivi", f"« {match[0]} » dit deux fois la même chose", "écrivez « etc. »"


def doubled_words(line: str) -> Iterator[Finding]:
    """A small word typed twice in a row. Bad: « dans dans »."""
    for match in _TWICE.finditer(line):
        yield (
            match.start(),
            "mot-double",
            f"« {match[1]} » est écrit deux fois de suite",
            f"gardez un seul « {match[1]} »",
        )


def word_bullets(line: str) -> Iterator[Finding]:
    """Word's round bullets are not a list here. Good: « - un puits ». Bad: « • un puits »."""
    if match := re.match(r"\s*([•·▪‣●◦])\s", line):
        yield match.start(1), "puce-de-word", f"« {match[1]} » ne fait pas une liste", "commencez la ligne par « - »"


LINE_RULES: tuple[ProofreadingRule, ...] = (capital_accents, etcetera, doubled_words, word_bullets)


def capital_names(name: str) -> Iterator[Finding]:
    """Surnames are not set in capitals. Good: Brahim Oubella. Bad: OUBELLA Brahim."""
    for match in _CAPITALS.finditer(name):
        if re.search(r"[a-zà-öø-ÿ]", name):
            yield (
                match.start(),
                "nom-en-capitales",
                f"« {match[0]} » est écrit en capitales",
                f"si c'est un nom de famille, écrivez « {match[0].title()} »",
            )


def unpaired_guillemets(paragraph: str) -> Iterator[Finding]:
    """Each « has its » in the same paragraph."""
    depth, opened = 0, 0
    for offset, char in enumerate(paragraph):
        if char == "«":
            opened = offset if depth == 0 else opened
            depth += 1
        elif char == "»":
            if depth == 0:
                yield (
                    offset,
                    "guillemets-impairs",
                    "un » ferme un passage que rien n'ouvre",
                    "ajoutez le « qui manque",
                )
            depth = max(depth - 1, 0)
    if depth:
        words = shown(paragraph[opened + 1 :], 30)
        yield (
            opened,
            "guillemets-impairs",
            f"le guillemet « ouvert devant “{words}” n'est pas refermé",
            "ajoutez le » qui manque, dans le même paragraphe",
        )


def check(source: Source) -> list[Problem]:
    """Everything in a French sheet that a proofreader would mark."""
    faults = [fault for section in source.sections for fault in _section(section)]
    faults += [fault for section in source.sections for fault in _attributions(section)]
    faults += list(_people(source))
    titles = {section.line: section.title for section in source.sections}
    starts = sorted(titles, reverse=True)
    return [
        fault.in_file(source.path, titles.get(next((s for s in starts if s <= fault.line), 0), "")) for fault in faults
    ]


def _section(section: Section) -> Iterator[Fault]:
    lines = [_URL.sub(lambda match: " " * len(match[0]), line) for line in section.text.split("\n")]
    for number, line in enumerate(lines, start=section.line + 1):
        for rule in LINE_RULES:
            yield from (_fault(finding, number) for finding in rule(line))
    for first, paragraph in _paragraphs(lines):
        for offset, code, message, hint in unpaired_guillemets(paragraph):
            number = section.line + 1 + first + paragraph.count("\n", 0, offset)
            yield Fault(code, message, number, offset - paragraph.rfind("\n", 0, offset), hint)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(index of its first line, text) of each stretch between blank lines."""
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].strip(" >\t"):
            if index > start:
                yield start, "\n".join(lines[start:index])
            start = index + 1


def _attributions(section: Section) -> Iterator[Fault]:
    for number, line in enumerate(section.text.split("\n"), start=section.line + 1):
        match = re.match(r"\s*>\s*(?:—|--)\s*(?P<who>[^,(]*)", line)
        if match:
            yield from (_fault(finding, number, match.start("who") + 1) for finding in capital_names(match["who"]))


def _people(source: Source) -> Iterator[Fault]:
    """Names typed in the front matter, wherever the format keeps them."""
    for text in _names(source.front):
        yield from (_fault(finding, text.line, text.column) for finding in capital_names(text.value))


def _names(node: Node, key: str = "") -> Iterator[YamlText]:
    if isinstance(node, YamlTable):
        for entry in node.entries:
            yield from _names(entry.value, entry.key.value)
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from _names(item, key)
    elif key == "nom":
        yield node


def _fault(finding: tuple[int, str, str, str], line: int, column: int = 1) -> Fault:
    offset, code, message, hint = finding
    return Fault(code, message, line, column + offset, hint)
