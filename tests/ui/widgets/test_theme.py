"""Colours that can be read, in both themes."""

import itertools

import pytest

from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.widgets.theme import DARK, LIGHT, TEXT_ON_GROUND, contrast

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_every_text_stands_out_from_its_ground(colours, text, ground):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["surface", "chosen"])
def test_every_speaker_can_be_read_on_the_page_and_in_a_chosen_row(colours, ground):
    for voice in colours.voices:
        assert contrast(voice, getattr(colours, ground)) >= 4.5


@THEMES
def test_edges_of_controls_can_be_seen(colours):
    for ground in ("page", "surface", "raised"):
        assert contrast(colours.strong_line, getattr(colours, ground)) >= 3.0


@THEMES
def test_no_two_speakers_share_a_colour(colours):
    for one, other in itertools.combinations(colours.voices, 2):
        assert one != other


def test_the_style_sheet_names_no_colour_of_its_own():
    sheet = (resources_folder() / "styles" / "aurity.qss").read_text(encoding="utf-8")
    rules = sheet.split("*/", 1)[1]
    for line in rules.splitlines():
        assert "rgb(" not in line
        for part in line.split("#")[1:]:
            assert not part[:3].isdigit(), line


def test_a_theme_reaches_the_application_and_can_be_changed(qapp, appearance):
    appearance.use("dark")
    assert qapp.palette().window().color().name().upper() == DARK.page
    appearance.use("light")
    assert qapp.palette().window().color().name().upper() == LIGHT.page
    assert "@" not in qapp.styleSheet().split("*/", 1)[1]
