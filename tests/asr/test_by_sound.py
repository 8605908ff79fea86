"""Names that were misheard, over a model that says what it likes."""

import numpy as np
import pytest

from aurity_desktop.asr.by_sound import BySound
from aurity_desktop.asr.recognizer import Encoding, Features
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.lexicon import LexiconEntry, LexiconKind
from aurity_desktop.domain.transcript import Word


def entry(term, kind=LexiconKind.GENERIC, language="es", canonical=""):
    return LexiconEntry(term, kind, language, canonical or term)


LEXICON = (
    entry("paracetamol"),
    entry("piracetam"),
    entry("metformina"),
    entry("valsartán"),
    entry("domperidona"),
    entry("cetromicina"),
    entry("levofloxacino"),
    entry("ofloxacino"),
    entry("timolol"),
    entry("ejercicio", LexiconKind.FINDING),
    entry("alérgico", LexiconKind.FINDING),
    entry("depresión", LexiconKind.FINDING),
    entry("ingreso", LexiconKind.PROCEDURE),
    entry("metformin", language="en", canonical="metformina"),
    *(
        entry(f"Marca{number}", LexiconKind.BRAND, canonical=name)
        for number, name in enumerate(
            (
                "paracetamol",
                "metformina",
                "valsartán",
                "domperidona",
                "piracetam",
                "levofloxacino",
                "ofloxacino",
                "timolol",
            )
        )
    ),
)


class Forced:
    """Finds each text as likely as `likes` says of the term in it, and all others impossible.

    What was heard, in which no term is, it finds certain. It has a token for each of `EVERY_DAY`.
    """

    EVERY_DAY = frozenset({"alcohol", "mejor", "mina"})

    def __init__(self, **likes):
        self.likes = likes
        self.heard = []
        self._texts = []

    def features(self, audio, seconds):
        return Features(audio, audio.size // 160)

    def encode(self, features):
        self.heard.append(features.frames / 100)
        return Encoding(features.values, features.frames)

    def tokens_of(self, text):
        self._texts.append(text.strip())
        pieces = 1 if self._texts[-1] in self.EVERY_DAY else max(1, len(text) // 3)
        return (len(self._texts) - 1,) * pieces

    def forced(self, encoding, texts, *, language, start, end):
        assert 0 <= start < end
        written = [self._texts[tokens[0]] for tokens in texts]
        return [
            (next((-cost for term, cost in self.likes.items() if term in each), -99.0),)
            if number
            else (0.0,)
            for number, each in enumerate(written)
        ]


def words(text, probability=0.6, start=0):
    return [
        Word(number * 0.5, number * 0.5 + 0.5, each, probability)
        for number, each in enumerate(text.split(), start)
    ]


def found(text, model, probability=0.6, **options):
    heard = words(text, probability) if isinstance(text, str) else text
    samples = np.ones(len(heard) * SAMPLE_RATE, np.int16)
    options = {"language": "es", **options}
    return list(BySound(model, lambda: LEXICON).found(samples, heard, **options))


def test_what_was_heard_as_two_words_is_written_as_the_name_that_it_sounds_like():
    assert found("Solo para cetamol, nada más.", Forced(paracetamol=5)) == [
        Found(1, 2, "paracetamol,")
    ]


def test_a_name_that_the_model_finds_far_less_likely_is_not_written():
    assert found("Solo para cetamol, nada más.", Forced(paracetamol=40)) == []


def test_of_two_names_the_one_is_written_that_the_model_likes_better():
    model = Forced(piracetam=1, paracetamol=12)
    assert found("tome parecetam hoy", model) == [Found(1, 1, "piracetam")]
    model = Forced(piracetam=30, paracetamol=0)
    assert found("tome parasetamo.", model) == [Found(1, 1, "paracetamol.")]


def test_the_name_is_written_that_explains_more_of_what_was_heard():
    model = Forced(levofloxacino=8, ofloxacino=0)
    assert found("tome le vo floxacino hoy", model) == [Found(1, 3, "levofloxacino")]


def test_a_short_word_that_was_heard_as_the_names_beginning_stays():
    assert found("es alérgica adonperidona y ya", Forced(domperidona=3)) == [
        Found(2, 2, "a domperidona")
    ]


def test_a_sentence_begins_with_a_capital():
    assert found("Bien. Meformina, diario.", Forced(Metformina=0, metformina=3)) == [
        Found(1, 1, "Metformina,")
    ]


def test_what_the_model_is_sure_of_needs_more_to_be_replaced():
    assert found("va al sartan hoy", Forced(valsartán=5), 0.5)
    assert found("va al sartan hoy", Forced(valsartán=5), 0.95) == []


def test_a_name_that_nobody_sells_must_sound_and_be_liked_as_what_was_heard():
    assert found("tome cetromisina hoy", Forced(cetromicina=20), 0.1) == []
    assert found("tome cetromisina hoy", Forced(cetromicina=0), 0.1) == [Found(1, 1, "cetromicina")]
    assert found("tome sitrominina hoy", Forced(cetromicina=0), 0.1) == []


def test_a_long_word_of_every_day_is_no_piece_of_a_name():
    model = Forced(timolol=0, metformina=0)
    assert found("joven timó alol hoy", model)
    assert found("joven tomó alcohol. Hoy", model) == []
    assert found("joven tomó Alcohol. Hoy", model) == []
    assert found("tome mejor mina hoy", model) == [Found(1, 2, "metformina")]
    assert found("joven tomó alcohol. Hoy", model, asked=("timolol",))


def test_a_name_is_not_written_that_may_be_the_end_of_a_longer_one_misheard_before():
    model = Forced(ofloxacino=0, metformina=0)
    sure, unsure = words("alergia heavily"), words("alergia heavily", 0.3)
    for heard, others in ((sure, 1), (unsure, 0)):
        own = [*heard, *words("oflaxas ino aquí", start=2)]
        assert len(found(own, model)) == others
        assert found([*heard, *words("meformina aquí", start=2)], model)
    assert found([*unsure, *words("oflaxas ino", start=2)], model, asked=("ofloxacino",))


def test_another_form_of_a_word_is_none_that_was_misheard():
    assert found("haga ejercicios diario", Forced(ejercicio=0)) == []
    assert found("por favor ingrese su nombre", Forced(ingreso=0)) == []
    assert found("por favor inqreso su nombre", Forced(ingreso=0))


def test_what_is_a_term_itself_is_left_alone():
    model = Forced(piracetam=0)
    assert found("tome paracetamol hoy", model) == []
    assert model.heard == []


@pytest.mark.parametrize("text", ["", "hola buenos días", "son 500 mg 10 veces"])
def test_nothing_is_encoded_where_nothing_sounds_like_a_term(text):
    model = Forced()
    assert found(text, model) == []
    assert model.heard == []


def test_words_that_somebody_wrote_stay():
    assert found("Solo para cetamol, ya", Forced(paracetamol=0), kept=frozenset({2})) == []


def test_what_the_user_expects_to_be_said_is_looked_for_too():
    model = Forced(Zuñigán=15)
    assert found("tome sunigan hoy", model, asked=["Zuñigán"]) == [Found(1, 1, "Zuñigán")]
    assert found("tome sunigan hoy", model) == []


def test_each_language_has_its_own_terms_and_others_have_none():
    assert found("take met for min now", Forced(metformin=0), language="en") == [
        Found(1, 3, "metformin")
    ]
    assert found("Solo para cetamol, ya", Forced(paracetamol=0), language="fr") == []


def test_candidates_far_apart_are_encoded_by_themselves():
    model = Forced(paracetamol=0)
    between = "sí " * 60
    assert len(found(f"para cetamol {between} para cetamol", model)) == 2
    assert len(model.heard) == 2
    assert max(model.heard) < 16


def test_how_far_the_look_is_is_told_before_each_window_and_may_end_it():
    model, told = Forced(paracetamol=0), []
    text = f"para cetamol {'sí ' * 60} para cetamol"
    found(text, model, progress=told.append)
    assert told == [0.0, pytest.approx(60 / 64 / 2)]

    def stop(fraction):
        if fraction:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found(text, model, progress=stop)
    assert len(model.heard) == 2 + 1
