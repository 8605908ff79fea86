"""`kill -9` of who signs: a version is there as a whole or not at all.

A clinician types, signs, and has the session's file follow, over and over; each kill hits one of
them. What had been acknowledged is there; text, hash, audit row and session file agree.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.file_examination import content_of
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_session
from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.clinical_note import HeadField, Note
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.note_assembly import assembled
from aurity_desktop.domain.note_template import NoteTemplate
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.export.note_text import note_text
from aurity_desktop.note.template_files import TemplateFiles
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.storage.durable import make_folder
from tests.benchmarks.corpus.killed_writer import facts_of_killed
from tests.benchmarks.corpus.planted_sessions import finish, transcription, write_slice
from tests.benchmarks.corpus.vaults import bench_keys

_LONGEST_SECONDS = 1.0
_VERSIONS = 400
_FILE_EVERY = 5  # versions: else most kills would hit the making of the file


@dataclass(frozen=True, slots=True)
class SigningFigures:
    """`in_the_middle`: kills that left a version or a text that nobody had been told of.

    `half`: versions whose text, hash or audit row does not fit the others.
    """

    kills: int
    acknowledged: int
    in_the_middle: int
    acknowledged_lost: int
    half: int
    broken_chains: int
    unrepaired: int


def kill_signers(
    folder: Path,
    kills: int,
    seed: int,
    progress: Callable[[int], None],
    *,
    encrypted: bool = False,
) -> SigningFigures:
    """Works in `folder`, a session for each kill, all in one ledger."""
    paths = Paths(folder / "data", folder / "models")
    paths.prepare()
    keys = bench_keys(paths, encrypted=encrypted)
    form = TemplateFiles(resources_folder() / "templates", paths.templates).load("evolucion")
    moments = random.Random(seed)
    totals = [0] * 6
    for number in range(kills):
        session_id = f"session_20200102_{number:06}"
        _record(paths, keys, session_id)
        facts = facts_of_killed(
            partial(_work, paths, keys, session_id, form), moments.uniform(0.0, _LONGEST_SECONDS)
        )
        for at, count in enumerate(_judge(paths, keys, session_id, form, facts)):
            totals[at] += count
        progress(number + 1)
    return SigningFigures(kills, *totals)


def _record(paths: Paths, keys: Keys, session_id: str) -> None:
    """A finished session of one slice."""
    folder = paths.session(session_id) / "slices"
    with closing(SqliteLedger(paths.ledger, "signer", keys=keys)) as ledger:
        keys.begin(session_id)
        make_folder(folder)
        ledger.sessions.create(SessionPlan(session_id, datetime.now(UTC), "bench"))
        ledger.sound.record_slice(write_slice(folder, session_id, 0, 0, keys))
        ledger.chunks.record_transcription(transcription(session_id, 0, 0))
        finish(ledger, session_id, ledger.segments.words(session_id))


def _note(form: NoteTemplate, ledger: SqliteLedger, session_id: str) -> Note:
    record = ledger.clinical_notes.record(session_id)
    return assembled(form, (), record, {HeadField.AUTHOR: "Dra. Ana Pérez"}, "es")


def _typed(number: int) -> str:
    """Long, so that a row of it takes several pages of the database."""
    return f"Bueno, dice {number}. " * 400


def _work(paths: Paths, keys: Keys, session_id: str, form: NoteTemplate, said: Connection) -> None:
    with closing(SqliteLedger(paths.ledger, "signer", keys=keys)) as ledger:
        for number in range(1, _VERSIONS + 1):
            ledger.clinical_notes.write(session_id, "prognosis", _typed(number))
            note = _note(form, ledger, session_id)
            signed = ledger.clinical_notes.sign(session_id, f"note_{number}", note, note_text(note))
            said.send((signed.version, signed.sha256))
            if number % _FILE_EVERY == 0:
                SessionProjector(paths, ledger).project(session_id)


def _judge(
    paths: Paths, keys: Keys, session_id: str, form: NoteTemplate, facts: list[tuple[int, str]]
) -> tuple[int, ...]:
    with closing(SqliteLedger(paths.ledger, "killer", keys=keys)) as ledger:
        versions = [each.signed for each in ledger.clinical_notes.signed(session_id)]
        there = [(each.version, each.sha256) for each in versions]
        told = [
            row.result_hash
            for row in ledger.audit.rows(session_id)
            if row.operation == Event.NOTE_SIGNED
        ]
        lost = sum(fact not in there for fact in facts)
        typed = ledger.clinical_notes.record(session_id).texts.get("prognosis", "")
        middle = int(len(there) > len(facts) or typed != _typed(len(facts)))
        half = sum(
            each.version != number
            or each.sha256 != sha256
            or each.text != note_text(each.note)
            or _typed(number).strip() not in each.text
            for number, (each, sha256) in enumerate(zip(versions, told, strict=False), start=1)
        ) + abs(len(versions) - len(told))
        chain = ledger.audit.rows(session_id)
        broken = int(bool(broken_links(session_id, chain, ledger.audit.head(session_id))))
        repaired = repair_session(ledger, paths, session_id, partial(recover_orphan, keys=keys))
        SessionProjector(paths, ledger).project(session_id)
        verified = verify_session(ledger, paths, session_id)
        file = StoredFile.of(paths.session_file(session_id), keys, session_id)
        with opened(file) as stored:
            in_file = [
                (each.signed.version, each.signed.sha256) for each in content_of(stored).notes
            ]
    for trouble in (*repaired.unrepaired, *verified.findings):
        sys.stderr.write(f"\n{session_id}: {trouble}\n")
    whole = repaired.ok and verified.ok and in_file == there
    return len(facts), middle, lost, half, broken, int(not whole)
