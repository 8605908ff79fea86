"""What the keys do that are heard while another program is in front: nothing begins unseen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.global_keys_card import GlobalKeysCard
from aurity_desktop.ui.shell.global_shortcuts import GlobalShortcuts
from aurity_desktop.ui.shell.small_view import SmallView
from aurity_desktop.ui.shell.system_keys import ShortcutState


class GlobalRecording(QObject):
    """`record` begins as the window's button does, `bring_forward` shows the window."""

    def __init__(
        self,
        window: QWidget,
        shortcuts: GlobalShortcuts,
        controller: SessionController,
        small_view: SmallView,
        card: GlobalKeysCard,
        *,
        record: Callable[[], object],
        bring_forward: Callable[[], object],
        is_locked: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts = shortcuts
        self._controller = controller
        self._small_view = small_view
        self._card = card
        self._record = record
        self._bring_forward = bring_forward
        self._is_locked = is_locked
        shortcuts.record_pressed.connect(self._on_record)
        shortcuts.off_record_pressed.connect(self._on_off_record)
        shortcuts.state_changed.connect(self.retranslate)

    def use(self, settings: Settings) -> None:
        """The keys that are chosen."""
        self._shortcuts.use(settings.record_shortcut, settings.off_record_shortcut)

    def retranslate(self) -> None:
        """What hinders the keys, in the window's language."""
        answer, words = self._shortcuts.answer, ""
        match answer.state:
            case ShortcutState.ASKED:
                words = self.tr("Your desktop may ask you now whether Aurity may have these keys.")
            case ShortcutState.WORKING if answer.assigned:
                words = self.tr("Your desktop gave these keys: {keys}.").format(
                    keys=", ".join(answer.assigned)
                )
            case ShortcutState.TAKEN:
                words = self.tr("Another program has {keys}: choose another one.").format(
                    keys=", ".join(answer.taken)
                )
            case ShortcutState.REFUSED:
                words = self.tr(
                    "Your desktop did not give these keys. Allow them in its settings for "
                    "keyboard shortcuts, or choose others."
                )
            case ShortcutState.UNAVAILABLE:
                words = self.tr(
                    "Not available on this system. Use the tray icon or the small view."
                )
        self._card.show_state(words)

    def _on_record(self) -> None:
        state = self._controller.state
        if state.going_on:
            self._controller.stop()
            return
        if state is not RecordingState.IDLE:
            return
        if self._is_locked():
            self._bring_forward()
            return
        self._record()
        if self._controller.state is RecordingState.IDLE:
            self._bring_forward()  # something is asked first
        else:
            self._show_small()

    def _on_off_record(self) -> None:
        state = self._controller.state
        if not state.going_on:
            return
        if state is RecordingState.OFF_THE_RECORD:
            self._controller.resume()
        else:
            self._controller.pause(SpanKind.OFF_THE_RECORD)
        self._show_small()

    def _show_small(self) -> None:
        """Above the program in front, which keeps the keyboard."""
        if self._window.isActiveWindow() or self._small_view.isVisible():
            return
        quietly = Qt.WidgetAttribute.WA_ShowWithoutActivating
        self._small_view.setAttribute(quietly, True)
        self._small_view.show()
        self._small_view.setAttribute(quietly, False)
