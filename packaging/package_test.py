"""Prove the packages that `make package` made, as somebody has them who never saw this checkout.

    python packaging/package_test.py [--former OLD.deb]

On a Debian system, as root, on which the program is not installed. The smoke test (`smoke.py`) runs
as a user without any rights, whose home is called `José Núñez`, without a network:

1. with the Debian package installed, then with the clock in another year;
2. with the archive unpacked into a path with blanks that nobody may write to;
3. what was recorded before is there after the package is installed over `--former`, and after it
   was removed; a data folder of a newer version is refused in one line.

Standard library only. Everything is taken away again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from installers import NAME, archive_path, debian_path
from steps import ROOT

_NOBODY = 65534
_ANOTHER_YEAR = "2031-02-03 10:00:00"


class Refused(Exception):
    """What was expected and what came."""


class Somebody:
    """A user without rights, with a home of their own below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "José Núñez"
        self.home.mkdir(mode=0o700)
        os.chown(self.home, _NOBODY, _NOBODY)

    def run(
        self, command: Sequence[str | Path], *, before: Sequence[str] = (), expect: int = 0
    ) -> str:
        """What the command prints, without a network. Raises Refused."""
        environment = {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        done = subprocess.run(
            [
                *("unshare", "--net", "setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}"),
                *("--clear-groups", "--no-new-privs", *before, *map(str, command)),
            ],
            cwd=self.home,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != expect:
            raise Refused(
                f"{' '.join(map(str, command))} ended with {done.returncode}, not {expect}:\n"
                f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
            )
        return done.stdout + (done.stderr if expect else "")


def installed_package_works(somebody: Somebody, smoke: Sequence[str]) -> str:
    """The whole smoke test, by the command that the package brings."""
    return _checks(somebody.run([*smoke, f"/opt/{NAME}/{NAME}"]))


def another_year_works(somebody: Somebody) -> str:
    """A recording, finalized and verified, on a computer whose clock is years off."""
    faketime = shutil.which("faketime")
    if faketime is None:
        return "left out: the Debian package faketime is not here"
    sample = next(Path(f"/opt/{NAME}").rglob("pyannote/audio/sample/sample.wav"))
    said = somebody.run(
        [NAME, "record", "--input", sample, "--json"], before=(faketime, _ANOTHER_YEAR)
    )
    recorded = json.loads(said)
    if recorded["state"] != "completed" or "_2031" not in recorded["session_id"]:
        raise Refused(f"expected a completed session of 2031, found {recorded}")
    somebody.run([NAME, "verify", recorded["session_id"]])
    return recorded["session_id"]


def former_recordings_are_whole(somebody: Somebody, session: str) -> str:
    """What the version before recorded is listed, read and proven by this one."""
    listed = [each["session_id"] for each in json.loads(somebody.run([NAME, "sessions", "--json"]))]
    if session not in listed:
        raise Refused(f"expected {session} among {listed}")
    somebody.run([NAME, "verify", session])
    return f"{session}, {len(somebody.run([NAME, 'show', session]).splitlines())} lines"


def archive_works(somebody: Somebody, smoke: Sequence[str], folder: Path) -> str:
    """Unpacked by another account into a path with blanks, read-only."""
    place = folder / "a place of programs"
    place.mkdir(mode=0o755)
    _do("tar", "-xf", archive_path(ROOT / "dist"), "-C", place)
    _do("chmod", "-R", "a-w", place)
    (program,) = place.glob(f"*/{NAME}")
    return _checks(somebody.run([*smoke, program]))


def recordings_outlive_the_package(somebody: Somebody) -> str:
    """Removing the package leaves the data; installed again, it shows them."""
    before = somebody.run([NAME, "sessions", "--json"])
    _do("dpkg", "--remove", NAME)
    if Path(f"/opt/{NAME}").exists():
        raise Refused(f"/opt/{NAME} is still there after the package was removed")
    _do("dpkg", "--install", debian_path(ROOT / "dist"))
    after = somebody.run([NAME, "sessions", "--json"])
    if json.loads(before) != json.loads(after) or not json.loads(after):
        raise Refused(f"expected the sessions {before}, found {after}")
    return f"{len(json.loads(after))} sessions"


def newer_data_are_refused(somebody: Somebody) -> str:
    """Who goes back to this version is told so in one line, and nothing is touched."""
    (ledger,) = somebody.home.rglob("ledger.db")
    with closing(sqlite3.connect(ledger)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version + 100}")
    lines = somebody.run([NAME, "sessions"], expect=1).strip().splitlines()
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    if len(lines) != 1 or "newer" not in lines[0]:
        raise Refused(f"expected one line that says so, found {lines}")
    return lines[0]


@contextmanager
def _installed(package: Path) -> Iterator[None]:
    if shutil.which(NAME):
        raise SystemExit(f"{NAME} is installed here: this test would replace it.")
    try:
        _do("dpkg", "--install", package)
        yield
    finally:
        _do("dpkg", "--purge", NAME)


def _do(tool: str, *arguments: str | Path) -> None:
    """As ourselves, that is root. Raises CalledProcessError."""
    found = shutil.which(tool) or tool
    subprocess.run([found, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def _checks(said: str) -> str:
    """The lines of the smoke test, of which each is a check that held."""
    return "".join(f"\n        {line}" for line in said.strip().splitlines())


def main() -> int:
    """Run the checks in order and stop at the first that fails. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Prove the packages that `make package` made.")
    parser.add_argument("--former", type=Path, help="the package of the version before")
    options = parser.parse_args()
    package = debian_path(ROOT / "dist")
    if os.geteuid() != 0 or shutil.which("dpkg") is None or shutil.which("unshare") is None:
        raise SystemExit("This installs a package: it wants a Debian system, and root.")
    if not package.is_file():
        raise SystemExit(f"There is no {package}. Run `make package` first.")
    with tempfile.TemporaryDirectory(prefix="aurity ") as name:
        folder = Path(name)
        folder.chmod(0o755)
        # The checkout may lie where that user may not look.
        tools = folder / "tools"
        for part in ("packaging", "tests"):
            shutil.copytree(ROOT / part, tools / part, ignore=shutil.ignore_patterns("__pycache__"))
        smoke = [sys.executable, str(tools / "packaging" / "smoke.py")]
        somebody = Somebody(folder)
        checks: dict[str, Callable[[], str]] = {
            "installed": lambda: installed_package_works(somebody, smoke),
            "another year": lambda: another_year_works(somebody),
            "archive": lambda: archive_works(somebody, smoke, folder),
            "removed": lambda: recordings_outlive_the_package(somebody),
            "downgrade": lambda: newer_data_are_refused(somebody),
        }
        with _installed(options.former or package):
            if options.former:
                sample = next(Path(f"/opt/{NAME}").rglob("pyannote/audio/sample/sample.wav"))
                said = somebody.run([NAME, "record", "--input", sample, "--json"])
                former = json.loads(said)["session_id"]
                _do("dpkg", "--install", package)
                checks = {
                    "upgraded": lambda: former_recordings_are_whole(somebody, former),
                    **checks,
                }
            for what, check in checks.items():
                try:
                    found = check()
                except (Refused, ValueError, KeyError) as refused:
                    sys.stdout.write(f"FAILED  {what}: {refused}\n")
                    return 1
                sys.stdout.write(f"ok      {what}: {found}\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
