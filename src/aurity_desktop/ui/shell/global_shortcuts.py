"""Keys for start, stop and off the record that work while another program is in front. By choice.

Off until keys are chosen. Where the system does not give them, `answer` says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from aurity_desktop.ui.shell.system_keys import (
    KeyAction,
    KeysAnswer,
    ShortcutState,
    SystemKeys,
    WantedKey,
    system_keys,
)

#: A key that is held repeats, and a hand trembles: what comes within this is the same press.
_SAME_PRESS_SECONDS = 0.8

_OFF = KeysAnswer(ShortcutState.OFF)
_UNAVAILABLE = KeysAnswer(ShortcutState.UNAVAILABLE)


class GlobalShortcuts(QObject):
    """`record_pressed` and `off_record_pressed` come once a press."""

    record_pressed = Signal()
    off_record_pressed = Signal()
    state_changed = Signal()

    def __init__(
        self,
        make_keys: Callable[[], SystemKeys | None] = system_keys,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`make_keys` is asked when the first key is chosen, and not before."""
        super().__init__(parent)
        self._make_keys = make_keys
        self._clock = clock
        self._keys: SystemKeys | None = None
        self._chosen = ("", "")
        self._heard_at: dict[KeyAction, float] = {}
        self.answer = _OFF

    def use(self, record: str, off_record: str) -> None:
        """Hear these keys from now on and no others; "" for none."""
        if (record, off_record) == self._chosen:
            return
        self._chosen = (record, off_record)
        wanted = self._wanted()
        if self._keys is None and wanted:
            self._keys = self._make_keys()
            if self._keys is not None:
                self._keys.pressed.connect(self._on_pressed)
                self._keys.answered.connect(self._on_answered)
        if self._keys is None:
            self._enter(_UNAVAILABLE if wanted else _OFF)
        else:
            self._keys.hear(wanted)

    def _wanted(self) -> tuple[WantedKey, ...]:
        record, off_record = self._chosen
        wanted = (
            WantedKey(KeyAction.RECORD, record, self.tr("Record, and stop")),
            WantedKey(KeyAction.OFF_RECORD, off_record, self.tr("Off the record, and back")),
        )
        return tuple(each for each in wanted if each.keys)

    def _on_answered(self, answer: KeysAnswer) -> None:
        self._enter(answer if any(self._chosen) else _OFF)

    def _enter(self, answer: KeysAnswer) -> None:
        self.answer = answer
        self.state_changed.emit()

    def _on_pressed(self, action: KeyAction) -> None:
        now = self._clock()
        before, self._heard_at[action] = self._heard_at.get(action, float("-inf")), now
        if now - before < _SAME_PRESS_SECONDS:
            return
        if action is KeyAction.RECORD:
            self.record_pressed.emit()
        else:
            self.off_record_pressed.emit()
