"""What `health --json` prints comes back as the values that it was made of."""

import json
from datetime import UTC, datetime

import pytest

from aurity_desktop.application.health.health import Check, Health, LiveFigures
from aurity_desktop.application.health.health_check import HealthCheck
from aurity_desktop.application.health.health_result import parse_health
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures
from aurity_desktop.domain.errors import BadMessage
from aurity_desktop.domain.jobs import JobStep, Percentiles, QueueFigures
from aurity_desktop.domain.network import Connection, NetworkFigures, ProcessRole, Sighting
from tests.fakes.children import scripted_child

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_SOME = Percentiles(5, 0.2, 0.4, 0.5)
WHOLE = Health(
    (Check("disk", True, "131.4 GB free"), Check("microphone", False, "none", needed=False)),
    LiveFigures(6, 2178, 99.9, 171.0, 322.0),
    QueueFigures(
        1, 0, 5, 1, 0, _SOME, _SOME, _SOME, {JobStep.DIARIZE: _SOME}, {JobStep.DIARIZE: 0.027}
    ),
    PrivacyFigures(6, 4, 1, 365, 0, 0, "2027-03-03T09:00:00+00:00", 1),
    NetworkFigures(
        NOW,
        {ProcessRole.WINDOW: 7200.0},
        40,
        1,
        Sighting(NOW, ProcessRole.WORKER, Connection("192.0.2.1", 443, "python")),
        True,
    ),
    131_400_000_000,
)


@pytest.mark.parametrize("found", [WHOLE, Health((), None, None)])
def test_a_result_is_read_back_as_it_was(found):
    assert parse_health(json.dumps(found.view()).encode()) == found


@pytest.mark.parametrize("printed", [b"", b"{}", b"[]", b'{"checks": [{"colour": 1}]}', b"\xff"])
def test_what_is_no_result_is_refused(printed):
    with pytest.raises(BadMessage):
        parse_health(printed)


def test_what_can_be_recorded_is_told_in_hours():
    assert Health((), None, None, free_bytes=230_600_000_000).hours_left == 1000
    assert Health((), None, None, free_bytes=100_000_000).hours_left == 0
    assert Health((), None, None).hours_left is None


@pytest.mark.parametrize("exit_code", [0, 1])
def test_a_look_is_a_child_process_and_answers_also_where_something_is_missing(
    qtbot, tmp_path, exit_code
):
    check = HealthCheck(
        scripted_child(tmp_path, says=[json.dumps(WHOLE.view())], exit_code=exit_code)
    )
    with qtbot.waitSignal(check.examined) as examined:
        check.look()
        check.look()  # one at a time
    assert examined.args == [WHOLE]


def test_a_look_that_fails_says_so(qtbot, tmp_path):
    check = HealthCheck(scripted_child(tmp_path, exit_code=1))
    with qtbot.waitSignal(check.failed):
        check.look()
