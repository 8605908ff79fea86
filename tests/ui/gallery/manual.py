"""The pictures of the manual, in both languages: small files of few colours.

python -m tests.ui.gallery --manual resources/manual
"""

from pathlib import Path

from tests.ui.gallery import states
from tests.ui.gallery.palette import with_palette
from tests.ui.gallery.settling import settle
from tests.ui.gallery.stage import Stage

WIDTH, HEIGHT = 1120, 630
#: Of a screen of text and few surfaces; more make no difference that is seen.
_COLOURS = 96


def waveform(stage):
    """Marks and turns below the waveform of the whole session."""
    stage.library.sounds["session_20260102_030405"] = Path("final.wav")
    states.annotated(stage)
    stage.window.pages.library.transcript.player_bar.waveform_button.click()


#: What is pictured, by the name of its file.
PICTURED = {
    "session": states.library,
    "noting": states.noting,
    "waveform": waveform,
    "replacing": states.replacing,
    "patient": states.one_patient,
    "note": states.clinical_note,
}


def pictures(appearance, languages, folder):
    """Write `NAME-LANGUAGE.png` of each, in the theme that is in use."""
    for language in ("es", "en"):
        languages.use(language)
        for name, state in PICTURED.items():
            picture(appearance, languages, state, folder / f"{name}-{language}.png")


def picture(appearance, languages, state, path):
    """Write one of them, in the language that is in use."""
    stage = Stage(appearance, languages, lambda: None)
    stage.window.resize(WIDTH, HEIGHT)
    stage.window.show()
    settle()
    state(stage)
    settle()
    with_palette(stage.window.grab().toImage(), _COLOURS).save(str(path), "PNG", 0)
    stage.close()
