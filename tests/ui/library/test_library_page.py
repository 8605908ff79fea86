"""All sessions, the search, and reading one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from aurity_desktop.application.child_processes.one_after_another import Outcome
from aurity_desktop.domain.errors import (
    DiskFull,
    NoTranscript,
    SessionBusy,
    SessionHeld,
    UnknownSession,
)
from aurity_desktop.domain.jobs import JobState
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.session_filter import Period, Standing
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.library.chosen_menu import ChosenMenu
from aurity_desktop.ui.library.session_model import HeadingRow, SessionRow
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.fakes.window import (
    FakeLibrary,
    FoundIn,
    SearchHit,
    Segment,
    chunk_of,
    job_of,
    plan_of,
    summary_of,
)

TALK = [
    Segment(0.0, 2.0, "SPEAKER_00", "good morning", 0.9),
    Segment(2.5, 4.0, "SPEAKER_01", "good morning doctor", 0.9),
    Segment(4.5, 6.0, "SPEAKER_01", "my head aches", 0.9, overlapped=True),
]
SPEAKERS = [Speaker("SPEAKER_00", seconds=2.0), Speaker("SPEAKER_01", seconds=3.0)]


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    for number in range(3):
        plan = plan_of(
            f"session_20260102_03040{number}",
            created_at=datetime(2026, 1, 2, tzinfo=UTC) + timedelta(hours=number),
        )
        library.put(summary_of(plan), TALK, SPEAKERS)
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    return stage


def ids(stage):
    return [row.summary.session_id for row in rows(stage) if isinstance(row, SessionRow)]


def rows(stage):
    model = stage.window.pages.library.shelf.model
    return [model.index(place).data(ROW_ROLE) for place in range(model.rowCount())]


def headings(stage):
    return [row.text for row in rows(stage) if isinstance(row, HeadingRow)]


def place(page, number):
    """The index of the session that stands there, headings not counted."""
    places = [
        page.shelf.model.index(at)
        for at in range(page.shelf.model.rowCount())
        if isinstance(page.shelf.model.index(at).data(ROW_ROLE), SessionRow)
    ]
    return places[number]


def turns(panel):
    model = panel.view.model()
    return [model.index(place).data() for place in range(model.rowCount())]


def test_all_sessions_stand_there_newest_first(stage):
    assert ids(stage) == [f"session_20260102_03040{number}" for number in (2, 1, 0)]


def test_choosing_a_session_opens_its_turns(stage):
    page = stage.window.pages.library
    page.list.setCurrentIndex(place(page, 1))
    assert page.transcript.session_id == "session_20260102_030401"
    assert turns(page.transcript)[1] == "Voice 2, 0:02: good morning doctor"


def test_a_speaker_in_a_row_is_named_once(stage):
    page = stage.window.pages.library
    page.open("session_20260102_030401")
    rows = [page.transcript.view.model().index(place).data(ROW_ROLE) for place in range(3)]
    assert [row.continues for row in rows] == [False, False, True]


def test_a_search_shows_the_passages_and_opens_at_the_moment(stage, qtbot):
    page = stage.window.pages.library
    stage.library.hits = [
        SearchHit("session_20260102_030400", 4.5, 6.0, "SPEAKER_01", "my head aches", ((3, 7),))
    ]
    qtbot.keyClicks(page.search, "head")
    qtbot.waitUntil(lambda: ids(stage) == ["session_20260102_030400"])
    assert stage.library.searched == ["head"]
    page.list.setCurrentIndex(place(page, 0))
    assert page.transcript.view.currentIndex().row() == 2


def test_clearing_the_search_brings_all_sessions_back(stage, qtbot):
    page = stage.window.pages.library
    qtbot.keyClicks(page.search, "nothing")
    qtbot.waitUntil(lambda: ids(stage) == [])
    page.search.clear()
    qtbot.waitUntil(lambda: len(ids(stage)) == 3)


def test_a_speaker_is_renamed_in_place_everywhere(stage, qtbot):
    page = stage.window.pages.library
    page.open("session_20260102_030401")
    bar = page.transcript.speakers_bar
    bar.edit("SPEAKER_01")
    assert bar.editor.isVisible()
    bar.editor.name.setText("Señora Martínez")
    bar.editor.role.setCurrentIndex(bar.editor.role.findData(SpeakerRole.PACIENTE))
    qtbot.keyClick(bar.editor.name, Qt.Key.Key_Return)
    assert not bar.editor.isVisible()
    assert stage.library.speakers("session_20260102_030401")[1] == Speaker(
        "SPEAKER_01", SpeakerRole.PACIENTE, "Señora Martínez", 3.0
    )
    assert turns(page.transcript)[2] == "Señora Martínez, 0:04: my head aches"


def test_a_rename_can_be_undone_and_done_again(stage):
    page = stage.window.pages.library
    page.open("session_20260102_030401")
    page.transcript.speakers_bar.rename_asked.emit("SPEAKER_00", "Ana", SpeakerRole.MEDICO)
    assert turns(page.transcript)[0].startswith("Ana")
    stage.window.sessions.undo()
    assert turns(page.transcript)[0].startswith("Voice 1")
    stage.window.sessions.redo()
    assert turns(page.transcript)[0].startswith("Ana")


def test_escape_leaves_the_name_as_it_was(stage, qtbot):
    page = stage.window.pages.library
    page.open("session_20260102_030401")
    bar = page.transcript.speakers_bar
    bar.edit("SPEAKER_00")
    qtbot.keyClicks(bar.editor.name, "Ana")
    qtbot.keyClick(bar.editor.name, Qt.Key.Key_Escape)
    assert not bar.editor.isVisible()
    assert turns(page.transcript)[0].startswith("Voice 1")


def test_a_session_without_a_final_transcript_shows_its_live_text(stage):
    plan = plan_of("session_20260102_030409")
    chunks = [chunk_of(plan.session_id, number, f"words {number}") for number in range(12)]
    stage.library.put(summary_of(plan, SessionState.FINALIZING, speakers=0), chunks=chunks)
    page = stage.window.pages.library
    page.refresh()
    page.open(plan.session_id)
    assert turns(page.transcript)[1] == "Unknown voice, 0:30: words 10 words 11"


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("width", [590, 700, 900, 1120])
def test_no_button_of_a_session_is_cut_whatever_the_width(make_stage, language, width):
    stage = make_stage(settings=Settings(interface_language=language))
    plan = plan_of("session_20260102_030409")
    chunks = [chunk_of(plan.session_id, 0, "no toma 500 miligramos")]
    stage.library.put(summary_of(plan), chunks=chunks)
    stage.window.resize(width, 380)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(plan.session_id)
    head = stage.window.pages.library.transcript.head
    head.show_points(12)
    QApplication.processEvents()
    buttons = [each for each in head.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) >= 4
    for button in buttons:
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.geometry().right() <= head.width()


def test_a_failed_session_can_be_run_again(stage, qtbot):
    plan = plan_of("session_20260102_030409")
    stage.library.put(summary_of(plan, SessionState.FAILED))
    page = stage.window.pages.library
    page.open(plan.session_id)
    everything, *_ = page.transcript.head.again_button.menu().actions()
    everything.trigger()
    assert stage.watcher.asked[-1] == ("finalize_again", plan.session_id)


def test_progress_shows_in_its_row_and_the_end_reads_the_session_again(stage):
    page = stage.window.pages.library
    stage.watcher.job_changed.emit(job_of("session_20260102_030401", progress_percent=37.4))
    row = place(page, 1).data(ROW_ROLE)
    assert row.percent == 37
    assert page.list.itemDelegate().state_words(row) == "Processing 37 %"
    stage.watcher.job_changed.emit(job_of("session_20260102_030401", state=JobState.COMPLETED))
    assert place(page, 1).data(ROW_ROLE).percent is None


def test_work_that_waits_has_no_percent_in_the_list_nor_above_the_turns(stage):
    page = stage.window.pages.library
    page.open("session_20260102_030401")
    stage.watcher.job_changed.emit(job_of("session_20260102_030401", state=JobState.PENDING))
    row = place(page, 1).data(ROW_ROLE)
    assert page.list.itemDelegate().state_words(row) == "Waiting"
    assert page.transcript.head._facts.text().startswith("Waiting · ")
    stage.watcher.job_changed.emit(job_of("session_20260102_030401", progress_percent=3.0))
    assert page.list.itemDelegate().state_words(place(page, 1).data(ROW_ROLE)) == "Processing 3 %"


def test_a_session_that_is_gone_is_said_and_nothing_breaks(stage):
    stage.window.pages.library.open("session_19990101_000000")
    (line,) = stage.window.notices.lines()
    assert "session_19990101_000000" in line.text()
    assert isinstance(UnknownSession("x"), Exception)


def test_the_chosen_turns_can_be_copied(stage, qtbot):
    page = stage.window.pages.library
    page.open("session_20260102_030401")
    page.transcript.view.selectAll()
    assert page.transcript.chosen_text().startswith(
        "[0:00:00] Voice 1: good morning\n[0:00:02] Voice 2: "
    )


def test_on_a_small_window_the_list_and_the_session_take_turns(stage, qtbot):
    page = stage.window.pages.library
    stage.window.resize(590, 380)
    assert page.list.isVisible()
    page.open("session_20260102_030401")
    assert not page.list.isVisible()
    qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    assert page.list.isVisible()


def test_the_list_can_be_narrowed_to_what_needs_attention(stage):
    failed = plan_of("session_20260102_030409")
    stage.library.put(summary_of(failed, SessionState.FAILED))
    page = stage.window.pages.library
    page.refresh()
    standing = page.shelf.filters.standing
    for kind, count in ((Standing.ATTENTION, 1), (Standing.ANY, 4)):
        standing.setCurrentIndex(standing.findData(kind))
        standing.activated.emit(standing.currentIndex())
        assert len(ids(stage)) == count
    assert failed.session_id in ids(stage)


SESSIONS = [f"session_20260102_03040{number}" for number in range(3)]


def search_for(stage, qtbot, words, hits):
    """Types `words` into the search, which answers with `hits`, and waits for them."""
    stage.library.hits = hits
    qtbot.keyClicks(stage.window.pages.library.search, words)
    qtbot.waitUntil(lambda: stage.library.searched[-1:] == [words])


def found_label(page):
    return page.transcript.found.label.text() if page.transcript.found.isVisible() else ""


def test_a_session_is_found_by_its_title_and_opens_at_its_beginning(stage, qtbot):
    page = stage.window.pages.library
    stage.library.retitle(SESSIONS[0], "Ana Ruiz")
    hit = SearchHit(SESSIONS[0], 0.0, 0.0, "", "Ana Ruiz", ((4, 8),), FoundIn.TITLE)
    page.refresh()
    search_for(stage, qtbot, "ruiz", [hit])
    assert place(page, 0).data().startswith("Ana Ruiz, ")
    page.list.setCurrentIndex(place(page, 0))
    assert page.transcript.session_id == SESSIONS[0]
    assert found_label(page) == ""  # the name is in no turn


def test_a_passage_says_of_which_session_and_when_it_was_said(stage, qtbot):
    page = stage.window.pages.library
    stage.library.retitle(SESSIONS[0], "Ana Ruiz")
    page.refresh()
    search_for(stage, qtbot, "head", [SearchHit(SESSIONS[0], 4.5, 6.0, "", "my head aches")])
    spoken = place(page, 0).data()
    assert spoken.startswith("Ana Ruiz, 2 Jan 2026, ")
    assert spoken.endswith("0:04: my head aches")


def test_what_was_found_in_a_clinical_note_opens_the_note(stage, qtbot):
    page = stage.window.pages.library
    hit = SearchHit(
        SESSIONS[0], 2.5, 2.5, "", "Cefalea\ndesde ayer", ((0, 7),), FoundIn.CLINICAL_NOTE
    )
    typed = SearchHit(SESSIONS[0], -1.0, -1.0, "", "Cefalea", ((0, 7),), FoundIn.CLINICAL_NOTE)
    search_for(stage, qtbot, "cefalea", [hit, typed])
    assert page.shelf.model.index(0).data() == "In clinical notes"
    assert page.shelf.model.rowCount() == 3
    assert place(page, 1).data().endswith(": Cefalea")
    assert ", 0:02: " not in place(page, 1).data()
    page.list.setCurrentIndex(place(page, 0))
    assert not page.transcript.note.isVisible()
    qtbot.mouseClick(
        page.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.list.visualRect(place(page, 0)).center(),
    )
    assert page.transcript.note.isVisible()


def test_what_was_found_is_marked_in_the_opened_transcript(stage, qtbot):
    page = stage.window.pages.library
    search_for(stage, qtbot, "MORNÍNG", [SearchHit(SESSIONS[0], 2.5, 4.0, "", TALK[1].text)])
    page.list.setCurrentIndex(place(page, 0))
    assert found_label(page) == "2 of 2: “MORNÍNG”"
    marked = page.transcript.view.itemDelegate()
    assert marked.found == {(0.0, "good morning"): [(5, 12)], (2.5, TALK[1].text): [(5, 12)]}
    assert marked.current_found[0].text == TALK[1].text


def test_one_goes_from_match_to_match_by_button_and_by_key(stage, qtbot):
    page = stage.window.pages.library
    search_for(stage, qtbot, "morning", [SearchHit(SESSIONS[0], 0.0, 2.0, "", TALK[0].text)])
    page.list.setCurrentIndex(place(page, 0))
    found = page.transcript.found
    qtbot.mouseClick(found.next_button, Qt.MouseButton.LeftButton)
    assert (found_label(page), page.transcript.view.currentIndex().row()) == (
        "2 of 2: “morning”",
        1,
    )
    qtbot.keyClick(stage.window, Qt.Key.Key_F3)
    assert (found_label(page), page.transcript.view.currentIndex().row()) == (
        "1 of 2: “morning”",
        0,
    )
    qtbot.keyClick(stage.window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert found_label(page) == "2 of 2: “morning”"


def test_marks_go_when_the_search_is_closed_or_another_session_is_opened(stage, qtbot):
    page = stage.window.pages.library
    search_for(stage, qtbot, "morning", [SearchHit(SESSIONS[0], 0.0, 2.0, "", TALK[0].text)])
    page.list.setCurrentIndex(place(page, 0))
    qtbot.keyClick(page.transcript.found.next_button, Qt.Key.Key_Escape)
    assert found_label(page) == ""
    assert page.transcript.view.itemDelegate().found == {}
    page.open(SESSIONS[0], 0.0, "morning")
    assert found_label(page) != ""
    page.open(SESSIONS[1])
    assert found_label(page) == ""


def test_a_correction_leaves_what_was_found_marked(stage, qtbot):
    page = stage.window.pages.library
    page.open(SESSIONS[0], 0.0, "morning")
    page.transcript.corrections.correct(page.transcript.view.model().rows[1], "good evening doctor")
    assert found_label(page) == "1 of 1: “morning”"


def test_a_title_is_given_afterwards_and_taken_back(stage, qtbot):
    page = stage.window.pages.library
    page.open(SESSIONS[0])
    title = page.transcript.head.title
    qtbot.mouseClick(title.button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(title.field, "  Ana   Ruiz ")
    qtbot.keyClick(title.field, Qt.Key.Key_Return)
    assert stage.library.session(SESSIONS[0]).title == "Ana Ruiz"
    assert (title.label.text(), title.field.isVisible()) == ("Ana Ruiz", False)
    assert place(page, 2).data().startswith("Ana Ruiz, ")
    stage.window.sessions.undo()
    assert stage.library.session(SESSIONS[0]).title == ""
    stage.window.sessions.redo()
    assert stage.library.session(SESSIONS[0]).title == "Ana Ruiz"


def test_escape_leaves_the_title_as_it_was(stage, qtbot):
    page = stage.window.pages.library
    page.open(SESSIONS[0])
    qtbot.keyClick(stage.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    title = page.transcript.head.title
    assert title.field.isVisible()
    qtbot.keyClicks(title.field, "Ana")
    qtbot.keyClick(title.field, Qt.Key.Key_Escape)
    assert not title.field.isVisible()
    assert stage.library.session(SESSIONS[0]).title == ""


def test_a_title_that_is_left_as_it_was_is_no_change(stage, qtbot):
    page = stage.window.pages.library
    page.open(SESSIONS[0])
    page.transcript.head.title.edit()
    qtbot.keyClick(page.transcript.head.title.field, Qt.Key.Key_Return)
    assert stage.library.changed == []


NOW = datetime(2026, 3, 4, 12).astimezone()


@pytest.fixture
def days(make_stage):
    """Four sessions of three days: two of today, one of yesterday, one of long ago."""
    library = FakeLibrary()
    for number, (back, title) in enumerate(
        [(400, "Luis Sosa"), (1, ""), (0, "Ana Ruiz"), (0, "Eva Gil")]
    ):
        began = NOW - timedelta(days=back) + timedelta(minutes=number)
        plan = replace(plan_of(f"session_20260102_03040{number}"), created_at=began, title=title)
        library.put(summary_of(plan), TALK, SPEAKERS)
    stage = make_stage(library=library, now=lambda: NOW)
    stage.window.pages.show_page(1)
    return stage


def choose(stage, *numbers):
    """Chooses the sessions with these numbers, as one does with Ctrl held."""
    page = stage.window.pages.library
    flag = QItemSelectionModel.SelectionFlag
    page.list.selectionModel().clear()
    for number in numbers:
        index = page.shelf.model.place_of(SESSIONS4[number])
        page.list.selectionModel().setCurrentIndex(index, flag.Select)


SESSIONS4 = [f"session_20260102_03040{number}" for number in range(4)]


def test_sessions_stand_by_day_with_the_patient_first(days):
    assert headings(days)[:2] == ["Today", "Yesterday"]
    assert str((NOW - timedelta(days=400)).year) in headings(days)[2]
    assert ids(days) == SESSIONS4[::-1]
    model = days.window.pages.library.shelf.model
    assert model.place_of(SESSIONS4[3]).data().startswith("Eva Gil, Today")


def test_the_keyboard_passes_the_headings_by(days, qtbot):
    page = days.window.pages.library
    page.list.setFocus()
    page.list.setCurrentIndex(page.shelf.model.place_of(SESSIONS4[2]))
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.transcript.session_id == SESSIONS4[1]
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert page.transcript.session_id == SESSIONS4[2]


def test_sessions_are_filtered_by_day_and_by_whether_they_were_reviewed(days):
    page = days.window.pages.library
    days.library.summaries = [
        replace(each, reviewed=each.session_id == SESSIONS4[3]) for each in days.library.summaries
    ]
    page.refresh()

    def show(box, kind):
        box.setCurrentIndex(box.findData(kind))
        box.activated.emit(box.currentIndex())

    show(page.shelf.filters.period, Period.TODAY)
    assert ids(days) == [SESSIONS4[3], SESSIONS4[2]]
    show(page.shelf.filters.standing, Standing.TO_REVIEW)
    assert ids(days) == [SESSIONS4[2]]
    show(page.shelf.filters.period, Period.ANY)
    assert ids(days) == SESSIONS4[2::-1]


def test_the_width_of_the_list_is_kept(make_stage, tmp_path):
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    first = make_stage(geometry=kept)
    splitter = first.window.pages.library.splitter
    splitter.setSizes([450, 500])
    wanted = splitter.sizes()
    first.window.close()
    again = make_stage(geometry=kept)
    assert again.window.pages.library.splitter.sizes() == wanted


def test_several_sessions_stand_for_themselves(days):
    page = days.window.pages.library
    choose(days, 0, 2, 3)
    assert page.many.isVisible()
    assert page.transcript.session_id in {"", SESSIONS4[0]}  # the first one was read
    choose(days, 2)
    assert not page.many.isVisible()
    assert page.transcript.session_id == SESSIONS4[2]


def test_several_are_erased_after_a_question_and_what_must_stay_is_said_in_one_line(days, qtbot):
    page = days.window.pages.library
    hold = Hold(SESSIONS4[0], "a complaint", NOW, "ana")
    days.library.consents_and_holds[SESSIONS4[0]] = (None, hold)
    days.library.summaries[0] = replace(days.library.summaries[0], state=SessionState.RECORDING)
    page.refresh()
    choose(days, *range(4))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    many = page.many
    assert many.leave_button.hasFocus()  # what cannot be undone is never one Enter away
    question = many.confirm_button.accessibleDescription()
    assert question.startswith("2 sessions are erased for good")
    assert question.endswith("On hold, stay: 1. Being recorded or processed, stay: 1.")
    assert days.privacy.asked == []
    qtbot.keyClick(many.leave_button, Qt.Key.Key_Escape)
    assert not many.confirm_button.isVisible()
    qtbot.mouseClick(many.erase_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(many.confirm_button, Qt.MouseButton.LeftButton)
    assert days.privacy.asked == [("erase_many", (SESSIONS4[2], SESSIONS4[1]))]
    assert page.list.hasFocus()


def told(stage):
    return [line.text() for line in stage.window.notices.lines()]


def test_an_erasure_of_many_counts_on_can_be_stopped_and_says_what_came_of_it(days, qtbot):
    days.privacy.erasing_many = True
    days.privacy.many_progressed.emit(0, 3)
    days.privacy.erased.emit("a")
    days.privacy.many_progressed.emit(1, 3)
    assert told(days) == ["Erasing sessions: 1 of 3…"]
    (line,) = days.window.notices.lines()
    stop = next(each for each in line.findChildren(QPushButton) if each.text() == "Stop")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert days.privacy.asked == [("stop_erasing",)]
    days.privacy.many_ended.emit(
        Outcome(
            ("a",),
            (
                ("b", SessionHeld("b", "a complaint")),
                ("c", SessionBusy("c", "being recorded")),
                ("d", DiskFull("/", 12_500_000)),
            ),
            ("e",),
        )
    )
    assert told(days) == [
        "Sessions erased: 1. On hold and kept: 1. Still being processed and kept: 1. Not done: 1. "
        + error_text(DiskFull("/", 12_500_000))
        + " Not begun: 1."
    ]


def test_several_are_exported_to_a_folder_and_none_in_place_of_a_file(days, tmp_path):
    page = days.window.pages.library
    (tmp_path / f"{NOW:%Y-%m-%d} Ana Ruiz.docx").touch()
    choose(days, 1, 2, 3)
    page.many.export_asked.emit("docx")
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    yesterday = NOW - timedelta(days=1) + timedelta(minutes=1)
    assert [(session_id, path.name) for session_id, path in days.exporter.many] == [
        (SESSIONS4[3], f"{NOW:%Y-%m-%d} Eva Gil.docx"),
        (SESSIONS4[2], f"{NOW:%Y-%m-%d} Ana Ruiz (2).docx"),
        (SESSIONS4[1], f"{yesterday:%Y-%m-%d %H.%M}.docx"),
    ]
    dialog.close()
    days.exporter.many_ended.emit(
        Outcome((days.exporter.many[0],), ((days.exporter.many[1], NoTranscript("b")),))
    )
    assert told(days) == [
        "Sessions exported: 1. The files may identify people. Without a final transcript yet: 1."
    ]


def menu_of(page):
    (menu,) = [each for each in page.findChildren(ChosenMenu) if each.isVisible()]
    return menu, {each.text(): each for each in menu.actions() if each.text()}


def test_the_menu_key_opens_what_can_be_done_with_the_chosen_session(days, qtbot):
    page = days.window.pages.library
    page.list.setFocus()
    choose(days, 2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(page.list.viewport(), event)
    menu, entries = menu_of(page)
    assert list(entries) == [
        "Open",
        "Change the title…",
        "Export…",
        "Mark as reviewed",
        "Erase for good…",
    ]
    entries["Change the title…"].trigger()
    menu.close()
    assert page.transcript.head.title.field.isVisible()


def test_several_are_marked_as_reviewed_and_leave_the_list_of_those_to_review(days):
    page = days.window.pages.library
    standing = page.shelf.filters.standing
    standing.setCurrentIndex(standing.findData(Standing.TO_REVIEW))
    standing.activated.emit(standing.currentIndex())
    choose(days, 1, 2)
    page.list.menu_asked.emit(QPoint(5, 5))
    menu, entries = menu_of(page)
    assert "Mark as to be reviewed" not in entries
    entries["Mark as reviewed"].trigger()
    menu.close()
    assert ids(days) == [SESSIONS4[3], SESSIONS4[0]]
    assert [days.library.session(each).to_review for each in SESSIONS4] == [
        True,
        False,
        False,
        True,
    ]


def test_a_session_that_is_open_says_that_it_was_marked_in_the_list(days):
    page = days.window.pages.library
    choose(days, 2)
    page.open(SESSIONS4[2])
    for entry in ("Mark as reviewed", "Mark as to be reviewed"):
        page.list.menu_asked.emit(QPoint(5, 5))
        menu, entries = menu_of(page)
        entries[entry].trigger()
        menu.close()
        head = page.transcript.head.menu
        assert (head.reviewed.isVisible(), head.to_review.isVisible()) == (
            entry == "Mark as to be reviewed",
            entry == "Mark as reviewed",
        )


@pytest.mark.parametrize("change", ["reviewed", "title"])
def test_what_is_taken_back_is_so_in_the_list_too(days, change):
    page = days.window.pages.library
    page.open(SESSIONS4[2])

    def shown():
        summary = page.shelf.model.place_of(SESSIONS4[2]).data(ROW_ROLE).summary
        return summary.title, summary.to_review

    before = shown()
    assert page.shelf.model.place_of(SESSIONS4[2]).data().endswith("To review")
    if change == "title":
        page.transcript.head.title.title_given.emit("Otra")
    else:
        page.transcript.head.menu.reviewed.trigger()
    assert shown() != before
    days.window.sessions.undo()
    assert shown() == before


def test_the_menu_of_a_session_at_work_does_not_offer_to_erase_it(days):
    page = days.window.pages.library
    days.library.summaries[0] = replace(days.library.summaries[0], state=SessionState.FINALIZING)
    page.refresh()
    choose(days, 3)
    page.list.menu_asked.emit(QPoint(5, 5))
    menu, entries = menu_of(page)
    assert not entries["Erase for good…"].isEnabled()
    menu.close()


def test_the_menu_of_a_session_asks_before_it_is_erased(days):
    page = days.window.pages.library
    choose(days, 1)
    page.list.menu_asked.emit(QPoint(5, 5))
    menu, entries = menu_of(page)
    entries["Erase for good…"].trigger()
    menu.close()
    assert page.transcript.session_id == SESSIONS4[1]
    assert page.transcript.head.decision.isVisible()
    assert days.privacy.asked == []


def test_ten_thousand_sessions_are_listed_and_filtered_in_one_step(make_stage):
    """The list is made anew once for a change, not row by row; `bench scroll` tells how fast."""
    library = FakeLibrary()
    library.summaries = [
        summary_of(
            replace(
                plan_of(f"session_{number:08}"),
                created_at=NOW - timedelta(hours=number),
                title=f"Paciente {number}",
            )
        )
        for number in range(10_000)
    ]
    stage = make_stage(library=library, now=lambda: NOW)
    page = stage.window.pages.library
    stage.window.pages.show_page(1)
    assert len(ids(stage)) == 10_000
    resets, inserted = [], []
    period = page.shelf.filters.period
    page.shelf.model.modelReset.connect(lambda: resets.append(1))
    page.shelf.model.rowsInserted.connect(lambda *_: inserted.append(1))
    for change, most in (
        (lambda: period.setCurrentIndex(period.findData("month")), 745),
        (lambda: period.setCurrentIndex(0), 10_000),
    ):
        resets.clear()
        change()
        page.shelf.fill()
        assert 0 < len(ids(stage)) <= most
        assert 0 < len(resets) <= 2
    assert len(ids(stage)) == 10_000
    assert inserted == []


def test_what_is_chosen_stays_chosen_when_the_list_is_made_anew(days):
    page = days.window.pages.library
    page.list.setCurrentIndex(page.shelf.model.place_of(SESSIONS4[2]))
    new = replace(plan_of("session_20260102_030409"), created_at=NOW + timedelta(minutes=9))
    days.library.put(summary_of(new))
    page.refresh()
    assert len(ids(days)) == 5
    assert [each.session_id for each in page.list.chosen()] == [SESSIONS4[2]]
    assert page.list.currentIndex() == page.shelf.model.place_of(SESSIONS4[2])
    assert page.transcript.session_id == SESSIONS4[2]


def test_a_passage_stays_chosen_while_it_is_read(stage, qtbot):
    page = stage.window.pages.library
    hits = [
        SearchHit(SESSIONS[0], 0.0, 2.0, "", TALK[0].text),
        SearchHit(SESSIONS[0], 2.5, 4.0, "", TALK[1].text),
    ]
    search_for(stage, qtbot, "morning", hits)
    page.list.setCurrentIndex(place(page, 1))
    page.refresh()  # the title may have changed, or a session may have come
    assert page.list.currentIndex() == place(page, 1)
    assert [each.session_id for each in page.list.chosen()] == [SESSIONS[0]]


def test_what_is_opened_from_elsewhere_is_the_row_that_is_chosen(days):
    page = days.window.pages.library
    page.list.setCurrentIndex(page.shelf.model.place_of(SESSIONS4[2]))
    page.open(SESSIONS4[1])
    assert page.transcript.session_id == SESSIONS4[1]
    assert [each.session_id for each in page.list.chosen()] == [SESSIONS4[1]]
    assert page.list.currentIndex() == page.shelf.model.place_of(SESSIONS4[1])


def test_no_row_stands_for_a_session_that_the_list_leaves_out(days):
    page = days.window.pages.library
    gone = plan_of("session_20250102_030409")
    days.library.put(summary_of(gone))
    page.list.setCurrentIndex(page.shelf.model.place_of(SESSIONS4[2]))
    page.open(gone.session_id)
    assert page.transcript.session_id == gone.session_id
    assert page.list.chosen() == []


def test_a_session_that_was_read_late_does_not_hide_the_several_that_are_chosen(days):
    page = days.window.pages.library
    choose(days, 1, 2)
    page.transcript.opened.emit(SESSIONS4[1])
    assert page.many.isVisible()
    days.window.pages.show_session(SESSIONS4[0])  # but who asks for one sees it
    assert page.transcript.isVisible()
    assert page.transcript.session_id == SESSIONS4[0]
