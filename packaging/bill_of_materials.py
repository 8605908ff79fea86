"""The bill of materials of a built program: CycloneDX 1.6, as JSON.

What is in it: the Python packages that PyInstaller has taken, the C libraries that their wheels
carry, those of the system, Python, and the models. The program's own licence is its owner's to
choose and is left out. Made again from the same parts, it is the same file.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath
from typing import Any, TypeAlias

from left_out import original

from aurity_desktop import __version__
from aurity_desktop.models.manifest import load_manifest

Component: TypeAlias = dict[str, Any]
Binary: TypeAlias = tuple[str, str, str]

_PACKAGING = Path(__file__).resolve().parent
_LIBRARIES = _PACKAGING / "licences" / "libraries.toml"
#: Where the copies of libraries are made that do without others (`left_out.py`), and without their
#: symbols (`symbols.py`).
CHANGED = _PACKAGING.parent / "build" / "changed"


class LicenceUnknown(Exception):
    """Something is shipped of which nobody has said under which licence."""


def document(binaries: Iterable[Binary], packages: Iterable[Distribution]) -> str:
    """The bill for PyInstaller's binaries (target, source, kind). Raises LicenceUnknown."""
    components = [
        *map(_of_package, packages),
        *_of_libraries(list(binaries)),
        *_of_models(),
        *_runtime(),
    ]
    components.sort(key=lambda each: each["bom-ref"])
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "aurity-desktop",
                "name": "aurity-desktop",
                "version": __version__,
            }
        },
        "components": components,
        "dependencies": [
            {"ref": "aurity-desktop", "dependsOn": [each["bom-ref"] for each in components]}
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(body, sort_keys=True))
    return json.dumps({**body, "serialNumber": f"urn:uuid:{serial}"}, indent=1, sort_keys=True)


def shipped_packages(sources: Iterable[str]) -> list[Distribution]:
    """Those of the lock of which one of these files is, by name: what PyInstaller has taken."""
    taken = frozenset(original(source, CHANGED) for source in sources)
    return [
        package
        for package in locked_packages()
        if any(
            str(file.locate()) in taken
            for file in package.files or ()
            if ".dist-info" not in file.parts[0]
        )
    ]


def locked_packages() -> list[Distribution]:
    """The installed ones of the lock, by name."""
    text = "".join(
        (_PACKAGING / "lock" / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("run", "torch")
    )
    names = re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)
    found = []
    for name in sorted({*names, "redis"}):
        try:
            found.append(distribution(name))
        except PackageNotFoundError:  # for another system
            continue
    return found


def licence_of(package: Distribution) -> list[dict[str, Any]]:
    """What the package or our table states, as CycloneDX has it. Raises LicenceUnknown."""
    name, metadata = package.metadata["Name"], package.metadata
    stated = _table()["package"].get(name.lower(), {}).get("licence")
    expression = stated or metadata.get("License-Expression")
    if expression:
        return _expression(expression)
    named = [metadata.get("License") or ""]
    named += [
        each.rpartition(" :: ")[2]
        for each in metadata.get_all("Classifier") or ()
        if each.startswith("License :: OSI Approved :: ")
    ]
    for each in map(str.strip, named):
        if each and "\n" not in each and each.upper() != "UNKNOWN":
            return [{"license": {"name": each}}]
    raise LicenceUnknown(f"{name} states no licence: add it to {_LIBRARIES}")


def library_named(target: str) -> dict[str, str]:
    """What is known of a C library in a wheel, by its file's name. Raises LicenceUnknown."""
    name = PurePath(target).name
    # The longest beginning counts: libavif is not FFmpeg's.
    candidates = [
        (len(begin), entry)
        for entry in _table()["library"]
        for begin in entry["names"]
        if name.startswith(begin)
    ]
    if not candidates:
        raise LicenceUnknown(f"{target} is in no entry of {_LIBRARIES}")
    return dict(max(candidates, key=lambda each: each[0])[1])


def is_carried(target: str) -> bool:
    """Whether a binary is a C library that a wheel carries in a folder of its own."""
    return any(part.endswith((".libs", ".dylibs")) for part in PurePath(target).parts[:-1])


@cache
def debian_package(source: str) -> tuple[str, str] | None:
    """Name and version of the Debian package that a file of the system is of."""
    if not sys.platform.startswith("linux"):
        return None
    path = Path(source)
    for each in (path, path.resolve(), Path(str(path.resolve()).removeprefix("/usr"))):
        found = _output("dpkg-query", "--search", str(each))
        name = found.partition(": ")[0].split(",")[0].strip()
        if name and not name.startswith("diversion"):
            return name.partition(":")[0], _output("dpkg-query", "-W", "-f", "${Version}", name)
    return None


def from_system(binaries: Iterable[Binary]) -> list[Binary]:
    """Those that are neither Python itself, nor of its packages, nor of this checkout."""
    inside = (Path(sys.prefix), _PACKAGING.parent)
    return [
        (target, source, kind)
        for target, source, kind in binaries
        if kind != "SYMLINK"
        and not is_carried(target)
        and not any(Path(original(source, CHANGED)).is_relative_to(root) for root in inside)
        and "lib-dynload" not in source
        and not PurePath(source).name.startswith("libpython")
    ]


def _of_package(package: Distribution) -> Component:
    name = re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()
    purl = f"pkg:pypi/{name}@{package.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": package.version,
        "purl": purl.replace("+", "%2B"),
        "licenses": licence_of(package),
    }


def _of_libraries(binaries: list[Binary]) -> Iterator[Component]:
    for target, source, kind in binaries:
        if kind != "SYMLINK" and is_carried(target):
            known = library_named(target)
            yield {
                **_file(target, source),
                "description": known["title"],
                "copyright": known["copyright"],
                "licenses": _expression(known["licence"]),
                **({"properties": _properties(known)} if "note" in known else {}),
            }
    for target, source, _ in from_system(binaries):
        origin = original(source, CHANGED)
        found = debian_package(origin)
        component = _file(target, source)
        if found is not None:
            name, version = found
            changed = "" if origin == source else ", changed (left_out.py)"
            component["description"] = f"of the Debian package {name} {version}{changed}"
            component["licenses"] = [{"license": {"name": f"see licences/debian/{name}"}}]
        elif sys.platform.startswith("linux"):
            raise LicenceUnknown(f"{origin} is of no Debian package, and nobody states its licence")
        yield component


def _file(target: str, source: str) -> Component:
    digest = hashlib.sha256(Path(source).read_bytes()).hexdigest()
    return {
        "type": "file",
        "bom-ref": f"file:{PurePath(target).as_posix()}",
        "name": PurePath(target).as_posix(),
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def _properties(known: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": "aurity:note", "value": known["note"]}]


def _of_models() -> Iterator[Component]:
    for model in load_manifest().defaults:
        yield {
            "type": "machine-learning-model",
            "bom-ref": f"model:{model.name}",
            "name": model.name,
            "description": model.summary,
            "copyright": model.attribution,
            "licenses": _expression(model.licence),
            "components": [
                {
                    "type": "file",
                    "bom-ref": f"model:{model.name}/{file.name}",
                    "name": file.name,
                    "hashes": [{"alg": "SHA-256", "content": (file.int8 or file).sha256}],
                }
                for file in model.files
            ],
        }


def _runtime() -> Iterator[Component]:
    """Python, and the small program of PyInstaller's that starts it."""
    parts = [("Python", platform.python_version(), "PSF-2.0")]
    bootloader = "GPL-2.0-or-later WITH Bootloader-exception"
    parts.append(("PyInstaller bootloader", distribution("pyinstaller").version, bootloader))
    for name, version, licence in parts:
        yield {
            "type": "platform",
            "bom-ref": f"{name}@{version}",
            "name": name,
            "version": version,
            "licenses": _expression(licence),
        }


def _expression(spdx: str) -> list[dict[str, Any]]:
    return [{"expression": spdx}]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_LIBRARIES.read_text(encoding="utf-8"))


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
