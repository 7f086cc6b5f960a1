"""What the dictionary tells of a French word: its other number, whether it can be a verb, what its participle is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from fiches.config import languages
from fiches.config.yaml_reader import YamlTable, parse_file
from fiches.lint.dictionary import lexicon_of, words_of
from fiches.lint.word_rows import listed

GRAMMAR_FILE = "grammaire.yaml"


def _read() -> tuple[Mapping[str, frozenset[str]], Mapping[str, Mapping[str, str]]]:
    """What `grammaire.yaml` holds, by its keys: words, and words by others."""
    path = languages.home() / "fr" / GRAMMAR_FILE
    table, faults = parse_file(path)
    if table is None or faults:
        raise ValueError(f"{path}: {faults}")
    inner = {entry.key.value: entry.value for entry in table.entries}
    pairs = {name: node.texts for name, node in inner.items() if isinstance(node, YamlTable)}
    return {name: listed(words) for name, words in table.texts.items()}, pairs


LISTED, PAIRED = _read()
SAME_IN_BOTH = LISTED["meme_au_pluriel"]  # nouns and adjectives that end in s or x though they are one, and adverbs
NUMBER_WORDS = LISTED["nombres"]
NO_NOUN = NUMBER_WORDS | LISTED["sans_pluriel"]  # what is counted but no noun, what follows one that is not said
SHORTEST_FORM = 4  # letters of a word that the list of forms is asked for: of fewer it has units and letters, too
TIMES_A_PARTICIPLE = 2  # that the plural of a noun in -ant is as common, at least: habitants, not voyants


@lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    """Whether it is written at times: rare forms of verbs are no words then, which many nouns look like."""
    return word in words_of("fr")


@lru_cache(maxsize=4096)
def is_form(word: str) -> bool:
    """Whether a dictionary has it, however rare it is."""
    return is_word(word) or (len(word) >= SHORTEST_FORM and word in lexicon_of("fr"))


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    """That of a word in small letters which is one of a thing; nothing where it has none of its own."""
    if word in NO_NOUN or word.endswith(("s", "x", "z")) or not is_form(word):
        return ""
    irregular = f"{word[:-1]}ux" if word.endswith("al") else f"{word[:-2]}ux" if word.endswith("ail") else ""
    ways = (irregular, f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s")
    return next((way for way in ways if way and is_form(way)), "")


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """That of a plural in small letters; nothing where it may be one as it stands."""
    if word in SAME_IN_BOTH or not word.endswith(("s", "eaux", "aux", "eux")) or word.endswith("ss"):
        return ""
    is_irregular = word.endswith("aux") and not word.endswith("eaux")
    ways = (f"{word[:-2]}l", f"{word[:-2]}il") if is_irregular else (word[:-1],)
    return next((one for one in ways if plural(one) == word), "")


@lru_cache(maxsize=4096)
def may_be_verb(word: str) -> bool:
    """Whether a word behind « les » may be what is done with them: les porte, les rend, les voyant, les mettre."""
    if word.endswith("ant"):
        return words_of("fr")[f"{word}s"] < TIMES_A_PARTICIPLE * words_of("fr")[word]
    is_known = is_word if is_word(word) and is_word(plural(word)) else is_form  # of a common noun, no rare verb
    return bool(of_one(word)) or any(map(is_known, _of_the_same_verb(word)))


def _of_the_same_verb(word: str) -> Iterator[str]:
    """What is written where a word is a verb, by its end; of a noun none of it is."""
    if word.endswith("e"):
        yield f"{word}nt"
    if word.endswith(("r", "re")):
        yield from _participles(word)
    if word.endswith("a"):
        yield from (f"{word}i", f"{word[:-1]}er")
    if word.endswith(("t", "d")):
        yield from (f"{word[:-1]}s", f"{word}tre", f"{word}re", f"{word[:-1]}ent")


def _participles(verb: str) -> Iterator[str]:
    """Of an infinitive: aimé, finissant, tenant, voyant, rendant, disant, écrivant, croyant."""
    if verb.endswith("er"):
        yield f"{verb[:-2]}é"
    elif verb.endswith("ir"):
        yield from (f"{verb[:-1]}ssant", f"{verb[:-2]}ant", f"{verb[:-2]}yant", f"{verb[:-3]}ant")
    elif verb.endswith("re"):
        yield from (f"{verb[:-2]}ant", f"{verb[:-2]}sant", f"{verb[:-2]}vant", f"{verb[:-3]}yant")


@lru_cache(maxsize=4096)
def is_infinitive(word: str) -> bool:
    """Whether a word is what a dictionary calls a verb."""
    return word in LISTED["infinitifs"] or any(map(is_word, _participles(word)))


@lru_cache(maxsize=4096)
def infinitive(participle: str) -> str:
    """Of a participle in -é, with or without its agreement; nothing for a noun or another word."""
    bare = re.sub("é(?:e|s|es)$", "é", participle)
    if not bare.endswith("é") or bare in LISTED["noms_en_e"] or not is_form(bare):
        return ""
    return f"{bare[:-1]}er" if is_form(f"{bare[:-1]}er") else ""


@lru_cache(maxsize=4096)
def participle(word: str) -> str:
    """Of an infinitive in -er; nothing for another word: premier, cher."""
    found = f"{word[:-2]}é"
    return found if word.endswith("er") and word != "fier" and is_form(found) else ""


@lru_cache(maxsize=4096)
def of_several(verb: str) -> str:
    """What several do, of what one does or did: travaille, a, était, pourra; nothing for another word."""
    if verb in _OF_SEVERAL or len(verb) < len("aide"):
        return _OF_SEVERAL.get(verb, "")
    if verb.endswith("ait"):
        several = f"{verb[:-2]}ient"
    elif verb.endswith("ra"):
        several = f"{verb[:-1]}ont"
    else:
        several = f"{verb}nt" if verb.endswith("e") else ""
    return several if several and is_form(several) else ""


@lru_cache(maxsize=4096)
def of_one(verb: str) -> str:
    """The same the other way: travaillent, ont, étaient."""
    if verb in _OF_ONE:
        return _OF_ONE[verb]
    if verb.endswith("aient"):
        one = f"{verb[:-4]}it"
    elif verb.endswith("ront"):
        one = f"{verb[:-3]}a"
    else:
        is_one = verb.endswith("ent") and not verb.endswith(("vient", "tient")) and is_word(f"{verb[:-2]}r")
        one = verb[:-2] if is_one else ""
    return one if one and is_word(one) and of_several(one) == verb else ""


_OF_SEVERAL = PAIRED["verbes_au_pluriel"]
_OF_ONE = {several: one for one, several in _OF_SEVERAL.items()}
