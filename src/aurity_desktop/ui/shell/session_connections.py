"""Connects what happens to sessions with the pages that show them, and back with the services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.library.export_choice import ExportWay
from aurity_desktop.application.library.note_book import OpenedNote
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.ui.export.export_destination import ExportDestination
from aurity_desktop.ui.export.note_destination import NoteDestination
from aurity_desktop.ui.review.reruns import Reruns
from aurity_desktop.ui.review.rule_offer import RuleOffers
from aurity_desktop.ui.review.session_decisions import SessionDecisions
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.review.undo_redo import UndoRedo
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.shell.pages import Pages


class SessionConnections(QObject):
    """Both transcripts and the library follow every change, wherever it was made."""

    def __init__(
        self,
        services: Services,
        pages: Pages,
        exports: ExportDestination,
        notes: NoteDestination,
        preferences: Preferences,
    ) -> None:
        super().__init__(pages)
        self._preferences = preferences
        self._exports, self._notes = exports, notes
        self._services = services
        self._pages = pages
        self._undo_redo = UndoRedo(services.changes, services.off_thread, self)
        self._reruns = Reruns(services.speaker_runs, services.off_thread, services.watcher, self)
        SessionDecisions(services.privacy, *pages.transcripts)
        self._connect_library()
        self._connect_transcripts()
        pages.recorder.finishing.again_asked.connect(services.watcher.retry)
        self._undo_redo.shown.connect(self._on_other_reading)
        self._undo_redo.shown.connect(pages.library.refresh)

    def _connect_library(self) -> None:
        services, library = self._services, self._pages.library
        services.controller.state_changed.connect(self._on_state)
        services.controller.session_started.connect(self._on_started)
        services.controller.session_stopped.connect(library.show_job)
        services.privacy.erased.connect(library.refresh)
        library.chosen_actions.erasure_asked.connect(services.privacy.erase_many)
        library.chosen_actions.exports_asked.connect(services.exporter.export_many)
        library.chosen_actions.join_asked.connect(services.joining.join)
        services.joining.joined.connect(library.refresh)
        library.chosen_actions.review_marked.connect(self._on_review_marked)
        services.exporter.many_ended.connect(library.refresh)
        services.watcher.job_changed.connect(library.show_job)

    def _connect_transcripts(self) -> None:
        services, pages = self._services, self._pages
        for transcript in pages.transcripts:
            offers = RuleOffers(services.heard_write, services.off_thread, transcript, self)
            transcript.corrections.corrected.connect(offers.note)
            offers.written.connect(transcript.corrections.made)
            self._connect_export(transcript)
            self._connect_note(transcript)
            transcript.again_asked.connect(services.watcher.finalize_again)
            transcript.undo_asked.connect(self._undo_redo.undo_in)
            transcript.redo_asked.connect(self._undo_redo.redo_in)
            transcript.speakers_again_asked.connect(self._reruns.find_speakers)
            transcript.channels_asked.connect(self._reruns.by_channel)
            transcript.model_again_asked.connect(self._reruns.transcribe)
            services.watcher.job_changed.connect(transcript.show_job)
            transcript.finish_asked.connect(services.recovery.finish)
            transcript.continue_asked.connect(pages.continue_session)
            transcript.part_asked.connect(pages.record_on)
        recorded, stored = pages.transcripts
        recorded.changed.connect(partial(_read_again, stored))
        stored.changed.connect(partial(_read_again, recorded))

    def _connect_export(self, transcript: TranscriptPanel) -> None:
        panel, exports = transcript.export, self._exports
        transcript.export_asked.connect(exports.ask_where)
        panel.save_asked.connect(partial(self._export, transcript, exports.save))
        panel.copy_asked.connect(partial(self._export, transcript, exports.copy))
        panel.print_asked.connect(partial(self._preview, transcript))
        transcript.preview.print_asked.connect(partial(self._export, transcript, exports.print))
        panel.way_taken.connect(self._on_way_taken)
        panel.prefer(ExportWay(self._preferences.settings.export_way))

    def _connect_note(self, transcript: TranscriptPanel) -> None:
        note, destination = transcript.note, self._notes
        note.preview_asked.connect(partial(self._preview_note, transcript))
        note.print_asked.connect(destination.print)
        note.save_asked.connect(destination.save)
        note.copied.connect(destination.copied)
        note.template_chosen.connect(self._on_template_chosen)

    def _preview_note(self, transcript: TranscriptPanel, opened: OpenedNote) -> None:
        self._notes.preview(opened, transcript.note.show_preview)

    def _on_template_chosen(self, name: str) -> None:
        """Remembered: the next note begins in this form."""
        self._preferences.change(note_template=name)

    @staticmethod
    def _export(transcript: TranscriptPanel, export: Callable[..., None], *how: object) -> None:
        export(transcript.session_id, *how)

    def _preview(self, transcript: TranscriptPanel) -> None:
        session_id = transcript.session_id
        self._exports.preview(session_id, partial(transcript.show_pages, session_id))

    def _on_way_taken(self, way: ExportWay) -> None:
        """Remembered, without anything of the session."""
        self._preferences.change(export_way=way.value)
        for transcript in self._pages.transcripts:
            transcript.export.prefer(way)

    def undo(self) -> None:
        """Take back the last change to the session that is shown; without one, nothing."""
        self._undo_redo.undo_in(self._pages.shown_session)

    def redo(self) -> None:
        """Make again what was taken back last in the session that is shown."""
        self._undo_redo.redo_in(self._pages.shown_session)

    def show_recovered(self, session_id: str) -> None:
        """A session that had not ended was handed to the worker."""
        self._pages.library.refresh()
        _read_again(self._pages.library.transcript, session_id)

    def _on_review_marked(self, session_ids: list[str], reviewed: bool) -> None:
        self._services.off_thread.do(
            partial(self._services.library.mark_reviewed, session_ids, reviewed),
            partial(self._on_reviewed, session_ids),
        )

    def _on_reviewed(self, session_ids: list[str], _nothing: None) -> None:
        self._pages.library.refresh()
        for session_id in session_ids:
            self._on_other_reading(session_id)

    def _on_state(self, state: RecordingState) -> None:
        if state is RecordingState.IDLE:
            self._pages.library.show_recording("")

    def _on_started(self, plan: SessionPlan) -> None:
        self._pages.library.show_recording(plan.session_id)

    def _on_other_reading(self, session_id: str) -> None:
        for transcript in self._pages.transcripts:
            _read_again(transcript, session_id)


def _read_again(transcript: TranscriptPanel, session_id: str) -> None:
    """What was changed in one place is seen in the other."""
    if transcript.session_id == session_id:
        transcript.open(session_id)
