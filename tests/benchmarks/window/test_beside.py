"""What is at work beside the window ends with it."""

import psutil

from tests.benchmarks.window.beside import ONE_CORE, beside


def test_a_core_is_taken_as_long_as_the_block_and_no_longer():
    before = set(psutil.Process().children())
    with beside(ONE_CORE):
        (busy,) = set(psutil.Process().children()) - before
        assert busy.is_running()
    assert not busy.is_running()


def test_nothing_is_at_work_where_nothing_is_asked():
    before = psutil.Process().children()
    with beside(None):
        assert psutil.Process().children() == before
