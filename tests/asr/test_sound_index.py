"""What was misheard meets what was said, among all the names of the lexicon."""

import pytest

from aurity_desktop.asr import sound_index
from aurity_desktop.asr.sound_index import SoundIndex
from aurity_desktop.asr.sound_key import sound_distance, sound_key
from aurity_desktop.asr.sound_terms import SoundTerm, Use, terms_of, with_asked
from aurity_desktop.domain.lexicon import LexiconEntry, LexiconKind
from aurity_desktop.runtime.lexicon import lexicon


@pytest.fixture(scope="module")
def spanish():
    return SoundIndex(terms_of(lexicon(), "es"), "es")


@pytest.fixture(scope="module")
def english():
    return SoundIndex(terms_of(lexicon(), "en"), "en")


def nearest(index, heard, language, most=3):
    return [term.text for _, term in index.like(sound_key(heard, language), most)]


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
    assert sound_distance("kasa", "metformina", 0.3) == 1.0


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("para cetamol", "paracetamol"),
        ("met for mina", "metformina"),
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
    assert said in nearest(spanish, heard, "es")


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("met foreman", "metformin"),
        ("lice in april", "lisinopril"),
        ("a torva statin", "atorvastatin"),
        ("sir tra lean", "sertraline"),
        ("amlo de peen", "amlodipine"),
    ],
)
def test_an_english_name_that_was_misheard_is_among_the_nearest_three(english, heard, said):
    assert said in nearest(english, heard, "en")


def test_the_words_that_were_heard_for_a_name_are_told(spanish):
    found = min(
        spanish.like_words(["solo", "para", "cetamol", "ayer"]), key=lambda each: each.distance
    )
    assert (found.text, found.first, found.last, found.distance) == ("paracetamol", 1, 2, 0.0)


def test_a_short_word_may_be_heard_as_the_beginning_of_a_name(spanish):
    found = min(spanish.like_words(["adonperidona"]), key=lambda each: each.distance)
    assert (found.text, found.before, found.term) == ("a domperidona", "a", "domperidona")


def test_what_is_written_right_is_no_candidate(spanish):
    assert "paracetamol" not in [each.term for each in spanish.like_words(["paracetamol"])]


def test_words_that_are_too_short_are_like_nothing(spanish):
    assert nearest(spanish, "el", "es") == nearest(spanish, "sí", "es") == []


def test_a_medicine_that_is_sold_may_sound_less_like_what_was_heard_than_others():
    use = {term.text: term.use for term in terms_of(lexicon(), "es")}
    assert use["amlodipino"] is use["litio"] is use["insulina"] is Use.USUAL
    assert use["cetromicina"] is use["Tempra"] is Use.RARE
    assert use["alergia"] is Use.TERM
    assert Use.ASKED.value > Use.USUAL.value > Use.RARE.value


def test_a_term_is_written_with_its_accents_and_the_users_words_come_first():
    terms = terms_of(lexicon(), "es")
    texts = [term.text for term in terms]
    assert "valsartán" in texts
    assert "valsartan" not in texts
    asked = with_asked(terms, ["Valsartan", "Zuñigán"])
    assert [each for each in asked if each.use is Use.ASKED] == list(asked[:2])
    assert "valsartán" not in [term.text for term in asked]


def test_the_long_words_of_a_term_are_looked_for_alone_and_do_not_keep_the_whole_from_being():
    terms = [
        *terms_of(
            (
                LexiconEntry("densitometría ósea", LexiconKind.STUDY, "es", "densitometría ósea"),
                LexiconEntry("biometría hemática", LexiconKind.STUDY, "es", "biometría hemática"),
                LexiconEntry("edema", LexiconKind.SIGN, "es", "edema"),
            ),
            "es",
        )
    ]
    assert {term.text for term in terms if term.use is Use.PART} == {
        "densitometría",
        "biometría",
        "hemática",
    }
    english = terms_of((LexiconEntry("foot ulceration", LexiconKind.SIGN, "en", ""),), "en")
    assert [term.text for term in english] == [
        "foot ulceration"
    ]  # "assistance" is like "resistance"
    index = SoundIndex(terms, "es")
    assert "densitometría" in [each.term for each in index.like_words(["densito", "metria"])]
    assert "biometría hemática" in [
        each.term for each in index.like_words(["biometría", "ematica"])
    ]


def test_short_words_of_every_day_are_no_terms_of_few_sounds(english):
    assert "liver" not in [each.term for each in english.like_words(["all", "over"])]
    assert "chin" not in [each.term for each in english.like_words(["I", "mean"])]


def test_which_of_terms_that_share_as_much_are_compared_is_the_same_in_every_process(monkeypatch):
    monkeypatch.setattr(sound_index, "_SHARING", 1)
    for begin in ("lup", "lud", "ful", "nup", "pul", "duf", "mup", "tul"):
        terms = [SoundTerm("bakorimekan", Use.USUAL), SoundTerm(f"{begin}orimesil", Use.USUAL)]
        index = SoundIndex(terms, "es")
        nearest = index.like(sound_key(f"{begin}orimekan", "es"))
        assert [term for _, term in nearest] == terms[1:]


@pytest.mark.parametrize(
    ("heard", "said"),
    [("acidic lifting", "sitagliptin"), ("from a good diet", "semaglutide")],
)
def test_a_name_that_is_unlike_what_was_heard_is_among_the_least_unlike(heard, said):
    """Of some six hundred, though few of its sounds are the same."""
    terms = [term for term in terms_of(lexicon(), "en") if term.use is Use.USUAL]
    usual = SoundIndex((term for term in terms if " " not in term.text), "en")
    found = {term.text for _, term in usual.least_unlike(sound_key(heard, "en"))}
    assert said in found
    assert len(found) < len(terms) / 4
