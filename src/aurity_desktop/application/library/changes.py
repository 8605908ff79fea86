"""Undo and redo of what people changed in a session, whoever made it, after a restart too.

The ledger is the list of steps, see `domain.changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.application.finalizing.speaker_runs import SpeakerRuns
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.changes import (
    BookmarkChanged,
    Change,
    EditMade,
    EditMarked,
    LiveTextCorrected,
    NoteDecided,
    NoteTyped,
    PatientAssigned,
    ReviewMarked,
    RunCounts,
    Step,
    TitleGiven,
    VoiceNamed,
    steps_of,
)
from aurity_desktop.domain.edits import Edit
from aurity_desktop.domain.ledger_ports import ChangesLedger
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.session import checked_session_id
from aurity_desktop.domain.speakers import Speaker


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run of segments was made with; "" and None where it was made elsewhere."""

    model: str = ""
    speakers: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Every change, oldest first.

    `holding` and `taken_back` are the audit ids of the steps that can be undone and redone. `runs`
    says of every run what it was made with, `current` which one counts.
    """

    changes: tuple[Change, ...]
    holding: frozenset[int]
    taken_back: frozenset[int]
    runs: dict[str, RunFacts]
    current: str


class Changes:
    """Undo and redo. Any thread: each call opens its own ledger.

    Raises BadSessionId, UnknownSession.
    """

    def __init__(
        self, ledger: Callable[[], ChangesLedger], library: Library, runs: SpeakerRuns
    ) -> None:
        """`ledger` opens one for the calling thread."""
        self._ledger = ledger
        self._library = library
        self._runs = runs

    @classmethod
    def of(cls, program: Program) -> Changes:
        """The changes in the sessions of this program."""
        return cls(program.ledger, Library(program), SpeakerRuns(program))

    def history(self, session_id: str) -> History:
        """Everything that was changed in a session."""
        with closing(self._ledger()) as ledger:
            ledger.sessions.summary(checked_session_id(session_id))
            changes = ledger.edits.changes(session_id)
            steps = steps_of(changes)
            runs: dict[str, RunFacts] = {}
            for run_id in ledger.segments.run_ids(session_id):
                transcript, diarization = runs_of(run_id)
                known = ledger.runs.knows(transcript) and ledger.runs.knows(diarization)
                runs[run_id] = (
                    RunFacts(
                        ledger.runs.transcript(transcript).model,
                        len(ledger.runs.diarization(diarization).speakers),
                    )
                    if known
                    else RunFacts()
                )
            return History(
                tuple(changes),
                _audit_ids(steps.done),
                _audit_ids(steps.undone),
                runs,
                ledger.segments.run_id(session_id),
            )

    def undo(self, session_id: str) -> Step | None:
        """Take back the last change in force. None where there is nothing to take back."""
        with closing(self._ledger()) as ledger:
            ledger.sessions.summary(checked_session_id(session_id))
            done = steps_of(ledger.edits.changes(session_id)).done
        if not done:
            return None
        step = done[-1]
        match step.change.what:
            case EditMade(edit=edit):
                self._library.withdraw_edit(session_id, *_together(edit, done))
            case VoiceNamed():
                self._library.rename_speakers(
                    session_id,
                    [
                        Speaker(label, named.role_before, named.name_before)
                        for label, named in step.names.items()
                    ],
                )
            case TitleGiven(title_before=title):
                self._library.retitle(session_id, title)
            case ReviewMarked(reviewed=reviewed):
                self._library.mark_reviewed([session_id], not reviewed)
            case BookmarkChanged(bookmark_id=bookmark_id, before=before):
                self._hold_bookmark(session_id, bookmark_id, before, withdrawn=True)
            case PatientAssigned(before=patient):
                self._library.assign_patient(session_id, patient)
            case LiveTextCorrected(correction_id=correction_id, before=heard):
                self._hold_correction(session_id, correction_id, heard, withdrawn=True)
            case NoteDecided(before=entry):
                self._library.decide_note_entry(session_id, entry)
            case NoteTyped(section=section, before=text):
                self._library.write_note(session_id, section, text)
            case RunCounts():
                self._runs.use(session_id, step.run_before)
            case EditMarked():
                raise AssertionError("marking an edit is no step of its own")
        return step

    def redo(self, session_id: str) -> Step | None:
        """Make again what was taken back last.

        None where there is nothing, or something was changed since.
        """
        with closing(self._ledger()) as ledger:
            ledger.sessions.summary(checked_session_id(session_id))
            undone = steps_of(ledger.edits.changes(session_id)).undone
        if not undone:
            return None
        step = undone[-1]
        match step.change.what:
            case EditMade(edit=edit):
                self._library.restore_edit(session_id, *_together(edit, undone))
            case VoiceNamed():
                self._library.rename_speakers(
                    session_id,
                    [Speaker(label, named.role, named.name) for label, named in step.names.items()],
                )
            case TitleGiven(title=title):
                self._library.retitle(session_id, title)
            case ReviewMarked(reviewed=reviewed):
                self._library.mark_reviewed([session_id], reviewed)
            case BookmarkChanged(bookmark_id=bookmark_id, now=now):
                self._hold_bookmark(session_id, bookmark_id, now, withdrawn=False)
            case PatientAssigned(now=patient):
                self._library.assign_patient(session_id, patient)
            case LiveTextCorrected(correction_id=correction_id, now=written):
                self._hold_correction(session_id, correction_id, written, withdrawn=False)
            case NoteDecided(entry=entry):
                self._library.decide_note_entry(session_id, entry)
            case NoteTyped(section=section, text=text):
                self._library.write_note(session_id, section, text)
            case RunCounts(run_id=run_id):
                self._runs.use(session_id, run_id)
            case EditMarked():
                raise AssertionError("marking an edit is no step of its own")
        return step

    def _hold_bookmark(
        self, session_id: str, bookmark_id: str, bookmark: Bookmark | None, *, withdrawn: bool
    ) -> None:
        if bookmark is None:
            self._library.remove_bookmark(session_id, bookmark_id, withdrawn=withdrawn)
        else:
            self._library.set_bookmark(session_id, bookmark)

    def _hold_correction(
        self,
        session_id: str,
        correction_id: str,
        correction: LiveCorrection | None,
        *,
        withdrawn: bool,
    ) -> None:
        if correction is None:
            self._library.remove_live_correction(session_id, correction_id, withdrawn=withdrawn)
        else:
            self._library.correct_live(session_id, correction)


def _together(edit: Edit, steps: Sequence[Step]) -> list[str]:
    """The ids of the edits among these steps that were made together with this one."""
    edits = [step.change.what.edit for step in steps if isinstance(step.change.what, EditMade)]
    return [each.edit_id for each in edits if each.group == edit.group]


def _audit_ids(steps: Iterable[Step]) -> frozenset[int]:
    return frozenset(change.audit_id for step in steps for change in step.changes)
