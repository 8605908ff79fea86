"""Write `lock/*.txt`: what `pip install --require-hashes` takes, for every system and Python.

uv resolves pyproject.toml under constraints.txt, for all systems at once, and asks the package
index for the SHA-256 of every file of each version. What was downloaded may be changed by nobody on
the way: pip refuses a file with another hash.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
LOCK = PACKAGING / "lock"
UV = "uv==0.13.9"
OLDEST_PYTHON = "3.11"
COLUMNS = 100
_PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+))?")
#: What torch's build for graphics cards asks for, on Linux. Only that build gets it.
_GRAPHICS_CARD = ("nvidia-", "cuda-", "triton")


@dataclass(frozen=True)
class Locked:
    """One package at one version: where it is wanted (PEP 508), and the SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]

    def lines(self) -> str:
        """As pip reads it, no line longer than 100 columns."""
        pieces = [f"{self.name}=={self.version}"]
        words = f"; {self.marker}".split(" ") if self.marker else []
        while words:
            line = "   "
            while words and len(line) + len(words[0]) < COLUMNS - 3:
                line += f" {words.pop(0)}"
            pieces.append(line)
        pieces += [f"    --hash=sha256:{each}" for each in sorted(self.hashes)]
        return " \\\n".join(pieces) + "\n"


def write(constraints: Path) -> None:
    """Write the four files. Raises SystemExit where uv cannot be had or finds no answer."""
    with tempfile.TemporaryDirectory() as folder:
        uv = _uv(Path(folder))
        run = resolved(uv, constraints, ())
        everything = resolved(uv, constraints, ("--extra", "dev"))
    torch = run.pop("torch")
    torch = replace(torch, marker="", hashes=torch.hashes | _builds_at_hand("torch", torch.version))
    card = {name: each for name, each in run.items() if name.startswith(_GRAPHICS_CARD)}
    run = {name: each for name, each in run.items() if name not in card}
    test = {
        name: each
        for name, each in everything.items()
        if name not in run and name not in card and name != "torch"
    }
    LOCK.mkdir(exist_ok=True)
    on_linux = [replace(each, marker="sys_platform == 'linux'") for each in card.values()]
    what = "What the program needs, but for torch; and setuptools, to build it."
    _write("run", what, run.values())
    _write("test", "What its tests and its packages need besides.", test.values())
    _write("torch", "torch: every build of this version that we have seen.", [torch])
    _write("cuda", "What torch's build for graphics cards needs on Linux.", on_linux)


def resolved(uv: Path, constraints: Path, options: Sequence[str]) -> dict[str, Locked]:
    """The packages by name. Raises SystemExit."""
    build = "setuptools\n"  # of [build-system] in pyproject.toml: nothing is fetched while building
    command = [uv, "pip", "compile", "--universal", "--python-version", OLDEST_PYTHON]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    command += ["--constraint", constraints, *options, PACKAGING.parent / "pyproject.toml", "-"]
    done = subprocess.run(
        list(map(str, command)), input=build, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"uv found no answer:\n{done.stderr}")
    return parsed(done.stdout)


def parsed(text: str) -> dict[str, Locked]:
    """The packages of a requirements file with hashes, but those for a browser (Emscripten)."""
    found = {}
    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        pin = _PIN.match(block)
        if pin is None:
            raise SystemExit(f"not a pin: {block[:80]}")
        marker = (pin["marker"] or "").strip()
        if "sys_platform == 'emscripten'" in marker:
            continue
        if marker == "sys_platform != 'emscripten'":
            marker = ""
        hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
        found[pin["name"]] = Locked(pin["name"], pin["version"], marker, hashes)
    return found


def _builds_at_hand(name: str, version: str) -> frozenset[str]:
    """Hashes of local builds ("+cpu"): those in pip's folder of wheels, and those locked before."""
    folder = Path(os.environ.get("PIP_FIND_LINKS", ""))
    wheels = folder.glob(f"{name}-{version}+*.whl") if folder.is_absolute() else ()
    hashes = {hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels}
    before = LOCK / f"{name}.txt"
    if before.is_file():
        text = before.read_text(encoding="utf-8").partition("\n\n")[2]
        old = parsed(text)[name]
        hashes |= old.hashes if old.version == version else frozenset()
    return frozenset(hashes)


def _uv(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), UV]
    if subprocess.run(command, check=False).returncode != 0:
        raise SystemExit(f"{UV} could not be installed")
    return folder / "bin" / "uv"


def _write(name: str, what: str, packages: Iterable[Locked]) -> None:
    header = f"# {what}\n# `make lock` writes this file.\n\n"
    body = "".join(each.lines() for each in sorted(packages, key=lambda each: each.name))
    (LOCK / f"{name}.txt").write_text(header + body, encoding="utf-8")
