"""A session that vanished, was rewritten or put back, and a folder that no list tells of."""

import hashlib
import shutil
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from aurity_desktop.audio.slices.recorder_lock import held
from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_session
from aurity_desktop.corpus.ledger import schema
from aurity_desktop.corpus.ledger.audit_chain import Head, next_row
from aurity_desktop.corpus.ledger.replay import insert_session
from aurity_desktop.corpus.lifecycle.erasing import erase_session
from aurity_desktop.corpus.projection.corpus_file import update_links
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditStatus, Event
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.corpus.examples import SESSION, plan
from tests.fakes.keyring import MemoryKeyring

OTHER = "session_20240301_100000"


def findings(report):
    return " | ".join(report.findings)


@contextmanager
def guards_off(ledger):
    """Somebody with a shell: the triggers go, and are there again afterwards."""
    connection = ledger.database.connection
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name != 'passages'"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    for _, sql in guards:
        connection.execute(sql)


def wiped(ledger):
    """Every row of the session goes, and nothing tells of it but the corpus's chain."""
    with guards_off(ledger) as connection:
        for statement in schema.DELETE_SESSION:
            connection.execute(statement, (SESSION,))
        for table in ("catalogue", "chunk_view", "passages", "voices"):
            connection.execute(f"DELETE FROM {table} WHERE session_id = ?", (SESSION,))


def planted(ledger, facts, audit):
    """Other rows in their place, with all that is derived from them."""
    wiped(ledger)
    with guards_off(ledger) as connection:
        insert_session(connection, SESSION, facts, audit)
    ledger.facts.derive_again(SESSION)


def forged(facts, audit, old, new):
    """Each fact with another text, and the whole chain anew."""
    facts = [replace(fact, values=fact.values.replace(old, new)) for fact in facts]
    proofs = {fact.audit_id: hashlib.sha256(fact.values.encode()).hexdigest() for fact in facts}
    head, rows = Head(), []
    for row in audit:
        fields = {
            name: getattr(row, name)
            for name in ("session_id", "timestamp", "operation", "user_id", "result_hash")
        }
        proof = proofs.get(row.audit_id, row.payload_hash)
        status = AuditStatus(row.status)
        fields["operation"] = Event(row.operation)
        rows.append(
            next_row(head, payload_hash=proof, status=status, metadata=row.metadata, **fields)
        )
        head = Head(len(rows), rows[-1].row_hash)
    return facts, rows


def test_the_untouched_corpus_passes(recorded, ledger, paths):
    report = verify_corpus(ledger, paths)
    assert findings(report) == ""
    (sessions,) = [check for check in report.checks if check.name == "sessions"]
    assert sessions.detail.startswith("1 ")


def test_a_session_that_vanished_is_found(recorded, ledger, paths):
    wiped(ledger)
    shutil.rmtree(recorded)
    update_links(paths)
    report = verify_corpus(ledger, paths)

    assert [check.name for check in report.checks if not check.ok] == ["sessions"]
    assert f"{SESSION} is gone" in findings(report)


def test_a_session_that_vanished_with_its_row_of_the_corpus_chain_is_found(recorded, ledger, paths):
    ledger.sessions.create(plan(OTHER))
    wiped(ledger)
    with guards_off(ledger) as connection:
        connection.execute(
            "DELETE FROM audit WHERE session_id = ? AND metadata LIKE ?",
            (CORPUS_CHAIN, f"%{SESSION}%"),
        )
    assert "corpus's chain does not follow" in findings(verify_corpus(ledger, paths))


def test_a_session_that_vanished_while_it_was_recorded_is_found(ledger, paths):
    ledger.sessions.create(plan())
    wiped(ledger)
    assert f"{SESSION} is gone" in findings(verify_corpus(ledger, paths))


def test_an_erased_session_is_not_missed_and_neither_is_one_that_came_back(
    recorded, exported, ledger, paths
):
    erase_session(ledger, paths, SESSION, "asked for")
    assert findings(verify_corpus(ledger, paths)) == ""
    import_session(ledger, paths, exported)
    assert findings(verify_corpus(ledger, paths)) == ""
    wiped(ledger)
    assert f"{SESSION} is gone" in findings(verify_corpus(ledger, paths))


def test_a_rewritten_session_is_found_though_its_chain_was_made_anew(recorded, ledger, paths):
    facts, audit = forged(
        ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION), "cabeza", "espalda"
    )
    planted(ledger, facts, audit)
    SessionProjector(paths, ledger).project(SESSION, anew=True)

    assert verify_session(ledger, paths, SESSION).ok  # nothing in the session itself tells of it
    assert f"{SESSION} was rewritten" in findings(verify_corpus(ledger, paths))


def test_a_state_from_before_a_withdrawal_that_was_put_back_is_found(recorded, ledger, paths):
    before = ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION)
    file = paths.session_file(SESSION).read_bytes()
    ledger.consents.record(
        SESSION, Consent(ConsentAnswer.WITHDRAWN, consent_text("es"), "Ana Pérez")
    )
    planted(ledger, *before)
    paths.session_file(SESSION).write_bytes(file)

    assert f"{SESSION} is an older state that was put back" in findings(
        verify_corpus(ledger, paths)
    )
    assert verify_session(ledger, paths, SESSION).ok  # nothing in the session itself tells of it
    assert "an older state was put back and went on" in findings(verify_corpus(ledger, paths))


def test_what_was_exported_cannot_be_rewritten_unnoticed(recorded, ledger, paths, tmp_path):
    ledger.edits.record(SESSION, Edit("edit-9", EditKind.CORRECT, 2, 2, "señora"))
    export_session(ledger, SESSION, tmp_path / "given away.h5", exported_by="ana")
    planted(
        ledger,
        *forged(ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION), "señora", "doctor"),
    )
    assert f"{SESSION} was rewritten" in findings(verify_corpus(ledger, paths))


def test_no_hash_that_a_title_could_be_guessed_from_stays_behind_a_session(ledger, paths):
    """The head of a chain without sound is made of what a dictionary holds."""
    ledger.sessions.create(plan(title="Ana Pérez"))
    ledger.consents.record(SESSION, Consent(ConsentAnswer.GIVEN, consent_text("es"), "Ana Pérez"))
    hashes = {row.row_hash for row in ledger.audit.rows(SESSION)}
    told = " ".join(row.metadata for row in ledger.audit.rows(CORPUS_CHAIN))

    assert SESSION in told
    assert not any(digest in told for digest in hashes)


def test_sessions_from_before_the_corpus_chain_told_of_them_are_in_no_question(
    recorded, ledger, paths
):
    with guards_off(ledger) as connection:
        connection.execute("DELETE FROM audit WHERE session_id = ?", (CORPUS_CHAIN,))
    assert findings(verify_corpus(ledger, paths)) == ""


# -- folders


def test_a_folder_that_no_ledger_lists_is_found(recorded, ledger, paths):
    shutil.copytree(recorded, paths.session(OTHER))
    assert f"{OTHER}: 5 files, 0 of them encrypted, of a session that no ledger lists" in findings(
        verify_corpus(ledger, paths)
    )


def test_a_folder_put_back_after_its_erasure_is_found(recorded, ledger, paths, tmp_path):
    shutil.copytree(recorded, tmp_path / "backup")
    erase_session(ledger, paths, SESSION, "asked for")
    shutil.copytree(tmp_path / "backup", recorded)
    assert f"{SESSION}: 5 files, 0 of them encrypted, of a session that was erased" in findings(
        verify_corpus(ledger, paths)
    )


def test_a_folder_whose_recorder_is_at_work_is_no_finding(recorded, ledger, paths):
    shutil.copytree(recorded / "slices", paths.session(OTHER) / "slices")
    assert findings(verify_corpus(ledger, paths, lambda name: name == OTHER)) == ""
    assert OTHER in findings(verify_corpus(ledger, paths))


def test_an_empty_folder_is_no_finding(recorded, ledger, paths):
    paths.session(OTHER).mkdir()
    (paths.session(OTHER) / "recorder.lock").touch()
    assert findings(verify_corpus(ledger, paths)) == ""


def test_an_encrypted_folder_that_no_ledger_lists_is_found_and_its_key_looked_for(template, paths):
    shutil.copytree(template / "data", paths.data, dirs_exist_ok=True)
    vault = FolderVault(paths, MemoryKeyring(), cost=Cost(memory_kib=64, passes=1, lanes=1))
    recover = partial(recover_orphan, keys=vault)
    service = CorpusService(paths, "ana", lambda _: False, recover, vault, held)
    vault.protect()
    assert service.encrypt_all().ok
    shutil.copytree(paths.session(SESSION), paths.session(OTHER))
    told = findings(service.verify_all())

    assert f"{OTHER}: 5 files, 5 of them encrypted, of a session that no ledger lists" in told
    assert f"{OTHER}: its files are encrypted, and its key is missing" in told
    assert SESSION not in told
