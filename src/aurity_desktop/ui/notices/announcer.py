"""Turns what happens into lines of notice: no dialog, nothing that stops, nothing told twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.capture import Interrupted
from aurity_desktop.domain.errors import AurityError, DiskFull, VaultLocked, WeakPassphrase
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.language.messages import interruption_text, notice_text
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity
from aurity_desktop.ui.services import Services

_SEVERITIES = {
    NoticeKind.NOTHING_CAPTURED: Severity.ALARM,
    NoticeKind.DISK_FULL: Severity.ALARM,
    NoticeKind.DISK_LOW: Severity.AMBER,
    NoticeKind.END_NEAR: Severity.AMBER,
    NoticeKind.LENGTH_LIMIT: Severity.AMBER,
    NoticeKind.OVERFLOW: Severity.AMBER,
    NoticeKind.SLEPT: Severity.NOTE,
    NoticeKind.LONG_SLEEP: Severity.AMBER,
    NoticeKind.LID_CLOSED: Severity.AMBER,
    NoticeKind.CLIPPING: Severity.AMBER,
    NoticeKind.SILENCE: Severity.AMBER,
    NoticeKind.LONG_SILENCE: Severity.AMBER,
    NoticeKind.TEXT_UNAVAILABLE: Severity.NOTE,
    NoticeKind.TEXT_SLOW: Severity.NOTE,
    NoticeKind.DAMAGED_INPUT: Severity.AMBER,
    NoticeKind.INPUT_LONGER: Severity.NOTE,
    NoticeKind.TRACKS_MIXED: Severity.NOTE,
    NoticeKind.TRACKS_LEFT_OUT: Severity.AMBER,
    NoticeKind.SPEAKERS_BY_CHANNEL: Severity.NOTE,
    NoticeKind.RECORDER_TROUBLE: Severity.AMBER,
}
#: What happens again is told again, though it was put away the first time.
_EACH_TIME = (NoticeKind.SLEPT, NoticeKind.LONG_SLEEP, NoticeKind.LID_CLOSED)


#: No program that people have opens these.
_NOT_READ_BY_PEOPLE = frozenset({".h5", ".age", ".rttm"})


class Announcer(QObject):
    """Listens to every service that can fail, and to the recording's own notices."""

    def __init__(self, notices: NoticesBar, services: Services) -> None:
        super().__init__(notices)
        self._notices = notices
        self._services = services
        self._connect()

    def _connect(self) -> None:
        controller = self._services.controller
        controller.state_changed.connect(self._on_state)
        controller.session_started.connect(self._on_started)
        controller.interrupted.connect(self._on_interrupted)
        controller.regained.connect(self._on_regained)
        controller.notice_raised.connect(self._on_notice)
        controller.notice_withdrawn.connect(self._on_notice_withdrawn)
        self._services.exporter.exported.connect(self._on_exported)
        for source in (
            controller,
            self._services.edits,
            self._services.off_thread,
            self._services.devices,
            self._services.watcher,
            self._services.exporter,
            self._services.recovery,
            self._services.health,
            self._services.player,
            self._services.microphone_check,
            self._services.privacy,
            self._services.vault,
        ):
            source.failed.connect(self.tell)

    def tell(self, error: Exception) -> None:
        """An error in words for people; the next recording clears it.

        What a locked window could not read is read when it opens.
        """
        if isinstance(error, VaultLocked) and self._services.lock.is_locked:
            return
        if isinstance(error, WeakPassphrase):
            return  # told beside the field that it was typed into
        if isinstance(error, DiskFull) and self._notices.shows(NoticeKind.DISK_FULL.value):
            return  # the same disk, and what became of the recording
        self._notices.show_line("failed", Severity.ALARM, partial(error_text, error))

    def tell_exporting(self, name: str) -> None:
        """Say that `name` is being written, until its end is told in the same line."""
        self._notices.show_line("export", Severity.NOTE, partial(self._words_exporting, name))

    def tell_copied(self) -> None:
        """The transcript is on the clipboard."""
        self._notices.show_line("export", Severity.NOTE, self._words_copied)

    def tell_printed(self, pages: int) -> None:
        """So many pages were handed to the printer."""
        self._notices.show_line("export", Severity.NOTE, partial(self._words_printed, pages))

    def check_model(self, check: Callable[[], object], install: Callable[[], object]) -> None:
        """Say it when live text cannot work, and no more when it can; recording can always.

        `install` shows where a model is installed.
        """
        try:
            check()
        except AurityError as error:
            self._notices.show_line(
                "model",
                Severity.AMBER,
                partial(error_text, error),
                (Action(self._words_install, install),),
            )
        else:
            self._notices.withdraw("model")

    def _on_state(self, state: RecordingState) -> None:
        """In a pause the microphone may be away still: what is said of it stays."""
        if not state.is_pause and state is not RecordingState.INTERRUPTED:
            self._notices.withdraw("interrupted")

    def _on_regained(self) -> None:
        self._notices.withdraw("interrupted")

    def _on_started(self) -> None:
        self._notices.forget()
        for kind in NoticeKind:
            self._notices.withdraw(kind.value)
        self._notices.withdraw("failed")

    def _on_interrupted(self, report: Interrupted) -> None:
        self._notices.show_line(
            "interrupted",
            Severity.AMBER,
            partial(interruption_text, report.why, report.source),
            dismissible=False,
        )

    def _on_notice(self, notice: Notice) -> None:
        actions: tuple[Action, ...] = ()
        if notice.kind is NoticeKind.DISK_FULL:
            self._notices.withdraw(NoticeKind.DISK_LOW.value)  # which said that it goes on
        if notice.kind is NoticeKind.LONG_SILENCE:
            self._notices.withdraw(NoticeKind.SILENCE.value)
            actions = (Action(self._words_stop, self._services.controller.stop),)
        self._notices.show_line(
            notice.kind.value,
            _SEVERITIES[notice.kind],
            partial(notice_text, notice),
            actions,
            once=notice.kind not in _EACH_TIME,
            dismissible=notice.kind is not NoticeKind.NOTHING_CAPTURED,
        )

    def _on_notice_withdrawn(self, kind: NoticeKind) -> None:
        self._notices.withdraw(kind.value)

    def _on_exported(self, _session_id: str, path: Path, includes_pii: bool) -> None:
        file, folder = (QUrl.fromLocalFile(str(each)) for each in (path, path.parent))
        show = Action(self._words_show_folder, partial(QDesktopServices.openUrl, folder))
        read = Action(self._words_open, partial(QDesktopServices.openUrl, file))
        readable = path.suffix.lower() not in _NOT_READ_BY_PEOPLE
        self._notices.show_line(
            "export",
            Severity.NOTE,
            partial(self._words_exported, path.name, includes_pii),
            (read, show) if readable else (show,),
        )

    def _words_exporting(self, name: str) -> str:
        return self.tr("Exporting {file}…").format(file=name)

    def _words_exported(self, name: str, includes_pii: bool) -> str:
        if includes_pii:
            words = self.tr("{file} was exported. It may identify people.")
        else:
            words = self.tr("{file} was exported. It identifies nobody.")
        return words.format(file=name)

    def _words_copied(self) -> str:
        return self.tr("The transcript was copied.")

    def _words_printed(self, pages: int) -> str:
        if pages == 1:
            return self.tr("1 page was sent to the printer.")
        return self.tr("{count} pages were sent to the printer.").format(count=pages)

    def _words_open(self) -> str:
        return self.tr("Open")

    def _words_show_folder(self) -> str:
        return self.tr("Show in folder")

    def _words_install(self) -> str:
        return self.tr("Install…")

    def _words_stop(self) -> str:
        return self.tr("Stop the recording")
