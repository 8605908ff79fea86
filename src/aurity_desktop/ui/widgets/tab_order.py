"""The Tab key goes the way of the eye: in the order of the layouts, whenever a widget was made.

Qt goes in the order in which widgets were made. Notices and the chips of speakers are made while
the window is open, and would come last.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def set_tab_order(window: QWidget) -> None:
    """Put every widget of `window` that Tab may reach in its place. Some two milliseconds."""
    reached = [each for each in _in_order(window) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one, other in pairwise(reached):
        QWidget.setTabOrder(one, other)


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _in_order(inside)
    elif isinstance(widget, (QSplitter, QStackedWidget)):
        for place in range(widget.count()):
            page = widget.widget(place)
            if page is not None:
                yield from _in_order(page)
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _in_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)
