"""The specification, field by field, against a real file."""

import time
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.hdf5.write import Manifest, write_session_file
from aurity_desktop.corpus.ledger.codec import dumped
from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.session_file.fields import CONTINUATION
from aurity_desktop.corpus.session_file.specification import specification
from aurity_desktop.corpus.session_file.table_rows import TextTooLong, pieces, rows_of
from aurity_desktop.domain.speakers import SpeakerRole
from tests.corpus.examples import SESSION, finalize, heard, record_session

SPECIFICATIONS = Path(__file__).parents[3] / "resources" / "specifications"

PRODUCTS_CHUNK_FIELDS = [
    "chunk_id",
    "session_id",
    "chunk_number",
    "timestamp_start",
    "timestamp_end",
    "transcription",
    "audio_hash",
    "language",
    "confidence",
    "status",
    "speaker",
    "created_at",
]


@pytest.fixture
def h5(recorded):
    with h5py.File(recorded / "session.h5", "r") as file:
        yield file


def everything(group):
    found = [group]
    group.visititems(lambda _name, item: found.append(item))
    return found


def test_the_written_specification_is_the_one_in_force():
    assert (SPECIFICATIONS / "session-file.md").read_text("utf-8") == specification()


def test_chunks_have_the_products_fields_and_the_continuation():
    names = [field.name for field in layout.CHUNKS.fields]
    assert names == [*PRODUCTS_CHUNK_FIELDS, CONTINUATION]


@pytest.mark.parametrize(
    "table", [*layout.TABLES, layout.FILE_HASHES], ids=lambda table: table.name
)
def test_each_dataset_is_as_specified(h5, table):
    dataset = h5[table.name]
    assert dataset.dtype.names == tuple(field.name for field in table.fields)
    for field in table.fields:
        stored = dataset.dtype[field.name]
        assert stored.str.lstrip("|") == field.type
        assert dataset.attrs[f"field {field.name}"].decode().startswith(field.meaning)
        if field.is_text:
            assert h5py.check_string_dtype(stored) == h5py.h5t.string_info("utf-8", field.width)
    assert dataset.fletcher32
    assert dataset.chunks
    assert dataset.compression == "gzip"


@pytest.mark.parametrize(
    ("owner", "fields"),
    [("/", layout.ROOT_ATTRIBUTES), (layout.MANIFEST, layout.MANIFEST_ATTRIBUTES)],
)
def test_each_attribute_is_as_specified(h5, owner, fields):
    attributes = h5[owner].attrs
    assert set(attributes) == {field.name for field in fields}
    for field in fields:
        stored = attributes.get_id(field.name).dtype
        assert stored.str.lstrip("|") == field.type


def test_the_sound_is_whole_and_as_specified(h5):
    audio = h5["audio"]
    assert audio.dtype == np.dtype("<i2")
    assert audio.shape == (3 * 48_000 + 12_345,)
    assert audio.fletcher32


def test_a_file_holds_nothing_that_is_not_specified(h5):
    datasets = {table.name for table in (*layout.TABLES, layout.FILE_HASHES)} | {layout.AUDIO}
    names = {item.name.lstrip("/") for item in everything(h5)}
    assert names == {"", layout.MANIFEST} | datasets


def test_no_object_dtype_anywhere(h5):
    for item in everything(h5):
        types = [item.attrs.get_id(name).dtype for name in item.attrs]
        if isinstance(item, h5py.Dataset):
            types.append(item.dtype)
        assert not any(dtype.hasobject for dtype in types)


@pytest.mark.parametrize("width", [4, 5, 6, 7, 16])
def test_a_text_is_never_cut_inside_a_character(width):
    text = "ñandú €uro 🫀 fin"
    cut = pieces(text, width)
    assert all(len(piece) <= width for piece in cut)
    assert "".join(piece.decode("utf-8") for piece in cut) == text


def test_an_empty_text_is_one_empty_piece():
    assert pieces("", 8) == [b""]


def test_a_text_that_just_fits_is_one_piece():
    assert pieces("ñ" * 4, 8) == [("ñ" * 4).encode()]


def test_a_key_that_does_not_fit_is_an_error_and_not_cut():
    record = ("x" * 97, 0, "y" * 129, "", "", "", "", "", "", "", "")
    with pytest.raises(TextTooLong):
        list(rows_of(layout.AUDIT_LOG, [record]))


def test_long_texts_come_back_whole(ledger, paths):
    from aurity_desktop.corpus.projection.projector import SessionProjector

    long_text = "Añadió que 🫀 " * 400
    record_session(ledger, paths, slices=3, finalized=False)
    ledger.chunks.record_transcription(heard(1, long_text))
    finalize(ledger, text=long_text)
    ledger.speakers.rename(SESSION, "SPEAKER_01", "María José " * 30, SpeakerRole.MEDICO)
    SessionProjector(paths, ledger).project(SESSION)
    with opened(paths.session_file(SESSION)) as stored:
        chunks = list(stored.records(layout.CHUNKS))
        speakers = list(stored.records(layout.SPEAKERS))
        segments = list(stored.records(layout.SEGMENTS))
        facts = stored.facts()
    assert [chunk["chunk_number"] for chunk in chunks] == [0, 1, 2]
    assert chunks[1]["transcription"] == long_text.strip()
    assert [segment["text"] for segment in segments] == [
        segment.text for segment in ledger.segments.of_session(SESSION)
    ]
    assert "María José " * 30 in [speaker["name"] for speaker in speakers]
    assert facts == ledger.facts.of_session(SESSION)
    assert max(len(fact.values) for fact in facts) > 20_000
    assert dumped([1, "é"]) == '[1,"é"]'


def test_a_text_of_sixteen_megabytes_is_cut_and_joined_in_seconds(ledger, paths, tmp_path):
    """Each byte once: copying what is left at every piece took 23 s, and joining was no better."""
    record_session(ledger, paths, slices=1)
    fact = Fact(0, "sessions", dumped(["ñ" * (8 << 20)]))
    content = replace(read_content(ledger, SESSION), facts=(fact,))
    begun = time.process_time()
    write_session_file(content, tmp_path / "long.h5", Manifest(), with_audio=False)
    with opened(tmp_path / "long.h5") as stored:
        assert stored.facts() == [fact]
    assert time.process_time() - begun < 8
