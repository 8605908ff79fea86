"""Colours, light and dark, and the size of the text; and how they reach the application.

No other file names a colour.

Text colours keep at least 4.5:1 against every ground they are put on (WCAG 2.2, 1.4.3); a test
computes each pair of `TEXT_ON_GROUND`.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """Grounds (`page`, `surface`, `raised`, `chosen`, …) and what is written on them.

    `faded` is text of what cannot be used now: WCAG asks no contrast of it, it has 3:1.
    `voices` are the speakers'.
    """

    page: str
    surface: str
    raised: str
    chosen: str
    line: str
    strong_line: str
    ink: str
    muted: str
    faded: str
    accent: str
    accent_hover: str
    on_accent: str
    record: str
    record_hover: str
    on_record: str
    good: str
    note: str
    on_note: str
    amber: str
    on_amber: str
    amber_line: str
    alarm: str
    on_alarm: str
    alarm_line: str
    meter_low: str
    meter_mid: str
    meter_high: str
    voices: tuple[str, ...]


LIGHT = Colours(
    page="#F5F4F0",
    surface="#FFFFFF",
    raised="#FAF9F6",
    chosen="#E1EEEC",
    line="#E2DFD8",
    strong_line="#7F8582",
    ink="#1C2422",
    muted="#58625F",
    faded="#7A827F",
    accent="#0B6560",
    accent_hover="#084F4B",
    on_accent="#FFFFFF",
    record="#BF2430",
    record_hover="#A01B26",
    on_record="#FFFFFF",
    good="#1E6B3C",
    note="#E4EFF3",
    on_note="#123F50",
    amber="#FFF0CC",
    on_amber="#6A4300",
    amber_line="#D9A23A",
    alarm="#FCE9E7",
    on_alarm="#8F1A1A",
    alarm_line="#D98880",
    meter_low="#2E8F6B",
    meter_mid="#C98A0A",
    meter_high="#BF2430",
    voices=(
        "#0B6560",
        "#9A4A00",
        "#5F3DA6",
        "#1B5AB0",
        "#A2235B",
        "#55640A",
        "#7A4A2B",
        "#4A5568",
    ),
)

DARK = Colours(
    page="#131716",
    surface="#1B201F",
    raised="#222827",
    chosen="#1F3935",
    line="#303836",
    strong_line="#7D8885",
    ink="#E9ECEA",
    muted="#A7B1AE",
    faded="#848F8C",
    accent="#62C9BD",
    accent_hover="#86D8CE",
    on_accent="#06211E",
    record="#D0333F",
    record_hover="#B92935",
    on_record="#FFFFFF",
    good="#79CF9B",
    note="#1A3038",
    on_note="#BFE0EC",
    amber="#3A2D0E",
    on_amber="#FFD98C",
    amber_line="#8C6A1C",
    alarm="#40201F",
    on_alarm="#FFC0BA",
    alarm_line="#8F4640",
    meter_low="#4DBB90",
    meter_mid="#E0AC3B",
    meter_high="#F0606A",
    voices=(
        "#62C9BD",
        "#F0A25E",
        "#B9A2F2",
        "#86B4F5",
        "#F291BA",
        "#B9CA62",
        "#D7AE90",
        "#B4C0D0",
    ),
)

#: Every pair of text and ground that the window shows.
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *(
        (text, ground)
        for text in ("ink", "muted", "accent", "good")
        for ground in ("page", "surface", "raised", "chosen")
    ),
    ("accent_hover", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_record", "record"),
    ("on_record", "record_hover"),
    ("on_note", "note"),
    ("accent", "note"),
    ("muted", "line"),
    ("on_amber", "amber"),
    ("on_alarm", "alarm"),
    ("on_alarm", "surface"),
    ("on_amber", "surface"),
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1 to 21, after WCAG 2.2's relative luminance."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


#: Of the least height that the style sheet sets for text of 100 %, what a line of it takes.
_LINE_SHARE = 0.75


class Appearance(QObject):
    """Puts a theme on the application and follows the system's when asked to.

    Delegates read `colours` when they paint.
    """

    changed = Signal()

    def __init__(
        self, application: QApplication, resources: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._template = (resources / "styles" / "aurity.qss").read_text(encoding="utf-8")
        self._icons = resources / "icons"
        self._setting = "system"
        self._colours = LIGHT
        self._text_percent = 100
        self._applied: tuple[str, int] | None = None
        self._system_points = application.font().pointSizeF()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def colours(self) -> Colours:
        """Of the theme in use."""
        return self._colours

    @property
    def setting(self) -> str:
        """What was asked for: "system", "light" or "dark"."""
        return self._setting

    @property
    def icon_folder(self) -> Path:
        """Where the icons lie, as SVG files."""
        return self._icons

    def voice(self, index: int) -> str:
        """The colour of the speaker who appeared as number `index`, counted from 0."""
        return self._colours.voices[index % len(self._colours.voices)]

    @property
    def is_applied(self) -> bool:
        """Whether the application has a theme by now; until then nothing needs to be drawn."""
        return self._applied is not None

    def use(self, setting: str, text_percent: int | None = None) -> None:
        """`setting` is "system", "light" or "dark"; `text_percent` the size of all text.

        100 is the system's, and None what it was. Holds at once, in open windows too. A window is
        built first: under a style sheet every widget that gets another parent is styled anew.
        """
        self._setting = setting
        if text_percent is not None:
            self._text_percent = text_percent
        if self._applied != (self._setting, self._text_percent):
            self._apply()

    def _on_system_changed(self) -> None:
        if self._setting == "system":
            self._apply()

    def _apply(self) -> None:
        self._applied = self._setting, self._text_percent
        scheme = self._application.styleHints().colorScheme()
        dark = self._setting == "dark" or (
            self._setting == "system" and scheme is Qt.ColorScheme.Dark
        )
        self._colours = DARK if dark else LIGHT
        # In the place of another, a sheet is put on one widget after the other, with all that lies
        # in it: the open window took four times as long.
        self._application.setStyleSheet("")
        font = self._application.font()
        before = font.pointSizeF()
        font.setPointSizeF(self._system_points * self._text_percent / 100)
        self._application.setFont(font)
        # What has never been shown does not hear of another font, and the style sheet keeps what it
        # finds: so the windows hand it down, and are the application's own again.
        windows = self._application.topLevelWidgets() if font.pointSizeF() != before else []
        for window in windows:
            window.setFont(font)
        self._application.setPalette(_palette(self._colours))
        sheet = _with_text_size(self._template, self._text_percent)
        self._application.setStyleSheet(_filled(sheet, self._colours, self._icons))
        for window in windows:
            window.setFont(QFont())
        self.changed.emit()


def _with_text_size(template: str, percent: int) -> str:
    """The style sheet with every size in points multiplied, and no least height below a line.

    A layout gives a control its least height where there is little room, though it asks for more.
    """

    def least(match: re.Match[str]) -> str:
        height = int(match[1])
        return f"min-height: {max(height, round(height * _LINE_SHARE * percent / 100))}px"

    sheet = re.sub(r"(\d+)pt\b", lambda match: f"{int(match[1]) * percent / 100:g}pt", template)
    return re.sub(r"min-height: (\d\d+)px", least, sheet)


def _filled(template: str, colours: Colours, icons: Path) -> str:
    """The style sheet with every `@name` replaced. Raises KeyError for a name that is no colour."""
    values = {name: value for name, value in asdict(colours).items() if isinstance(value, str)}
    values["icons"] = icons.as_posix()
    theme = "dark" if colours is DARK else "light"
    values["arrow"] = f"chevron_{theme}.svg"
    values["arrow_on_accent"] = f"chevron_on_accent_{theme}.svg"
    values["check"] = f"check_{theme}.svg"
    return re.sub(r"@([a-z_]+)", lambda match: values[match[1]], template)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.page,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.ink,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faded))
    return palette
