"""Changes to a transcript that can be taken back. Each is a fact in the ledger, and so is its taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.speakers import Speaker, SpeakerRole

translate = QCoreApplication.translate


class Facts(Protocol):
    """Where changes are recorded: the library."""

    def rename_speaker(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None: ...
    def record_edit(self, session_id: str, edit: Edit) -> None: ...
    def withdraw_edit(self, session_id: str, edit_id: str) -> None: ...
    def restore_edit(self, session_id: str, edit_id: str) -> None: ...


#: Has a change done, after those before it and perhaps on another thread; shows what came of it, or tells the error.
Carry = Callable[[Callable[[], None]], None]


class RenameSpeaker(QUndoCommand):
    def __init__(
        self,
        facts: Facts,
        carry: Carry,
        session_id: str,
        old: Speaker,
        name: str,
        role: SpeakerRole,
    ) -> None:
        super().__init__(translate("Editing", "rename the speaker"))
        self._facts, self._carry = facts, carry
        self._session_id = session_id
        self._old, self._name, self._role = old, name, role

    def redo(self) -> None:
        self._carry(lambda: self._rename(self._name, self._role))

    def undo(self) -> None:
        self._carry(lambda: self._rename(self._old.name, self._old.role))

    def _rename(self, name: str, role: SpeakerRole) -> None:
        self._facts.rename_speaker(self._session_id, self._old.label, name, role)


class EditTranscript(QUndoCommand):
    """A correction, a turn given to somebody else, a split, a merge.

    What was recorded is known to the thread that records: a step may be taken back and made again before it has been.
    """

    def __init__(self, facts: Facts, carry: Carry, session_id: str, edit: Edit) -> None:
        super().__init__(_words_of(edit.kind))
        self._facts, self._carry = facts, carry
        self._session_id = session_id
        self._edit = edit
        self._recorded = False

    def redo(self) -> None:
        self._carry(self._do)

    def undo(self) -> None:
        self._carry(self._withdraw)

    def _do(self) -> None:
        if self._recorded:
            self._facts.restore_edit(self._session_id, self._edit.edit_id)
        else:
            self._facts.record_edit(self._session_id, self._edit)
            self._recorded = True

    def _withdraw(self) -> None:
        if self._recorded:
            self._facts.withdraw_edit(self._session_id, self._edit.edit_id)


def _words_of(kind: EditKind) -> str:
    return {
        EditKind.CORRECT: translate("Editing", "correct the text"),
        EditKind.REASSIGN: translate("Editing", "change the speaker of a turn"),
        EditKind.SPLIT: translate("Editing", "split a turn"),
        EditKind.MERGE: translate("Editing", "merge two voices"),
    }[kind]
