"""What programs write for themselves and no reader needs: stamps of time, names of variables, figures without words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from fiches.core.text import shown
from fiches.lint import habits
from fiches.lint.leftovers import ADDRESS, Mark, without_addresses
from fiches.lint.sought import ANY_FIGURE, only_with, sought

LONGEST_MARK = 40  # characters that are quoted of one

# Repetitions have an end: a search must take no longer than its text.
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_STAMPED = sought(  # of a recording, of subtitles, of a log
    r"\d:\d\d",
    rf"^\s*{_CLOCK} ?--> ?{_CLOCK}|^\s*[\[(]{_CLOCK}[\])]|\[{_CLOCK}\]"
    rf"|^\s*[^\W\d_][\w .'’-]{{1,30}}(?: {{2,9}}|\t){_CLOCK}:?\s*$|^\s*{_CLOCK}(?: ?[AP]M)?\s*$",
    letters=":",
)
_NAME_OF_VARIABLE = sought(  # of a column, of a variable
    r"[a-z\d]_[a-z\d]",
    r"(?<![\w@/.:#{<\[(*-])(?=[a-z\d_]*[a-z])[a-z\d]{1,30}(?:_[a-z\d]{1,30}){1,8}(?![\w@/.*]|\])"
    r"|(?<![\w@/.:#{<\[(*-])[a-z\d]{1,30}(?:_[a-z\d]{1,30}){1,8}(?=\.(?:\s|$))",
    letters="_",
)
_NUMBER_OF_RECORD = sought(
    r"\d[-T\da-f]{4}",
    r"(?:uuid:)?\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d\S{0,20}|(?<![\w/=.-])(?=[a-f]{0,20}\d)(?=\d{0,20}[a-f])[\da-f]{24,64}\b",
    letters=ANY_FIGURE,
)
_LONE_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[+−-]?\d[\d.,\u00a0\u202f ]*(?:%|€|DH)?$")
_WRITTEN_BY_PROGRAMS: tuple[tuple[Callable[[str], re.Match[str] | None], str], ...] = (
    (_STAMPED.search, "reste-de-collage.recording"),
    (partial(habits.found, "transcription"), "reste-de-collage.recording"),
    (_NAME_OF_VARIABLE.search, "reste-de-collage.variable"),
    (_NUMBER_OF_RECORD.search, "reste-de-collage.record"),
)
_SERIAL = sought(r"4[0-7]\d{3}", letters=ANY_FIGURE)
_FIRST_DAY = date(1899, 12, 30)  # that spreadsheets count from


@only_with("", _SERIAL)
def serial_dates(lines: Sequence[str]) -> Iterator[Mark]:
    """The number of a day, of this century, behind a word that calls for a date. Bad: « la réunion du 43466 »."""
    for index, line in enumerate(lines):
        if _SERIAL.may_be_in(line) and (match := habits.found("jour_de_tableur", line)):
            day = _FIRST_DAY + timedelta(int(match["day"]))
            told = {"text": match["day"], "better": f"{day:%d/%m/%Y}"}
            yield index, match.start("day"), "reste-de-collage.serial", told


@only_with("", _STAMPED, _NAME_OF_VARIABLE, _NUMBER_OF_RECORD, ADDRESS, habits.ANYWHERE)
def written_by_programs(lines: Sequence[str]) -> Iterator[Mark]:
    """Of lines in a row that hold the same sort, the first. Bad: « q1_contexte », « [00:12:03] », « uuid:8f3c… »."""
    bare = list(map(without_addresses, lines))
    for search, name in _WRITTEN_BY_PROGRAMS:
        found = [search(line) for line in bare]
        for index, match in enumerate(found):
            if match and not (index and found[index - 1]):
                yield index, match.start(), name, {"text": shown(match[0].strip(), LONGEST_MARK)}


@only_with("", sought(r"^\s*[+−-]?\d[\d.,\s]*(?:%|€|DH)?\s*$", letters=ANY_FIGURE))
def lone_numbers(lines: Sequence[str]) -> Iterator[Mark]:
    """A paragraph that is a number and says nothing of what it counts; the numbers of pages are told as such."""
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        typed = line.strip()
        alone = len(typed) > len("100") and not above.strip() and not below.strip()
        if alone and _LONE_NUMBER.match(typed):
            yield index, line.index(typed), "reste-de-collage.lone-number", {"text": shown(typed, LONGEST_MARK)}
