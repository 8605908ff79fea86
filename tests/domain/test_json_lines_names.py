"""Names that are not UTF-8 between our processes."""

import os
from datetime import UTC, datetime

from aurity_desktop.domain.capture import (
    Started,
    format_plan,
    format_report,
    parse_plan,
    parse_report,
)
from aurity_desktop.domain.safe_text import writable
from aurity_desktop.domain.session import SessionPlan

NAME = os.fsdecode(b"grabaci\xf3n.wav")


def test_a_name_that_is_not_utf8_is_the_same_name_on_the_other_side():
    line = format_report(Started(NAME, 16_000))
    assert parse_report(line.encode()) == Started(NAME, 16_000)
    plan = SessionPlan(
        "session_20240301_090000", datetime(2024, 3, 1, tzinfo=UTC), NAME, title="Año"
    )
    assert parse_plan(format_plan(plan).encode()) == plan
    assert "Año" in format_plan(plan)


def test_what_cannot_be_written_is_replaced_and_nothing_else():
    assert writable(NAME) == "grabaci\ufffdn.wav"
    assert writable("Año 🫀\x1b") == "Año 🫀\x1b"
