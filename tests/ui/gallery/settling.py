"""Waits until the window has laid out and painted what was asked of it."""

from PySide6.QtWidgets import QApplication


def settle():
    """Twenty rounds: a layout within a layout takes one each, and so does a job's answer."""
    for _ in range(20):
        QApplication.processEvents()
