"""Keeping `corpus.h5` true: one link for each session that has a file."""

from __future__ import annotations

import logging

from aurity_desktop.corpus.hdf5.links import link_of, links_of, write_links
from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.domain.session import is_session_id
from aurity_desktop.runtime.paths import Paths

_log = logging.getLogger(__name__)


def update_links(paths: Paths) -> bool:
    """Whether the file had to be built anew.

    Idempotent; looks again afterwards, for a session that came meanwhile.
    """
    changed = False
    while not links_are_true(paths):
        write_links(paths.data / "corpus.h5", _targets(paths))
        changed = True
    return changed


def try_update_links(paths: Paths) -> bool:
    """As `update_links`, where the work itself must not fail for it; whether the links are true.

    On Windows another program that has `corpus.h5` open keeps it from being replaced. It is a door
    for tools and nothing else: the next file that is built, or `repair`, puts it right.
    """
    try:
        update_links(paths)
    except FolderNotWritable as error:
        _log.warning("corpus.h5 follows later: %s", error)
        return False
    return True


def ensure_link(paths: Paths, session_id: str) -> None:
    """That this session, which has a file, has its link. Cheap where it has.

    As far as `corpus.h5` can be replaced now.
    """
    target = f"sessions/{session_id}/session.h5"
    if link_of(paths.data / "corpus.h5", session_id) != target:
        try_update_links(paths)


def links_are_true(paths: Paths) -> bool:
    """A corpus without a session needs no such file."""
    targets = _targets(paths)
    found = links_of(paths.data / "corpus.h5")
    return targets == found or (not targets and found is None)


def _targets(paths: Paths) -> dict[str, str]:
    return {
        file.parent.name: f"sessions/{file.parent.name}/{file.name}"
        for file in paths.sessions.glob("*/session.h5")
        if is_session_id(file.parent.name)
    }
