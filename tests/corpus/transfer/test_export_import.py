"""A session leaves as one file and comes back the same."""

import errno
import json
import os
import shutil
import stat
from contextlib import closing
from pathlib import Path

import h5py
import numpy as np
import pytest

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.session_checks import ask
from aurity_desktop.corpus.integrity.verify import verify_file, verify_session
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import (
    ConflictingFact,
    DiskFull,
    FolderNotWritable,
    NotOurFile,
    SessionExists,
    UnknownSession,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import KnownPatient, Patient
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import WholeTranscript
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import (
    SESSION,
    a_slice,
    finalize,
    note_line,
    note_of,
    plan,
    sound,
    write_slice,
)
from tests.corpus.integrity.test_verify import renew_checksum
from tests.corpus.transfer.test_redaction import everything_said

OTHER = "session_20260302_100000"


@pytest.fixture
def elsewhere(tmp_path):
    """Another machine's data folder."""
    paths = Paths(tmp_path / "elsewhere", tmp_path / "models")
    paths.prepare()
    return paths


@pytest.fixture
def other_ledger(elsewhere):
    with closing(SqliteLedger(elsewhere.ledger, "luis")) as ledger:
        yield ledger


def export(ledger, destination, **redaction):
    return export_session(
        ledger,
        SESSION,
        destination,
        exported_by="ana",
        purpose="segunda opinión",
        redaction=Redaction(**redaction),
    )


def test_the_manifest_says_what_was_exported_by_whom_and_what_for(recorded, ledger, tmp_path):
    manifest = export(ledger, tmp_path)
    path = tmp_path / f"{SESSION}.h5"
    assert list(manifest.files) == [path.name]
    with opened(path) as stored:
        assert stored.manifest("export_id") == manifest.export_id
        assert stored.manifest("exported_by") == "ana"
        assert stored.manifest("purpose") == "segunda opinión"
        assert stored.manifest("format") == manifest.format == "hdf5"
        assert stored.manifest("includes_pii") == 1
        assert stored.manifest("schema_version") == manifest.schema_version
        assert stored.manifest("data_hash") == manifest.data_hash
        assert SESSION in stored.manifest("data_source")


def test_an_export_is_an_event_with_the_files_hash(recorded, ledger, tmp_path):
    manifest = export(ledger, tmp_path)
    row = ledger.audit.rows(SESSION)[-1]
    assert row.operation == Event.EXPORT_MANIFEST_CREATED
    assert f"sha256:{row.result_hash}" == manifest.files[f"{SESSION}.h5"]
    assert json.loads(row.metadata)["export_id"] == manifest.export_id


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_an_export_to_a_share_that_cannot_force_a_folder_is_an_event_all_the_same(
    recorded, ledger, tmp_path, disk, number
):
    disk.refuse("fsync_folder", number)
    manifest = export(ledger, tmp_path / "x.h5")
    row = ledger.audit.rows(SESSION)[-1]
    assert row.operation == Event.EXPORT_MANIFEST_CREATED
    assert f"sha256:{row.result_hash}" == manifest.files["x.h5"]
    assert verify_file(tmp_path / "x.h5").ok


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_an_export_is_for_the_user_alone_until_it_is_given_away(recorded, ledger, tmp_path):
    export(ledger, tmp_path / "x.h5")
    assert stat.S_IMODE((tmp_path / "x.h5").stat().st_mode) == 0o600


def test_nothing_is_exported_into_a_folder_that_is_not_there(recorded, ledger, tmp_path):
    with pytest.raises(FolderNotWritable):
        export(ledger, tmp_path / "no" / "x.h5")
    with pytest.raises(UnknownSession):
        export_session(ledger, "session_of_nobody", tmp_path, exported_by="ana")


def test_a_session_comes_back_the_same(recorded, ledger, tmp_path, other_ledger, elsewhere):
    export(ledger, tmp_path / "x.h5")
    assert import_session(other_ledger, elsewhere, tmp_path / "x.h5") == SESSION
    assert other_ledger.sessions.summary(SESSION) == ledger.sessions.summary(SESSION)
    assert other_ledger.chunks.of_session(SESSION) == ledger.chunks.of_session(SESSION)
    assert other_ledger.segments.words(SESSION) == ledger.segments.words(SESSION)
    assert other_ledger.segments.of_session(SESSION) == ledger.segments.of_session(SESSION)
    assert other_ledger.speakers.of_session(SESSION) == ledger.speakers.of_session(SESSION)
    assert other_ledger.facts.of_session(SESSION) == ledger.facts.of_session(SESSION)
    theirs, ours = other_ledger.audit.rows(SESSION), ledger.audit.rows(SESSION)[:-1]
    assert theirs[: len(ours)] == ours
    assert [row.operation for row in theirs[len(ours) :]] == [
        Event.SESSION_IMPORTED,
        Event.PROJECTION_REBUILT,
    ]
    for number in range(4):
        name = f"sessions/{SESSION}/slices/{number:06}.wav"
        assert (elsewhere.data / name).read_bytes() == (recorded.parents[1] / name).read_bytes()
    assert verify_session(other_ledger, elsewhere, SESSION).ok
    assert len(other_ledger.search.find("fiebre")) == 1


def test_a_title_given_afterwards_comes_back_and_is_found(
    recorded, ledger, tmp_path, other_ledger, elsewhere
):
    ledger.sessions.retitle(SESSION, "Señora Ruiz, control")
    export(ledger, tmp_path / "x.h5")
    with h5py.File(tmp_path / "x.h5") as file:
        assert b"".join(file["session"]["title"]).decode() == "Señora Ruiz, control"
    import_session(other_ledger, elsewhere, tmp_path / "x.h5")
    assert other_ledger.sessions.summary(SESSION).title == "Señora Ruiz, control"
    assert [hit.text for hit in other_ledger.search.find("senora ruiz")] == ["Señora Ruiz, control"]
    assert verify_session(other_ledger, elsewhere, SESSION).ok


def test_marks_and_notes_come_back_with_their_history_and_are_found(
    recorded, ledger, tmp_path, other_ledger, elsewhere
):
    ledger.bookmarks.record(SESSION, Bookmark("b1", 48_000))
    ledger.bookmarks.record(SESSION, Bookmark("b1", 48_000, "¿Herpes?"))
    ledger.bookmarks.record(SESSION, Bookmark("b2", 0, "nada"))
    ledger.bookmarks.remove(SESSION, "b2")
    export(ledger, tmp_path / "x.h5")
    assert verify_file(tmp_path / "x.h5").ok
    with h5py.File(tmp_path / "x.h5") as file:
        told = [(row["at_sample"], row["text"], row["current"]) for row in file["bookmarks"]]
    assert told == [(48_000, b"", 0), (48_000, "¿Herpes?".encode(), 1), (0, b"nada", 0)]
    import_session(other_ledger, elsewhere, tmp_path / "x.h5")
    assert other_ledger.bookmarks.history(SESSION) == ledger.bookmarks.history(SESSION)
    assert [hit.text for hit in other_ledger.search.find("herpes")] == ["¿Herpes?"]
    assert verify_session(other_ledger, elsewhere, SESSION).ok


def test_corrections_of_live_text_come_back(recorded, ledger, tmp_path, other_ledger, elsewhere):
    ledger.live_corrections.record(SESSION, LiveCorrection("c1", 0.0, 1.0, "lozartan", "losartán"))
    by_sound = LiveCorrection("s1", 1.0, 2.0, "para cetamol", "paracetamol", by_sound=True)
    ledger.live_corrections.record(SESSION, by_sound)
    export(ledger, tmp_path / "x.h5")
    assert verify_file(tmp_path / "x.h5").ok
    import_session(other_ledger, elsewhere, tmp_path / "x.h5")
    theirs = other_ledger.live_corrections.of_session(SESSION)
    assert theirs == ledger.live_corrections.of_session(SESSION)
    assert theirs[-1] == by_sound
    assert verify_session(other_ledger, elsewhere, SESSION).ok


def test_a_clinical_note_comes_back_with_every_version_and_can_be_read_with_h5py_alone(
    recorded, ledger, tmp_path, other_ledger, elsewhere
):
    notes = ledger.clinical_notes
    notes.decide(SESSION, note_line())
    notes.write(SESSION, "prognosis", "Bueno.")
    notes.sign(SESSION, "n1", note_of(note_line()), "Niega fiebre. " + "ñ" * 2_000)
    notes.sign(SESSION, "n2", note_of(note_line("Niega fiebre y tos")), "Niega fiebre y tos")
    export(ledger, tmp_path / "x.h5")
    assert verify_file(tmp_path / "x.h5").ok
    with h5py.File(tmp_path / "x.h5") as file:
        rows = file["notes"][...]
        first = [row["text"] for row in rows if row["note_id"] == b"n1"]
        assert b"".join(first).decode() == notes.signed(SESSION)[0].signed.text
        assert {(row["version"], row["note_id"]) for row in rows} == {(1, b"n1"), (2, b"n2")}
        assert rows[0]["sha256"].decode() == notes.signed(SESSION)[0].signed.sha256
    import_session(other_ledger, elsewhere, tmp_path / "x.h5")
    assert other_ledger.clinical_notes.record(SESSION) == notes.record(SESSION)
    assert other_ledger.clinical_notes.signed(SESSION) == notes.signed(SESSION)
    assert verify_session(other_ledger, elsewhere, SESSION).ok


def test_a_patient_comes_back_and_is_known_with_all_their_sessions(
    recorded, ledger, tmp_path, other_ledger, elsewhere
):
    patient = Patient("p1", "Ana Ruiz", "77", "1960-03-31")
    ledger.patients.assign(SESSION, Patient("p1", "Ana"))
    ledger.patients.assign(SESSION, patient)
    export(ledger, tmp_path / "x.h5")
    assert verify_file(tmp_path / "x.h5").ok
    import_session(other_ledger, elsewhere, tmp_path / "x.h5")
    assert other_ledger.patients.all() == [KnownPatient(patient, (SESSION,))]
    assert [hit.session_id for hit in other_ledger.search.find("ruiz 77")] == [SESSION]
    assert verify_session(other_ledger, elsewhere, SESSION).ok


def test_what_is_imported_can_go_on(exported, other_ledger, elsewhere):
    import_session(other_ledger, elsewhere, exported)
    finalize(other_ledger, run="2", text="otra vez")
    export_session(other_ledger, SESSION, elsewhere.data / "again.h5", exported_by="luis")
    assert verify_file(elsewhere.data / "again.h5").ok


def test_a_session_that_is_here_is_not_replaced(exported, recorded, ledger, paths):
    chain = ledger.audit.rows(SESSION)
    with pytest.raises(SessionExists, match="erased"):
        import_session(ledger, paths, exported)
    assert ledger.audit.rows(SESSION) == chain


def test_a_folder_that_the_ledger_does_not_know_is_not_replaced(exported, other_ledger, elsewhere):
    folder = elsewhere.session(SESSION) / "slices"
    folder.mkdir(parents=True)
    (folder / "000000.wav").write_bytes(b"sound of someone")
    with pytest.raises(ConflictingFact):
        import_session(other_ledger, elsewhere, exported)
    assert (folder / "000000.wav").read_bytes() == b"sound of someone"
    assert not other_ledger.sessions.knows(SESSION)


def test_a_file_whose_runs_belong_to_another_session_is_not_imported_and_leaves_nothing(
    exported, other_ledger, elsewhere
):
    other_ledger.sessions.create(plan("session_20260302_090000"))
    run = f"{SESSION}-1-text"
    other_ledger.runs.record_transcript(
        "session_20260302_090000", run, WholeTranscript((), "es", "x")
    )
    with pytest.raises(NotOurFile):
        import_session(other_ledger, elsewhere, exported)
    assert not other_ledger.sessions.knows(SESSION)
    assert list(elsewhere.sessions.iterdir()) == []


def test_a_changed_file_is_not_imported(exported, other_ledger, elsewhere):
    with exported.open("r+b") as file:
        file.seek(20_000)
        file.write(b"!")
    with pytest.raises(NotOurFile):
        import_session(other_ledger, elsewhere, exported)
    assert not other_ledger.sessions.knows(SESSION)
    assert list(elsewhere.sessions.iterdir()) == []


def test_redacted_without_audio(recorded, ledger, tmp_path, other_ledger, elsewhere):
    manifest = export(ledger, tmp_path / "x.h5", audio=True)
    assert manifest.includes_pii
    assert verify_file(tmp_path / "x.h5").ok
    with h5py.File(tmp_path / "x.h5") as file:
        assert "audio" not in file
        assert file["facts"].shape == (0,)
        assert file["manifest"].attrs["redacted"] == b"audio"
        assert not any(file["slices"]["in_file"])
        assert len(file["chunks"]) == 4
    with pytest.raises(NotOurFile, match="redacted"):
        import_session(other_ledger, elsewhere, tmp_path / "x.h5")


@pytest.mark.parametrize("left_out", [(), ("audio",), ("names",), ("text",), ("audio", "text")])
def test_whatever_is_left_out_no_object_is_in_the_file(recorded, ledger, tmp_path, left_out):
    export(ledger, tmp_path / "x.h5", **dict.fromkeys(left_out, True))
    with h5py.File(tmp_path / "x.h5") as file:
        items = [file]
        file.visititems(lambda _, item: items.append(item))
        for item in items:
            types = [item.attrs.get_id(name).dtype for name in item.attrs]
            types += [item.dtype] if isinstance(item, h5py.Dataset) else []
            assert not any(dtype.hasobject for dtype in types), item.name


def test_redacted_names_become_roles_in_the_text_too(recorded, ledger, tmp_path):
    finalize(
        ledger, run="2", text="Soy la señora PEREZ, Ana Pérez de la Torre, y anoche tuve fiebre."
    )
    ledger.speakers.rename(SESSION, "SPEAKER_00", "Ana Pérez de la Torre", SpeakerRole.PACIENTE)
    export(ledger, tmp_path / "x.h5", names=True)
    assert verify_file(tmp_path / "x.h5").ok
    content = everything_said(tmp_path / "x.h5")
    with opened(tmp_path / "x.h5") as stored:
        text = " ".join(record["text"] for record in stored.records(layout.SEGMENTS))
        names = {record["name"] for record in stored.records(layout.SPEAKERS)}
    assert text == (
        "Soy la señora [PACIENTE], [PACIENTE] [PACIENTE] de la [PACIENTE], y anoche tuve fiebre."
    )
    assert names == {""}
    for secret in ("Pérez", "PEREZ", "Torre"):
        assert secret.encode() not in content


def test_without_audio_names_and_text_nothing_personal_is_left(recorded, ledger, tmp_path):
    manifest = export(ledger, tmp_path / "x.h5", audio=True, names=True, text=True)
    assert not manifest.includes_pii
    assert verify_file(tmp_path / "x.h5").ok
    with opened(tmp_path / "x.h5") as stored:
        assert stored.manifest("includes_pii") == 0
        assert stored.manifest("redacted") == "audio names text"
        assert list(stored.records(layout.WORDS)) == []
        assert all(not record["transcription"] for record in stored.records(layout.CHUNKS))


def test_an_export_of_unfinished_work_is_refused_nothing(ledger, paths, tmp_path):
    from tests.corpus.examples import record_session

    record_session(ledger, paths, slices=2, finalized=False)
    export(ledger, tmp_path / "x.h5")
    assert verify_file(tmp_path / "x.h5").ok


def test_a_file_whose_slices_claim_to_be_elsewhere_is_not_imported(
    ledger, paths, tmp_path, other_ledger, elsewhere
):
    """The path of a slice is read and one day deleted: a file must not name any other."""
    ledger.sessions.create(plan())
    ledger.sound.record_slice(a_slice(folder=tmp_path / "outside"))
    export(ledger, tmp_path / "x.h5")
    with pytest.raises(NotOurFile, match="claims to be at"):
        import_session(other_ledger, elsewhere, tmp_path / "x.h5")


def test_an_id_that_leads_out_of_the_folder_is_not_imported(exported, other_ledger, elsewhere):
    with h5py.File(exported, "r+") as file:
        file.attrs.modify("session_id", np.bytes_(b"../../outside"))
        for name in ("chunks", "audit_log", "session"):
            rows = file[name][:]
            rows["session_id"] = b"../../outside"
            file[name][:] = rows
    renew_checksum(exported)
    with pytest.raises(NotOurFile):
        import_session(other_ledger, elsewhere, exported)
    assert not (elsewhere.data / "outside").exists()


def a_session_from(ledger, paths, source):
    folder = paths.session(OTHER) / "slices"
    ledger.sessions.create(plan(OTHER, source=source, title="Ana López, control"))
    ledger.sound.record_slice(a_slice(0, OTHER, folder))
    ledger.sessions.set_state(OTHER, SessionState.FAILED, f"NotDecodable: {source} is damaged")


def test_a_file_called_after_the_patient_does_not_name_her_in_a_redacted_export(
    ledger, paths, tmp_path
):
    a_session_from(ledger, paths, "Ana_Lopez.m4a")
    everything = Redaction(audio=True, names=True, text=True)
    manifest = export_session(
        ledger, OTHER, tmp_path / "x.h5", exported_by="ana", redaction=everything
    )
    assert not manifest.includes_pii
    content = everything_said(tmp_path / "x.h5")
    assert b"Lopez" not in content
    assert "López".encode() not in content


def test_a_chain_that_names_the_source_says_that_it_may_identify(ledger, paths, tmp_path):
    a_session_from(ledger, paths, "Ana_Lopez.m4a")
    # As a version before this one wrote it.
    ledger.audit.record_event(OTHER, Event.SESSION_CREATED, {"source": "Ana_Lopez.m4a"})
    everything = Redaction(audio=True, names=True, text=True)
    manifest = export_session(
        ledger, OTHER, tmp_path / "x.h5", exported_by="ana", redaction=everything
    )
    assert manifest.includes_pii


@pytest.mark.parametrize("error", [DiskFull(Path("ledger.db")), KeyboardInterrupt()])
def test_an_import_that_breaks_off_leaves_nothing_and_can_be_done_again(
    exported, other_ledger, elsewhere, monkeypatch, error
):
    def breaks_off(*_arguments):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(other_ledger.facts, "restore", breaks_off)
        with pytest.raises(type(error)):
            import_session(other_ledger, elsewhere, Path(exported))
    assert list(elsewhere.sessions.iterdir()) == []
    assert import_session(other_ledger, elsewhere, Path(exported)) == SESSION
    assert verify_session(other_ledger, elsewhere, SESSION).ok


def test_an_import_that_is_interrupted_when_the_ledger_knows_it_keeps_its_sound(
    exported, recorded, other_ledger, elsewhere, monkeypatch
):
    restore = other_ledger.facts.restore

    def interrupted_a_moment_later(*arguments):
        restore(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(other_ledger.facts, "restore", interrupted_a_moment_later)
        with pytest.raises(KeyboardInterrupt):
            import_session(other_ledger, elsewhere, Path(exported))
    assert other_ledger.sessions.knows(SESSION)
    assert ask("slices", other_ledger, elsewhere, SESSION).ok


@pytest.mark.parametrize("changed", [False, True])
def test_what_a_killed_import_left_is_taken_and_other_sound_is_not(
    exported, recorded, other_ledger, elsewhere, changed
):
    shutil.copytree(recorded / "slices", elsewhere.session(SESSION) / "slices")
    if changed:
        write_slice(elsewhere.session(SESSION) / "slices", 1, sound(99))
        with pytest.raises(ConflictingFact):
            import_session(other_ledger, elsewhere, Path(exported))
        return
    assert import_session(other_ledger, elsewhere, Path(exported)) == SESSION
    assert verify_session(other_ledger, elsewhere, SESSION).ok


@pytest.mark.skipif(os.name == "nt", reason="there a file that is held is refused to everybody")
def test_a_file_that_another_program_holds_is_read_verified_and_replaced(
    recorded, ledger, elsewhere, other_ledger, tmp_path
):
    import fcntl

    from aurity_desktop.corpus.session_file.stored_file import StoredFile

    export(ledger, tmp_path)
    file = tmp_path / f"{SESSION}.h5"
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # as HDF5 does it for a writer
        assert verify_file(StoredFile.plain(file)).ok
        assert import_session(other_ledger, elsewhere, StoredFile.plain(file)) == SESSION
        export(ledger, tmp_path)
    assert verify_file(StoredFile.plain(file)).ok
