"""Colours that can be read, in both themes."""

import itertools
import re

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton

from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.theme import DARK, LIGHT, TEXT_ON_GROUND, Appearance, contrast

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_every_text_stands_out_from_its_ground(colours, text, ground):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@THEMES
def test_what_cannot_be_used_now_can_still_be_read_and_stands_back(colours):
    for ground in ("surface", "raised", "page"):
        shown = contrast(colours.faded, getattr(colours, ground))
        assert 3.0 <= shown < contrast(colours.muted, getattr(colours, ground))


@THEMES
def test_every_rule_of_the_style_sheet_keeps_the_contrast(colours):
    """Where a rule names a text and its ground, the two are measured as they stand."""
    measured = 0
    for selector, text, ground in _pairs_of_the_sheet():
        least = 3.0 if ":disabled" in selector else 4.5
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= least, selector
        measured += 1
    assert measured > 15


def _pairs_of_the_sheet():
    sheet = (resources_folder() / "styles" / "aurity.qss").read_text(encoding="utf-8")
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet.split("*/", 1)[1]):
        ground = re.search(r"(?<!-)background:\s*@(\w+)", body)
        for pattern in (r"(?<![-\w])color:\s*@(\w+)", r"placeholder-text-color:\s*@(\w+)"):
            text = re.search(pattern, body)
            if text and ground:
                yield selector.strip(), text[1], ground[1]
        chosen = re.search(r"selection-color:\s*@(\w+)", body)
        behind = re.search(r"selection-background-color:\s*@(\w+)", body)
        if chosen and behind:
            yield f"{selector.strip()} (selection)", chosen[1], behind[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_a_field_asks_for_can_be_read_before_anything_is_typed(stage, appearance, theme):
    appearance.use(theme)
    fields = [*stage.window.findChildren(QLineEdit), *stage.window.findChildren(QPlainTextEdit)]
    assert len(fields) > 5
    for field in fields:
        palette = field.palette()
        words = palette.color(QPalette.ColorRole.PlaceholderText)
        assert words.alpha() == 255, field.accessibleName()
        ground = palette.color(QPalette.ColorRole.Base)
        assert contrast(words.name(), ground.name()) >= 4.5, field.accessibleName()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_entry_of_a_menu_that_cannot_be_used_looks_so(qtbot, appearance, theme):
    appearance.use(theme)
    menu = QMenu()
    qtbot.addWidget(menu)
    usable, unusable = menu.addAction("Erase"), menu.addAction("Erase")
    unusable.setEnabled(False)
    menu.popup(QPoint(0, 0))
    picture = menu.grab().toImage()
    shown = [_strongest(picture, menu.actionGeometry(each)) for each in (usable, unusable)]
    menu.close()
    assert shown[0] >= 4.5
    assert 3.0 <= shown[1] < shown[0] / 1.5


@pytest.mark.parametrize("kind", ["", "primary"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_arrow_of_a_button_with_a_menu_can_be_seen(qtbot, appearance, theme, kind):
    appearance.use(theme)
    button = QPushButton("Export")
    button.setProperty("kind", kind)
    button.setMenu(QMenu(button))
    qtbot.addWidget(button)
    button.resize(140, 34)
    assert _strongest(button.grab().toImage(), QRect(112, 4, 24, 26)) >= 3.0


def _strongest(picture, area):
    """The contrast of the strongest stroke in a part of a picture with its ground."""
    ground = picture.pixelColor(area.topLeft() + QPoint(2, 4)).name()
    return max(
        contrast(picture.pixelColor(x, y).name(), ground)
        for x in range(area.left() + 4, area.right() - 4)
        for y in range(area.top() + 4, area.bottom() - 4)
    )


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


def test_what_is_in_use_already_is_not_put_on_again(qtbot, appearance):
    appearance.use("light", 100)
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.use("light", 100)
        appearance.use("light")
    with qtbot.waitSignal(appearance.changed):
        appearance.use("light", 150)


def test_an_icon_waits_for_the_first_theme(qtbot, qapp):
    appearance = Appearance(qapp, resources_folder())
    button, parent = QPushButton(), QObject()
    qtbot.addWidget(button)
    Icons(appearance, parent).put(button, "again")
    assert button.icon().isNull()
    appearance.use("light", 100)
    assert not button.icon().isNull()


def test_an_icon_of_one_colour_and_size_is_drawn_once(qtbot, appearance):
    parent = QObject()
    one, other = (Icons(appearance, parent).pixmap("again", "ink", 20, 2.0) for _ in range(2))
    assert one.cacheKey() == other.cacheKey()
    larger = Icons(appearance, parent).pixmap("again", "ink", 20, 1.0)
    assert larger.cacheKey() != one.cacheKey()


class StyleChanges(QObject):
    """Counts how often a widget is told that its style has changed."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget, event):  # noqa: N802
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_another_theme_dresses_each_widget_of_an_open_window_once(stage, appearance):
    """Undressed before and dressed then, however deep in the window it lies."""
    appearance.use("light")
    told = StyleChanges(stage.window.pages.recorder.controls.record_button)
    appearance.use("dark")
    assert 0 < told.count <= 2
