"""Our own line icons: SVG files whose strokes take a colour of the theme."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from aurity_desktop.ui.widgets.theme import Appearance

_SCALES = (1, 2, 3)
_SIZE = 20


class Icons(QObject):
    """Draws icons in the current theme and draws them anew when it changes.

    Lives as long as `parent`, the window.
    """

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._sources: dict[str, str] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._buttons: list[tuple[QAbstractButton, str, str]] = []
        appearance.changed.connect(self._redraw)

    def put(self, button: QAbstractButton, name: str, colour: str = "ink") -> None:
        """Give a button an icon in a colour of the theme; it follows a change of theme.

        The button lives as long as the window.
        """
        self._buttons = [entry for entry in self._buttons if entry[0] is not button]
        self._buttons.append((button, name, colour))
        button.setIconSize(QSize(_SIZE, _SIZE))
        if self._appearance.is_applied:
            button.setIcon(self.icon(name, colour))

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """The icon in a colour of the theme by its name, faded where it is disabled."""
        if (name, colour) not in self._icons:
            self._icons[name, colour] = self._icon(name, colour)
        return self._icons[name, colour]

    def _icon(self, name: str, colour: str) -> QIcon:
        value: str = getattr(self._appearance.colours, colour)
        icon = QIcon()
        for pixmap in self._pixmaps(name, value):
            icon.addPixmap(pixmap)
        faded: str = self._appearance.colours.faded
        for pixmap in self._pixmaps(name, faded):
            icon.addPixmap(pixmap, QIcon.Mode.Disabled)
        return icon

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """`size` in device-independent pixels, `ratio` device pixels for each of them."""
        value: str = getattr(self._appearance.colours, colour)
        return _drawn(self._source(name).replace("currentColor", value), size, ratio)

    def _pixmaps(self, name: str, value: str) -> Iterable[QPixmap]:
        source = self._source(name).replace("currentColor", value)
        return (_drawn(source, _SIZE, scale) for scale in _SCALES)

    def _source(self, name: str) -> str:
        if name not in self._sources:
            path: Path = self._appearance.icon_folder / f"{name}.svg"
            self._sources[name] = path.read_text(encoding="utf-8")
        return self._sources[name]

    def _redraw(self) -> None:
        self._icons.clear()
        for button, name, colour in self._buttons:
            button.setIcon(self.icon(name, colour))


def _drawn(source: str, size: int, ratio: float) -> QPixmap:
    """Kept by Qt, as long as it has room: a theme that comes back is not drawn again."""
    key = f"{size} {ratio} {source}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap
