"""Which sentences stand by themselves, and who says them, in each language whose rules are data."""

import pytest

from fiches.config import speech_rules
from fiches.typography import voices

RULES = {language: speech_rules.of_language(language) for language in ("fr", "en", "ar")}

# By language and reason: what is left because of it. The sentences of the review of November stand among them.
REFUSED = {
    ("fr", "longueur"): ["On fédère.", " ".join(["Nous", *["allons"] * 16]) + "."],
    ("fr", "minuscule"): ["elle constitue le socle d'un développement durable."],
    ("fr", "renvoi"): [
        "Vous les sollicitez pour quoi que ce soit, elles vous suivent.",
        "Tout ça a créé une volonté dans le village.",
        "Nous parlons souvent de cette mutualisation des moyens.",
        "Ce projet a changé la vie des gens d'ici.",
        "On l'a fait avec les gens du village.",
        "Après moi, il y en aura d'autres au village.",
        "Les femmes sont venues pour les aider à creuser.",
        "Ceux-là ont préféré attendre la saison des pluies.",
    ],
    ("fr", "liaison"): [
        "Nous avons donc dû modifier le plan du puits.",
        "La commune a aussi donné le terrain et l'eau.",
        "Mais le village entier a creusé avec nous.",
        "Ensuite les femmes ont tenu les comptes du four.",
    ],
    ("fr", "passif"): [
        "Les deux bus ont été acheminés de la même manière.",
        "La diaspora n'est pas accompagnée par les autorités.",
        "Les latrines sont construites à côté de l'école.",
    ],
    ("fr", "sujet"): [
        "Le projet a permis de créer plusieurs emplois.",
        "La mise en place du tri a pris deux ans.",
        "Le programme soutient les femmes de la commune.",
    ],
    ("fr", "coupure"): [
        "On a gagné des routes (deux sur quatre) cette année-là.".replace(" cette année-là", ""),
        "On a gagné des routes, des bus, des écoles, etc.",
        "Le puits, dit-elle, a changé la vie du village.",
    ],
    ("fr", "pronom"): [
        "C'est parmi les facteurs de réussite principaux.",
        "Cela nous a coûté deux années de travail.",
        "Elle commence à travailler et obtient des résultats concrets.",
        "Aujourd'hui, elles font plein de choses au village.",
        "Il est venu nous voir avec toute sa famille.",
    ],
    ("en", "longueur"): ["We dug the well."],
    ("en", "minuscule"): ["we dug the well with our own hands."],
    ("en", "renvoi"): ["We were proud of this village road.", "That was the best day of my life."],
    ("en", "liaison"): ["We therefore changed the plan of the well.", "But the whole village dug with us."],
    ("en", "passif"): ["The buses were paid by people from the town.", "The school was built in less than a year."],
    ("en", "sujet"): ["The project gave work to forty people."],
    ("en", "coupure"): ["We won roads, buses, schools, etc.", "The well, she said, changed our whole life."],
    ("en", "pronom"): ["It gave work to forty people here.", "They came with us to the village."],
    ("ar", "longueur"): ["حفرنا البئر معا."],
    ("ar", "renvoi"): ["لقد غير هذا البئر حياة القرية كلها."],
    ("ar", "liaison"): ["لكن القرية كلها حفرت معنا البئر.", "بدأنا أيضا العمل مع نساء القرية."],
    ("ar", "passif"): ["تم حفر البئر في سنة واحدة."],
    ("ar", "sujet"): ["المشروع أعطى العمل لأربعين شخصا."],
    ("ar", "coupure"): ["ربحنا طرقا وحافلات ومدارس، إلخ."],
    ("ar", "pronom"): ["هي التي أعطتنا الماء كل يوم."],
}
KEPT = {
    "fr": [
        "Une coordination c'est 50/50. Je te donne, tu me donnes.",
        "Il y a 3 ans et demi, on a trouvé un point de rassemblement dans Almoggar.",
        "Quand les femmes gagnent leur vie, elles décident.",
        "Ce qui compte pour moi, c'est la confiance des gens.",
        "Ceux qui partent n'oublient jamais le village.",
        "Il faut que chacun prenne ses responsabilités.",
        "Nous sommes venus avec nos valeurs et nos compétences.",
        "Les logiques individuelles n'ont pas leur place ici.",
    ],
    "en": ["We dug the well with our own hands.", "When women earn a living, they decide.",
           "Those who leave never forget the village."],
    "ar": ["حفرنا البئر بأيدينا مع أهل القرية.", "الماء هو حياة القرية كلها."],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "reason", "sentence"),
    [(language, reason, one) for (language, reason), sentences in REFUSED.items() for one in sentences],
)
def test_a_sentence_is_left_for_that_reason(language, reason, sentence):
    assert voices.refusal(sentence, RULES[language]) == reason


def test_every_reason_of_every_language_has_a_sentence_here():
    assert set(speech_rules.names()) <= set(REFUSED)
    assert {(one, reason) for one in RULES for reason in (voices.LENGTH, voices.PRONOUN)} <= set(REFUSED)


@pytest.mark.parametrize(("language", "sentence"), [(key, one) for key, sentences in KEPT.items() for one in sentences])
def test_a_sentence_that_stands_by_itself_is_kept(language, sentence):
    assert voices.refusal(sentence, RULES[language]) == ""


@pytest.mark.parametrize(("language", "least", "most"), [("fr", 6, 16), ("en", 6, 16), ("ar", 4, 14)])
def test_words_are_counted(language, least, most):
    def kept(count):
        return voices.refusal(" ".join(["Nous", *["allons"] * (count - 1)]) + ".", RULES[language]) != voices.LENGTH

    assert [kept(count) for count in (least - 1, least, most, most + 1)] == [False, True, True, False]


def test_nothing_is_known_of_other_languages():
    assert speech_rules.of_language("shi") is None
    assert speech_rules.of_language("fr-MA") == RULES["fr"]


@pytest.mark.parametrize(("language", "text", "speaker"), [
    ("fr", "« Le puits a tout changé », explique Saadia Anni, la trésorière.", "Saadia Anni, la trésorière"),
    ("fr", "« Le puits a tout changé », raconte une habitante, en riant.", "Une habitante"),
    ("fr", "« Le puits a tout changé » (le maire).", "Le maire"),
    ("fr", "« Le puits a tout changé » — Une habitante", "Une habitante"),
    ("fr", "Un an passe. La présidente résume : « Le puits a tout changé ».", "La présidente"),
    ("fr", "Selon le maire, « le puits a tout changé ».", "Le maire"),
    ("fr", "« Le puits a tout changé », répète une habitante.", "Une habitante"),
    ("fr", "« Le puits a tout changé », s’exclame une habitante.", "Une habitante"),
    ("fr", "« Le puits a tout changé », dit-elle.", ""),
    ("fr", "Elle dit : « Le puits a tout changé ».", ""),
    ("fr", "En juin, au village, le maire dit : « Le puits a tout changé ».", ""),
    ("fr", "Le puits est creusé. « Le puits a tout changé ». On rit.", ""),
    ("en", "“The well changed everything,” says Amina Tahiri, the mayor.", "Amina Tahiri, the mayor"),
    ("en", "“The well changed everything,” the mayor explained.", "The mayor"),
    ("en", "The mayor recalls: “The well changed everything.”", "The mayor"),
    ("en", "He recalls: “The well changed everything.”", ""),
    ("ar", "تقول رئيسة الجمعية: «البئر غير كل شيء».", "رئيسة الجمعية"),
    ("ar", "«البئر غير كل شيء» (رئيسة الجمعية)", "رئيسة الجمعية"),
])  # fmt: skip
def test_who_speaks(language, text, speaker):
    (found,) = voices.passages(text, RULES[language])
    assert found.speaker == speaker


def test_two_short_sentences_that_follow_each_other_may_go_together():
    passage = "Une coordination c’est 50/50. Je te donne, tu me donnes. Les logiques de chacun n’ont pas leur place ici"
    pair = "Une coordination c’est 50/50. Je te donne, tu me donnes."
    found = list(voices.sentences(passage, RULES["fr"]))
    assert pair in found and "Les logiques de chacun n’ont pas leur place ici." in found
    long = "Nous avons creusé le puits avec tout le village"
    assert list(voices.sentences(f"{long}. On rit !", RULES["fr"])) == [f"{long}.", "On rit !"]


def test_the_better_speaks_of_himself_in_about_nine_words():
    own, other = "Nous avons creusé le puits avec tout le village.", "Le village entier a creusé le puits avec joie."
    short = "Nous avons creusé le puits ensemble."
    assert sorted([other, short, own], key=lambda one: voices.worth(one, RULES["fr"])) == [own, short, other]
