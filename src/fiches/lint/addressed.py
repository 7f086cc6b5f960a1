"""Words that speak to the author and not to readers: a letter around the text, the answers of an assistant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.core.text import shown
from fiches.lint.leftovers import Mark, PasteRule
from fiches.lint.sought import sought

LONGEST_PHRASE = 40  # characters that are quoted of it

# Repetitions have an end: a search must take no longer than its text. What stands in quotations is somebody's own.
_LINE_START = r"^[*_ #]{0,6}"
_GREETING = (
    r"(?:Bonjour|Bonsoir|Salut|Coucou|Ch(?:ers?|ères?) |Madame|Monsieur|Mesdames|Hello|Hi|Dear "
    r"|Good (?:morning|afternoon)|السلام عليكم|تحية طيبة)"
)
_OF_LETTER = re.compile(
    _LINE_START + rf"(?:{_GREETING}\b[^.!?:;,\n]{{0,30}}(?:, [Mm]onsieur)?[,!]\W{{0,3}}$"
    r"|(?:Bonjour|Bonsoir|Hello|Hi)\b[^.!?\n]{0,30}[,!] (?:voici|ci-joint|je|nous|here|please|I|we)\b.*"
    r"|(?:(?:Bien |Très )?(?:[Cc]ordialement|[Aa]micalement|[Rr]espectueusement|[Ss]incères salutations)|Salutations"
    r"|Cdlt|Cdt|Bien à (?:vous|toi)|Bonne (?:journée|soirée|réception|lecture|continuation)|Merci (?:d'|par )avance"
    r"|(?:Kind |Best |Warm )(?:regards|wishes)|Yours (?:sincerely|faithfully|truly)|Sincerely|Thanks in advance"
    r"|مع (?:خالص )?(?:التحية|تحياتي))"
    r"(?:\s?[,.!]+(?: [A-ZÉ][\w .'-]{0,40})?|\s[^.,:;\n]{0,25}[,.!]?)?\s*$"
    r"|(?:Je vous prie d|Veuillez |Nous vous prions d|Dans l'attente de (?:votre|vous)).{0,20}"
    r"(?:agréer|recevoir|croire|trouver ci|réponse|lire).*"
    r"|(?:PJ|P\.J\.|Pi[eè]ces? jointes?|Attachments?) ?: ?\S.*|(?:TR|Tr|RE|Re|FW|Fwd?) ?: \S.*"
    r"|-{2,}.{0,20}(?:Message (?:d'origine|transféré|original)|Original [Mm]essage|Forwarded message).*)"
)
_MAIL_HEAD = re.compile(r"^[*_]{0,2}(?:De|À|A|Envoyé|Objet|Cc|Date|From|To|Sent|Subject)[*_]{0,2} ?: ?[*_]{0,2} ?\S.*")
_REWORKED = (
    r"(?:améliorée?|corrigée?|reformulée?|révisée?|réécrite?|remaniée?|retravaillée?|enrichie?|condensée?"
    r"|raccourcie?|traduite?|résumée?|structurée?|plus (?:claire?|fluide|courte?|longue?|concise?|détaillée?)"
    r"|de (?:votre|ton) texte)"
)
_HELP = (
    r"(?:me (?:dire|demander|le dire|faire (?:savoir|part|signe)|solliciter|préciser)"
    r"|si vous (?:souhaitez|avez besoin|voulez))"
)
_DID = (
    r"(?:reformul|corrig|conserv|gardé|ajout|modifi|raccourci|supprim|chang|resserr|respect|structur|traduit|harmonis"
    r"|kept|rewr|added|edited|shorten|remov|correct|adjust|preserv|restructur|translat|fixed|improv)"
)
_ANSWER_START = re.compile(
    _LINE_START + r"(?:(?:Bien sûr|Bien entendu|Certainement|Absolument|Avec plaisir|Très bien|Parfait|D'accord|Entendu"
    r"|Excellente question|Bonne question|Sure(?: thing)?|Certainly|Of course|Absolutely|Great question|Got it|Gladly)"
    r"(?: ?!|, (?:voici|here)\b).{0,100}"
    rf"|(?:Voici|Voilà) (?:une?|la|le|l'|ma|votre|ton|ta|deux|trois|quelques)\b.{{0,60}}\b{_REWORKED}\b.*"
    r"|(?:Here(?:'s| is| are)|Below is) (?:a|an|the|your|my|some|two|three)\b.{0,60}\b(?:improved|corrected|revised"
    r"|rewritten|polished|refined|edited|shorter|translated|clearer|version|draft)\b.*"
    r"|\(?(?:Notes?|Remarques?|NB|N\.B\.)[*_ ]{0,4}: ?[*_]{0,3} ?"
    rf"(?:[Jj]'ai|[Jj]e n'ai|I(?:'ve| have)?)\b.{{0,20}}\b{_DID}.*"
    rf"|(?:[Jj]'ai|I(?:'ve| have)?) (?:légèrement |un peu |slightly )?{_DID}\w* (?:votre|ton|le|la|your|the) "
    r"(?:texte|paragraphe|phrase|ton|style|structure|text|paragraph|wording|tone)\b.*"
    r"|(?:Ce texte|Cette version|This (?:text|version)) .{0,60}\b(?:demandée?s?|votre|vos|requested|your)\b.*"
    r"|(?:ChatGPT|Copilot|Gemini|Claude|Vous|You)(?: a dit| avez dit| said) ?:\s*$"
    r"|(?:Copier le code|Copy code|Régénérer|Regenerate|Réflexion (?:durant|pendant) .{0,30}|Thought for .{0,30})\s*$)"
)
_ANSWER_WITHIN = sought(
    r"hésite|que je|vous une|else "
    r"|-moi |me (?:know|to)|free|hope|espère|AI|IA|intell|langu|assis|sorry|désol|oaicite|turn\d|【|utm_",
    rf"\b[Nn]'hésite(?:z pas|z surtout pas| pas) à {_HELP}.{{0,60}}"
    r"|\b[Ss]i (?:vous|tu) (?:avez besoin|as besoin|souhaite[sz]|voulez|veux) .{0,40}n'hésite.{0,20}"
    r"|\banything else (?:you|I can)\b.{0,60}"
    r"|\b(?:Souhaitez-vous|Voulez-vous|Veux-tu|Aimeriez-vous|Souhaites-tu) (?:que je|une (?:autre )?version)\b.{0,60}"
    r"|\b(?:Dites-moi|Dis-moi|Faites-moi savoir|Fais-moi savoir) (?:si|ce que)\b.{0,60}"
    r"|\b(?:[Ll]et me know (?:if|whether|how)|[Ff]eel free to (?:ask|reach|let)|[Ww]ould you like me to|[Ww]ant me to"
    r"|I hope this (?:helps|meets)|[Jj]'espère que (?:cela|cette version|ce texte) (?:vous|te|répond)).{0,60}"
    r"|\b(?:[Ee]n tant qu(?:'IA|'intelligence artificielle|e modèle de langage|'assistant)|[Aa]s an AI\b"
    r"|[Aa]s a (?:large )?language model|I'm sorry, but I can|[Jj]e suis désolée?, mais je ne peux).{0,60}"
    r"|【\d[^【】]{0,40}】|:contentReference\[oaicite[^\[\]]{0,40}\](?:\{[^{}]{0,40}\})?|\[oaicite:[^\[\]]{0,20}\]"
    r"|(?:\ue200?cite\ue202?)?turn\d{1,3}(?:search|view|news|image|fetch|file)\d{1,3}\ue201?"
    r"|[?&]utm_source=(?:chatgpt|openai|perplexity)[\w.]*",
)


def letters(lines: Sequence[str]) -> Iterator[Mark]:
    """The greeting and the end of a letter, the lines above one."""
    heads = [bool(_MAIL_HEAD.match(line)) for line in lines]
    for index, line in enumerate(lines):
        several = heads[index] and heads[index + 1 : index + 2] == [True] and not (index and heads[index - 1])
        if several or _OF_LETTER.match(line):
            yield index, 0, "reste-de-collage.letter", {"text": shown(line.strip("*_ #"), LONGEST_PHRASE)}


def answers(lines: Sequence[str]) -> Iterator[Mark]:
    """What an assistant says around what it was asked to write, and the marks that it leaves within."""
    for index, line in enumerate(lines):
        match = None if line[:1] == ">" else _ANSWER_START.match(line) or _ANSWER_WITHIN.search(line)
        if match:
            text = match[0].strip("*_ #")
            at = match.start() + match[0].index(text)
            yield index, at, "reste-de-collage.assistant", {"text": shown(text, LONGEST_PHRASE)}


RULES: tuple[PasteRule, ...] = (letters, answers)
