"""The report for whoever helps, of a real corpus with something wrong in it: no patient's word."""

import re
from contextlib import closing
from dataclasses import replace

import pytest

from aurity_desktop.application.health.health import examine
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.patients import Patient
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.ui.health.report import health_report
from tests.corpus.examples import SESSION, record_session, without_fsync

PLANTED = {"martínez", "migraña", "guadalupe", "mx", "pérez", "ana", "fiebre", "metformina"}


@pytest.fixture
def damaged(paths):
    """Its title, its patient, whom consent was asked of and what was said are in the ledger."""
    paths.prepare()
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        without_fsync(ledger)
        record_session(ledger, paths, title="Martínez, migraña")
        ledger.patients.assign(SESSION, Patient("p1", "Guadalupe", "MX-77", "1961-07-14"))
        execute = ledger.database.connection.execute
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        for (guard,) in execute(guards).fetchall():
            execute(f"DROP TRIGGER {guard}")
        execute("UPDATE audit SET user_id = 'Guadalupe' WHERE session_id = ?", (SESSION,))
    return replace(build(paths), command=("true",))


def test_the_report_of_a_damaged_corpus_has_no_word_of_a_patient(damaged):
    report = health_report(examine(damaged), 12.0)
    assert SESSION in report  # something is wrong with it, and that is told
    assert PLANTED.isdisjoint(re.findall(r"\w+", report.casefold()))
