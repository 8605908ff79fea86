"""What is worth doing on the first day, one line of notice after the other; each can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QObject, QSettings

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.shell.pages import Page, Pages

translate = QCoreApplication.translate

_KEY = "first_steps"
_DONE = "window/first_steps_done"


class Step(IntEnum):
    """In their order."""

    MICROPHONE = 0
    VOICE = 1
    PROTECTION = 2


class FirstSteps(QObject):
    """`kept` remembers between starts that they are over; None remembers nothing and shows nothing.

    Whoever has recorded before has found the way already, and while something is recorded nobody
    wants to be shown around.
    """

    def __init__(
        self,
        notices: NoticesBar,
        pages: Pages,
        controller: SessionController,
        kept: QSettings | None,
    ) -> None:
        super().__init__(notices)
        self._notices = notices
        self._pages = pages
        self._kept = kept
        self._step = Step.MICROPHONE
        self._shown = self._waiting = self._changing = False
        self._controller = controller
        controller.state_changed.connect(self._on_state)
        notices.line_withdrawn.connect(self._on_withdrawn)

    @property
    def due(self) -> bool:
        """Whether they have not been gone through, nor put away."""
        return self._kept is not None and not self._kept.value(_DONE)

    def begin(self, sessions: list[SessionSummary]) -> None:
        """With the first step, where nothing was ever recorded."""
        if sessions:
            self._end()
        elif self.due:
            self._show(Step.MICROPHONE)

    def _show(self, step: Step) -> None:
        if self._controller.state is not RecordingState.IDLE:
            self._step, self._waiting = step, True
            return
        self._step, self._shown, self._changing = step, True, True
        last = step is Step.PROTECTION
        self._notices.show_line(
            _KEY,
            Severity.NOTE,
            _WORDS[step],
            (
                Action(_DO[step], self._do),
                Action(_words_done if last else _words_next, self._next),
            ),
        )
        self._changing = False

    def _on_state(self, state: RecordingState) -> None:
        """The line is away while something is recorded, and back behind it."""
        if state is RecordingState.IDLE:
            if self._waiting:
                self._waiting = False
                self._show(self._step)
        elif self._shown:
            self._waiting, self._shown, self._changing = True, False, True
            self._notices.withdraw(_KEY)
            self._changing = False

    def _do(self) -> None:
        """The line stays: what is done there is done by the page."""
        match self._step:
            case Step.MICROPHONE:
                self._pages.show_page(Page.RECORDER)
                self._pages.recorder.check_microphone()
            case Step.VOICE:
                self._pages.show_section(Section.VOICE)
            case Step.PROTECTION:
                self._pages.show_section(Section.PRIVACY)

    def _next(self) -> None:
        if self._step is Step.PROTECTION:
            self._notices.withdraw(_KEY)
        else:
            self._show(Step(self._step + 1))

    def _on_withdrawn(self, key: str) -> None:
        """Put away by its user, or done; another step takes its place at once."""
        if key == _KEY and not self._changing:
            self._end()

    def _end(self) -> None:
        self._shown = self._waiting = False
        if self._kept is not None:
            self._kept.setValue(_DONE, "1")


def _words_microphone() -> str:
    return translate("FirstSteps", "First steps, 1 of 3: see that the microphone hears you well.")


def _words_voice() -> str:
    return translate(
        "FirstSteps",
        "First steps, 2 of 3: read a text aloud, and your voice is told from the others.",
    )


def _words_protection() -> str:
    return translate(
        "FirstSteps",
        "First steps, 3 of 3: encrypt the sessions, and keep a recovery code.",
    )


def _words_check() -> str:
    return translate("FirstSteps", "Check the microphone")


def _words_teach() -> str:
    return translate("FirstSteps", "To my voice")


def _words_protect() -> str:
    return translate("FirstSteps", "To the protection")


def _words_next() -> str:
    return translate("FirstSteps", "Next step")


def _words_done() -> str:
    return translate("FirstSteps", "Done")


_WORDS: dict[Step, Callable[[], str]] = {
    Step.MICROPHONE: _words_microphone,
    Step.VOICE: _words_voice,
    Step.PROTECTION: _words_protection,
}
_DO: dict[Step, Callable[[], str]] = {
    Step.MICROPHONE: _words_check,
    Step.VOICE: _words_teach,
    Step.PROTECTION: _words_protect,
}
