"""Work beside the event loop."""

import threading

import pytest

from aurity_desktop.application.child_processes.off_thread import OffThread


@pytest.fixture
def off_thread(qapp):
    beside = OffThread()
    yield beside
    beside.close()


def test_work_is_done_on_another_thread_and_answered_on_this_one(off_thread, qtbot):
    answers = []
    off_thread.do(threading.get_ident, lambda ident: answers.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))
    ((worked_on, answered_on),) = answers
    assert worked_on != threading.get_ident()
    assert answered_on == threading.get_ident()


def test_pieces_are_done_one_after_the_other_in_their_order(off_thread, qtbot):
    answers = []
    for number in range(20):
        off_thread.do(lambda number=number: number, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_a_failure_is_told(off_thread, qtbot):
    def fail():
        raise OSError("no space")

    with qtbot.waitSignal(off_thread.failed) as told:
        off_thread.do(fail, lambda _: None)
    assert str(told.args[0]) == "no space"


class Panel:
    """Something whose end is noted with the thread that it came on."""

    def __init__(self, ends):
        self._ends = ends

    def __del__(self):
        self._ends.append(threading.get_ident())

    def read(self):
        return "read"

    def fail(self):
        raise OSError("no space")

    def show(self, _):
        pass


@pytest.mark.parametrize("work", ["read", "fail"])
def test_who_asked_is_let_go_of_on_this_thread_though_nobody_else_holds_it(off_thread, qtbot, work):
    ends, answers = [], []
    for _ in range(5):
        panel = Panel(ends)
        off_thread.do(getattr(panel, work), panel.show)
    del panel
    off_thread.do(lambda: None, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert ends == [threading.get_ident()] * 5


def test_the_piece_that_is_answered_is_held_until_it_has_surely_left_its_thread(off_thread, qtbot):
    ends, held = [], []
    panel = Panel(ends)

    def answer(_):
        off_thread.close()  # its thread has let go of it
        held.append(list(ends))

    off_thread.do(panel.read, answer)
    del panel
    qtbot.waitUntil(lambda: bool(held))
    assert held == [[]]
