import json
import sys

import pytest

from aurity_desktop.application.recording import recorder_process
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.domain.capture import Stop, Stopped, StopReason
from aurity_desktop.domain.errors import BadMessage
from aurity_desktop.domain.json_lines import to_line
from aurity_desktop.domain.standby import Call, parse_call

_CHILD = """
import json, sys
heard = [sys.stdin.readline().strip() for _ in range(3)]
open(sys.argv[2], "w", encoding="utf-8").write(json.dumps([sys.argv[3:], heard]))
print(sys.argv[1], flush=True)
"""


def test_what_is_nobodys_business_comes_before_the_commands_on_standard_input(qtbot, tmp_path):
    stopped = Stopped(StopReason.ASKED, 0, 0, 0)
    heard = tmp_path / "heard.json"
    script = tmp_path / "child.py"
    script.write_text(_CHILD, encoding="utf-8")
    said = to_line(stopped, event=stopped.event)
    process = RecorderProcess((sys.executable, str(script), said, str(heard)))
    with qtbot.waitSignal(process.ended) as ended:
        process.start(["--plan", "-"], ["María", "maria lopez.wav"])
        process.send(Stop())
    assert ended.args == [None]
    arguments, lines = json.loads(heard.read_text(encoding="utf-8"))
    assert arguments == ["recorder", "--plan", "-"]
    assert lines[:2] == ["María", "maria lopez.wav"]
    assert json.loads(lines[2])


_STANDBY = """
import json, os, sys, time
from pathlib import Path
folder = Path(sys.argv[2])
standing = sys.argv[3:] == ["recorder", "--standby"]
with open(folder / "started", "a") as log: log.write(f"{sys.argv[3:]}\\n")
if standing and (folder / "dies").exists(): sys.exit(3)
heard = [sys.stdin.readline().strip() for _ in range(2)]
(folder / "heard.json").write_text(json.dumps(heard))
if heard[0]: print(sys.argv[1], flush=True)
"""


class Standby:
    """A recorder's stand-in that writes down how it was started and what it was told."""

    def __init__(self, folder):
        self._folder = folder
        script = folder / "child.py"
        script.write_text(_STANDBY, encoding="utf-8")
        stopped = Stopped(StopReason.ASKED, 0, 0, 0)
        said = to_line(stopped, event=stopped.event)
        command = (sys.executable, str(script), said, str(folder))
        self.process = RecorderProcess(command, keys=lambda _: "the keys")

    def dies_at_once(self):
        (self._folder / "dies").touch()

    def starts(self):
        log = self._folder / "started"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def heard(self):
        return json.loads((self._folder / "heard.json").read_text(encoding="utf-8"))


@pytest.fixture
def standby(qtbot, tmp_path):
    made = Standby(tmp_path)
    yield made
    made.process.close()
    made.process.wait(10_000)


def test_a_recorder_that_stands_by_is_told_by_its_input_what_it_was_started_for(qtbot, standby):
    standby.process.stand_by()
    qtbot.waitUntil(lambda: len(standby.starts()) == 1)
    assert not standby.process.running
    with qtbot.waitSignal(standby.process.ended) as ended:
        standby.process.start(["--plan", "-"], ["María"], "session_20260102_030405")
    assert ended.args == [None]
    assert standby.starts() == ["['recorder', '--standby']"]
    call, plan = standby.heard()
    assert parse_call(call.encode()) == Call("the keys", ("--plan", "-"))
    assert plan == "María"


def test_after_a_recording_the_next_recorder_stands_by(qtbot, standby, monkeypatch):
    monkeypatch.setattr(recorder_process, "_STANDBY_AGAIN_MS", 0)
    standby.process.stand_by()
    with qtbot.waitSignal(standby.process.ended):
        standby.process.start(["--plan", "-"], ["María"])
    qtbot.waitUntil(lambda: standby.starts() == ["['recorder', '--standby']"] * 2)


def test_one_that_died_while_it_stood_by_costs_no_recording(qtbot, standby):
    standby.dies_at_once()
    standby.process.stand_by()
    with qtbot.waitSignal(standby.process.ended) as ended:
        standby.process.start(["--plan", "-"], ["María"], "session_20260102_030405")
    assert ended.args == [None]
    assert standby.starts()[-1] == "['--keys-on-stdin', 'recorder', '--plan', '-']"
    assert standby.heard() == ["the keys", "María"]


def test_a_call_that_is_none_is_refused():
    for line in (b"", b"{}", b"[]", b'["keys", 7]', b"\xff"):
        with pytest.raises(BadMessage):
            parse_call(line)
