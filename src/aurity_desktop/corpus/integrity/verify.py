"""Finding what is not as it was, in one file, one session, or the whole corpus.

A flipped bit; a missing, added or moved row; a swapped or cut slice; an old file put back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from aurity_desktop.corpus.integrity.corpus_checks import (
    listed_sessions,
    tombstones,
    unlisted_folders,
)
from aurity_desktop.corpus.integrity.session_checks import (
    QUESTIONS,
    READABLE,
    ask,
    file_checks,
    unknown_sound,
)
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.corpus_file import links_are_true
from aurity_desktop.corpus.session_file.file_checksum import has_checksum
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import (
    CorpusError,
    CorpusUnreadable,
    KeyDamaged,
    NotOurFile,
    UnknownSession,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import Check, VerificationReport
from aurity_desktop.domain.session import is_session_id
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.runtime.paths import Paths


def verify_file(file: Path | StoredFile) -> VerificationReport:
    """Everything that a session file can prove about itself.

    Needs nothing but the file; what is inside is read in a child process.

    Raises NotOurFile where there is no such file or it is no session file at all, WrittenByNewer.
    """
    path = StoredFile.at(file).path
    try:
        ours = has_checksum(file)
    except OSError as error:
        raise NotOurFile(path, error.strerror or str(error)) from error
    checks = file_checks(file)
    unreadable = [check for check in checks if check.name == READABLE]
    if unreadable and not ours:
        raise NotOurFile(path, unreadable[0].findings[0])
    return VerificationReport(str(path), checks)


def _nobody(_session_id: str) -> bool:
    return False


def verify_session(
    ledger: SqliteLedger,
    paths: Paths,
    session_id: str,
    is_recorded: Callable[[str], bool] = _nobody,
) -> VerificationReport:
    """A session's slices, final sound, chain, facts, views and files.

    The outcome becomes an audit row. What is damaged is a finding, in whatever way it is damaged,
    and not an error. `is_recorded` says whether a recorder is at work on it. Raises UnknownSession.
    """
    if not ledger.sessions.knows(session_id):
        raise UnknownSession(session_id)
    checks = [ask(name, ledger, paths, session_id) for name in QUESTIONS]
    checks.append(unknown_sound(ledger, paths, session_id, is_recorded))
    report = VerificationReport(session_id, tuple(checks))
    event = Event.INTEGRITY_VERIFIED if report.ok else Event.INTEGRITY_VIOLATION_DETECTED
    try:
        ledger.audit.record_event(session_id, event, {"findings": len(report.findings)})
    except (CorpusError, sqlite3.DatabaseError) as error:
        told = Check("outcome recorded", (f"the outcome could not be recorded: {error}",))
        return VerificationReport(session_id, (*checks, told))
    return report


def verify_corpus(
    ledger: SqliteLedger, paths: Paths, is_recorded: Callable[[str], bool] = _nobody
) -> VerificationReport:
    """The database itself and every session. A finding says which session it is about."""
    checks = [Check("ledger", (*ledger.damage(), *ledger.search.damage()))]
    try:
        checks += _every_session(ledger, paths, is_recorded)
    except CorpusUnreadable as error:  # its tables are not ours: nothing more can be asked
        checks.append(Check("sessions", (str(error),)))
    return VerificationReport("corpus", tuple(checks))


def _every_session(
    ledger: SqliteLedger, paths: Paths, is_recorded: Callable[[str], bool]
) -> list[Check]:
    checks = [tombstones(ledger), listed_sessions(ledger)]
    for session_id in sorted(map(str, ledger.sessions.ids())):
        if not is_session_id(session_id):
            checks.append(Check(session_id, (f"{session_id!r} is no session's id",)))
            continue
        if not ledger.sessions.knows(session_id):
            checks.append(Check(session_id, (f"{session_id} is in no list",)))
            continue
        report = verify_session(ledger, paths, session_id, is_recorded)
        findings = tuple(f"{report.subject}: {finding}" for finding in report.findings)
        notes = tuple(f"{report.subject}: {note}" for note in report.notes)
        checks.append(Check(report.subject, findings, notes=notes))
    checks.append(unlisted_folders(ledger, paths, is_recorded))
    return [*checks, _keys(ledger, paths), _links(paths)]


def look_over(ledger: SqliteLedger, paths: Paths, newest: int) -> VerificationReport:
    """What can be told within a second, for the start of the program.

    The audit chains of the `newest` sessions and of the corpus, the keys, the links. No sound is
    read and nothing is recorded; `verify_corpus` looks at everything.
    """
    checks = [tombstones(ledger)]
    listed = [session.session_id for session in ledger.sessions.all()]
    for session_id in listed[:newest]:
        chain = ask("audit chain", ledger, paths, session_id)
        findings = tuple(f"{session_id}: {finding}" for finding in chain.findings)
        checks.append(Check(session_id, findings))
    damaged = (
        *_unusable_keys(ledger, paths, listed[:newest]),
        *_damaged_keys(ledger, listed[newest:]),
    )
    checks += [Check("keys", damaged), _links(paths)]
    return VerificationReport("corpus", tuple(checks))


def _keys(ledger: SqliteLedger, paths: Paths) -> Check:
    listed = [session.session_id for session in ledger.sessions.all()]
    return Check("keys", tuple(_unusable_keys(ledger, paths, listed)))


def _links(paths: Paths) -> Check:
    wrong = () if links_are_true(paths) else ("corpus.h5 is missing, damaged or out of date",)
    return Check("corpus.h5", wrong)


def _unusable_keys(ledger: SqliteLedger, paths: Paths, session_ids: Iterable[str]) -> Iterator[str]:
    """Sessions whose key in `keys.db` is missing or was changed, whatever their files say.

    Looks at the name of every file, of which an hour has twelve hundred.
    """
    yield from _damaged_keys(ledger, session_ids)
    for session_id in sorted(filter(is_session_id, session_ids)):
        try:
            cipher = ledger.keys.cipher(session_id)
        except KeyDamaged:
            continue
        if cipher is None and any(paths.session(session_id).rglob(f"*{SUFFIX}")):
            yield f"{session_id}: its files are encrypted, and its key is missing in keys.db"


def _damaged_keys(ledger: SqliteLedger, session_ids: Iterable[str]) -> Iterator[str]:
    """Sessions whose key in `keys.db` was changed."""
    for session_id in sorted(filter(is_session_id, session_ids)):
        try:
            ledger.keys.cipher(session_id)
        except KeyDamaged as error:
            yield f"{session_id}: {error}"
