"""Named mutations: each breaks one promise about durability, keys or privacy.

At some time every one of them passed all tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.mutants.operators import Change, doing, instead, without


@dataclass(frozen=True, slots=True)
class Named:
    """A change of one function (`Class.method`, or "" for the module), and the tests that must
    notice it.
    """

    title: str
    module: str
    function: str
    change: Change
    tests: tuple[str, ...]


NAMED: tuple[Named, ...] = (
    Named(
        "a whole file is not forced to the disk",
        "storage/durable.py",
        "write_whole",
        without("sync_file"),
        ("tests/storage",),
    ),
    Named(
        "a name is not forced to the disk",
        "storage/durable.py",
        "put",
        without("sync_folder"),
        ("tests/storage",),
    ),
    Named(
        "a folder that a failing disk does not force is taken for a share's",
        "storage/durable.py",
        "sync_folder",
        instead("error.errno not in _NO_FOLDER_FSYNC", "False"),
        ("tests/storage",),
    ),
    Named(
        "a sealed slice is not forced to the disk",
        "audio/slices/open_slice.py",
        "OpenSlice.seal",
        without("sync_file"),
        ("tests/audio/slices/test_durability.py",),
    ),
    Named(
        "a sealed slice's name is not forced to the disk",
        "audio/slices/open_slice.py",
        "OpenSlice.seal",
        without("sync_folder"),
        ("tests/audio/slices/test_durability.py",),
    ),
    Named(
        "the open slice is never forced to the disk",
        "audio/capture/disk_writer.py",
        "DiskWriter._sync",
        doing("self._syncing = False"),
        ("tests/audio/slices/test_durability.py",),
    ),
    Named(
        "the open slice is forced to the disk too seldom",
        "audio/capture/recording.py",
        "",
        instead("0.9", "1.6"),
        ("tests/audio/slices/test_durability.py",),
    ),
    Named(
        "recovery deletes a part beside a sealed slice of its number",
        "audio/slices/recovery.py",
        "_salvage_all",
        instead("keep_aside(part.path)", "part.path.unlink()"),
        ("tests/audio/slices/test_recovery.py",),
    ),
    Named(
        "the folder of an import's slices is not forced to the disk",
        "corpus/transfer/importing.py",
        "_write_slices",
        without("sync_folder"),
        ("tests/corpus/transfer/test_importing_durability.py",),
    ),
    Named(
        "the folder of an imported session is not forced to the disk",
        "corpus/transfer/importing.py",
        "_sound_in_place",
        without("sync_folder"),
        ("tests/corpus/transfer/test_importing_durability.py",),
    ),
    Named(
        "who observes a lock is taken for its holder",
        "storage/file_lock.py",
        "",
        instead("fcntl.LOCK_SH | fcntl.LOCK_NB", "fcntl.LOCK_EX | fcntl.LOCK_NB"),
        ("tests/storage/test_file_lock.py",),
    ),
    Named(
        "settings are changed without a lock",
        "runtime/settings.py",
        "_write",
        doing("_change(path, facts)"),
        ("tests/runtime/test_settings.py",),
    ),
)
