"""A line while something is recorded on a battery that is nearly empty."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.recording.battery_watch import BatteryWatch
from aurity_desktop.ui.notices.notice_lines import NoticesBar, Severity


class BatteryLine(QObject):
    """It goes when the computer is plugged in, and with the recording."""

    def __init__(self, notices: NoticesBar, battery: BatteryWatch) -> None:
        super().__init__(notices)
        self._notices = notices
        battery.low_changed.connect(self._on_low)

    def _on_low(self, percent: int) -> None:
        if percent < 0:
            self._notices.withdraw("battery")
        else:
            words = partial(self._words, percent)
            self._notices.show_line("battery", Severity.AMBER, words, once=True)

    def _words(self, percent: int) -> str:
        return self.tr(
            "The battery is at {percent} %. Plug the computer in: recording goes on, and what has "
            "been recorded is saved."
        ).format(percent=percent)
