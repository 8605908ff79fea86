"""What every test may lean on.

No network, no display, a data folder of its own, the installed models, and patience.
"""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
#: Whoever runs the tests has a keyring of their own, which is left alone.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import psutil
import pytest
from pytestqt.qtbot import QtBot

from aurity_desktop.entrypoints.qt_imports import import_qt
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors, usable_processors
from aurity_desktop.storage import durable
from tests.fakes.disk import RecordingDisk

pytest_plugins = ["tests.hung_tests"]

go_offline()
import_qt()
#: As every process of the program: pools of threads that spin are in each other's way.
share_processors()

#: Of memory that is free, for each process of tests: one with the models loaded and the programs it
#: starts take 2 GB.
_WORKER_BYTES = 3_000_000_000

#: How long a test waits for a signal, in milliseconds. No measure of speed: it only ends a test
#: whose signal never comes, on the slowest machine beside other work.
_PATIENCE_MS = 60_000


def pytest_xdist_auto_num_workers():
    """`-n auto`: one more than there are processors, as far as the memory goes.

    Tests that play half a minute of speech, or wait for a child, leave a processor idle meanwhile.
    """
    fit = psutil.virtual_memory().available // _WORKER_BYTES
    return max(1, min(usable_processors() + 1, fit))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Files with whole jobs or slow tests go first, so that none of them is the last to end."""
    long = {
        item.path
        for item in items
        if any(item.get_closest_marker(name) for name in ("e2e", "slow"))
    }
    items.sort(key=lambda item: item.path not in long)  # otherwise they stay as they are


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What was logged or printed goes to another process as UTF-8, which hostile texts are not."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report


@pytest.fixture
def paths(tmp_path, models_dir_or_none):
    """A data folder of the test's own, ready to be written to."""
    own = Paths(data=tmp_path / "data", models=models_dir_or_none or tmp_path / "models")
    own.prepare()
    return own


@pytest.fixture
def disk(monkeypatch):
    """Records what is forced to the disk, and says what a power cut would leave."""
    recording = RecordingDisk()
    monkeypatch.setattr(durable, "medium", recording)
    yield recording
    recording.close()


@pytest.fixture(scope="session")
def models_dir_or_none():
    models = Paths.from_environment().models
    return models if models.is_dir() else None


@pytest.fixture(scope="session")
def models_dir(models_dir_or_none):
    """The installed models.

    A test that asks for them fails where they are missing: `make test` installs them.
    """
    assert models_dir_or_none is not None, "run `make test`, or `aurity-desktop models install`"
    return models_dir_or_none


@pytest.fixture(scope="session")
def sample_wav():
    """The half-minute telephone talk of two people that pyannote.audio installs.

    Its RTTM and STM stand beside it.
    """
    import importlib.util

    package = importlib.util.find_spec("pyannote.audio")
    return Path(package.submodule_search_locations[0]) / "sample" / "sample.wav"


class PatientQtBot(QtBot):
    """pytest-qt's, whose waits end after a minute rather than after 5 s, unless told."""

    def waitSignal(self, signal, *, timeout=_PATIENCE_MS, **options):  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals, *, timeout=_PATIENCE_MS, **options):  # noqa: N802
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitUntil(self, callback, *, timeout=_PATIENCE_MS):  # noqa: N802
        return super().waitUntil(callback, timeout=timeout)

    def waitCallback(self, *, timeout=_PATIENCE_MS, raising=None):  # noqa: N802
        return super().waitCallback(timeout=timeout, raising=raising)

    def waitExposed(self, widget, *, timeout=_PATIENCE_MS):  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget, *, timeout=_PATIENCE_MS):  # noqa: N802
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request):
    return PatientQtBot(request)
