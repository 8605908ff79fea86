"""A run of tests in which one hangs: it ends, fails, and says where."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # it waits, so it is begun with the first

REPOSITORY = Path(__file__).parents[2]
#: All of a small file's run is held to it, each of its steps, which take a second on a busy machine
#: and have taken five.
SECONDS = 15
#: The gate's (packaging/gate).
OPTIONS = ("-n", "1", "--dist", "loadfile", "--max-worker-restart", "0")

WITHOUT_THE_INTERPRETER = """
import ctypes

def test_hung():
    ctypes.PyDLL(None).sleep(1000)
"""
BEHIND_A_TEST_THAT_FAILED = """
from threading import Event
import pytest

@pytest.fixture
def waits():
    yield
    Event().wait()

def test_hung(waits):
    assert False
"""
WHEN_IT_IS_READ = """
from threading import Event

Event().wait()
"""
BEHIND_THE_LAST_TEST = """
from threading import Event, Thread

def waits():
    Event().wait()

def test_it():
    Thread(target=waits).start()
"""


@pytest.fixture
def begin():
    """Begins a run of a small file; none is left behind."""
    with ExitStack() as left:

        def begin(folder, text, *options):
            run = begun(folder, text, *options)
            left.callback(run.communicate)
            left.callback(run.kill)
            return run

        yield begin


def begun(folder, text, *options):
    folder.mkdir()
    (folder / "pytest.ini").write_text(
        f"[pytest]\nfaulthandler_timeout = {SECONDS}\nfaulthandler_exit_on_timeout = true\n"
    )
    (folder / "conftest.py").write_text('pytest_plugins = ["tests.hung_tests"]\n')
    (folder / "test_it.py").write_text(text)
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:pytest-qt", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env=ours | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def fails(run):
    """What the run said that ended by itself, and not well."""
    output, _ = run.communicate(timeout=100)
    assert run.returncode == 1, output
    return output


@pytest.mark.skipif(sys.platform == "win32", reason="sleeps by the C library")
def test_a_test_that_hangs_is_named_and_its_stack_is_told(tmp_path, begin):
    in_it = begin(tmp_path / "in", WITHOUT_THE_INTERPRETER, *OPTIONS)
    behind_it = begin(tmp_path / "behind", BEHIND_A_TEST_THAT_FAILED, *OPTIONS)
    for run, where in ((in_it, "line 5 in test_hung"), (behind_it, "line 8 in waits")):
        output = fails(run)
        assert "crashed while running 'test_it.py::test_hung'" in output
        assert where in output


def test_what_hangs_before_the_first_test_or_behind_the_last_ends_too(tmp_path, begin):
    before = begin(tmp_path / "before", WHEN_IT_IS_READ)
    behind = begin(tmp_path / "behind", BEHIND_THE_LAST_TEST)
    for run, where in ((before, "line 4 in <module>"), (behind, "line 5 in waits")):
        assert where in fails(run)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_fork_of_a_test_ends_before_the_test_is_taken_to_hang(request):
    pid = os.fork()
    if not pid:
        left = signal.alarm(0)
        os._exit(not 0 < left < float(request.config.getini("faulthandler_timeout")))
    assert os.waitpid(pid, 0)[1] == 0
