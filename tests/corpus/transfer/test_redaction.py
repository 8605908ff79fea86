"""What an export without names still says of people, and what it does not."""

from contextlib import closing

import h5py
import numpy as np
import pytest

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from tests.corpus.examples import (
    SESSION,
    a_slice,
    finalize,
    heard,
    note_line,
    note_of,
    plan,
)

#: Part of every name in this file, so that a name which is left anywhere is found by it.
NAME = "xilofon"

#: Fields that hold the name or the words of the one who records or exports.
OF_THE_USER = {
    "audit_log.user_id",
    "bookmarks.user_id",
    "notes.user_id",
    "edits.user_id",
    "patients.user_id",
    "manifest.exported_by",
    "manifest.purpose",
}


@pytest.fixture
def named(paths):
    """A ledger whose one session holds a name in every field that takes a person's words."""
    with closing(SqliteLedger(paths.ledger, "usuaria-xilofona")) as ledger:
        ledger.sessions.create(
            plan(title="Xilofona, control", source="Xilofona.m4a", vocabulary=("xilofonol",))
        )
        ledger.consents.record(
            SESSION, Consent(ConsentAnswer.GIVEN, consent_text("es"), "Xilofonia, la hija")
        )
        ledger.sound.record_slice(a_slice(folder=paths.session(SESSION) / "slices", count=500))
        ledger.chunks.record_transcription(heard(text="Soy Xilofona Uno y me duele la cabeza."))
        finalize(ledger, text="Soy Xilofona Uno y me duele la cabeza. ¿Mucho, señora XILOFONA?")
        ledger.speakers.rename(SESSION, "SPEAKER_00", "Xilofona Uno", SpeakerRole.PACIENTE)
        ledger.speakers.rename(SESSION, "SPEAKER_01", "Dra. Xilofonera", SpeakerRole.MEDICO)
        ledger.edits.record(SESSION, Edit("edit-1", EditKind.CORRECT, 0, 1, "Aquí Xilofona,"))
        ledger.patients.assign(SESSION, Patient("p1", "Xilofona Uno", "X-xilofon", "1960-03-31"))
        ledger.live_corrections.record(
            SESSION, LiveCorrection("c1", 0.0, 0.5, "xilofono", "Xilofona")
        )
        ledger.bookmarks.record(SESSION, Bookmark("b1", 16_000, "Xilofona sin acompañante"))
        ledger.retention.place_hold(SESSION, "queja de Xilofona")
        ledger.clinical_notes.decide(SESSION, note_line("Tos de Xilofona"))
        ledger.clinical_notes.write(SESSION, "patient", "Xilofona Uno")
        note = note_of(note_line("Tos de Xilofona"), author="Dra. Xilofonera")
        ledger.clinical_notes.sign(SESSION, "n1", note, "Tos de Xilofona")
        ledger.sessions.retitle(SESSION, "Xilofona, revisión")
        ledger.sessions.set_state(SESSION, SessionState.FAILED, "NotDecodable: Xilofona.m4a")
        yield ledger


def exported(ledger, tmp_path, **redaction):
    export_session(
        ledger,
        SESSION,
        tmp_path / "x.h5",
        exported_by="otra-xilofona",
        purpose="para Xilofona",
        redaction=Redaction(**redaction),
    )
    return tmp_path / "x.h5"


def fields_that_name(path):
    """`table.field` of every text that a name is part of."""
    found = set()
    with opened(path) as stored:
        for table in layout.CURRENT.datasets:
            for record in stored.records(table):
                found |= {
                    f"{table.name}.{field}"
                    for field, value in record.items()
                    if isinstance(value, str) and NAME in value.casefold()
                }
        for field in layout.CURRENT.manifest_attributes:
            if NAME in str(stored.manifest(field.name)).casefold():
                found.add(f"manifest.{field.name}")
    return found


def everything_said(path):
    """All bytes of all datasets and attributes as HDF5 gives them out.

    In the file itself the tables are compressed: looking for a word there finds nothing, ever.
    """
    said = bytearray()
    with h5py.File(path) as file:
        items = [file]
        file.visititems(lambda _, item: items.append(item))
        for item in items:
            for value in item.attrs.values():
                said += np.asarray(value).tobytes()
            if isinstance(item, h5py.Dataset):
                said += item[...].tobytes()
    return bytes(said)


def test_a_whole_export_names_people_in_each_field_that_can(named, tmp_path):
    assert fields_that_name(exported(named, tmp_path)) == {
        *OF_THE_USER,
        "session.title",
        "session.source",
        "session.vocabulary",
        "chunks.transcription",
        "words.text",
        "segments.text",
        "speakers.name",
        "edits.text",
        "bookmarks.text",
        "patients.name",
        "patients.record_number",
        "live_corrections.heard",
        "live_corrections.text",
        "notes.author",
        "notes.text",
        "consents.given_by",
        "states.reason",
        "facts.values",
    }


def test_an_export_without_names_has_them_nowhere(named, tmp_path):
    assert fields_that_name(exported(named, tmp_path, names=True)) == set()


def test_who_gave_consent_is_not_in_an_export_without_names(named, tmp_path):
    path = exported(named, tmp_path, names=True)
    with opened(path) as stored:
        (consent,) = stored.records(layout.CONSENTS)
    assert (consent["answer"], consent["given_by"]) == ("given", "")
    assert b"hija" not in everything_said(path)


def test_without_names_the_rest_is_as_it_was(named, tmp_path):
    path = exported(named, tmp_path, names=True)
    with opened(path) as stored:
        (segment, _) = stored.records(layout.SEGMENTS)
        (chunk,) = stored.records(layout.CHUNKS)
    assert segment["text"].startswith("Aquí [PACIENTE]")
    assert chunk["transcription"] == "Soy [PACIENTE] [PACIENTE] y me duele la cabeza."


def test_what_an_export_says_is_looked_for_where_it_is_not_compressed(named, tmp_path):
    path = exported(named, tmp_path)
    assert b"Xilofonia, la hija" in everything_said(path)
    assert b"Xilofonia, la hija" not in path.read_bytes()
