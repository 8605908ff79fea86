"""`health --network`: the finding, and what it proves and does not."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.cli import main
from aurity_desktop.domain.network import Connection, ProcessRole, Sighting
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.network_record import NetworkRecord

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def record(paths):
    return NetworkRecord(paths.network)


@pytest.fixture
def command(paths, capsys):
    def run(*arguments):
        code = main.run(["health", "--network", *arguments], build(paths))
        return code, capsys.readouterr().out

    return run


def test_before_anybody_looked_nothing_is_claimed(command):
    code, said = command()
    assert code == 0
    assert "Nobody has looked yet" in said
    assert "No connection" not in said


def test_hours_without_a_connection_are_told_with_what_they_prove_and_do_not(command, record):
    record.add(NOON, ProcessRole.WINDOW, seconds=5_400.0, looks=1_080, seen=())
    record.add(NOON, ProcessRole.WORKER, seconds=3_600.0, looks=720, seen=())
    code, said = command()
    assert code == 0
    local = f"{NOON.astimezone():%Y-%m-%d %H:%M}"
    assert (
        f"No connection since {local}, in 2.5 hours of work (window 1.5, worker 1.0), 1800 looks."
        in said
    )
    assert "What this shows" in said
    assert "What it does not show" in said


def test_a_connection_is_named_and_drives_no_terminal(command, record):
    later = NOON + timedelta(hours=1)
    seen = Sighting(later, ProcessRole.COMMAND, Connection("192.0.2.7", 443, "\x1b[2Jpip"))
    record.add(later, ProcessRole.COMMAND, seconds=5.0, looks=1, seen=[seen])
    code, said = command()
    assert code == 1
    assert "Connections seen: 1, the last on" in said
    assert "by command ([2Jpip): 192.0.2.7 port 443." in said
    code, said = command("--json")
    view = json.loads(said)
    assert (code, view["connections"], view["hours"]) == (1, 1, 0.0)
    assert view["last"]["address"] == "192.0.2.7"
    assert view["last"]["program"] == "command"


@pytest.mark.parametrize(
    ("confined", "told"),
    [
        (True, "had given up its network sockets"),
        (False, "could have opened a connection"),
        (None, ""),
    ],
)
def test_what_kept_the_worker_from_the_network_is_claimed_only_where_it_did(
    command, record, confined, told
):
    record.add(NOON, ProcessRole.WORKER, seconds=5.0, looks=1, seen=(), confined=confined)
    _, said = command()
    assert [line for line in said.splitlines() if line.startswith("The worker")] == (
        [line for line in said.splitlines() if told in line] if told else []
    )
    assert json.loads(command("--json")[1])["confined"] is confined
