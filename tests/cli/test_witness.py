"""A line on paper tells later whether anything was taken away, rewritten or put back."""

import hashlib
import json
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import segno

from aurity_desktop.cli import main
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.events import CORPUS_CHAIN, Event
from aurity_desktop.domain.witness import Witness, witnesses_in
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import SESSION, plan, record_session

OTHER = "session_20240301_100000"
A_WITNESS = Witness(datetime(2026, 11, 30, 1, 27, tzinfo=UTC), 412, "3f" * 32)
STAMP = Path(__file__).parents[1] / "corpus" / "integrity" / "time_stamp"


@pytest.fixture
def ledger(paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as own:
        record_session(own, paths, slices=2)
        yield own


@pytest.fixture
def command(paths, ledger, capsys):
    """Runs a command; its exit code and what it printed, parsed where it is JSON."""

    def run(*arguments):
        code = main.run([str(each) for each in arguments], build(paths))
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments and said.out else said

    return run


def unguarded(ledger, *statements):
    """Somebody with a shell."""
    connection = ledger.database.connection
    for (name,) in ledger.database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)


def test_the_line_is_printed_and_nothing_else_on_standard_output(command):
    code, said = command("witness")
    assert code == 0
    (witness,) = witnesses_in(said.out)
    assert said.out == f"{witness.line}\n"
    assert len(said.out) < 130
    assert said.out.isascii()


def test_what_was_witnessed_passes_while_everything_goes_on(command, ledger, paths, tmp_path):
    code, said = command("witness", "--output", tmp_path / "line", "--json")
    assert (code, said["line"]) == (0, (tmp_path / "line").read_text().strip())
    ledger.edits.record(SESSION, Edit("edit-9", EditKind.CORRECT, 2, 2, "señora"))
    ledger.sessions.create(plan(OTHER))

    code, said = command("witness", "--check", tmp_path / "line", "--json")
    assert (code, said["ok"], said["findings"]) == (0, True, [])


def test_a_folder_that_was_put_back_from_before_is_found(command, ledger, paths, tmp_path):
    ledger.close()
    shutil.copytree(paths.data, tmp_path / "backup")
    with closing(SqliteLedger(paths.ledger, "ana")) as later:
        later.edits.record(SESSION, Edit("edit-9", EditKind.CORRECT, 2, 2, "señora"))
    command("witness", "--output", tmp_path / "line")
    shutil.rmtree(paths.data)
    shutil.copytree(tmp_path / "backup", paths.data)

    code, said = command("witness", "--check", tmp_path / "line", "--json")
    assert code == 1
    assert "is older than the witness" in " ".join(said["findings"])


def test_a_session_that_vanished_with_the_end_of_the_corpus_chain_is_found(
    command, ledger, tmp_path
):
    command("witness", "--output", tmp_path / "line")
    unguarded(
        ledger,
        *(f"DELETE FROM {table}" for table in ("sessions", "catalogue", "audit")),
    )
    assert command("witness", "--check", tmp_path / "line")[0] == 1


def test_a_session_that_was_changed_since_its_head_was_noted_stands_in_the_next_witness(
    command, ledger, tmp_path
):
    """After an edit nothing else notes the head."""
    ledger.edits.record(SESSION, Edit("edit-9", EditKind.CORRECT, 2, 2, "señora"))
    head = ledger.audit.head(SESSION)
    command("witness", "--output", tmp_path / "line")
    *_, noted, witnessed = ledger.audit.rows(CORPUS_CHAIN)

    assert witnessed.operation == Event.CORPUS_WITNESSED
    assert json.loads(noted.metadata)["last_hash"] == head.last_hash
    count = len(ledger.audit.rows(CORPUS_CHAIN))
    command("witness")
    assert len(ledger.audit.rows(CORPUS_CHAIN)) == count + 1

    unguarded(
        ledger,
        f"DELETE FROM audit WHERE session_id = '{SESSION}' AND audit_id = {head.count - 1}",
    )
    code, said = command("witness", "--check", tmp_path / "line", "--json")
    assert code == 1
    assert f"{SESSION} is an older state" in " ".join(said["findings"])


def test_a_corpus_chain_that_was_made_anew_is_found(command, ledger, tmp_path):
    command("witness", "--output", tmp_path / "line")
    unguarded(
        ledger,
        f"UPDATE audit SET row_hash = '{'0' * 64}' "
        f"WHERE session_id = '{CORPUS_CHAIN}' AND audit_id = "
        f"(SELECT max(audit_id) FROM audit WHERE session_id = '{CORPUS_CHAIN}')",
    )
    code, said = command("witness", "--check", tmp_path / "line", "--json")
    assert code == 1
    assert "is not what the witness of" in " ".join(said["findings"])


@pytest.mark.parametrize(
    "planted", ["no JSON", "[]", '{"session_id": ["a"]}', "[" * 100_000, '{"session_id": "x"}']
)
def test_a_row_that_somebody_planted_in_the_corpus_chain_stops_nothing(
    command, ledger, tmp_path, planted
):
    ledger.edits.record(SESSION, Edit("edit-9", EditKind.CORRECT, 2, 2, "señora"))
    head = ledger.audit.head(SESSION)
    unguarded(ledger)
    ledger.database.connection.execute(
        "INSERT INTO audit SELECT session_id, audit_id + 1, timestamp, 'SESSION_HEAD_NOTED', "
        "user_id, payload_hash, result_hash, status, ?, prev_hash, row_hash FROM audit "
        "WHERE session_id = 'corpus' ORDER BY audit_id DESC LIMIT 1",
        (planted,),
    )
    assert command("witness", "--output", tmp_path / "line")[0] == 0
    *_, noted, _ = ledger.audit.rows(CORPUS_CHAIN)
    assert json.loads(noted.metadata)["last_hash"] == head.last_hash
    code, said = command("witness", "--check", tmp_path / "line", "--json")
    assert code == 1
    assert "corpus's chain" in " ".join(said["findings"])


def test_of_several_lines_in_a_text_every_one_is_compared(command, tmp_path):
    _, said = command("witness")
    (witness,) = witnesses_in(said.out)
    another = Witness(witness.moment, witness.rows, "0" * 64)
    (tmp_path / "letter.txt").write_text(f"Madrid.\n\n {witness.line}\n{another.line} (signed)\n")

    code, said = command("witness", "--check", tmp_path / "letter.txt", "--json")
    assert code == 1
    assert said["checks"][0]["findings"] == said["findings"]
    assert len(said["findings"]) == 1


@pytest.mark.parametrize("content", [b"", b"aurity-witness-1 yesterday", b"\xff\x00" * 1000])
def test_a_file_without_a_witness_is_refused_in_one_line(command, tmp_path, content):
    (tmp_path / "no line").write_bytes(content)
    code, said = command("witness", "--check", tmp_path / "no line")
    assert code == 2
    assert "holds no line of a witness" in said.err
    assert command("witness", "--check", tmp_path / "nowhere")[0] == 2


def test_a_file_that_is_there_is_not_written_over(command, ledger, tmp_path):
    (tmp_path / "kept").write_text("something else")
    before = len(ledger.audit.rows(CORPUS_CHAIN))
    assert command("witness", "--output", tmp_path / "kept")[0] == 2
    assert (tmp_path / "kept").read_text() == "something else"
    assert len(ledger.audit.rows(CORPUS_CHAIN)) == before


def test_the_line_is_drawn_as_a_qr_code_too(command, tmp_path):
    code, said = command("witness", "--qr", tmp_path / "line.svg", "--json")
    drawing = ElementTree.fromstring((tmp_path / "line.svg").read_bytes())
    expected = segno.make_qr(said["line"], error="q")

    assert code == 0
    assert drawing.tag.endswith("svg")
    assert int(drawing.get("width")) == 4 * (len(expected.matrix) + 8)
    assert command("witness", "--qr", tmp_path / "line.svg")[0] == 2
    assert command("witness", "--qr", tmp_path / "other.svg", "--check", tmp_path / "line")[0] == 2


def test_a_time_stamp_is_asked_for_and_checked_by_files(command, tmp_path):
    code, _ = command("witness", "--output", tmp_path / "line", "--request", tmp_path / "line.tsq")
    asked = (tmp_path / "line.tsq").read_bytes()
    assert code == 0
    assert hashlib.sha256((tmp_path / "line").read_bytes()).digest() in asked

    stamp = ("--answer", STAMP / "answer.tsr", "--roots", STAMP / "root.pem")
    code, said = command("witness", "--check", tmp_path / "line", *stamp, "--json")
    assert code == 1
    assert said["findings"] == ["the time stamp does not hold: it is of something else"]


@pytest.mark.parametrize(
    "options",
    [
        ("--check", "line", "--answer", "a"),
        ("--check", "line", "--roots", "a"),
        ("--answer", "a", "--roots", "b"),
        ("--check", "line", "--output", "a"),
        ("--check", "line", "--request", "a"),
    ],
)
def test_options_that_make_no_sense_together_are_refused(command, tmp_path, options):
    (tmp_path / "line").write_text(A_WITNESS.line)
    given = [each if each.startswith("--") else tmp_path / each for each in options]
    assert command("witness", *given)[0] == 2


def test_a_line_reads_back_as_it_was_written():
    assert witnesses_in(A_WITNESS.line) == [A_WITNESS]
    assert witnesses_in(A_WITNESS.line.replace("11-30", "02-31")) == []
