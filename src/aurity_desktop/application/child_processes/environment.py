"""The environment of a child that tells its errors to us."""

from __future__ import annotations

from PySide6.QtCore import QProcessEnvironment

from aurity_desktop.domain.error_lines import ERROR_LINES


def telling_errors() -> QProcessEnvironment:
    """Ours, and that errors are told as `domain.error_lines` has them."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(ERROR_LINES, "1")
    return environment
