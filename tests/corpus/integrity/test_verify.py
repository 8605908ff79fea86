"""What was changed is found, and named."""

import random
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import h5py
import numpy as np
import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.file_examination import examine
from aurity_desktop.corpus.integrity.session_checks import ask
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_file, verify_session
from aurity_desktop.corpus.ledger.audit_chain import Head, broken_links
from aurity_desktop.corpus.ledger.audit_log import SqliteAuditLog
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.lifecycle.erasing import erase_session
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.file_checksum import checksum_block, checksum_holds
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import (
    CorpusUnreadable,
    NotOurFile,
    UnknownSession,
    WrittenByNewer,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState
from aurity_desktop.storage.wav import header
from tests.corpus.examples import (
    SESSION,
    Clock,
    a_slice,
    heard,
    note_line,
    note_of,
    plan,
    sound,
    write_slice,
)


def flip(path, offset, bit=0):
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1 << bit]))


def renew_checksum(path):
    with path.open("r+b") as file:
        block = checksum_block(file)
        file.seek(0)
        file.write(block)


def findings(checks):
    return " | ".join(finding for check in checks for finding in check.findings)


# -- one file, alone


def test_an_export_proves_itself(exported):
    report = verify_file(exported)
    assert report.ok
    assert [check.name for check in report.checks] == [
        "checksum",
        "structure",
        "datasets",
        "audit chain",
        "facts",
        "views",
        "audio",
    ]


def test_one_flipped_bit_anywhere_breaks_the_checksum(exported):
    size = exported.stat().st_size
    places = random.Random(5)
    for _ in range(200):
        offset, bit = places.randrange(size), places.randrange(8)
        flip(exported, offset, bit)
        assert not checksum_holds(exported)
        flip(exported, offset, bit)
    assert checksum_holds(exported)


@pytest.mark.parametrize("change", ["cut", "longer"])
def test_a_cut_or_lengthened_file_is_found(exported, change):
    content = exported.read_bytes()
    exported.write_bytes(content[:-1] if change == "cut" else content + b"\0")
    report = verify_file(exported)
    assert "its bytes were changed" in findings(report.checks)


def test_flipped_sound_is_named_by_its_chunk(exported):
    with h5py.File(exported, "r") as file:
        offset = file["audio"].id.get_chunk_info(1).byte_offset
    flip(exported, layout.USER_BLOCK + offset + 100)
    report = verify_file(exported)
    assert not report.ok
    assert "its bytes were changed" in findings(report.checks)
    assert "/audio" in findings(report.checks)


def test_a_file_that_is_not_hdf5_is_refused(tmp_path):
    (tmp_path / "x.h5").write_bytes(b"no HDF5 at all" * 100)
    with pytest.raises(NotOurFile):
        verify_file(tmp_path / "x.h5")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotOurFile):
        verify_file(tmp_path / "x.h5")


def test_a_file_of_a_newer_version_is_told_apart_from_damage(exported):
    with h5py.File(exported, "r+") as file:
        file.attrs.modify("schema_version", np.uint32(layout.LAYOUT_VERSION + 1))
    with pytest.raises(WrittenByNewer):
        verify_file(exported)


# -- tampered with by someone who makes the checksum anew


def test_the_untouched_file_passes(exported):
    assert findings(examine(exported)) == ""


def tamper(path, name, change):
    with h5py.File(path, "r+") as file:
        rows = file[name][:]
        changed = change(rows)
        file[name].resize(changed.shape)
        file[name][:] = changed
    renew_checksum(path)
    return findings(examine(path))


def changed_field(row, field, value):
    def change(rows):
        rows[row][field] = value
        return rows

    return change


def without(row):
    return lambda rows: np.delete(rows, row)


def swapped(one, other):
    def change(rows):
        rows[[one, other]] = rows[[other, one]]
        return rows

    return change


def twice(row):
    return lambda rows: np.insert(rows, row, rows[row])


@pytest.mark.parametrize(
    ("dataset", "change", "named"),
    [
        ("chunks", changed_field(1, "transcription", b"otra"), "/chunks record 1 is not"),
        ("chunks", without(2), "/chunks record 2 is not"),
        ("chunks", twice(0), "/chunks record 1 is not"),
        ("chunks", swapped(0, 1), "/chunks record 0 is not"),
        ("words", changed_field(3, "text", b"tos"), "/words record 3 is not"),
        ("words", changed_field(3, "speaker", b"SPEAKER_01"), "/words record 3 is not"),
        ("segments", changed_field(0, "start", 1.5), "/segments record 0 is not"),
        ("speakers", changed_field(0, "name", b"Luis"), "/speakers record 0 is not"),
        ("turns", without(0), "/turns record 0 is not"),
        ("edits", changed_field(0, "text", b"Malas"), "/edits record 0 is not"),
        ("edits", changed_field(1, "active", 1), "/edits record 1 is not"),
        ("spans", changed_field(0, "seconds", 5.0), "/spans record 0 is not"),
        ("states", changed_field(0, "state", b"failed"), "/states record 0 is not"),
        ("session", changed_field(0, "title", b"otro"), "/session record 0 is not"),
        ("slices", changed_field(1, "sha256", b"0" * 64), "chunk 1"),
        ("slices", changed_field(2, "start_sample", 5), "chunk 2 begins at sample 5"),
        ("facts", changed_field(3, "values", b'["x"]'), "was changed"),
        ("facts", without(2), "/facts: the fact of audit row 2"),
        ("facts", twice(2), "occurs twice"),
        ("audit_log", changed_field(4, "user_id", b"luis"), "row 4: was changed"),
        ("audit_log", changed_field(4, "metadata", b"{}"), "row 4: was changed"),
        ("audit_log", without(4), "row 5: stands where row 4 is expected"),
        ("audit_log", without(slice(-1, None)), "the chain ends after"),
        ("audit_log", swapped(4, 5), "row 5: stands where row 4 is expected"),
        ("audit_log", twice(4), "row 4: stands where row 5 is expected"),
        ("manifest/files", without(0), "the manifest does not know it"),
        ("manifest/files", changed_field(0, "sha256", b"sha256:" + b"0" * 64), "was changed"),
    ],
)
def test_a_changed_missing_added_or_moved_row_is_named(exported, dataset, change, named):
    assert named in tamper(exported, dataset, change)


def test_changed_sound_is_named_by_its_chunk(exported):
    def quieter(samples):
        samples[100_000:100_010] = 0
        return samples

    named = tamper(exported, "audio", quieter)
    assert "chunk 2: its sound was changed" in named
    assert "chunk 1" not in named


def test_missing_sound_is_found(exported):
    with h5py.File(exported, "r+") as file:
        del file["audio"]
    renew_checksum(exported)
    assert "/audio is missing" in findings(examine(exported))


def test_only_a_forger_who_makes_the_whole_chain_anew_passes_and_then_the_head_is_another(
    recorded, ledger
):
    audit = ledger.audit.rows(SESSION)
    head = Head(len(audit), audit[-1].row_hash)
    assert broken_links(SESSION, audit[:-1], None) == []  # the chain alone cannot know its end
    assert broken_links(SESSION, audit[:-1], head) != []
    assert broken_links("session_of_someone_else", audit, head) != []


# -- a session in the corpus


def test_a_whole_session_verifies_and_says_so_in_its_chain(recorded, ledger, paths):
    report = verify_session(ledger, paths, SESSION)
    assert report.ok
    assert len(report.checks) == 9
    assert ledger.audit.rows(SESSION)[-1].operation == Event.INTEGRITY_VERIFIED


def test_an_unknown_session_cannot_be_verified(ledger, paths):
    with pytest.raises(UnknownSession):
        verify_session(ledger, paths, SESSION)


def _flip_slice(folder):
    flip(folder / "slices" / "000001.wav", 500)


def _flip_header(folder):
    flip(folder / "slices" / "000001.wav", 24)


def _cut_slice(folder):
    path = folder / "slices" / "000002.wav"
    path.write_bytes(path.read_bytes()[:-2])


def _lose_slice(folder):
    (folder / "slices" / "000003.wav").unlink()


def _swap_slices(folder):
    one, other = folder / "slices" / "000000.wav", folder / "slices" / "000001.wav"
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _add_slice(folder):
    shutil.copy(folder / "slices" / "000000.wav", folder / "slices" / "000004.wav")


def _lose_file(folder):
    (folder / "session.h5").unlink()


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (_flip_slice, "slice 000001 has changed sound"),
        (_flip_header, "slice 000001 has a changed header"),
        (_cut_slice, "slice 000002 holds 47999 samples"),
        (_lose_slice, "slice 000003 is missing"),
        (_swap_slices, "slice 000000 has changed sound"),
        (_add_slice, "000004.wav has no row"),
        (_lose_file, "session.h5 is missing"),
    ],
)
def test_harm_to_a_sessions_files_is_named(recorded, ledger, paths, harm, named):
    harm(recorded)
    report = verify_session(ledger, paths, SESSION)
    assert named in findings(report.checks)
    assert ledger.audit.rows(SESSION)[-1].operation == Event.INTEGRITY_VIOLATION_DETECTED


def test_an_older_session_file_put_back_is_found(recorded, ledger, paths, tmp_path):
    shutil.copy(recorded / "session.h5", tmp_path / "old.h5")
    ledger.chunks.record_transcription(heard(1, "otra cosa"))
    SessionProjector(paths, ledger).project(SESSION)
    assert verify_session(ledger, paths, SESSION).ok
    shutil.copy(tmp_path / "old.h5", recorded / "session.h5")
    report = verify_session(ledger, paths, SESSION)
    assert "session.h5 is an older file that was put back" in findings(report.checks)


def test_a_file_whose_builder_died_before_it_could_say_so_is_fine(recorded, ledger, paths):
    ledger.chunks.record_transcription(heard(1, "otra cosa"))
    SessionProjector(paths, ledger).project(SESSION)
    built = (recorded / "session.h5").read_bytes()
    for path in (paths.ledger, *paths.data.glob("ledger.db-*")):
        assert path.exists()
    _cut_chain(ledger, 1)
    assert (recorded / "session.h5").read_bytes() == built
    assert verify_session(ledger, paths, SESSION).ok


def _cut_chain(ledger, rows):
    """The last rows of the chain taken away, as if they had never been written."""
    connection = ledger.database.connection
    connection.execute("INSERT INTO erasing VALUES (?)", (SESSION,))
    last = ledger.audit.head(SESSION).count - rows
    connection.execute("DELETE FROM audit WHERE audit_id >= ?", (last,))
    connection.execute("DELETE FROM erasing")
    ledger.facts.derive_again(SESSION)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE audit SET user_id = 'luis' WHERE audit_id = 3", "audit row 3: was changed"),
        ("DELETE FROM audit WHERE audit_id = 3", "audit row 4: stands where row 3 is expected"),
        ("DELETE FROM audit WHERE audit_id = (SELECT max(audit_id) FROM audit)", "the chain ends"),
        ("UPDATE transcriptions SET text = 'x' WHERE chunk_number = 1", "was changed"),
        ("DELETE FROM transcriptions WHERE chunk_number = 1", "is missing"),
        ("UPDATE slices SET sha256 = 'x' WHERE number = 1", "slice 000001 has changed sound"),
        ("UPDATE catalogue SET chunks_ok = 99", "summary of the ledger are not"),
        ("UPDATE chunk_view SET speaker = 'x' WHERE number = 0", "chunks of the ledger are not"),
        (
            "DELETE FROM passages WHERE passage_id IN (SELECT max(passage_id) FROM passages)",
            "search passages of the ledger are not",
        ),
        ("UPDATE assignments SET words = '[]'", "was changed"),
        ("UPDATE speaker_names SET name = 'x'", "was changed"),
    ],
)
def test_harm_to_the_ledger_is_named(recorded, ledger, paths, statement, named):
    table = statement.split()[2 if statement.startswith("DELETE") else 1]
    for guard in (f"{table}_keeps_rows", f"{table}_loses_none"):
        ledger.database.connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
    ledger.database.connection.execute(statement)
    assert named in findings(verify_session(ledger, paths, SESSION).checks)


def test_final_sound_is_compared_with_the_slices(recorded, ledger, paths):
    samples = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    path = recorded / "final.wav"
    path.write_bytes(header(len(samples)) + samples.tobytes())
    assert verify_session(ledger, paths, SESSION).ok
    flip(path, 44 + 200_000)
    assert "final.wav has other sound" in findings(verify_session(ledger, paths, SESSION).checks)
    flip(path, 44 + 200_000)
    flip(path, 4)
    assert "changed header" in findings(verify_session(ledger, paths, SESSION).checks)


def test_a_final_sound_that_was_made_and_is_gone_is_found_and_repaired(recorded, ledger, paths):
    assert verify_session(ledger, paths, SESSION).ok
    ledger.audit.record_event(SESSION, Event.CHUNKS_CONCATENATED, {"chunks": 4})
    assert "final.wav was made and is not there" in findings(
        verify_session(ledger, paths, SESSION).checks
    )
    acts = repair_session(ledger, paths, SESSION, recover_orphan).acts
    assert "final.wav joined again from the slices" in acts
    assert verify_session(ledger, paths, SESSION).ok


def test_an_imported_session_owes_no_file_of_the_place_it_came_from(
    recorded, ledger, paths, tmp_path
):
    ledger.audit.record_event(SESSION, Event.CHUNKS_CONCATENATED, {"chunks": 4})
    ledger.audit.record_event(SESSION, Event.SEGMENT_FILES_WRITTEN, {"segments.json": "0" * 64})
    export_session(ledger, SESSION, tmp_path / "export.h5", exported_by="x")
    erase_session(ledger, paths, SESSION, "a test")
    import_session(ledger, paths, tmp_path / "export.h5")

    assert findings(verify_session(ledger, paths, SESSION).checks) == ""


def test_segment_files_are_compared_with_what_was_written(recorded, ledger, paths):
    import hashlib

    (recorded / "segments.json").write_bytes(b"[]")
    digest = hashlib.sha256(b"[]").hexdigest()
    ledger.audit.record_event(SESSION, Event.SEGMENT_FILES_WRITTEN, {"segments.json": digest})
    assert verify_session(ledger, paths, SESSION).ok
    (recorded / "segments.json").write_bytes(b"{}")
    report = verify_session(ledger, paths, SESSION)
    assert "segments.json was changed" in findings(report.checks)
    (recorded / "segments.json").unlink()
    assert "segments.json is missing" in findings(verify_session(ledger, paths, SESSION).checks)


def test_a_clock_that_was_set_back_is_flagged_and_breaks_nothing(paths, tmp_path):
    clock = Clock()
    with closing(SqliteLedger(paths.ledger, "ana", now=clock)) as ledger:
        ledger.sessions.create(plan())
        ledger.sessions.set_state(SESSION, SessionState.PAUSED)
        clock.now -= timedelta(seconds=30)  # within what clocks do by themselves
        ledger.sessions.set_state(SESSION, SessionState.RECORDING)
        assert verify_corpus(ledger, paths).notes == ()
        clock.now -= timedelta(hours=1)
        ledger.sessions.set_state(SESSION, SessionState.PAUSED)
        ledger.sound.record_slice(a_slice(0, SESSION, paths.session(SESSION) / "slices"))
        SessionProjector(paths, ledger).project(SESSION)
        export_session(ledger, SESSION, tmp_path / "export.h5", exported_by="ana")
        session, whole = verify_session(ledger, paths, SESSION), verify_corpus(ledger, paths)
    exported = verify_file(tmp_path / "export.h5")

    assert session.ok
    assert exported.ok
    (note,) = session.notes
    assert re.fullmatch(r"audit row \d+: the clock was set back by 3\d\d\d s before it", note)
    assert [f"{SESSION}: {note}"] == [each for each in whole.notes if SESSION in each]
    assert "the clock was set back" in " ".join(exported.notes)


def test_the_whole_corpus_verifies_session_by_session(recorded, ledger, paths):
    assert verify_corpus(ledger, paths).ok
    _flip_slice(recorded)
    report = verify_corpus(ledger, paths)
    assert f"{SESSION}: slice 000001 has changed sound" in findings(report.checks)


def test_every_single_flip_in_a_sessions_files_is_found(recorded, ledger, paths):
    """A few of the thousand that `bench corpus` does."""
    places = random.Random(11)
    files = [recorded / "session.h5", *sorted((recorded / "slices").glob("*.wav"))]
    for _ in range(10):
        path = places.choice(files)
        offset, bit = places.randrange(path.stat().st_size), places.randrange(8)
        flip(path, offset, bit)
        assert not verify_session(ledger, paths, SESSION).ok
        flip(path, offset, bit)


def test_a_text_that_is_no_text_any_more_is_a_finding_and_not_told_aloud(recorded, ledger, paths):
    ledger.database.connection.execute("DROP TRIGGER transcriptions_keeps_rows")
    ledger.database.connection.execute("UPDATE transcriptions SET text = CAST(x'4d65ff' AS TEXT)")
    report = verify_corpus(ledger, paths)
    assert "transcriptions row of audit row 3 was changed" in findings(report.checks)
    assert "Me" not in findings(report.checks)


def test_a_sparse_file_in_the_place_of_a_slice_is_a_finding_and_is_not_read(
    recorded, ledger, paths
):
    with (recorded / "slices" / "000001.wav").open("r+b") as file:
        file.truncate(1 << 42)
    assert "slice 000001 cannot be read (it is too large for a slice)" in findings(
        verify_session(ledger, paths, SESSION).checks
    )


def test_an_index_that_does_not_fit_its_passages_is_found(recorded, ledger, paths):
    ledger.database.connection.execute("INSERT INTO passage_index (rowid, text) VALUES (7, 'nada')")
    assert not verify_corpus(ledger, paths).ok


def test_a_title_that_is_searched_and_was_never_given_is_found(recorded, ledger, paths):
    ledger.sessions.retitle(SESSION, "Ruiz")
    assert verify_session(ledger, paths, SESSION).ok
    ledger.database.connection.execute("DELETE FROM shown_titles")
    assert "search passages of the ledger are not what its facts say" in findings(
        verify_session(ledger, paths, SESSION).checks
    )


def test_a_title_that_was_changed_in_place_is_found(recorded, ledger, paths):
    ledger.sessions.retitle(SESSION, "Ruiz")
    ledger.database.connection.execute("DROP TRIGGER titles_keeps_rows")
    ledger.database.connection.execute("UPDATE titles SET title = 'Sosa'")
    assert "titles row of audit row" in findings(verify_session(ledger, paths, SESSION).checks)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("note_entries", "text = 'Tos'"),
        ("note_texts", "text = 'Malo'"),
        ("signed_notes", "text = 'Tiene fiebre'"),
        ("signed_notes", "content = replace(content, 'Niega', 'Refiere')"),
    ],
)
def test_a_clinical_note_that_was_changed_in_place_is_found(recorded, ledger, paths, table, change):
    ledger.clinical_notes.decide(SESSION, note_line())
    ledger.clinical_notes.write(SESSION, "prognosis", "Bueno")
    ledger.clinical_notes.sign(SESSION, "n1", note_of(note_line()), "Niega fiebre")
    assert verify_session(ledger, paths, SESSION).ok
    ledger.database.connection.execute(f"DROP TRIGGER {table}_keeps_rows")
    ledger.database.connection.execute(f"UPDATE {table} SET {change}")
    assert f"{table} row of audit row" in findings(verify_session(ledger, paths, SESSION).checks)


def test_a_note_that_is_searched_and_was_never_written_is_found(recorded, ledger, paths):
    ledger.bookmarks.record(SESSION, Bookmark("b1", 0, "Ruiz"))
    assert verify_session(ledger, paths, SESSION).ok
    ledger.database.connection.execute("DELETE FROM shown_notes")
    assert "search passages of the ledger are not what its facts say" in findings(
        verify_session(ledger, paths, SESSION).checks
    )


def test_a_line_of_a_clinical_note_that_is_no_longer_searched_is_found(recorded, ledger, paths):
    ledger.clinical_notes.decide(SESSION, note_line())
    assert verify_session(ledger, paths, SESSION).ok
    ledger.database.connection.execute("DELETE FROM shown_note_lines")
    assert "search passages of the ledger are not what its facts say" in findings(
        verify_session(ledger, paths, SESSION).checks
    )


def test_a_damaged_database_is_named_by_the_corpus_check(recorded, ledger, paths):
    ledger.database.connection.execute("PRAGMA writable_schema = ON")
    ledger.database.connection.execute(
        "UPDATE sqlite_master SET rootpage = 3 WHERE name = 'catalogue_by_time'"
    )
    with (
        closing(SqliteLedger(paths.ledger, "ana")) as again,
        closing(sqlite3.connect(paths.ledger)),
    ):
        assert again.damage() != []


PLANTED = "CREATE TRIGGER eraser AFTER INSERT ON edits BEGIN DELETE FROM passages; END"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (PLANTED, "trigger eraser is not of Aurity's schema"),
        ("CREATE VIEW other AS SELECT 1", "view other is not of Aurity's schema"),
        ("DROP TRIGGER edits_keeps_rows", "trigger edits_keeps_rows is missing"),
        ("DROP INDEX catalogue_by_time", "index catalogue_by_time is missing"),
        ("ALTER TABLE voices ADD COLUMN more", "table voices is not as Aurity makes it"),
    ],
)
def test_a_schema_that_somebody_changed_is_found(recorded, ledger, paths, change, told):
    assert ledger.damage() == []
    ledger.database.connection.execute(change)
    assert told in findings(verify_corpus(ledger, paths).checks)


def test_a_column_that_is_called_otherwise_since_a_bit_flipped_is_a_finding(
    recorded, ledger, paths
):
    """SQLite finds nothing wrong with such a database; only our own questions fail on it."""
    ledger.close()
    whole = paths.ledger.read_bytes()
    at = whole.index(b"CREATE TABLE catalogue")
    column = whole.index(b"language", at)
    paths.ledger.write_bytes(whole[:column] + b"m" + whole[column + 1 :])
    with closing(SqliteLedger(paths.ledger, "ana")) as again:
        found = findings(verify_corpus(again, paths).checks)
        with pytest.raises(CorpusUnreadable, match="no such column"):
            again.sessions.all()
    assert "table catalogue is not as Aurity makes it" in found
    assert "no such column" in found


# -- while a recording goes on


def test_a_slice_whose_row_is_still_to_come_is_no_finding_while_it_is_recorded(
    recorded, ledger, paths
):
    write_slice(recorded / "slices", 4, sound(4))
    (recorded / "slices" / "000005.part").write_bytes(b"RIFF")
    assert verify_session(ledger, paths, SESSION, lambda session_id: session_id == SESSION).ok
    found = findings(verify_session(ledger, paths, SESSION).checks)
    assert "000004.wav has no row in the ledger" in found
    assert "000005.part: open slice not recovered: run sessions --recover" in found


def test_sound_that_recovery_kept_aside_is_named(recorded, ledger, paths):
    (recorded / "slices" / "000001.part.kept").write_bytes(b"RIFF")
    assert "000001.part.kept" in findings(verify_session(ledger, paths, SESSION).checks)


def test_a_recorder_that_goes_between_two_looks_leaves_nothing_to_be_found(recorded, ledger, paths):
    late = a_slice(4, folder=recorded / "slices")

    def ends_just_now(_session_id):
        ledger.sound.record_slice(replace(late, start_sample=3 * SLICE_SAMPLES + 12_345))
        return False

    assert verify_session(ledger, paths, SESSION, ends_just_now).ok


def test_rows_that_come_while_the_chain_is_read_break_nothing(recorded, ledger, paths):
    class GrowingLog(SqliteAuditLog):
        """Another process records between any two looks, three times."""

        left = 3

        def rows(self, session_id):
            rows = super().rows(session_id)
            if self.left:
                self.left -= 1
                ledger.audit.record_event(session_id, Event.INTEGRITY_VERIFIED, {"findings": 0})
            return rows

    with closing(SqliteLedger(paths.ledger, "ana")) as growing:
        growing.audit = GrowingLog(growing.database, growing.writer)
        assert ask("audit chain", growing, paths, SESSION).ok
        assert growing.audit.left == 0
