"""Every text and control of every page is whole, in both languages, on every screen."""

import json
import os
import subprocess
import sys

import pytest

from tests.ui.fit import in_sight, what_is_cut
from tests.ui.gallery import states
from tests.ui.gallery.settling import settle

pytestmark = pytest.mark.slow

#: Device-independent pixels: 1366 x 768 at 100, 150 and 200 %, and the ends of what is usual.
SIZES = ((3840, 2160), (1366, 768), (910, 512), (800, 560), (683, 384))

LANGUAGES = pytest.mark.parametrize("language", ["es", "en"])


def cut_at(window, size):
    window.resize(*size)
    settle()
    assert (window.width(), window.height()) == size
    return what_is_cut(window)


@LANGUAGES
@pytest.mark.parametrize("state", states.STATES, ids=lambda state: state.__name__)
def test_nothing_is_cut_on_any_screen_or_in_large_text(show_state, appearance, language, state):
    window = show_state(state, language=language, size=SIZES[0]).window
    found = {size: cut for size in SIZES if (cut := cut_at(window, size))}
    appearance.use("light", 200)
    if large := cut_at(window, (1366, 768)):
        found["text of 200 %"] = large
    assert found == {}


@LANGUAGES
@pytest.mark.parametrize("size", [(683, 384), (800, 560)])
def test_the_button_that_matters_is_in_sight(show_state, language, size):
    for state, name in (
        (states.idle, "record_button"),
        (states.recording, "stop_button"),
        (states.paused, "stop_button"),
        (states.amber, "stop_button"),
    ):
        window = show_state(state, language=language, size=size).window
        assert in_sight(getattr(window.pages.recorder.controls, name), window), state.__name__


_FIRST_WINDOW = """
import json
from PySide6.QtWidgets import QApplication
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.widgets.theme import Appearance
from tests.ui.fit import in_sight
from tests.ui.gallery.settling import settle
from tests.ui.gallery.stage import Stage
application = QApplication([])
languages = Languages(application, resources_folder() / "i18n")
languages.use("es")
appearance = Appearance(application, resources_folder())
appearance.use("light")
stage = Stage(appearance, languages)
stage.window.show()
settle()
room = application.primaryScreen().availableGeometry()
frame = stage.window.frameGeometry()
button = stage.window.pages.recorder.controls.record_button
print(json.dumps([
    room.width(), room.height(), frame.width(), frame.height(), in_sight(button, stage.window)
]))
stage.close()
"""


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_a_first_window_fits_a_laptops_screen(scale, tmp_path):
    screens = tmp_path / "screens.json"
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768}
    screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_SCALE_FACTOR": scale,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_WINDOW],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    wide, high, width, height, seen = json.loads(done.stdout.splitlines()[-1])
    assert wide == pytest.approx(1366 / float(scale), abs=1)
    assert (width <= wide, height <= high) == (True, True)
    assert seen
