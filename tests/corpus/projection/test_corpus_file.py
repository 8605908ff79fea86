"""`corpus.h5`, through which tools reach every session."""

import errno

import h5py

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_session
from aurity_desktop.corpus.lifecycle.erasing import erase_session, finish_erasures
from aurity_desktop.corpus.projection.corpus_file import links_are_true, update_links
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.domain.session import SessionState
from aurity_desktop.storage import durable
from aurity_desktop.storage.medium import Medium
from tests.corpus.examples import SESSION, record_session

OTHER = "session_20260302_090000"


def test_every_session_is_reached_through_one_file(recorded, ledger, paths):
    record_session(ledger, paths, OTHER, slices=2)
    SessionProjector(paths, ledger).project(OTHER)
    with h5py.File(paths.data / "corpus.h5", "r") as file:
        assert set(file["sessions"]) == {SESSION, OTHER}
        assert len(file[f"sessions/{SESSION}/chunks"]) == 4
        assert file[f"sessions/{OTHER}/audio"].shape == (96_000,)


def test_it_still_works_when_the_folder_was_moved(recorded, ledger, paths):
    ledger.close()
    moved = paths.data.rename(paths.data.with_name("moved"))
    with h5py.File(moved / "corpus.h5", "r") as file:
        assert len(file[f"sessions/{SESSION}/chunks"]) == 4


def test_it_is_built_only_when_a_session_came_or_went(recorded, ledger, paths):
    assert not update_links(paths)
    (recorded / "session.h5").unlink()
    assert update_links(paths)
    with h5py.File(paths.data / "corpus.h5", "r") as file:
        assert set(file["sessions"]) == set()


def test_lost_or_damaged_it_is_built_anew(recorded, ledger, paths):
    ledger.close()
    for harm in (lambda path: path.unlink(), lambda path: path.write_bytes(b"damaged")):
        harm(paths.data / "corpus.h5")
        assert "corpus.h5 built anew" in repair_corpus(paths, "ana", recover_orphan).acts
        assert repair_corpus(paths, "ana", recover_orphan).acts == ()


def test_a_session_whose_builder_died_before_it_could_be_linked_is_linked_at_the_next_look(
    recorded, ledger, paths
):
    (paths.data / "corpus.h5").unlink()
    SessionProjector(paths, ledger).project(SESSION)
    with h5py.File(paths.data / "corpus.h5", "r") as file:
        assert set(file["sessions"]) == {SESSION}


def test_folders_that_are_no_sessions_get_no_link(recorded, ledger, paths):
    (paths.sessions / "no").mkdir()
    (paths.sessions / "no" / "session.h5").write_bytes(b"")
    assert not update_links(paths)


def test_a_link_that_leads_elsewhere_is_found_and_put_right(recorded, ledger, paths):
    with h5py.File(paths.data / "corpus.h5", "r+") as file:
        del file[f"sessions/{SESSION}"]
        file[f"sessions/{SESSION}"] = h5py.ExternalLink("/etc/passwd", "/")
    assert "corpus.h5 is missing, damaged or out of date" in verify_corpus(ledger, paths).findings
    assert update_links(paths)
    assert verify_corpus(ledger, paths).ok


class InUse(Medium):
    """A disk of Windows on which another program has a file of this name open."""

    def __init__(self, name):
        self._name = name

    def rename(self, source, target):
        if target.name == self._name:
            raise PermissionError(errno.EACCES, "another program has it open", str(target))
        super().rename(source, target)


def test_open_in_another_program_it_keeps_no_session_file_from_being_built(
    recorded, ledger, paths, monkeypatch
):
    (paths.data / "corpus.h5").unlink()
    ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    with monkeypatch.context() as windows:
        windows.setattr(durable, "medium", InUse("corpus.h5"))
        SessionProjector(paths, ledger).project(SESSION)
    assert verify_session(ledger, paths, SESSION).ok
    assert not links_are_true(paths)
    SessionProjector(paths, ledger).project(SESSION)
    assert links_are_true(paths)


def test_open_in_another_program_it_keeps_no_session_from_being_erased(
    recorded, ledger, paths, monkeypatch
):
    with monkeypatch.context() as windows:
        windows.setattr(durable, "medium", InUse("corpus.h5"))
        erase_session(ledger, paths, SESSION, "asked for")
    assert not any(paths.session(SESSION).iterdir())
    assert finish_erasures(ledger, paths) == [SESSION]
    assert links_are_true(paths)
    assert not paths.session(SESSION).exists()


def test_a_file_of_an_erased_session_that_is_in_use_goes_later(
    recorded, ledger, paths, monkeypatch
):
    def in_use(folder):
        raise PermissionError(errno.EACCES, "another program has it open", str(folder))

    with monkeypatch.context() as windows:
        windows.setattr("aurity_desktop.corpus.lifecycle.erasing.shutil.rmtree", in_use)
        erase_session(ledger, paths, SESSION, "asked for")
        assert finish_erasures(ledger, paths) == [SESSION]
    assert ledger.sessions.all() == []
    assert finish_erasures(ledger, paths) == [SESSION]
    assert not paths.session(SESSION).exists()
