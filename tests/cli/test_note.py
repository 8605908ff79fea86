"""`note`: the clinical note of one session, on the real ledger and with the forms that ship."""

import hashlib
import io
import json
from contextlib import closing

import docx
import pytest

from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.cli.main import run
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import SESSION, plan

#: A PDF is drawn by Qt, and a process has one application.
pytestmark = pytest.mark.usefixtures("qapp")

TALK = (
    ("MEDICO", "¿Tiene fiebre?"),
    ("PACIENTE", "No, fiebre no he tenido."),
    ("MEDICO", "Tome metformina 850 mg cada 12 horas por 30 días."),
)


@pytest.fixture
def program(paths):
    """A finished talk; each command is told not to wait for a worker."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan(language="es"))
        words, segments, start = [], [], 0.0
        for role, text in TALK:
            label = f"SPEAKER_0{int(role == 'PACIENTE')}"
            said = [
                Word(start + at * 0.4, start + at * 0.4 + 0.3, word, 0.9, label)
                for at, word in enumerate(text.split())
            ]
            segments.append(Segment(said[0].start, said[-1].end, label, text, 0.9))
            words += said
            start = said[-1].end + 0.5
        ledger.segments.record_run(SESSION, "one", words, segments, [])
        ledger.speakers.rename(SESSION, "SPEAKER_00", "Dra. Ana Núñez", SpeakerRole.MEDICO)
        ledger.speakers.rename(SESSION, "SPEAKER_01", "José Peña", SpeakerRole.PACIENTE)
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return build(paths)


@pytest.fixture
def do(program, capsys):
    """Runs `note` and gives what it printed as JSON."""

    def command(*arguments, code=0):
        assert run(["note", SESSION, *arguments, "--json", "--no-wait"], program) == code
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else said.err

    return command


def section(view, key):
    (one,) = (each for each in view["sections"] if each["key"] == key)
    return one


def operations(program):
    with closing(program.ledger()) as ledger:
        return [row.operation for row in ledger.audit.rows(SESSION)]


AUTHOR = ("--write", "author", "Dra. Ana Núñez")


def test_a_note_says_what_is_missing_and_takes_what_is_typed(do):
    view = do()
    assert view["template"] == "evolucion"
    assert view["signed"] is None
    assert "Pronóstico" in view["missing"]
    view = do("--write", "prognosis", "Bueno para la vida.", "--write", "patient", "José Peña")
    assert "Pronóstico" not in view["missing"]
    assert view["head"]["patient"] == "José Peña"
    assert "PRONÓSTICO\n- Bueno para la vida." in view["text"]


def lines(view, key):
    return {each["text"]: each for each in section(view, key)["lines"]}


def test_what_was_said_is_found_and_counts_once_it_is_confirmed(do):
    view = do()
    (medicine,) = (
        each
        for each in section(view, "treatment")["lines"]
        if each["text"].startswith("Metformina 850 mg")
    )
    assert "cada 12 horas" in medicine["text"]
    assert "30 días" in medicine["text"]
    assert medicine["start"] > 3.5
    assert lines(view, "evolution")["Niega fiebre"]["state"] == "open"
    assert "METFORMINA" not in view["text"].upper()
    view = do("--confirm", medicine["entry_id"])
    assert medicine["text"] in view["text"]
    view = do("--say", medicine["entry_id"], "Metformina 850 mg, vía oral, cada 12 horas")
    assert "vía oral" in view["text"]
    view = do("--reject", medicine["entry_id"])
    assert "Metformina" not in view["text"]


def test_all_suggestions_are_confirmed_at_once_but_those_that_are_rejected(do):
    fever = lines(do(), "evolution")["Niega fiebre"]["entry_id"]
    view = do("--confirm", "all", "--reject", fever)
    states = {
        each["entry_id"]: each["state"] for part in view["sections"] for each in part["lines"]
    }
    assert states.pop(fever) == "rejected"
    assert set(states.values()) == {"confirmed"}


def test_a_corrected_dose_is_asked_for_again(do, program, capsys):
    do("--confirm", "all")
    places = next(
        place
        for place, word in enumerate(" ".join(text for _, text in TALK).split())
        if word == "850"
    )
    command = ["edit", "text", SESSION, str(places), "500", "--json", "--no-wait"]
    assert run(command, program) == 0
    capsys.readouterr()
    view = do()
    assert "850" not in view["text"]
    (medicine,) = (
        each for each in section(view, "treatment")["lines"] if "etformina" in each["text"]
    )
    assert (medicine["state"], "500 mg" in medicine["text"]) == ("open", True)


def test_what_is_typed_is_taken_back_by_undo(do, program, capsys):
    do("--write", "prognosis", "Bueno.")
    assert run(["undo", SESSION, "--json", "--no-wait"], program) == 0
    capsys.readouterr()
    assert section(do(), "prognosis")["written"] == ""
    assert run(["redo", SESSION, "--json", "--no-wait"], program) == 0
    capsys.readouterr()
    assert section(do(), "prognosis")["written"] == "Bueno."
    assert run(["history", SESSION], program) == 0
    assert "note: prognosis says 'Bueno.'" in capsys.readouterr().out


def test_a_signed_note_stays_beside_its_addendum(do, program):
    signed = do(*AUTHOR, "--write", "prognosis", "Bueno.", "--sign")
    assert signed["signed"]["version"] == 1
    assert signed["signed"]["sha256"] == hashlib.sha256(signed["text"].encode()).hexdigest()
    changed = do("--write", "prognosis", "Reservado.")
    assert changed["signed"] is None
    again = do("--sign")
    assert again["signed"]["version"] == 2
    assert [each["version"] for each in again["versions"]] == [1, 2]
    assert do("--version", "1")["text"] == signed["text"]
    assert "no version 3" in do("--version", "3", code=2).lower()
    assert do("--sign")["signed"]["version"] == 2
    assert operations(program).count(Event.NOTE_SIGNED) == 2


def test_a_note_is_signed_with_a_name_and_with_something_in_it(do):
    assert "nothing in the note" in do(*AUTHOR, "--sign", code=2)
    do("--write", "author", "")
    assert "full name" in do("--write", "prognosis", "Bueno.", "--sign", code=2)


def test_a_note_goes_out_in_every_format_and_that_is_recorded(do, program, tmp_path):
    do(*AUTHOR, "--write", "prognosis", "Bueno.", "--sign")
    for name, suffix in (("txt", "txt"), ("docx", "docx"), ("pdf", "pdf"), ("fhir", "fhir.json")):
        path = tmp_path / f"nota.{suffix}"
        view = do("--output", str(path))
        assert (view["format"], view["version"]) == (name, 1)
        assert path.read_bytes()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert view["data_hash"] == f"sha256:{digest}"
    bundle = json.loads((tmp_path / "nota.fhir.json").read_text())
    assert bundle["entry"][0]["resource"]["status"] == "final"
    word = docx.Document(io.BytesIO((tmp_path / "nota.docx").read_bytes()))
    assert "Bueno." in [each.text for each in word.paragraphs]
    assert operations(program).count(Event.EXPORT_MANIFEST_CREATED) == 4
    assert "already" in do("--output", str(tmp_path / "nota.txt"), code=2)
    assert "--format" in do("--output", str(tmp_path / "nota.xyz"), code=2)


def test_whose_note_it_is_is_taken_from_the_sessions_patient(do, program):
    with closing(program.ledger()) as ledger:
        born = Patient("p" * 32, "José Peña", "A-17", "1960-03-02")
        ledger.patients.assign(SESSION, born)
    head = do()["head"]
    assert (head["patient"], head["record_number"], head["age"]) == ("José Peña", "A-17", "63")
    assert do("--write", "patient", "José Peña Ruiz")["head"]["patient"] == "José Peña Ruiz"


def test_a_copy_without_names_tells_nobody(do, tmp_path):
    do(*AUTHOR, "--write", "patient", "José Peña", "--write", "prognosis", "José va bien.")
    do("--sign")
    view = do("--redact", "names")
    told = json.dumps(view, ensure_ascii=False)
    assert "Peña" not in told
    assert "Núñez" not in told
    assert "[PACIENTE] va bien." in view["text"]
    path = tmp_path / "x.txt"
    assert do("--redact", "names", "--output", str(path))["includes_pii"]
    assert "Peña" not in path.read_text()


def test_what_is_not_there_is_told(do):
    assert "no template 'nada'" in do("--template", "nada", code=2)
    assert "no section 'nada'" in do("--write", "nada", "x", code=2)
    assert "no line 'nada'" in do("--confirm", "nada", code=2)
    assert "no line 'nada'" in do("--say", "nada", "x", code=2)


def test_the_clinics_own_form_is_used(do, program):
    program.paths.templates.mkdir()
    (program.paths.templates / "corta.toml").write_text(
        'title = { es = "Nota corta" }\n[[section]]\nkey = "prognosis"\ntitle = { es = "P" }\n'
    )
    do("--write", "prognosis", "Bueno.")
    view = do("--template", "corta")
    assert (view["title"], section(view, "prognosis")["written"]) == ("Nota corta", "Bueno.")


def test_the_language_of_the_form_can_be_chosen(do):
    assert do("--words-in", "en")["title"] == "Progress note"


# -- two at the same note: one has it open, the other works by the command line


@pytest.fixture
def open_elsewhere(program):
    """The note as a window has it open, and what it works with."""
    book = NoteBook.of(program)
    return book, book.opened(SESSION)


def test_who_signs_while_another_writes_loses_nothing_and_is_told(do, open_elsewhere):
    book, opened = open_elsewhere
    do(*AUTHOR)
    book.write(opened, "prognosis", "Bueno.")
    opened = book.opened(SESSION)
    do("--write", "diagnoses", "Faringitis")
    signed = book.sign(opened)
    again = book.opened(SESSION)
    assert "Faringitis" not in signed.text  # what was seen is what was signed
    assert "Bueno." in again.text
    assert "Faringitis" in again.text
    assert again.current is None  # the window says: changed since it was signed
    book.sign(again)
    assert [each.signed.version for each in book.opened(SESSION).versions] == [1, 2]


def test_what_is_typed_while_another_signs_is_an_addendum(do, open_elsewhere):
    book, opened = open_elsewhere
    do("--write", "prognosis", "Bueno.", *AUTHOR, "--sign")
    book.write(opened, "diagnoses", "Faringitis")
    again = book.opened(SESSION)
    assert [each.signed.version for each in again.versions] == [1]
    assert again.current is None
    assert "Faringitis" in again.text
    assert "Bueno." in again.text


def test_two_who_type_into_one_section_keep_both_texts(do, open_elsewhere):
    book, opened = open_elsewhere
    do("--write", "prognosis", "Reservado.")
    book.write(opened, "prognosis", "Bueno.")
    assert book.opened(SESSION).draft.sections[-2].written == "Reservado.\nBueno."


def test_what_one_changes_in_a_section_is_changed_and_the_other_s_line_stays(do, open_elsewhere):
    book, opened = open_elsewhere
    book.write(opened, "prognosis", "Bueno.\nPara la vida.")
    opened = book.opened(SESSION)
    do("--write", "prognosis", "Bueno.\nPara la vida.\nCon tratamiento.")
    book.write(opened, "prognosis", "Malo.\nPara la vida.")
    written = book.opened(SESSION).draft.sections[-2].written
    assert written == "Para la vida.\nCon tratamiento.\nMalo."


def test_two_diagnoses_that_are_picked_one_right_after_the_other_both_stand(open_elsewhere):
    book, opened = open_elsewhere
    for picked in ("I10 Hipertensión", "E11 Diabetes"):
        book.write(opened, "diagnoses", picked)  # both from the note as it stood before
    written = next(
        each.written for each in book.opened(SESSION).draft.sections if each.key == "diagnoses"
    )
    assert written == "I10 Hipertensión\nE11 Diabetes"
