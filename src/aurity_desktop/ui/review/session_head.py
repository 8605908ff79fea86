"""The head of a session's page: what it is, how it stands, and what can be done with all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.input_read import InputRead
from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.session import (
    OPEN_STATES,
    UNDER_WAY,
    SessionState,
    SessionSummary,
    SpeakerCount,
)
from aurity_desktop.ui.language.input_texts import input_texts
from aurity_desktop.ui.language.messages import (
    consent_answer_text,
    session_state_text,
    step_text,
    waiting_text,
)
from aurity_desktop.ui.notices.notice_lines import Action, NoticeLine, Severity
from aurity_desktop.ui.privacy.decision_panel import Decision, DecisionPanel
from aurity_desktop.ui.privacy.session_menu import SessionMenu
from aurity_desktop.ui.review.rerun_menu import RerunMenu, SpeedOf
from aurity_desktop.ui.review.title_line import TitleLine
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.time_text import length, when

#: Session states whose second pass can be asked for by hand.
_RUNNABLE = frozenset({SessionState.FAILED, SessionState.COMPLETED})


_BETWEEN = 8  # pixels


class SessionHead(AdaptiveWidget):
    """Title, facts and buttons of a session; each signal is a press of a button or an entry."""

    narrow_below = 80

    export_asked = Signal()
    note_asked = Signal()
    again_asked = Signal()
    speakers_again_asked = Signal(SpeakerCount)
    channels_asked = Signal()
    model_again_asked = Signal(str)
    check_asked = Signal()
    finish_asked = Signal()
    continue_asked = Signal()
    part_asked = Signal()
    consent_asked = Signal()
    patient_asked = Signal()
    review_marked = Signal(bool)

    def __init__(self, icons: Icons, models: Sequence[str], parent: QWidget | None = None) -> None:
        """`models` are the installed speech models, for who wants the text again."""
        super().__init__(parent)
        self._summary: SessionSummary | None = None
        self._recording_id = ""
        self._job: Job | None = None
        self._points: int | None = None
        self.title = TitleLine(icons, self)
        self._facts = QLabel(self)
        self._facts.setProperty("kind", "muted")
        self._facts.setWordWrap(True)
        self.check_button = QPushButton(self)
        self.note_button = QPushButton(self)
        icons.put(self.note_button, "edit")
        self.reviewed_button = QPushButton(self)
        for quiet in (self.check_button, self.reviewed_button):
            quiet.setProperty("kind", "quiet")
            icons.put(quiet, "done", "accent")
        self.again_button = QPushButton(self)
        icons.put(self.again_button, "again")
        self._menu = RerunMenu(models, self.again_button)
        self.again_button.setMenu(self._menu)
        self._consent: ConsentAnswer | None = None
        self._hold: Hold | None = None
        self._read = InputRead()
        self.more_button = QPushButton(self)
        icons.put(self.more_button, "shield")
        self.menu = SessionMenu(self.more_button)
        self.more_button.setMenu(self.menu)
        self.decision = DecisionPanel(self)
        self.export_button = QPushButton(self)
        self.export_button.setProperty("kind", "primary")
        icons.put(self.export_button, "export", "on_accent")
        self.unfinished = NoticeLine(
            "unfinished",
            Severity.AMBER,
            self._words_unfinished,
            (
                Action(self._words_finish, self.finish_asked.emit),
                Action(self._words_continue, self.continue_asked.emit),
            ),
            self,
            dismissible=False,
        )
        self._lay_out()
        self.title.field_shown.connect(self._on_field_shown)
        self.check_button.clicked.connect(self.check_asked)
        self.export_button.clicked.connect(self.export_asked)
        self.note_button.clicked.connect(self.note_asked)
        self._menu.transcript_asked.connect(self.again_asked)
        self._menu.speakers_asked.connect(self.speakers_again_asked)
        self._menu.channels_asked.connect(self.channels_asked)
        self._menu.model_asked.connect(self.model_again_asked)
        self.menu.consent_asked.connect(self.consent_asked)
        self.menu.review_marked.connect(self.review_marked)
        self.reviewed_button.clicked.connect(partial(self.review_marked.emit, True))
        self.menu.part_asked.connect(self.part_asked)
        self.menu.patient_asked.connect(self.patient_asked)
        for asked, decision in (
            (self.menu.withdrawal_asked, Decision.WITHDRAW),
            (self.menu.hold_asked, Decision.HOLD),
            (self.menu.release_asked, Decision.RELEASE),
            (self.menu.erasure_asked, Decision.ERASE),
        ):
            asked.connect(partial(self.decision.ask, decision))
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(_BETWEEN)
        self._buttons = (
            self.check_button,
            self.reviewed_button,
            self.more_button,
            self.again_button,
            self.note_button,
            self.export_button,
        )
        for button in self._buttons:
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addStretch(0)  # below the title they are no wider than beside it
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(_BETWEEN)
        row.addWidget(self.title, 1)
        row.addLayout(buttons)
        self.rows.append(row)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(row)
        words.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(words)
        column.addWidget(self.decision)
        column.addWidget(self.unfinished)

    def _on_field_shown(self) -> None:
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Where it is narrow, a button with an icon and an accessible name has no text."""
        super().arrange(width)
        for button in (self.again_button, self.note_button, self.export_button):
            if self.narrow and self._width_of_buttons() > width:
                button.setText("")

    def is_too_narrow(self, width: int) -> bool:
        """By the buttons' real width, which depends on session and language."""
        self.again_button.setText(self.tr("Process again"))
        self.note_button.setText(self.tr("Note"))
        self.export_button.setText(self.tr("Export…"))
        least = self.title.minimumSizeHint().width() + self._width_of_buttons()
        return super().is_too_narrow(width) or least > width or self.width_of_rows() > width

    def _width_of_buttons(self) -> int:
        shown = [each for each in self._buttons if not each.isHidden()]
        return sum(each.sizeHint().width() + _BETWEEN for each in shown)

    def show_models(self, models: Sequence[str], speed_of: SpeedOf) -> None:
        """The installed speech models, and how fast each is on this computer."""
        self._menu.show_models(models, speed_of)

    def show_session(self, summary: SessionSummary) -> None:
        """Another session forgets the progress and the decision of the one before."""
        if self._summary is None or self._summary.session_id != summary.session_id:
            self._job = None
            self.decision.hide()
            self.title.leave()
        self._summary = summary
        self._menu.show_length(summary.duration)
        self.retranslate()

    def show_consent_and_hold(self, consent: ConsentAnswer | None, hold: Hold | None) -> None:
        """What the patient said last, and what keeps the session from being erased."""
        self._consent, self._hold = consent, hold
        self.retranslate()

    def show_input(self, read: InputRead) -> None:
        """How the session's file was read, where it is one."""
        self._read = read
        self._menu.offer_channels(read.has_channels)
        self.unfinished.retranslate()
        self._say_facts()

    def show_recording(self, session_id: str) -> None:
        """Which session is being recorded now, "" for none: that one is not unfinished."""
        self._recording_id = session_id
        self.retranslate()

    def show_job(self, job: Job | None) -> None:
        """How far the work on this session is; None when nobody works on it."""
        self._job = job
        self._say_facts()

    def show_points(self, count: int | None) -> None:
        """The number of points that deserve a second look; None as long as it is not known."""
        self._points = count
        self._say_points()

    def retranslate(self) -> None:
        """The texts in the window's language, as the session is now."""
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setAccessibleName(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Write the session into one file (Ctrl+E)"))
        self.note_button.setText(self.tr("Note"))
        self.note_button.setAccessibleName(self.tr("Clinical note"))
        self.note_button.setToolTip(self.tr("What was found, to be confirmed and signed (Ctrl+N)"))
        self.again_button.setAccessibleName(self.tr("Process again"))
        self.again_button.setToolTip(self.tr("Make the transcript and the speakers again"))
        self._menu.retranslate()
        self.more_button.setToolTip(self.tr("Continue, consent, hold, erase"))
        self.more_button.setAccessibleName(self.tr("Continue, consent, hold, erase"))
        self.menu.retranslate()
        self.unfinished.retranslate()
        summary = self._summary
        self.unfinished.setVisible(
            summary is not None
            and summary.state in OPEN_STATES
            and summary.session_id != self._recording_id
        )
        self.more_button.setVisible(
            summary is not None and summary.session_id != self._recording_id
        )
        if summary is not None:
            self.menu.show_review(summary)
            self.menu.show_consent_and_hold(
                self._consent,
                held=self._hold is not None,
                at_work=summary.state in UNDER_WAY,
            )
        self.export_button.setVisible(summary is not None)
        self.note_button.setVisible(
            summary is not None and summary.session_id != self._recording_id
        )
        self.again_button.setVisible(
            summary is not None
            and summary.state in _RUNNABLE
            and self._consent is not ConsentAnswer.WITHDRAWN
        )
        self.title.show_title(
            session_title(summary) if summary else "", summary.title if summary else ""
        )
        self._say_facts()
        self._say_points()  # and arranges what is now said

    def _say_facts(self) -> None:
        self._facts.setText(" · ".join(self._fact_words(self._summary) if self._summary else []))

    def _fact_words(self, summary: SessionSummary) -> list[str]:
        words = [self._state_words(summary), length(summary.duration)]
        if summary.title:
            words.insert(0, when(summary.plan.created_at.astimezone(), datetime.now().astimezone()))
        if summary.speakers == 1:
            words.append(self.tr("1 speaker"))
        elif summary.speakers:
            words.append(self.tr("{count} speakers").format(count=summary.speakers))
        words += [each for each in (summary.plan.source, summary.plan.model) if each]
        words += input_texts(self._read)
        if self._consent is not None and consent_answer_text(self._consent) not in words:
            words.append(consent_answer_text(self._consent))
        if self._hold is not None:
            words.append(self.tr("On hold: {reason}").format(reason=self._hold.reason))
        return words

    def _state_words(self, summary: SessionSummary) -> str:
        """How far the work on it is, where somebody works on it; else how it stands."""
        if self._job is not None and self._job.state is JobState.PENDING:
            return waiting_text()
        if self._job is not None:
            percent = self.tr("{percent} %").format(percent=round(self._job.progress_percent))
            return f"{step_text(self._job.step)} {percent}"
        if summary.session_id == self._recording_id:
            return self.tr("Being recorded now")
        return session_state_text(summary.state, summary.reason)

    def _say_points(self) -> None:
        self.check_button.setVisible(bool(self._points))
        to_review = self._summary is not None and self._summary.to_review
        self.reviewed_button.setVisible(to_review and self._points == 0)
        self.reviewed_button.setText(self.tr("Mark as reviewed"))
        self.reviewed_button.setToolTip(self.tr("Nothing in it is left to be asked for"))
        one, many = self.tr("Review 1 point"), self.tr("Review {count} points")
        self.check_button.setText(one if self._points == 1 else many.format(count=self._points))
        self.check_button.setToolTip(
            self.tr("Doses, allergies, negations, sides and doubtful words, one by one (F4)")
        )
        self.arrange(self.width())

    def _words_unfinished(self) -> str:
        if self._read.part is not None:
            return self.tr("This file was not read to its end. What was read is saved.")
        return self.tr("This recording was interrupted. Everything recorded is saved.")

    def _words_finish(self) -> str:
        return self.tr("Finish")

    def _words_continue(self) -> str:
        if self._read.part is not None:
            return self.tr("Resume with the file…")
        return self.tr("Resume recording")


def session_title(summary: SessionSummary) -> str:
    """The title that was given, else when the session was recorded."""
    return summary.title or when(summary.plan.created_at.astimezone(), datetime.now().astimezone())
