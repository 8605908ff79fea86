"""A window on stand-ins, in English unless a test says otherwise."""

from dataclasses import dataclass

import pytest

from aurity_desktop.resources import resources_folder
from aurity_desktop.settings import Settings
from aurity_desktop.ui.main_window import MainWindow
from aurity_desktop.ui.theme import Appearance
from aurity_desktop.ui.translation import Languages
from tests.fakes.window import (
    FakeController,
    FakeDevices,
    FakeExporter,
    FakeLibrary,
    FakeWatcher,
)


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


@dataclass
class Stage:
    window: MainWindow
    controller: FakeController
    library: FakeLibrary
    devices: FakeDevices
    exporter: FakeExporter
    watcher: FakeWatcher


@pytest.fixture
def make_stage(qtbot, appearance):
    def make(library=None, settings=None, check_model=lambda: None, geometry=None):
        stage = Stage(
            window=None,
            controller=FakeController(),
            library=library or FakeLibrary(),
            devices=FakeDevices(),
            exporter=FakeExporter(),
            watcher=FakeWatcher(),
        )
        stage.window = MainWindow(
            controller=stage.controller,
            library=stage.library,
            devices=stage.devices,
            exporter=stage.exporter,
            watcher=stage.watcher,
            appearance=appearance,
            settings=settings or Settings(),
            check_model=check_model,
            geometry=geometry,
        )
        qtbot.addWidget(stage.window, before_close_func=lambda _: stage.controller.rest())
        stage.window.show()
        qtbot.waitUntil(lambda: stage.devices.scans == 1)
        return stage

    return make


@pytest.fixture
def stage(make_stage):
    return make_stage()
