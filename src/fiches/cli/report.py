"""Problems become words: for people, for programs (JSON), for a forge's review page (GitHub)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fiches.core.messages import Message, message
from fiches.core.problems import Problem, Severity, heard
from fiches.core.text import count

FEW = 5  # warnings and notes that do not drown an error
FORMATS = ("text", "json", "github")
_ANNOTATION_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def render(problems: Iterable[Problem], style: str = "text", *, prefix: str = "", colour: bool = False) -> str:
    """Every problem in the format `style`; `prefix` is the collection's folder, put before each path."""
    if style == "json":
        return json.dumps([_record(problem, prefix) for problem in problems], ensure_ascii=False, indent=2)
    line = _github if style == "github" else _text
    return "\n".join(line(problem, prefix, colour) for problem in problems)


def urgent(problems: Sequence[Problem], *, strict: bool = False) -> list[Problem]:
    """What is told in full: everything, errors last, or the errors alone where too much would stand beside them.

    With `strict` all of it counts.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    rest = [problem for problem in problems if problem.severity is not Severity.ERROR]
    return rest + errors if strict or not errors or len(rest) <= FEW else errors


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


def later(problems: Sequence[Problem]) -> str:
    """What can wait until errors are mended: how much of each sort."""
    sorts = Counter(problem.code for problem in problems)
    each = ", ".join(f"{code} ({number})" if number > 1 else code for code, number in sorted(sorts.items()))
    return f"à voir ensuite, ou tout de suite avec --strict : {summary(problems)} : {each}"


def summary(problems: Sequence[Problem]) -> str:
    """« 2 erreurs, 1 avertissement », or nothing."""
    tally = Counter(problem.severity for problem in heard(problems))
    return ", ".join(f"{tally[severity]} {severity.said(tally[severity])}" for severity in Severity if tally[severity])


def silenced(problems: Sequence[Problem]) -> list[Message]:
    """« 3 avertissements tus », « 1 note tue »."""
    tally = Counter(problem.severity for problem in problems if problem.silenced)
    return [message(f"silenced.{severity.value}", n=tally[severity]) for severity in Severity if tally[severity]]


def _told(problems: Sequence[Problem]) -> str:
    """How much is wrong, and how much somebody has silenced."""
    return ", ".join([summary(problems) or "rien à signaler", *map(str, silenced(problems))])


def made(new: int, fresh: int, removed: int, seconds: float, problems: Sequence[Problem]) -> str:
    """« 2 PDF faits, 9 à jour, en 3,1 s : 1 avertissement »."""
    parts = [f"{new} PDF {'faits' if new > 1 else 'fait'}", f"{fresh} à jour"]
    parts += [f"{count(removed, 'retiré')}"] if removed else []
    time = f"{seconds:.1f}".replace(".", ",")
    return f"{', '.join(parts)}, en {time} s : {_told(problems)}"


def judged(good: int, problems: Sequence[Problem]) -> str:
    """« 10 fiches sans erreur : 1 avertissement »."""
    return f"{count(good, 'fiche')} sans erreur : {_told(problems)}"


def _text(problem: Problem, prefix: str, colour: bool) -> str:
    severity = str(problem.severity.said())
    if colour:
        severity = f"\033[{_COLOURS[problem.severity]}m{severity}\033[0m"
    place = f"{prefix}{problem.path}:{problem.line}:{problem.column}"
    hint = f"\n    {problem.hint}" if str(problem.hint) else ""
    return f"{place}: {severity} : {problem.message} [{problem.code}]{hint}"


def _record(problem: Problem, prefix: str) -> dict[str, object]:
    return {
        "path": prefix + problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": _ANNOTATION_LEVELS[problem.severity],
        "code": problem.code,
        "message": str(problem.message),
        "hint": str(problem.hint),
        "rubric": problem.rubric,
        "silenced": problem.silenced,
    }


def _github(problem: Problem, prefix: str, _colour: bool) -> str:
    place = f"file={_escaped(prefix + problem.path)},line={problem.line},col={problem.column}"
    text = f"{problem.message}\n{problem.hint}".rstrip().replace("%", "%25").replace("\n", "%0A")
    return f"::{_ANNOTATION_LEVELS[problem.severity]} {place},title={problem.code}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace(",", "%2C").replace(":", "%3A").replace("\n", "%0A")
