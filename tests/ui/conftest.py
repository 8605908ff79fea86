"""A window on stand-ins, in English unless a test says otherwise."""

import pytest

from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.shell.main_window import MainWindow
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import local_now
from tests.fakes.window import FakeLibrary, FakeServices
from tests.ui.gallery.settling import settle
from tests.ui.gallery.stage import Stage as Pictured
from tests.ui.undressed import built_first


@pytest.fixture(scope="session")
def _languages(qapp):
    return Languages(qapp, resources_folder() / "i18n")


@pytest.fixture(scope="session")
def _appearance(qapp):
    return Appearance(qapp, resources_folder())


@pytest.fixture(autouse=True)
def languages(_languages):
    """English at the start of every test.

    Changing the language takes a while, so it is changed only where it has to be.
    """
    if _languages.setting != "en":
        _languages.use("en")
    return _languages


@pytest.fixture
def appearance(_appearance):
    _appearance.use("light", 100)
    return _appearance


class Stage:
    """The window, and everything behind it under the names of `Services`."""

    def __init__(self, window, services, preferences, kept):
        self.window = window
        self.preferences, self.kept = preferences, kept
        self.controller, self.library, self.devices = (
            services.controller,
            services.library,
            services.devices,
        )
        self.imports, self.joining = services.imports, services.joining
        self.watched = services.watched
        self.exporter, self.watcher = services.exporter, services.watcher
        self.recovery, self.health = services.recovery, services.health
        self.speaker_runs = services.speaker_runs
        self.player, self.microphone_check = services.player, services.microphone_check
        self.vault, self.measurement = services.vault, services.measurement
        self.installation = services.installation
        self.privacy, self.lock = services.privacy, services.lock
        self.alarm, self.portal = services.alarm, services.portal
        self.level, self.battery = services.level, services.battery
        self.off_thread = services.off_thread


@pytest.fixture
def make_stage(qtbot, appearance, languages):
    def make(
        library=None,
        settings=None,
        check_model=lambda: None,
        geometry=None,
        shortcuts=None,
        now=local_now,
    ):
        services = FakeServices(library=library or FakeLibrary(), now=now)
        kept = []
        chosen = settings or Settings(interface_language="en", theme="light")
        preferences = Preferences(chosen, kept.append)
        with built_first():
            window = MainWindow(
                services,
                appearance,
                languages,
                preferences,
                models=("whisper-base", "whisper-tiny.en"),
                check_model=check_model,
                geometry=geometry,
                portal=services.portal,
                shortcuts=shortcuts,
            )
        qtbot.addWidget(window, before_close_func=lambda _: services.controller.rest())
        if geometry is None:
            window.resize(1120, 720)  # the screen that there is not is smaller
        window.show()
        qtbot.waitUntil(lambda: services.devices.scans == 1)
        return Stage(window, services, preferences, kept)

    return make


@pytest.fixture
def stage(make_stage):
    return make_stage()


@pytest.fixture
def show_state(appearance, languages):
    """Opens a window in one of the gallery's states, for a test about every one of them.

    It is laid out, and painted only where `painted` says so.
    """
    opened = []

    def show(state, *, language="en", size=(1366, 768), painted=False):
        if languages.setting != language:
            languages.use(language)
        with built_first():
            stage = Pictured(appearance, languages)
        opened.append(stage)
        stage.window.setUpdatesEnabled(painted)
        stage.window.resize(*size)
        stage.window.show()
        settle()
        state(stage)
        settle()
        return stage

    yield show
    for stage in opened:
        stage.close()
