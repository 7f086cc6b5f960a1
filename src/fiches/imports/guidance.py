"""What a form says to whoever fills it in: questions, explanations, examples; and how an import knows them again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.config.fields import Field
from fiches.config.formats import Format, RubricSpec
from fiches.config.translated import ANY_LANGUAGE
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message
from fiches.core.text import fold

_MARKDOWN = re.compile(r"#{2,3} ")


def languages(format_: Format) -> list[str]:
    """Those that a form of a format can be in: those of its titles and those of the interface."""
    titled = [code for spec in format_.rubrics for code in spec.titles if code != ANY_LANGUAGE]
    return list(dict.fromkeys([*titled, *INTERFACE_LANGUAGES]))


def question(spec: RubricSpec, language: str) -> str:
    """What a rubric asks, for somebody who knows a word processor and nothing else."""
    asked = _MARKDOWN.sub("", spec.question.in_language(language))
    if spec.holds == "prose":
        return asked
    how = catalogue(language).text(message(f"form.{spec.holds}"))
    return how if ">" in asked else f"{asked} {how}".strip()


def explanation(field: Field, language: str) -> str:
    """What a key is, how one writes it, what it may be."""
    words, example = catalogue(language), field.example.in_language(language).strip("[]")
    if field.kind == "file":
        return words.text(message("form.insert"))
    parts = [field.description.in_language(language)]
    parts += [words.text(message("form.choices", choices=" · ".join(field.choices)))] if field.choices else []
    parts += [words.text(message("form.example", example=example))] if example else []
    parts += [words.text(message("form.one-a-line"))] if is_several(field) else []
    return " ".join(filter(None, parts))


def is_several(field: Field) -> bool:
    """Whether a key may have several answers, a line each."""
    return field.kind in ("records", "texts", "figures")


def label(field: Field, language: str, group: Field | None = None) -> str:
    """What a key is called, in its group where it is in one."""
    own = field.label.in_language(language) or field.name.replace("_", " ").capitalize()
    return f"{label(group, language)} – {own}" if group else own


def known(format_: Format) -> frozenset[str]:
    """All that a form of a format says to whoever fills it in, in any language, folded."""
    return frozenset(fold(words) for language in languages(format_) for words in _every(format_, language) if words)


def _every(format_: Format, language: str) -> Iterator[str]:
    yield catalogue(language).text(message("form.introduction"))
    yield from (format_.labels.get("kind", {}).get(language, ""), format_.name)
    for spec in format_.rubrics:
        yield from (question(spec, language), spec.question.in_language(language))
    for field in format_.fields:
        for one in (field, *field.fields):
            yield explanation(one, language)
