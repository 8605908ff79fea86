"""What can be made again is made again, once, and every act is in the chain."""

import shutil
from contextlib import closing

import numpy as np
import pytest

from aurity_desktop.audio.slices.recorder_lock import RecorderLock
from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_session
from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.errors import UnknownSession, WrittenByNewer
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState
from aurity_desktop.storage.wav import header
from tests.corpus.examples import SESSION, heard, plan, record_session, sound, write_slice


@pytest.fixture
def repaired(ledger, paths):
    """Repairs; asserts that all is well then and that a second repair finds nothing to do.

    Returns what was done.
    """

    def repair():
        report = repair_session(ledger, paths, SESSION, recover_orphan)
        assert report.ok
        assert verify_session(ledger, paths, SESSION).ok
        rows = len(ledger.audit.rows(SESSION))
        assert repair_session(ledger, paths, SESSION, recover_orphan).acts == ()
        assert len(ledger.audit.rows(SESSION)) == rows
        return report.acts

    return repair


def test_a_whole_session_needs_no_repair(recorded, repaired):
    assert repaired() == ()


def test_an_unknown_session_cannot_be_repaired(ledger, paths):
    with pytest.raises(UnknownSession):
        repair_session(ledger, paths, SESSION, recover_orphan)


def records_in(path):
    """All but the chain, which goes on; and the sound."""
    with opened(path) as stored:
        tables = [table for table in layout.CURRENT.tables if table is not layout.AUDIT_LOG]
        records = {table.name: list(stored.records(table)) for table in tables}
        return records, stored.audio(0, stored.sample_count)


def test_a_lost_session_file_is_built_again_with_the_same_content(recorded, repaired, ledger):
    before = records_in(recorded / "session.h5")
    (recorded / "session.h5").unlink()
    assert repaired() == ("session.h5 built from ledger and slices",)
    assert records_in(recorded / "session.h5") == before


@pytest.mark.parametrize("harm", ["flipped", "cut", "gone"])
def test_a_damaged_slice_comes_back_from_the_session_file(recorded, repaired, ledger, harm):
    path = recorded / "slices" / "000002.wav"
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:1000] if harm == "cut" else whole[:-1] + b"\x7f")
    damaged = [path.read_bytes()] if path.exists() else []
    assert repaired()[0] == "slice 000002 restored from session.h5"
    assert path.read_bytes() == whole
    assert [kept.read_bytes() for kept in path.parent.glob("*.damaged*")] == damaged
    event = next(
        row for row in ledger.audit.rows(SESSION) if row.operation == Event.SESSION_RECOVERED
    )
    assert '"chunk_number":2' in event.metadata


def test_a_slice_that_is_damaged_twice_is_kept_twice(recorded, repaired):
    path = recorded / "slices" / "000002.wav"
    whole = path.read_bytes()
    for harm in (whole[:1000], whole[:2000], whole[:3000]):
        path.write_bytes(harm)
        repaired()
    kept = {each.name: each.stat().st_size for each in path.parent.glob("*.damaged*")}
    assert kept == {
        "000002.wav.damaged": 1000,
        "000002.wav.damaged-2": 2000,
        "000002.wav.damaged-3": 3000,
    }


def test_a_slice_comes_back_from_the_final_sound_when_the_file_is_damaged_too(recorded, repaired):
    samples = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    (recorded / "final.wav").write_bytes(header(len(samples)) + samples.tobytes())
    (recorded / "session.h5").write_bytes(b"damaged")
    (recorded / "slices" / "000003.wav").unlink()
    assert repaired() == (
        "slice 000003 restored from final.wav",
        "session.h5 built from ledger and slices",
    )


def test_sound_that_is_nowhere_else_is_told_and_what_is_left_of_it_stays(recorded, ledger, paths):
    (recorded / "session.h5").unlink()
    path = recorded / "slices" / "000001.wav"
    path.write_bytes(path.read_bytes()[:5000])
    report = repair_session(ledger, paths, SESSION, recover_orphan)
    assert not report.ok
    assert "slice 000001" in report.unrepaired[0]
    assert path.stat().st_size == 5000


def test_sealed_slices_without_a_row_are_adopted_in_order(recorded, repaired, ledger):
    write_slice(recorded / "slices", 4, sound(5))
    assert repaired()[0] == "000004.wav adopted"
    assert ledger.sound.slices(SESSION)[-1].start_sample == 3 * SLICE_SAMPLES + 12_345
    assert Event.CHUNK_ADOPTED in [row.operation for row in ledger.audit.rows(SESSION)]


def test_what_is_no_slice_is_not_adopted(recorded, ledger, paths):
    (recorded / "slices" / "000004.wav").write_bytes(b"RIFF and then nothing")
    write_slice(recorded / "slices", 9, sound(9))
    report = repair_session(ledger, paths, SESSION, recover_orphan)
    (unrepaired,) = report.unrepaired
    assert "000004.wav is damaged" in unrepaired
    assert len(ledger.sound.slices(SESSION)) == 4


def test_an_open_slice_is_sealed_and_taken_in(recorded, repaired, ledger):
    path = write_slice(recorded / "slices", 4, sound(4))
    path.rename(path.with_suffix(".part"))
    assert repaired()[0] == "000004.wav sealed: it was still open"
    assert len(ledger.sound.slices(SESSION)) == 5


def test_a_session_that_is_being_recorded_is_left_to_its_recorder(recorded, ledger, paths):
    write_slice(recorded / "slices", 4, sound(4))
    lock = RecorderLock(SESSION, recorded)
    report = repair_session(ledger, paths, SESSION, recover_orphan)
    lock.release()
    assert report.ok
    assert len(ledger.sound.slices(SESSION)) == 4


def test_final_sound_is_joined_again(recorded, repaired):
    (recorded / "final.wav").write_bytes(b"RIFF")
    assert repaired()[0] == "final.wav joined again from the slices"
    assert (recorded / "final.wav").stat().st_size == 44 + 2 * (3 * SLICE_SAMPLES + 12_345)


def test_a_damaged_final_sound_stays_while_a_slice_is_missing(recorded, ledger, paths):
    """It may be the last copy of what the slice held."""
    samples = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    left = (header(len(samples)) + samples.tobytes())[:-2000]
    (recorded / "final.wav").write_bytes(left)
    (recorded / "session.h5").unlink()
    (recorded / "slices" / "000003.wav").unlink()
    report = repair_session(ledger, paths, SESSION, recover_orphan)
    assert report.unrepaired == ("slice 000003 is missing, and its sound is nowhere else",)
    assert (recorded / "final.wav").read_bytes() == left


def test_a_damaged_session_file_stays_where_it_may_be_the_last_copy_of_a_sound(
    recorded, ledger, paths
):
    path = recorded / "session.h5"
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged)
    (recorded / "slices" / "000003.wav").unlink()
    report = repair_session(ledger, paths, SESSION, recover_orphan)
    assert report.unrepaired == ("slice 000003 is missing, and its sound is nowhere else",)
    assert path.with_name("session.h5.damaged").read_bytes() == bytes(damaged)


@pytest.mark.parametrize("harm", ["flipped", "cut"])
def test_a_damaged_session_file_is_replaced_where_the_slices_are_there(recorded, repaired, harm):
    path = recorded / "session.h5"
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged if harm == "flipped" else damaged[:5000])
    repaired()
    assert list(recorded.glob("*.damaged*")) == []


def test_lists_and_search_are_made_anew(recorded, repaired, ledger):
    ledger.database.connection.execute("UPDATE catalogue SET chunks_ok = 0, state = 'failed'")
    assert repaired()[0] == "lists and search made anew from the facts"
    assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED


def test_an_older_file_that_was_put_back_is_built_again(
    recorded, repaired, ledger, paths, tmp_path
):
    shutil.copy(recorded / "session.h5", tmp_path / "old.h5")
    ledger.chunks.record_transcription(heard(0, "otra"))
    repair_session(ledger, paths, SESSION, recover_orphan)
    shutil.copy(tmp_path / "old.h5", recorded / "session.h5")
    assert repaired() == ("session.h5 built from ledger and slices",)


# -- the ledger lost


def views(ledger):
    return (
        ledger.sessions.summary(SESSION),
        ledger.chunks.of_session(SESSION),
        ledger.segments.words(SESSION),
        ledger.segments.of_session(SESSION),
        ledger.speakers.of_session(SESSION),
        ledger.sound.spans(SESSION),
        ledger.sound.slices(SESSION),
    )


def lose(ledger, paths, harm):
    ledger.close()
    for path in paths.data.glob("ledger.db-*"):
        path.unlink()
    if harm == "gone":
        paths.ledger.unlink()
    elif harm == "not a database":
        paths.ledger.write_bytes(b"nothing of the kind\n" * 1000)
    else:
        content = bytearray(paths.ledger.read_bytes())
        content[4096 * 30 : 4096 * 60] = b"\xa5" * 4096 * 30
        paths.ledger.write_bytes(content)


@pytest.mark.parametrize("harm", ["gone", "not a database", "torn"])
def test_a_lost_ledger_comes_back_from_the_session_files(recorded, ledger, paths, harm):
    before, chain = views(ledger), ledger.audit.rows(SESSION)
    lose(ledger, paths, harm)
    damaged = [paths.ledger.read_bytes()] if harm != "gone" else []
    report = repair_corpus(paths, "luis", recover_orphan)
    assert report.ok
    with closing(SqliteLedger(paths.ledger, "luis")) as again:
        assert views(again) == before
        now = again.audit.rows(SESSION)
        assert now[: len(chain) - 2] == chain[:-2]  # all but the rows that tell of the files
        assert broken_links(SESSION, now, again.audit.head(SESSION)) == []
        assert Event.SESSION_RECOVERED in [row.operation for row in now]
        assert len(again.search.find("fiebre")) == 1
        assert verify_corpus(again, paths).ok
    kept = [each.read_bytes() for each in paths.data.glob("ledger.damaged-*.db")]
    assert kept == damaged
    assert repair_corpus(paths, "luis", recover_orphan).acts == ()


def test_slices_behind_the_last_file_are_adopted_when_the_ledger_is_lost(recorded, ledger, paths):
    write_slice(recorded / "slices", 4, sound(4))
    lose(ledger, paths, "gone")
    repair_corpus(paths, "luis", recover_orphan)
    with closing(SqliteLedger(paths.ledger, "luis")) as again:
        assert len(again.chunks.of_session(SESSION)) == 5
        assert again.chunks.of_session(SESSION)[1].transcription
        assert not again.chunks.of_session(SESSION)[4].transcription


def test_of_a_session_with_nothing_but_sound_the_sound_is_kept(recorded, ledger, paths):
    (recorded / "session.h5").unlink()
    lose(ledger, paths, "gone")
    report = repair_corpus(paths, "luis", recover_orphan)
    assert any("only its sound is left" in act for act in report.acts)
    with closing(SqliteLedger(paths.ledger, "luis")) as again:
        assert again.sessions.summary(SESSION).chunks == 4
        assert again.sessions.summary(SESSION).state is SessionState.RECORDING
        assert verify_corpus(again, paths).ok


def test_what_a_torn_ledger_still_tells_is_preferred_to_an_older_file(ledger, paths):
    record_session(ledger, paths, slices=3)
    repair_session(ledger, paths, SESSION, recover_orphan)
    ledger.chunks.record_transcription(heard(0, "lo más nuevo"))
    other = "session_20260305_120000"
    ledger.sessions.create(plan(other))
    before = ledger.chunks.of_session(SESSION)
    ledger.database.connection.execute("PRAGMA writable_schema = ON")
    ledger.database.connection.execute(
        "UPDATE sqlite_master SET rootpage = 3 WHERE name = 'catalogue_by_time'"
    )
    ledger.close()
    report = repair_corpus(paths, "luis", recover_orphan)
    assert any("brought back from the damaged ledger" in act for act in report.acts)
    with closing(SqliteLedger(paths.ledger, "luis")) as again:
        assert again.chunks.of_session(SESSION) == before
        assert again.sessions.knows(other)


def test_a_damaged_search_index_is_built_anew_and_the_ledger_stays(recorded, ledger, paths):
    ledger.database.connection.execute("INSERT INTO passage_index (rowid, text) VALUES (7, 'nada')")
    ledger.close()
    assert repair_corpus(paths, "ana", recover_orphan).acts == ("search index built anew",)
    with closing(SqliteLedger(paths.ledger, "ana")) as again:
        assert verify_corpus(again, paths).ok
        assert again.search.find("nada") == []


def test_a_ledger_of_a_newer_version_is_not_repaired_away(recorded, ledger, paths):
    ledger.database.connection.execute("PRAGMA user_version = 99")
    ledger.close()
    with pytest.raises(WrittenByNewer):
        repair_corpus(paths, "luis", recover_orphan)
    assert paths.ledger.exists()


def test_folders_that_are_no_sessions_are_left_alone(recorded, ledger, paths):
    (paths.sessions / "notes").mkdir()
    (paths.sessions / ".hidden").mkdir()
    lose(ledger, paths, "gone")
    repair_corpus(paths, "luis", recover_orphan)
    with closing(SqliteLedger(paths.ledger, "luis")) as again:
        assert [summary.session_id for summary in again.sessions.all()] == [SESSION]
    assert list((paths.sessions / "notes").iterdir()) == []
