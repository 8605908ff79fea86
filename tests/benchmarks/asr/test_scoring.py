import pytest

from tests.benchmarks.asr.scoring import (
    WordErrors,
    normalized,
    number_words,
    read_reference,
    stm_text,
    word_errors,
)


@pytest.mark.parametrize(
    ("number", "english", "spanish"),
    [
        (0, "zero", "cero"),
        (21, "twenty one", "veintiuno"),
        (38, "thirty eight", "treinta y ocho"),
        (100, "one hundred", "cien"),
        (115, "one hundred fifteen", "ciento quince"),
        (850, "eight hundred fifty", "ochocientos cincuenta"),
        (1000, "one thousand", "mil"),
        (2024, "two thousand twenty four", "dos mil veinticuatro"),
        (1_000_000, "one million", "un millon"),
        (3_500_000, "three million five hundred thousand", "tres millones quinientos mil"),
    ],
)
def test_numbers_are_written_in_words(number, english, spanish):
    assert number_words(number, "en") == english
    assert number_words(number, "es") == spanish


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "Tenía 38 grados y medio.", "¿tenia treinta y ocho grados y medio?"),
        ("es", "Enalapril, 10 mg, 1 vez al día", "enalapril diez miligramos una vez al dia"),
        ("es", "30 y 8", "treinta y ocho"),
        ("es", "el 5% de 2.000.000", "el cinco por ciento de dos millones"),
        ("en", "I'm 45, Dr. Smith", "I’m forty-five doctor smith"),
        ("en", "One hundred and five", "105"),
        ("en", "1,000 units", "one thousand units"),
        ("en", "3.5 mg", "three point five milligrams"),
    ],
)
def test_spellings_of_the_same_words_are_the_same(language, one, other):
    assert normalized(one, language) == normalized(other, language)


def test_errors_are_counted_by_kind():
    errors = word_errors("a b c d", "a x c d e", "en")
    assert errors == WordErrors(words=4, substitutions=1, insertions=1)
    assert errors.rate == 0.5


def test_words_against_silence_are_insertions():
    assert word_errors("", "thanks for watching", "en").insertions == 3


def test_pooling_weighs_by_words():
    pooled = WordErrors(words=90, substitutions=9) + WordErrors(words=10, deletions=6)
    assert pooled.rate == pytest.approx(0.15)


def test_an_stm_is_read_by_time_without_labels_and_comments():
    lines = [
        ";; comment",
        "sample 1 SPK2 12.5 13 <o,f0,male> and there",
        "sample 1 SPK1 6.9 7.1 Hello?",
        "sample 1 SPK1 20 21 IGNORE_TIME_SEGMENT_IN_SCORING",
    ]
    assert stm_text(lines) == "Hello? and there"


def test_the_reference_stands_beside_the_recording(tmp_path):
    (tmp_path / "talk.txt").write_text("buenos días\n", encoding="utf-8")
    assert read_reference(tmp_path / "talk.flac") == "buenos días"
    assert read_reference(tmp_path / "other.flac") is None
