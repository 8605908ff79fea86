"""The session's own file: readable by plain h5py and h5dump, whole at any instant."""

import hashlib
import io
import os
import shutil
import stat
import subprocess
import time
from contextlib import closing

import h5py
import numpy as np
import pytest

from aurity_desktop.corpus.hdf5 import write
from aurity_desktop.corpus.hdf5.write import Manifest, write_session_file
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.session_file.file_checksum import checksum_holds
from aurity_desktop.corpus.session_file.sink import Sink
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import DiskFull, FolderNotWritable, NotOurFile, UnknownSession
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.wav import header
from tests.corpus.examples import SESSION, a_slice, finalize, heard, plan, record_session, sound


def test_plain_h5py_can_check_every_chunks_sound_by_the_rule_in_the_file(recorded):
    with h5py.File(recorded / "session.h5", "r") as file:
        assert "round(row['timestamp_start'] * 16000)" in file.attrs["audio_hash_rule"].decode()
        rows = file["chunks"][:]
        assert len(rows) == 4
        for row in rows:
            start = round(row["timestamp_start"] * 16000)
            end = round(row["timestamp_end"] * 16000)
            digest = hashlib.sha256(file["audio"][start:end].tobytes()).hexdigest()
            assert row["audio_hash"].decode() == f"sha256:{digest}"


def test_the_sound_is_the_slices_joined(recorded):
    expected = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    with h5py.File(recorded / "session.h5", "r") as file:
        assert np.array_equal(file["audio"][:], expected)


@pytest.mark.skipif(shutil.which("h5dump") is None, reason="hdf5-tools are not installed here")
def test_h5dump_reads_it(recorded):
    dumped = subprocess.run(
        ["h5dump", "-d", "/chunks", str(recorded / "session.h5")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{SESSION}_chunk_0_" in dumped.stdout
    assert "Me duele la cabeza" in dumped.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_the_file_is_for_the_user_alone(recorded):
    assert stat.S_IMODE((recorded / "session.h5").stat().st_mode) == 0o600


def test_the_file_has_its_checksum(recorded):
    assert checksum_holds(recorded / "session.h5")


def test_the_same_content_gives_the_same_bytes(recorded, ledger, tmp_path):
    content = read_content(ledger, SESSION)
    for name in ("a.h5", "b.h5"):
        write_session_file(content, tmp_path / name, Manifest())
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()


def test_nothing_is_left_beside_the_file(recorded):
    assert sorted(path.name for path in recorded.iterdir()) == ["session.h5", "slices"]


def test_a_file_that_is_up_to_date_is_left_alone(recorded, ledger, paths):
    before = (recorded / "session.h5").stat().st_mtime_ns
    ledger.audit.record_event(SESSION, Event.INTEGRITY_VERIFIED, {})
    SessionProjector(paths, ledger).project(SESSION)
    assert (recorded / "session.h5").stat().st_mtime_ns == before


def test_new_facts_make_a_new_file(recorded, ledger, paths):
    ledger.chunks.record_transcription(heard(1, "otra cosa"))
    projection = SessionProjector(paths, ledger).project(SESSION)
    assert projection.audit_rows == len(ledger.audit.rows(SESSION)) - 1
    with h5py.File(recorded / "session.h5", "r") as file:
        assert file["chunks"][1]["transcription"] == b"otra cosa"


@pytest.mark.parametrize("harm", ["truncated", "flipped", "gone"])
def test_a_damaged_file_is_built_again(recorded, ledger, paths, harm):
    path = recorded / "session.h5"
    before = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        damaged = bytearray(before if harm == "flipped" else before[: len(before) // 2])
        damaged[5_000] ^= 1
        path.write_bytes(damaged)
    SessionProjector(paths, ledger).project(SESSION)
    assert checksum_holds(path)


def test_building_is_an_audit_row_that_names_the_file(recorded, ledger):
    (row,) = (
        row for row in ledger.audit.rows(SESSION) if row.operation == Event.PROJECTION_REBUILT
    )
    assert row.result_hash == hashlib.sha256((recorded / "session.h5").read_bytes()).hexdigest()


def test_a_session_without_sound_or_words_has_a_file_too(ledger, paths):
    ledger.sessions.create(plan())
    ledger.sessions.set_state(SESSION, SessionState.FAILED)
    path = SessionProjector(paths, ledger).project(SESSION).path
    with h5py.File(path, "r") as file:
        assert file["audio"].shape == (0,)
        assert file["chunks"].shape == (0,)


def test_a_session_can_be_projected_while_it_records(ledger, paths):
    record_session(ledger, paths, slices=2, finalized=False)
    projector = SessionProjector(paths, ledger)
    projector.project(SESSION)
    ledger.sound.record_slice(a_slice(2, folder=paths.session(SESSION) / "slices"))
    projector.project(SESSION)
    with h5py.File(paths.session_file(SESSION), "r") as file:
        assert file["chunks"].shape == (3,)
        assert file["chunks"][2]["status"] == b"pending"


def test_sound_comes_into_the_file_when_the_recording_has_ended(ledger, paths):
    """Each minute of an hour made all of it anew: 5 GB for 115 MB of sound."""
    record_session(ledger, paths, slices=20, finalized=False)
    projector, path = SessionProjector(paths, ledger), paths.session_file(SESSION)
    for state in (SessionState.PAUSED, SessionState.RECORDING):
        ledger.sessions.set_state(SESSION, state)
        projector.project(SESSION)
        assert path.stat().st_size < 20 * 96_000 / 10
        with h5py.File(path, "r") as file:
            assert "audio" not in file
            assert set(file["slices"]["in_file"]) == {0}
    finalize(ledger)
    projector.project(SESSION)
    with h5py.File(path, "r") as file:
        assert np.array_equal(file["audio"][:48_000], sound(0))
        assert set(file["slices"]["in_file"]) == {1}


def test_the_file_of_a_recording_proves_itself_and_is_no_import(ledger, paths, tmp_path):
    record_session(ledger, paths, slices=2, finalized=False)
    path = SessionProjector(paths, ledger).project(SESSION).path
    assert verify_file(path).findings == ()
    other = Paths(tmp_path / "elsewhere", paths.models)
    other.prepare()
    with closing(SqliteLedger(other.ledger, "eva")) as elsewhere:
        with pytest.raises(NotOurFile, match="without the sound"):
            import_session(elsewhere, other, path)
        assert elsewhere.sessions.all() == []


def test_a_file_that_lost_its_sound_is_no_recordings_file(recorded, ledger, tmp_path):
    content = read_content(ledger, SESSION)
    write_session_file(content, tmp_path / "a.h5", Manifest(), with_audio=False)
    assert "/audio is missing" in str(verify_file(tmp_path / "a.h5").findings)


def test_a_session_that_is_recorded_on_keeps_the_last_copy_of_a_sound(recorded, ledger, paths):
    ledger.sessions.set_state(SESSION, SessionState.RECORDING)
    (recorded / "slices" / "000001.wav").unlink()
    SessionProjector(paths, ledger).project(SESSION)
    with h5py.File(recorded / "session.h5", "r") as file:
        assert np.array_equal(file["audio"][48_000:96_000], sound(1))


def test_a_session_that_is_recorded_on_needs_no_second_copy_of_its_sound(recorded, ledger, paths):
    ledger.sessions.set_state(SESSION, SessionState.RECORDING)
    SessionProjector(paths, ledger).project(SESSION)
    with h5py.File(recorded / "session.h5", "r") as file:
        assert "audio" not in file


def test_a_file_that_holds_the_last_copy_of_a_sound_hands_it_on(recorded, ledger, paths):
    (recorded / "slices" / "000001.wav").unlink()
    ledger.sessions.set_state(SESSION, SessionState.FAILED)
    assert SessionProjector(paths, ledger).project(SESSION).lost == ()
    with h5py.File(recorded / "session.h5", "r") as file:
        assert np.array_equal(file["audio"][48_000:96_000], sound(1))


def test_a_lost_slice_leaves_silence_and_is_named(recorded, ledger, paths):
    (recorded / "slices" / "000001.wav").unlink()
    (recorded / "session.h5").unlink()
    ledger.sessions.set_state(SESSION, SessionState.FAILED)
    projection = SessionProjector(paths, ledger).project(SESSION)
    assert projection.lost == ("slice 000001 is missing",)
    with h5py.File(recorded / "session.h5", "r") as file:
        assert not file["audio"][48_000:96_000].any()
        assert list(file["slices"]["in_file"]) == [1, 0, 1, 1]


def test_a_damaged_file_goes_where_the_final_sound_has_what_a_lost_slice_held(
    recorded, ledger, paths
):
    samples = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    (recorded / "final.wav").write_bytes(header(len(samples)) + samples.tobytes())
    (recorded / "session.h5").write_bytes(b"damaged")
    (recorded / "slices" / "000001.wav").unlink()
    assert SessionProjector(paths, ledger).project(SESSION).lost == ()
    assert list(recorded.glob("*.damaged*")) == []


def test_an_unknown_session_has_no_file(ledger, paths):
    with pytest.raises(UnknownSession):
        SessionProjector(paths, ledger).project(SESSION)


def test_what_a_killed_builder_left_is_cleared_away(recorded, ledger, paths):
    old, fresh = recorded / ".session.h5.aaaa.new", recorded / ".session.h5.bbbb.new"
    plain = recorded / ".export-aaaa.h5"
    hour_ago = time.time() - 3600
    for leftover in (old, fresh, plain):
        leftover.write_bytes(b"half a file")
    for leftover in (old, plain):
        os.utime(leftover, (hour_ago, hour_ago))
    SessionProjector(paths, ledger).project(SESSION, anew=True)
    assert not old.exists()
    assert not plain.exists()
    assert fresh.exists()  # its builder may be alive


def test_too_little_room_is_noticed_before_anything_is_written(
    recorded, ledger, paths, monkeypatch
):
    before = (recorded / "session.h5").read_bytes()
    usage = shutil.disk_usage(recorded)._replace(free=1_000_000)
    monkeypatch.setattr(write.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull):
        SessionProjector(paths, ledger).project(SESSION, anew=True)
    assert (recorded / "session.h5").read_bytes() == before


def test_a_folder_that_is_not_there_is_told(recorded, ledger, tmp_path):
    with pytest.raises(FolderNotWritable):
        write_session_file(read_content(ledger, SESSION), tmp_path / "no" / "x.h5", Manifest())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("limit", [600, 50_000, 200_000, 300_000])
def test_a_disk_that_fills_up_midway_costs_nothing(recorded, ledger, limit):
    """The limit on a file's size makes write() fail as a full disk does, at that byte."""
    import resource

    content = read_content(ledger, SESSION)
    before = (recorded / "session.h5").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(DiskFull):
            write_session_file(content, recorded / "session.h5", Manifest())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (recorded / "session.h5").read_bytes() == before
    assert sorted(path.name for path in recorded.iterdir()) == ["session.h5", "slices"]


class _Fails(io.BytesIO):
    """A file that refuses every write from the `allowed`th on."""

    def __init__(self, allowed):
        super().__init__()
        self.allowed = allowed
        self.asked = 0

    def write(self, data):
        self.asked += 1
        if self.asked > self.allowed:
            raise OSError(28, "No space left on device")
        return super().write(data)


def _fill(sink):
    with h5py.File(sink, "w", userblock_size=layout.USER_BLOCK) as file:
        for name in ("a", "b", "c"):
            rows = np.arange(5_000, dtype="<i4")
            file.create_dataset(name, data=rows, chunks=(100,), compression="gzip", fletcher32=True)


def test_hdf5_survives_a_disk_that_is_full_at_any_write():
    whole = _Fails(1_000_000)
    _fill(Sink(whole))
    assert whole.asked > 50
    for allowed in range(whole.asked):
        sink = Sink(_Fails(allowed))
        _fill(sink)
        assert sink.failure is not None
        with pytest.raises(OSError, match="No space left"):
            sink.check()


def test_a_session_is_behind_when_a_fact_is_newer_than_its_file(recorded, ledger, paths):
    assert ledger.sessions.behind() == []
    ledger.audit.record_event(SESSION, Event.INTEGRITY_VERIFIED, {"findings": 0})
    assert ledger.sessions.behind() == []

    ledger.speakers.rename(SESSION, "SPEAKER_01", "Luis", SpeakerRole.MEDICO)
    assert ledger.sessions.behind() == [SESSION]
    assert ledger.sessions.behind("session_20990101_000000") == []

    SessionProjector(paths, ledger).project(SESSION)
    assert ledger.sessions.behind(SESSION) == []


def test_a_completed_session_without_a_file_is_behind_and_one_that_records_is_not(ledger, paths):
    record_session(ledger, paths, finalized=False)
    assert ledger.sessions.behind() == []
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    assert ledger.sessions.behind() == [SESSION]
