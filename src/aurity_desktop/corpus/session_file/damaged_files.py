"""Moving a damaged file aside: it may hold what nothing else holds, and is never deleted."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path


def move_aside(path: Path) -> Path:
    """Rename to `NAME.damaged`, or to `NAME.damaged-2` and so on where there is one already.

    Not forced to the disk. Raises OSError.
    """
    names = chain([f"{path.name}.damaged"], (f"{path.name}.damaged-{n}" for n in count(2)))
    kept = next(found for name in names if not (found := path.with_name(name)).exists())
    return path.rename(kept)
