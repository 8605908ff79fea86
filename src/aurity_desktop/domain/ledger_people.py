"""The parts of the ledger that keep what people say of a session, as protocols, one a subject.

What their methods promise, `ledger_parts` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aurity_desktop.domain.bookmarks import Bookmark, RecordedBookmark
from aurity_desktop.domain.changes import Change
from aurity_desktop.domain.clinical_note import (
    Note,
    NoteEntry,
    NoteRecord,
    RecordedNote,
    SignedNote,
)
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.edits import Edit, RecordedEdit
from aurity_desktop.domain.events import Metadata
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import KnownPatient, Patient, RecordedPatient
from aurity_desktop.domain.retention import Confirmation, Hold, RetentionRecord
from aurity_desktop.domain.speakers import Speaker, SpeakerRole


class Edits(Protocol):
    """Corrections that people make, and the history of a session."""

    def record(self, session_id: str, *edits: Edit) -> None:
        """Lay changes over the segments that count, all or none; `Segments.reading` gives the
        positions.

        Idempotent by their ids. Raises BadEdit, and UnknownRun where there are no segments yet.
        """
        ...

    def withdraw(self, session_id: str, *edit_ids: str) -> None:
        """Undo: the edits no longer hold and stay in the history. Raises UnknownEdit."""
        ...

    def restore(self, session_id: str, *edit_ids: str) -> None:
        """Redo. Raises UnknownEdit."""
        ...

    def of_session(self, session_id: str) -> list[RecordedEdit]:
        """Every edit, oldest first, those that were taken back too."""
        ...

    def changes(self, session_id: str) -> list[Change]:
        """What people changed in the finished session, oldest first, what was taken back too.

        `domain.changes` reads the steps out of it.
        """
        ...


class Bookmarks(Protocol):
    """Moments that people mark, while a session is recorded and afterwards."""

    def record(self, session_id: str, bookmark: Bookmark) -> None:
        """Set it, or write another note to it; what holds already is not recorded again.

        Raises UnknownSession.
        """
        ...

    def remove(self, session_id: str, bookmark_id: str, *, withdrawn: bool = False) -> None:
        """It holds no longer, and stays in the history; nothing is written where there is none.

        `withdrawn`: that it was set is taken back.

        Raises UnknownSession.
        """
        ...

    def of_session(self, session_id: str) -> list[Bookmark]:
        """Those that hold, in the order of their moments."""
        ...

    def history(self, session_id: str) -> list[RecordedBookmark]:
        """Every version of every one, oldest first; removals are none."""
        ...


class LiveCorrections(Protocol):
    """Told words that people correct while the talk goes on."""

    def record(self, session_id: str, correction: LiveCorrection) -> None:
        """Correct a told word, or correct it otherwise; what holds is not recorded again.

        Raises UnknownSession.
        """
        ...

    def remove(self, session_id: str, correction_id: str, *, withdrawn: bool = False) -> None:
        """It reads as it was heard; nothing is written where there is none.

        `withdrawn`: that it was made is taken back.

        Raises UnknownSession.
        """
        ...

    def of_session(self, session_id: str) -> list[LiveCorrection]:
        """Those that hold, in the order in which they were first made."""
        ...


class Patients(Protocol):
    """Whom sessions are about."""

    def assign(self, session_id: str, patient: Patient | None) -> None:
        """The session is about them, None for nobody; what holds is not recorded again.

        Raises UnknownSession.
        """
        ...

    def rewrite(self, patient: Patient) -> list[str]:
        """What is known of them is this, in every session with them. The ids of those sessions."""
        ...

    def of_session(self, session_id: str) -> Patient | None:
        """Whom it is about; None where that is not said."""
        ...

    def history(self, session_id: str) -> list[RecordedPatient]:
        """Everybody of whom it was said, oldest first."""
        ...

    def all(self) -> list[KnownPatient]:
        """Every patient, the one who was here last first; as the newest session knows them."""
        ...


class Speakers(Protocol):
    """The voices of a finished session."""

    def rename_together(self, session_id: str, voices: Sequence[Speaker]) -> None:
        """Give voices their names and roles by one press: one step to take back.

        Raises UnknownSession.
        """
        ...

    def rename(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None:
        """A name and a role for a voice of the run that counts. Raises UnknownSession."""
        ...

    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        """A role that the program found.

        Nothing is written for a voice that has a name or a role, given or suggested.
        """
        ...

    def of_session(self, session_id: str) -> list[Speaker]:
        """The voices of the segments that count, with the name and role that hold for each."""
        ...


class Consents(Protocol):
    """What patients answered."""

    def record(self, session_id: str, consent: Consent) -> None:
        """The patient's answer: given before the first slice, or withdrawn at any time."""
        ...

    def newest(self, session_id: str) -> ConsentAnswer | None:
        """The answer that counts; None where nobody was asked."""
        ...


class ClinicalNotes(Protocol):
    """What a session's clinical note is made of, and what of it was signed."""

    def decide(self, session_id: str, entry: NoteEntry) -> None:
        """A line is confirmed, rejected, put otherwise or opened again.

        What holds already is not recorded again. Raises UnknownSession.
        """
        ...

    def write(self, session_id: str, section: str, text: str) -> None:
        """What was typed into a section or a field of the head; "" for nothing.

        What stands there already is not recorded again. Raises UnknownSession.
        """
        ...

    def sign(self, session_id: str, note_id: str, note: Note, text: str) -> SignedNote:
        """A note as it was signed, the next version in its template, with its text.

        Nothing is recorded where the newest version says the very same: that one is returned.
        Raises UnknownSession.
        """
        ...

    def record(self, session_id: str) -> NoteRecord:
        """Of each line and each section the newest; empty before there is any."""
        ...

    def signed(self, session_id: str) -> list[RecordedNote]:
        """Every version that was signed, oldest first."""
        ...


class Retention(Protocol):
    """How long sessions are kept."""

    def place_hold(self, session_id: str, reason: str) -> None:
        """The session must be kept, whatever the retention policy says."""
        ...

    def lift_hold(self, session_id: str, reason: str) -> None:
        """Nothing is written where there is no hold."""
        ...

    def holds(self) -> list[Hold]:
        """Every session that must be kept, and why."""
        ...

    def note_days(self, days: int | None) -> bool:
        """For how long sessions are kept from now on; None for ever.

        Whether that is another length than was noted last.
        """
        ...

    def record(self, now: datetime) -> RetentionRecord:
        """What a policy depends on, as far as it is on record at `now`."""
        ...

    def announce(self, session_ids: Sequence[str], at: datetime) -> None:
        """That these sessions will be erased, told at `at`; the last time counts."""
        ...

    def confirm(self, confirmation: Confirmation) -> None:
        """A person's yes to what a policy erases."""
        ...
