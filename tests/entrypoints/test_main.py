"""What each of the four programs loads, looked at in a process of its own."""

import os
import subprocess
import sys

import pytest

LOOK = """
import sys, {module}
heavy = sorted(name for name in {heavy} if sys.modules.get(name) is not None)
print(",".join(heavy))
"""


def loaded(module, *heavy):
    code = LOOK.format(module=module, heavy=heavy)
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return ended.stdout.strip()


@pytest.mark.parametrize(
    "module", ["aurity_desktop.__main__", "aurity_desktop.entrypoints.command_line"]
)
def test_deciding_who_we_are_loads_nothing_heavy(module):
    heavy = ("torch", "faster_whisper", "ctranslate2", "pyannote", "h5py", "sounddevice", "huey")
    assert loaded(module, *heavy) == ""


def test_the_window_loads_neither_torch_nor_hdf5_nor_portaudio():
    assert (
        loaded("aurity_desktop.entrypoints.window", "torch", "pyannote", "h5py", "sounddevice")
        == ""
    )


def test_the_recorder_loads_neither_qt_nor_a_model():
    assert (
        loaded("aurity_desktop.entrypoints.recorder", "PySide6", "torch", "faster_whisper", "h5py")
        == ""
    )


def test_the_worker_loads_no_qt():
    assert loaded("aurity_desktop.entrypoints.worker", "PySide6") == ""


def test_libraries_are_offline_and_share_the_processors_before_any_of_them_is_imported():
    code = """
import os, sys, types
def main(arguments, handed):
    loaded = {"numpy", "torch", "ctranslate2", "huggingface_hub"} & set(sys.modules)
    names = ("HF_HUB_OFFLINE", "OPENBLAS_NUM_THREADS", "OMP_WAIT_POLICY")
    print(*(os.environ[name] for name in names), *loaded)
    return 0
sys.modules["aurity_desktop.entrypoints.command_line"] = types.SimpleNamespace(main=main)
import aurity_desktop.entrypoints
aurity_desktop.entrypoints.command_line = sys.modules["aurity_desktop.entrypoints.command_line"]
sys.argv = ["aurity-desktop", "sessions"]
from aurity_desktop.__main__ import main
main()
"""
    names = ("HF_HUB_OFFLINE", "OPENBLAS_NUM_THREADS", "OMP_WAIT_POLICY")
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **dict.fromkeys(names, "other")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ended.stdout.split() == ["1", "1", "PASSIVE"]
