import json
from pathlib import Path

from aurity_desktop.application.library.export_command import ExportCommand
from tests.fakes.children import scripted_child

SESSION = "session_20260102_030405"


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
