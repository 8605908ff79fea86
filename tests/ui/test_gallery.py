"""The pictures of the README can be made at any time, and stay small."""

import re

import pytest
from PySide6.QtGui import QImage

from aurity_desktop.runtime.resources import resources_folder
from tests.ui.gallery import manual, readme

SMALL = 120_000  # bytes
SMALL_PAGE = 60_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_window_is_pictured_for_the_readme_in_a_small_file(
    theme, appearance, languages, tmp_path
):
    languages.use("es")
    appearance.use(theme)
    path = tmp_path / f"window-{theme}.png"
    readme.picture(appearance, languages, path)
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1366, 768)
    assert path.stat().st_size < SMALL
    corner = image.pixelColor(2, 2).lightness()
    assert corner > 200 if theme == "light" else corner < 60


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_readme_has_its_picture(theme):
    path = resources_folder() / "manual" / f"window-{theme}.png"
    assert QImage(str(path)).width() == 1366
    assert path.stat().st_size < SMALL


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_manual_has_every_picture_in_its_language_and_they_stay_small(language):
    folder = resources_folder() / "manual"
    pages = " ".join(path.read_text("utf-8") for path in (folder / language).glob("*.md"))
    named = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", pages))
    assert named == {f"{name}-{language}.png" for name in manual.PICTURED}
    for name in named:
        assert QImage(str(folder / name)).width() == manual.WIDTH
        assert (folder / name).stat().st_size < SMALL_PAGE
