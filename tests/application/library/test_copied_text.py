import pytest

from aurity_desktop.application.library.copied_text import copied_text
from tests.export.test_documents import document


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
    everything = copied_text(talk, talk.segments, times=times, names=names)
    assert everything.splitlines()[1:] == [line]
