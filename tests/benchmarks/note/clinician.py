"""A clinician at the real window: records, stops, decides, fills, signs and prints the note.

Only the looking goes by the window's own objects; all that is done is done by pointer and keys.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters, seconds
from aurity_desktop.domain.findings import Finding
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import LiveUpdate
from aurity_desktop.entrypoints.window import WindowProgram
from aurity_desktop.ui.export.export_destination import language
from aurity_desktop.ui.note.note_rows import HeadingRow, LineRow, TypedRow
from aurity_desktop.ui.review.turn_model import TurnRow
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.reading_view import ReadingView
from tests.benchmarks.note.figures import NoteSeen, Step
from tests.benchmarks.note.findings_seen import FindingsSeen, PaintedLine
from tests.benchmarks.note.hands import Hands
from tests.benchmarks.note.tables import DIAGNOSIS, TITLE, TYPED, UNSAID
from tests.benchmarks.window.words_seen import WordsSeen

_LOOK_MS = 20
#: Seconds that one step may take on a machine that has much else to do.
_PATIENCE = 240.0
_LEAST_WORDS = 4

#: Conditions that are waited for, one after the other.
Waiting = Generator[Callable[[], bool], None, None]


class Clinician(QObject):
    """`done_in` is where the printed file is looked for. Ends the program when it is through.

    `talk_only`: no note is written.
    """

    def __init__(
        self, built: WindowProgram, play: Sequence[str], done_in: Path, *, talk_only: bool = False
    ) -> None:
        super().__init__(built.window)
        self._talk_only = talk_only
        self._built, self._play, self._done_in = built, play, done_in
        self._window = built.window
        recorder = built.window.pages.recorder
        self._recorder, self._panel = recorder, recorder.transcript
        self._note, self._desk = self._panel.note, self._panel.note.desk
        self.hands = Hands(self)
        self._player: subprocess.Popen[bytes] | None = None
        self._session_id = self._opened = ""
        self._words, self._findings = WordsSeen(time.monotonic), FindingsSeen()
        self._minute: list[Step] = []
        self._after: list[Step] = []
        self._steps = self._minute
        self._began = self._waited = self._asked_at = 0.0
        self._suggestions = self._fields = self._dragged = 0
        self._problems: list[str] = []
        self._going = self._day()
        self._wanted: Callable[[], bool] = self._window.isActiveWindow
        controller = built.controller
        controller.session_started.connect(self._on_started)
        controller.counters_changed.connect(self._on_counters)
        controller.failed.connect(self._on_failed)
        built.live.failed.connect(self._on_failed)
        built.live.updated.connect(self._on_text)
        self._panel.opened.connect(self._on_opened)
        self._paper = recorder.found.view.viewport()
        self._paper.installEventFilter(self)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self._asked_at = self._looked_at = time.monotonic()

    def tell(self) -> NoteSeen:
        """All of it."""
        return NoteSeen(
            session_id=self._session_id,
            began=self._words.began,
            minute=tuple(self._minute),
            after=tuple(self._after),
            painted=self._findings.lines,
            shown=self._findings.words,
            suggestions=self._suggestions,
            fields=self._fields,
            dragged=self._dragged,
            printed=str(self._printed or ""),
            problems=tuple(self._problems),
        )

    def _look(self) -> None:
        now = time.monotonic()
        if not self.hands.moving:
            self._waited += now - self._looked_at
        self._looked_at = now
        if now - self._asked_at > _PATIENCE and self._steps_are_timed:
            self._problems.append(f"stuck behind {[step.name for step in self._steps][-1:]}")
            self._leave()
        elif not self.hands.moving and self._wanted():
            self._asked_at = now
            try:
                self._wanted = next(self._going)
            except StopIteration:
                self._leave()

    @property
    def _steps_are_timed(self) -> bool:
        return bool(self._began)

    def _leave(self) -> None:
        self._looking.stop()
        self._window.close()

    def _mark(self, name: str) -> None:
        """A step ends here."""
        now = time.monotonic()
        took, waited = now - self._began, self._waited
        self._steps.append(Step(name, round(took, 2), round(min(took, waited), 2)))
        self._began, self._waited = now, 0.0

    def _day(self) -> Waiting:
        controls = self._recorder.controls
        self.hands.click(controls.setup.title)
        yield controls.setup.title.hasFocus
        self.hands.write(TITLE)
        yield lambda: controls.setup.title.text() == TITLE
        self.hands.click(controls.record_button)
        yield lambda: self._built.controller.state is RecordingState.RECORDING
        self._player = subprocess.Popen(list(self._play))
        yield lambda: self._player is not None and self._player.poll() is not None
        self.hands.click(controls.stop_button)
        yield lambda: self._built.controller.state is not RecordingState.RECORDING
        self._began, self._waited = time.monotonic(), 0.0
        yield lambda: bool(self._opened) and self._panel.isVisible()
        self._mark("the transcript stands")
        if self._talk_only:
            return
        yield from self._open_note()
        yield from self._decide()
        yield from self._fill()
        yield from self._drag_a_turn()
        yield from self._sign()
        yield from self._print()
        self._steps = self._after
        yield from self._hear_a_line()
        yield from self._undo_and_redo()
        yield from self._drag_several_turns()

    def _open_note(self) -> Waiting:
        self.hands.press("ctrl+n")
        yield lambda: self._desk.opened is not None and self._note.view.hasFocus()
        self._mark("the note is open")

    def _decide(self) -> Waiting:
        """Each suggestion is read and confirmed, the second one rejected."""
        while isinstance(row := self._note.view.chosen, LineRow) and row.waits:
            self._suggestions += 1
            self.hands.read(row.text)
            self.hands.press("Delete" if self._suggestions == 2 else "Return")
            yield partial(self._is_past, row)
        self._mark("suggestions are decided")

    def _is_past(self, row: LineRow | TypedRow) -> bool:
        chosen = self._note.view.chosen
        return chosen is not None and chosen != row and not self._note.view.editing

    def _fill(self) -> Waiting:
        """What the norm requires and nobody said, field by field, as the keyboard comes to it."""
        while isinstance(row := self._note.view.chosen, TypedRow) and row.missing:
            self._fields += 1
            if row.codes:
                yield from self._pick_a_diagnosis()
            else:
                if not row.offered:
                    self.hands.write(TYPED.get(row.section, UNSAID))
                else:
                    self.hands.press("Return")
                self.hands.press("Return")
                yield partial(self._is_past, row)
        yield lambda: self._desk.opened is not None and not self._desk.opened.draft.missing
        self._mark("required fields are typed")

    def _pick_a_diagnosis(self) -> Waiting:
        field = self._note.diagnosis
        self.hands.write(DIAGNOSIS)
        yield lambda: field.hasFocus() and bool(field.offered)
        self.hands.press("Down", "Return")
        yield lambda: field.text() == "" and self._has_written("diagnoses")
        self.hands.press("Return")
        yield self._note.view.hasFocus

    def _has_written(self, section: str) -> bool:
        opened = self._desk.opened
        sections = opened.draft.sections if opened is not None else ()
        return any(each.key == section and each.written for each in sections)

    def _drag_a_turn(self) -> Waiting:
        """With the pointer, into the section whose heading is in sight."""
        before = self._passages()
        turns, rows = self._panel.view, self._note.view
        begin = self._place(turns, _is_long_turn)
        end = self._place(rows, lambda row: isinstance(row, HeadingRow))
        self.hands.drag(turns.viewport(), begin, rows.viewport(), end)
        yield lambda: self._passages() == before + 1
        self._dragged += 1
        self._mark("a turn is dragged in")

    def _drag_several_turns(self) -> Waiting:
        """Chosen by the pointer, from one to the next but one, and then dragged together."""
        before, turns, rows = self._passages(), self._panel.view, self._note.view
        begin = self._place(turns, lambda row: isinstance(row, TurnRow))
        paper = turns.viewport().rect()
        end = QPoint(begin.x(), min(begin.y() + 160, paper.bottom() - 8))
        self.hands.drag(turns.viewport(), begin, turns.viewport(), end)
        yield lambda: len(turns.chosen_turns()) > 1
        self._mark("turns are chosen")
        chosen = len(turns.chosen_turns())
        there = self._place(rows, lambda row: isinstance(row, HeadingRow | LineRow | TypedRow))
        self.hands.drag(turns.viewport(), begin, rows.viewport(), there)
        yield lambda: self._passages() == before + chosen
        self._dragged += chosen
        self._mark("and dragged in together")

    def _passages(self) -> int:
        opened = self._desk.opened
        sections = opened.draft.sections if opened is not None else ()
        lines = [line for section in sections for line in section.lines]
        return sum(line.entry.entry_id.startswith("passage-") for line in lines)

    def _place(self, view: ReadingView, wanted: Callable[[object], bool]) -> QPoint:
        """The middle of the first row in sight that is wanted."""
        paper = view.viewport()
        for y in range(4, paper.height() - 4, 8):
            index = view.indexAt(QPoint(paper.width() // 2, y))
            if index.isValid() and wanted(index.data(ROW_ROLE)):
                area = view.visualRect(index).intersected(paper.rect())
                return area.center()
        raise RuntimeError("nothing of the kind is in sight")

    def _sign(self) -> Waiting:
        self.hands.click(self._note.bar.sign_button)
        yield lambda: self._desk.opened is not None and self._desk.opened.current is not None
        self._mark("the note is signed")

    def _print(self) -> Waiting:
        self.hands.click(self._note.bar.print_button)
        yield lambda: self._note.preview.isVisible() and self._note.preview.print_button.hasFocus()
        self._mark("the preview stands")
        self.hands.press("Return")
        yield lambda: self._dialog() is not None
        self.hands.press("Return")
        yield lambda: self._printed is not None and self._dialog() is None
        self._mark("it is printed")

    def _dialog(self) -> QPrintDialog | None:
        active = QApplication.activeWindow()
        return active if isinstance(active, QPrintDialog) else None

    @property
    def _printed(self) -> Path | None:
        """A whole file: a PDF ends in %%EOF."""
        for path in self._done_in.glob("*.pdf"):
            if b"%%EOF" in path.read_bytes()[-32:]:
                return path
        return None

    def _hear_a_line(self) -> Waiting:
        rows, player = self._note.view, self._built.services.player
        yield rows.isVisible
        place = self._place(rows, lambda row: isinstance(row, LineRow) and row.entry.start >= 0)
        self.hands.click_at(rows.viewport(), place)
        yield lambda: player.playing
        self._mark("a click plays a line")

    def _undo_and_redo(self) -> Waiting:
        """The signature is no step that is undone; the line that was dragged in is."""
        before = self._passages()
        self.hands.press("ctrl+z")
        yield lambda: self._passages() == before - 1
        self._mark("the dragged line is undone")
        self.hands.press("ctrl+shift+z")
        yield lambda: self._passages() == before
        self._mark("and done again")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """What stands beside the live text, when it has been painted."""
        if watched is self._paper and event.type() is QEvent.Type.Paint:
            found = self._recorder.found
            QTimer.singleShot(0, self, partial(self._on_painted, found.findings, found.awaited))
        return False

    def _on_painted(self, findings: Sequence[Finding], awaited: Sequence[Finding]) -> None:
        now, told = time.monotonic(), language()
        for found, faded in ((findings, False), (awaited, True)):
            self._findings.painted(PaintedLine.of(now, each, told, awaited=faded) for each in found)

    def _on_started(self, plan: SessionPlan) -> None:
        self._session_id = plan.session_id

    def _on_counters(self, counters: Counters) -> None:
        self._words.heard(seconds(counters.captured))

    def _on_text(self, update: LiveUpdate) -> None:
        words = [word for chunk in update.settled for word in chunk.words]
        self._findings.shown(time.monotonic(), (*words, *update.provisional))

    def _on_opened(self, session_id: str) -> None:
        self._opened = session_id

    def _on_failed(self, error: Exception) -> None:
        self._problems.append(str(error))


def _is_long_turn(row: object) -> bool:
    return isinstance(row, TurnRow) and len(row.text.split()) >= _LEAST_WORDS
