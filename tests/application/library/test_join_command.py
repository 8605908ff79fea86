"""Two sessions are joined by a child of the window: one pair at a time, told once."""

import json

from aurity_desktop.application.library.join_command import JoinCommand
from aurity_desktop.domain.errors import VaultLocked
from tests.fakes.children import scripted_child


def test_the_session_that_was_made_is_told_once_nobody_works_any_more(qtbot, tmp_path):
    command = JoinCommand(scripted_child(tmp_path, says=[json.dumps({"session_id": "made"})]))
    busy = []
    command.begun.connect(lambda: busy.append(command.busy))
    command.joined.connect(lambda _: busy.append(command.busy))
    with qtbot.waitSignal(command.joined) as told:
        command.join("a", "b")
        command.join("c", "d")  # while it works: nothing begins
    assert told.args == ["made"]
    assert busy == [True, False]


def test_why_nothing_was_joined_is_told(qtbot, tmp_path):
    command = JoinCommand(scripted_child(tmp_path, complains="no room", exit_code=1))
    with qtbot.waitSignal(command.failed):
        command.join("a", "b")
    assert not command.busy


def test_behind_a_lock_nothing_is_begun(qtbot, tmp_path):
    def locked(_session_id):
        raise VaultLocked

    command = JoinCommand(scripted_child(tmp_path), keys=locked)
    with qtbot.waitSignal(command.failed) as told:
        command.join("a", "b")
    assert isinstance(told.args[0], VaultLocked)
    assert not command.busy
