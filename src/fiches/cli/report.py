"""Problems become words: for people, for programs (JSON), for a forge's review page (GitHub)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, NamedTuple

from fiches.core.messages import Catalogue, Message, message
from fiches.core.problems import Problem, Severity, heard
from fiches.core.visible import Printed, as_json, visible

if TYPE_CHECKING:
    from fiches.build.pipeline import Result
    from fiches.build.watch import Rebuild
    from fiches.lint.fitting import RubricRoom

FEW = 5  # warnings and notes that do not drown an error
MOST_BESIDE = 12  # of those, in the sheets that have errors: who mends one has the file open
FORMATS = ("text", "json", "github")
DATA = "data"  # of those that the studio has begun: a problem a line, in no language
_ANNOTATION_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def render(
    problems: Iterable[Problem], words: Catalogue, style: str = "text", *, prefix: str = "", colour: bool = False
) -> Printed:
    """Every problem in the format `style`; `prefix` is the collection's folder, put before each path."""
    if style == DATA:
        return Printed("\n".join(json.dumps(asdict(problem)) for problem in problems))
    if style == "json":
        return as_json(_records(problems, words, prefix))
    if style == "github":
        return Printed("\n".join(_github(problem, words, prefix) for problem in problems))
    return Printed("\n".join(_text(problem, words, prefix, colour) for problem in problems))


def with_room(problems: Iterable[Problem], left: Iterable[RubricRoom], words: Catalogue, prefix: str) -> Printed:
    """Every problem, and what each rubric still holds, as JSON."""
    room = [{**one._asdict(), "path": prefix + one.path} for one in left]
    return as_json({"problems": _records(problems, words, prefix), "room": room})


def room(one: RubricRoom, prefix: str) -> Message:
    """What a rubric still holds."""
    place = f"{prefix}{one.path}:{one.line}"
    has = message("room.words", n=one.words)
    most = message("room.at-least", n=one.most) if one.is_least else one.most
    values = {"place": place, "page": one.page, "rubric": one.rubric, "words": has, "more": most}
    if one.kept == one.most:
        return message("room.left", **values)
    return message("room.left.kept", **values, kept=one.kept)


def urgent(problems: Sequence[Problem], *, strict: bool = False) -> list[Problem]:
    """What is told in full: everything, errors last; where that would drown them, what stands in the same sheets.

    With `strict` all of it counts.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    rest = [problem for problem in problems if problem.severity is not Severity.ERROR]
    return rest + errors if strict or not errors or len(rest) <= FEW else _beside(errors, rest) + errors


def _beside(errors: Sequence[Problem], rest: Sequence[Problem]) -> list[Problem]:
    """What stands in the sheets that have errors, where it is not too much."""
    faulty = {problem.path for problem in errors}
    found = [problem for problem in rest if problem.path in faulty]
    return found if len(found) <= MOST_BESIDE else []


def since(told: Sequence[Problem], problems: Sequence[Problem]) -> tuple[list[Problem], int]:
    """What is new since `told`, and how much of that is mended; a problem whose line has moved is the same one."""
    left, new = Counter(map(_somewhere, told)), []
    for problem in problems:
        if left[_somewhere(problem)]:
            left[_somewhere(problem)] -= 1
        else:
            new.append(problem)
    return new, left.total()


def _somewhere(problem: Problem) -> Problem:
    return replace(problem, line=1, column=1)


def later(problems: Sequence[Problem]) -> Message:
    """What can wait until errors are mended: how much of each sort."""
    sorts = Counter(problem.code for problem in problems)
    each = [message("problems.sort", n=number, code=code) for code, number in sorted(sorts.items())]
    return message("problems.later", counts=_counts(problems), sorts=each)


class Tally(NamedTuple):
    """How many PDFs a run made, how many were up to date, are still what they were before errors, are removed."""

    new: int = 0
    fresh: int = 0
    stale: int = 0
    removed: int = 0


def tally(done: Result | Rebuild) -> Tally:
    """Of what a run has done."""
    return Tally(len(done.written), done.fresh, done.stale, len(done.removed))


def made(count: Tally, seconds: float, problems: Sequence[Problem]) -> Message:
    """« 2 PDF faits, 9 à jour, en 3,1 s : 1 avertissement »."""
    parts = [message("count.made", n=count.new), message("count.fresh", n=count.fresh)]
    parts += [message("count.stale", n=count.stale)] if count.stale else []
    parts += [message("count.removed", n=count.removed)] if count.removed else []
    return message("result.made", parts=parts, seconds=seconds, summary=_summary(problems))


def judged(good: int, problems: Sequence[Problem]) -> Message:
    """« 10 fiches sans erreur : 1 avertissement »."""
    return message("result.judged", sheets=message("count.sheets", n=good), summary=_summary(problems))


def _summary(problems: Sequence[Problem]) -> list[Message]:
    """« 2 erreurs, 1 avertissement », or that there is nothing to tell; and how much of it somebody has silenced."""
    tally = Counter(problem.severity for problem in problems if problem.silenced)
    silenced = [message(f"silenced.{severity}", n=tally[severity]) for severity in Severity if tally[severity]]
    return [*(_counts(problems) or [message("problems.none")]), *silenced]


def _counts(problems: Sequence[Problem]) -> list[Message]:
    tally = Counter(problem.severity for problem in heard(problems))
    return [message(f"count.{severity}", n=tally[severity]) for severity in Severity if tally[severity]]


def _text(problem: Problem, words: Catalogue, prefix: str, colour: bool) -> str:
    severity = words.text(problem.severity.said())
    if colour:
        severity = Printed(f"\033[{_COLOURS[problem.severity]}m{severity}\033[0m")
    place = f"{prefix}{problem.path}:{problem.line}:{problem.column}"
    name = "problem.with-remedy" if words.text(problem.hint) else "problem.alone"
    values = {"severity": severity, "message": problem.message, "code": problem.code, "remedy": problem.hint}
    return words.text(message(name, place=place, **values))


def _records(problems: Iterable[Problem], words: Catalogue, prefix: str) -> list[dict[str, object]]:
    return [_record(problem, words, prefix) for problem in problems]


def _record(problem: Problem, words: Catalogue, prefix: str) -> dict[str, object]:
    return {
        "path": prefix + problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": _ANNOTATION_LEVELS[problem.severity],
        "code": problem.code,
        "message": words.text(problem.message),
        "hint": words.text(problem.hint),
        "rubric": problem.rubric,
        "silenced": problem.silenced,
    }


def _github(problem: Problem, words: Catalogue, prefix: str) -> str:
    place = f"file={_property(prefix + problem.path)},line={problem.line},col={problem.column}"
    told = f"{words.text(problem.message)}\n{words.text(problem.hint)}".rstrip()
    return f"::{_ANNOTATION_LEVELS[problem.severity]} {place},title={_property(problem.code)}::{_escaped(told)}"


def _escaped(text: str) -> str:
    """As the text of a command: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")
