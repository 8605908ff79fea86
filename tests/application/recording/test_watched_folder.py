"""A folder whose files are imported, each once: whatever ends in between, and nothing of it is
changed; a recording goes first.
"""

import os
import shutil
from pathlib import Path

import pytest

from aurity_desktop.application.recording.sound_import import ImportState
from aurity_desktop.application.recording.watched_folder import (
    WatchedFolder,
    WatchState,
    watched_request,
)
from aurity_desktop.domain import capture
from aurity_desktop.domain.errors import CannotWatch, InputChanged, NotAudio
from aurity_desktop.domain.session import SessionState
from aurity_desktop.runtime.settings import Settings
from tests.application.recording.test_import_queue import Scene
from tests.fakes.clock import Clock


class Desk(Scene):
    """A watched folder before the queue; a restart is another desk on the same data."""

    def __init__(self, qtbot, program, ledger, folder):
        super().__init__(qtbot, program, ledger)
        self.folder = folder
        self.seconds = Clock(0.0)
        self.links = []
        self.watched = WatchedFolder(
            program,
            self.queue,
            lambda: self.recording.now,
            lambda path: watched_request(path, Settings(speech_language="es")),
            clock=self.seconds,
        )
        self.watched._timer.setInterval(3_600_000)  # the test says when it looks
        self.watched.link_found.connect(self.links.append)

    def watch(self):
        self.watched.watch(str(self.folder))
        self.settle(0)

    def settle(self, seconds=10.0):
        """So much later it looks, and what it finds is done."""
        self.seconds.go_on(seconds)
        self.watched.look()
        self.qtbot.waitUntil(lambda: not self.watched._looking)

    def put(self, name="talk.wav", content=b"sound"):
        (self.folder / name).write_bytes(content)

    def import_it(self):
        """The first file, to its end, and its job."""
        session_id = self.read()
        assert self.first.state is ImportState.TRANSCRIBING
        return session_id

    def close(self):
        self.watched.close()
        self.queue.close()


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "to be written"
    own.mkdir()
    return own


@pytest.fixture
def begin(qtbot, program, ledger, folder):
    """Starts the program, after the one before has ended."""
    desks = []

    def start():
        for desk in desks:
            desk.close()
        desks[:] = [Desk(qtbot, program, ledger, folder)]
        desks[0].watch()
        return desks[0]

    yield start
    for desk in desks:
        desk.close()


def names(desk):
    return [each.path.name for each in desk.queue.imports]


def test_a_file_that_is_put_there_is_imported_by_its_name_and_in_the_language_of_the_settings(
    begin,
):
    desk = begin()
    assert desk.watched.state is WatchState.WATCHING
    desk.put("Ana.wav")
    desk.settle(0)
    assert names(desk) == []
    desk.settle()
    assert names(desk) == ["Ana.wav"]
    desk.wait_for_the_recorder()
    plan = capture.parse_plan(desk.recorder.first_lines[0])
    assert (plan.title, plan.language) == ("Ana", "es")


def test_it_is_imported_once_and_never_again_after_a_restart(begin):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    desk.import_it()
    desk.settle()
    assert names(desk) == ["talk.wav"]
    desk = begin()
    desk.settle()
    desk.settle()
    assert names(desk) == []


def test_the_same_sound_under_another_name_or_touched_is_not_imported_again(begin, folder):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    desk.import_it()
    shutil.copy(folder / "talk.wav", folder / "copy of talk.wav")
    os.utime(folder / "talk.wav", (1, 1))
    desk.settle(0)
    desk.settle()
    desk.settle()
    assert names(desk) == ["talk.wav"]


def test_another_sound_under_the_same_name_is_a_session_of_its_own(begin):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    desk.import_it()
    desk.put(content=b"another sound")
    desk.settle(0)
    desk.settle()
    assert names(desk) == ["talk.wav", "talk.wav"]


def test_killed_before_its_session_began_it_is_begun_anew(begin):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    desk.wait_for_the_recorder()  # its id is on record by now
    desk = begin()
    desk.settle()
    assert names(desk) == ["talk.wav"]
    assert "--plan" in desk.wait_for_the_recorder()


def test_killed_half_way_it_goes_on_in_the_same_session(begin):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    session_id = desk.begin(expected=33.0)
    desk.seal(session_id, 0)
    desk = begin()
    desk.settle()
    assert desk.wait_for_the_recorder()[:3] == ["--session", session_id, "--resume"]


def test_killed_between_its_end_and_the_record_of_it_it_is_not_read_again(begin, ledger):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    session_id = desk.begin()
    desk.seal(session_id, 0)
    ledger.sessions.set_state(session_id, SessionState.FINALIZING)
    for _ in range(2):
        desk = begin()
        desk.settle()
        assert names(desk) == []


def test_what_somebody_cancelled_does_not_come_back(begin):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    session_id = desk.begin()
    desk.queue.cancel(desk.first.key)
    desk.stop(capture.StopReason.ASKED, seconds=0)
    assert desk.first.session_id == session_id
    desk = begin()
    desk.settle()
    assert names(desk) == []


def test_what_is_no_sound_is_told_once_and_not_at_every_start(begin):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    desk.wait_for_the_recorder()
    desk.recorder.ends(NotAudio(desk.folder / "talk.wav", "no sound"))
    assert desk.states == [ImportState.FAILED]
    desk.settle()
    assert len(names(desk)) == 1
    desk = begin()
    desk.settle()
    assert names(desk) == []


def test_a_stick_that_is_pulled_while_it_is_read_leaves_a_part_that_goes_on_when_it_is_back(
    begin, folder
):
    desk = begin()
    desk.put()
    desk.settle(0)
    desk.settle()
    session_id = desk.begin(expected=33.0)
    desk.seal(session_id, 0)
    pulled = folder.rename(folder.with_name("pulled"))
    desk.stop(capture.StopReason.END_OF_FILE, seconds=3)
    desk.qtbot.waitUntil(lambda: desk.first.state is ImportState.STOPPED)
    assert isinstance(desk.first.error, InputChanged)
    desk.settle()
    assert desk.watched.state is WatchState.AWAY
    desk.settle()
    assert desk.watched.state is WatchState.AWAY
    pulled.rename(folder)
    desk.settle()
    assert desk.watched.state is WatchState.WATCHING
    desk.settle()
    assert desk.wait_for_the_recorder()[:3] == ["--session", session_id, "--resume"]
    assert [each.session_id for each in desk.queue.imports] == [session_id]


def test_a_link_is_told_once_and_not_followed(begin, tmp_path, folder):
    (tmp_path / "secret.wav").write_bytes(b"sound")
    (folder / "link.wav").symlink_to(tmp_path / "secret.wav")
    desk = begin()
    desk.settle()
    desk.settle()
    assert (names(desk), desk.links) == ([], ["link.wav"])


def test_while_somebody_records_the_folder_is_not_even_looked_at(begin, monkeypatch):
    desk = begin()
    desk.put()
    desk.settle(0)
    looks = []
    monkeypatch.setattr(type(desk.watched._scan), "look", lambda _: looks.append(1) or [])
    desk.recording.now = True
    for _ in range(50):
        desk.settle()
    assert looks == []
    assert desk.recorder.started_with is None
    desk.recording.now = False
    desk.settle()
    assert looks == [1]


def test_a_file_is_not_read_to_its_end_for_its_hash_when_a_recording_begins(begin):
    desk = begin()
    desk.put(content=bytes(3 << 20))
    desk.settle(0)
    asked = []

    def records():
        asked.append(1)
        return len(asked) > 2  # once by the look, then at the first piece

    desk.watched._somebody_records = records
    desk.settle()
    assert names(desk) == []
    assert len(asked) == 3


def test_of_thousands_a_few_wait_in_the_list_and_the_others_in_the_folder(begin):
    desk = begin()
    for number in range(10):
        desk.put(f"{number}.wav", bytes([number]))
    desk.settle(0)
    for _ in range(10):
        desk.settle()
    assert names(desk) == ["0.wav", "1.wav", "2.wav"]


def test_one_program_watches_for_a_data_folder(begin, qtbot, program, ledger, folder):
    first = begin()
    second = Desk(qtbot, program, ledger, folder)
    second.watch()
    assert second.watched.state is WatchState.TAKEN
    first.watched.watch("")
    second.settle()
    assert second.watched.state is WatchState.WATCHING
    second.close()


def test_our_own_data_is_not_watched(begin, program):
    desk = begin()
    desk.watched.watch(str(program.paths.sessions))
    assert desk.watched.state is WatchState.REFUSED
    assert isinstance(desk.watched.error, CannotWatch)
    desk.watched.watch("")
    assert desk.watched.state is WatchState.OFF


def test_a_damaged_record_is_refused_lest_all_be_imported_again(begin, program):
    desk = begin()
    desk.put()
    desk.settle(0)
    program.paths.watched.write_text("{")
    desk.settle()
    assert desk.watched.state is WatchState.REFUSED
    assert names(desk) == []
    program.paths.watched.unlink()
    desk.settle()
    assert names(desk) == ["talk.wav"]


def test_the_record_names_no_file_and_the_files_stay_as_they_are(begin, program, folder):
    desk = begin()
    desk.put("García Ana.wav")
    before = os.lstat(folder / "García Ana.wav")
    desk.settle(0)
    desk.settle()
    desk.import_it()
    kept = program.paths.watched.read_text()
    assert "Garc" not in kept
    assert "to be written" not in kept
    after = os.lstat(folder / "García Ana.wav")
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [each.name for each in folder.iterdir()] == ["García Ana.wav"]
    assert Path(program.paths.watched).stat().st_mode & 0o077 == 0
