"""A changed model is made beside nobody's room, and is there where no folder can be had."""

import errno
import logging
import shutil
import tempfile
from io import BytesIO

import pytest

from aurity_desktop.asr.changed_model import LEFT_FREE, changed_model
from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.fewer_tokens import token_names
from aurity_desktop.audio.slices.disk_space import STOP_BYTES
from aurity_desktop.storage.file_lock import FileLock

NAMES = ["hola", "adiós"]


def shout(source, target):
    target.write(source.read().upper())


def twice(source, target):
    target.write(source.read() * 2)


STEPS = ({"vocabulary.json": shout, "model.bin": twice}, {"vocabulary.json": twice})


@pytest.fixture
def around(tmp_path, monkeypatch):
    """The system's folder for what is temporary."""
    folder = tmp_path / "around"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def installed(tmp_path):
    folder = tmp_path / "whisper-base"
    folder.mkdir()
    for name in ("model.bin", "config.json", "vocabulary.json", "tokenizer.json", "LICENSE"):
        (folder / name).write_text(f"{name}.")
    return folder


def contents(files, folder):
    return {file.name: files.read(file.name) for file in folder.iterdir()}


CHANGED = {
    "model.bin": b"model.bin.model.bin.",
    "config.json": b"config.json.",
    "vocabulary.json": b"VOCABULARY.JSON.VOCABULARY.JSON.",
    "tokenizer.json": b"tokenizer.json.",
    "LICENSE": b"LICENSE.",
}


def full(_folder):
    return LEFT_FREE - 1


def ample(_folder):
    return 10 * LEFT_FREE


def test_it_stands_in_a_folder_of_its_own_for_so_long(around, installed):
    with changed_model(installed, *STEPS, room=ample) as files:
        assert contents(files, installed) == CHANGED
        assert [files.folder] == list(around.iterdir())
        assert files.in_memory == {}
    assert list(around.iterdir()) == []


def gone(around):
    around.rmdir()


def not_writable(around):
    """Root may write anywhere else."""
    around.rmdir()
    around.write_text("")


def nothing_is_wrong(around):
    pass


@pytest.mark.parametrize(
    ("spoil", "room"), [(gone, ample), (not_writable, ample), (nothing_is_wrong, full)]
)
def test_without_a_folder_or_room_for_it_it_is_made_in_memory_and_told_once(
    around, installed, spoil, room, caplog
):
    spoil(around)
    with changed_model(installed, *STEPS, room=room) as files:
        assert contents(files, installed) == CHANGED
        assert files.in_memory.keys() == {"model.bin", "config.json", "vocabulary.json"}
        assert not around.is_dir() or list(around.iterdir()) == []
    (told,) = caplog.records
    assert told.levelno == logging.WARNING
    assert told.file_only


def test_a_disk_that_fills_up_meanwhile_keeps_nothing_of_it(around, installed):
    """Whatever the disk said it had: somebody else's bytes, or a quota."""

    def on_the_full_disk(source, target):
        twice(source, target)
        if not isinstance(target, BytesIO):
            raise OSError(errno.ENOSPC, "No space left on device")

    with changed_model(installed, {"model.bin": on_the_full_disk}, room=ample) as files:
        assert files.read("model.bin") == CHANGED["model.bin"]
        assert list(around.iterdir()) == []


def test_the_room_that_a_recording_needs_is_left_to_it(around, installed):
    """A recording ends below that, and looks once a second."""
    assert LEFT_FREE > 2 * STOP_BYTES
    needed = sum((installed / name).stat().st_size for name in ("model.bin", "vocabulary.json"))
    for free, in_memory in ((LEFT_FREE + needed - 1, True), (LEFT_FREE + needed, False)):
        with changed_model(installed, *STEPS, room=lambda _, free=free: free) as files:
            assert bool(files.in_memory) == in_memory


def test_what_cannot_be_removed_any_more_is_no_failure_of_the_model(around, installed):
    with changed_model(installed, *STEPS, room=ample):
        shutil.rmtree(around)
        around.write_text("")


def test_what_is_wrong_with_the_model_is_not_taken_for_a_missing_folder(around, installed, caplog):
    def damaged(_source, _target):
        raise ValueError("it breaks off")

    with (
        pytest.raises(ValueError, match="breaks off"),
        changed_model(installed, {"model.bin": damaged}, room=ample),
    ):
        raise AssertionError
    assert list(around.iterdir()) == []
    assert caplog.records == []


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_in_use_stays(around, installed):
    for name in ("aurity-model-left", "aurity-model-used", "of-others"):
        (around / name).mkdir()
        (around / name / "in-use").touch()
    lock = FileLock(around / "aurity-model-used" / "in-use")
    with changed_model(installed, *STEPS, room=ample):
        pass
    lock.release()
    assert {left.name for left in around.iterdir()} == {"aurity-model-used", "of-others"}


@pytest.mark.models
def test_a_model_made_in_memory_is_read_by_the_engine(around, models_dir):
    gone(around)
    model = ConditionedWhisper(models_dir / "whisper-tiny.en", threads=1)
    model.load()
    names = token_names(models_dir / "whisper-tiny.en")
    assert "".join(names[each] for each in model.tokens_of(" paracetamol")) == "Ġparacetamol"
