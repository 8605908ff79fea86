"""What other systems would find: none of them can be run here."""

import ast
import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path("src/aurity_desktop")

#: Plays Windows for what is imported after the libraries: they are built for this system.
_ON_WINDOWS = """
import pkgutil, sys, types
import psutil, numpy, h5py, soundfile, keyring.backends, PySide6.QtWidgets, PySide6.QtNetwork
import PySide6.QtSvg, PySide6.QtPrintSupport, PySide6.QtDBus, platformdirs, filelock, huey
import sounddevice, docx, soxr, av, sqlcipher3.dbapi2, cryptography.fernet
import multiprocessing.connection, subprocess, asyncio, selectors, tempfile, shutil, zipfile
import ctypes
import aurity_desktop
missing = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "readline", "syslog")
for name in missing:
    sys.modules[name] = None
for name in ("winreg", "msvcrt"):
    sys.modules[name] = types.ModuleType(name)
import ctypes.wintypes
ctypes.windll = ctypes.WinDLL = ctypes.OleDLL = None
sys.platform = "win32"
failed = []
for module in pkgutil.walk_packages(aurity_desktop.__path__, "aurity_desktop."):
    if module.name.endswith("__main__") or "diarization." in module.name:  # torch, for seconds
        continue
    try:
        __import__(module.name)
    except Exception as error:
        failed.append(f"{module.name}: {type(error).__name__}: {error}")
print("\\n".join(failed))
"""


def test_every_module_is_imported_where_windows_lacks_what_posix_has(repository):
    done = subprocess.run(
        [sys.executable, "-c", _ON_WINDOWS],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_every_branch_for_a_system_is_listed_with_what_tries_it(repository):
    """`packaging/platforms.md` names each file with such a branch, and a test or "never run"."""
    listed = (repository / "packaging" / "platforms.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w/]+\.py)` \|.*\| (.+) \|$", listed, re.MULTILINE))
    assert set(rows) == set(_files_with_branches(repository / SOURCE))
    for file, tried in rows.items():
        names = re.findall(r"`(\w+)`", tried)
        assert names or "never run" in tried, file
        for name in names:
            assert any(_defines(path, name) for path in (repository / "tests").rglob("*.py")), name


def _files_with_branches(source):
    for path in sorted(source.rglob("*.py")):
        if any(_asks_for_the_system(node) for node in ast.walk(ast.parse(path.read_text()))):
            yield path.relative_to(source).as_posix()


def _asks_for_the_system(node):
    return isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.platform", "os.name"}


def _defines(path, name):
    return path.stem == name or f"def {name}(" in path.read_text(encoding="utf-8")
