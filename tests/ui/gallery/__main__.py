"""Pictures of the window in its states, from scripted stand-ins, for a designer's eye.

    python -m tests.ui.gallery FOLDER [STATE …]
    python -m tests.ui.gallery --only es,light,200 FOLDER settings_general
    python -m tests.ui.gallery --readme resources/manual
    python -m tests.ui.gallery --manual resources/manual

The first writes every state in Spanish and English, light and dark, at 100 and at 200 %, each on a
laptop's screen of 1366 x 768; `--only` chooses among them. `--readme` writes the README's
`window-light.png` and `window-dark.png`, `--manual` the pictures of the manual's pages.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.widgets.theme import Appearance
from tests.ui.gallery import manual, readme
from tests.ui.gallery.settling import settle
from tests.ui.gallery.stage import Stage
from tests.ui.gallery.states import STATES, no_model

_THEMES = ("light", "dark")
_SCALE = "QT_SCALE_FACTOR"


def main(arguments):
    """Write the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.gallery")
    parser.add_argument("--readme", action="store_true", help="the two pictures of the README")
    parser.add_argument("--manual", action="store_true", help="the pictures of the manual")
    parser.add_argument("--only", default="", help="of es, en, light, dark, 100, 200; with commas")
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", metavar="STATE", help="all, if none is named")
    options = parser.parse_args(arguments)
    if not options.readme and not options.manual:
        scales = _chosen(options.only, ("100", "200"))
        if _SCALE not in os.environ:  # it is read once, when Qt starts
            return max(_at(scale, arguments) for scale in scales)
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
    elif options.manual:
        appearance.use("light")
        manual.pictures(appearance, languages, options.folder)
    else:
        _every_state(appearance, languages, options)
    return 0


def _chosen(only, among):
    """What `--only` names of `among`, all of them where it names none."""
    return tuple(each for each in among if each in only.split(",")) or among


def _at(scale, arguments):
    """The same command in a process of its own, magnified. Returns its exit status."""
    command = [sys.executable, "-m", "tests.ui.gallery", *arguments]
    environment = os.environ | {_SCALE: str(int(scale) / 100)}
    return subprocess.run(command, env=environment, check=False).returncode


def _every_state(appearance, languages, options):
    for language in _chosen(options.only, ("es", "en")):
        languages.use(language)
        for theme in _chosen(options.only, _THEMES):
            appearance.use(theme)
            for state in STATES:
                if not options.states or state.__name__ in options.states:
                    name = f"{state.__name__}-{language}-{theme}"
                    _picture(state, appearance, languages, options.folder / name)


def _picture(state, appearance, languages, path):
    """A laptop's screen; magnified to 200 % it holds half as much of the window each way."""
    scale = float(os.environ.get(_SCALE, "1"))
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
    sys.exit(main(sys.argv[1:]))
