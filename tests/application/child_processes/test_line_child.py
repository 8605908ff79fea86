"""Children that are spoken with in lines: none is left behind when the program ends."""

import sys

from PySide6.QtCore import QObject, QProcess

from aurity_desktop.application.child_processes.line_process import LineChild, LineProcess

_SLOW = """
import sys
sys.stdin.read()  # until the parent lets it go
for _ in range(3_000_000): pass
"""


def test_the_end_waits_for_a_child_that_was_closed_shortly_before(qtbot, qtlog, tmp_path):
    script = tmp_path / "child.py"
    script.write_text(_SLOW, encoding="utf-8")
    owner = QObject()
    child = LineChild((sys.executable, str(script)), owner)
    child.start([])
    (process,) = owner.findChild(LineProcess).findChildren(QProcess)
    qtbot.waitUntil(lambda: process.state() is QProcess.ProcessState.Running)
    child.close()
    child.end()
    assert process.state() is QProcess.ProcessState.NotRunning
