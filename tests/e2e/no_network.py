"""Runs a command where it cannot reach a network, and tells what it tried to reach.

Python's sockets can be blocked from within; native code cannot. So the kernel is asked: `strace`
writes down every address that a process or any child of it connects or sends to. Where the system
allows it, the command runs in a network namespace of its own, where nothing is to be reached.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

#: Sockets of this machine itself: Qt's display, D-Bus, PulseAudio, the name service's cache.
_LOCAL = re.compile(r"sa_family=AF_(UNIX|LOCAL|NETLINK)\b|msg_name=NULL|, NULL, 0(\)|$)")
_SYSTEM_CALL = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg)\((.*)")
#: strace tells a call in two lines where another process made one meanwhile.
_BEGUN = re.compile(r"^(?P<pid>\d+) +(?P<call>.*?) *<unfinished \.\.\.>$")
_ENDED = re.compile(r"^(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$")


def watched(command, log: Path) -> list[str]:
    """The command, run without a network, each address that it asks for written to `log`."""
    strace = shutil.which("strace")
    assert strace, "the Debian package strace is missing: `make test` installs it"
    # execve, too, so that even a program that reaches for nothing is seen to have been watched.
    calls = "trace=execve,connect,sendto,sendmsg,sendmmsg"
    # With a filter in the kernel only these calls stop the program for a moment.
    tracing = [
        strace,
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        calls,
        "-e",
        "signal=none",
        "-o",
        str(log),
    ]
    return [*_without_network(), *tracing, *map(str, command)]


def free_to_try(environment, folder: Path) -> dict[str, str]:
    """The environment in which no process of ours gives up its sockets (`runtime.confinement`).

    A socket that is refused is never connected: strace would not see what a library wanted.
    """
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(
        "from aurity_desktop.runtime import confinement\n"
        "confinement.forbid_network = lambda: False\n"
    )
    before = environment.get("PYTHONPATH") or str(Path(__file__).parents[2] / "src")
    return {**environment, "PYTHONPATH": os.pathsep.join((str(folder), before))}


@cache
def _without_network() -> tuple[str, ...]:
    """As root, or as a user who may make namespaces; otherwise strace alone watches."""
    for how in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        done = subprocess.run([*how, "true"], capture_output=True, check=False)
        if done.returncode == 0:
            return how
    return ()


def attempts(log: Path) -> list[str]:
    """Every attempt to reach something beyond this machine, as strace tells it."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert lines, "nothing was watched"
    calls = [found for line in _whole_calls(lines) if (found := _SYSTEM_CALL.search(line))]
    return [call.group(0) for call in calls if not _LOCAL.search(call.group(0))]


def _whole_calls(lines: Iterable[str]) -> Iterator[str]:
    """One line per call; a call that its process did not live to end is told as it began."""
    begun: dict[str, str] = {}
    for line in lines:
        if start := _BEGUN.match(line):
            begun[start["pid"]] = start["call"]
        elif end := _ENDED.match(line):
            yield begun.pop(end["pid"], "") + end["rest"]
        else:
            yield line
    yield from begun.values()
