"""The window: a rail of pages, lines of notice above them, and the shortcuts. It wires; the pages show; the controller decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.devices import DeviceScanner
from aurity_desktop.application.exporting import Exporter
from aurity_desktop.application.job_watcher import JobWatcher
from aurity_desktop.application.library import Library
from aurity_desktop.application.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.application.session_controller import SessionController
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.capture import Interrupted, Regained
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.settings import Settings
from aurity_desktop.ui.icons import Icons
from aurity_desktop.ui.library.library_page import LibraryPage
from aurity_desktop.ui.messages import error_text, interruption_text, notice_text
from aurity_desktop.ui.notices import Action, NoticesBar, Severity
from aurity_desktop.ui.recorder.recorder_page import RecorderPage
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.stall_probe import StallProbe
from aurity_desktop.ui.theme import Appearance

_SEVERITIES = {
    NoticeKind.DISK_FULL: Severity.ALARM,
    NoticeKind.DISK_LOW: Severity.AMBER,
    NoticeKind.OVERFLOW: Severity.AMBER,
    NoticeKind.CLIPPING: Severity.AMBER,
    NoticeKind.SILENCE: Severity.AMBER,
    NoticeKind.TEXT_UNAVAILABLE: Severity.NOTE,
}


class MainWindow(QMainWindow):
    """`check_model` raises a ModelError when live text cannot work; it is asked after the first paint.

    `geometry` keeps the window's place and size between starts, None keeps nothing.
    """

    def __init__(
        self,
        controller: SessionController,
        library: Library,
        devices: DeviceScanner,
        exporter: Exporter,
        watcher: JobWatcher,
        appearance: Appearance,
        settings: Settings,
        check_model: Callable[[], object],
        geometry: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._devices = devices
        self._exporter = exporter
        self._watcher = watcher
        self._check_model = check_model
        self._geometry = geometry
        self._closing = False
        self._shown_once = False
        self._file_dialog: QFileDialog | None = None
        self.probe = StallProbe(self)
        self._icons = Icons(appearance)
        self.undo_stack = QUndoStack(self)
        self.notices = NoticesBar(self)
        self.recorder = RecorderPage(
            controller,
            library,
            watcher,
            appearance,
            self._icons,
            self.undo_stack,
            settings.vocabulary,
        )
        self.recorder.setup.prefer(settings.microphone, settings.speech_language)
        self.library = LibraryPage(library, appearance, self._icons, self.undo_stack)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.retranslate()
        self.setMinimumSize(560, 360)
        self.resize(1120, 720)
        saved = geometry.value("window/geometry") if geometry else None
        if saved is not None:
            self.restoreGeometry(saved)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        self._rail_buttons: list[QToolButton] = []
        self._rail_group = QButtonGroup(self)
        rail = QFrame(self)
        rail.setObjectName("rail")
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 14, 8, 14)
        column.setSpacing(6)
        for number, (page, icon) in enumerate(
            ((self.recorder, "microphone"), (self.library, "library"))
        ):
            self.pages.addWidget(_scrolling(page))
            button = QToolButton(rail)
            button.setProperty("kind", "rail")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            self._icons.put(button, icon)
            self._rail_group.addButton(button, number)
            self._rail_buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)
        self._rail_buttons[0].setChecked(True)
        middle = QVBoxLayout()
        middle.setContentsMargins(18, 16, 18, 16)
        middle.setSpacing(12)
        middle.addWidget(self.notices)
        middle.addWidget(self.pages, 1)
        central = QWidget(self)
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addLayout(middle, 1)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        controller = self._controller
        controller.state_changed.connect(self._on_state)
        controller.session_started.connect(self._on_started)
        controller.session_stopped.connect(self._on_stopped)
        controller.interrupted.connect(self._on_interrupted)
        controller.regained.connect(self._on_regained)
        controller.notice_raised.connect(self._on_notice)
        controller.notice_withdrawn.connect(self._on_notice_withdrawn)
        controller.failed.connect(self._on_failed)
        self._rail_group.idClicked.connect(self.show_page)
        self._devices.devices_changed.connect(self._on_devices)
        self._devices.failed.connect(self._on_failed)
        self.recorder.setup.refresh_asked.connect(self._devices.scan)
        self._watcher.job_changed.connect(self.library.show_job)
        self._watcher.failed.connect(self._on_failed)
        self.recorder.finishing.again_asked.connect(self._watcher.retry)
        self._exporter.exported.connect(self._on_exported)
        self._exporter.failed.connect(self._on_failed)
        self.library.failed.connect(self._on_failed)
        for transcript in (self.recorder.transcript, self.library.transcript):
            transcript.export_asked.connect(self.ask_where_to_export)
            transcript.again_asked.connect(self._watcher.finalize_again)
        self.recorder.transcript.failed.connect(self._on_failed)

    def _add_shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+R", self._record),
            ("Ctrl+P", self.recorder.pause_or_resume),
            ("Ctrl+T", self._controller.stop),
            ("Ctrl+1", partial(self.show_page, 0)),
            ("Ctrl+2", partial(self.show_page, 1)),
            ("Ctrl+F", self._search),
            ("F5", self._devices.scan),
            ("F2", self._rename),
            ("Ctrl+E", self._export),
            ("Ctrl+Z", self.undo_stack.undo),
            ("Ctrl+Shift+Z", self.undo_stack.redo),
            ("Ctrl+Q", self.close),
            ("Alt+Left", self.library.back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    # -- what the user does ----------------------------------------------------------------------------

    def show_page(self, number: int) -> None:
        self._rail_buttons[number].setChecked(True)
        self.pages.setCurrentIndex(number)
        if self.pages.currentIndex() == 1:
            self.library.refresh()

    def ask_where_to_export(self, session_id: str) -> None:
        """A file dialog that does not hold the window up."""
        dialog = QFileDialog(self, self.tr("Export the session"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("h5")
        dialog.setNameFilter(self.tr("Session file (*.h5)"))
        dialog.selectFile(f"{session_id}.h5")
        dialog.fileSelected.connect(partial(self._export_to, session_id))
        dialog.show()

    def _export_to(self, session_id: str, path: str) -> None:
        self.notices.show_line(
            "export", Severity.NOTE, partial(self._words_exporting, Path(path).name)
        )
        self._exporter.export(session_id, Path(path))

    def _record(self) -> None:
        self.show_page(0)
        self.recorder.record()

    def _search(self) -> None:
        self.show_page(1)
        self.library.search.setFocus()
        self.library.search.selectAll()

    def _rename(self) -> None:
        self._current_transcript().edit_chosen_speaker()

    def _export(self) -> None:
        session_id = self._current_transcript().session_id
        if session_id:
            self.ask_where_to_export(session_id)

    def _current_transcript(self) -> TranscriptPanel:
        on_library = self.pages.currentIndex() == 1
        return self.library.transcript if on_library else self.recorder.transcript

    # -- what happens ----------------------------------------------------------------------------------

    def _on_state(self, state: RecordingState) -> None:
        if state is not RecordingState.INTERRUPTED:
            self.notices.withdraw("interrupted")
        if state is RecordingState.IDLE:
            self.notices.withdraw("closing")
            if self._closing:
                QTimer.singleShot(0, self.close)

    def _on_started(self, plan: SessionPlan) -> None:  # noqa: ARG002  # that one started is all there is to know
        self.notices.forget()
        for kind in NoticeKind:
            self.notices.withdraw(kind.value)
        self.notices.withdraw("failed")

    def _on_stopped(self, job: Job) -> None:
        self.library.show_job(job)

    def _on_interrupted(self, report: Interrupted) -> None:
        self.notices.show_line(
            "interrupted",
            Severity.AMBER,
            partial(interruption_text, report.why, report.source),
            dismissible=False,
        )
        self._devices.scan()

    def _on_regained(self, report: Regained) -> None:  # noqa: ARG002  # the amber goes, whatever came
        self.notices.withdraw("interrupted")

    def _on_notice(self, notice: Notice) -> None:
        self.notices.show_line(
            notice.kind.value, _SEVERITIES[notice.kind], partial(notice_text, notice), once=True
        )

    def _on_notice_withdrawn(self, kind: NoticeKind) -> None:
        self.notices.withdraw(kind.value)

    def _on_failed(self, error: Exception) -> None:
        self.notices.show_line("failed", Severity.ALARM, partial(error_text, error))

    def _on_devices(self, devices: list[Device]) -> None:
        self.recorder.setup.show_devices(devices)
        self.recorder.deck.show_missing_microphone(not devices)

    def _on_exported(self, session_id: str, path: Path) -> None:  # noqa: ARG002  # the file names it
        folder = QUrl.fromLocalFile(str(path.parent))
        self.notices.show_line(
            "export",
            Severity.NOTE,
            partial(self._words_exported, path.name),
            (Action(self._words_show_folder, partial(QDesktopServices.openUrl, folder)),),
        )

    # -- words -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Aurity Desktop"))
        for button, words, keys in zip(
            self._rail_buttons,
            (self.tr("Recorder"), self.tr("Library")),
            ("Ctrl+1", "Ctrl+2"),
            strict=True,
        ):
            button.setText(words)
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleName(words)

    def _words_exporting(self, name: str) -> str:
        return self.tr("Writing {file}…").format(file=name)

    def _words_exported(self, name: str) -> str:
        return self.tr("{file} is written and complete.").format(file=name)

    def _words_show_folder(self) -> str:
        return self.tr("Show in folder")

    def _words_closing(self) -> str:
        return self.tr("A recording is going on. Stop it and close?")

    def _words_stop_and_close(self) -> str:
        return self.tr("Stop and close")

    def _words_keep_on(self) -> str:
        return self.tr("Go on recording")

    def _words_closing_soon(self) -> str:
        return self.tr("Saving the last words. The window closes by itself.")

    # -- the window itself -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """On a small or strongly magnified screen the rail shows its icons only."""
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * 110
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if narrow
            else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        )
        for button in self._rail_buttons:
            button.setToolButtonStyle(style)
            button.setFixedWidth(48 if narrow else 88)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        super().showEvent(event)
        if not self._shown_once:
            self._shown_once = True
            QTimer.singleShot(0, self._after_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        if self._controller.state is RecordingState.IDLE:
            if self._geometry is not None:
                self._geometry.setValue("window/geometry", self.saveGeometry())
            event.accept()
            return
        event.ignore()
        if self._controller.state is RecordingState.STOPPING:
            self._close_when_stopped()
            return
        self.notices.show_line(
            "closing",
            Severity.AMBER,
            self._words_closing,
            (
                Action(self._words_stop_and_close, self._stop_and_close),
                Action(self._words_keep_on, partial(self.notices.withdraw, "closing")),
            ),
            dismissible=False,
        )

    def _stop_and_close(self) -> None:
        self._close_when_stopped()
        self._controller.stop()

    def _close_when_stopped(self) -> None:
        self._closing = True
        self.notices.show_line(
            "closing", Severity.NOTE, self._words_closing_soon, dismissible=False
        )

    def _after_first_paint(self) -> None:
        self.probe.start()
        self._devices.scan()
        self.library.refresh()
        self._watcher.start()
        try:
            self._check_model()
        except AurityError as error:
            self.notices.show_line("model", Severity.AMBER, partial(error_text, error))


def _scrolling(page: QWidget) -> QScrollArea:
    """A page that is higher than a small or strongly magnified screen can be scrolled."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
