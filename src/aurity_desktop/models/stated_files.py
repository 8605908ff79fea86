"""`lock.json`: the files of a model that the manifest does not pin.

They stand there as the hub stated them when the model was installed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.models.manifest import ModelFile, checked_file_name, checked_sha256
from aurity_desktop.storage.durable import write_whole

LOCK_NAME = "lock.json"


class BadStatedFiles(Exception):
    """The lock file is not one of ours."""


@dataclass(frozen=True, slots=True)
class Lock:
    """`revision` is the hub's commit, so that the same files can be had again."""

    repository: str
    revision: str
    files: tuple[ModelFile, ...]


def read_lock(folder: Path) -> Lock | None:
    """The lock in a model's folder, None where there is none. Raises BadStatedFiles."""
    path = folder / LOCK_NAME
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return Lock(
            repository=str(document["repository"]),
            revision=str(document["revision"]),
            files=tuple(
                ModelFile(
                    name=checked_file_name(entry["name"]),
                    size=int(entry["size"]),
                    sha256=checked_sha256(entry["sha256"]),
                )
                for entry in document["files"]
            ),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadStatedFiles(f"{path}: {error}") from error


def write_lock(folder: Path, lock: Lock) -> None:
    """Durable when it returns. Raises DiskFull, FolderNotWritable."""
    document = {
        "repository": lock.repository,
        "revision": lock.revision,
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256} for file in lock.files
        ],
    }
    write_whole(folder / LOCK_NAME, [json.dumps(document, indent=2).encode() + b"\n"])
