import json
import sys
from contextlib import closing
from pathlib import Path

from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.application.library.export_command import ExportCommand
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.transfer.passphrase_file import is_encrypted
from aurity_desktop.entrypoints.command_line import own_command
from aurity_desktop.runtime.withheld import without_withheld
from tests.corpus.examples import record_session
from tests.fakes.children import scripted_child

SESSION = "session_20260102_030405"

#: A patient's name in every part of it, a line break and letters beyond ASCII.
NAMED_AFTER_A_PATIENT = "Zaragoza, Iñés\n2.h5.age"

TELL_ALL = """
import json, os, pathlib, sys
seen = {"arguments": sys.argv[1:], "environment": dict(os.environ), "lines": sys.stdin.read()}
pathlib.Path(sys.argv[0]).with_suffix(".json").write_text(json.dumps(seen))
print(json.dumps({"session_id": "s", "output": "o", "includes_pii": False}))
"""


def test_an_exporter_is_busy_until_its_file_is_written(qtbot, tmp_path):
    written = json.dumps({"session_id": SESSION, "output": "talk.h5", "includes_pii": True})
    exporter = ExportCommand(scripted_child(tmp_path, says=[written]))
    busy = []
    exporter.exported.connect(lambda *_: busy.append(exporter.busy))
    with qtbot.waitSignal(exporter.exported) as told:
        exporter.export(SESSION, tmp_path / "talk.h5")
        assert exporter.busy
    assert told.args == [SESSION, Path("talk.h5"), True]
    assert busy == [False]


def test_an_exporter_whose_export_failed_is_not_busy(qtbot, tmp_path):
    exporter = ExportCommand(scripted_child(tmp_path, complains="no room", exit_code=1))
    with qtbot.waitSignal(exporter.failed):
        exporter.export(SESSION, tmp_path / "talk.h5")
    assert not exporter.busy


def test_the_name_of_the_file_is_in_no_command_line_and_no_environment(qtbot, tmp_path):
    script = tmp_path / "child.py"
    script.write_text(TELL_ALL, encoding="utf-8")
    exporter = ExportCommand((sys.executable, str(script)))
    with qtbot.waitSignal(exporter.exported):
        choice = ExportChoice(passphrase="correct horse")
        exporter.export(SESSION, tmp_path / NAMED_AFTER_A_PATIENT, choice)
    seen = json.loads(script.with_suffix(".json").read_text())
    assert "Zaragoza" not in json.dumps([seen["arguments"], seen["environment"]])
    name, secret = seen["lines"].splitlines()
    assert Path(json.loads(name)) == tmp_path / NAMED_AFTER_A_PATIENT
    assert secret == "correct horse"
    assert without_withheld(f"wrote {tmp_path / NAMED_AFTER_A_PATIENT}") == "wrote [file]"


def test_a_real_child_writes_the_file_whose_name_it_was_told(qtbot, paths, tmp_path, monkeypatch):
    monkeypatch.setenv("AURITY_DATA_DIR", str(paths.data))
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        record_session(ledger, paths, SESSION, slices=1)
    exporter = ExportCommand(own_command())
    path = tmp_path / NAMED_AFTER_A_PATIENT
    exporter.failed.connect(print)
    with qtbot.waitSignal(exporter.exported) as told:
        exporter.export(SESSION, path, ExportChoice(passphrase="correct horse"))
    assert told.args[1] == path
    assert is_encrypted(path)
