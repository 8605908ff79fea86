import shutil
from contextlib import closing

import pytest

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import SESSION, record_session, without_fsync


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A data folder with one finalized session, its sound, its file and an export of it; to be
    copied, not touched.
    """
    root = tmp_path_factory.mktemp("template")
    paths = Paths(root / "data", root / "models")
    paths.prepare()
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        record_session(ledger, paths, slices=4, last=12_345)
        SessionProjector(paths, ledger).project(SESSION)
        export_session(ledger, SESSION, root / "export.h5", exported_by="ana", purpose="prueba")
    return root


@pytest.fixture
def ledger(paths):
    """Does not wait for the disk: what is asked here does not depend on it.

    `test_database.py` has one that does.
    """
    opened = SqliteLedger(paths.ledger, "ana")
    without_fsync(opened)
    yield opened
    opened.close()


@pytest.fixture
def recorded(template, paths, request):
    """A finalized session with its sound on disk and its file in place; yields its folder."""
    shutil.copytree(template / "data", paths.data, dirs_exist_ok=True)
    request.getfixturevalue("ledger")  # opened after the copy
    return paths.session(SESSION)


@pytest.fixture
def exported(template, tmp_path):
    """An export of that session, to be tampered with."""
    return shutil.copy(template / "export.h5", tmp_path / "export.h5")
