"""While it is recorded: marks, notes, corrections, the small view, the tray, and another part."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import RECORDED_ON
from aurity_desktop.ui.recorder.live_model import NoteRow, Paragraph
from aurity_desktop.ui.review.turn_model import NoteRow as TranscriptNote
from tests.benchmarks.desk.desk import MARK, NOTE, WORD, AtTheDesk, Desk, point_of, rows_of
from tests.benchmarks.desk.script import Scene, Steps, Wait


def recording_scenes(desk: Desk) -> list[Scene]:
    """From Record to the transcript with its marks."""
    scenes = _Recording(desk)
    return [
        Scene("18.1", "Ctrl+M, and a word for the mark", scenes.mark),
        Scene("18.1", "a note beside the live text", scenes.note),
        Scene("18.2", "a live word corrected", scenes.correct),
        Scene("18.6", "the small view: mark, pause, back", scenes.small_view),
        Scene("18.6", "the menu of the tray", scenes.tray),
        Scene("18.1", "Stop; marks and notes in the transcript", scenes.stop),
    ]


def record_on_scene(desk: Desk) -> Scene:
    """Another part of the first session, stopped from the small view."""
    return Scene("18.3", "recorded on, stopped in the small view", _Recording(desk).record_on)


class _Recording(AtTheDesk):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._recorder = desk.pages.recorder

    def mark(self) -> Steps:
        desk, hand = self._desk, self._hand
        yield from hand.key("ctrl+1")
        yield from hand.press(self._recorder.controls.record_button)
        yield Wait(lambda: desk.is_in(RecordingState.RECORDING), "a recording")
        plan = desk.controller.plan
        assert plan is not None
        desk.session = plan.session_id
        desk.say("first")
        yield Wait(lambda: self._said() > 3, "words")
        yield from hand.key("ctrl+m")
        yield Wait(lambda: len(self._bookmarks()) == 1, "a mark")
        yield Wait(self._recorder.notes.field.hasFocus, "the field for its word")
        desk.picture("marked")
        yield from hand.write(MARK)
        yield from hand.key("Return")
        yield Wait(lambda: self._bookmarks() == [MARK], "the word of the mark")
        yield Wait(lambda: MARK in self._live_notes(), "the mark in the live text")
        return ""

    def note(self) -> Steps:
        hand = self._hand
        yield from hand.fill(self._recorder.notes.field, NOTE)
        yield from hand.key("Return")
        yield Wait(lambda: set(self._bookmarks()) == {MARK, NOTE}, "the note")
        yield Wait(lambda: NOTE in self._live_notes(), "the note in the live text")
        self._desk.picture("noted")
        return ""

    def correct(self) -> Steps:
        desk, hand, view = self._desk, self._hand, self._recorder.live.view
        delegate: Any = view.itemDelegate()
        row = next(at for at, each in enumerate(rows_of(view)) if isinstance(each, Paragraph))

        def on_the_second_word(point: QPoint, area: object) -> bool:
            paragraph = rows_of(view)[row]
            return bool(delegate.word_at(QPointF(point), area, paragraph, view.font()) == 1)

        yield Wait(lambda: len(self._spoken(row)) > 2, "settled words")
        place = point_of(view, row, on_the_second_word)
        assert place is not None, "the second word is nowhere"
        yield from hand.click(view.viewport().mapToGlobal(place + QPoint(3, 0)), times=2)
        yield from desk.rest(0.4)
        desk.picture("correcting")
        yield from hand.write(WORD)
        yield from hand.key("Return")
        held = desk.library.live_corrections
        yield Wait(lambda: [each.text for each in held(desk.session)] == [WORD], "a correction")
        yield Wait(lambda: WORD in self._live_text(), "the word in the live text")
        yield from desk.rest(1.0)
        desk.picture("corrected")
        return ""

    def small_view(self) -> Steps:
        desk, hand, small = self._desk, self._hand, self._desk.window.small_view
        yield from hand.key("F9")
        yield Wait(small.isVisible, "the small view")
        yield Wait(desk.window.isMinimized, "the window to be away")
        yield from desk.rest(0.6)
        desk.picture("small-view")
        self._is_on_the_screen()
        yield from hand.press(small.mark_button)
        yield Wait(lambda: len(self._bookmarks()) == 3, "a mark from the small view")
        yield from hand.press(small.pause_button)
        yield Wait(lambda: desk.controller.state.is_pause, "a pause")
        yield from desk.rest(0.3)
        desk.picture("small-view-paused")
        self._is_on_the_screen()
        yield from hand.press(small.pause_button)
        yield Wait(lambda: desk.is_in(RecordingState.RECORDING), "no pause any more")
        yield from hand.press(small.window_button)
        yield Wait(desk.window.isActiveWindow, "the window in front")
        assert not small.isVisible(), "the small view is still there"
        return ""

    def tray(self) -> Steps:
        """Its menu alone: a screen without hardware has no tray."""
        desk, hand, menu = self._desk, self._hand, self._desk.window.tray.menu
        for action, seen in (
            (menu.mark_action, lambda: len(self._bookmarks()) == 4),
            (menu.pause_action, lambda: desk.controller.state.is_pause),
            (menu.pause_action, lambda: desk.is_in(RecordingState.RECORDING)),
        ):
            yield from hand.point(QPoint(400, 500))
            menu.popup(QPoint(700, 320))
            yield from desk.rest(0.2)
            desk.picture("tray-menu")
            yield from hand.choose(menu, action)
            yield Wait(seen, f"what {action.text()!r} does")
            yield Wait(lambda: not menu.isVisible(), "the menu to close")
        return "(a screen without hardware has no tray to click)"

    def stop(self) -> Steps:
        desk, hand = self._desk, self._hand
        yield from hand.press(self._recorder.controls.stop_button)
        yield from desk.finished(desk.session)
        transcript = self._recorder.transcript
        yield from desk.shown(transcript, desk.session)
        yield from desk.rest(0.5)
        desk.picture("transcript")
        rows = rows_of(transcript.view)
        notes = [each.bookmark.text for each in rows if isinstance(each, TranscriptNote)]
        assert sorted(notes) == sorted(["", "", MARK, NOTE]), f"these notes stand there: {notes}"
        read = " ".join(each.text for each in desk.library.segments(desk.session))
        assert WORD in read, f"the corrected word is lost: {read}"
        desk.said = _longest(read)
        return ""

    def record_on(self) -> Steps:
        desk, hand, small = self._desk, self._hand, self._desk.window.small_view
        yield from desk.open_in_library(desk.session)
        head = desk.pages.library.transcript.head
        yield from hand.press(head.more_button)
        yield from desk.rest(0.2)
        desk.picture("session-menu")
        yield from hand.choose(head.menu, head.menu.record_on)
        yield Wait(lambda: desk.is_in(RecordingState.RECORDING), "a second part")
        plan = desk.controller.plan
        assert plan is not None
        assert plan.session_id == desk.session, "it is another session"
        before = desk.library.session(desk.session).duration
        playing = desk.say("second")
        yield Wait(lambda: playing.poll() is not None, "the second part to be said")
        yield from hand.key("F9")
        yield Wait(small.isVisible, "the small view")
        yield from hand.press(small.stop_button)
        yield Wait(lambda: not desk.controller.state.going_on, "the end of it")
        yield Wait(lambda: desk.is_in(RecordingState.IDLE), "the end of it")
        yield from desk.rest(0.6)
        desk.picture("small-view-stopped")
        self._is_on_the_screen()
        if small.isVisible():
            yield from hand.press(small.window_button)
        yield Wait(desk.window.isActiveWindow, "the window in front")
        yield from desk.finished(desk.session)
        assert desk.library.session(desk.session).duration > before, "there is no second part"
        spans = desk.library.spans(desk.session)
        assert any(each.reason == RECORDED_ON for each in spans), "no gap is told"
        yield from desk.rest(0.6)
        desk.picture("two-parts")
        return ""

    def _is_on_the_screen(self) -> None:
        small = self._desk.window.small_view
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if small.isVisible():
            frame = small.frameGeometry()
            assert screen.contains(frame), f"the small view leaves the screen: {frame}"

    def _bookmarks(self) -> list[str]:
        return [each.text for each in self._desk.library.bookmarks(self._desk.session)]

    def _live_notes(self) -> list[str]:
        rows = rows_of(self._recorder.live.view)
        return [each.bookmark.text for each in rows if isinstance(each, NoteRow)]

    def _live_text(self) -> str:
        rows = rows_of(self._recorder.live.view)
        return " ".join(each.text for each in rows if isinstance(each, Paragraph))

    def _spoken(self, row: int) -> tuple[object, ...]:
        paragraph = rows_of(self._recorder.live.view)[row]
        return paragraph.spoken if isinstance(paragraph, Paragraph) else ()

    def _said(self) -> int:
        return len(self._live_text().split())


def _longest(text: str) -> str:
    """Six words from the middle of it, to be looked for later."""
    words = text.split()
    middle = len(words) // 2
    return " ".join(words[middle : middle + 6])
