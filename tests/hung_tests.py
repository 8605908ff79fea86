"""What hangs ends its process and says where: the run goes on without it, and fails.

`faulthandler_timeout` (pyproject.toml) watches each test with its fixtures, by a thread that needs
no GIL; to xdist the process that ended is a failure of the test that it was at. Here is what both
leave out: the teardown of a test that failed, the import of the tests, the end of the session, and
the forks of a process, which hold its line to xdist open for as long as they live.
"""

import faulthandler
import os
import signal

import pytest

#: For a fork, which does in a second what it is there for; its test then fails by itself.
_FORK_SECONDS = 300

_standard_error = pytest.StashKey[int]()


def pytest_configure(config):
    config.stash[_standard_error] = os.dup(2)  # while a test runs it is captured
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_end_in_time)


def _end_in_time():
    signal.alarm(_FORK_SECONDS)


def _watch(config):
    """From now on, in place of what was watched before."""
    seconds = float(config.getini("faulthandler_timeout") or 0)
    if seconds:
        faulthandler.dump_traceback_later(seconds, exit=True, file=config.stash[_standard_error])


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    _watch(session.config)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """pytest ceases to watch a test when it fails."""
    _watch(item.config)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    """Until the process has ended, with the threads that somebody left."""
    _watch(session.config)


def pytest_unconfigure(config):
    """A process of xdist has done its work: it waits for the others, and is ended by the first."""
    if hasattr(config, "workerinput"):
        faulthandler.cancel_dump_traceback_later()
