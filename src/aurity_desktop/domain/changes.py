"""What people changed in a finished session, and which of it can be taken back or made again.

Changes are in the order of time. There is no list of undo steps anywhere but in the ledger: the
steps are read out of the facts. So a change can be taken back after a restart, and by the command
line what the window made. Taking back is itself a fact; it is known by what it does: an edit is
marked, a voice or the session is called again what it was called before, a mark of the review is
turned round, the run counts again that counted before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias

from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.clinical_note import NoteEntry
from aurity_desktop.domain.edits import Edit
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.speakers import SpeakerRole


@dataclass(frozen=True, slots=True)
class EditMade:
    """A correction, as it was first made."""

    edit: Edit


@dataclass(frozen=True, slots=True)
class EditMarked:
    """Taken back, or made again."""

    edit_id: str
    active: bool


@dataclass(frozen=True, slots=True)
class VoiceNamed:
    """A voice of the run that counted then.

    `suggested`: by the program, from the clinician's voice, not by a person.
    """

    label: str
    name: str
    role: SpeakerRole
    name_before: str = ""
    role_before: SpeakerRole = SpeakerRole.DESCONOCIDO
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class TitleGiven:
    """To the session; "" takes it away."""

    title: str
    title_before: str = ""


@dataclass(frozen=True, slots=True)
class ReviewMarked:
    """The session is reviewed, or is to be reviewed again; before, it was the other one."""

    reviewed: bool


@dataclass(frozen=True, slots=True)
class NoteDecided:
    """A line of the clinical note, as it is from then on; `before` as it was until then."""

    entry: NoteEntry
    before: NoteEntry


@dataclass(frozen=True, slots=True)
class NoteTyped:
    """What stands in a section of the clinical note, or in a field of its head; "" for nothing."""

    section: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class BookmarkChanged:
    """Set, written to, or removed: what holds of this id now, and what did before; None for none.

    `withdrawn`: it was removed by taking back that it was set, and not as a change of its own.
    """

    bookmark_id: str
    now: Bookmark | None
    before: Bookmark | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class LiveTextCorrected:
    """A told word: what is written of it now, and what was before; None for as it was heard.

    `withdrawn` as in `BookmarkChanged`.
    """

    correction_id: str
    now: LiveCorrection | None
    before: LiveCorrection | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class PatientAssigned:
    """Whom the session is about now, and whom it was about before; None for nobody."""

    now: Patient | None
    before: Patient | None


@dataclass(frozen=True, slots=True)
class RunCounts:
    """From here on these words and speakers are read.

    `other_sound`: the recording has gone on since the run before.
    """

    run_id: str
    other_sound: bool = False


What: TypeAlias = (
    EditMade
    | EditMarked
    | VoiceNamed
    | TitleGiven
    | ReviewMarked
    | BookmarkChanged
    | LiveTextCorrected
    | PatientAssigned
    | NoteDecided
    | NoteTyped
    | RunCounts
)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a session's history. `operation` is its event.

    `together`: the `audit_id` of the first of the changes that were made at once with it, by one
    press; -1 for that first one, and for what was made alone.
    """

    audit_id: int
    at: datetime
    user_id: str
    operation: str
    what: What
    together: int = -1


@dataclass(frozen=True, slots=True)
class Step:
    """What can be taken back and made again as one: a change, or names given at once.

    `run_before` is the run that counted before it.
    """

    changes: tuple[Change, ...]
    run_before: str

    @property
    def change(self) -> Change:
        """The first of them: most steps have no other."""
        return self.changes[0]

    @property
    def names(self) -> dict[str, VoiceNamed]:
        """By label, the names that were given in it."""
        whats = (each.what for each in self.changes)
        return {what.label: what for what in whats if isinstance(what, VoiceNamed)}


@dataclass(frozen=True, slots=True)
class Steps:
    """`done`: those that hold, oldest first.

    `undone`: those that were taken back, the last one taken back at the end.
    """

    done: tuple[Step, ...]
    undone: tuple[Step, ...]


def steps_of(changes: Iterable[Change]) -> Steps:
    """`changes` in the order of time.

    A new change forgets what had been taken back before it; recording on forgets everything.
    """
    done: list[Step] = []
    undone: list[Step] = []
    run = ""
    for made in _made_at_once(changes):
        step = Step(made, run)
        match step.change.what:
            case EditMarked(active=active) as marked:
                _move(undone if active else done, done if active else undone, marked)
                continue
            case VoiceNamed(suggested=True):
                continue
            case LiveTextCorrected(now=LiveCorrection(by_sound=True), before=None):
                continue  # no person did
            case RunCounts(run_id=run_id, other_sound=other_sound):
                first, run = run == "" or other_sound, run_id
                if first:
                    done, undone = [], []
                    continue
            case _:
                pass
        if (place := _taken_back(step, done)) >= 0:
            undone.append(done.pop(place))
        elif (place := _made_again(step, undone)) >= 0:
            done.append(undone.pop(place))
        else:
            done.append(step)
            undone = []
    return Steps(tuple(done), tuple(undone))


def _made_at_once(changes: Iterable[Change]) -> Iterator[tuple[Change, ...]]:
    """Names that were given by one press as one, every other change alone."""
    for _, made in groupby(changes, key=_first_of):
        yield tuple(made)


def _first_of(change: Change) -> int:
    named = isinstance(change.what, VoiceNamed) and not change.what.suggested
    return change.together if named and change.together >= 0 else change.audit_id


def _move(source: list[Step], target: list[Step], marked: EditMarked) -> None:
    for place, step in enumerate(source):
        if (
            isinstance(step.change.what, EditMade)
            and step.change.what.edit.edit_id == marked.edit_id
        ):
            target.append(source.pop(place))
            return


@dataclass(frozen=True, slots=True)
class _Transition:
    """What a step changed, and what held of it before and after; an edit is marked instead.

    `takes_back`: it may be the taking back of another, where it restores what held before that.
    """

    subject: tuple[str, ...]
    before: object
    now: object
    takes_back: bool = True


def _transition(step: Step) -> _Transition | None:
    found: _Transition | None = None
    match step.change.what:
        case RunCounts(run_id=run_id):
            found = _Transition(("run", ""), step.run_before, run_id)
        case VoiceNamed():
            names = step.names.items()
            before = {label: (each.name_before, each.role_before) for label, each in names}
            now = {label: (each.name, each.role) for label, each in names}
            found = _Transition(("voices", *sorted(now)), before, now)
        case TitleGiven() as titled:
            found = _Transition(("title", ""), titled.title_before, titled.title)
        case ReviewMarked(reviewed=reviewed):
            found = _Transition(("review", ""), not reviewed, reviewed)
        case BookmarkChanged() as mark:
            takes_back = mark.withdrawn or mark.now is not None
            subject = "bookmark", mark.bookmark_id
            found = _Transition(subject, mark.before, mark.now, takes_back)
        case PatientAssigned(now=now, before=was):
            found = _Transition(("patient", ""), was, now)
        case LiveTextCorrected() as told:
            takes_back = told.withdrawn or told.now is not None
            subject = "live text", told.correction_id
            found = _Transition(subject, told.before, told.now, takes_back)
        case NoteDecided() as decided:
            found = _Transition(
                ("note line", decided.entry.entry_id), decided.before, decided.entry
            )
        case NoteTyped() as typed:
            found = _Transition(("note text", typed.section), typed.before, typed.text)
    return found


def _last_alike(step: Step, among: list[Step]) -> tuple[int, _Transition, _Transition] | None:
    """The place of the last step that changed the very same thing; what it did, and `step`."""
    now = _transition(step)
    for place in range(len(among) - 1, -1, -1):
        other = _transition(among[place])
        if now is not None and other is not None and now.subject == other.subject:
            return place, other, now
    return None


def _taken_back(step: Step, done: list[Step]) -> int:
    """The place of the step that this one takes back, by restoring what was before; else -1."""
    alike = _last_alike(step, done)
    if alike is None:
        return -1
    place, other, now = alike
    return place if now.takes_back and other.before == now.now else -1


def _made_again(step: Step, undone: list[Step]) -> int:
    """The place of the step that this one makes again; -1 where it makes none."""
    alike = _last_alike(step, undone)
    return alike[0] if alike is not None and alike[1].now == alike[2].now else -1
