"""The window: a rail of pages, lines of notice above them, and the shortcuts.

It wires; the pages show; the controller decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QIcon,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.export.export_destination import ExportDestination
from aurity_desktop.ui.health.health_page import HealthPage
from aurity_desktop.ui.health.stall_log import StallLog
from aurity_desktop.ui.health.stall_probe import StallProbe
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.library.library_page import LibraryPage
from aurity_desktop.ui.lock.lock_overlay import LockOverlay
from aurity_desktop.ui.lock.lock_page import LockPage
from aurity_desktop.ui.notices.announcer import Announcer
from aurity_desktop.ui.notices.notice_lines import NoticesBar
from aurity_desktop.ui.privacy.privacy_settings import PrivacySettings
from aurity_desktop.ui.privacy.withdrawal_line import WithdrawalLine
from aurity_desktop.ui.recorder.recorder_page import RecorderPage
from aurity_desktop.ui.review.reruns import Reruns
from aurity_desktop.ui.review.session_decisions import SessionDecisions
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.review.undo_redo import UndoRedo
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.settings.settings_page import SettingsPage
from aurity_desktop.ui.settings.voice_card import VoiceCard
from aurity_desktop.ui.shell.closing import Closing
from aurity_desktop.ui.shell.hold_key import HoldKey
from aurity_desktop.ui.shell.rail import Rail
from aurity_desktop.ui.shell.recovery_line import RecoveryLine
from aurity_desktop.ui.shell.sound_drops import SoundDrops
from aurity_desktop.ui.shell.tray import Tray
from aurity_desktop.ui.vault.protection_line import ProtectionLine
from aurity_desktop.ui.vault.protection_panel import ProtectionPanel
from aurity_desktop.ui.vault.unlock_gate import UnlockGate
from aurity_desktop.ui.vault.unlock_page import UnlockPage
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.scrolling import scrolling
from aurity_desktop.ui.widgets.shortcuts import Shortcuts
from aurity_desktop.ui.widgets.theme import Appearance

#: Below this width, in average characters, the rail shows its icons only.
_NARROW_CHARACTERS = 110
_RECORDER, _LIBRARY, _SETTINGS, _HEALTH = range(4)


class MainWindow(QMainWindow):
    """`check_model` raises a ModelError when live text cannot work; it is asked after the first
    paint.

    `models` are the names of the installed speech models. `geometry` keeps the window's place and
    size between starts, None keeps nothing.
    """

    def __init__(
        self,
        services: Services,
        appearance: Appearance,
        languages: Languages,
        preferences: Preferences,
        models: Sequence[str],
        check_model: Callable[[], object],
        geometry: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._controller = services.controller
        self._appearance = appearance
        self._languages = languages
        self._preferences = preferences
        self._check_model = check_model
        self._geometry = geometry
        self._shown_once = False
        self.probe = StallProbe(self)
        StallLog(self.probe, services.controller)
        self._icons = Icons(appearance, self)
        self._undo_redo = UndoRedo(services.changes, services.off_thread, self)
        self._reruns = Reruns(services.speaker_runs, services.off_thread, services.watcher, self)
        self.notices = NoticesBar(self)
        self._closing = Closing(self, self.notices, services.controller, services.exporter)
        self._announcer = Announcer(self.notices, services)
        self.exports = ExportDestination(self, services.exporter, self._announcer)
        WithdrawalLine(self.notices, services.controller, services.privacy)
        self._recovery_line = RecoveryLine(
            self.notices, services.recovery, services.watcher, services.controller
        )
        settings = preferences.settings
        self.recorder = RecorderPage(
            services.controller,
            services.library,
            services.off_thread,
            services.watcher,
            services.player,
            services.microphone_check,
            appearance,
            self._icons,
            models,
            settings.vocabulary,
        )
        self.recorder.prefer(settings.microphone, settings.speech_language)
        self.library = LibraryPage(
            services.library,
            services.off_thread,
            services.player,
            appearance,
            self._icons,
            models,
        )
        self.privacy = PrivacySettings(preferences, services.privacy, services.lock)
        self.protection = ProtectionPanel(services.vault)
        self.voice = VoiceCard(services.voice, self._microphone, appearance)
        self.settings = SettingsPage(
            preferences, models, [self.voice, self.protection, self.privacy]
        )
        self.health = HealthPage(services.health, self.probe, appearance, self._icons)
        SessionDecisions(services.privacy, self.recorder.transcript, self.library.transcript)
        self._shortcuts = Shortcuts(self)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        ProtectionLine(self.notices, services.vault, geometry, partial(self.show_page, _SETTINGS))
        self._on_preferences(settings)
        self.tray = Tray(services.controller, self._icons, self)
        self.tray.record_asked.connect(self._record)
        self.tray.pause_asked.connect(self.recorder.pause_or_resume)
        self.tray.window_asked.connect(self.bring_forward)
        self.lock_overlay.locked_changed.connect(self._on_locked_changed)
        self.retranslate()
        SoundDrops(self, self._takes_files).dropped.connect(self._transcribe_file)
        self.setWindowIcon(QIcon(str(appearance.icon_folder / "app.svg")))
        self.setMinimumSize(560, 360)
        self.resize(1120, 720)
        saved = geometry.value("window/geometry") if geometry else None
        if saved is not None:
            self.restoreGeometry(saved)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        for page in (self.recorder, self.library, self.settings, self.health):
            self.pages.addWidget(scrolling(page))
        self.rail = Rail(self._icons, self)
        middle = QVBoxLayout()
        middle.setContentsMargins(18, 16, 18, 16)
        middle.setSpacing(12)
        middle.addWidget(self.notices)
        middle.addWidget(self.pages, 1)
        central = QWidget(self)
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        services = self._services
        lock_page = LockPage(
            services.lock, services.controller, self._appearance, self._icons, self
        )
        lock_page.pause_asked.connect(self.recorder.pause_or_resume)
        self.lock_overlay = LockOverlay(
            self,
            central,
            lock_page,
            services.lock,
            self._shortcuts,
            services.player,
            services.controller,
        )
        self.unlock = UnlockPage(services.vault, self._appearance, self._icons, self)
        self._unlock_gate = UnlockGate(
            self.lock_overlay, self.unlock, self._shortcuts, services.vault
        )
        self.setCentralWidget(self.lock_overlay.stack)

    def _connect(self) -> None:
        controller, watcher = self._controller, self._services.watcher
        controller.state_changed.connect(self._on_state)
        controller.session_started.connect(self._on_started)
        controller.session_stopped.connect(self.library.show_job)
        controller.interrupted.connect(self._services.devices.scan)
        self._services.privacy.erased.connect(self.library.refresh)
        self._unlock_gate.opened.connect(self._on_data_opened)
        self._services.vault.encrypted.connect(self._services.lock.look)
        self.privacy.lock_asked.connect(self._services.lock.lock)
        watcher.job_changed.connect(self.library.show_job)
        self._undo_redo.shown.connect(self._on_other_reading)
        self._services.devices.devices_changed.connect(self._on_devices)
        self.rail.chosen.connect(self.show_page)
        self.recorder.finishing.again_asked.connect(self._services.watcher.retry)
        self.recorder.setup.refresh_asked.connect(self._services.devices.scan)
        self.recorder.setup.device_chosen.connect(self._on_device_chosen)
        self.recorder.setup.language_chosen.connect(self._on_language_chosen)
        self._recovery_line.look_asked.connect(self._show_session)
        self._recovery_line.handed_on.connect(self._on_handed_on)
        self._preferences.changed.connect(self._on_preferences)
        self._preferences.failed.connect(self._announcer.tell)
        for transcript in (self.recorder.transcript, self.library.transcript):
            transcript.export_asked.connect(self.exports.ask_where)
            transcript.again_asked.connect(self._services.watcher.finalize_again)
            transcript.speakers_again_asked.connect(self._reruns.find_speakers)
            transcript.model_again_asked.connect(self._reruns.write)
            watcher.job_changed.connect(transcript.show_job)
            transcript.finish_asked.connect(self._services.recovery.finish)
            transcript.go_on_asked.connect(self._go_on)
        self.recorder.transcript.changed.connect(partial(self._read_again, self.library.transcript))
        self.library.transcript.changed.connect(partial(self._read_again, self.recorder.transcript))

    def _add_shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+R", self._record),
            ("Ctrl+1", partial(self.show_page, _RECORDER)),
            ("Ctrl+2", partial(self.show_page, _LIBRARY)),
            ("Ctrl+3", partial(self.show_page, _SETTINGS)),
            ("Ctrl+,", partial(self.show_page, _SETTINGS)),
            ("Ctrl+4", partial(self.show_page, _HEALTH)),
            ("Ctrl+O", self._open_file),
            ("Ctrl+F", self._search),
            ("F5", self._services.devices.scan),
            ("F6", self.recorder.check_microphone),
            ("F2", self._rename),
            ("F4", self._check_next),
            ("Ctrl+E", self._export),
            ("Ctrl+Space", self._play),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("Alt+Left", self.library.back),
        ):
            self._shortcuts.add(keys, run)
        for keys, always in (
            ("Ctrl+P", self.recorder.pause_or_resume),
            ("Ctrl+T", self._controller.stop),
            ("Ctrl+L", self._services.lock.lock),
            ("Ctrl+Q", self.close),
        ):
            self._shortcuts.add(keys, always, while_locked=True)
        self.hold_key = HoldKey(Qt.Key.Key_F8, self)
        self.hold_key.began.connect(self.recorder.begin_hold)
        self.hold_key.ended.connect(self.recorder.end_hold)

    # -- what the user does
    # ----------------------------------------------------------------------------

    def show_page(self, number: int) -> None:
        self.rail.choose(number)
        self.pages.setCurrentIndex(number)
        if number == _LIBRARY:
            self.library.refresh()
        elif number == _SETTINGS:
            self.privacy.look()
            self.voice.look()
            self._services.lock.look()
            self.protection.look()
        elif number == _HEALTH:
            self.health.look()

    def undo(self) -> None:
        """Take back the last change to the session that is shown; what nobody sees stays as it is."""
        self._undo_redo.undo_in(self._shown_session())

    def redo(self) -> None:
        self._undo_redo.redo_in(self._shown_session())

    def stop_and_close(self) -> None:
        """What the system's request to end asks for: no question, nothing lost."""
        self._closing.close()

    def bring_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _takes_files(self) -> bool:
        return self._controller.state is RecordingState.IDLE and not self.lock_overlay.is_locked

    def _transcribe_file(self, path: Path) -> None:
        self.show_page(_RECORDER)
        self.recorder.transcribe_file(path)

    def _open_file(self) -> None:
        self.show_page(_RECORDER)
        self.recorder.ask_for_file()

    def _go_on(self, session_id: str) -> None:
        """Record on in a session that did not end."""
        self.show_page(_RECORDER)
        self.recorder.go_on(session_id)

    def _microphone(self) -> str:
        return self._preferences.settings.microphone

    def _on_device_chosen(self, name: str) -> None:
        self._preferences.change(microphone=name)

    def _on_language_chosen(self, code: str) -> None:
        self._preferences.change(speech_language=code)

    def _show_session(self, session_id: str) -> None:
        self.show_page(_LIBRARY)
        self.library.open(session_id)

    def _record(self) -> None:
        self.show_page(_RECORDER)
        self.recorder.record()

    def _search(self) -> None:
        self.show_page(_LIBRARY)
        self.library.search.setFocus()
        self.library.search.selectAll()

    def _rename(self) -> None:
        self._current_transcript().edit_chosen_speaker()

    def _check_next(self) -> None:
        self._current_transcript().check_next()

    def _play(self) -> None:
        self._current_transcript().player_bar.toggle()

    def _export(self) -> None:
        self._current_transcript().ask_for_export()

    def _shown_session(self) -> str:
        transcript = self._current_transcript()
        return transcript.session_id if transcript.isVisible() else ""

    def _current_transcript(self) -> TranscriptPanel:
        on_library = self.pages.currentIndex() == _LIBRARY
        return self.library.transcript if on_library else self.recorder.transcript

    # -- what happens
    # ----------------------------------------------------------------------------------

    def _on_state(self, state: RecordingState) -> None:
        if state is RecordingState.IDLE:
            self.library.show_recording("")

    def _on_locked_changed(self, locked_changed: bool) -> None:
        self.tray.set_locked(locked_changed)
        if not locked_changed and not self._unlock_gate.is_closed:
            self.library.refresh()

    def _on_preferences(self, settings: Settings) -> None:
        self.recorder.expect(settings.vocabulary)
        self.recorder.ask_consent_first(settings.require_consent)
        self.lock_overlay.use(settings)
        if settings.theme != self._appearance.setting:
            self._appearance.use(settings.theme)
        if settings.interface_language != self._languages.setting:
            self._languages.use(settings.interface_language)

    def _on_started(self, plan: SessionPlan) -> None:
        self.library.show_recording(plan.session_id)

    def _on_handed_on(self, session_id: str) -> None:
        self.library.refresh()
        self._read_again(self.library.transcript, session_id)

    def _on_other_reading(self, session_id: str) -> None:
        for transcript in (self.recorder.transcript, self.library.transcript):
            self._read_again(transcript, session_id)

    @staticmethod
    def _read_again(transcript: TranscriptPanel, session_id: str) -> None:
        """What was changed in one place is seen in the other."""
        if transcript.session_id == session_id:
            transcript.open(session_id)

    def _on_devices(self, devices: list[Device]) -> None:
        self.recorder.setup.show_devices(devices)
        self.recorder.controls.show_missing_microphone(not devices)

    # -- words
    # -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Aurity Desktop"))

    # -- the window itself
    # -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        self.rail.set_narrow(
            event.size().width() < self.fontMetrics().averageCharWidth() * _NARROW_CHARACTERS
        )
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
        if not self._closing.may_close():
            event.ignore()
            return
        self.settings.keep_words()
        if self._geometry is not None:
            self._geometry.setValue("window/geometry", self.saveGeometry())
        event.accept()

    def _after_first_paint(self) -> None:
        self.probe.start()
        self.lock_overlay.watch()
        self.tray.show()
        self._services.devices.scan()
        self._announcer.check_model(self._check_model)
        self._services.vault.begin()

    def _on_data_opened(self) -> None:
        """The data can be read: what there is comes into sight."""
        self.library.refresh()
        self._services.watcher.start()
        self._recovery_line.look()
        self._services.vault.look()
