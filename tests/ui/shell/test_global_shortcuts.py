"""Keys that are heard while another program is in front: by choice, and nothing begins unseen."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.shell import system_keys
from aurity_desktop.ui.shell.global_shortcuts import GlobalShortcuts
from aurity_desktop.ui.shell.system_keys import (
    GrabbedKeys,
    KeyAction,
    KeysAnswer,
    ShortcutState,
    in_wayland_session,
)
from tests.fakes.clock import Clock
from tests.fakes.window import plan_of

RECORD, OFF = "Ctrl+Shift+F9", "Ctrl+Shift+F8"


class Keys(QObject):
    """A system whose keys a test presses; `others` are another program's."""

    pressed = Signal(str)

    def __init__(self, others=()):
        super().__init__()
        self.others = set(others)
        self.heard = set()

    def grab(self, keys):
        if keys in self.others:
            return False
        self.heard.add(keys)
        return True

    def release_all(self):
        self.heard.clear()

    def press(self, keys):
        if keys in self.heard:
            self.pressed.emit(keys)


class Desktop(QObject):
    """A system that asks its user first, and answers when a test says so."""

    pressed = Signal(KeyAction)
    answered = Signal(KeysAnswer)

    def __init__(self):
        super().__init__()
        self.wanted = ()

    def hear(self, wanted):
        self.wanted = wanted
        self.answered.emit(KeysAnswer(ShortcutState.ASKED))


@pytest.fixture
def clock():
    return Clock(0.0)


@pytest.fixture
def open_with(make_stage, clock, qapp):
    """The window with these keys chosen, on this system."""

    def system(keys):
        return GrabbedKeys(keys, qapp) if isinstance(keys, Keys) else keys

    def make(keys, record=RECORD, off_record=OFF):
        settings = Settings(
            interface_language="en", record_shortcut=record, off_record_shortcut=off_record
        )
        return make_stage(
            settings=settings, shortcuts=GlobalShortcuts(lambda: system(keys), qapp, clock=clock)
        )

    return make


@pytest.fixture
def keys():
    return Keys()


def press(keys, clock, which):
    clock.go_on(5)
    keys.press(which)


def put_behind(stage):
    """Another program is in front."""
    stage.window.isActiveWindow = lambda: False


def begins(stage):
    """The controller does what it is told."""
    stage.controller.start = lambda request: stage.controller.begin(plan_of())


def test_they_are_off_until_they_are_chosen(open_with, keys):
    stage = open_with(None, "", "")
    assert stage.window._global._shortcuts.answer.state is ShortcutState.OFF
    assert stage.window.pages.global_keys.record.currentText() == "No key"


def test_record_and_stop_and_the_small_view_shows_what_began(open_with, keys, clock):
    stage = open_with(keys)
    begins(stage)
    put_behind(stage)
    press(keys, clock, RECORD)
    assert stage.controller.state is RecordingState.RECORDING
    assert stage.window.small_view.isVisible()
    press(keys, clock, RECORD)
    assert stage.controller.commands == [("stop",)]
    stage.window.small_view.hide()


def test_a_key_that_is_held_repeats_and_is_one_press(open_with, keys, clock):
    stage = open_with(keys)
    begins(stage)
    press(keys, clock, RECORD)
    for _ in range(100):
        clock.go_on(0.03)
        keys.press(RECORD)
    assert stage.controller.commands == []
    press(keys, clock, RECORD)
    assert stage.controller.commands == [("stop",)]


def test_off_the_record_and_back(open_with, keys, clock):
    stage = open_with(keys)
    press(keys, clock, OFF)
    assert stage.controller.commands == []  # nothing is recorded
    stage.controller.begin(plan_of())
    press(keys, clock, OFF)
    assert stage.controller.commands == [("pause", SpanKind.OFF_THE_RECORD)]
    stage.controller.enter(RecordingState.OFF_THE_RECORD)
    press(keys, clock, OFF)
    assert stage.controller.commands[-1] == ("resume",)


def test_while_the_window_is_locked_nothing_begins_and_what_goes_on_is_stopped(
    open_with, keys, clock
):
    stage = open_with(keys)
    stage.lock.lock()
    press(keys, clock, RECORD)
    assert stage.controller.commands == []
    stage.controller.begin(plan_of())
    press(keys, clock, RECORD)
    assert stage.controller.commands == [("stop",)]


def test_where_consent_is_asked_first_the_window_comes_and_nothing_begins_unseen(
    open_with, keys, clock
):
    stage = open_with(keys)
    stage.preferences.change(require_consent=True)
    stage.window.showMinimized()
    press(keys, clock, RECORD)
    assert not stage.window.small_view.isVisible()
    assert not stage.window.isMinimized()


def test_a_key_of_another_program_is_told_and_another_one_works(open_with, clock, qtbot):
    keys = Keys(others={RECORD})
    stage = open_with(keys)
    card = stage.window.pages.global_keys
    stage.window.pages.show_section(Section.SHORTCUTS)
    assert card.state.text() == "Another program has Ctrl+Shift+F9: choose another one."
    card.record.setCurrentIndex(card.record.findData("Ctrl+Shift+F7"))
    card.record.activated.emit(card.record.currentIndex())
    assert not card.state.isVisible()
    assert stage.kept[-1].record_shortcut == "Ctrl+Shift+F7"
    assert keys.heard == {"Ctrl+Shift+F7", OFF}


def test_both_are_never_the_same_key(open_with, keys):
    stage = open_with(keys)
    card = stage.window.pages.global_keys
    card.record.setCurrentIndex(card.record.findData(OFF))
    card.record.activated.emit(card.record.currentIndex())
    kept = stage.kept[-1]
    assert (kept.record_shortcut, kept.off_record_shortcut) == (OFF, "")
    assert card.off_record.currentData() == ""


def test_where_there_are_none_on_this_system_one_line_says_so(open_with, qtbot):
    stage = open_with(None)
    stage.window.pages.show_section(Section.SHORTCUTS)
    card = stage.window.pages.global_keys
    assert card.state.isVisible()
    assert card.state.text().startswith("Not available on this system.")
    assert card.state.textFormat() is not Qt.TextFormat.RichText


def test_a_desktop_that_asks_its_user_first_is_told_of_and_so_is_what_it_gave(open_with, clock):
    desktop = Desktop()
    stage = open_with(desktop)
    begins(stage)
    state = stage.window.pages.global_keys.state
    assert state.text() == "Your desktop may ask you now whether Aurity may have these keys."
    assert [(each.keys, each.words) for each in desktop.wanted] == [
        (RECORD, "Record, and stop"),
        (OFF, "Off the record, and back"),
    ]
    desktop.answered.emit(KeysAnswer(ShortcutState.WORKING, assigned=("Meta+R", "Meta+O")))
    assert state.text() == "Your desktop gave these keys: Meta+R, Meta+O."
    clock.go_on(5)
    desktop.pressed.emit(KeyAction.RECORD)
    assert stage.controller.state is RecordingState.RECORDING
    desktop.answered.emit(KeysAnswer(ShortcutState.REFUSED))
    assert state.text().startswith("Your desktop did not give these keys.")
    stage.preferences.change(record_shortcut="", off_record_shortcut="")
    assert desktop.wanted == ()
    assert state.text() == ""


@pytest.mark.parametrize(
    ("environment", "wayland"),
    [
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, True),
        ({"XDG_SESSION_TYPE": "x11", "WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0"}, False),
    ],
)
def test_in_a_wayland_session_the_compositor_gives_the_keys_whatever_shows_the_window(
    environment, wayland
):
    assert in_wayland_session(environment) is wayland


def test_each_system_has_its_own_way(monkeypatch, qapp):
    made = []
    for module, name in (
        ("windows_keys", "WindowsKeys"),
        ("mac_keys", "MacKeys"),
        ("portal_keys", "PortalKeys"),
    ):

        def make(parent, name=name):
            made.append(name)
            return Keys()

        monkeypatch.setattr(f"aurity_desktop.ui.shell.{module}.{name}", make)
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert system_keys.system_keys() is not None
    for platform in ("win32", "darwin"):
        monkeypatch.setattr("sys.platform", platform)
        assert system_keys.system_keys() is not None
    assert made == ["PortalKeys", "WindowsKeys", "MacKeys"]


def test_a_system_whose_library_is_missing_has_none(monkeypatch, qapp):
    def fail(parent):
        raise OSError

    monkeypatch.setattr("aurity_desktop.ui.shell.mac_keys.MacKeys", fail)
    monkeypatch.setattr("sys.platform", "darwin")
    assert system_keys.system_keys() is None
