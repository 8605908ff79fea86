import gc

import pytest

from aurity_desktop.runtime.collection import without_collection


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
