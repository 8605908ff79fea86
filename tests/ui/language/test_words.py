"""One word for one thing, and the words that a clinician uses: what the window must not say."""

import re

import pytest

from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.language.translation import read_ts
from tests.ui.language.source_strings import source_strings

SPANISH = resources_folder() / "i18n" / "aurity_es.ts"

_NOT_IN_SPANISH = {
    r"frase de acceso": "contraseña",
    r"llavero(?! de contraseñas)": "llavero de contraseñas",
    r"\bpapel": "rol",
    r"conservación(?!( de las sesiones|\.))": "protegida, protección",
    r"palabras esperadas": "vocabulario",
    r"\bsala\b(?!\.)": "consultorio",
    r"sin grabar(?! durante)": "fuera de grabación",
    r"reanudar": "continuar",
    r"retenid|retención": "protegida, protección",
    r"por sí sol": "automáticamente",
    r"es[oea] no es|no es es[oea]": "incorrecto",
    r"“": "«",
}
_NOT_IN_ENGLISH = {
    r"\bgo on\b": "resume, keep, continue",
    r"words to expect": "vocabulary",
    r"look again|once more": "check again",
    r"\bin order\b": "OK",
    r"\bhear it\b": "play",
    r"it carries": "include",
    r"did not end": "was interrupted",
    r"the same again": "repeat",
    r"language of the window": "app language",
    r"by itself": "automatically, or when",
    r"\bpresent (pin|pass)": "current",
}


@pytest.mark.parametrize("pattern", _NOT_IN_SPANISH)
def test_spanish_uses_the_words_of_a_clinic(pattern):
    found = [each for each in read_ts(SPANISH).values() if re.search(pattern, each, re.IGNORECASE)]
    assert not found, f"write: {_NOT_IN_SPANISH[pattern]}"


@pytest.mark.parametrize("pattern", _NOT_IN_ENGLISH)
def test_english_uses_the_words_of_a_clinic(pattern):
    found = [text for _, text in source_strings() if re.search(pattern, text, re.IGNORECASE)]
    assert not found, f"write: {_NOT_IN_ENGLISH[pattern]}"
