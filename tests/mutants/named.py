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
    Named(
        "the session file is not forced",
        "corpus/hdf5/write.py",
        "",
        without("sync_file"),
        ("tests/corpus/hdf5/test_durability.py",),
    ),
    Named(
        "the session file is not read back",
        "corpus/hdf5/write.py",
        "",
        without("_prove"),
        ("tests/corpus/hdf5/test_durability.py",),
    ),
    Named(
        "who gave consent stays in an export without names",
        "corpus/transfer/redaction.py",
        "",
        instead("replace(dated, given_by='')", "dated"),
        ("tests/corpus/transfer",),
    ),
    Named(
        "a damaged session file is replaced though it may be the last copy of a sound",
        "corpus/projection/projector.py",
        "SessionProjector.project",
        without("move_aside"),
        ("tests/corpus/integrity/test_repair.py",),
    ),
    Named(
        "what is moved aside overwrites what was moved before",
        "corpus/session_file/damaged_files.py",
        "move_aside",
        doing("return path.replace(path.with_name(path.name + '.damaged'))"),
        ("tests/corpus/integrity/test_repair.py",),
    ),
    Named(
        "a session whose file is newer is begun anew when the ledger is lost",
        "corpus/integrity/salvage.py",
        "_bring_back",
        instead("newer is not None", "False"),
        ("tests/corpus/session_file/test_layout_versions.py",),
    ),
    Named(
        "an empty ledger is begun where a repair was cut off",
        "corpus/ledger/ledger_database.py",
        "open_database",
        instead("repair_marker(path).exists()", "False"),
        ("tests/corpus/integrity/test_ledger_repair.py",),
    ),
    Named(
        "a repair forgets what was erased",
        "corpus/integrity/salvage.py",
        "_build",
        without("carry_over"),
        ("tests/corpus/integrity/test_ledger_repair.py",),
    ),
    Named(
        "a plain slice goes before the encrypted one has opened",
        "corpus/lifecycle/encrypting.py",
        "_encrypt_slice",
        without("read_pcm"),
        ("tests/corpus/lifecycle/test_encrypted.py",),
    ),
    Named(
        "older session files are read as if they had every field",
        "corpus/session_file/fields.py",
        "Layout.at",
        doing("return self"),
        ("tests/corpus/session_file/test_layout_versions.py",),
    ),
    Named(
        "a DOCX tells when it was written",
        "export/word_package.py",
        "_without_times",
        instead(
            "zipfile.ZipInfo(name, _NO_TIME)",
            "zipfile.ZipInfo(name, __import__('time').localtime()[:6])",
        ),
        ("tests/export/test_documents.py",),
    ),
    Named(
        "a DOCX tells the day of its export",
        "export/word_package.py",
        "_describe",
        instead(
            "created.astimezone(UTC).replace(tzinfo=None)",
            "__import__('datetime').datetime.now()",
        ),
        ("tests/export/test_documents.py",),
    ),
)
