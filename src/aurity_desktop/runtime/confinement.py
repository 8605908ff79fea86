"""Limits that a process sets to itself for good, before it reads a file from somebody else.

They hold for the children that it starts afterwards, too, and cannot be lifted again.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from contextlib import suppress
from typing import Final, NamedTuple

_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_SET_MODE_FILTER: Final = 1
#: For every thread of the process, not for the calling one alone.
_SECCOMP_FILTER_FLAG_TSYNC: Final = 1


class _Machine(NamedTuple):
    """Numbers of linux/audit.h and of the system calls, which every processor counts anew."""

    audit: int
    socket: int
    seccomp: int


_MACHINES: Final = {
    "x86_64": _Machine(audit=0xC000003E, socket=41, seccomp=317),
    "aarch64": _Machine(audit=0xC00000B7, socket=198, seccomp=277),
}
_IO_URING_SETUP: Final = 425  # the same number everywhere
#: x86-64's second table of system calls begins here.
_X32: Final = 0x4000_0000

# Classic BPF: the operations of linux/bpf_common.h, what a filter answers, and the offsets into
# `struct seccomp_data`.
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_ALLOW: Final = 0x7FFF_0000
_FAIL: Final = 0x0005_0000
_NUMBER, _AUDIT, _FIRST_ARGUMENT = 0, 4, 16
_AF_UNIX: Final = 1


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_network() -> bool:
    """No socket of this process can reach another machine from now on: seccomp, on Linux.

    Sockets of the machine itself (AF_UNIX) stay, for sound servers and D-Bus; any other fails with
    EACCES. io_uring, which makes sockets past such a filter, fails with ENOSYS. Sockets that are
    open already stay open. False where the system has no such filter, or forbids it.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or sys.maxsize < 2**32:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    code = _filter(machine)
    program = _Program(len(code) // 8, code)
    flags = ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC)
    mode = ctypes.c_long(_SECCOMP_SET_MODE_FILTER)
    number = ctypes.c_long(machine.seccomp)
    return bool(libc.syscall(number, mode, flags, ctypes.byref(program)) == 0)


def _filter(machine: _Machine) -> bytes:
    """`struct sock_filter` by `struct sock_filter`: operation, jump if so, jump if not, operand."""
    steps = (
        (_LOAD, 0, 0, _AUDIT),
        (_IF_EQUAL, 0, 7, machine.audit),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 5, 0, _X32),
        (_IF_EQUAL, 5, 0, _IO_URING_SETUP),
        (_IF_EQUAL, 0, 2, machine.socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_EQUAL, 0, 1, _AF_UNIX),
        (_ANSWER, 0, 0, _ALLOW),
        (_ANSWER, 0, 0, _FAIL | errno.EACCES),
        (_ANSWER, 0, 0, _FAIL | errno.ENOSYS),
    )
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def limit_resources(*, most_bytes: int, most_cpu_seconds: int) -> None:
    """Address space, processor time, no core dump and no byte written to a file.

    On Linux and macOS; a limit that the system refuses (macOS: address space) is not set. Windows
    has no such limits without a job object.
    """
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails with EFBIG
    for what, wanted in (
        (resource.RLIMIT_AS, most_bytes),
        (resource.RLIMIT_CPU, most_cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def leave_standard_streams() -> None:
    """Standard input, output and error become the null device, for the C libraries as well.

    A child inherits those of its parent: a pipe of commands, and one of reports.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if null > 2:
        os.close(null)
