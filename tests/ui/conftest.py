"""A window on stand-ins, in English unless a test says otherwise."""

import pytest

from aurity_desktop.resources import resources_folder
from aurity_desktop.settings import Settings
from aurity_desktop.ui.main_window import MainWindow
from aurity_desktop.ui.preferences import Preferences
from aurity_desktop.ui.theme import Appearance
from aurity_desktop.ui.translation import Languages
from tests.fakes.window import FakeBackstage, FakeLibrary


@pytest.fixture
def languages(qapp):
    languages = Languages(qapp, resources_folder() / "i18n")
    languages.use("en")
    yield languages
    languages.use("en")


@pytest.fixture
def appearance(qapp, languages):
    appearance = Appearance(qapp, resources_folder())
    appearance.use("light")
    return appearance


class Stage:
    """The window, and everything behind it under the names of `Backstage`."""

    def __init__(self, window, behind, preferences, kept):
        self.window = window
        self.preferences, self.kept = preferences, kept
        self.controller, self.library, self.devices = (
            behind.controller,
            behind.library,
            behind.devices,
        )
        self.exporter, self.watcher = behind.exporter, behind.watcher
        self.recovering, self.health = behind.recovering, behind.health
        self.player, self.microphone_check = behind.player, behind.microphone_check


@pytest.fixture
def make_stage(qtbot, appearance, languages):
    def make(library=None, settings=None, check_model=lambda: None, geometry=None):
        behind = FakeBackstage(library=library or FakeLibrary())
        kept = []
        chosen = settings or Settings(interface_language="en", theme="light")
        preferences = Preferences(chosen, kept.append)
        window = MainWindow(
            behind,
            appearance,
            languages,
            preferences,
            models=("whisper-base", "whisper-tiny.en"),
            check_model=check_model,
            geometry=geometry,
        )
        qtbot.addWidget(window, before_close_func=lambda _: behind.controller.rest())
        window.show()
        qtbot.waitUntil(lambda: behind.devices.scans == 1)
        return Stage(window, behind, preferences, kept)

    return make


@pytest.fixture
def stage(make_stage):
    return make_stage()
