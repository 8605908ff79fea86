"""Files made to do harm: refused by what they declare, before anything in them is read."""

import os
import random
import socket
import sys

import h5py
import numpy as np
import pytest

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.session_file import sandbox
from aurity_desktop.corpus.session_file.sandbox import in_child
from aurity_desktop.domain.errors import CorpusError, CorpusUnreadable, NotOurFile
from tests.corpus.integrity.test_verify import renew_checksum


def external_link(file, outside):
    del file["words"]
    file["words"] = h5py.ExternalLink(str(outside), "/words")


def soft_link(file, _outside):
    del file["words"]
    file["words"] = h5py.SoftLink("/chunks")


def external_storage(file, outside):
    del file["audio"]
    file.create_dataset("audio", (512,), "<i2", external=[(str(outside), 0, 1024)])


def virtual_dataset(file, outside):
    del file["audio"]
    layout = h5py.VirtualLayout((512,), "<i2")
    layout[:] = h5py.VirtualSource(str(outside), "audio", (512,))
    file.create_virtual_dataset("audio", layout)


def variable_length(file, _outside):
    del file["words"]
    file.create_dataset("words", (3,), h5py.string_dtype(), chunks=(3,))


def references(file, _outside):
    del file["words"]
    file.create_dataset("words", (3,), h5py.ref_dtype, chunks=(3,), fletcher32=True)


def loose_field(file, _outside):
    del file["words"]
    dtype = np.dtype([("number", "<u4"), ("text", h5py.string_dtype())])
    file.create_dataset("words", (3,), dtype, chunks=(3,))


def loose_attribute(file, _outside):
    file.attrs["note"] = "a text of variable length"


def loose_attribute_of_a_dataset(file, _outside):
    file["chunks"].attrs["note"] = "a text of variable length"


def huge_attribute(file, _outside):
    file["chunks"].attrs.create("note", np.zeros(8_000, "<i8"))


def terabytes(file, _outside):
    del file["audio"]
    file.create_dataset("audio", (4 << 40,), "<i2", chunks=(48_000,), fletcher32=True)


def hours_in_a_few_bytes(file, _outside):
    del file["audio"]
    file.create_dataset("audio", (23 * 3600 * 16_000,), "<i2", chunks=(48_000,), fletcher32=True)


def many_rows(file, _outside):
    file["words"].resize((1 << 31,))


def huge_chunk(file, _outside):
    dtype = file["words"].dtype
    del file["words"]
    file.create_dataset("words", (1,), dtype, maxshape=(None,), chunks=(1 << 20,), fletcher32=True)


def strange_filter(file, _outside):
    rows = file["words"][:]
    del file["words"]
    file.create_dataset("words", data=rows, chunks=(5,), compression="lzf", fletcher32=True)


def no_checksums(file, _outside):
    rows = file["words"][:]
    del file["words"]
    file.create_dataset("words", data=rows, chunks=(5,))


def other_type(file, _outside):
    del file["words"]
    file.create_dataset("words", data=np.zeros(5, "<f8"), chunks=(5,), fletcher32=True)


def two_dimensions(file, _outside):
    del file["audio"]
    file.create_dataset("audio", data=np.zeros((5, 5), "<i2"), chunks=(5, 5), fletcher32=True)


def whole_in_one(file, _outside):
    del file["audio"]
    file.create_dataset("audio", data=np.zeros(5, "<i2"))


def other_group(file, _outside):
    file.create_group("more")


def other_dataset(file, _outside):
    file.create_dataset("payload", data=np.zeros(5, "u1"))


def climbing_name(file, _outside):
    h5py.h5g.create(file.id, b"..\\..\\evil")


def circle(file, _outside):
    file["manifest/again"] = file["manifest"]


def named_type(file, _outside):
    file["type"] = np.dtype("<f8")


def crowd(file, _outside):
    for number in range(100):
        file.create_group(f"g{number}")


def no_words(file, _outside):
    del file["words"]


def group_for_dataset(file, _outside):
    del file["words"]
    file.create_group("words")


def no_head(file, _outside):
    del file["manifest"].attrs["audit_rows"]


def array_for_scalar(file, _outside):
    del file["manifest"].attrs["audit_rows"]
    file["manifest"].attrs.create("audit_rows", np.arange(3))


def number_for_text(file, _outside):
    del file.attrs["session_id"]
    file.attrs.create("session_id", 5)


CRAFTED = [
    external_link,
    soft_link,
    external_storage,
    virtual_dataset,
    variable_length,
    references,
    loose_field,
    loose_attribute,
    loose_attribute_of_a_dataset,
    huge_attribute,
    terabytes,
    hours_in_a_few_bytes,
    many_rows,
    huge_chunk,
    strange_filter,
    no_checksums,
    other_type,
    two_dimensions,
    whole_in_one,
    other_group,
    other_dataset,
    climbing_name,
    circle,
    named_type,
    crowd,
    no_words,
    group_for_dataset,
    no_head,
    array_for_scalar,
    number_for_text,
]


@pytest.fixture
def outside(tmp_path):
    """Somebody's other file, which nothing may read.

    Reading a FIFO without a writer would hang, and so be noticed.
    """
    path = tmp_path / "outside"
    if os.name == "nt":
        path.write_bytes(b"secret" * 200)
    else:
        os.mkfifo(path)
    return path


@pytest.mark.parametrize("craft", CRAFTED, ids=lambda craft: craft.__name__)
def test_a_crafted_file_is_refused_with_a_reason(exported, outside, craft):
    with h5py.File(exported, "r+") as file:
        craft(file, outside)
    renew_checksum(exported)
    with pytest.raises(NotOurFile) as refusal, opened(exported):
        pass
    assert refusal.value.detail


def test_a_crafted_file_is_a_finding_of_verify_and_not_its_end(exported, outside):
    with h5py.File(exported, "r+") as file:
        external_link(file, outside)
    renew_checksum(exported)
    report = verify_file(exported)
    assert report.findings == ("/words is a link to elsewhere (ExternalLink)",)


def rewritten(path, dataset, change):
    with h5py.File(path, "r+") as file:
        rows = file[dataset][:]
        change(rows)
        file[dataset][:] = rows
    renew_checksum(path)


def read_all(path):
    from aurity_desktop.corpus.session_file import layout

    with opened(path) as stored:
        return [list(stored.records(table)) for table in layout.TABLES]


def test_a_text_that_is_no_utf8_is_refused(exported):
    def spoil(rows):
        rows["transcription"][0] = b"\xff\xfe"

    rewritten(exported, "chunks", spoil)
    with pytest.raises(CorpusUnreadable, match="not UTF-8"):
        read_all(exported)


@pytest.mark.parametrize("parts", [[1, 0, 0, 0], [0, 2, 0, 0]])
def test_a_continuation_without_its_record_is_refused(exported, parts):
    def spoil(rows):
        rows["continuation"] = parts

    rewritten(exported, "chunks", spoil)
    with pytest.raises(CorpusUnreadable, match="lost its record"):
        read_all(exported)


def _crash(_path):
    os.abort()


def _hoard(_path):
    return len(np.ones(8 << 30, "u1"))


def _fine(path):
    return path.name


def _call_home(_path):
    try:
        socket.socket(socket.AF_INET).close()
    except PermissionError:
        return "refused"
    return "may go out"


def test_a_file_that_crashes_its_reader_is_only_refused(exported):
    with pytest.raises(NotOurFile, match="crashes"):
        in_child(_crash, exported)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_file_that_asks_for_all_memory_gets_none(exported):
    with pytest.raises(MemoryError):
        in_child(_hoard, exported)


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_file_that_takes_over_its_reader_cannot_call_home(exported):
    assert in_child(_call_home, exported) == "refused"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_system_that_refuses_the_limit_on_memory_has_files_read_all_the_same(monkeypatch):
    """As macOS does: "current limit exceeds maximum limit"."""
    import resource

    asked = []

    def refuse(what, limits):
        asked.append(what)
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    sandbox.limit_memory()
    assert asked == [resource.RLIMIT_AS]


def test_a_child_answers(exported):
    assert in_child(_fine, exported) == "export.h5"


def _read_damaged(path):
    """In one child for all: many damaged copies, each read as far as it goes."""
    whole = path.read_bytes()
    places = random.Random(23)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(120):
        content = bytearray(whole)
        if places.random() < 0.3:
            del content[places.randrange(600, len(content)) :]
        else:
            for _ in range(places.randrange(1, 40)):
                # HDF5's own structures stand at the front and the back; sound fills the middle
                zone = places.choice([(512, 9_000), (len(content) - 60_000, len(content))])
                content[places.randrange(*zone)] = places.randrange(256)
        path.write_bytes(content)
        try:
            read_all(path)
        except CorpusError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    return outcomes


def test_damaged_files_are_refused_and_raise_nothing_but_our_own_errors(exported):
    outcomes = in_child(_read_damaged, exported)
    assert sum(outcomes.values()) == 120
    assert outcomes["refused"] > 60
