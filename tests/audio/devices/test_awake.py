import sys

import pytest

from aurity_desktop.audio.devices import awake
from aurity_desktop.audio.devices.awake import inhibitor, keep_awake


def found(name):
    return f"/usr/bin/{name}"


def test_linux_and_macos_have_a_tool_of_their_own():
    linux = inhibitor("linux", 7, found)
    assert linux[:2] == ("/usr/bin/systemd-inhibit", "--what=idle:sleep")
    assert linux[-1] == "/usr/bin/cat"
    assert inhibitor("darwin", 7, found) == ("/usr/bin/caffeinate", "-i", "-w", "7")


@pytest.mark.parametrize("platform", ["linux", "darwin", "freebsd"])
def test_a_machine_without_the_tool_records_all_the_same(platform, monkeypatch):
    assert inhibitor(platform, 7, lambda _: None) is None
    monkeypatch.setattr(awake, "inhibitor", lambda *_: None)
    with keep_awake():
        pass


def test_the_child_lives_as_long_as_the_recording(monkeypatch, tmp_path):
    mark = tmp_path / "ended"
    code = f"import sys, pathlib; sys.stdin.read(); pathlib.Path({str(mark)!r}).touch()"
    monkeypatch.setattr(awake, "inhibitor", lambda *_: (sys.executable, "-c", code))
    started = []
    real = awake._start
    monkeypatch.setattr(
        awake, "_start", lambda command: started.append(real(command)) or started[0]
    )
    with keep_awake():
        assert started[0].poll() is None
    assert started[0].poll() is not None


def test_a_tool_that_cannot_be_started_is_told_and_nothing_more(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(awake, "inhibitor", lambda *_: (str(tmp_path / "no such tool"),))
    with keep_awake():
        pass
    assert "may fall asleep" in capsys.readouterr().err
