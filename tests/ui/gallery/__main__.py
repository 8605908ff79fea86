"""Pictures of the window in its states, from scripted stand-ins, for a designer's eye.

    python -m tests.ui.gallery FOLDER [STATE …]
    python -m tests.ui.gallery --readme resources/manual

The first writes every state in Spanish and English, light and dark; set QT_SCALE_FACTOR=2 for a
magnified screen. The second writes the README's `window-light.png` and `window-dark.png`.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.widgets.theme import Appearance
from tests.ui.gallery import readme
from tests.ui.gallery.settling import settle
from tests.ui.gallery.stage import Stage
from tests.ui.gallery.states import STATES, no_model

_THEMES = ("light", "dark")


def main(arguments):
    """Write the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.gallery")
    parser.add_argument("--readme", action="store_true", help="the two pictures of the README")
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", metavar="STATE", help="all, if none is named")
    options = parser.parse_args(arguments)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    resources = resources_folder()
    languages = Languages(application, resources / "i18n")
    appearance = Appearance(application, resources)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.readme:
        languages.use("es")
        for theme in _THEMES:
            appearance.use(theme)
            readme.picture(appearance, languages, options.folder / f"window-{theme}.png")
    else:
        _every_state(appearance, languages, options.folder, set(options.states))


def _every_state(appearance, languages, folder, wanted):
    for language in ("es", "en"):
        languages.use(language)
        for theme in _THEMES:
            appearance.use(theme)
            for state in STATES:
                if not wanted or state.__name__ in wanted:
                    name = f"{state.__name__}-{language}-{theme}"
                    _picture(state, appearance, languages, folder / name)


def _picture(state, appearance, languages, path):
    """A laptop's screen; magnified to 200 % it holds half as much of the window each way."""
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    stage = Stage(appearance, languages, _model_missing if state is no_model else lambda: None)
    stage.window.resize(round(1366 / scale), round(768 / scale))
    stage.window.show()
    settle()
    state(stage)
    settle()
    stage.window.grab().save(f"{path}-{round(scale * 100)}.png")
    stage.close()


def _model_missing():
    raise ModelMissing("whisper-base")


if __name__ == "__main__":
    main(sys.argv[1:])
