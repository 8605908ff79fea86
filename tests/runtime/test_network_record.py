import json
import stat
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.domain.network import (
    Connection,
    NetworkFigures,
    ProcessRole,
    Sighting,
    leaves_the_machine,
)
from aurity_desktop.runtime.network_record import NetworkRecord

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC).astimezone()
WINDOW, WORKER = ProcessRole.WINDOW, ProcessRole.WORKER


@pytest.fixture
def path(tmp_path):
    return tmp_path / "network.json"


@pytest.fixture
def record(path):
    return NetworkRecord(path)


def quiet(record, at=NOON, role=WINDOW, seconds=60.0):
    record.add(at, role, seconds=seconds, looks=12, seen=())


def sighting(at=NOON, address="192.0.2.7"):
    return Sighting(at, WINDOW, Connection(address, 443, "python"))


def test_nobody_has_looked_where_there_is_no_file(record):
    assert record.figures() == NetworkFigures()
    assert not record.figures().quiet
    assert record.days_over("2026-03-03") == []


def test_hours_of_several_processes_add_up_and_the_file_is_for_the_user_alone(record, path):
    quiet(record)
    quiet(record, NOON + timedelta(minutes=1), WORKER, 3_600.0)
    quiet(record, NOON + timedelta(minutes=2))
    found = record.figures()
    assert (found.since, found.looks, found.connections) == (NOON, 36, 0)
    assert found.seconds == {WINDOW: 120.0, WORKER: 3_600.0}
    assert found.hours == pytest.approx(3_720 / 3_600)
    assert found.quiet
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_after_a_connection_the_hours_are_counted_anew_and_it_is_named(record):
    quiet(record)
    later = NOON + timedelta(hours=1)
    record.add(later, WINDOW, seconds=5.0, looks=1, seen=[sighting(later)])
    found = record.figures()
    assert (found.since, found.hours, found.looks, found.connections) == (later, 0.0, 0, 1)
    assert found.last == sighting(later)
    quiet(record, later + timedelta(hours=1), seconds=1_800.0)
    assert record.figures().hours == 0.5
    assert record.figures().connections == 1


def test_it_tells_whether_the_worker_could_have_connected_at_all(record):
    quiet(record)
    assert record.figures().confined is None
    record.add(NOON, WORKER, seconds=60.0, looks=12, seen=(), confined=True)
    quiet(record)
    record.add(NOON, WINDOW, seconds=5.0, looks=1, seen=[sighting()])
    assert record.figures().confined is True
    record.add(NOON, WORKER, seconds=60.0, looks=12, seen=(), confined=False)
    assert record.figures().confined is False


def test_while_a_connection_stays_open_no_hour_is_quiet(record):
    record.add(NOON, WINDOW, seconds=5.0, looks=1, seen=[sighting()])
    later = NOON + timedelta(minutes=1)
    record.add(later, WINDOW, seconds=60.0, looks=12, seen=(), still_open=True)
    found = record.figures()
    assert (found.since, found.hours, found.connections) == (later, 0.0, 1)
    assert found.last == sighting()


def test_a_day_that_is_over_is_given_until_it_is_noted(record):
    quiet(record)
    record.add(NOON, WORKER, seconds=30.0, looks=6, seen=[sighting()])
    quiet(record, NOON + timedelta(days=1))
    (day,) = record.days_over("2026-03-03")
    assert (day.day, day.looks, day.connections) == ("2026-03-02", 18, 1)
    assert day.seconds == {WINDOW: 60.0, WORKER: 30.0}
    record.mark_noted([day.day, "1999-01-01"])
    assert record.days_over("2026-03-03") == []
    assert [each.day for each in record.days_over("2026-03-09")] == ["2026-03-03"]


def test_a_clock_that_is_set_back_brings_no_noted_day_again(record):
    quiet(record)
    record.mark_noted(["2026-03-02"])
    quiet(record)
    assert record.days_over("2026-03-09") == []
    assert record.figures().seconds == {WINDOW: 120.0}


def nested(value):
    value["days"] = 1
    return value


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value | {"format": 2},
        lambda value: value | {"looks": -1},
        lambda value: value | {"looks": True},
        lambda value: value | {"since": "2026-01-01T00:00:00"},
        lambda value: value | {"seconds": {"window": float("nan")}},
        lambda value: value | {"seconds": {"window": -5}},
        lambda value: value | {"seconds": {"somebody": 5}},
        lambda value: value | {"last": "x"},
        lambda value: value | {"days": [{"day": "../x"}]},
        lambda value: [value],
        nested,
    ],
)
def test_a_file_that_somebody_planted_counts_as_none_and_is_replaced(record, path, spoil):
    quiet(record)
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    assert record.figures() == NetworkFigures()
    quiet(record, NOON + timedelta(days=3))
    assert record.figures().since == NOON + timedelta(days=3)


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"[" * 100_000, b'{"format": 1}'])
def test_a_file_that_is_none_counts_as_none(record, path, content):
    path.write_bytes(content)
    assert record.figures() == NetworkFigures()


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("127.0.0.1", False),
        ("127.8.9.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:192.0.2.1", True),
        ("192.168.1.4", True),
        ("0.0.0.0", True),  # no socket is bound here
        ("::", True),
        ("fe80::1%eth0", True),
        ("what", True),
    ],
)
def test_only_loopback_stays_on_the_machine(address, leaves):
    assert leaves_the_machine(address) is leaves
