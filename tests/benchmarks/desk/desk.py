"""What scenes are played at: the window, a hand, sounds to play, and what is to be found."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QPushButton

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.session import SessionState
from aurity_desktop.entrypoints.window import WindowProgram
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.shell.pages import Page
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.benchmarks.desk.hand import Hand
from tests.benchmarks.desk.script import WORK_SECONDS, Steps, Wait

#: What is typed about the patient. No recognizer writes any of it, and no other session has it.
PATIENT, RECORD, BORN = "Xilofonita Quesnel", "QX-77881", "1960-03-31"
MARK, NOTE, WORD = "zarzamora", "nota murcielago", "Ornitorrinco"
OF_THE_PATIENT = ("Xilofonita", "Quesnel", RECORD, BORN, MARK, "murcielago", WORD)

_KEPT = ("session", "second", "imported", "joined", "said")


@dataclass
class Desk:
    """`sounds` are the parts of a talk by name, `play` the command that plays one; `documents` is
    the home folder of the day. `pictures` is None where none are wanted.
    """

    built: WindowProgram
    sounds: dict[str, Path]
    play: list[str]
    documents: Path
    data: Path
    pictures: Path | None
    hand: Hand = field(default_factory=Hand)
    session: str = ""
    second: str = ""
    imported: str = ""
    joined: str = ""
    said: str = ""
    errors: list[str] = field(default_factory=list)
    _taken: int = 0
    _voice: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.window, self.services = self.built.window, self.built.services
        self.pages, self.controller = self.window.pages, self.built.controller
        self.library = self.services.library
        self.controller.failed.connect(self._on_failed)
        self.services.joining.failed.connect(self._on_failed)
        self.services.edits.failed.connect(self._on_failed)

    def remember(self, path: Path) -> None:
        """What scenes before have made, for those of another start."""
        path.write_text(json.dumps({name: getattr(self, name) for name in _KEPT}))

    def recall(self, path: Path) -> None:
        """What was remembered there, if anything."""
        if path.is_file():
            for name, value in json.loads(path.read_text()).items():
                setattr(self, name, value)

    def _on_failed(self, error: Exception) -> None:
        self.errors.append(str(error))

    def picture(self, name: str) -> None:
        """Of the whole screen, as a person sees it."""
        if self.pictures is not None:
            self._taken += 1
            path = self.pictures / f"{self._taken:02}-{name}.png"
            QGuiApplication.primaryScreen().grabWindow(0).save(str(path))

    def say(self, name: str) -> subprocess.Popen[bytes]:
        """Into the microphone, in place of what is being said there."""
        if self._voice is not None:
            self._voice.terminate()
            self._voice.wait()
        self._voice = subprocess.Popen([*self.play, str(self.sounds[name])])
        return self._voice

    def is_in(self, state: RecordingState) -> bool:
        return self.controller.state is state

    def rest(self, seconds: float) -> Steps:
        """Let the window be for a moment."""
        from time import monotonic

        end = monotonic() + seconds
        yield Wait(lambda: monotonic() > end, "time to pass")
        return ""

    def finished(self, session_id: str) -> Steps:
        """Until the final transcript of this session stands and nothing is recorded."""

        def stands() -> bool:
            state = self.library.session(session_id).state
            assert state is not SessionState.FAILED, f"{session_id} failed"
            return state is SessionState.COMPLETED and self.is_in(RecordingState.IDLE)

        yield Wait(stands, f"the transcript of {session_id}", WORK_SECONDS)
        return ""

    def shown(self, transcript: TranscriptPanel, session_id: str) -> Steps:
        yield Wait(
            lambda: transcript.isVisible() and transcript.session_id == session_id,
            f"{session_id} to be read",
        )
        return ""

    def open_in_library(self, session_id: str) -> Steps:
        """By its row."""
        yield from self.hand.key("ctrl+2")
        yield Wait(lambda: self.pages.currentIndex() == Page.LIBRARY, "the library")
        yield from self.hand.click((yield from self._place_of(session_id)))
        yield from self.shown(self.pages.library.transcript, session_id)
        return ""

    def choose_with(self, session_id: str) -> Steps:
        """Choose another one with what is chosen in the library."""
        place = yield from self._place_of(session_id)
        yield from self.hand.click(place, holding="ctrl")
        return ""

    def _place_of(self, session_id: str) -> Generator[Wait, None, QPoint]:
        shelf = self.pages.library.shelf
        yield Wait(lambda: shelf.model.place_of(session_id).isValid(), f"{session_id} in the list")
        shelf.list.scrollTo(shelf.model.place_of(session_id))
        return row_place(shelf.list, shelf.model.place_of(session_id))

    def section(self, section: Section) -> Steps:
        """Turn to a section of the settings."""
        yield from self.hand.key("ctrl+3")
        yield Wait(lambda: self.pages.currentIndex() == Page.SETTINGS, "the settings")
        yield from self.hand.press(self.pages.settings.button(section))
        yield Wait(lambda: self.pages.settings.section is section, f"the section {section.name}")
        return ""

    def notice(self, key: str, button: int) -> Steps:
        """Press a button of a line of notice."""
        yield Wait(lambda: self.window.notices.shows(key), f"the notice {key}")
        (line,) = (each for each in self.window.notices.lines() if each.key == key)
        if line.isHidden():  # behind newer ones
            yield from self.hand.press(self.window.notices.more_button)
        yield from self.hand.press(line.findChildren(QPushButton)[button])
        return ""

    def answer_dialog(self, text: str) -> Steps:
        """Type a path, or several in quotes, into the file dialog that comes up."""
        yield Wait(lambda: _dialog() is not None, "a file dialog")
        dialog = _dialog()
        assert dialog is not None
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        yield Wait(name.hasFocus, "the keyboard in the dialog")
        self.picture("dialog")
        yield from self.hand.key("ctrl+a")
        yield from self.hand.write(text)
        yield Wait(lambda: name.text() == text, f"{text!r} in the dialog")
        yield from self.hand.key("Return")
        yield Wait(lambda: _dialog() is None, "the dialog to close", 20.0)
        return ""


def _dialog() -> QFileDialog | None:
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QFileDialog) and each.isVisible():
            return each
    return None


def row_place(view: QListView, index: QModelIndex) -> QPoint:
    """The middle of a row, as a point of the screen."""
    return view.viewport().mapToGlobal(view.visualRect(index).center())


def rows_of(view: QListView) -> list[object]:
    """What stands in a list, from the top."""
    model = view.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def point_of(view: QListView, row: int, holds: Callable[[QPoint, QRect], bool]) -> QPoint | None:
    """The first point of a row, in the viewport, of which `holds` is true."""
    area = view.visualRect(view.model().index(row, 0))
    for y in range(area.top() + 4, area.bottom(), 5):
        for x in range(area.left() + 4, area.right(), 5):
            if holds(QPoint(x, y), area):
                return QPoint(x, y)
    return None


class AtTheDesk:
    """What the scenes of one part have in common."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hand = desk.hand
