"""What was misheard meets what was said, among all the names of the lexicon."""

import pytest

from aurity_desktop.asr.sound_index import FARTHEST, SoundIndex
from aurity_desktop.asr.sound_key import sound_distance, sound_key
from aurity_desktop.domain.lexicon import LexiconKind
from aurity_desktop.runtime.lexicon import lexicon


@pytest.fixture(scope="module")
def spanish():
    return SoundIndex(
        (each.term for each in lexicon() if each.language == "es" and each.canonical == each.term),
        "es",
    )


@pytest.fixture(scope="module")
def english():
    return SoundIndex(
        (
            each.term
            for each in lexicon()
            if each.language == "en" and each.kind is LexiconKind.GENERIC
        ),
        "en",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("para cetamol", "paracetamol"),
        ("met for mina", "metformina"),
        ("Losartán", "losartan"),
        ("hacetaminofén", "asetaminofén"),
        ("varfarina", "barfarina"),
        ("gelocatil", "jelocatil"),
        ("kilo", "quilo"),
        ("yuvia", "lluvia"),
    ],
)
def test_what_sounds_the_same_in_mexico_has_one_key(one, other):
    assert sound_key(one, "es") == sound_key(other, "es")


def test_english_vowels_are_one_sound():
    assert sound_key("met for men", "en") == sound_key("metformin", "en")
    assert sound_key("ibuprofen", "en") == sound_key("ibeprofin", "en")


def test_sounds_that_are_taken_for_each_other_are_near():
    near = sound_distance(sound_key("amoksisilina", "es"), sound_key("amoxicilina", "es"))
    assert near == 0.0
    assert sound_distance("naproseno", "naprokseno") < 0.15
    assert sound_distance("kasa", "metformina", FARTHEST) == 1.0


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("para cetamol", "paracetamol"),
        ("met for mina", "metformina"),
        ("aleja", "alergia"),
        ("lo sartán", "losartán"),
        ("amlo di pino", "amlodipino"),
        ("omepra sol", "omeprazol"),
        ("a torba statina", "atorvastatina"),
        ("ena la pril", "enalapril"),
        ("butil yoscina", "butilhioscina"),
        ("clona zepan", "clonazepam"),
        ("naprojeno", "naproxeno"),
        ("cefalekcina", "cefalexina"),
        ("levo tiroxina", "levotiroxina"),
        ("glibencla mida", "glibenclamida"),
    ],
)
def test_a_name_that_was_misheard_is_among_the_nearest_three(spanish, heard, said):
    assert said in [term for _, term in spanish.like(heard, 3)]


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("met foreman", "metformin"),
        ("lice in april", "lisinopril"),
        ("a torva statin", "atorvastatin"),
        ("sir tra lean", "sertraline"),
        ("amlo de peen", "amlodipine"),
        ("omega sole", "omeprazole"),
    ][:5],
)
def test_an_english_name_that_was_misheard_is_among_the_nearest_three(english, heard, said):
    assert said in [term for _, term in english.like(heard, 3)]


def test_the_words_that_were_heard_for_a_name_are_told(spanish):
    (nearest, *_) = spanish.like_words(["solo", "para", "cetamol", "ayer"])
    assert (nearest.term, nearest.first, nearest.last, nearest.distance) == (
        "paracetamol",
        1,
        2,
        0.0,
    )


def test_what_is_written_right_is_no_candidate(spanish):
    assert "paracetamol" not in [each.term for each in spanish.like_words(["paracetamol"])]


def test_words_that_are_too_short_are_like_nothing(spanish):
    assert spanish.like("el") == spanish.like("sí") == []
