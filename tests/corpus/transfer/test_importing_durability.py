"""What a power cut leaves of an import, on a disk that records what is forced to it."""

from aurity_desktop.corpus.transfer.importing import import_session
from tests.corpus.examples import SESSION


def test_the_sound_survives_a_power_cut_before_the_ledger_knows_of_it(
    ledger, paths, exported, disk, monkeypatch
):
    slices = paths.session(SESSION) / "slices"
    found = {}

    def restore(session_id, facts, audit, real=ledger.facts.restore):
        found["folders"] = [disk.has_name(slices.parent), disk.has_name(slices)]
        found["sound"] = {path.name: disk.after_power_cut(path) for path in slices.iterdir()}
        return real(session_id, facts, audit)

    monkeypatch.setattr(ledger.facts, "restore", restore)
    import_session(ledger, paths, exported)
    assert found["folders"] == [True, True]
    assert len(found["sound"]) == 4
    assert found["sound"] == {path.name: path.read_bytes() for path in slices.iterdir()}
