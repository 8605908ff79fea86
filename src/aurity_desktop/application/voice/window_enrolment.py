"""Enrolling the clinician's voice from the window.

Some seconds of the microphone, and the command line's own `voice`, run as a child.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.key_handover import HandKeys, no_keys
from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import Checked

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """What is told of an enrolled voice, never the embedding.

    `usable`: the installed model made it; `steady`: its pieces are alike.
    """

    enrolled: bool
    usable: bool = False
    steady: bool = False
    speech_seconds: float = 0.0
    enrolled_at: str = ""


class WindowEnrolment(QObject):
    """One act at a time: torch stays out of the window's process.

    `known` answers each of `look`, `learn` and `forget`, unless another was begun since: then the
    answer of that one follows. Belongs to the GUI thread.
    """

    known = Signal(KnownVoice)
    level_measured = Signal(Level)
    working = Signal()  # enough was heard: the voice is being learned
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._keys = keys
        self._act = 0
        self._check = MicrophoneCheck(command, self, keys)
        self._check.level_measured.connect(self.level_measured)
        self._check.checked.connect(self._on_heard)
        self._check.failed.connect(self._on_failed)

    def look(self) -> None:
        """Ask which voice is enrolled."""
        self._begin()
        self._run("status")

    def forget(self) -> None:
        """Delete the enrolled voice."""
        self._begin()
        self._run("forget")

    def learn(self, device: str) -> None:
        """Record `device`, "" for the system's choice, for SECONDS, and learn the voice.

        What is heard is deleted afterwards.
        """
        self._begin()
        self._check.start(device, SECONDS)

    def cancel(self) -> None:
        """Stop listening and learn nothing; `known` tells what is known still."""
        self._check.close()
        self.look()

    def end(self) -> None:
        """Stop the microphone: the program ends, or nobody wants it any more."""
        self._check.end()

    def _begin(self) -> None:
        """Whatever an act before this one answers, it is not what is wanted now."""
        self._act += 1

    def _on_heard(self, checked: Checked) -> None:
        self.working.emit()
        self._run("enroll", "--input", str(checked.path))

    def _run(self, *arguments: str) -> None:
        child = ChildCommand(self._command, ["voice", *arguments, "--json"], self, keys=self._keys)
        child.succeeded.connect(partial(self._on_told, self._act))
        child.failed.connect(partial(self._on_child_failed, self._act))
        child.start()

    def _on_told(self, act: int, view: dict[str, Any]) -> None:
        if act != self._act:
            return
        self._check.close()
        fields: dict[str, Callable[[Any], Any]] = {
            "enrolled": bool,
            "usable": bool,
            "steady": bool,
            "speech_seconds": float,
            "enrolled_at": str,
        }
        self.known.emit(KnownVoice(**{k: made(view[k]) for k, made in fields.items() if k in view}))

    def _on_child_failed(self, act: int, error: Exception) -> None:
        if act == self._act:
            self._on_failed(error)

    def _on_failed(self, error: Exception) -> None:
        self._check.close()
        self.failed.emit(error)
