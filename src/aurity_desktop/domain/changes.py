"""What people changed in a finished session, and which of it can be taken back or made again.

Changes are in the order of time. There is no list of undo steps anywhere but in the ledger: the
steps are read out of the facts. So a change can be taken back after a restart, and by the command
line what the window made. Taking back is itself a fact; it is known by what it does: an edit is
marked, a voice or the session is called again what it was called before, the run counts again that
counted before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.edits import Edit
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
class BookmarkChanged:
    """Set, written to, or removed: what holds of this id now, and what did before; None for none.

    `withdrawn`: it was removed by taking back that it was set, and not as a change of its own.
    """

    bookmark_id: str
    now: Bookmark | None
    before: Bookmark | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class RunCounts:
    """From here on these words and speakers are read.

    `other_sound`: the recording has gone on since the run before.
    """

    run_id: str
    other_sound: bool = False


What: TypeAlias = EditMade | EditMarked | VoiceNamed | TitleGiven | BookmarkChanged | RunCounts


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a session's history. `operation` is its event."""

    audit_id: int
    at: datetime
    user_id: str
    operation: str
    what: What


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be taken back and made again.

    `run_before` is the run that counted before it.
    """

    change: Change
    run_before: str


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
    for change in changes:
        step = Step(change, run)
        match change.what:
            case EditMarked(active=active) as marked:
                _move(undone if active else done, done if active else undone, marked)
                continue
            case VoiceNamed(suggested=True):
                continue
            case RunCounts(run_id=run_id, other_sound=other_sound):
                first, run = run == "" or other_sound, run_id
                if first:
                    done, undone = [], []
                    continue
            case _:
                pass
        if _takes_back(step, done):
            undone.append(done.pop(_last_alike(step, done)))
        elif _makes_again(step, undone):
            done.append(undone.pop(_last_alike(step, undone)))
        else:
            done.append(step)
            undone = []
    return Steps(tuple(done), tuple(undone))


def _move(source: list[Step], target: list[Step], marked: EditMarked) -> None:
    for place, step in enumerate(source):
        if (
            isinstance(step.change.what, EditMade)
            and step.change.what.edit.edit_id == marked.edit_id
        ):
            target.append(source.pop(place))
            return


def _last_alike(step: Step, among: list[Step]) -> int:
    """The place of the last step that changed the very same thing; -1 where there is none."""
    for place in range(len(among) - 1, -1, -1):
        match among[place].change.what, step.change.what:
            case (RunCounts(), RunCounts()) | (TitleGiven(), TitleGiven()):
                return place
            case VoiceNamed(label=one), VoiceNamed(label=other) if one == other:
                return place
            case (
                BookmarkChanged(bookmark_id=one),
                BookmarkChanged(bookmark_id=other),
            ) if one == other:
                return place
    return -1


def _takes_back(step: Step, done: list[Step]) -> bool:
    place = _last_alike(step, done)
    if place < 0:
        return False
    match done[place].change.what, step.change.what:
        case RunCounts(), RunCounts(run_id=run_id):
            return done[place].run_before == run_id
        case VoiceNamed() as before, VoiceNamed() as now:
            return (before.name_before, before.role_before) == (now.name, now.role)
        case TitleGiven(title_before=before), TitleGiven(title=now):
            return before == now
        case BookmarkChanged(before=before), BookmarkChanged(now=now, withdrawn=withdrawn):
            return before == now and (withdrawn or now is not None)
    return False


def _makes_again(step: Step, undone: list[Step]) -> bool:
    place = _last_alike(step, undone)
    if place < 0:
        return False
    match undone[place].change.what, step.change.what:
        case RunCounts(run_id=one), RunCounts(run_id=other):
            return one == other
        case VoiceNamed() as one, VoiceNamed() as other:
            return (one.name, one.role) == (other.name, other.role)
        case TitleGiven(title=one), TitleGiven(title=other):
            return one == other
        case BookmarkChanged() as one, BookmarkChanged() as other:
            return one.now == other.now
    return False
