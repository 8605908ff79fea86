"""What Escape closes, wherever on its page the keyboard is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class ClosedByEscape:
    """A panel that is opened over a page's work and can be left without a change.

    A widget inherits it beside its Qt class; `leave` hides it.
    """

    def leave(self) -> None:
        """Close without a change."""
        raise NotImplementedError


def close_by_escape(page: QWidget) -> bool:
    """Leave the panel that was opened within `page`. False where there is none."""
    for panel in page.findChildren(QWidget):
        if isinstance(panel, ClosedByEscape) and panel.isVisible():
            panel.leave()
            return True
    return False
