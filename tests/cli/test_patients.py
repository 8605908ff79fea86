"""`patients`: whom sessions are about, and what a patient may ask for: to see, have and erase."""

import json
from contextlib import closing

import pytest

from aurity_desktop.cli.main import run
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.errors import SessionHeld
from aurity_desktop.domain.session import SessionState
from aurity_desktop.entrypoints.command_line import build
from tests.contracts.ledgers import OTHER_SESSION, run_of
from tests.corpus.examples import SESSION, STARTED, plan

THIRD = "session_20260401_100000"
CANARY = "xilofonita"


@pytest.fixture
def program(paths):
    """Three finished sessions."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        for number, session_id in enumerate((SESSION, OTHER_SESSION, THIRD)):
            ledger.sessions.create(plan(session_id, STARTED.replace(year=2024 + number)))
            run_of(ledger, f"run {number}", ("SPEAKER_00", 3))
            ledger.sessions.set_state(session_id, SessionState.COMPLETED)
    return build(paths)


@pytest.fixture
def do(program, capsys):
    """Runs a command and gives what it printed as JSON, or its one line of error."""

    def command(*arguments, code=0):
        assert run([*arguments, "--json"], program) == code
        said = capsys.readouterr()
        return json.loads(said.out) if said.out else said.err

    return command


def test_a_patient_is_told_once_and_known_by_the_record_number_after_that(do):
    first = do("patients", "assign", SESSION, "--name", "Ana Ruiz", "--record", "77")["patient"]
    again = do("patients", "assign", OTHER_SESSION, "--name", "A. Ruiz", "--record", "77")[
        "patient"
    ]
    assert again == first
    do("patients", "assign", THIRD, "--name", "Ana Ruiz")
    assert [each["sessions"] for each in do("patients", "list", "ruiz")] == [
        [THIRD],
        [OTHER_SESSION, SESSION],
    ]
    assert do("show", SESSION)["patient"] == "Ana Ruiz · 77"
    assert "More than one" in do("patients", "show", "ruiz", code=2)
    assert do("patients", "show", "77")["sessions"] == [OTHER_SESSION, SESSION]
    assert "Nobody" in do("patients", "show", "Sosa", code=2)


def test_what_is_known_is_changed_everywhere_and_taken_back_session_by_session(do):
    known = do("patients", "assign", SESSION, "--name", "Ana")["patient"]
    own = known["patient_id"]
    do("patients", "assign", OTHER_SESSION, "--patient", own[:8])
    edited = do("patients", "edit", own, "--birth", "1960-03-31")
    assert (edited["birth_date"], edited["sessions"]) == ("1960-03-31", [OTHER_SESSION, SESSION])
    do("undo", SESSION, "--no-wait")
    assert do("show", SESSION)["patient"] == "Ana"
    assert do("history", SESSION)["changes"][-1]["patient"] == known
    assert "1960-03-31" in do("patients", "edit", own, "--birth", "31/03/60", code=2)
    do("patients", "assign", SESSION, "--nobody")
    assert do("show", SESSION)["patient"] is None


def test_all_of_a_patient_goes_into_files_that_are_not_called_after_them(do, tmp_path):
    for session_id in (SESSION, OTHER_SESSION):
        do("patients", "assign", session_id, "--name", "Ana Ruiz", "--record", "77")
    files = do("patients", "export", "77", "--output", str(tmp_path), "--format", "txt")["files"]
    assert [path.rpartition("/")[2] for path in files] == [f"{OTHER_SESSION}.txt", f"{SESSION}.txt"]
    assert all("Ruiz" not in path.name for path in tmp_path.iterdir())


def test_a_patient_who_is_erased_is_in_no_byte_any_more(do, paths):
    for session_id in (SESSION, OTHER_SESSION):
        do("patients", "assign", session_id, "--name", CANARY, "--record", f"{CANARY}-77")
    do("patients", "edit", CANARY, "--name", f"Ana {CANARY}")
    do("patients", "assign", THIRD, "--name", "Luz")
    assert do("patients", "erase", CANARY, "--yes")["erased"] == [OTHER_SESSION, SESSION]
    assert [each["name"] for each in do("patients", "list")] == ["Luz"]
    for path in paths.data.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes().lower(), path


def test_a_session_on_hold_stays_and_the_patient_is_told_to_be_known_still(do, program):
    for session_id in (SESSION, OTHER_SESSION):
        do("patients", "assign", session_id, "--name", "Ana", "--record", "77")
    with closing(program.ledger()) as ledger:
        ledger.retention.place_hold(SESSION, "queja")
    view = do("patients", "erase", "77", "--yes", code=SessionHeld(SESSION, "queja").exit_code)
    assert view == {"erased": [OTHER_SESSION], "kept": [SESSION]}
    assert [each["sessions"] for each in do("patients", "list")] == [[SESSION]]
