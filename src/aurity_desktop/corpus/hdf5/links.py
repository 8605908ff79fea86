"""`corpus.h5`: one file through which tools reach every session.

It holds links to the sessions' own files and nothing else.

`h5py.File("corpus.h5")["sessions/<id>/chunks"]` works because `/sessions/<id>` is an external link
to `sessions/<id>/session.h5`, relative, so that the folder can be moved. Built whole and put in
place by one rename, like the session files; losing it loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py

from aurity_desktop import __version__
from aurity_desktop.corpus.hdf5.read import translated
from aurity_desktop.corpus.hdf5.types import set_text
from aurity_desktop.corpus.session_file.sink import Sink
from aurity_desktop.domain.errors import CorpusUnreadable
from aurity_desktop.storage.durable import aside, put, sync_file

_FORMAT = "aurity-corpus"
_SESSIONS = "sessions"


def write_links(path: Path, targets: Mapping[str, str]) -> None:
    """A link for each session to the file that is its target.

    Durable when it returns. Raises DiskFull, FolderNotWritable.
    """
    with aside(path) as temporary:
        with temporary.open("r+b", buffering=0) as file:
            sink = Sink(file)
            with h5py.File(sink, "w") as h5:
                set_text(h5, "format", _FORMAT)
                set_text(h5, "created_by", f"Aurity Desktop {__version__}")
                group = h5.create_group(_SESSIONS)
                for session_id, target in sorted(targets.items()):
                    group[session_id] = h5py.ExternalLink(target, "/")
            sink.check()
            sync_file(file.fileno())
        put(temporary, path)


def links_of(path: Path) -> dict[str, str] | None:
    """Session id → target of every link in `path`, none of them followed.

    None where the file is missing, damaged or another.
    """
    try:
        with translated(path), h5py.File(path, "r", locking=False) as h5:
            group = h5[_SESSIONS]
            links = {name: group.get(name, getlink=True) for name in group}
    except CorpusUnreadable:
        return None
    targets = {name: _target(link) for name, link in links.items()}
    return {name: target for name, target in targets.items() if target is not None}


def link_of(path: Path, session_id: str) -> str | None:
    """The target of one session's link; None where there is none.

    Takes a millisecond, however many there are.
    """
    try:
        with translated(path), h5py.File(path, "r", locking=False) as h5:
            return _target(h5[_SESSIONS].get(session_id, getlink=True))
    except CorpusUnreadable:
        return None


def _target(link: Any) -> str | None:
    external = isinstance(link, h5py.ExternalLink) and link.path == "/"
    return str(link.filename) if external else None
