from dataclasses import replace
from datetime import datetime

import pytest

from aurity_desktop.application.library.export_names import export_name, free_path
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary

AT = datetime(2026, 11, 28, 10, 15).astimezone()
SESSION = SessionSummary(
    SessionPlan("session_20261128_101500", AT, "mic"), SessionState.COMPLETED, "", 0, 0, 0, 0, "es"
)


def named(title, suffix="docx"):
    return export_name(replace(SESSION, retitled=title), suffix)


def test_a_file_is_called_by_its_day_and_title():
    assert named("Consulta diabetes") == "2026-11-28 Consulta diabetes.docx"


def test_without_a_title_and_where_names_are_left_out_it_is_called_by_its_time():
    assert named("") == "2026-11-28 10.15.docx"
    titled = replace(SESSION, retitled="María López")
    assert export_name(titled, "md", with_title=False) == "2026-11-28 10.15.md"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Dolor: ¿cólico/gástrico?", "2026-11-28 Dolor ¿cólico gástrico"),
        ("..\\..\\Windows\\CON", "2026-11-28 Windows CON"),
        ("../../etc/passwd", "2026-11-28 etc passwd"),
        ("control anual. ", "2026-11-28 control anual"),
        ("a\nb\t\u202ec\x00", "2026-11-28 a b c"),
        ("Nin\u0303o", "2026-11-28 Ni\u00f1o"),
        ("...", "2026-11-28 10.15"),
        ("\udcff", "2026-11-28 \ufffd"),
        ("**|?", "2026-11-28 10.15"),
    ],
)
def test_no_title_makes_a_name_that_some_system_refuses(title, stem):
    assert named(title) == f"{stem}.docx"


@pytest.mark.parametrize("letter", ["a", "ñ", "語", "😀", "e\u0301\u0302"])
def test_a_long_title_is_cut_between_characters_and_keeps_its_ending(letter):
    name = named(letter * 300, "h5.age")
    assert len(name.encode()) <= 120
    assert name.endswith(".h5.age")
    assert "\ufffd" not in name


def test_what_is_there_is_never_the_next_name(tmp_path):
    name = named("Consulta")
    (tmp_path / name).touch()
    (tmp_path / "2026-11-28 Consulta (2).docx").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path, name).name == "2026-11-28 Consulta (3).docx"
