import pytest
from PySide6.QtCore import QCoreApplication

from aurity_desktop.domain.speaker_words import name_of, name_of_nobody
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.language.messages import speaker_text, unknown_speaker_text
from aurity_desktop.ui.language.translation import TsTranslator, read_ts
from tests.ui.language.test_translation import SPANISH


@pytest.fixture
def language(request, qapp):
    translator = TsTranslator(read_ts(SPANISH) if request.param == "es" else {})
    QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize("language", ["es", "en"], indirect=True)
@pytest.mark.parametrize("role", SpeakerRole)
def test_a_voice_is_called_in_files_as_in_the_window(language, role):
    for speaker in (Speaker("SPEAKER_01", role), Speaker("SPEAKER_01", role, "Ana Ruiz")):
        assert name_of(speaker, 1, language) == speaker_text(speaker, 1)
    assert name_of_nobody(language) == unknown_speaker_text()
