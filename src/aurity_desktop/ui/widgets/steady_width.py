"""A button whose words change keeps its width, so that nothing beside it moves."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton


def set_steady_text(button: QAbstractButton, text: str, *others: str) -> None:
    """Show `text`, with room for each of the `others` that the button may show instead."""
    button.ensurePolished()
    button.setMinimumWidth(0)
    width = 0
    for each in (*others, text):
        button.setText(each)
        width = max(width, button.sizeHint().width())
    button.setMinimumWidth(width)
