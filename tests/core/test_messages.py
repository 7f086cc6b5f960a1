"""The catalogue: the same names in each language, holding the same values; messages said, stored and read again."""

from __future__ import annotations

import gettext
import io
import json
import re
import string
import sys
from dataclasses import asdict

import pytest

from fiches.core.messages import (
    INTERFACE_LANGUAGES,
    SOURCE_LANGUAGE,
    catalogue,
    enumeration,
    listing,
    message,
    revived,
)
from support.repository import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import messages as joiner

CATALOGUES = {language: joiner.joined(language) for language in INTERFACE_LANGUAGES}
SOURCE = CATALOGUES[SOURCE_LANGUAGE]
OUTPUTS = joiner.outputs()


def texts(entry):
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


def placeholders(entry):
    return {name for text in texts(entry) for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def has_words(entry):
    return any(re.search(r"\w\s+\w", re.sub(r"\{[^}]*\}", "", text)) for text in texts(entry))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_each_language_has_every_name_and_the_values_of_the_source(language):
    found = {one.id: placeholders(one) for one in CATALOGUES[language] if one.id}
    wanted = {one.id: placeholders(one) for one in SOURCE if one.id}
    assert found["words"] == {language}  # what somebody else says in each language
    wanted["words"] = {language}
    assert {name: found.get(name) for name in wanted} == wanted
    assert set(found) == set(wanted)


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.parts[-3] + "/" + path.name)
def test_what_the_program_reads_is_what_is_written(path):
    read, wanted = (gettext.GNUTranslations(io.BytesIO(data)) for data in (path.read_bytes(), OUTPUTS[path]))
    assert read._catalog | {"": ""} == wanted._catalog | {"": ""}, "run tools/messages.py"


def test_no_two_sentences_of_the_source_are_in_english():
    english = {one.id: one.string for one in CATALOGUES["en"] if one.id}
    assert {one.id for one in SOURCE if one.id and one.string == english[one.id] and has_words(one)} == set()


def test_values_are_said_as_the_language_writes_them():
    said = message("list.and", most=(1.25, 2.0), final=listing(["a", "{b}"], "or"))
    assert catalogue("fr").text(said) == "1,2, 2 et « a » ou « {b} »"
    assert catalogue("en").text(said) == "1.2, 2 and “a” or “{b}”"


def test_numbers_choose_the_plural():
    said = [message("severity.error", n=number) for number in (0, 1, 2)]
    assert [catalogue("fr").text(one) for one in said] == ["erreur", "erreur", "erreurs"]
    assert [catalogue("en").text(one) for one in said] == ["errors", "error", "errors"]


def test_a_remedy_that_is_not_there_is_nothing():
    assert str(message("severity.error", n=1).remedy) == ""


def test_an_unknown_language_is_the_source():
    assert catalogue("zz").language == SOURCE_LANGUAGE


@pytest.mark.parametrize("said", [message("list.or", most=[message("severity.note", n=2)], final=1.5), "des mots"])
def test_messages_come_back_from_json(said):
    data = said if isinstance(said, str) else asdict(said)
    assert revived(json.loads(json.dumps(data))) == said


def test_lists_of_none_and_of_one():
    assert enumeration([]) == "" and str(listing(["a"])) == "« a »"
