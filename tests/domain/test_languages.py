"""A language is one that whisper knows, or none."""

import pytest

from aurity_desktop.domain.errors import UnknownLanguage
from aurity_desktop.domain.languages import LANGUAGES, checked_language


@pytest.mark.parametrize("code", ["", "es", "en", "yue"])
def test_a_language_that_whisper_knows_is_taken_and_none_means_detected(code):
    assert checked_language(code) == code


@pytest.mark.parametrize("code", ["xx", "ES", "es-MX", "Spanish"])
def test_anything_else_is_refused_by_name(code):
    with pytest.raises(UnknownLanguage, match=code):
        checked_language(code)


def test_the_languages_are_those_of_the_engine():
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    assert set(_LANGUAGE_CODES) == LANGUAGES
