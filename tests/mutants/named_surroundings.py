"""Named mutations of what surrounds the program: streams, names, places, and what leaves it."""

from __future__ import annotations

from tests.mutants.named import Named
from tests.mutants.operators import instead, without

_CHOSEN = ("tests/storage/test_chosen_file.py",)
_STREAMS = ("tests/runtime/test_standard_streams.py",)

SURROUNDINGS: tuple[Named, ...] = (
    Named(
        "an export lies in the program's own data",
        "storage/chosen_file.py",
        "writable_target",
        instead("_is_within(target.parent, folder)", "False"),
        _CHOSEN,
    ),
    Named(
        "an export makes a plain file of a device",
        "storage/chosen_file.py",
        "writable_target",
        instead("mode is not None and (not stat.S_ISREG(mode))", "False"),
        _CHOSEN,
    ),
    Named(
        "an export takes the place of a link",
        "storage/chosen_file.py",
        "_followed",
        instead("path.is_symlink()", "False"),
        _CHOSEN,
    ),
    Named(
        "the first file that is opened is standard error",
        "runtime/standard_streams.py",
        "secure_standard_streams",
        without("_fill_descriptors"),
        _STREAMS,
    ),
    Named(
        "a reader that reads nothing stops the program",
        "runtime/standard_streams.py",
        "Forgiving.write",
        instead("self._is_ready()", "True"),
        _STREAMS,
    ),
    Named(
        "a byte order mark is a part of the passphrase",
        "runtime/text_files.py",
        "decoded",
        instead("data.startswith(mark)", "False"),
        ("tests/runtime/test_text_files.py",),
    ),
    Named(
        "two sessions of one second share an id",
        "application/recording/start.py",
        "new_session",
        instead("not claim_folder(paths.session(name))", "False"),
        ("tests/application/recording/test_session_controller.py",),
    ),
    Named(
        "a name stands alone at the end of a page",
        "application/library/page_setting.py",
        "_paged",
        instead("place + 1 + line.together", "place + 1"),
        ("tests/export/test_documents.py",),
    ),
    Named(
        "two voices of one role are one in RTTM",
        "application/library/document_formats.py",
        "_rttm",
        instead("name in shared", "False"),
        ("tests/export/test_documents.py",),
    ),
    Named(
        "what is in Documents is written over",
        "application/library/export_names.py",
        "free_path",
        instead("path in given or path.exists() or path.is_symlink()", "False"),
        ("tests/application/library/test_export_names.py",),
    ),
)
