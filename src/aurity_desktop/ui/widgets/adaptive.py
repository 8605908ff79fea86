"""Rows that become columns where there is little room: on small screens and at 200 % scaling."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout

from aurity_desktop.ui.widgets.high_enough import HighEnough

_ROW = QBoxLayout.Direction.LeftToRight
_COLUMN = QBoxLayout.Direction.TopToBottom


class AdaptiveWidget(HighEnough):
    """Turns its `rows` into columns below `narrow_below` average characters of width.

    And wherever what stands in a row would be cut.

    It may be made narrower than its contents want in a row: only so does it ever see that it is
    narrow.
    """

    narrow_below = 60

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # passed on to QWidget as they came
        self.rows: list[QBoxLayout] = []

    @property
    def narrow(self) -> bool:
        """Whether the rows are columns now."""
        return bool(self.rows) and self.rows[0].direction() is _COLUMN

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """No least width, see above; as high as its texts are in the width that it has."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Arranges the rows for the new width."""
        self.arrange(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Larger text wants columns sooner."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Rows or columns, whichever suits so many pixels."""
        narrow = self.is_too_narrow(width)
        for row in self.rows:
            row.setDirection(_COLUMN if narrow else _ROW)

    def is_too_narrow(self, width: int) -> bool:
        """Whether rows would not do in so many pixels."""
        least = self.fontMetrics().averageCharWidth() * self.narrow_below
        return width < max(least, self.width_of_rows())

    def width_of_rows(self) -> int:
        """What the widest row wants as it is now, in pixels, were it a row."""
        widest = 0
        for row in self.rows:
            direction = row.direction()
            row.setDirection(_ROW)
            _measure_again(row)
            widest = max(widest, row.minimumSize().width())
            row.setDirection(direction)
        return widest


def _measure_again(layout: QLayout) -> None:
    """A text that has just changed counts: layouts in layouts forget their sizes only later."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _measure_again(inner)
    layout.invalidate()
