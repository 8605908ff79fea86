"""A dynamic property that a style sheet selects by counts only once the style is told."""

from __future__ import annotations

from PySide6.QtWidgets import QCompleter, QWidget


def set_style_state(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet selects by. Costs nothing when it is that already."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Have the style look at the widget's properties, and those of its parents, again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def dress_offers(completer: QCompleter) -> None:
    """Have the list of what is offered look as such: no row of it is cut."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("offers")
