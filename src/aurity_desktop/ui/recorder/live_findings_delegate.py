"""Draws what was found so far: in ink, and faded what the next words decide."""

from __future__ import annotations

from PySide6.QtGui import QFont

from aurity_desktop.ui.note.note_delegate import NoteDelegate
from aurity_desktop.ui.note.note_rows import LineRow, Row

_AWAITED, _FOUND = "…", "•"


class LiveFindingsDelegate(NoteDelegate):
    """Letters of both have the same width, so that nothing moves when a line is answered."""

    def sign_of(self, row: LineRow) -> str:
        """Nobody can decide here: whether it is there, deserves a look or may still change."""
        if row.awaited:
            return _AWAITED if row.text.strip() else ""
        return "⚠" if row.doubtful else _FOUND

    def font_of(self, row: Row, font: QFont) -> QFont:
        """Upright in both: italics have other widths."""
        own = super().font_of(row, font)
        own.setItalic(False)
        return own

    def colour_of(self, row: Row) -> str:
        """Faded while it is awaited."""
        colours = self._appearance.colours
        if isinstance(row, LineRow) and (row.awaited or not row.doubtful):
            return colours.muted if row.awaited else colours.ink
        return super().colour_of(row)
