"""Debian packages: installed where they are missing and we may, named where we may not.

Standard library only.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

from steps import PACKAGING, SYSTEM_STAMPS, Step, listed, say


def debian_packages(purpose: str) -> list[str]:
    """What "run" or "test" needs, with this Python's own venv package where it lacks one."""
    packages = listed(PACKAGING / "debian-run.txt")
    if purpose == "test":
        packages += listed(PACKAGING / "debian-test.txt")
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return packages


def not_installed(packages: Iterable[str]) -> list[str]:
    """Those of them that dpkg does not have installed, in the same order."""
    query = subprocess.run(
        [_tool("dpkg-query"), "-W", "-f", "${db:Status-Status} ${Package}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    present = {
        line.split()[1] for line in query.stdout.splitlines() if line.startswith("installed ")
    }
    return [package for package in packages if package not in present]


def superuser() -> list[str] | None:
    """What to put before a command that needs root, or None where we may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    allowed = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if allowed.returncode == 0 else None


def apt_get(prefix: list[str], *arguments: str) -> bool:
    """Run apt-get without questions; whether it succeeded."""
    options = ["-y", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    quietly = [*prefix, _tool("env"), "DEBIAN_FRONTEND=noninteractive", _tool("apt-get"), *options]
    return subprocess.run([*quietly, *arguments], stdout=sys.stderr, check=False).returncode == 0


def apt_install(prefix: list[str], packages: list[str]) -> bool:
    """Install, without what is only recommended and without removing anything."""
    # --no-remove: a desktop's own sound server must not go because the tests want PulseAudio.
    return apt_get(prefix, "--no-install-recommends", "--no-remove", "install", *packages)


def _tool(name: str) -> str:
    """A program's full path; its bare name where it is not found, for the error to name it."""
    return shutil.which(name) or name


def install_missing(purpose: str) -> None:
    """Install what is missing where we may; otherwise say what and how, and go on."""
    if not sys.platform.startswith("linux"):
        return
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        step = Step.over("system", "not Debian", folder=SYSTEM_STAMPS)
        if not step.is_done():
            say("not a Debian system: see that PortAudio and what Qt's xcb plugin needs are there")
            step.done()
        return
    packages = debian_packages(purpose)
    step = Step.over(f"system-{purpose}", packages, folder=SYSTEM_STAMPS)
    if step.is_done():
        return
    missing = not_installed(packages)
    prefix = superuser() if missing else None
    if missing and prefix is not None:
        say(f"installing Debian packages: {' '.join(missing)}")
        # Its failure is not ours: without a network the packages may still be in apt's cache.
        apt_get(prefix, "update")
        if not apt_install(prefix, missing):
            for package in missing:  # one that cannot be had must not keep the others away
                apt_install(prefix, [package])
        missing = not_installed(packages)
    if missing:
        say(f"these Debian packages are missing: {' '.join(missing)}")
        say(f"install them with: sudo apt-get install {' '.join(missing)}")
    else:
        step.done()
