"""PipDownload against a stand-in for pip: a script that does what the test says."""

import errno
import os
import subprocess
import sys

import pytest

from aurity_desktop.models.manifest import Wheel
from aurity_desktop.models.sources import NotHere, PipDownload
from tests.jobs.worker_processes import wait_until

WHEEL = Wheel("one", "one", "1.0", "one-1.0-py3-none-any.whl", 3_000_000, "0" * 64)
LINUX = Wheel(
    "two", "two", "2.0", "two.whl", 10, "0" * 64, python="3.11", implementation="cp", platform="p"
)

_WRITES = """
import os, pathlib, sys, tempfile, time
(dest,) = [word.split("=", 1)[1] for word in sys.argv if word.startswith("--dest=")]
aside = pathlib.Path(tempfile.mkdtemp()) / "part"
with aside.open("wb") as file:
    for _ in range(3):
        file.write(b"x" * 1_000_000)
        file.flush()
        time.sleep(0.25)
aside.rename(pathlib.Path(dest) / "one-1.0-py3-none-any.whl")
"""
_FAILS = """
import sys
print("Looking in indexes: …")
print("ERROR: Could not find a version that satisfies the requirement one==1.0", file=sys.stderr)
print("[notice] a new release of pip is available", file=sys.stderr)
sys.exit(1)
"""
_FETCHING = """
import pathlib, sys
from aurity_desktop.models.manifest import Wheel
from aurity_desktop.models.sources import PipDownload, while_we_live
wheel = Wheel("one", "one", "1.0", "one-1.0-py3-none-any.whl", 3, "0" * 64)
PipDownload(while_we_live("fetches"))(wheel, pathlib.Path(sys.argv[1]), lambda count: None)
"""
_NOTES = "import pathlib, sys; pathlib.Path('{note}').write_text(' '.join(sys.argv[1:]))"


def is_alive(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def test_progress_follows_the_growing_file_and_ends_at_its_size(tmp_path):
    come = []
    PipDownload([sys.executable, "-c", _WRITES])(WHEEL, tmp_path, come.append)
    assert sum(come) == WHEEL.size
    assert len(come) > 1
    assert [path.name for path in tmp_path.iterdir()] == [WHEEL.file]


def test_whoever_is_killed_leaves_nobody_behind_who_goes_on_fetching(tmp_path):
    note = tmp_path / "note"
    (tmp_path / "fetches.py").write_text(
        f"import os, pathlib, time\npathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", _FETCHING, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
    )
    wait_until(lambda: note.exists() and note.read_text())
    parent.kill()
    parent.wait()
    fetching = int(note.read_text())
    wait_until(lambda: not is_alive(fetching))


def test_pips_own_complaint_is_what_is_told(tmp_path):
    with pytest.raises(NotHere, match=r"^Could not find a version that satisfies"):
        PipDownload([sys.executable, "-c", _FAILS])(WHEEL, tmp_path, lambda count: None)


@pytest.mark.parametrize("said", ["[Errno 28] No space left on device", "[WinError 112] lleno"])
def test_a_full_disk_is_no_missing_network(tmp_path, said):
    fails = f"import sys; sys.exit('ERROR: Could not install packages due to an OSError: {said}')"
    with pytest.raises(OSError, match="space") as refused:
        PipDownload([sys.executable, "-c", fails])(WHEEL, tmp_path, lambda count: None)
    assert refused.value.errno == errno.ENOSPC


def test_nothing_is_ever_built_installed_or_resolved(tmp_path):
    note = tmp_path / "note"
    PipDownload([sys.executable, "-c", _NOTES.format(note=note)])(
        WHEEL, tmp_path, lambda count: None
    )
    words = note.read_text().split()
    assert words[0] == "download"
    assert {"--no-deps", "--only-binary=:all:", "--no-input"} <= set(words)
    assert words[-1] == "one==1.0"


def test_a_wheel_for_one_platform_is_asked_for_by_it(tmp_path):
    note = tmp_path / "note"
    PipDownload([sys.executable, "-c", _NOTES.format(note=note)])(
        LINUX, tmp_path, lambda count: None
    )
    text = note.read_text()
    assert "--python-version 3.11 --implementation cp --platform p two==2.0" in text


def test_an_installed_app_says_that_it_has_no_pip(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(NotHere, match="cannot use the package index"):
        PipDownload()(WHEEL, tmp_path, lambda count: None)
