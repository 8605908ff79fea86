import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

_PYTHON = """#!/bin/sh
# Plays the environment's Python: notes what it is asked to do, and does what the test says.
case "$1 $2" in
    "-c import"*) echo "{major} {minor}"; exit 0 ;;
esac
echo "$*" >> "{root}/asked"
case "$*" in
    *"models install"*)
        [ -e "{root}/no-models" ] && exit 1
        mkdir -p "{root}/models/tiny"
        printf x > "{root}/models/tiny/model.bin"
        echo '{{"folder": "{root}/models"}}' ;;
    *--no-index*torch.txt*) [ ! -e "{root}/no-wheels" ] && [ ! -e "{root}/no-network" ] ;;
    *"pip install"*) [ ! -e "{root}/no-network" ] ;;
esac
"""

_MANIFEST = """
schema = 1
[[model]]
name = "tiny"
default = true
[[model.file]]
name = "model.bin"
size = 1
"""

_PYPROJECT = """
[build-system]
requires = []
[project]
name = "x"
dependencies = []
[tool.setuptools]
[tool.ruff]
line-length = 100
"""


@dataclass(frozen=True)
class Checkout:
    """A copy of the set-up in a folder of its own, with stand-ins for what it calls."""

    root: Path

    def prepare(self, purpose="run", **environment):
        return subprocess.run(
            [sys.executable, "packaging/prepare.py", purpose],
            cwd=self.root,
            env={
                "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
                "HOME": str(self.root),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self):
        """What the environment's Python was asked to do since the last call."""
        note = self.root / "asked"
        lines = note.read_text().splitlines() if note.exists() else []
        note.unlink(missing_ok=True)
        return lines

    def tool(self, name, script):
        write_script(self.root / "bin" / name, script)


def write_script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def repository():
    return REPOSITORY


@pytest.fixture
def checkout(tmp_path):
    root = tmp_path / "checkout"
    (root / "resources").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "packaging", root / "packaging")
    (root / "resources" / "models.toml").write_text(_MANIFEST)
    (root / "pyproject.toml").write_text(_PYPROJECT)
    major, minor = sys.version_info[:2]
    write_script(
        root / ".venv" / "bin" / "python", _PYTHON.format(root=root, major=major, minor=minor)
    )
    made = Checkout(root)
    made.tool(
        "dpkg-query", '#!/bin/sh\nshift 3\nfor name in "$@"; do echo "installed $name"; done\n'
    )
    made.tool("apt-get", f'#!/bin/sh\necho "apt-get $*" >> "{root}/asked"\n')
    return made
