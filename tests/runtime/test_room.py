"""What a data folder can do without on a full disk."""

from aurity_desktop.runtime.room import reserve_of


def test_caches_of_sessions_are_room_and_nothing_else_of_them_is(paths):
    folder = paths.session("session_20260301_090000")
    folder.mkdir()
    kept = ("final.wav", "session.h5", "segments.json", "voices.npz.keep")
    for name in (*kept, "voices.npz", "cuts.npz.aure"):
        (folder / name).write_bytes(b"1")
    assert reserve_of(paths).release()
    assert sorted(path.name for path in folder.iterdir()) == sorted(kept)
    assert not reserve_of(paths).release()
