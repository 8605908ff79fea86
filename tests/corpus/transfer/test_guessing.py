"""Whoever has a redacted export and a list of names, phrases and numbers finds none of them in it.

The list is tried on every text of the file, and on every hash: alone, as JSON, as each fact that
the ledger knows, and as the user of each row under the row's own hash.
"""

import hashlib
import itertools
import json
import re
import shutil
from contextlib import closing

import pytest

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.reissued_chain import is_chain_of
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.events import Event, canonical, link_hash
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from tests.corpus.examples import SESSION, a_slice, finalize, heard, plan
from tests.golden import GOLDEN

EVERYTHING = Redaction(audio=True, names=True, text=True)

GIVEN = ("Xiadani", "Quetzalcoatl", "María", "Luz", "Juan", "Tlalli", "Eva", "Andrea", "Beto")
FAMILY = ("Ibargüengoitia", "Zaragoza", "López", "Pérez", "Tlacuilolli", "García")
PEOPLE = (
    *GIVEN,
    *FAMILY,
    *(" ".join(pair) for pair in itertools.product(GIVEN, FAMILY)),
    *("ana", "Ana Zaragoza", "eva", "la hija", "usuaria", "Dra. Tlalli López", "Dra. García"),
)
PHRASES = ("sí", "no", "me duele", "resuelta", "queja", "estudio", "NotDecodable: Juan.m4a")
TEMPLATES = (
    "{}",
    "queja de {}",
    "demanda de {}",
    "queja {}",
    "queja {}/2024",
    "folio {}",
    "{}.m4a",
)
LABELS = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_UNKNOWN")
ROLES = tuple(SpeakerRole)


def dictionary():
    """What is guessed: people, phrases, every number of five digits, alone and in a sentence."""
    words = {*PEOPLE, *PHRASES, *(str(number) for number in range(3_000))}
    yield from (template.format(word) for template in TEMPLATES for word in words)
    yield from (f"folio {number:05}" for number in range(100_000))


def as_facts(guess):
    """Each fact that a guess may be a part of, and the guess by itself."""
    yield guess
    yield [guess]
    yield from ([active, guess] for active in (0, 1))
    yield from ([str(state), guess] for state in SessionState)


def hashes_of_guesses():
    found = {}
    for guess in dictionary():
        found[hashlib.sha256(guess.encode()).hexdigest()] = guess
        for fact in as_facts(guess):
            found[hashlib.sha256(canonical(fact)).hexdigest()] = guess
    for person, label, role in itertools.product(PEOPLE, LABELS, ROLES):
        found[hashlib.sha256(canonical([label, person, str(role)])).hexdigest()] = person
    return found


@pytest.fixture(scope="module")
def guesses():
    return hashes_of_guesses()


def texts_of(path):
    """Every text of every table, and of the manifest."""
    with opened(path) as stored:
        for table in layout.CURRENT.datasets:
            for record in stored.records(table):
                yield from (value for value in record.values() if isinstance(value, str))
        for field in layout.CURRENT.manifest_attributes:
            yield str(stored.manifest(field.name))


def found_in(path, guesses):
    """What a list of guesses tells of the file."""
    found = set()
    with opened(path) as stored:
        rows = stored.audit()
    texts = set(texts_of(path))
    for digest in set(re.findall(r"[0-9a-f]{64}", "\n".join(texts))):
        if digest in guesses:
            found.add(guesses[digest])
    for row, person in itertools.product(rows, PEOPLE):
        fields = {name: getattr(row, name) for name in row.__slots__ if name != "row_hash"}
        if link_hash(**{**fields, "user_id": person}) == row.row_hash:
            found.add(person)
    words = {word for text in texts for word in re.findall(r"\w+", text.casefold())}
    return found | {person for person in (*GIVEN, *FAMILY, "usuaria") if person.casefold() in words}


@pytest.fixture
def told(paths):
    """A ledger with a session that names people, and of which every text is in the dictionary."""
    with closing(SqliteLedger(paths.ledger, "Ana Zaragoza")) as ledger:
        ledger.sessions.create(
            plan(title="Luz López", source="Luz López.m4a", vocabulary=("Tlacuilolli",))
        )
        answer = Consent(ConsentAnswer.GIVEN, consent_text("es"), "la hija")
        ledger.consents.record(SESSION, answer)
        ledger.sound.record_slice(a_slice(folder=paths.session(SESSION) / "slices", count=500))
        ledger.chunks.record_transcription(heard(text="Soy Luz López."))
        finalize(ledger, text="Soy Luz López. ¿Mucho?")
        ledger.speakers.rename(SESSION, "SPEAKER_00", "Luz López", SpeakerRole.PACIENTE)
        ledger.speakers.rename(SESSION, "SPEAKER_01", "Dra. Tlalli López", SpeakerRole.MEDICO)
        ledger.edits.record(SESSION, Edit("edit-1", EditKind.CORRECT, 0, 1, "Luz"))
        ledger.retention.place_hold(SESSION, "queja de Juan Pérez")
        ledger.retention.lift_hold(SESSION, "folio 04711")
        ledger.sessions.set_state(SESSION, SessionState.FAILED, "NotDecodable: Juan.m4a")
        with ledger.database.transaction():  # a file with one short phrase in it
            digest = hashlib.sha256(b"me duele").hexdigest()
            ledger.writer.append_event(SESSION, Event.SEGMENT_FILES_WRITTEN, {}, result_hash=digest)
        yield ledger


def exported(ledger, path, redaction, session_id=SESSION, purpose="para Luz López"):
    return export_session(
        ledger,
        session_id,
        path,
        exported_by="Ana Zaragoza",
        purpose=purpose,
        redaction=redaction,
    )


def test_in_a_whole_export_the_list_finds_everybody(told, tmp_path, guesses):
    """Else it would prove nothing that it finds nobody in the other ones."""
    exported(told, tmp_path / "x.h5", Redaction())
    found = found_in(tmp_path / "x.h5", guesses)
    assert {"queja de Juan Pérez", "folio 04711", "NotDecodable: Juan.m4a", "me duele"} <= found
    assert {"Luz López", "Dra. Tlalli López", "Ana Zaragoza"} <= found


def test_in_a_redacted_export_it_finds_nobody(told, tmp_path, guesses):
    manifest = exported(told, tmp_path / "x.h5", EVERYTHING)
    assert found_in(tmp_path / "x.h5", guesses) == set()
    assert manifest.includes_pii is False


def test_nor_in_one_of_a_session_that_an_earlier_version_recorded(paths, tmp_path, guesses):
    shutil.copytree(GOLDEN / "sessions", paths.sessions, dirs_exist_ok=True)
    shutil.copy(GOLDEN / "ledger.db", paths.ledger)
    with closing(SqliteLedger(paths.ledger, "eva")) as ledger:
        for redaction in (Redaction(), EVERYTHING):
            path = tmp_path / f"{redaction.any}.h5"
            exported(ledger, path, redaction, "session_20240301_090000", purpose="")
    assert {"resuelta", "queja 12/2024", "ana"} <= found_in(tmp_path / "False.h5", guesses)
    assert found_in(tmp_path / "True.h5", guesses) == set()


def test_nor_when_the_same_session_was_exported_before(told, tmp_path, guesses):
    """The secret of the one before stands in the ledger's chain, and is not given away by it."""
    exported(told, tmp_path / "1.h5", EVERYTHING)
    secret = json.loads(told.audit.rows(SESSION)[-1].metadata)["secret"]
    exported(told, tmp_path / "2.h5", EVERYTHING)
    assert found_in(tmp_path / "2.h5", guesses) == set()
    assert not [text for text in texts_of(tmp_path / "2.h5") if secret in text]


def test_two_exports_of_a_session_share_no_commitment(told, tmp_path):
    exported(told, tmp_path / "1.h5", EVERYTHING)
    exported(told, tmp_path / "2.h5", EVERYTHING)
    with opened(tmp_path / "1.h5") as first, opened(tmp_path / "2.h5") as second:
        pairs = zip(first.audit(), second.audit(), strict=False)
        shared = [one.operation for one, two in pairs if one.payload_hash == two.payload_hash]
    assert shared == [Event.SEGMENT_FILES_WRITTEN]  # it proves its metadata, which is empty


def test_the_id_of_a_run_is_in_no_table(told, tmp_path):
    """It is a hash over what the run was made of, the expected words among it."""
    runs = {row[0] for row in told.database.rows("SELECT run_id FROM runs")}
    assert runs
    exported(told, tmp_path / "x.h5", EVERYTHING)
    texts = "\n".join(texts_of(tmp_path / "x.h5"))
    assert not [run for run in runs if run in texts]
    with opened(tmp_path / "x.h5") as stored:
        (made,) = [row for row in stored.audit() if row.operation == Event.DIARIZATION_COMPLETED]
        turns = list(stored.records(layout.TURNS))
    assert {turn["run_id"] for turn in turns} == {json.loads(made.metadata)["run_id"]} != {""}


def test_the_manifest_names_what_it_still_tells(told, tmp_path):
    manifest = exported(told, tmp_path / "x.h5", EVERYTHING)
    assert {"session id", "times and lengths", "hashes of the sound"} <= set(manifest.left)
    assert {"sound", "names", "words"}.isdisjoint(manifest.left)
    with opened(tmp_path / "x.h5") as stored:
        assert all(what in str(stored.manifest("data_source")) for what in manifest.left)
        assert stored.manifest("exported_by") == ""
        assert stored.manifest("purpose") == "para [PACIENTE] [MEDICO]"
    assert "the purpose as it was written" in manifest.left
    some = exported(told, tmp_path / "y.h5", Redaction(audio=True), purpose="")
    assert {"names", "words"} <= set(some.left)
    assert "the purpose as it was written" not in some.left


def test_it_verifies_and_says_what_it_cannot_prove(told, tmp_path):
    exported(told, tmp_path / "x.h5", EVERYTHING)
    report = verify_file(tmp_path / "x.h5")
    assert report.findings == ()
    details = {check.name: check.detail for check in report.checks}
    assert details["facts"] == "withheld: the export is redacted"
    assert "only the ledger can show that they are the session's own" in details["audit chain"]


def test_who_has_the_ledger_shows_that_the_chain_is_the_sessions_own(told, tmp_path):
    exported(told, tmp_path / "x.h5", EVERYTHING)
    rows = told.audit.rows(SESSION)
    secret = bytes.fromhex(json.loads(rows[-1].metadata)["secret"])
    with opened(tmp_path / "x.h5") as stored:
        chain = stored.audit()
    assert len(chain) == len(rows) - 1
    assert is_chain_of(rows, secret, chain, names=True)
    assert not is_chain_of(rows, bytes(32), chain, names=True)
    assert not is_chain_of(rows[1:], secret, chain, names=True)


def test_users_stay_apart_and_so_do_their_edits(told, paths, tmp_path):
    with closing(SqliteLedger(paths.ledger, "Beto García")) as other:
        other.speakers.rename(SESSION, "SPEAKER_01", "Dra. García", SpeakerRole.MEDICO)
    exported(told, tmp_path / "x.h5", EVERYTHING)
    with opened(tmp_path / "x.h5") as stored:
        rows = stored.audit()
        (edit,) = stored.records(layout.EDITS)
    assert {row.user_id for row in rows} == {"user-1", "user-2"}
    assert rows[-1].user_id == "user-2"
    assert edit["user_id"] == "user-1"


@pytest.mark.parametrize("planted", ['{"note":"Luz López"}', "Luz López", '["Luz"]', "[" * 9_000])
def test_metadata_that_somebody_planted_is_not_passed_on(told, tmp_path, guesses, planted):
    with told.database.transaction():
        told.writer._extend(
            SESSION, Event.JOB_FAILED, planted, "0" * 64, "", told.audit.rows(SESSION)[0].status
        )
    exported(told, tmp_path / "x.h5", EVERYTHING)
    assert found_in(tmp_path / "x.h5", guesses) == set()
