import pytest

from aurity_desktop.asr.language import SpokenLanguage, by_piece

SPANISH, ENGLISH = {"es": 0.95, "en": 0.01}, {"es": 0.001, "en": 0.9}
RATHER_ENGLISH = {"es": 0.1, "en": 0.8}


def test_the_first_sure_speech_tells_the_language():
    spoken = SpokenLanguage()
    assert (spoken.current, spoken.begin(SPANISH, 2.0), spoken.current) == ("", "es", "es")


@pytest.mark.parametrize(("heard", "seconds"), [(SPANISH, 0.5), ({"es": 0.40, "en": 0.35}, 2.5)])
def test_a_short_or_an_unsure_one_is_written_in_the_likeliest_and_tells_nothing(heard, seconds):
    spoken = SpokenLanguage()
    assert (spoken.begin(heard, seconds), spoken.current) == ("es", "")


def test_languages_that_nobody_speaks_here_are_no_choice():
    spoken = SpokenLanguage()
    assert spoken.begin({"ja": 0.7, "en": 0.2, "es": 0.01}, 1.5) == "en"
    assert spoken.begin({"gl": 0.6, "es": 0.3, "en": 0.02}, 1.5) == "es"


@pytest.mark.parametrize("pinned", ["", "es"])
def test_speech_that_is_plainly_in_the_other_language_turns_at_once(pinned):
    spoken = SpokenLanguage(pinned)
    spoken.begin(SPANISH, 2.0)
    assert spoken.hear(ENGLISH, 2.0)
    assert spoken.current == "en"


@pytest.mark.parametrize(("pinned", "needed"), [("", 2), ("es", 3)])
def test_speech_that_is_rather_in_the_other_language_changes_it_when_there_is_more(pinned, needed):
    spoken = SpokenLanguage(pinned)
    spoken.begin(SPANISH, 2.0)
    turned = [spoken.hear(RATHER_ENGLISH, 2.0) for _ in range(needed)]
    assert turned == [False] * (needed - 1) + [True]


def test_what_is_in_the_language_in_force_wipes_out_a_doubt():
    spoken = SpokenLanguage("es")
    heard = (RATHER_ENGLISH, SPANISH, RATHER_ENGLISH, SPANISH)
    assert not any(spoken.hear(each, 2.0) for each in heard)


def test_a_word_or_two_say_nothing_about_the_language():
    spoken = SpokenLanguage("es")
    assert not any(spoken.hear(ENGLISH, 0.8) for _ in range(5))


def test_and_back_again():
    spoken = SpokenLanguage("es")
    assert [spoken.hear(each, 2.0) for each in (ENGLISH, SPANISH)] == [True, True]
    assert spoken.current == "es"


def test_who_pins_another_language_gets_that_and_no_other():
    spoken = SpokenLanguage("pt")
    assert not spoken.hear(ENGLISH, 3.0)
    assert spoken.current == "pt"


@pytest.mark.parametrize(
    ("heard", "languages"),
    [
        ([SPANISH, ENGLISH, ENGLISH, SPANISH], ["es", "en", "en", "es"]),
        ([SPANISH, RATHER_ENGLISH, SPANISH], ["es"] * 3),
        ([SPANISH, RATHER_ENGLISH, RATHER_ENGLISH, SPANISH], ["es"] * 4),
        ([ENGLISH, ENGLISH], ["en", "en"]),
        ([ENGLISH, {}, ENGLISH], ["en"] * 3),
        ([], []),
    ],
)
def test_the_pieces_of_a_stretch_have_the_languages_of_the_likeliest_way_through_them(
    heard, languages
):
    assert by_piece(heard, "es") == languages
