"""What might be pulled out of a sheet from which nothing is: the author chooses; and a choice that no page shows."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.compose import giving_way, rules_reader, voices
from fiches.compose.model import Layout
from fiches.compose.rules import CompositionRules
from fiches.config.project import Project
from fiches.content.blocks import plain
from fiches.content.sheet import Sheet
from fiches.core.messages import message
from fiches.core.problems import Problem, fault
from fiches.core.text import shown

UNSHOWN = "exergue-sans-place"
MOST_PROPOSED = 3  # sentences that are proposed


def check(sheet: Sheet, project: Project) -> Iterator[Problem]:
    """The sentences that come nearest, ready to paste, where somebody speaks and none can be pulled out by itself."""
    rules, _ = rules_reader.of_format(project.format)
    if rules is None or not any(giving_way.quoting(rules.pages)) or voices.quotes_of(sheet, rules):
        return
    for one in voices.candidates(sheet, rules)[:MOST_PROPOSED]:
        named = message("exergue-a-choisir.paste", text=one.text, speaker=one.speaker)
        paste = named if one.speaker else message("exergue-a-choisir.paste-alone", text=one.text)
        yield fault("exergue-a-choisir", one.line, hint=paste, text=shown(one.text, 70)).in_file(sheet.path)


def unshown(sheet: Sheet, layout: Layout, rules: CompositionRules) -> Iterator[Problem]:
    """That of all that an author has chosen no page shows any: photos and texts leave no place for it."""
    chosen = [quote.text for quote in voices.quotes_of(sheet, rules) if quote.is_chosen]
    shown_ = {page.quoted for page in layout.pages if page.quoted}
    pulled = {plain(layout.text.blocks[block][0].inlines) for block in shown_} if layout.text else set()
    if chosen and pulled.isdisjoint(chosen):
        line = voices.line_of(chosen[0], sheet)
        yield fault(UNSHOWN, line, text=shown(chosen[0], 70)).in_file(sheet.path)
