"""`history`, `undo` and `redo`: the changes people made to a session, one step at a time."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from aurity_desktop.application.library.changes import Changes, History
from aurity_desktop.application.program import Program
from aurity_desktop.cli import views
from aurity_desktop.cli.edit import show
from aurity_desktop.cli.output import clock, result, say, table
from aurity_desktop.cli.waiting import write_files
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
)
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import NothingToUndo


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parsers of `history`, `undo` and `redo`."""
    history = subparsers.add_parser(
        "history", help="what was changed in a session, and what of it holds"
    )
    history.set_defaults(run=run)
    undo = subparsers.add_parser(
        "undo", help="take back the last change to a session: an edit, a name, a repeated run"
    )
    undo.set_defaults(run=run_step, again=False)
    redo = subparsers.add_parser("redo", help="make again what was taken back last")
    redo.set_defaults(run=run_step, again=True)
    for parser in (history, undo, redo):
        parser.add_argument("session", metavar="SESSION")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
    for parser in (undo, redo):
        parser.add_argument(
            "--no-wait", action="store_true", help="leave the session's files to the next worker"
        )


def run(arguments: argparse.Namespace, program: Program) -> int:
    """List the changes, oldest first, and which of them hold. Returns 0."""
    history = Changes.of(program).history(arguments.session)
    view = {
        "session_id": arguments.session,
        "current_run": history.current,
        "changes": [_view(each, history) for each in history.changes],
    }
    rows = [
        (
            f"{each.at.astimezone():%Y-%m-%d %H:%M:%S}",
            each.user_id,
            _state(each, history),
            _words(each, history),
        )
        for each in history.changes
    ]
    text = table(rows, ("when", "who", "", "what")) if rows else "No transcript yet."
    result(view, as_json=arguments.json, text=text)
    return 0


def run_step(arguments: argparse.Namespace, program: Program) -> int:
    """Undo or redo one step and print the transcript. Returns 0. Raises NothingToUndo."""
    changes = Changes.of(program)
    session_id, again = arguments.session, arguments.again
    step: Step | None = changes.redo(session_id) if again else changes.undo(session_id)
    if step is None:
        raise NothingToUndo(session_id, "make again" if again else "take back")
    history = changes.history(session_id)
    say(f"{'Made again' if again else 'Taken back'}: {_words(step.change, history)}")
    if not arguments.no_wait:
        write_files(program, session_id)
    show(program, session_id, as_json=arguments.json)
    return 0


def _state(change: Change, history: History) -> str:
    if change.audit_id in history.holding:
        return "holds"
    return "taken back" if change.audit_id in history.taken_back else ""


def _words(change: Change, history: History) -> str:  # noqa: PLR0911 - one for each kind
    match change.what:
        case EditMade(edit=edit):
            return _edit_words(edit)
        case EditMarked(active=active):
            return "an edit made again" if active else "an edit taken back"
        case VoiceNamed(label=label, name=name, role=role, suggested=suggested):
            who = "suggested by the enrolled voice" if suggested else f"named {name!r}"
            return f"{label} {who}, {role.value}"
        case TitleGiven(title=title):
            return f"titled {title!r}" if title else "the title removed"
        case ReviewMarked(reviewed=reviewed):
            return "reviewed" if reviewed else "to be reviewed"
        case BookmarkChanged(now=now, before=before):
            return _bookmark_words(now, before)
        case PatientAssigned(now=patient):
            return f"patient {patient.told!r}" if patient else "about no patient"
        case LiveTextCorrected(now=written):
            if written is None:
                return "live text as heard"
            who = "written by its sound:" if written.by_sound else "corrected to"
            return f"live text {who} {written.text!r}"
        case NoteDecided(entry=entry):
            return f"note: {entry.state.value} {entry.text!r}"
        case NoteTyped(section=section, text=text):
            return f"note: {section} says {text!r}" if text else f"note: {section} emptied"
        case RunCounts(run_id=run_id):
            return _run_words(run_id, history)


def _run_words(run_id: str, history: History) -> str:
    facts = history.runs.get(run_id)
    if facts is None or facts.speakers is None:
        return f"speakers of run {run_id}"
    return f"{facts.speakers} speakers, text by {facts.model}"


def _bookmark_words(now: Bookmark | None, before: Bookmark | None) -> str:
    told = now or before
    if told is None:
        return "a mark removed"
    what = f"mark at {clock(told.at)}"
    if now is None:
        return f"{what} removed"
    return f"{what}: {now.text!r}" if now.text else what


def _edit_words(edit: Edit) -> str:  # noqa: PLR0911 - one for each kind
    where = (
        f"word {edit.first_word}"
        if edit.first_word == edit.last_word
        else f"words {edit.first_word}-{edit.last_word}"
    )
    match edit.kind:
        case EditKind.CORRECT:
            return f"{where} corrected to {edit.text!r}" if edit.text else f"{where} removed"
        case EditKind.REPLACE:
            return f"{where} written as {edit.text!r} by the dictionary"
        case EditKind.BY_SOUND:
            return f"{where} written as {edit.text!r} by sound"
        case EditKind.REASSIGN:
            return f"{where} said by {edit.speaker}"
        case EditKind.SPLIT:
            return f"a new turn at {where}"
        case EditKind.MERGE:
            return f"{edit.merged} is {edit.speaker}"
        case EditKind.JOIN:
            return f"{where} joined with the turn before, said by {edit.speaker}"


def _view(change: Change, history: History) -> dict[str, Any]:  # noqa: PLR0911 - as above
    view: dict[str, Any] = {
        "audit_id": change.audit_id,
        "at": change.at.isoformat(),
        "user_id": change.user_id,
        "operation": change.operation,
        "state": _state(change, history) or None,
    }
    match change.what:
        case EditMade(edit=edit):
            return view | {
                "edit_id": edit.edit_id,
                "kind": edit.kind,
                "first_word": edit.first_word,
                "last_word": edit.last_word,
                "text": edit.text,
                "speaker": edit.speaker,
                "merged": edit.merged,
            }
        case EditMarked(edit_id=edit_id, active=active):
            return view | {"edit_id": edit_id, "active": active}
        case VoiceNamed(label=label, name=name, role=role, suggested=suggested):
            return view | {"label": label, "name": name, "role": role, "suggested": suggested}
        case TitleGiven(title=title, title_before=before):
            return view | {"title": title, "title_before": before}
        case ReviewMarked(reviewed=reviewed):
            return view | {"reviewed": reviewed}
        case BookmarkChanged(bookmark_id=bookmark_id, now=now, before=before):
            return view | {
                "bookmark_id": bookmark_id,
                "bookmark": views.bookmark_view(now) if now else None,
                "bookmark_before": views.bookmark_view(before) if before else None,
            }
        case PatientAssigned(now=patient):
            return view | {"patient": asdict(patient) if patient else None}
        case LiveTextCorrected(correction_id=correction_id, now=written):
            return view | {
                "correction_id": correction_id,
                "start": round(written.start, 3) if written else None,
                "heard": written.heard if written else None,
                "text": written.text if written else None,
                "by_sound": written.by_sound if written else None,
            }
        case NoteDecided(entry=entry):
            return view | {"entry": asdict(entry)}
        case NoteTyped(section=section, text=text, before=before):
            return view | {"section": section, "text": text, "text_before": before}
        case RunCounts(run_id=run_id):
            facts = history.runs.get(run_id)
            return view | {
                "run_id": run_id,
                "model": facts.model if facts else "",
                "speakers": facts.speakers if facts else None,
            }
