"""`patients`: whom sessions are about, and all sessions of one: shown, exported, erased."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from aurity_desktop.application.library.document_formats import DOCUMENT_FORMATS
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.privacy.session_erasure import erase
from aurity_desktop.application.program import Program
from aurity_desktop.cli.confirm import confirmed
from aurity_desktop.cli.export import export
from aurity_desktop.cli.output import joined, result, say, table
from aurity_desktop.cli.passphrase import add_passphrase, passphrase
from aurity_desktop.domain.errors import AurityError, SessionBusy, SessionHeld, UsageError
from aurity_desktop.domain.patients import KnownPatient, Patient, patients_found, same_patient
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.storage.chosen_file import writable_target

_SESSION_FILE = "h5"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `patients` and of its actions."""
    parser = subparsers.add_parser(
        "patients",
        help="whom sessions are about; all of one patient shown, exported, erased",
        description="A patient is named by the id that `patients list` shows, or by words that "
        "only one of them has. What is said of patients lies in the ledger alone.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listed = _action(actions, "list", "everybody, the one who was here last first")
    listed.add_argument("find", metavar="WORDS", nargs="*", help="only those with these words")
    listed.set_defaults(run=run_list)
    shown = _action(actions, "show", "one patient, with all sessions")
    shown.set_defaults(run=run_show)
    assigned = _action(actions, "assign", "say whom a session is about")
    assigned.add_argument("session", metavar="SESSION")
    assigned.add_argument("--patient", metavar="PATIENT", help="one who is known")
    _add_fields(assigned)
    assigned.add_argument("--nobody", action="store_true", help="take the patient away")
    assigned.set_defaults(run=run_assign)
    edited = _action(actions, "edit", "change what is known of a patient, in every session")
    _add_fields(edited)
    edited.set_defaults(run=run_edit)
    exported = _action(actions, "export", "every session of a patient into a folder")
    exported.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    exported.add_argument(
        "--format", choices=(_SESSION_FILE, *DOCUMENT_FORMATS), default=_SESSION_FILE
    )
    exported.add_argument("--purpose", default="", help="why; stands in the files' manifests")
    add_passphrase(exported, "encrypt the files under a passphrase")
    exported.set_defaults(run=run_export)
    erased = _action(actions, "erase", "every session of a patient, for good")
    erased.add_argument("--yes", action="store_true", help="do not ask")
    erased.set_defaults(run=run_erase)
    for action in (shown, edited, exported, erased):
        action.add_argument("patient", metavar="PATIENT")


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=what)
    action.add_argument("--json", action="store_true", help="print JSON")
    return action


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name")
    parser.add_argument("--record", metavar="NUMBER", help="of the patient's record")
    parser.add_argument("--birth", metavar="DATE", help="of birth, as 1960-03-31")


def run_list(arguments: argparse.Namespace, program: Program) -> int:
    """Everybody, or those who are looked for. Returns 0."""
    known = patients_found(Library(program).patients(), " ".join(arguments.find))
    rows = [
        (
            each.patient.patient_id[:8],
            each.patient.name,
            each.patient.record_number,
            each.patient.birth_date,
            str(len(each.sessions)),
        )
        for each in known
    ]
    heads = ("patient", "name", "record", "born", "sessions")
    result(
        [_view(each) for each in known],
        as_json=arguments.json,
        text=table(rows, heads) if rows else "Nobody is known.",
    )
    return 0


def run_show(arguments: argparse.Namespace, program: Program) -> int:
    """One patient and their sessions, the newest first. Returns 0."""
    _show(program, _chosen(Library(program), arguments.patient), as_json=arguments.json)
    return 0


def run_assign(arguments: argparse.Namespace, program: Program) -> int:
    """Say whom a session is about. Returns 0. Raises UsageError where nobody is named."""
    library, session_id = Library(program), arguments.session
    told = _told(arguments, Patient(uuid4().hex))
    if arguments.nobody:
        patient = None
    elif arguments.patient is not None:
        patient = _told(arguments, _chosen(library, arguments.patient).patient)
    elif told.called:
        patient = same_patient(library.patients(), told) or told
    else:
        raise UsageError("Say who it is: --patient, --name, --record, or --nobody.")
    library.assign_patient(session_id, patient)
    view = {"session_id": session_id, "patient": _fields(patient) if patient else None}
    who = f"is about {patient.told}" if patient else "is about nobody"
    result(view, as_json=arguments.json, text=joined([f"{session_id} {who}."]))
    return 0


def run_edit(arguments: argparse.Namespace, program: Program) -> int:
    """Change what is known of a patient. Returns 0."""
    library = Library(program)
    known = _chosen(library, arguments.patient)
    library.rewrite_patient(_told(arguments, known.patient))
    _show(program, _chosen(library, known.patient.patient_id), as_json=arguments.json)
    return 0


def run_export(arguments: argparse.Namespace, program: Program) -> int:
    """Every session of a patient, in files that are called by their sessions and not by the
    patient.

    Returns 0, or the code of the first that could not be written; the others are.
    """
    known, folder = _chosen(Library(program), arguments.patient), arguments.output
    secret = passphrase(arguments, new=True)
    if secret and arguments.format != _SESSION_FILE:
        raise UsageError("Only session files are written under a passphrase.")
    if not folder.is_dir():
        raise UsageError("The folder does not exist. Make it first.")
    code, written = 0, []
    suffix = f"{arguments.format}.age" if secret else arguments.format
    for session_id in known.sessions:
        try:
            target = writable_target(
                folder / f"{session_id}.{suffix}",
                (program.paths.data, program.paths.models),
                replace=False,
            )
            view = export(
                program,
                session_id,
                target,
                arguments.format,
                arguments.purpose,
                secret=secret,
                with_notes=True,
            )
            written.append(view["output"])
        except AurityError as error:
            say(f"{session_id}: {error}")
            code = code or error.exit_code
    result(
        {"patient": _fields(known.patient), "files": written},
        as_json=arguments.json,
        text=joined(written) or "Nothing was written.",
    )
    return code


def run_erase(arguments: argparse.Namespace, program: Program) -> int:
    """Every session of a patient, for good.

    Returns 0, 1 where the question was answered no, else the code of the first that stays: one on
    hold, or being worked on.
    """
    known = _chosen(Library(program), arguments.patient)
    count = len(known.sessions)
    many = "the session" if count == 1 else f"all {count} sessions"
    if not confirmed(f"Erase {many} of {known.patient.told} for good?", yes=arguments.yes):
        say("Nothing was erased.")
        return 1
    code, erased, kept = 0, [], []
    for session_id in known.sessions:
        try:
            erase(program, session_id)
            erased.append(session_id)
        except (SessionHeld, SessionBusy) as error:
            say(f"{session_id}: {error}")
            kept.append(session_id)
            code = code or error.exit_code
    said = [f"{each} is erased." for each in erased]
    if kept:
        said.append("The patient is still known from what stays.")
    view = {"erased": erased, "kept": kept}
    result(view, as_json=arguments.json, text=joined(said))
    return code


def _chosen(library: Library, named: str) -> KnownPatient:
    """By the beginning of the id, else by words. Raises UsageError unless it is one."""
    known = library.patients()
    by_id = [each for each in known if named and each.patient.patient_id.startswith(named)]
    found = by_id or patients_found(known, named)
    if len(found) != 1 or not named.strip():
        many = "Nobody" if not found else "More than one patient"
        raise UsageError(f"{many} is called so. `patients list` shows everybody with an id.")
    return found[0]


def _told(arguments: argparse.Namespace, patient: Patient) -> Patient:
    """The patient with what the arguments say of them."""
    fields = {
        "name": arguments.name,
        "record_number": arguments.record,
        "birth_date": arguments.birth,
    }
    said = {name: one_line(value).strip() for name, value in fields.items() if value is not None}
    return replace(patient, **said)


def _show(program: Program, known: KnownPatient, *, as_json: bool) -> None:
    library = Library(program)
    sessions = [library.session(session_id) for session_id in known.sessions]
    lines = [
        f"{each.session_id}  {each.plan.created_at.astimezone():%Y-%m-%d}  {each.title}".rstrip()
        for each in sessions
    ]
    text = joined([f"{known.patient.patient_id[:8]}  {known.patient.told}", *lines])
    result(_view(known), as_json=as_json, text=text)


def _view(known: KnownPatient) -> dict[str, Any]:
    return {**_fields(known.patient), "sessions": list(known.sessions)}


def _fields(patient: Patient) -> dict[str, str]:
    return {
        "patient_id": patient.patient_id,
        "name": patient.name,
        "record_number": patient.record_number,
        "birth_date": patient.birth_date,
    }
