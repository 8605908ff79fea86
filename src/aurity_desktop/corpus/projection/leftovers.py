"""What a killed builder, export or import left behind."""

from __future__ import annotations

import time
from pathlib import Path

#: A build takes seconds; what is this old has no maker any more.
LEFTOVER_SECONDS = 600.0

#: Files that are being written (`durable.aside`), and content on its way out or in
#: (`temporary.temporary_file`).
_LEFTOVERS = (".*.new", ".export-*.h5", ".reading-*.h5")


def remove_leftovers(folder: Path, older_than: float = LEFTOVER_SECONDS) -> list[Path]:
    """Remove hidden files of ours in `folder` that nobody has written to for `older_than` seconds.

    Returns those that went. Raises OSError.
    """
    removed = []
    for pattern in _LEFTOVERS:
        for path in folder.glob(pattern):
            try:
                old = time.time() - path.stat().st_mtime > older_than
            except FileNotFoundError:
                continue  # its maker is alive and has just renamed it
            if old:
                path.unlink(missing_ok=True)
                removed.append(path)
    return removed
