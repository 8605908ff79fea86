"""Tells a screen reader, where one runs: words to be read aloud, and what happened to a row."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Through the system's accessibility: AT-SPI, UI Automation or NSAccessibility.

    What is `urgent` interrupts what is being read.
    """
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def tell_of_row(view: QWidget, event: QAccessible.Event, row: int) -> None:
    """What happened to a row of a list; its words are asked for by who wants to know."""
    if QAccessible.isActive():
        told = QAccessibleEvent(view, event)
        told.setChild(row)
        QAccessible.updateAccessibility(told)
