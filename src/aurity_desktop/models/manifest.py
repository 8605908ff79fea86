"""The manifest: which models there are, what they are made of, and where they come from.

It ships as `resources/models.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from aurity_desktop.domain.errors import BadManifest, UnknownModel
from aurity_desktop.runtime.resources import resources_folder

_SCHEMA = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_COMMIT = re.compile(r"[0-9a-f]{40}")


class ModelRole(StrEnum):
    """What a model is for. DIARIZATION is a whole pipeline; the program uses the two networks."""

    WHISPER = "whisper"
    SEGMENTATION = "segmentation"
    EMBEDDING = "embedding"
    DIARIZATION = "diarization"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel of the package index.

    `python`, `implementation` and `platform` are empty when it fits everywhere.
    """

    key: str
    package: str
    version: str
    file: str
    size: int
    sha256: str
    python: str = ""
    implementation: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class WheelPart:
    """One member of a wheel: a file, or a piece of one."""

    wheel: Wheel
    member: str


@dataclass(frozen=True, slots=True)
class Form:
    """One content that a file may have, in bytes."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of a model.

    `name` is relative to the model's folder, with `/`; `parts` joined in order give it. `int8` are
    the same weights in half the size, rounded as CTranslate2 rounds the others whenever it loads
    them: what installers carry (`packaging/int8_weights.py`).
    """

    name: str
    size: int
    sha256: str
    parts: tuple[WheelPart, ...] = ()
    int8: Form | None = None

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every content with which the file is right; no two have one size."""
        own = Form(self.size, self.sha256)
        return (own,) if self.int8 is None else (own, self.int8)

    def form_of(self, size: int) -> Form | None:
        """The form of so many bytes."""
        return next((form for form in self.forms if form.size == size), None)


@dataclass(frozen=True, slots=True)
class HubRepository:
    """Where the public hub has a model.

    `files` are shell patterns, each of which matches at least one file. `about` is roughly their
    size in bytes, for people, 0 where nobody knows; the hub states it when it is asked.
    """

    repository: str
    revision: str
    files: tuple[str, ...]
    about: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """One model. `files` is empty when only the hub knows them."""

    name: str
    role: ModelRole
    summary: str
    languages: tuple[str, ...]
    licence: str
    attribution: str
    rank: int
    default: bool
    files: tuple[ModelFile, ...]
    hub: HubRepository | None

    @property
    def pinned(self) -> bool:
        """Whether the manifest itself states every file's hash."""
        return bool(self.files)

    @property
    def to_fetch(self) -> int:
        """Bytes of all its files as they are fetched; roughly, where it is not pinned."""
        if self.pinned:
            return sum(file.size for file in self.files)
        return self.hub.about if self.hub is not None else 0

    def speaks(self, language: str) -> bool:
        """Whether the model covers a language; "" (not known yet) asks for a multilingual one."""
        return "*" in self.languages or language in self.languages


@dataclass(frozen=True, slots=True)
class Manifest:
    """All models that the program knows, in the manifest's order; their names are unique."""

    models: tuple[Model, ...]

    def model(self, name: str) -> Model:
        """The model of that name. Raises UnknownModel."""
        for model in self.models:
            if model.name == name:
                return model
        raise UnknownModel(name, tuple(model.name for model in self.models))

    @property
    def defaults(self) -> tuple[Model, ...]:
        """The models that are installed when none is named."""
        return tuple(model for model in self.models if model.default)

    def of_role(self, role: ModelRole) -> tuple[Model, ...]:
        """The models of one role, best first."""
        return tuple(
            sorted(
                (model for model in self.models if model.role is role),
                key=lambda model: -model.rank,
            )
        )


def load_manifest(path: Path | None = None) -> Manifest:
    """Read and check the manifest that ships with the program, or another. Raises BadManifest."""
    path = path or resources_folder() / "models.toml"
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadManifest(path, str(error)) from error
    try:
        return _manifest(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadManifest(path, f"{type(error).__name__}: {error}") from error


def checked_file_name(name: str) -> str:
    """A relative name that stays inside its folder, also on Windows. Raises ValueError."""
    if not all(_NAME.fullmatch(part) for part in name.split("/")):
        raise ValueError(f"{name!r} is not a plain file name")
    return str(PurePosixPath(name))


def checked_sha256(text: str) -> str:
    """64 lower-case hex digits. Raises ValueError."""
    if not _SHA256.fullmatch(text):
        raise ValueError(f"{text!r} is not a SHA-256")
    return text


def _manifest(document: dict[str, Any]) -> Manifest:
    if document["schema"] != _SCHEMA:
        raise ValueError(f"schema {document['schema']} is not {_SCHEMA}")
    wheels = {key: _wheel(key, table) for key, table in document.get("wheel", {}).items()}
    models = tuple(_model(table, wheels) for table in document["model"])
    _unique("model", (model.name for model in models))
    return Manifest(models)


def _wheel(key: str, table: dict[str, Any]) -> Wheel:
    return Wheel(
        key=key,
        package=_plain(table["package"]),
        version=_plain(table["version"]),
        file=checked_file_name(table["file"]),
        size=_size(table["size"]),
        sha256=checked_sha256(table["sha256"]),
        python=table.get("python", ""),
        implementation=table.get("implementation", ""),
        platform=table.get("platform", ""),
    )


def _model(table: dict[str, Any], wheels: dict[str, Wheel]) -> Model:
    files = tuple(_file(entry, wheels) for entry in table.get("file", ()))
    hub = _hub(table["hub"]) if "hub" in table else None
    if not files and hub is None:
        raise ValueError(f"{table['name']} has neither files nor a hub")
    _unique(f"file of {table['name']}", (file.name for file in files))
    return Model(
        name=_plain(table["name"]),
        role=ModelRole(table["role"]),
        summary=table["summary"],
        languages=tuple(table["languages"]),
        licence=table["licence"],
        attribution=table["attribution"],
        rank=int(table["rank"]),
        default=bool(table.get("default", False)),
        files=files,
        hub=hub,
    )


def _file(table: dict[str, Any], wheels: dict[str, Wheel]) -> ModelFile:
    file = ModelFile(
        name=checked_file_name(table["name"]),
        size=_size(table["size"]),
        sha256=checked_sha256(table["sha256"]),
        parts=tuple(
            WheelPart(wheels[part["wheel"]], part["member"]) for part in table.get("parts", ())
        ),
        int8=_form(table["int8"]) if "int8" in table else None,
    )
    _unique(f"size of {file.name}", (str(form.size) for form in file.forms))
    return file


def _form(table: dict[str, Any]) -> Form:
    return Form(_size(table["size"]), checked_sha256(table["sha256"]))


def _hub(table: dict[str, Any]) -> HubRepository:
    return HubRepository(
        repository=table["repository"],
        revision=_commit(table["revision"]),
        files=tuple(table["files"]),
        about=_size(table.get("about_megabytes", 0)) * 1_000_000,
    )


def _commit(text: str) -> str:
    """A branch or a tag may name other files tomorrow; a commit may not."""
    if not _COMMIT.fullmatch(text):
        raise ValueError(f"the revision {text!r} is not a commit")
    return text


def _plain(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain name")
    return text


def _size(number: int) -> int:
    if int(number) != number or number < 0:
        raise ValueError(f"{number!r} is not a size")
    return number


def _unique(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the {what} {name!r} is there twice")
        seen.add(name)
