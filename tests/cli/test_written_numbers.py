"""`export` writes numbers as the settings say, whoever asks for it."""

from contextlib import closing

import pytest

from aurity_desktop.cli.main import run
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.settings import change_settings
from tests.corpus.examples import SESSION, plan, some_words

SAID = "tenía treinta y ocho grados y medio"


@pytest.mark.parametrize(("on", "text"), [(True, "tenía 38.5 °C"), (False, SAID)])
def test_an_export_follows_the_setting(paths, tmp_path, on, text):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan(language="es"))
        words = some_words(SAID, step=0.5, speaker="SPEAKER_00")
        segments = [Segment(0.0, words[-1].end, "SPEAKER_00", SAID, 0.9)]
        ledger.segments.record_run(SESSION, "run", words, segments, [])
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    change_settings(paths.settings, written_numbers=on)
    file = tmp_path / "transcript.txt"
    assert run(["export", SESSION, "--output", str(file)], build(paths)) == 0
    assert text in file.read_text("utf-8")
