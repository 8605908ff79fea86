"""What the worker does between jobs."""

from aurity_desktop.entrypoints.job_handlers import JobHandlers
from aurity_desktop.runtime.settings import Settings
from tests.corpus.examples import SESSION


def test_the_worker_removes_what_a_killed_import_left_before_there_is_any_session(paths):
    slices = paths.sessions / f".{SESSION}.importing" / SESSION / "slices"
    slices.mkdir(parents=True)
    (slices / "000000.wav").write_bytes(b"sound")
    JobHandlers(paths, Settings(), records=None).keep_house()
    assert list(paths.sessions.iterdir()) == []
