"""The window: a rail of pages, lines of notice below them, and how it starts and ends.

It wires; the pages show; the controller decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from aurity_desktop.application.recording.pause_wishes import HeldBy
from aurity_desktop.domain.audio import Device
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.export.export_destination import ExportDestination
from aurity_desktop.ui.export.note_destination import NoteDestination
from aurity_desktop.ui.health.stall_log import StallLog
from aurity_desktop.ui.health.stall_probe import StallProbe
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.library.join_line import JoinLine
from aurity_desktop.ui.library.many_lines import ManyLines
from aurity_desktop.ui.notices.announcer import Announcer
from aurity_desktop.ui.notices.notice_lines import NoticesBar
from aurity_desktop.ui.privacy.retention_line import RetentionLine
from aurity_desktop.ui.privacy.withdrawal_line import WithdrawalLine
from aurity_desktop.ui.recorder.idle_level import IdleLevel
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.settings.about_card import About
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.shell.battery_line import BatteryLine
from aurity_desktop.ui.shell.closing import Closing
from aurity_desktop.ui.shell.desktop_notices import DesktopNotices
from aurity_desktop.ui.shell.desktop_portal import DesktopPortal
from aurity_desktop.ui.shell.first_steps import FirstSteps
from aurity_desktop.ui.shell.global_recording import GlobalRecording
from aurity_desktop.ui.shell.global_shortcuts import GlobalShortcuts
from aurity_desktop.ui.shell.hold_key import HoldKey
from aurity_desktop.ui.shell.import_list import ImportList
from aurity_desktop.ui.shell.locking import Locking
from aurity_desktop.ui.shell.pages import Page, Pages
from aurity_desktop.ui.shell.pause_line import PauseLine
from aurity_desktop.ui.shell.rail import Rail
from aurity_desktop.ui.shell.recovery_line import RecoveryLine
from aurity_desktop.ui.shell.screen_reader import ScreenReader
from aurity_desktop.ui.shell.session_connections import SessionConnections
from aurity_desktop.ui.shell.small_view import SmallView
from aurity_desktop.ui.shell.sound_drops import SoundDrops
from aurity_desktop.ui.shell.tray import Tray
from aurity_desktop.ui.shell.watch_line import WatchLine
from aurity_desktop.ui.shell.window_keys import WindowKeys
from aurity_desktop.ui.shell.window_memory import WindowMemory
from aurity_desktop.ui.shell.window_shortcuts import add_small_shortcuts, add_window_shortcuts
from aurity_desktop.ui.shell.window_title import WindowTitle
from aurity_desktop.ui.vault.protection_line import ProtectionLine
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.shortcuts import Shortcuts
from aurity_desktop.ui.widgets.tab_order import set_tab_order
from aurity_desktop.ui.widgets.theme import Appearance

_ABOUT = About()
#: Below this width, in average characters, the rail shows its icons only.
_NARROW_CHARACTERS = 125
#: And below this height, in lines: with a recording's sign there is no room for them.
_LOW_LINES = 30


class MainWindow(QMainWindow):
    """Everything that is seen, over the `services` that do the work.

    `check_model` raises a ModelError when live text cannot work; it is asked after the first paint.
    `models` are the names of the installed speech models. `geometry` keeps the window's place and
    size between starts, None keeps nothing (see `WindowMemory`). `about` is what the settings tell
    of the program. `portal` shows what must be known outside the window, `shortcuts` are heard
    outside it.
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
        about: About = _ABOUT,
        portal: DesktopPortal | None = None,
        shortcuts: GlobalShortcuts | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._appearance = appearance
        self._languages = languages
        self._preferences = preferences
        self._check_model = check_model
        self._shown_once = self._data_opened = False
        self.probe = StallProbe(self)
        StallLog(self.probe, services.controller)
        icons = Icons(appearance, self)
        self._keys = WindowKeys(self)
        self.notices = NoticesBar(self)
        self._closing = Closing(
            self, self.notices, services.controller, services.exporter, services.imports
        )
        self._announcer = Announcer(self.notices, services)
        self.exports = ExportDestination(
            self, services.exporter, services.library, services.off_thread, self._announcer
        )
        ManyLines(self.notices, services)
        PauseLine(self.notices, services.watcher)
        BatteryLine(self.notices, services.battery)
        WatchLine(self.notices, services.watched)
        WithdrawalLine(self.notices, services.controller, services.privacy)
        self._retention_line = RetentionLine(self.notices, services.privacy)
        self._recovery_line = RecoveryLine(
            self.notices, services.recovery, services.watcher, services.controller
        )
        self.pages = Pages(
            services, preferences, models, appearance, icons, self.probe, about, self
        )
        JoinLine(
            self.notices,
            services.joining,
            services.privacy,
            self.pages.show_session,
            self.pages.ask_for_erasure,
        )
        self.imports = ImportList(services.imports, self)
        self.imports.look_asked.connect(self.pages.show_session)
        self.rail = Rail(services.controller, icons, self)
        self._shortcuts = Shortcuts(self)
        self.locking = Locking(self, self._content(), services, appearance, icons, self._shortcuts)
        self.setCentralWidget(self.locking.overlay.stack)
        notes = NoteDestination(self, services.exporter, services.off_thread, self._announcer)
        self.sessions = SessionConnections(services, self.pages, self.exports, notes, preferences)
        add_window_shortcuts(self._shortcuts, self.pages, self.sessions, services, self.close)
        self.hold_key = HoldKey(Qt.Key.Key_F8, self)
        show_settings = partial(self.pages.show_section, Section.PRIVACY)
        self.first_steps = FirstSteps(self.notices, self.pages, services.controller, geometry)
        ProtectionLine(
            *(self.notices, services.vault, geometry, show_settings),
            first_steps_lead=lambda: self.first_steps.due,
        )
        ScreenReader(self, services.controller, self.notices)
        self.tray = Tray(services.controller, icons, self)
        self.small_view = SmallView(services.controller, appearance, icons, self)
        add_small_shortcuts(Shortcuts(self.small_view), self.small_view, services.controller)
        self._global = GlobalRecording(
            self,
            shortcuts or GlobalShortcuts(parent=self),
            services.controller,
            self.small_view,
            self.pages.global_keys,
            record=self.pages.record,
            bring_forward=self.bring_forward,
            is_locked=lambda: self.locking.is_locked,
        )
        self._idle_level = IdleLevel(self, self.pages.recorder, services.level, services.controller)
        self._title = WindowTitle(self, services.controller, appearance)
        DesktopNotices(
            self,
            self.notices,
            portal or DesktopPortal(self),
            self.tray,
            lambda: self.locking.is_locked,
        )
        self._connect()
        self._on_preferences(preferences.settings)
        self.retranslate()
        self._memory = WindowMemory(self, self.pages, geometry)
        self._memory.restore()

    def _content(self) -> QWidget:
        """The rail at the side, the notices below the pages."""
        middle = QVBoxLayout()
        middle.setContentsMargins(18, 16, 18, 16)
        middle.setSpacing(12)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.imports)
        middle.addWidget(self.notices)  # below: what comes up moves no button from under a pointer
        content = QWidget(self)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        return content

    def _connect(self) -> None:
        services, pages, recorder = self._services, self.pages, self.pages.recorder
        services.controller.interrupted.connect(services.devices.scan)
        services.controller.regained.connect(services.devices.scan)
        services.devices.devices_changed.connect(self._on_devices)
        recorder.setup.refresh_asked.connect(services.devices.scan)
        recorder.setup.device_chosen.connect(self._on_device_chosen)
        recorder.setup.language_chosen.connect(self._on_language_chosen)
        self.rail.chosen.connect(pages.show_page)
        self.rail.sign.page_asked.connect(partial(pages.show_page, Page.RECORDER))
        services.alarm.unheard.connect(QApplication.beep)
        pages.page_shown.connect(self.rail.choose)
        pages.privacy.lock.lock_asked.connect(services.lock.lock)
        self._recovery_line.look_asked.connect(pages.show_session)
        self._recovery_line.handed_on.connect(self.sessions.show_recovered)
        services.installation.ended.connect(self._look_for_model)
        self._preferences.changed.connect(self._on_preferences)
        self._preferences.failed.connect(self._announcer.tell)
        self.hold_key.began.connect(partial(services.controller.hold, HeldBy.KEY))
        self.hold_key.ended.connect(partial(services.controller.release, HeldBy.KEY))
        self.tray.record_asked.connect(pages.record)
        self.tray.pause_asked.connect(services.controller.pause_or_resume)
        self.tray.window_asked.connect(self.bring_forward)
        self.tray.mark_asked.connect(pages.mark)
        self.tray.small_asked.connect(self.show_small)
        pages.small_view_asked.connect(self._on_small_view)
        self.small_view.record_asked.connect(pages.record)
        self.small_view.mark_asked.connect(pages.mark)
        self.small_view.window_asked.connect(self.bring_forward)
        self.locking.locked_changed.connect(self.small_view.set_locked)
        self.locking.pause_asked.connect(services.controller.pause_or_resume)
        self.locking.data_opened.connect(self._on_data_opened)
        self.locking.locked_changed.connect(self.tray.set_locked)
        self.locking.content_shown.connect(pages.library.refresh)
        SoundDrops(self, self._takes_files).dropped.connect(pages.transcribe_files)

    def stop_and_close(self) -> None:
        """What the system's request to end asks for: no question, nothing lost."""
        self._closing.close()

    def show_small(self) -> None:
        """The small view in place of the window, which is minimized."""
        self.small_view.show()
        self.showMinimized()

    def _on_small_view(self) -> None:
        """The same key leads there and back."""
        if self.small_view.isVisible() and self.isMinimized():
            self.bring_forward()
        else:
            self.show_small()

    def bring_forward(self) -> None:
        """Show the window above the others, also when it was minimized."""
        self.small_view.hide()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _takes_files(self) -> bool:
        return not self.locking.is_locked

    def _on_device_chosen(self, name: str) -> None:
        self._preferences.change(microphone=name)

    def _on_language_chosen(self, code: str) -> None:
        self._preferences.change(speech_language=code)

    def _on_devices(self, devices: list[Device]) -> None:
        self.pages.recorder.setup.show_devices(devices)
        self.pages.recorder.controls.show_missing_microphone(not devices)
        self._idle_level.show_devices(devices)

    def _on_preferences(self, settings: Settings) -> None:
        self.pages.recorder.use_vocabulary(settings.vocabulary)
        self.pages.recorder.ask_consent_first(settings.require_consent)
        self.locking.use(settings)
        if self._data_opened:
            self._services.watched.watch(settings.watch_folder)
        self._global.use(settings)
        self._appearance.use(settings.theme, settings.text_percent)
        if settings.interface_language != self._languages.setting:
            self._languages.use(settings.interface_language)

    def retranslate(self) -> None:
        """The title in the window's language."""
        self._title.retranslate()
        self._global.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """A narrow or a low window leaves the rail its icons only."""
        metrics, size = self.fontMetrics(), event.size()
        self.rail.set_narrow(
            size.width() < metrics.averageCharWidth() * _NARROW_CHARACTERS
            or size.height() < metrics.height() * _LOW_LINES
        )
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """The title follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._fit_rail()
        super().changeEvent(event)

    def _fit_rail(self) -> None:
        self.rail.set_narrow(
            self.width() < self.fontMetrics().averageCharWidth() * _NARROW_CHARACTERS
        )

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802  # Qt's names
        """Tab and Shift+Tab, in the order of the layouts as they are now."""
        set_tab_order(self)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """What no widget wanted: Enter presses the button that has the keyboard, Escape closes."""
        if not self._keys.use(event, self.pages.currentWidget()):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Start what waits for the first paint."""
        super().showEvent(event)
        if not self._shown_once:
            self._shown_once = True
            QTimer.singleShot(0, self._after_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Refused while something is recorded or written; see `Closing`."""
        if not self._closing.may_close():
            event.ignore()
            return
        self.small_view.hide()
        self.pages.vocabulary.keep()
        self.pages.dictionary.keep()
        self._memory.keep()
        event.accept()

    def _after_first_paint(self) -> None:
        self.probe.start()
        self.locking.watch()
        self.tray.show()
        self._services.devices.scan()
        self._look_for_model()
        self._services.vault.begin()

    def _look_for_model(self) -> None:
        self._announcer.check_model(self._check_model, self.pages.install_models)

    def _on_data_opened(self) -> None:
        """The data can be read: what there is comes into sight."""
        self.pages.library.refresh()
        self.pages.recorder.look_for_patients()
        self._services.watcher.start()
        self._data_opened = True
        self._services.watched.watch(self._preferences.settings.watch_folder)
        self._recovery_line.look()
        self._retention_line.look()
        self._services.vault.look()
        if self.first_steps.due:
            library = self._services.library
            self._services.off_thread.do(library.sessions, self.first_steps.begin)
