"""What an exported file is called."""

from dataclasses import replace
from datetime import datetime

import pytest

from aurity_desktop.domain.export_name import export_name
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary

BEGAN = datetime(2026, 11, 28, 9, 5).astimezone()


def session(title):
    plan = SessionPlan("session_20261128_090500", BEGAN, "mic", title=title)
    return SessionSummary(plan, SessionState.COMPLETED, "", 0, 0, 0, 0, "es")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Consulta diabetes", "2026-11-28 Consulta diabetes.docx"),
        ("", "2026-11-28 09.05.docx"),
        ("  ...  ", "2026-11-28 09.05.docx"),
        ("Ana: ¿control? 120/80", "2026-11-28 Ana ¿control 120 80.docx"),
        ("../../etc/passwd", "2026-11-28 etc passwd.docx"),
        ("Ana\nRuiz\x1b[31m", "2026-11-28 Ana Ruiz[31m.docx"),
        ("x" * 300, f"2026-11-28 {'x' * 80}.docx"),
        ("Señora Núñez.", "2026-11-28 Señora Núñez.docx"),
    ],
)
def test_a_file_is_called_after_the_day_and_the_title(title, name):
    assert export_name(session(title), "docx") == name


def test_no_name_is_given_twice():
    taken = {"2026-11-28 ana.docx", "2026-11-28 ana 2.docx"}
    assert export_name(session("Ana"), "docx", taken) == "2026-11-28 Ana 3.docx"


def test_the_title_given_last_counts():
    titled = replace(session("Ana"), retitled="Eva")
    assert export_name(titled, "h5") == "2026-11-28 Eva.h5"
