"""What each caller needs from the ledger: the few parts that it works with, and no more.

One instance belongs to one thread; what it says and raises stands at its parts, see `ledger_parts`
and `ledger_people`.
"""

from __future__ import annotations

from typing import Protocol

from aurity_desktop.domain.ledger_parts import (
    AuditLog,
    Chunks,
    Runs,
    Search,
    Segments,
    Sessions,
    Sound,
)
from aurity_desktop.domain.ledger_people import (
    Bookmarks,
    ClinicalNotes,
    Consents,
    Edits,
    LiveCorrections,
    Patients,
    Retention,
    Speakers,
)


class HasSessions(Protocol):
    """A ledger as far as its sessions go."""

    @property
    def sessions(self) -> Sessions:
        """See `Sessions`."""
        ...


class HasSound(Protocol):
    """A ledger as far as its sound goes."""

    @property
    def sound(self) -> Sound:
        """See `Sound`."""
        ...


class HasChunks(Protocol):
    """A ledger as far as the text of slices goes."""

    @property
    def chunks(self) -> Chunks:
        """See `Chunks`."""
        ...


class HasRuns(Protocol):
    """A ledger as far as its runs go."""

    @property
    def runs(self) -> Runs:
        """See `Runs`."""
        ...


class HasSegments(Protocol):
    """A ledger as far as its segments go."""

    @property
    def segments(self) -> Segments:
        """See `Segments`."""
        ...


class HasEdits(Protocol):
    """A ledger as far as corrections go."""

    @property
    def edits(self) -> Edits:
        """See `Edits`."""
        ...


class HasBookmarks(Protocol):
    """A ledger as far as bookmarks go."""

    @property
    def bookmarks(self) -> Bookmarks:
        """See `Bookmarks`."""
        ...


class HasLiveCorrections(Protocol):
    """A ledger as far as corrections of live text go."""

    @property
    def live_corrections(self) -> LiveCorrections:
        """See `LiveCorrections`."""
        ...


class HasPatients(Protocol):
    """A ledger as far as patients go."""

    @property
    def patients(self) -> Patients:
        """See `Patients`."""
        ...


class HasSpeakers(Protocol):
    """A ledger as far as voices and their names go."""

    @property
    def speakers(self) -> Speakers:
        """See `Speakers`."""
        ...


class HasConsents(Protocol):
    """A ledger as far as consent goes."""

    @property
    def consents(self) -> Consents:
        """See `Consents`."""
        ...


class HasClinicalNotes(Protocol):
    """A ledger as far as clinical notes go."""

    @property
    def clinical_notes(self) -> ClinicalNotes:
        """See `ClinicalNotes`."""
        ...


class HasRetention(Protocol):
    """A ledger as far as holds and retention go."""

    @property
    def retention(self) -> Retention:
        """See `Retention`."""
        ...


class HasAudit(Protocol):
    """A ledger as far as its audit chains go."""

    @property
    def audit(self) -> AuditLog:
        """See `AuditLog`."""
        ...


class HasSearch(Protocol):
    """A ledger as far as search goes."""

    @property
    def search(self) -> Search:
        """See `Search`."""
        ...


class Closable(Protocol):
    """Whoever opens a ledger closes it, in the same thread."""

    def close(self) -> None:
        """Twice is harmless."""
        ...


class RecoveryLedger(HasSound, HasAudit, Protocol):
    """What bringing a folder of sound and its rows into agreement needs."""


class RecorderLedger(HasSessions, HasSound, HasRuns, HasConsents, HasAudit, Closable, Protocol):
    """What a recording needs."""


class AuditLedger(HasAudit, Closable, Protocol):
    """What notes events of the whole corpus."""


class LiveLedger(HasChunks, HasLiveCorrections, Closable, Protocol):
    """What live text needs."""


class IncrementalLedger(HasSound, HasChunks, HasRuns, HasSegments, Protocol):
    """What the second pass over a recording that goes on needs."""


class JobEndLedger(HasSessions, HasConsents, HasAudit, Protocol):
    """What telling a session of the end of its job needs."""


class FinalizingLedger(
    HasSessions,
    HasSound,
    HasChunks,
    HasRuns,
    HasSegments,
    HasEdits,
    HasLiveCorrections,
    HasSpeakers,
    HasConsents,
    HasAudit,
    Protocol,
):
    """What making a transcript of a recording needs."""


class ChangesLedger(HasSessions, HasRuns, HasSegments, HasEdits, HasSpeakers, Closable, Protocol):
    """What undo and redo need."""


class LibraryLedger(
    HasSessions,
    HasSound,
    HasChunks,
    HasRuns,
    HasSegments,
    HasEdits,
    HasBookmarks,
    HasLiveCorrections,
    HasPatients,
    HasSpeakers,
    HasConsents,
    HasClinicalNotes,
    HasRetention,
    HasSearch,
    HasAudit,
    Protocol,
):
    """What reading, searching and correcting finished sessions needs."""


class LiveFiguresLedger(HasSessions, HasChunks, Protocol):
    """What the figures of live text need."""


class PrivacyFiguresLedger(HasSessions, HasConsents, HasRetention, Protocol):
    """What the figures of consent and retention need."""


class Ledger(
    HasSessions,
    HasSound,
    HasChunks,
    HasRuns,
    HasSegments,
    HasEdits,
    HasBookmarks,
    HasLiveCorrections,
    HasPatients,
    HasSpeakers,
    HasConsents,
    HasClinicalNotes,
    HasRetention,
    HasAudit,
    HasSearch,
    Closable,
    Protocol,
):
    """All of it: what the composition roots open and hand out."""
