import subprocess
import sys
from importlib import import_module

import pytest

from aurity_desktop.asr.without_torch import without_torch


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_torch_cannot_be_imported_inside_the_block_and_can_afterwards(monkeypatch, tmp_path):
    (tmp_path / "torch.py").write_text("answer = 42\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    with without_torch(), pytest.raises(ImportError):
        import_module("torch")
    assert import_module("torch").answer == 42
    # monkeypatch would bring the stand-in back at the end, for every test that follows
    del sys.modules["torch"]


def test_a_torch_that_is_loaded_already_stays_visible(monkeypatch):
    loaded = object()
    monkeypatch.setitem(sys.modules, "torch", loaded)
    with without_torch():
        assert import_module("torch") is loaded
    assert sys.modules["torch"] is loaded


def test_the_block_leaves_nothing_behind_when_its_body_raises(monkeypatch):
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    with pytest.raises(ImportError), without_torch():
        import_module("torch")
    assert "torch" not in sys.modules


def test_loading_the_recognizer_and_the_voice_detector_does_not_load_torch(models_dir):
    code = f"""
import sys
from pathlib import Path
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
Silero().load()
Whisper(Path({str(models_dir / "whisper-tiny.en")!r})).load()
print("torch" in sys.modules)
"""
    assert run(code) == "False"
