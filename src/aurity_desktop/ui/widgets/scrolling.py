"""Room for a page that is higher than the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

#: Pixels that are left around what is brought into sight.
_SPARE = 8


def scrolling(page: QWidget) -> QScrollArea:
    """A page that is higher than a small or strongly magnified screen can be scrolled."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def bring_into_sight(widget: QWidget, area: QRect) -> None:
    """Scroll the page, where it is higher than the window, until `area` of `widget` is in sight."""
    around = widget.parentWidget()
    while around is not None:
        page = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and page is not None:
            middle = widget.mapTo(page, area.center())
            around.ensureVisible(middle.x(), middle.y(), 0, area.height() // 2 + _SPARE)
        around = around.parentWidget()
