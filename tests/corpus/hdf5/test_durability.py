"""A session file has its name only when it is on the disk and reads back as it was meant."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from aurity_desktop.corpus.hdf5.links import links_of, write_links
from aurity_desktop.corpus.hdf5.write import Manifest, write_session_file
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import CorpusUnreadable
from aurity_desktop.encrypted.aes import KEY_BYTES, AesCipher
from aurity_desktop.storage import durable
from aurity_desktop.storage.medium import Medium
from tests.corpus.examples import SESSION, a_slice, heard, plan, sound

SAMPLES = 2_000


@pytest.fixture
def content(tmp_path):
    """A session of one short slice."""
    with closing(SqliteLedger.in_memory(tmp_path / "ledger.db")) as ledger:
        ledger.sessions.create(plan())
        ledger.sound.record_slice(a_slice(folder=tmp_path / "slices", count=SAMPLES))
        ledger.chunks.record_transcription(heard())
        return read_content(ledger, SESSION)


def plain(folder):
    return StoredFile.plain(folder / "session.h5")


def encrypted(folder):
    return StoredFile.encrypted(folder / "session.h5", AesCipher(bytes(KEY_BYTES)), SESSION)


@pytest.mark.parametrize("stored", [plain, encrypted])
def test_a_session_file_survives_a_power_cut_whole(content, tmp_path, disk, stored):
    path = stored(tmp_path).path
    write_session_file(content, stored(tmp_path), Manifest())
    assert disk.after_power_cut(path) == path.read_bytes()


@pytest.mark.parametrize("stored", [plain, encrypted])
def test_its_content_is_on_the_disk_before_it_has_its_name(content, tmp_path, disk, stored):
    name = stored(tmp_path).path.name
    write_session_file(content, stored(tmp_path), Manifest())
    forced, renamed, named = disk.steps
    assert forced == "fsync"
    assert renamed.endswith(f".new {name}")
    assert named == f"fsync folder {tmp_path.name}"


def test_the_file_of_links_survives_a_power_cut_whole(tmp_path, disk):
    path = tmp_path / "corpus.h5"
    write_links(path, {SESSION: f"sessions/{SESSION}/session.h5"})
    assert disk.after_power_cut(path) == path.read_bytes()
    assert links_of(path) == {SESSION: f"sessions/{SESSION}/session.h5"}


class FlippingDisk(Medium):
    """Keeps one bit otherwise than it was told: that of `offset` bytes behind `marker`."""

    def __init__(self, marker, offset=0):
        self.marker = marker
        self.offset = offset

    def force(self, descriptor):
        super().force(descriptor)
        content = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        at = content.index(self.marker) + self.offset if self.marker else self.offset
        os.pwrite(descriptor, bytes([content[at] ^ 1]), at)


SOUND = sound(0, SAMPLES).astype("<i2").tobytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pread")
@pytest.mark.parametrize(
    ("stored", "marker", "offset"),
    [(plain, SOUND[:64], 32), (plain, SOUND[-64:], 63), (encrypted, b"", 30_000)],
    ids=["first sample", "last sample", "encrypted"],
)
def test_a_file_that_reads_back_otherwise_is_not_put_in_place(
    content, tmp_path, monkeypatch, stored, marker, offset
):
    path = stored(tmp_path).path
    path.write_bytes(b"what was there")
    monkeypatch.setattr(durable, "medium", FlippingDisk(marker, offset))
    with pytest.raises(CorpusUnreadable):
        write_session_file(content, stored(tmp_path), Manifest())
    assert path.read_bytes() == b"what was there"
    assert not list(Path(tmp_path).glob(".*.new"))
