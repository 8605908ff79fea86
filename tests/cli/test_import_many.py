"""Several files, a folder, and a watched folder on the command line."""

import json
import signal
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer

from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.application.recording.watched_folder import WatchState
from aurity_desktop.cli import import_many, importing, main
from aurity_desktop.domain.errors import CannotWatch, NotAudio
from aurity_desktop.entrypoints.command_line import build
from tests.fakes.window import FakeImports, FakeWatched, FakeWatcher


@pytest.fixture
def program(paths, monkeypatch):
    made = build(paths)
    monkeypatch.setattr(type(made.models), "require", lambda *_: Path())
    return made


@pytest.fixture
def asked(monkeypatch):
    """The requests that were queued, and nothing is done with them."""
    found = []
    monkeypatch.setattr(
        importing, "import_files", lambda _, requests, *, as_json: found.extend(requests) or 0
    )
    return found


def test_several_files_and_a_folder_are_queued_in_their_order_by_their_names(
    program, asked, tmp_path
):
    folder = tmp_path / "sounds"
    (folder / "inner.wav").mkdir(parents=True)
    for name in ("b.m4a", "a.WAV", ".hidden.wav", "notes.txt"):
        (folder / name).write_bytes(b"x")
    one = tmp_path / "one.ogg"
    one.write_bytes(b"x")
    assert main.run(["import", str(one), str(folder), "--language", "es"], program) == 0
    assert [each.input_file.name for each in asked] == ["one.ogg", "a.WAV", "b.m4a"]
    assert [each.title for each in asked] == ["one", "a", "b"]
    assert {each.language for each in asked} == {"es"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["EMPTY"], ["--watch"], ["--watch", "EMPTY", "x.wav"], ["a.wav", "b.wav", "--title", "x"]],
)
def test_what_makes_no_sense_is_refused(program, asked, tmp_path, arguments):
    named = [str(tmp_path) if each == "EMPTY" else each for each in arguments]
    assert main.run(["import", *named], program) == 2
    assert asked == []


@pytest.fixture
def driven(program, qapp, monkeypatch):
    """A queue whose files a test plays; and what the folder is told to watch."""
    imports, watched = FakeImports(), FakeWatched()
    watched.folder = None
    many = None

    def drive(_program):
        nonlocal many
        monkeypatch.setattr(import_many, "WatchedFolder", lambda *_: watched)
        many = import_many._Many(program, imports, FakeWatcher(), lambda: False, None)
        return Block(many)

    monkeypatch.setattr(import_many, "_driven", drive)
    monkeypatch.setattr(import_many, "finished_view", lambda _, session: {"session_id": session})
    return SimpleNamespace(imports=imports, watched=watched)


class Block:
    def __init__(self, many):
        self.many = many

    def __enter__(self):
        return self.many

    def __exit__(self, *_):
        self.many.deleteLater()


def test_each_file_is_told_and_the_code_is_of_the_first_that_failed(
    program, driven, tmp_path, capsys
):
    good = SoundImport(1, tmp_path / "good.wav", ImportState.READING)
    bad = SoundImport(
        2, tmp_path / "bad.wav", ImportState.FAILED, error=NotAudio(tmp_path / "bad.wav", "text")
    )
    driven.imports.imports = (good, bad)

    def end():
        done = SoundImport(1, good.path, ImportState.COMPLETED, "session_1")
        driven.imports.show(done, bad)

    QTimer.singleShot(0, end)
    names = [str(tmp_path / name) for name in ("good.wav", "bad.wav")]
    assert main.run(["import", *names, "--json"], program) == NotAudio(Path(), "").exit_code
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert [(each["state"], each["session_id"]) for each in told] == [
        ("completed", "session_1"),
        ("failed", ""),
    ]
    assert told[0]["session"] == {"session_id": "session_1"}
    assert "good.wav: done  session_1" in said.err
    assert "bad.wav: failed" in said.err


def test_a_folder_is_watched_until_ctrl_c(program, driven, tmp_path, capsys):
    def play():
        driven.watched.folder = tmp_path
        driven.watched.enter(WatchState.WATCHING)
        driven.watched.link_found.emit("link.wav")
        driven.imports.show(SoundImport(1, tmp_path / "a.wav", ImportState.COMPLETED, "s"))
        QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGINT))

    QTimer.singleShot(0, play)
    assert main.run(["import", "--watch", str(tmp_path)], program) == 0
    assert driven.watched.folders == [str(tmp_path)]
    said = capsys.readouterr().err
    assert "Watching" in said
    assert "link.wav only points to another file" in said
    assert "a.wav: done" in said  # and it goes on for the next


def test_a_folder_that_cannot_be_watched_ends_it_with_one_line(program, driven, tmp_path, capsys):
    error = CannotWatch(tmp_path, "it is the program's own data")
    QTimer.singleShot(0, lambda: driven.watched.enter(WatchState.REFUSED, error))
    assert main.run(["import", "--watch", str(tmp_path)], program) == error.exit_code != 0
    assert "own data" in capsys.readouterr().err
