import pytest

from aurity_desktop.application.library.copied_text import copied_text
from tests.export.test_documents import document, interrupted


@pytest.mark.parametrize(
    ("times", "names", "line"),
    [
        (True, True, "[1:01:01] Paciente: ¿Y usted, señora Núñez?"),
        (True, False, "[1:01:01] ¿Y usted, señora Núñez?"),
        (False, True, "Paciente: ¿Y usted, señora Núñez?"),
        (False, False, "¿Y usted, señora Núñez?"),
    ],
)
def test_a_turn_is_copied_with_and_without_its_time_and_name(times, names, line):
    talk = document()
    assert copied_text(talk, talk.segments[1:], times=times, names=names) == line
    everything = copied_text(talk, talk.lines, times=times, names=names)
    assert everything.splitlines()[1:] == [line]


def test_what_was_not_captured_is_copied_as_a_line_of_its_own():
    talk = interrupted()
    text = copied_text(talk, talk.lines, times=False, names=False)
    assert text.splitlines()[:3] == [
        "Tome dos",
        "— Pausa, 2 min 10 s —",
        "— Fuera de grabación, 45 s —",
    ]
