"""Named mutations: each breaks one promise about durability, keys or privacy.

At some time every one of them passed all tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.mutants.operators import Change, without


@dataclass(frozen=True, slots=True)
class Named:
    """A change of one function (`Class.method`, or "" for the module), and the tests that must
    notice it.
    """

    title: str
    module: str
    function: str
    change: Change
    tests: tuple[str, ...]


NAMED: tuple[Named, ...] = (
    Named(
        "a whole file is not forced to the disk",
        "storage/durable.py",
        "write_whole",
        without("sync_file"),
        ("tests/storage",),
    ),
)
