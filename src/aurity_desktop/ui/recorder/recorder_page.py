"""The page on which a session is recorded, its words are watched and its transcript is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.player import Player
from aurity_desktop.application.live.live_findings import LiveFindings
from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.application.recording.pause_wishes import HeldBy
from aurity_desktop.application.recording.recording import RecordingRequest, RecordingState
from aurity_desktop.application.recording.recording_edits import RecordingEdits
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.domain.audio import Counters
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.consent import ConsentAnswer, consent_given
from aurity_desktop.domain.input_read import Part
from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.sound_files import SOUND_SUFFIXES
from aurity_desktop.domain.transcript import LiveUpdate
from aurity_desktop.ui.recorder.check_panel import CheckPanel
from aurity_desktop.ui.recorder.control_bar import ControlBar
from aurity_desktop.ui.recorder.finishing_panel import FinishingPanel
from aurity_desktop.ui.recorder.live_area import LiveArea
from aurity_desktop.ui.recorder.live_findings_pane import LiveFindingsPane
from aurity_desktop.ui.recorder.live_pane import LivePane
from aurity_desktop.ui.recorder.note_line import NoteLine
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.widgets.current_stack import CurrentStack
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.theme import Appearance


class RecorderPage(QWidget):
    """Asks the controller for everything and shows what it says.

    `vocabulary` are the words the model should expect. `import_asked` carries a request for each
    file, `rest_asked` the id of a session, the request for the file that it has a part of, and how
    long that is.
    """

    import_asked = Signal(list)  # list[RecordingRequest]
    rest_asked = Signal(str, RecordingRequest, float)

    def __init__(
        self,
        controller: SessionController,
        edits: RecordingEdits,
        library: Library,
        note_book: NoteBook,
        live_findings: LiveFindings,
        off_thread: OffThread,
        watcher: JobWatcher,
        player: Player,
        microphone_check: MicrophoneCheck,
        appearance: Appearance,
        icons: Icons,
        models: Sequence[str],
        vocabulary: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._edits = edits
        self._watcher = watcher
        self._library, self._off_thread = library, off_thread
        self._vocabulary = vocabulary
        self._asks_first = False
        self._resumed = ""
        self._job_id = self._finished_id = ""
        self.controls = ControlBar(appearance, icons, self)
        self.setup = self.controls.setup
        self.check = CheckPanel(microphone_check, player, appearance, icons, self)
        self.finishing = FinishingPanel(icons, self)
        self.finishing.hide()
        self._findings = live_findings
        self.live = LivePane(appearance, icons, self)
        self.found = LiveFindingsPane(appearance, self)
        self.notes = NoteLine(lambda: edits.moment, icons, self)
        self.transcript = TranscriptPanel(
            library, note_book, off_thread, player, appearance, icons, models, self
        )
        self._lay_out()
        self._connect()
        self._on_state(controller.state)

    def _lay_out(self) -> None:
        self._text = QWidget(self)
        self._stack = CurrentStack(self._text)
        self._live = LiveArea(self.live, self.found, self)
        self._stack.addWidget(self._live)
        self._stack.addWidget(self.transcript)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.controls)
        column.addWidget(self.check)
        column.addWidget(self.finishing)
        column.addWidget(self._text, 1)
        column.addWidget(self.notes)

    def _connect(self) -> None:
        controller, controls = self._controller, self.controls
        controls.record_asked.connect(self.record)
        controls.pause_asked.connect(controller.pause_or_resume)
        controls.stop_asked.connect(controller.stop)
        controller.state_changed.connect(self._on_state)
        controller.session_started.connect(self._on_started)
        controller.session_stopped.connect(self._on_stopped)
        controller.level_measured.connect(controls.show_level)
        controller.counters_changed.connect(controls.show_counters)
        controller.text_changed.connect(self._on_text)
        controller.text_changed.connect(self._findings.add)
        self._findings.awaited.connect(self.found.show_awaited)
        self._findings.found.connect(self.found.show_findings)
        controller.span_recorded.connect(self.live.add_span)
        self.notes.mark_asked.connect(self.mark)
        self.notes.noted.connect(self._on_noted)
        self.notes.rewritten.connect(self._on_rewritten)
        self.live.note_asked.connect(self._on_note_chosen)
        self.live.removal_asked.connect(self._edits.remove_bookmark)
        self.live.correction_asked.connect(self._edits.correct)
        self._edits.bookmarks_held.connect(self._on_bookmarks)
        self._edits.corrections_held.connect(self._on_corrections)
        self._edits.failed.connect(self.notes.refuse)
        controller.consent_withdrawn.connect(self._on_withdrawn)
        controller.consent_recorded.connect(controls.consent.show_given)
        controls.consent.given.connect(controller.give_consent)
        controls.consent.withdrawn.connect(controller.withdraw_consent)
        controls.consent.agreed.connect(self.record)
        self.setup.device_chosen.connect(self._on_device)
        self.setup.language_chosen.connect(controller.use_language)
        self.setup.language_chosen.connect(controls.consent.follow_speech)
        self.setup.check_asked.connect(self.check_microphone)
        controls.hold_began.connect(partial(controller.hold, HeldBy.BUTTON))
        controls.hold_ended.connect(partial(controller.release, HeldBy.BUTTON))
        controls.file_asked.connect(self.ask_for_file)
        self._watcher.job_changed.connect(self._on_job)
        self._watcher.paused_changed.connect(self.finishing.show_paused)
        self.transcript.opened.connect(self._on_opened)
        self.transcript.cleared.connect(self._on_cleared)

    def record(self) -> None:
        """Start a session with what is chosen.

        Where the settings want the consent first, it is asked for in the controls, and its answer
        comes back here.
        """
        request = self._request()
        idle = self._controller.state is RecordingState.IDLE
        if idle and self._asks_first and request.consent is None:
            self.controls.ask_consent_first()
        else:
            self._controller.start(request)

    def look_for_patients(self) -> None:
        """Those who are known are offered while a title is typed."""
        self._off_thread.do(self._library.patients, self.setup.patients.know)

    def mark(self) -> None:
        """Mark this moment of what is being recorded; a word for it may be typed then."""
        bookmark = self._edits.mark()
        if bookmark is not None and self.notes.isVisible():
            self.notes.write_to(bookmark)
            self.notes.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def prefer(self, device: str, language: str) -> None:
        """Start from what was chosen last time."""
        self.setup.prefer(device, language)
        self.controls.consent.follow_speech(language)

    def ask_consent_first(self, asks_first: bool) -> None:
        """Whether `record` waits for a consent, as the settings say."""
        self._asks_first = asks_first

    def continue_session(self, session_id: str) -> None:
        """Record on in a session that did not end, with what is chosen now.

        Its consent is the one that it has.
        """
        self._resumed = session_id
        self._controller.continue_session(session_id, self._request())

    def transcribe_files(self, paths: Sequence[Path]) -> None:
        """Have sound files transcribed beside everything else, in the language that is chosen.

        What else is chosen is for the next recording.
        """
        asked = self._request()
        self.import_asked.emit(
            [
                replace(asked, device="", input_file=path, title=path.stem, consent=None)
                for path in paths
            ]
        )

    def ask_for_rest(self, session_id: str, part: Part) -> None:
        """Ask for the file of which a session has a part, to go on where that stops."""
        dialog = self._sound_dialog(self.tr("Choose the same file again"))
        dialog.fileSelected.connect(partial(self._on_rest, session_id, part))
        dialog.show()

    def ask_for_file(self) -> None:
        """A file dialog that does not hold the window up."""
        dialog = self._sound_dialog(self.tr("Transcribe sound files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files)
        dialog.show()

    def _sound_dialog(self, title: str) -> QFileDialog:
        dialog = private_file_dialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in SOUND_SUFFIXES)
        dialog.setNameFilter(self.tr("Sound ({patterns})").format(patterns=patterns))
        return dialog

    def check_microphone(self) -> None:
        """Listen to the chosen microphone; nothing while recording."""
        if self._controller.state is RecordingState.IDLE:
            self.check.start(self.setup.device)

    def _request(self) -> RecordingRequest:
        return RecordingRequest(
            device=self.setup.device,
            language=self.setup.speech_language,
            speaker_count=self.setup.speaker_count,
            vocabulary=tuple(dict.fromkeys(self._vocabulary + self.setup.vocabulary)),
            title=self.setup.title.text().strip(),
            consent=self.controls.consent.consent,
        )

    def use_vocabulary(self, vocabulary: tuple[str, ...]) -> None:
        """The words of the settings that the next recording is to expect."""
        self._vocabulary = vocabulary

    def _on_state(self, state: RecordingState) -> None:
        self.controls.show_state(state)
        self.live.show_state(state)
        if state is not RecordingState.IDLE:
            self.check.leave()
        if state is RecordingState.STOPPING:
            self.notes.finish()
        self.notes.setVisible(state.going_on and state is not RecordingState.STARTING)
        if state is RecordingState.IDLE:
            self.live.end_session()

    def _on_started(self, plan: SessionPlan) -> None:
        self._job_id = self._finished_id = ""
        self.finishing.hide()
        is_file = plan.source.lower().endswith(SOUND_SUFFIXES)
        source = plan.source if is_file else ""
        self.controls.begin(source, plan.title, plan.created_at.astimezone())
        self.controls.show_language(plan.language)
        if plan.session_id == self._resumed:
            look = partial(self._library.consent_and_hold, plan.session_id)
            self._off_thread.do(look, self._on_consent_and_hold)
        if self.setup.patient is not None and plan.session_id != self._resumed:
            self._edits.assign_patient(self.setup.patient)
        self.setup.clear_for_the_next()
        self._findings.begin(plan.language)
        self._live.show_found(is_shown=True)
        self._stack.setCurrentWidget(self._live)
        self.live.begin()
        self.notes.clear()
        self._edits.look()

    def _on_bookmarks(self, session_id: str, bookmarks: tuple[Bookmark, ...]) -> None:
        plan = self._controller.plan
        if plan is not None and plan.session_id == session_id:
            self.live.show_bookmarks(bookmarks)
            self.notes.accept(bookmarks)

    def _on_corrections(self, session_id: str, corrections: tuple[LiveCorrection, ...]) -> None:
        plan = self._controller.plan
        if plan is not None and plan.session_id == session_id:
            self.live.show_corrections(corrections)

    def _on_noted(self, at_sample: int, text: str) -> None:
        if self._edits.mark(text, at_sample) is None:
            self.notes.refuse()

    def _on_rewritten(self, bookmark: Bookmark, text: str) -> None:
        if not self._edits.write(replace(bookmark, text=text)):
            self.notes.refuse()

    def _on_note_chosen(self, bookmark: Bookmark) -> None:
        self.notes.write_to(bookmark)
        self.notes.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_consent_and_hold(
        self, consent_and_hold: tuple[ConsentAnswer | None, Hold | None]
    ) -> None:
        if consent_and_hold[0] is ConsentAnswer.GIVEN:
            self.controls.consent.show_given(consent_given(self.setup.speech_language))

    def _on_stopped(self, job: Job) -> None:
        self.look_for_patients()
        self.follow(job)
        self._watcher.watch(job.job_id)

    def follow(self, job: Job) -> None:
        """Show the work on a session that has just been recorded or is run again."""
        self._job_id = job.job_id
        self.finishing.show_job(job)
        self.finishing.show()

    def _on_job(self, job: Job) -> None:
        if job.job_id != self._job_id:
            return
        self.finishing.show_job(job)
        if job.state is JobState.COMPLETED:
            self._job_id = ""
            self.finishing.hide()
            self._finished_id = job.session_id
            self.transcript.open(job.session_id)

    def _on_text(self, update: LiveUpdate) -> None:
        self.live.apply_update(update)
        self.controls.show_language(update.language)

    def _on_files(self, paths: Sequence[str]) -> None:
        self.transcribe_files([Path(path) for path in paths])

    def _on_rest(self, session_id: str, part: Part, path: str) -> None:
        request = replace(self._request(), device="", input_file=Path(path), consent=None)
        self.rest_asked.emit(session_id, request, part.of_seconds)

    def _on_opened(self, session_id: str) -> None:
        """Show the final transcript, unless another recording has begun in the meantime."""
        if session_id == self._finished_id:
            self._finished_id = ""
            self._stack.setCurrentWidget(self.transcript)
            self.controls.use_slim(True)

    def _on_withdrawn(self) -> None:
        """Nothing of what was said stays in sight."""
        self.controls.show_counters(Counters())
        self._on_cleared()

    def _on_cleared(self) -> None:
        self.controls.use_slim(False)
        self._stack.setCurrentWidget(self._live)
        self._findings.begin("")
        self._live.show_found(is_shown=False)
        self.live.begin()
        self.live.end_session()

    def _on_device(self, name: str) -> None:
        self._controller.use_device(name)
