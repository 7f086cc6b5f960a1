"""What might be pulled out of a sheet from which nothing is: the author chooses."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.compose import giving_way, rules_reader, voices
from fiches.config.project import Project
from fiches.content.sheet import Sheet
from fiches.core.messages import message
from fiches.core.problems import Problem, fault
from fiches.core.text import shown

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
