import json
import sys

from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.domain.capture import Stop, Stopped, StopReason
from aurity_desktop.domain.json_lines import to_line

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
