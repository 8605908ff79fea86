"""What lies in memory is in no core dump, and no other program of the account reads it."""

import ctypes
import subprocess
import sys

import pytest

from aurity_desktop.corpus.session_file.sandbox import in_child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")

#: Of `linux/prctl.h`.
PR_GET_DUMPABLE = 3

PROGRAM = """
import resource, sys, types
def main(arguments, handed):
    from tests.runtime.test_memory_privacy import how_private
    print(*how_private(None))
    return 0
stub = types.SimpleNamespace(main=main)
import aurity_desktop.entrypoints as entrypoints
for name in ("command_line", "recorder", "worker"):
    sys.modules["aurity_desktop.entrypoints." + name] = stub
    setattr(entrypoints, name, stub)
sys.argv = ["aurity-desktop", *{arguments!r}]
from aurity_desktop.__main__ import main
main()
"""


def how_private(_file):
    """The limits of core dumps, and whether this process may be dumped and read."""
    import resource

    dumpable = 0
    if sys.platform == "linux":
        dumpable = ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)
    return (*resource.getrlimit(resource.RLIMIT_CORE), dumpable)


@pytest.mark.parametrize("arguments", [[], ["sessions"], ["recorder", "--check"], ["worker"]])
def test_none_of_the_programs_can_be_dumped_or_read_by_another(arguments):
    code = PROGRAM.format(arguments=arguments)
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.split() == ["0", "0", "0"]


def test_the_child_that_looks_into_a_foreign_file_cannot_be_dumped_either(tmp_path):
    assert in_child(how_private, tmp_path) == (0, 0, 0)
