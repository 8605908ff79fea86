"""Decides what this process is, before anything heavy is imported.

One executable is all four: the window, the command line, the recorder and the worker. The frozen program starts its own children by
the same file, so `freeze_support` and the offline switches come first, whoever we are.
"""

from __future__ import annotations

import multiprocessing
import sys

from aurity_desktop.offline import go_offline


def main() -> int:
    multiprocessing.freeze_support()
    go_offline()
    arguments = sys.argv[1:]
    if arguments[:1] == ["recorder"]:
        from aurity_desktop import recorder

        return recorder.main(arguments[1:])
    if arguments[:1] == ["worker"]:
        from aurity_desktop import worker

        return worker.main(arguments[1:])
    from aurity_desktop import bootstrap

    return bootstrap.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
