"""Widgets in a cycle are taken apart by the GUI thread, whoever makes objects meanwhile."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from aurity_desktop.runtime.collection import without_collection
from aurity_desktop.ui.shell.collector import Collector


@pytest.fixture
def collector(qapp):
    made = Collector()
    made.look()
    yield made
    made.close()
    assert gc.isenabled()


@pytest.fixture
def collected_by():
    """The threads that the collector has worked on."""
    threads = []

    def note(phase, _):
        if phase == "start":
            threads.append(threading.get_ident())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def make_cycles(count=20_000):
    kept = []
    for _ in range(count):
        cycle = []
        cycle.append(cycle)
        kept.append([])
    return kept


def on_another_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_thread_that_makes_many_objects_collects_nothing(collector, collected_by):
    on_another_thread(make_cycles)
    assert collected_by == []
    collector.look()
    assert collected_by == [threading.get_ident()]


def test_what_is_in_a_cycle_goes_at_the_next_look(collector):
    gone = []

    class Panel(QObject):
        def __init__(self):
            super().__init__()
            self.shows = lambda: self

        def __del__(self):
            gone.append(threading.get_ident())

    Panel()
    on_another_thread(make_cycles)
    assert gone == []
    collector.look()
    assert gone == [threading.get_ident()]


def test_where_little_was_made_nothing_is_looked_through(collector, collected_by):
    gc.collect()
    collected_by.clear()
    collector.look()
    assert collected_by == []


def test_many_young_looks_lead_to_one_at_all_that_came_since(collector):
    generations = []

    def note(phase, told):
        if phase == "start":
            generations.append(told["generation"])

    gc.callbacks.append(note)
    try:
        for _ in range(gc.get_threshold()[1] + 2):
            make_cycles(2 * gc.get_threshold()[0])
            collector.look()
    finally:
        gc.callbacks.remove(note)
    assert set(generations) == {0, 1}


def test_what_lasts_is_not_looked_through_again(collector):
    lasting = make_cycles()
    before = gc.get_freeze_count()
    _, young, middle = gc.get_threshold()
    for _ in range(2 * (young + 1) * (middle + 1)):
        make_cycles(2 * gc.get_threshold()[0])
        collector.look()
    assert gc.get_freeze_count() >= before + len(lasting)


def test_pythons_own_is_off_again_at_the_next_look_whoever_switched_it_on(collector, collected_by):
    gc.enable()
    collector.look()
    collected_by.clear()
    on_another_thread(make_cycles)
    assert collected_by == []


def test_nothing_is_looked_through_while_lasting_objects_are_made_nor_these_afterwards(
    collector, collected_by
):
    gc.collect()
    frozen = gc.get_freeze_count()
    collected_by.clear()
    with without_collection():
        kept = make_cycles()
        collector.look()
    assert collected_by == []
    collector.look()
    assert gc.get_freeze_count() >= frozen + len(kept)
