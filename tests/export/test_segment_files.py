import errno
import hashlib
import json
import os
import stat
from datetime import UTC, datetime

import pytest

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.segment_files import SegmentFilesOnDisk
from aurity_desktop.export.segments_json import segments_json
from aurity_desktop.storage.durable import write_whole

SESSION = "session_20260102_030405"
SUMMARY = SessionSummary(
    plan=SessionPlan(SESSION, datetime(2026, 1, 2, tzinfo=UTC), "a test"),
    state=SessionState.FINALIZING,
    reason="",
    sample_count=160_000,
    chunks=4,
    chunks_ok=4,
    speakers=1,
    language="es",
)
SEGMENT = Segment(0.12345, 1.9, "SPEAKER_00", "¿Cómo está, señora Núñez?", 0.98765, True)
TURNS = Diarization((Turn(0.0, 2.0, "SPEAKER_00"),), ("SPEAKER_00",), "fake")


def rttm(name, turns):
    return "".join(f"{name} {turn.start} {turn.speaker}\n" for turn in turns)


def test_segments_are_json_that_people_can_read():
    data = segments_json(SUMMARY, [SEGMENT])
    document = json.loads(data)

    assert "¿Cómo está, señora Núñez?" in data.decode()
    assert (document["session_id"], document["duration"], document["language"]) == (
        SESSION,
        10.0,
        "es",
    )
    assert document["segments"] == [
        {
            "start": 0.123,
            "end": 1.9,
            "speaker": "SPEAKER_00",
            "text": "¿Cómo está, señora Núñez?",
            "confidence": 0.9877,
            "overlapped": True,
        }
    ]


def test_both_files_lie_beside_the_recording_with_the_hashes_that_were_told(paths):
    folder = paths.session(SESSION)
    folder.mkdir()
    hashes = SegmentFilesOnDisk(paths, rttm).write(SUMMARY, [SEGMENT], TURNS)

    assert {file.name for file in folder.iterdir()} == {"segments.json", "segments.rttm"}
    for name, digest in hashes.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert (folder / "segments.rttm").read_text() == f"{SESSION} 0.0 SPEAKER_00\n"


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file"
    write_whole(path, [b"old and longer"])
    write_whole(path, [b"new"])
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "error"), [(errno.ENOSPC, DiskFull), (errno.EACCES, FolderNotWritable)]
)
def test_a_disk_that_refuses_leaves_the_old_file_and_nothing_else(
    tmp_path, monkeypatch, code, error
):
    path = tmp_path / "file"
    write_whole(path, [b"old"])

    def refuse(descriptor):
        raise OSError(code, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(error):
        write_whole(path, [b"new"])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
