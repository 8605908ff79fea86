"""Decides what this process is, before anything heavy is imported.

One executable is all four: the window, the command line, the recorder and the worker. The frozen
program starts its own children by the same file, so `freeze_support`, standard streams that are
there, and the offline switches come first, whoever we are.
"""

from __future__ import annotations

import multiprocessing
import sys

from aurity_desktop.runtime.memory_privacy import keep_memory_private
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.standard_input import KEYS_FLAG, first_line
from aurity_desktop.runtime.standard_streams import secure_standard_streams
from aurity_desktop.runtime.thread_pools import share_processors


def main() -> int:
    """Run the program that the command line names and return its exit code.

    Without `recorder` or `worker` as first argument that is the command line, which opens the
    window.
    """
    multiprocessing.freeze_support()
    secure_standard_streams()
    keep_memory_private()
    go_offline()
    share_processors()
    arguments, handed = sys.argv[1:], b""
    if arguments[:1] == [KEYS_FLAG]:
        arguments, handed = arguments[1:], first_line()
    if arguments[:1] == ["recorder"]:
        from aurity_desktop.entrypoints import recorder

        return recorder.main(arguments[1:], handed)
    if arguments[:1] == ["worker"]:
        from aurity_desktop.entrypoints import worker

        return worker.main(arguments[1:], handed)
    from aurity_desktop.entrypoints import command_line

    return command_line.main(arguments, handed)


if __name__ == "__main__":
    sys.exit(main())
