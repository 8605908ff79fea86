"""`corpus.h5`, through which tools reach every session."""

import h5py

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.verify import verify_corpus
from aurity_desktop.corpus.projection.corpus_file import update_links
from aurity_desktop.corpus.projection.projector import SessionProjector
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
