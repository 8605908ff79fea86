"""The whole job on the sample that pyannote.audio installs.

File → slices → words → speakers → exported session.
"""

import hashlib
import os
import stat
import subprocess
import sys
import wave

import h5py
import numpy as np
import pytest
import soundfile

from tests.e2e.accuracy import diarization_error, word_error
from tests.e2e.conftest import CommandLine
from tests.e2e.no_network import attempts

pytestmark = [pytest.mark.e2e, pytest.mark.models]


@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
def test_from_recording_to_the_verified_export_nothing_is_reached_for(recorded, exported, watch):
    """Every run of the program was watched, whatever the environment asked for."""
    processes = {line.split()[0] for line in watch.logs[0].read_text().splitlines()}
    assert len(processes) >= 2  # children were watched, too
    assert watch.run(recorded.aurity, "verify", exported).code == 0
    assert watch.run(recorded.aurity, "models", "verify").code == 0
    assert len(watch.logs) == 4
    assert [attempts(log) for log in watch.logs] == [[]] * 4
    left = [path.name for path in watch.home.rglob("*") if "onnxruntime" in path.name]
    assert left == []


def test_the_sample_gives_ten_chunks_and_each_has_its_answer(recorded):
    assert recorded.result["state"] == "completed"
    assert recorded.result["chunks"] == 10
    assert recorded.result["chunks_ok"] == 10
    assert recorded.result["duration"] == pytest.approx(30.0, abs=0.01)


def test_the_words_appeared_while_it_was_recorded(recorded):
    assert recorded.result["latency_p50_ms"] > 0
    assert recorded.result["latency_p95_ms"] >= recorded.result["latency_p50_ms"]
    assert recorded.log.count("[0:") >= 5


def test_two_speakers_are_told_apart_as_the_reference_does(recorded, sample_wav):
    labels = {each["label"] for each in recorded.result["speakers"]}
    assert labels == {"SPEAKER_00", "SPEAKER_01"}
    assert diarization_error(recorded.result["segments"], sample_wav.with_suffix(".rttm")) <= 0.15


def test_the_words_are_those_of_the_reference(recorded, sample_wav):
    text = " ".join(segment["text"] for segment in recorded.result["segments"])
    assert word_error(text, sample_wav) <= 0.35


def test_the_final_audio_is_the_input_sample_by_sample(recorded, sample_wav):
    final, rate = soundfile.read(recorded.result["audio_path"], dtype="int16")
    original, _ = soundfile.read(sample_wav, dtype="int16")
    assert rate == 16_000
    assert np.array_equal(final, original)


def test_every_slice_is_a_wav_of_its_own_and_together_they_are_the_recording(recorded):
    pieces = []
    for path in sorted((recorded.folder / "slices").glob("[0-9]*.wav")):
        with wave.open(str(path)) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
            pieces.append(file.readframes(file.getnframes()))
    with wave.open(recorded.result["audio_path"]) as final:
        assert b"".join(pieces) == final.readframes(final.getnframes())


def test_segments_stand_beside_the_audio_as_json_and_rttm(recorded, sample_wav):
    assert (recorded.folder / "segments.json").is_file()
    rttm = (recorded.folder / "segments.rttm").read_text()
    assert all(line.startswith("SPEAKER ") for line in rttm.splitlines())


def test_the_export_opens_with_plain_h5py_and_holds_everything(exported, recorded):
    with h5py.File(exported) as file:
        for name in ("chunks", "words", "segments", "speakers", "audit_log", "audio"):
            assert len(file[name]) > 0, name
        assert len({row["chunk_id"] for row in file["chunks"]}) == 10
        ids = {row["session_id"].decode() for row in file["chunks"]}
        assert ids == {recorded.session_id}


def test_no_object_dtype_in_any_file_that_was_written(exported, recorded):
    """Every dataset and attribute of every HDF5 file, and every array beside them.

    `corpus.h5` is read with what it links to.
    """
    files = [exported, *recorded.aurity.data.rglob("*.h5")]
    assert {path.name for path in files} == {exported.name, "session.h5", "corpus.h5"}
    for path in files:
        with h5py.File(path) as file:
            look_at(file)
            for session in file.get("sessions", {}).values():
                look_at(session)
    arrays = list(recorded.aurity.data.rglob("*.npz"))
    assert arrays
    for path in arrays:
        with np.load(path, allow_pickle=False) as kept:
            assert not any(kept[name].dtype.hasobject for name in kept.files), path.name


def look_at(group):
    for item in (group, *items_of(group)):
        types = [item.attrs.get_id(name).dtype for name in item.attrs]
        types += [item.dtype] if isinstance(item, h5py.Dataset) else []
        assert not any(dtype.hasobject for dtype in types), item.name


def items_of(group):
    found = []
    group.visititems(lambda _, item: found.append(item))
    return found


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_every_folder_and_file_is_the_users_alone(exported, recorded):
    data = recorded.aurity.data
    open_to_others = {
        str(path.relative_to(data)): oct(path.stat().st_mode)
        for path in (data, *data.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    }
    assert open_to_others == {}
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600


def test_hdf5s_own_h5dump_reads_the_export(exported, recorded):
    dumped = subprocess.run(
        ["h5dump", "-d", "/chunks", str(exported)], capture_output=True, text=True, check=True
    )
    assert f"{recorded.session_id}_chunk_0_" in dumped.stdout


def test_the_hash_of_every_chunk_is_that_of_its_samples(exported):
    with h5py.File(exported) as file:
        audio = file["audio"][:].astype("<i2")
        for row in file["chunks"]:
            start, end = (
                round(row[name] * 16_000) for name in ("timestamp_start", "timestamp_end")
            )
            digest = hashlib.sha256(audio[start:end].tobytes()).hexdigest()
            assert row["audio_hash"].decode() == f"sha256:{digest}"


def test_verify_finds_the_export_whole(exported, recorded):
    ended = recorded.aurity("verify", exported, "--json")
    assert ended.code == 0, ended.err
    assert ended.json["ok"] is True
    assert ended.json["checks"]


@pytest.mark.parametrize("place", [0.01, 0.5, 0.99])
def test_verify_names_what_is_wrong_when_one_byte_is_changed(exported, recorded, tmp_path, place):
    content = bytearray(exported.read_bytes())
    content[int(len(content) * place)] ^= 0x01
    changed = tmp_path / "changed.h5"
    changed.write_bytes(content)
    ended = recorded.aurity("verify", changed, "--json")
    assert ended.code != 0
    assert ended.json["ok"] is False
    assert any(not check["ok"] and check["detail"] for check in ended.json["checks"])


def test_the_session_can_be_listed_shown_and_searched(recorded):
    sessions = recorded.aurity("sessions", "--json").json
    assert [each["session_id"] for each in sessions] == [recorded.session_id]
    shown = recorded.aurity("show", recorded.session_id, "--json").json
    assert shown["segments"] == recorded.result["segments"]
    assert len(shown["chunks"]) == 10
    word = max(shown["segments"][0]["text"].split(), key=len).strip(".,?!").upper()
    assert recorded.aurity("search", word, "--json").json


def test_health_is_told_with_the_live_figures(recorded):
    health = recorded.aurity("health", "--json").json
    assert health["live"]["chunks_ok_percent"] == 100.0
    assert health["live"]["latency_p95_ms"] > 0


def test_an_export_taken_in_elsewhere_is_the_same_session(exported, recorded, tmp_path, models_dir):
    elsewhere = CommandLine(tmp_path / "data", models_dir)
    imported = elsewhere("import", exported, "--json")
    assert imported.code == 0, imported.err
    assert imported.json["segments"] == recorded.result["segments"]
    before = recorded.aurity("show", recorded.session_id, "--json").json
    after = elsewhere("show", recorded.session_id, "--json").json
    assert after["chunks"] == before["chunks"]
    assert elsewhere("verify", recorded.session_id).code == 0


def test_recovering_when_there_is_nothing_to_recover_changes_nothing(recorded, tmp_path):
    copy = recorded.copy(tmp_path / "data")
    before = copy.aurity("show", recorded.session_id, "--json").json
    assert copy.aurity("sessions", "--recover").code == 0
    assert copy.aurity("show", recorded.session_id, "--json").json == before
