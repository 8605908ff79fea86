"""Draws a row of the library: a session, what was found in one, or the heading above them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.search import FoundIn, SearchHit
from aurity_desktop.domain.session import SessionState
from aurity_desktop.ui.language.messages import session_state_text, waiting_text
from aurity_desktop.ui.library.session_model import HeadingRow, Row, SessionRow
from aurity_desktop.ui.widgets.reading import ROW_ROLE, coloured, wrapped
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock, day_text, length, time_of_day, when

#: So many characters of a passage stand before its first match, as far as there is room.
_BEFORE_A_MATCH = (24, 16, 8, 0)
#: Of the width, so much may be taken by what leads to the end of the first match.
_SHARE_OF_MATCH = 0.7


class SessionDelegate(QStyledItemDelegate):
    """Every row has the same height, so that ten thousand of them need no measuring."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.one_speaker = self.many_speakers = self.recording_words = ""
        self.review_words = self.working_words = ""

    def sizeHint(  # noqa: N802  # Qt's name
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002  # all alike
    ) -> QSize:
        """Three lines of text."""
        font: QFont = option.font
        return QSize(160, round(QFontMetricsF(font).lineSpacing() * 3.1))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The row, raised where it is chosen or under the pointer."""
        state: QStyle.StateFlag = option.state
        area: QRect = option.rect
        font: QFont = option.font
        row: Row = index.data(ROW_ROLE)
        colours = self._appearance.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(area).adjusted(2, 1, -2, -1)
        if isinstance(row, HeadingRow):
            self._draw_heading(painter, inner.adjusted(12, 0, -12, 0), row, font)
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.chosen if chosen else colours.raised))
            painter.drawRoundedRect(inner, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 8, 8)
        self._draw_row(painter, inner.adjusted(12, 0, -12, 0), row, font)
        painter.restore()

    def _draw_heading(self, painter: QPainter, area: QRectF, row: HeadingRow, font: QFont) -> None:
        """At the foot of its room, nearer to what it heads than to what is above."""
        bold = _bold(font)
        painter.setFont(bold)
        painter.setPen(QColor(self._appearance.colours.muted))
        baseline = area.bottom() - 0.45 * QFontMetricsF(font).lineSpacing()
        painter.drawText(QPointF(area.left(), baseline), _elided(bold, row.text, area.width()))

    def _draw_row(self, painter: QPainter, area: QRectF, row: SessionRow, font: QFont) -> None:
        """Patient or reason first, then the time; below it how the session stands."""
        colours, bold = self._appearance.colours, _bold(font)
        spacing = QFontMetricsF(font).lineSpacing()
        began = row.summary.plan.created_at.astimezone()
        moment = when(began, datetime.now().astimezone()) if row.hit else time_of_day(began)
        title = one_line(row.summary.title)
        baseline = area.top() + 0.4 * spacing + QFontMetricsF(bold).ascent()
        right = ""
        if title and row.hit is None:
            right = moment
        elif title and row.hit is not None and row.hit.found_in is not FoundIn.TITLE:
            right = day_text(began)
        right_width = QFontMetricsF(font).horizontalAdvance(right)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(QPointF(area.right() - right_width, baseline), right)
        room = area.width() - right_width - 12
        if row.hit is not None and row.hit.found_in is FoundIn.TITLE:
            top = QPointF(area.left(), baseline - QFontMetricsF(bold).ascent())
            self._draw_marked(painter, top, room, row.hit, bold, "")
        else:
            painter.setFont(bold)
            painter.setPen(QColor(colours.ink))
            painter.drawText(QPointF(area.left(), baseline), _elided(bold, title or moment, room))
        below = QRectF(area.left(), baseline + 0.5 * spacing, area.width(), spacing * 1.2)
        if row.hit is not None and row.hit.found_in is not FoundIn.TITLE:
            at = "" if row.hit.moment is None else clock(row.hit.moment)
            self._draw_marked(painter, below.topLeft(), below.width(), row.hit, font, at)
        else:
            self._draw_state(painter, below, row, font)

    def _draw_state(self, painter: QPainter, area: QRectF, row: SessionRow, font: QFont) -> None:
        summary, colours = row.summary, self._appearance.colours
        colour = {
            SessionState.COMPLETED: colours.good,
            SessionState.FINALIZING: colours.accent,
            SessionState.FAILED: colours.on_alarm,
        }.get(summary.state, colours.on_alarm if row.recording else colours.on_amber)
        if summary.to_review and not row.recording:
            colour = colours.accent
        metrics = QFontMetricsF(font)
        dot = metrics.height() * 0.38
        middle = area.top() + metrics.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(area.left(), middle - dot / 2, dot, dot))
        words = self.state_words(row)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        left = area.left() + dot + 8
        room = area.right() - left
        painter.drawText(QPointF(left, area.top() + metrics.ascent()), _elided(font, words, room))
        left += metrics.horizontalAdvance(words)
        rest = " · ".join(["", *self._facts(row)])
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            QPointF(left, area.top() + metrics.ascent()), _elided(font, rest, area.right() - left)
        )

    def state_words(self, row: SessionRow) -> str:
        """How the session stands; where it is worked on, how far that is."""
        if row.recording:
            return self.recording_words
        if row.waiting:
            return waiting_text()
        state = session_state_text(row.summary.state, row.summary.reason)
        if row.percent is None:
            return self.review_words if row.summary.to_review else state
        ready = row.summary.state is SessionState.COMPLETED
        return f"{self.working_words if ready else state} {row.percent} %"

    def _facts(self, row: SessionRow) -> list[str]:
        summary = row.summary
        facts = [length(summary.duration)]
        if row.hit is not None:
            facts = [day_text(summary.plan.created_at.astimezone())]
        if summary.speakers == 1:
            facts.append(self.one_speaker)
        elif summary.speakers:
            facts.append(self.many_speakers.format(count=summary.speakers))
        return facts

    def _draw_marked(
        self,
        painter: QPainter,
        place: QPointF,
        width: float,
        hit: SearchHit,
        font: QFont,
        moment: str,
    ) -> None:
        """What was found on one line, begun so that the first match is in sight."""
        colours = self._appearance.colours
        title = hit.found_in is FoundIn.TITLE
        begin = _beginning(hit, font, width) if hit.marks and not title else 0
        lead = (f"{moment}  " if moment else "") + ("…" if begin else "")
        text = _elided(font, lead + hit.text[begin:].replace("\n", " "), width)
        formats = [coloured(0, len(text), colours.ink if title else colours.muted)]
        for start, end in hit.marks:
            first = start - begin + len(lead)
            if len(lead) <= first < len(text):
                formats.append(coloured(first, min(end - start, len(text) - first), colours.ink))
                formats[-1].format.setFontWeight(QFont.Weight.Bold)
                formats[-1].format.setFontUnderline(True)
        wrapped(text, font, width * 2, formats).draw(painter, place)


def _beginning(hit: SearchHit, font: QFont, width: float) -> int:
    """Where a passage is begun, so that its first match is in sight whole."""
    start, end = hit.marks[0]
    metrics, begin = QFontMetricsF(font), 0
    for before in _BEFORE_A_MATCH:
        begin = max(0, start - before)
        if metrics.horizontalAdvance(hit.text[begin:end]) < width * _SHARE_OF_MATCH:
            break
    return begin


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _elided(font: QFont, text: str, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
