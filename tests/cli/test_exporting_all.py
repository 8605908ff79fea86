"""`export --all`, on a real corpus."""

import json
from contextlib import closing

import duckdb
import pytest

from aurity_desktop.cli import main
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import SESSION, record_session, without_fsync


@pytest.fixture
def command(paths, capsys):
    """Runs a command; its exit code and what it printed, parsed where it is JSON."""
    paths.prepare()
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        without_fsync(ledger)
        record_session(ledger, paths, slices=2)

    def run(*arguments):
        code = main.run([str(each) for each in arguments], build(paths))
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments and said.out else said

    return run


def test_every_finished_session_is_written_as_tables(command, tmp_path):
    folder = tmp_path / "tables"
    code, said = command("export", "--all", "--output", folder, "--redact", "names", "--json")
    assert (code, said["sessions"], said["format"]) == (0, 1, "parquet")
    assert said["includes_pii"]
    found = duckdb.sql(f"SELECT DISTINCT session_id FROM '{folder}/words/**/*.parquet'")
    assert found.fetchall() == [(SESSION,)]
    code, text = command("export", "--all", "--output", folder, "--force")
    assert code == 0
    assert f"{said['rows']['words']} words" in text.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--all", "--format", "pdf", "--output", "t"), "pdf is for one"),
        (("--all", "--passphrase", "--output", "t"), "under a passphrase"),
        (("--all",), "--output"),
        ((SESSION, "--format", "parquet"), "add --all"),
    ],
)
def test_what_makes_no_sense_is_said(command, arguments, why):
    code, said = command("export", *arguments)
    assert code == 2
    assert why in said.err


def test_nothing_is_written_among_the_programs_own_data(command, paths):
    for folder in (paths.data / "tables", paths.data, paths.data.parent):
        code, said = command("export", "--all", "--output", folder)
        assert code == 2
        assert "own data" in said.err
