"""One child after the other: none keeps another from its turn."""

import sys

import pytest

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.one_after_another import OneAfterAnother, Outcome
from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import SessionHeld, VaultLocked

HELD = SessionHeld("b", "a complaint")
CHILD = (
    "import sys\n"
    "if sys.argv[1] == 'b':\n"
    f"    sys.exit(print({error_line(HELD)!r}, file=sys.stderr) or 1)\n"
    'print(\'{"did": "%s"}\' % sys.argv[1])\n'
)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def rounds(qapp, heard):
    def make(what):
        if what == "locked":
            raise VaultLocked
        return ChildCommand((sys.executable, "-c", CHILD), [what], one)

    one = OneAfterAnother(make)
    one.progressed.connect(lambda *count: heard.append(count))
    one.finished_one.connect(lambda *done: heard.append(done))
    one.ended.connect(heard.append)
    return one


def test_each_has_its_turn_and_what_is_refused_is_told_with_its_error(rounds, heard, qtbot):
    rounds.start(["a", "b", "locked", "c"])
    qtbot.waitUntil(lambda: isinstance(heard[-1], Outcome), timeout=30_000)
    outcome = heard[-1]
    assert outcome.done == ("a", "c")
    assert [(what, type(error)) for what, error in outcome.refused] == [
        ("b", SessionHeld),
        ("locked", VaultLocked),
    ]
    assert heard[:3] == [(0, 4), ("a", {"did": "a"}), (1, 4)]
    assert not rounds.running


def test_a_round_that_is_stopped_finishes_the_one_at_work_and_says_which_were_left(
    rounds, heard, qtbot
):
    rounds.start(["a", "c", "d"])
    rounds.cancel()
    qtbot.waitUntil(lambda: isinstance(heard[-1], Outcome), timeout=30_000)
    assert heard[-1] == Outcome(("a",), (), ("c", "d"))


def test_a_second_round_waits_for_nobody_and_is_not_begun(rounds, heard, qtbot):
    rounds.start(["a"])
    rounds.start(["c"])
    qtbot.waitUntil(lambda: isinstance(heard[-1], Outcome), timeout=30_000)
    assert heard[-1].done == ("a",)
