"""What the command line and the window are made of, where the disk is full."""

from contextlib import closing

import pytest

from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.entrypoints import command_line
from aurity_desktop.storage.reserve import Reserve


@pytest.mark.parametrize("name", ["SqliteLedger", "HueyQueue"])
def test_on_a_full_disk_what_there_is_can_be_looked_at_with_the_room_of_the_reserve(
    paths, monkeypatch, name
):
    Reserve(paths.reserve, size=1_000).claim()
    real = getattr(command_line, name)

    def full_until_released(*arguments, **options):
        if paths.reserve.exists():
            raise DiskFull(paths.data)
        return real(*arguments, **options)

    monkeypatch.setattr(command_line, name, full_until_released)
    program = command_line.build(paths)
    with closing(program.ledger()) as ledger, closing(program.queue()) as queue:
        assert ledger.sessions.all() == []
        assert queue.jobs() == []
    assert not paths.reserve.exists()
