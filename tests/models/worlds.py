"""A small world of models for these tests: three files in two wheels, made on the spot."""

import hashlib
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from aurity_desktop.models.manifest import Form, Manifest, load_manifest
from aurity_desktop.models.sources import Arrived, NotHere

FILES = {
    ("speech", "config.json"): b'{"small": true}',
    ("speech", "model.bin"): bytes(range(256)) * 9000,
    ("voices", "voices.pt"): b"weights" * 5000,
}

#: The weights of `speech` as installers carry them.
HALF = b"weights rounded"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class World:
    manifest: Manifest
    wheels: dict[str, bytes]

    def with_half(self) -> Manifest:
        """The manifest with a second form of one file, HALF."""
        form = Form(len(HALF), sha256(HALF))
        models = [
            replace(
                model,
                files=tuple(
                    replace(file, int8=form) if file.name == "model.bin" else file
                    for file in model.files
                ),
            )
            for model in self.manifest.models
        ]
        return Manifest(tuple(models))

    def fill(self, folder: Path) -> None:
        """Lay the models out as a USB stick would carry them."""
        for (model, name), content in FILES.items():
            (folder / model).mkdir(parents=True, exist_ok=True)
            (folder / model / name).write_bytes(content)


def make_world(folder: Path) -> World:
    big = FILES["speech", "model.bin"]
    wheels = {
        "one-1.0-py3-none-any.whl": _wheel(folder, {"one/data/model.bin.part1": big[:1_500_000]}),
        "two-1.0-py3-none-any.whl": _wheel(
            folder,
            {
                "two/data/model.bin.part2": big[1_500_000:],
                "two/data/config.json": FILES["speech", "config.json"],
                "two/data/voices.pt": FILES["voices", "voices.pt"],
                "../../escaped.txt": b"outside",
            },
        ),
    }
    path = folder / "models.toml"
    path.write_text(_manifest(wheels), encoding="utf-8")
    return World(load_manifest(path), wheels)


class FetchedFromMemory:
    """Stands in for pip: gives the world's wheels, counts what was asked, fails when told to."""

    def __init__(self, wheels: dict[str, bytes]) -> None:
        self.wheels = dict(wheels)
        self.asked: list[str] = []

    def __call__(self, wheel, folder: Path, arrived: Arrived) -> None:
        self.asked.append(wheel.key)
        if wheel.file not in self.wheels:
            raise NotHere(f"no connection for {wheel.package}")
        (folder / wheel.file).write_bytes(self.wheels[wheel.file])
        arrived(wheel.size)


class Steps:
    """A report that remembers."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self.arrived: dict[str, int] = {}

    def step(self, what: str, size: int) -> Arrived:
        self.sizes[what] = size
        self.arrived[what] = 0

        def arrived(count: int) -> None:
            self.arrived[what] += count

        return arrived


def _wheel(folder: Path, members: dict[str, bytes]) -> bytes:
    path = folder / "making.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    content = path.read_bytes()
    path.unlink()
    return content


def _manifest(wheels: dict[str, bytes]) -> str:
    parts = {
        ("speech", "config.json"): '{ wheel = "two", member = "two/data/config.json" }',
        ("speech", "model.bin"): (
            '{ wheel = "one", member = "one/data/model.bin.part1" },'
            '{ wheel = "two", member = "two/data/model.bin.part2" }'
        ),
        ("voices", "voices.pt"): '{ wheel = "two", member = "two/data/voices.pt" }',
    }
    lines = ["schema = 1"]
    for file, content in wheels.items():
        key = file.split("-")[0]
        lines += [
            f"[wheel.{key}]",
            f'package = "{key}"',
            'version = "1.0"',
            f'file = "{file}"',
            f"size = {len(content)}",
            f'sha256 = "{sha256(content)}"',
        ]
    for model, role in (("speech", "whisper"), ("voices", "embedding")):
        lines += [
            "[[model]]",
            f'name = "{model}"',
            f'role = "{role}"',
            'summary = ""',
            'languages = ["*"]',
            'licence = "MIT"',
            'attribution = ""',
            "rank = 1",
            "default = true",
        ]
        for (owner, name), content in FILES.items():
            if owner == model:
                lines += [
                    "[[model.file]]",
                    f'name = "{name}"',
                    f"size = {len(content)}",
                    f'sha256 = "{sha256(content)}"',
                    f"parts = [{parts[owner, name]}]",
                ]
    lines += [
        "[[model]]",
        'name = "bigger"',
        'role = "whisper"',
        'summary = ""',
        'languages = ["*"]',
        'licence = "MIT"',
        'attribution = ""',
        "rank = 2",
        "[model.hub]",
        'repository = "someone/bigger"',
        f'revision = "{"0c" * 20}"',
        'files = ["model.bin", "vocabulary.*"]',
    ]
    return "\n".join(lines)
