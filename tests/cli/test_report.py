"""What is told of problems: which in full, what has changed since they were last told."""

from __future__ import annotations

from fiches.cli import report
from fiches.core.problems import Problem


def error(line=1, path="a.md", message="la clé « x » n'existe pas"):
    return Problem(path, line, 1, "cle-inconnue", message)


def warning(line=1, path="a.md"):
    return Problem(path, line, 1, "sigle", f"« X{line} » n'est expliqué nulle part")


def test_errors_stand_last_beside_a_few_warnings_and_alone_beside_many():
    few = [error(3), *(warning(line) for line in range(report.FEW))]
    assert report.urgent(few) == [*few[1:], few[0]]
    many = [*few, warning(99)]
    assert report.urgent(many) == [few[0]]
    assert report.urgent(many, strict=True) == [*many[1:], few[0]]
    assert report.urgent(many[1:]) == many[1:]
    assert str(report.later(many[1:])).endswith("6 avertissements : sigle (6)")


def test_what_has_changed():
    assert report.since([], [error()]) == ([error()], 0)
    assert report.since([error(1)], [error(9)]) == ([], 0), "a line further down is no news"
    assert report.since([error(), error(5)], [error()]) == ([], 1)
    assert report.since([error()], [error(), error(5)]) == ([error(5)], 0)
    assert report.since([error()], [error(path="b.md")]) == ([error(path="b.md")], 1)
