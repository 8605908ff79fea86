"""Spanish first and English: nothing untranslated, nothing that stops the start."""

import re
import time

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.language.translation import Languages, MalformedTranslations, read_ts
from tests.ui.language.source_strings import source_strings

SPANISH = resources_folder() / "i18n" / "aurity_es.ts"


def test_every_text_of_the_window_is_translated():
    translated = read_ts(SPANISH)
    missing = {key: place for key, place in source_strings().items() if key not in translated}
    assert not missing


def test_no_translation_is_left_over():
    assert not set(read_ts(SPANISH)) - set(source_strings())


def test_placeholders_are_the_same_in_both_languages():
    for (context, source), translation in read_ts(SPANISH).items():
        assert _placeholders(source) == _placeholders(translation), (context, source)


def _placeholders(text):
    return sorted(re.findall(r"\{[a-z_]*\}|%n", text))


def test_reading_the_translations_takes_no_noticeable_time():
    begin = time.process_time()  # others use the processors too
    read_ts(SPANISH)
    assert time.process_time() - begin < 0.1


def test_an_unfinished_translation_is_not_shown(tmp_path):
    path = tmp_path / "aurity_es.ts"
    path.write_text(
        '<TS version="2.1"><context><name>ControlBar</name><message><source>Stop</source>'
        '<translation type="unfinished">Para</translation></message></context></TS>',
        encoding="utf-8",
    )
    assert read_ts(path) == {}


@pytest.mark.parametrize("content", ["", "<TS><context>", "no XML at all", "\x00\xff"])
def test_a_malformed_file_is_named_as_such(tmp_path, content):
    path = tmp_path / "aurity_es.ts"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(MalformedTranslations):
        read_ts(path)


def test_a_malformed_file_leaves_the_window_in_english(qapp, tmp_path, caplog):
    (tmp_path / "aurity_es.ts").write_text("<TS><context>", encoding="utf-8")
    languages = Languages(qapp, tmp_path)
    languages.use("es")
    assert QCoreApplication.translate("ControlBar", "Record") == "Record"
    assert "stays in English" in caplog.text


def test_a_language_can_be_changed_and_changed_back(languages):
    languages.use("es")
    assert QCoreApplication.translate("ControlBar", "Record") == "Grabar"
    languages.use("en")
    assert QCoreApplication.translate("ControlBar", "Record") == "Record"


def test_an_open_window_follows_the_language(stage, languages, qtbot):
    button = stage.window.pages.recorder.controls.record_button
    assert button.text() == "Record"
    languages.use("es")
    qtbot.waitUntil(lambda: button.text() == "Grabar")
    texts = {label.text() for label in stage.window.findChildren(QLabel)}
    assert "Listo para grabar" in texts
    assert not {"Ready to record", "People in the room"} & texts


def test_qts_own_words_are_spanish_too(languages):
    languages.use("es")
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copiar"
