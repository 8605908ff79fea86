"""What people corrected in the live text, laid over the final transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.application.finalizing.session_files import record_once, recorded
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.ledger_ports import (
    HasAudit,
    HasEdits,
    HasLiveCorrections,
    HasSegments,
)
from aurity_desktop.domain.live_corrections import carried, disputed_places, was_taken_back
from aurity_desktop.domain.transcript import Word


class CorrectedLedger(HasSegments, HasEdits, HasLiveCorrections, HasAudit, Protocol):
    """A ledger as far as corrections go, those of live text too."""


def carry_corrections(
    ledger: CorrectedLedger, session_id: str, words: Sequence[Word], transcript_run: str
) -> None:
    """Each correction of live text is an edit of the run that counts, whose words these are.

    Idempotent. One that a person has taken back since is left so. Where the words say otherwise an
    event tells it; `disputed` reads it.
    """
    corrections = ledger.live_corrections.of_session(session_id)
    if not corrections:
        return
    made = ledger.edits.of_session(session_id)
    wanted = [each for each in corrections if not was_taken_back(each, made)]
    for found in carried(wanted, words, transcript_run):
        metadata: Metadata = {"edit_id": found.edit.edit_id, "agrees": found.agrees}
        record_once(ledger, session_id, Event.CORRECTION_CARRIED, metadata)
        ledger.edits.record(session_id, found.edit)


def disputed(ledger: CorrectedLedger, session_id: str) -> frozenset[int]:
    """Positions, in the run that counts, at which a person and the second pass heard otherwise.

    Until somebody has looked at them.
    """
    told = recorded(ledger, session_id, Event.CORRECTION_CARRIED)
    ids = frozenset(str(each["edit_id"]) for each in told if not each["agrees"])
    if not ids:
        return frozenset()
    transcript_run, _ = runs_of(ledger.segments.run_id(session_id))
    edits = [
        each
        for each in ledger.edits.of_session(session_id)
        if runs_of(each.run_id)[0] == transcript_run
    ]
    return disputed_places(edits, ids)
