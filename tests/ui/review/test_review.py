"""Reading a session: hearing it, and putting it right with every change undoable."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.input_read import InputRead
from aurity_desktop.domain.jobs import JobState
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import words_of_segments
from aurity_desktop.domain.unheard import Unheard
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.rerun_menu import RerunMenu
from aurity_desktop.ui.review.turn_menu import TurnMenu
from aurity_desktop.ui.review.undo_redo import UndoRedo
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from aurity_desktop.ui.widgets.note_menu import NoteMenu
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.time_text import length
from tests.fakes.speeds import HERE, speeds_of, whisper_speed
from tests.fakes.window import (
    FakeLibrary,
    Segment,
    chunk_of,
    job_of,
    plan_of,
    summary_of,
    words_of,
)

SESSION = "session_20260102_030405"
TALK = [
    Segment(0.0, 2.0, "SPEAKER_00", "what brings you here", 0.9),
    Segment(2.5, 5.0, "SPEAKER_01", "my head aches since monday", 0.9),
    Segment(5.5, 7.0, "SPEAKER_00", "which side", 0.9),
]
SPEAKERS = [Speaker("SPEAKER_00", seconds=3.5), Speaker("SPEAKER_01", seconds=2.5)]


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    library.put(summary_of(plan_of(SESSION)), TALK, SPEAKERS)
    library.sounds[SESSION] = Path("final.wav")
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    return stage


def turns(panel):
    model = panel.view.model()
    return [model.index(place).data() for place in range(model.rowCount())]


def row(panel, place):
    return panel.view.model().index(place).data(ROW_ROLE)


def retype(panel, place, text):
    """The turn's words as somebody leaves them in the editor."""
    panel.view.itemDelegate().text_edited.emit(place, text)


def shown_texts(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_session_without_a_word_says_whether_there_was_sound(stage, panel):
    silent, loud = plan_of("session_20260102_030406"), plan_of("session_20260102_030407")
    stage.library.without_words[loud.session_id] = Unheard(32.0, 12.3)
    for plan in (silent, loud):
        stage.library.put(summary_of(plan))
    stage.window.pages.library.open(silent.session_id)
    assert "No speech was recognised in this session." in shown_texts(panel)
    stage.window.pages.library.open(loud.session_id)
    (said,) = [text for text in shown_texts(panel) if text.startswith("No speech was")]
    assert "0:32 of sound" in said
    assert "loudest at 0:12" in said


# -- hearing


def test_a_session_without_its_sound_has_no_player(stage, panel):
    assert panel.player_bar.isVisible()
    other = plan_of("session_20260102_030406")
    stage.library.put(summary_of(other), TALK, SPEAKERS)
    stage.window.pages.library.open(other.session_id)
    assert not panel.player_bar.isVisible()


def test_play_plays_the_session_that_is_open(stage, panel, qtbot):
    qtbot.mouseClick(panel.player_bar.play_button, Qt.MouseButton.LeftButton)
    assert stage.player.commands[-1] == ("play", Path("final.wav"))
    stage.player.moved.emit(Positioned(1.0, playing=True))
    assert panel.player_bar.play_button.text() == "Pause"
    qtbot.mouseClick(panel.player_bar.play_button, Qt.MouseButton.LeftButton)
    assert stage.player.commands[-1] == ("hold",)


def test_the_word_that_is_heard_is_marked(stage, panel):
    panel.player_bar.toggle()
    stage.player.moved.emit(Positioned(3.1, playing=True))
    turn = row(panel, 1)
    assert turn.words[turn.word_at_moment(3.1)].text == "head"
    assert panel.view.itemDelegate().heard == pytest.approx(3.1)


def test_a_click_on_a_word_plays_from_it(stage, panel, qtbot):
    view = panel.view
    area = view.visualRect(view.model().index(1))
    text = view.itemDelegate().text_area(area, row(panel, 1), view.font())
    place = QPoint(round(text.left()) + 60, round(text.top()) + 8)
    number = view.word_at(place)[1]
    assert number >= 1
    with qtbot.waitSignal(view.word_clicked):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    seek, play = stage.player.commands[-2:]
    assert seek == ("seek", row(panel, 1).words[number].start)
    assert play[0] == "play"


def test_a_double_click_edits_the_turn_and_plays_nothing(stage, panel, qtbot, monkeypatch):
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 20)
    view = panel.view
    area = view.visualRect(view.model().index(1))
    text = view.itemDelegate().text_area(area, row(panel, 1), view.font())
    place = QPoint(round(text.left()) + 60, round(text.top()) + 8)
    played = len(stage.player.commands)
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(view.word_clicked, wait=60):
        qtbot.mouseClick(viewport, left, pos=place)
        qtbot.mouseDClick(viewport, left, pos=place)
        qtbot.mouseRelease(viewport, left, pos=place)
    (editor,) = view.findChildren(InPlaceEditor)
    assert editor.toPlainText() == row(panel, 1).text
    assert len(stage.player.commands) == played


def test_the_speed_is_kept_for_the_next_session(stage, panel):
    speed = panel.player_bar.speed
    speed.setCurrentIndex(speed.findData(1.5))
    speed.activated.emit(speed.currentIndex())
    panel.player_bar.toggle()
    assert ("speed", 1.5) in stage.player.commands


def test_playing_goes_on_when_the_session_is_read_again(stage, panel):
    panel.player_bar.toggle()
    stage.player.moved.emit(Positioned(3.0, playing=True))
    panel.open(SESSION)
    assert stage.player.path == Path("final.wav")
    assert panel.player_bar.slider.value() == 30


@pytest.mark.parametrize("share", [0.05, 0.3, 0.75, 0.98])
def test_a_click_on_the_players_line_goes_there(stage, panel, qtbot, share):
    slider = panel.player_bar.slider
    place = QPoint(round(slider.width() * share), slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    command, second = stage.player.commands[-1]
    assert command == "seek"
    assert second == pytest.approx(share * 754.0, abs=754.0 * 12 / slider.width())


def test_what_is_pressed_on_the_players_line_can_be_dragged_on(stage, panel, qtbot):
    slider = panel.player_bar.slider
    row = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, row))
    to = QPointF(slider.width() * 0.8, row)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        to,
        slider.mapToGlobal(to),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(slider, move)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=to.toPoint())
    assert stage.player.commands[-1][1] == pytest.approx(0.8 * 754.0, abs=19)  # half a handle


def test_a_transcript_opens_at_its_very_beginning(stage, panel):
    long = plan_of("session_20260102_030409")
    talk = [
        Segment(3.0 * at, 3.0 * at + 2.0, f"SPEAKER_0{at % 2}", f"sentence {at}", 0.9)
        for at in range(80)
    ]
    stage.library.put(summary_of(long), talk, SPEAKERS)
    for session_id in (long.session_id, SESSION, long.session_id):
        stage.window.pages.library.open(session_id)
        assert panel.view.verticalScrollBar().value() == 0
        assert panel.view.verticalScrollBar().maximum() > 0 or session_id == SESSION
        panel.view.verticalScrollBar().setValue(400)


def test_fifteen_turns_are_in_sight_on_a_small_laptop_after_a_recording(make_stage, qtbot):
    """Of 768 lines the frame of the window takes some 32."""
    library, plan = FakeLibrary(), plan_of(SESSION)
    talk = [
        Segment(3.0 * at, 3.0 * at + 2.0, f"SPEAKER_0{at % 2}", f"sentence {at}", 0.9)
        for at in range(40)
    ]
    library.put(summary_of(plan), talk, SPEAKERS)
    library.sounds[SESSION] = Path("final.wav")
    stage = make_stage(library=library)
    stage.window.resize(1366, 736)
    stage.controller.begin(plan)
    stage.controller.end(job_of(SESSION))
    stage.watcher.job_changed.emit(job_of(SESSION, state=JobState.COMPLETED))
    view = stage.window.pages.recorder.transcript.view
    fifteenth = view.model().index(14)
    qtbot.waitUntil(lambda: view.visualRect(fifteenth).bottom() <= view.viewport().height())


# -- what was not captured


PAUSE = Span(SpanKind.PAUSE, round(3.75 * 16_000), 130.0)
OFF = Span(SpanKind.OFF_THE_RECORD, 5 * 16_000, 45.0)


@pytest.fixture
def interrupted(stage, panel):
    """A pause in the middle of the second turn, and something off the record behind it."""
    stage.library.stored_spans[SESSION] = [OFF, PAUSE]
    stage.window.pages.library.open(SESSION)
    return panel


def test_pauses_and_what_was_off_the_record_stand_between_the_turns(interrupted):
    assert turns(interrupted) == [
        "Voice 1, 0:00: what brings you here",
        "Voice 2, 0:02: my head aches",
        "Paused, 2 min 10 s",
        "Voice 2, 0:04: since monday",
        "Off the record, 45 s",
        "Voice 1, 0:05: which side",
    ]


def test_what_is_copied_from_both_sides_of_a_pause_says_that_there_was_one(interrupted):
    view = interrupted.view
    pick = view.selectionModel().SelectionFlag.Select
    for place in (1, 3):
        view.selectionModel().select(view.model().index(place), pick)
    assert view.chosen_text() == (
        "[0:00:02] Voice 2: my head aches\n"
        "[0:00:03] — Paused, 2 min 10 s —\n"
        "[0:00:04] Voice 2: since monday"
    )


def test_the_line_of_a_pause_is_neither_edited_nor_played(interrupted, stage, qtbot):
    view = interrupted.view
    index = view.model().index(2)
    place = view.visualRect(index).center()
    played = len(stage.player.commands)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(stage.player.commands) == played
    assert not view.findChildren(InPlaceEditor)


def test_a_correction_beside_a_pause_stays_on_its_side(interrupted, stage):
    interrupted.corrections.correct(interrupted.view.model().turn(3), "since last monday")
    assert turns(interrupted)[1:4] == [
        "Voice 2, 0:02: my head aches",
        "Paused, 2 min 10 s",
        "Voice 2, 0:04: since last monday",
    ]


def test_the_live_text_of_a_session_without_a_transcript_shows_its_pauses(stage, panel):
    plan = plan_of("session_20260102_030408")
    chunk = chunk_of(plan.session_id, 0, "uno dos tres cuatro")
    stage.library.put(summary_of(plan), chunks=[chunk])
    stage.library.live_words[plan.session_id] = words_of("uno dos tres cuatro", 0.0)
    stage.library.stored_spans[plan.session_id] = [Span(SpanKind.PAUSE, 24_000, 60.0)]
    stage.window.pages.library.open(plan.session_id)
    assert [each.split(": ")[-1] for each in turns(panel)] == [
        "uno dos",
        "Paused, 1 min",
        "tres cuatro",
    ]


# -- putting right


def test_a_turn_is_corrected_in_place(stage, panel, qtbot):
    panel.turns.correct(1)
    editor = panel.view.findChild(InPlaceEditor)
    assert editor.toPlainText() == "my head aches since monday"
    editor.setPlainText("my head has ached since monday")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert turns(panel)[1] == "Voice 2, 0:02: my head has ached since monday"
    (edit,) = stage.library.edits
    assert (edit.kind, edit.first_word, edit.last_word) == (EditKind.CORRECT, 4, 8)


def test_escape_corrects_nothing(stage, panel, qtbot):
    panel.turns.correct(1)
    editor = panel.view.findChild(InPlaceEditor)
    editor.setPlainText("something else")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert stage.library.edits == []


def test_every_change_can_be_taken_back_and_made_again(stage, panel):
    before = turns(panel)
    retype(panel, 0, "what brings you in")
    panel.corrections.reassign(row(panel, 1), "SPEAKER_00")
    after = turns(panel)
    assert after != before
    stage.window.sessions.undo()
    stage.window.sessions.undo()
    assert turns(panel) == before
    stage.window.sessions.redo()
    stage.window.sessions.redo()
    assert turns(panel) == after
    assert len(stage.library.edits) == 2


def test_each_session_takes_back_its_own_changes(stage, panel):
    recorder = stage.window.pages.recorder.transcript
    other = "session_20260102_030406"
    stage.library.put(summary_of(plan_of(other)), TALK, SPEAKERS)
    panel.speakers_bar.rename_asked.emit("SPEAKER_00", "Ana", SpeakerRole.MEDICO)
    recorder.open(other)
    recorder.speakers_bar.rename_asked.emit("SPEAKER_00", "Luz", SpeakerRole.MEDICO)
    panel.open(other)
    panel.open(SESSION)
    stage.window.sessions.undo()
    assert [each.name for each in stage.library.speakers(SESSION)] == ["", ""]
    assert [each.name for each in stage.library.speakers(other)] == ["Luz", ""]
    stage.window.pages.show_page(2)
    stage.window.sessions.undo()  # nobody would see what it does
    assert [each.name for each in stage.library.speakers(other)] == ["Luz", ""]
    stage.window.pages.show_page(1)
    panel.open(other)
    stage.window.sessions.undo()
    assert [each.name for each in stage.library.speakers(other)] == ["", ""]


class RecordingFacts:
    """What the ledger is told, in order; and by which threads."""

    def __init__(self):
        self.told, self.threads = [], set()

    def _tell(self, *what):
        self.told.append(what)
        self.threads.add(threading.get_ident())

    def record_edit(self, _session_id, edit):
        self._tell("record", edit.edit_id)

    def undo(self, _session_id):
        self._tell("undo")

    def redo(self, _session_id):
        self._tell("redo")


def test_changes_are_recorded_beside_the_window_in_the_order_they_were_made(qtbot, panel):
    """A correction and its taking back: neither may overtake the other."""
    facts, off_thread = RecordingFacts(), OffThread(panel)
    corrections, undo_redo = (
        Corrections(facts, off_thread, panel),
        UndoRedo(facts, off_thread, panel),
    )
    corrections.use_session(SESSION)
    turn = row(panel, 0)
    corrections.correct(turn, "what brings you in")
    undo_redo.undo_in(SESSION)
    undo_redo.redo_in(SESSION)
    off_thread.close()
    assert [what for what, *_ in facts.told] == ["record", "undo", "redo"]
    assert threading.get_ident() not in facts.threads


def test_a_turn_is_split_at_a_word(panel):
    panel.corrections.split(row(panel, 1), 3)
    assert [turn.text for turn in panel.view.model().rows[1:3]] == ["my head aches", "since monday"]


def test_a_voice_is_merged_into_another_everywhere(panel):
    panel.corrections.merge(row(panel, 1), "SPEAKER_00")
    assert {turn.label for turn in panel.view.model().rows} == {"SPEAKER_00"}


def test_a_correction_leaves_the_reader_where_they_are(stage, panel, qtbot):
    long = [
        Segment(place * 3.0, place * 3.0 + 2.0, f"SPEAKER_0{place % 2}", f"words {place} " * 9, 0.9)
        for place in range(200)
    ]
    long = [Segment(s.start, s.end, s.speaker, s.text.strip(), 0.9) for s in long]
    other = plan_of("session_20260102_030406")
    stage.library.put(summary_of(other), long, SPEAKERS)
    stage.window.pages.library.open(other.session_id)
    panel.go_to(300.0)
    bar = panel.view.verticalScrollBar()
    before = bar.value()
    assert before > 0
    retype(panel, 101, "short now")
    assert bar.value() == before


def test_what_is_corrected_in_the_library_reads_so_on_the_recorder_page(stage, panel):
    recorder = stage.window.pages.recorder.transcript
    recorder.open(SESSION)
    retype(panel, 0, "what brings you in")
    assert turns(recorder)[0].endswith("what brings you in")


def test_the_menu_offers_what_fits_the_turn(stage, panel, qtbot):
    menu = TurnMenu(row(panel, 1), 2, SPEAKERS, panel)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Split the turn at “aches”" in texts
    assert "Voice 2 is the same person as" in texts
    with qtbot.waitSignal(menu.split_asked) as asked:
        next(a for a in menu.actions() if a.text().startswith("Split")).trigger()
    assert asked.args == [2]


def test_words_are_shared_out_to_the_segments_they_make():
    words = words_of("what brings you here my head aches", 0.0)
    segments = [
        Segment(0, 1, "A", "what brings you here", 1),
        Segment(1, 2, "B", "my head aches", 1),
    ]
    assert [len(share) for share in words_of_segments(words, segments)] == [4, 3]
    assert words_of_segments(words[1:], segments) == [(), ()]


# -- the speakers again


def test_the_speakers_are_found_again_and_that_can_be_taken_back(stage, panel):
    runs, count = stage.speaker_runs, SpeakerCount(2, 4)
    runs.count(SESSION, "run-1")
    panel.speakers_again_asked.emit(SESSION, count)
    assert runs.asked == [("diarize_again", SESSION, count)]
    assert ("watch", "job-7") in stage.watcher.asked
    runs.count(SESSION, "run-2")
    stage.window.sessions.undo()
    assert runs.asked[-1] == ("use", SESSION, "run-1")
    stage.window.sessions.redo()
    assert runs.asked[-1] == ("use", SESSION, "run-2")


def test_what_an_earlier_window_or_the_command_line_changed_can_be_taken_back(stage, panel):
    """Nothing of it was made by this window: the ledger tells."""
    stage.library.record_edit(SESSION, Edit("e1", EditKind.CORRECT, 0, 0, "who"))
    panel.open(SESSION)
    assert turns(panel)[0].endswith("who brings you here")
    stage.window.sessions.undo()
    assert turns(panel)[0].endswith("what brings you here")


def test_the_menu_offers_exact_numbers_ranges_and_the_installed_models(panel, qtbot):
    menu = RerunMenu(("whisper-base", "whisper-small"))
    qtbot.addWidget(menu)
    actions = {
        action.text(): action
        for holder in (menu, *menu.findChildren(QMenu))
        for action in holder.actions()
    }
    with qtbot.waitSignal(menu.speakers_asked) as asked:
        actions["3 people"].trigger()
    assert asked.args == [SpeakerCount.exactly(3)]
    with qtbot.waitSignal(menu.speakers_asked) as asked:
        actions["2 to 4 people"].trigger()
    assert asked.args == [SpeakerCount(2, 4)]
    with qtbot.waitSignal(menu.model_asked) as asked:
        actions["whisper-small (not measured on this computer)"].trigger()
    assert asked.args == ["whisper-small"]


BY_CHANNEL = (InputNote.SPEAKERS_BY_CHANNEL, {"speakers": 2, "together_seconds": 3.4})
MIXED = (InputNote.TRACKS_MIXED, {"tracks": 2, "with_sound": 2, "default": 1})


def channels_action(panel):
    entries = panel.head.again_button.menu().actions()
    return next(each for each in entries if each.text() == "One for each channel of the file")


def test_that_the_speakers_are_the_channels_is_said_and_can_be_undone_and_asked_for(stage, panel):
    assert not channels_action(panel).isVisible()
    stage.library.inputs[SESSION] = InputRead((MIXED, BY_CHANNEL), by_channel=True)
    panel.open(SESSION)
    (facts,) = [text for text in shown_texts(panel) if "speakers by channel" in text]
    assert "2 tracks mixed (the file marks 1)" in facts
    assert "3 s of several at once" in facts
    stage.library.inputs[SESSION] = InputRead((MIXED, BY_CHANNEL), by_channel=False)
    panel.open(SESSION)
    assert not any("speakers by channel" in text for text in shown_texts(panel))
    channels_action(panel).trigger()
    assert stage.speaker_runs.asked == [("speakers_by_channel", SESSION)]
    assert ("watch", "job-6") in stage.watcher.asked


def test_the_text_is_asked_for_again_with_another_model(stage, panel):
    panel.head.model_again_asked.emit("whisper-small")
    assert stage.speaker_runs.asked == [("transcribe_again", SESSION, "whisper-small")]
    assert ("watch", "job-9") in stage.watcher.asked


def test_work_on_the_open_session_shows_in_its_head(stage, panel):
    stage.watcher.job_changed.emit(job_of(SESSION, progress_percent=40.0, step="diarize"))
    shown = {label.text() for label in panel.findChildren(QLabel)}
    assert any(text.startswith("Separating the voices 40 %") for text in shown)


def test_the_menu_of_runs_is_headed_and_says_how_long_a_model_takes(stage, qtbot):
    stage.library.put(summary_of(plan_of("session_20260102_030405")))
    stage.measurement.found = MeasuredModels(
        HERE, speeds_of(whisper_speed("whisper-base", 160, 300, busy=0.3, final=0.5)), None
    )
    page = stage.window.pages.library
    stage.window.pages.show_page(1)
    page.open("session_20260102_030405")
    menu = page.transcript.head.again_button.menu()
    menu.popup(page.mapToGlobal(page.rect().center()))
    (heading,) = [each for each in menu.findChildren(QLabel) if each.text() == "Speakers only"]
    assert heading.isVisible()
    assert heading.height() >= heading.sizeHint().height()
    models = next(each.menu() for each in menu.actions() if each.text() == "Text, with this model")
    seconds = stage.library.session("session_20260102_030405").duration
    assert [each.text() for each in models.actions()] == [
        f"whisper-base (about {length(seconds * (0.5 + 0.02))} here)",
        "whisper-tiny.en (not measured on this computer)",
    ]
    menu.close()


def test_a_menu_entry_that_cannot_be_chosen_looks_so(stage):
    menu = QMenu(stage.window)
    can, cannot = menu.addAction("███"), menu.addAction("███")
    cannot.setEnabled(False)
    menu.ensurePolished()
    menu.adjustSize()
    picture = menu.grab().toImage()

    def darkest(action):
        area = menu.actionGeometry(action)
        return min(
            picture.pixelColor(x, y).lightness()
            for x in range(area.left(), area.right(), 3)
            for y in range(area.top() + 6, area.bottom() - 6, 3)
        )

    assert darkest(cannot) > darkest(can) + 40


def test_a_note_stands_behind_the_turn_in_which_it_was_set(stage, panel):
    stage.library.set_bookmark(SESSION, Bookmark("b1", 3 * 16_000, "since when?"))
    panel.open(SESSION)
    assert turns(panel)[2] == "0:03: since when?"
    assert len(turns(panel)) == len(TALK) + 1


def test_ctrl_m_marks_the_chosen_turn_and_opens_the_note(stage, panel, qtbot):
    panel.view.setCurrentIndex(panel.view.model().index(1))
    qtbot.keyClick(stage.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    editor = panel.view.findChild(InPlaceEditor)
    qtbot.keyClicks(editor, "hand pain, too")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (bookmark,) = stage.library.bookmarks(SESSION)
    assert (bookmark.at_sample, bookmark.text) == (40_000, "hand pain, too")
    assert turns(panel)[2] == "0:02: hand pain, too"


def test_a_note_is_removed_by_its_menu_and_that_is_taken_back(stage, panel, qtbot):
    stage.library.set_bookmark(SESSION, Bookmark("b1", 3 * 16_000, "since when?"))
    panel.open(SESSION)
    panel.view.menu_asked.emit(2, -1, QPoint(10, 10))
    menu = panel.findChild(NoteMenu)
    menu.actions()[-1].trigger()
    menu.close()
    assert len(turns(panel)) == len(TALK)
    qtbot.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert turns(panel)[2] == "0:03: since when?"


def test_notes_are_copied_only_where_they_are_chosen(stage, panel):
    stage.library.set_bookmark(SESSION, Bookmark("b1", 3 * 16_000, "since when?"))
    panel.open(SESSION)
    for place in (1, 3):
        panel.view.selectionModel().select(
            panel.view.model().index(place), QItemSelectionModel.SelectionFlag.Select
        )
    assert "since when" not in panel.view.chosen_text()
    panel.view.selectAll()
    assert "[0:00:03] — since when? —" in panel.view.chosen_text()
