"""What the cards of the settings are made of: a hint, a field with its label, a list of values."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)


def card_column(widget: QWidget) -> QVBoxLayout:
    """Make the whole of `widget` a card. Returns the column for what stands on it."""
    card = QFrame(widget)
    card.setObjectName("card")
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(card)
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 24)
    column.setSpacing(12)
    return column


def hint_label(parent: QWidget) -> QLabel:
    """Muted text that wraps, for a sentence below a field."""
    label = QLabel(parent)
    label.setProperty("kind", "muted")
    label.setWordWrap(True)
    return label


def form_row(form: QFormLayout, label: QLabel, field: QWidget) -> None:
    """A row of a form; the label stands beside the middle of its field, not above it."""
    label.setBuddy(field)
    label.setContentsMargins(0, 4, 0, 4)  # a form gives a label 7/4 of its height, at the top
    form.addRow(label, field)


def labelled_row(label: QLabel, field: QWidget) -> QBoxLayout:
    """The field to the right of its label, which takes two fifths and wraps."""
    label.setBuddy(field)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(12)
    row.addWidget(label, 2)
    row.addWidget(field, 3)
    return row


def offer_values(box: QComboBox, values: Iterable[int], chosen: int) -> None:
    """Fill `box` with an item without text for each value, `chosen` being current; no signal."""
    with QSignalBlocker(box):
        box.clear()
        for value in values:
            box.addItem("", value)
        box.setCurrentIndex(box.findData(chosen))
