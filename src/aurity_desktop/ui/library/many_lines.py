"""How far the erasure or the export of many sessions is, and what came of it: lines of notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from aurity_desktop.application.child_processes.one_after_another import Outcome
from aurity_desktop.domain.errors import NoTranscript, SessionBusy, SessionHeld
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity
from aurity_desktop.ui.services import Services

_ERASING, _EXPORTING = "erasing-many", "exporting-many"


class ManyLines(QObject):
    """A line while it goes on, which says how it ended; what could not be done stands in it."""

    def __init__(self, notices: NoticesBar, services: Services) -> None:
        super().__init__(notices)
        self._notices = notices
        self._services = services
        self._count = (0, 0)
        self._going_on = ""
        services.privacy.many_progressed.connect(self._on_erasing)
        services.privacy.many_ended.connect(self._on_erased)
        services.exporter.many_progressed.connect(self._on_exporting)
        services.exporter.many_ended.connect(self._on_exported)

    def _on_erasing(self, done: int, total: int) -> None:
        self._count = (done, total)
        stop = Action(self._words_stop, self._services.privacy.stop_erasing)
        self._go_on(_ERASING, self._words_erasing, stop)

    def _on_exporting(self, done: int, total: int) -> None:
        self._count = (done, total)
        stop = Action(self._words_stop, self._services.exporter.stop_exporting)
        self._go_on(_EXPORTING, self._words_exporting, stop)

    def _go_on(self, key: str, words: Callable[[], str], stop: Action) -> None:
        """The same line counts on, so that the keyboard stays on its button."""
        for line in self._notices.lines():
            if line.key == key and self._going_on == key:
                line.retranslate()
                return
        self._going_on = key
        self._notices.show_line(key, Severity.NOTE, words, (stop,), dismissible=False)

    def _on_erased(self, outcome: Outcome[str]) -> None:
        self._end(_ERASING, partial(self._words_erased, outcome))

    def _on_exported(self, outcome: Outcome[tuple[str, Path]]) -> None:
        actions: tuple[Action, ...] = ()
        if outcome.done:
            folder = QUrl.fromLocalFile(str(outcome.done[0][1].parent))
            actions = (Action(self._words_folder, partial(QDesktopServices.openUrl, folder)),)
        self._end(_EXPORTING, partial(self._words_exported, outcome), actions)

    def _end(self, key: str, words: Callable[[], str], actions: tuple[Action, ...] = ()) -> None:
        self._going_on = ""
        self._notices.show_line(key, Severity.NOTE, words, actions)

    def _words_erasing(self) -> str:
        done, total = self._count
        return self.tr("Erasing sessions: {done} of {total}…").format(done=done, total=total)

    def _words_exporting(self) -> str:
        done, total = self._count
        return self.tr("Exporting sessions: {done} of {total}…").format(done=done, total=total)

    def _words_erased(self, outcome: Outcome[str]) -> str:
        words = [self.tr("Sessions erased: {count}.").format(count=len(outcome.done))]
        return " ".join([*words, *self._words_refused(outcome)])

    def _words_exported(self, outcome: Outcome[tuple[str, Path]]) -> str:
        words = [self.tr("Sessions exported: {count}.").format(count=len(outcome.done))]
        if outcome.done:
            words.append(self.tr("The files may identify people."))
        return " ".join([*words, *self._words_refused(outcome)])

    def _words_refused(self, outcome: Outcome[Any]) -> list[str]:
        errors = [error for _, error in outcome.refused]
        words = []
        for kind, told in (
            (SessionHeld, self.tr("On hold and kept: {count}.")),
            (SessionBusy, self.tr("Still being processed and kept: {count}.")),
            (NoTranscript, self.tr("Without a final transcript yet: {count}.")),
        ):
            count = sum(isinstance(error, kind) for error in errors)
            if count:
                words.append(told.format(count=count))
        others = [e for e in errors if not isinstance(e, SessionHeld | SessionBusy | NoTranscript)]
        if others:
            words.append(self.tr("Not done: {count}.").format(count=len(others)))
            words.append(error_text(others[0]))
        if outcome.left:
            words.append(self.tr("Not begun: {count}.").format(count=len(outcome.left)))
        return words

    def _words_stop(self) -> str:
        return self.tr("Stop")

    def _words_folder(self) -> str:
        return self.tr("Show in folder")
