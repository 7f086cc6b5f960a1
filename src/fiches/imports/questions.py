"""What a column of an export answers: a key, a rubric, a picture, by its name, its label or its question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fiches.config.fields import Field
from fiches.config.formats import Format, RubricSpec
from fiches.core.text import fold
from fiches.imports import guidance, labels, titles
from fiches.imports.word_template import pictured
from fiches.imports.written import TextRun, WrittenParagraph

IGNORED = "-"  # the target of a column that says nothing of the project
_OF_THE_FORM = re.compile(  # what forms say of themselves
    r"_.*|start|end|today|deviceid|username|simserial|phonenumber|subscriberid|audit|formhub.*|meta.*|__version__|"
    r"submissiondate|key|parent key|set of .*|submitter ?(?:id|name)|attachments ?(?:present|expected)|reviewstate|"
    r"edits|formversion|instance ?(?:id|name)|submitdate|lastpage|startlanguage|startdate|datestamp|ipaddr|refurl|"
    r"token|interviewtime|grouptime.*|nom d'utilisateur|score|"
    r"horodateur|timestamp|marca temporal|id de la reponse|response id|date de soumission|date submitted|derniere page|"
    r"last page|langue de depart|start language|tete de serie|seed|adresse e mail|email address|.*_url|\d+"
)
_PHOTO_COLUMN = re.compile(r"photo[ _]?(\d+)[ _]?(\w*)")
_QUESTION_CODE = re.compile(r"^\w{1,20}(?:\[\w+\])?\.\s+")
CHOICE = re.compile(r"(.+?)\s*\[([^\]]+)\]")  # a question and one of its choices, or of its parts
MOST_PICTURE_WORDS = 5  # of a column that asks for one
_PICTURE_WORDS = frozenset(
    ("photo", "photos", "image", "images", "picture", "pictures", "foto", "fotos", "صورة", "صور")
)
_GROUPED = re.compile(r"[\w/-]+")  # a name in the groups that a form has it in

Targets = Mapping[str, str]  # by column: a key (`notice.lieu`), the id of a rubric, `photo.1.alt`, `-`, nothing


def targets(heads: Sequence[str], known: Targets, format_: Format) -> dict[str, str]:
    """What each column answers: as is `known`, else by its label; nothing where it only repeats a choice of another."""
    there = {head.strip() for head in heads}
    return {
        head: known.get(head, IGNORED if head.rpartition("/")[0].strip() in there - {""} else target(head, format_))
        for head in heads
        if head.strip()
    }


def is_of_the_form(head: str) -> bool:
    """Whether a column says something of the form, and nothing of a project."""
    typed = head.strip()
    plain = typed.rpartition("/")[2] if _GROUPED.fullmatch(typed) else typed
    return any(_OF_THE_FORM.fullmatch(one) for one in (typed.casefold(), plain.casefold(), fold(plain)))


def target(head: str, format_: Format) -> str:
    """What a column answers, by its label, its name or its question; nothing where nobody knows."""
    typed = head.strip()
    plain = _QUESTION_CODE.sub("", typed.rpartition("/")[2] if _GROUPED.fullmatch(typed) else typed)
    if is_of_the_form(plain) or is_of_the_form(typed):
        return IGNORED
    choice = CHOICE.fullmatch(plain)
    ways = [plain, typed, *(choice.groups()[::-1] if choice else ()), *(plain.rpartition(sign)[2] for sign in "/-")]
    return next(filter(None, (_target(one, format_) for one in ways)), "")


def _target(label: str, format_: Format) -> str:
    photo = _of_photo(label, format_)
    spec = None if photo else _rubric(label, format_)
    asked = None if photo or spec else labels.asked(label, format_)
    return photo or (spec.id if spec else asked.path if asked else "")


def _of_photo(head: str, format_: Format) -> str:
    group = pictured(format_)
    if group is None:
        return ""
    named = _PHOTO_COLUMN.fullmatch(fold(head).replace(" ", "_"))
    if named:
        inner = next((one for one in group.fields if one.name == named[2]), group.fields[0])
        return f"photo.{named[1]}.{inner.name}"
    numbered = re.fullmatch(r"(.*\D)\s?(\d)", head)
    found = labels.of_group(numbered[1] if numbered else head, group) or _of_a_picture(fold(head).split(), group)
    return f"photo.{numbered[2] if numbered else 1}.{found.name}" if found else ""


def _of_a_picture(words: Sequence[str], group: Field) -> Field | None:
    """The key of a picture that a short question asks for: « Ajoutez une photo », « Légende de la photo »."""
    if len(words) > MOST_PICTURE_WORDS or not {*words} & _PICTURE_WORDS:
        return None
    return next((one for one in group.fields if labels.names(one) & {*words}), group.fields[0])


def _rubric(head: str, format_: Format) -> RubricSpec | None:
    """The rubric that a column is for: its id, its title, its question, or a question that has its key word."""
    folded = fold(head)
    for spec in format_.rubrics:
        questions = {fold(guidance.question(spec, one)) for one in guidance.languages(format_)}
        if folded == fold(spec.id) or folded in questions:
            return spec
    line = WrittenParagraph((TextRun(head.rstrip(" ?*")),), level=1)
    match = titles.matched(line, format_) or titles.asked_about(head, format_)
    return match.spec if match else None
