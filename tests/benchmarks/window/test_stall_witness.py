"""Who kept the event loop is read from the stacks at the time, and from no others."""

import sys
import threading

import pytest

from tests.benchmarks.window.stall_witness import StallWitness


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def alive():
    return [0.0]


@pytest.fixture
def witness(now, alive):
    return StallWitness(lambda: alive[0], clock=lambda: now[0])


def look_from_beside(witness):
    looking = threading.Thread(target=witness.look)
    looking.start()
    looking.join()


def test_a_stall_tells_what_the_thread_was_in(witness, now):
    now[0] = 0.08
    look_from_beside(witness)
    witness.stalled(80.0)
    (stall,) = witness.stalls
    assert (stall.at, stall.milliseconds) == (pytest.approx(0.0), 80.0)
    assert any("look_from_beside" in call for call in stall.doing)


def test_a_thread_beside_is_told_too(witness, now):
    reached, may_go = threading.Event(), threading.Event()

    def keep_the_lock():
        reached.set()
        may_go.wait()

    beside = threading.Thread(target=keep_the_lock)
    beside.start()
    reached.wait()
    now[0] = 0.08
    look_from_beside(witness)
    may_go.set()
    beside.join()
    witness.stalled(80.0)
    calls = [call for others in witness.stalls[0].beside for call in others]
    assert any("keep_the_lock" in call for call in calls)


def test_a_loop_that_is_in_time_is_not_looked_into(witness, now):
    now[0] = 0.02
    look_from_beside(witness)
    now[0] = 0.1
    witness.stalled(80.0)
    assert witness.stalls[0].doing == ()


def test_what_was_seen_in_an_earlier_silence_is_not_told_again(witness, now, alive):
    now[0] = 0.08
    look_from_beside(witness)
    now[0] = alive[0] = 60.0
    witness.stalled(70.0)
    assert witness.stalls[0].doing == ()


def test_it_looks_by_itself_until_it_is_closed(witness, now):
    now[0] = 0.08
    witness.start()
    for _ in range(1_000):
        witness.stalled(80.0)
        if witness.stalls[-1].doing:
            break
        threading.Event().wait(0.005)
    witness.close()
    assert witness.stalls[-1].doing


def test_no_thread_runs_on_while_its_frames_are_held(witness, now, monkeypatch):
    usual, during = sys.getswitchinterval(), []
    frames = sys._current_frames
    monkeypatch.setattr(
        sys, "_current_frames", lambda: during.append(sys.getswitchinterval()) or frames()
    )
    now[0] = 0.08
    look_from_beside(witness)
    assert during == [pytest.approx(1.0)]
    assert sys.getswitchinterval() == pytest.approx(usual)
