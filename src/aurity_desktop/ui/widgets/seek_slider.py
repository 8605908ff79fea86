"""A slider whose handle goes where the pointer presses, as in every player."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget


class SeekSlider(QSlider):
    """Horizontal. A press beside the handle brings it there, tells so by `sliderMoved`, and drags.

    Qt's own slider goes by a page instead.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """By then the handle is under the pointer, so Qt takes it up from there."""
        if event.button() == Qt.MouseButton.LeftButton and not self._on_handle(event.position()):
            self.setValue(self._value_at(event.position().x()))
            self.sliderMoved.emit(self.value())
        super().mousePressEvent(event)

    def _on_handle(self, point: QPointF) -> bool:
        option = self._option()
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        return handle.contains(point.toPoint())

    def _value_at(self, x: float) -> int:
        option, style = self._option(), self.style()
        whole, parts = QStyle.ComplexControl.CC_Slider, QStyle.SubControl
        groove = style.subControlRect(whole, option, parts.SC_SliderGroove, self)
        handle = style.subControlRect(whole, option, parts.SC_SliderHandle, self)
        return QStyle.sliderValueFromPosition(
            self.minimum(),
            self.maximum(),
            round(x - groove.left() - handle.width() / 2),
            groove.width() - handle.width(),
            option.upsideDown,
        )

    def _option(self) -> QStyleOptionSlider:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return option
