import gc

import pytest

from aurity_desktop.runtime.collection import is_held, without_collection


def test_the_collector_rests_meanwhile_and_goes_on_whatever_happens():
    meanwhile = []
    with without_collection():
        meanwhile.append(gc.isenabled())
    with pytest.raises(ZeroDivisionError), without_collection():
        meanwhile.append(1 / 0)
    assert meanwhile == [False]
    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_so():
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_of_two_at_once_the_last_one_lets_the_collector_go_on():
    first, second = without_collection(), without_collection()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert is_held()
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert not is_held()
    assert gc.isenabled()
