"""The clinical note beside the transcript, through the window."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.domain.diagnosis_codes import DiagnosisCode
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.ui.note.note_rows import HeadingRow, LineRow, TypedRow
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from tests.fakes.window import Segment, Speaker, plan_of, summary_of
from tests.note.examples import TALK

SESSION = "session_20260102_030405"
SEGMENTS = (
    Segment(0.0, 2.5, "SPEAKER_00", "any cough or fever?", 0.9),
    Segment(2.5, 12.0, "SPEAKER_01", "a cough for three days, no fever", 0.9),
)
SPEAKERS = (
    Speaker("SPEAKER_00", SpeakerRole.MEDICO, "", 2.5),
    Speaker("SPEAKER_01", SpeakerRole.PACIENTE, "", 9.5),
)


@pytest.fixture
def note(stage):
    """The note of a talk in the library, opened by its key."""
    stage.library.put(summary_of(plan_of(SESSION, language="en")), SEGMENTS, SPEAKERS)
    stage.library.sounds[SESSION] = Path("final.wav")
    stage.library.findings[SESSION] = TALK
    stage.window.pages.show_session(SESSION)
    stage.window.resize(1366, 768)
    transcript = stage.window.pages.library.transcript
    assert not transcript.note.isVisible()
    transcript.head.note_button.click()
    return transcript.note


def rows(note, kind):
    return [row for row in note.model.rows if isinstance(row, kind)]


def line(note, entry_id):
    (row,) = (row for row in rows(note, LineRow) if row.entry.entry_id == entry_id)
    return row


def choose(note, row):
    note.view.choose(note.model.rows.index(row))


def typed(note, section):
    (row,) = (row for row in rows(note, TypedRow) if row.section == section)
    return row


def editor(note):
    (field,) = note.view.findChildren(InPlaceEditor)
    return field


def test_suggestions_stand_in_their_sections_and_wait(note):
    assert note.isVisible()
    assert [row.text for row in rows(note, HeadingRow)][:3] == [
        "Course and present state",
        "Allergies",
        "Vital signs",
    ]
    assert {row.entry.state for row in rows(note, LineRow)} == {EntryState.OPEN}
    assert line(note, "pressure").text == "Blood pressure: 120/80 mmHg"
    assert "10 suggestions to decide." in note.bar.standing.text()
    assert re.search(r"Missing: Patient, Age, \w+ and \d+ more\.$", note.bar.standing.text())
    assert note.bar.standing.toolTip().startswith("Patient, Age, ")


def test_enter_confirms_and_goes_on_to_the_next(note, qtbot):
    assert note.view.hasFocus()
    assert note.view.chosen == line(note, "cough")
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    assert line(note, "cough").entry.state is EntryState.CONFIRMED
    assert note.view.chosen == line(note, "fever")
    qtbot.keyClick(note.view, Qt.Key.Key_Delete)
    assert line(note, "fever").entry.state is EntryState.REJECTED
    for _ in range(8):
        qtbot.keyClick(note.view, Qt.Key.Key_Enter)
    assert note.desk.opened.draft.open_lines == 0


def test_a_line_is_put_otherwise_in_place(note, qtbot):
    choose(note, line(note, "cough"))
    qtbot.keyClick(note.view, Qt.Key.Key_E)
    field = editor(note)
    field.setPlainText("Dry cough for three days")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert line(note, "cough").text == "Dry cough for three days"
    assert line(note, "cough").entry.state is EntryState.CONFIRMED


def test_a_click_on_a_line_plays_its_sound(note, stage, qtbot):
    row = line(note, "pressure")
    choose(note, row)
    place = note.view.visualRect(note.model.index(note.model.rows.index(row))).center()
    qtbot.mouseClick(note.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ("seek", 3.5) in stage.player.commands
    assert ("play", Path("final.wav")) in stage.player.commands


def test_a_section_is_written_by_typing(note, qtbot):
    choose(note, typed(note, "prognosis"))
    assert typed(note, "prognosis").missing
    qtbot.keyClick(note.view, Qt.Key.Key_G)
    field = editor(note)
    assert field.toPlainText().lower() == "g"
    qtbot.keyClicks(field, "ood.")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "For life.")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert typed(note, "prognosis").written.lower() == "good.\nfor life."
    assert "Prognosis" not in note.bar.standing.text()


def test_whose_note_it_is_is_typed_above_it(note, qtbot):
    row = typed(note, "patient")
    place = QPoint(40, note.view.visualRect(note.model.index(0)).center().y())
    choose(note, row)
    qtbot.mouseClick(note.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClicks(editor(note), "Ana Sosa")
    qtbot.keyClick(editor(note), Qt.Key.Key_Return)
    assert typed(note, "patient").text == "Patient: Ana Sosa"


def test_escape_leaves_what_stood_there(note, qtbot):
    choose(note, typed(note, "prognosis"))
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    qtbot.keyClicks(editor(note), "nonsense")
    qtbot.keyClick(editor(note), Qt.Key.Key_Escape)
    assert typed(note, "prognosis").written == ""


def test_a_diagnosis_is_picked_by_typing(note, stage, monkeypatch, qtbot):
    found = [DiagnosisCode("I10", "Hipertensión esencial (primaria)")]
    monkeypatch.setattr(note.desk, "find_diagnoses", lambda typed, answer: answer(found))
    note.diagnosis.setFocus()
    qtbot.keyClicks(note.diagnosis, "hiper")
    qtbot.waitUntil(lambda: note.diagnosis.offered == ["I10 Hipertensión esencial (primaria)"])
    note.diagnosis.picked.emit(note.diagnosis.offered[0])
    assert typed(note, "diagnoses").written == "I10 Hipertensión esencial (primaria)"
    note.diagnosis.picked.emit("Sospecha de apnea")
    assert typed(note, "diagnoses").written.splitlines()[1] == "Sospecha de apnea"


def test_another_form_shows_the_same_decisions_and_is_remembered(note, stage, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    note.bar.template.setCurrentIndex(note.bar.template.findData("soap"))
    note.bar.template.activated.emit(note.bar.template.currentIndex())
    assert [row.text for row in rows(note, HeadingRow)] == [
        "Subjective",
        "Objective",
        "Assessment",
        "Plan",
    ]
    assert line(note, "cough").entry.state is EntryState.CONFIRMED
    assert stage.preferences.settings.note_template == "soap"


def test_a_note_without_a_name_to_sign_it_with_is_not_signed_and_says_where_to_write_it(
    note, stage, qtbot
):
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    note.bar.sign_button.click()
    assert stage.library.signed == []
    assert any("full name" in each.text() for each in stage.window.notices.lines())


def test_a_signed_note_stays_and_what_changes_is_an_addendum(note, stage, qtbot):
    note.desk.write("author", "Dr. Ana Sosa")
    note.view.go_to_open()
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    note.bar.sign_button.click()
    assert note.bar.standing.text().startswith("Signed 2026-01-02")
    assert not note.bar.sign_button.isEnabled()
    note.desk.write("prognosis", "Good.")
    assert note.bar.standing.text().startswith("Changed since it was signed.")
    assert note.bar.sign_button.text() == "Sign addendum"
    note.bar.sign_button.click()
    assert [each.signed.version for _, each in stage.library.signed] == [1, 2]


def test_a_decision_is_taken_back_by_the_windows_undo(note, stage, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    assert line(note, "cough").entry.state is EntryState.CONFIRMED
    qtbot.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(note, "cough").entry.state is EntryState.OPEN


def test_a_turn_is_put_into_the_section_that_is_chosen(note, stage):
    choose(note, typed(note, "prognosis"))
    stage.window.pages.library.transcript.turns.passage_asked.emit("no fever", 2.5, 12.0)
    (row,) = (row for row in rows(note, LineRow) if row.text == "no fever")
    assert (row.section, row.entry.state, row.entry.start) == (
        "prognosis",
        EntryState.CONFIRMED,
        2.5,
    )


def test_a_turn_opens_the_note_that_it_is_put_into(note, stage):
    note.bar.close_button.click()
    stage.window.pages.library.transcript.turns.passage_asked.emit("no fever", 2.5, 12.0)
    assert note.isVisible()
    assert "no fever" in [row.text for row in rows(note, LineRow)]


def test_the_note_is_copied_whole_and_by_section(note, stage, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    note.bar.copy_button.click()
    assert "COURSE AND PRESENT STATE\n- Tos, 3 días" in QApplication.clipboard().text()
    (heading,) = (row for row in rows(note, HeadingRow) if row.section == "evolution")
    choose(note, heading)
    qtbot.keyClick(note.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "COURSE AND PRESENT STATE\n- Tos, 3 días\n"
    QApplication.clipboard().clear()  # what is left there outlives Python, and falls over it


@pytest.mark.parametrize(("form", "suffix"), [("pdf", "pdf"), ("docx", "docx"), ("fhir", "json")])
def test_a_note_is_saved_beside_everything_else(note, stage, form, suffix):
    note.bar.saves[form].trigger()
    ((session_id, path, asked),) = stage.exporter.asked
    assert (session_id, asked) == (SESSION, ("evolucion", form))
    assert path.name.endswith(f"Progress note.{'fhir.json' if form == 'fhir' else suffix}")


def test_a_note_is_looked_at_before_it_is_printed(note, stage, qtbot):
    asked = []
    note.print_asked.connect(asked.append)
    note.print_asked.disconnect(stage.window.sessions._notes.print)
    note.bar.print_button.click()
    assert note.preview.isVisible()
    assert not note.view.isVisible()
    assert len(note.preview.pages.in_sight) >= 1
    note.preview.print_button.click()
    assert asked == [note.desk.opened]
    assert note.view.isVisible()
    note.bar.print_button.click()
    qtbot.keyClick(stage.window, Qt.Key.Key_Escape)
    assert note.view.isVisible()
    assert asked == [note.desk.opened]


def test_a_note_is_closed_and_comes_back_as_it_was(note, stage, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    note.bar.close_button.click()
    assert not note.isVisible()
    qtbot.keyClick(stage.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert note.isVisible()
    assert line(note, "cough").entry.state is EntryState.CONFIRMED


def test_where_there_is_no_room_for_both_the_note_stands_alone(note, stage, qtbot):
    transcript = stage.window.pages.library.transcript
    assert transcript.view.isVisible()
    stage.window.resize(700, 600)
    qtbot.waitUntil(lambda: not transcript.view.isVisible())
    assert note.isVisible()
    note.bar.close_button.click()
    assert transcript.view.isVisible()


def test_who_signs_is_typed_in_the_settings(stage, qtbot):
    pages = stage.window.pages
    pages.show_section(Section.NOTE)
    for field, text in (
        (pages.note.author, "Dra. Ana Núñez"),
        (pages.note.licence, "1234567"),
        (pages.note.institution, "Clínica Sur"),
    ):
        assert isinstance(field, QLineEdit)
        field.setText(text)
        field.editingFinished.emit()
    pages.note.letterhead.setPlainText("Calle 5\n55 1234 5678")
    settings = stage.preferences.settings
    assert (settings.note_author, settings.note_licence) == ("Dra. Ana Núñez", "1234567")
    assert (settings.note_institution, settings.note_letterhead) == (
        "Clínica Sur",
        "Calle 5\n55 1234 5678",
    )
