"""What a person wrote while the talk went on stays, whatever is heard of it later."""

from datetime import UTC, datetime

import pytest

from aurity_desktop.domain.edits import Edit, EditKind, RecordedEdit
from aurity_desktop.domain.live_corrections import (
    LiveCorrection,
    carried,
    corrected,
    disputed_places,
    is_by_sound,
    is_written,
    placed,
    was_taken_back,
    with_corrections,
)
from aurity_desktop.domain.transcript import Word


def spoken(text, start=0.0, step=0.5, late=0.0):
    return [
        Word(start + at * step + late, start + at * step + 0.4 + late, word, 0.6)
        for at, word in enumerate(text.split())
    ]


#: The word from 1.0 to 1.4 of what is spoken from 0.0 on.
LOSARTAN = LiveCorrection("c1", 1.0, 1.4, "lozartan", "losartán")


def read(words, *corrections):
    return " ".join(word.text for word in with_corrections(words, corrections))


@pytest.mark.parametrize(
    ("heard", "reads"),
    [
        ("tome el lozartan diario", "tome el losartán diario"),
        ("tome el Losartán, diario", "tome el losartán diario"),
        ("tome el los artan diario", "tome el losartán diario"),
        ("tome el lo sar tan diario", "tome el losartán diario"),
        ("tome él lozartan, sí", "tome él losartán sí"),
        ("tome el vino diario", "tome el losartán diario"),
    ],
)
def test_the_words_that_stand_there_give_way_in_whatever_number_they_come(heard, reads):
    parts = heard.split()
    words, at = [], 0.0
    for word in parts:  # what was one word takes as long in pieces
        length = 0.4 if word not in {"los", "artan", "lo", "sar", "tan"} else 0.4 / (len(parts) - 3)
        words.append(Word(at, at + length, word, 0.6))
        at += length + (0.1 if length == 0.4 else 0.0)
        at = at if word not in {"artan", "tan"} else 1.5
    assert read(words, LOSARTAN) == reads


@pytest.mark.parametrize("late", [-0.3, 0.0, 0.3])
def test_a_word_is_found_again_by_its_sound_where_another_pass_puts_it_elsewhere(late):
    assert read(spoken("tome el lozartan diario", late=late), LOSARTAN) == "tome el losartán diario"


def test_where_nothing_is_heard_any_more_it_stands_at_its_time():
    words = [*spoken("tome el"), *spoken("diario", start=4.0)]
    assert read(words, LOSARTAN) == "tome el losartán diario"
    assert placed(LOSARTAN, words) is None


def test_a_word_that_was_not_said_is_gone_and_stays_gone():
    removed = LiveCorrection("c1", 1.0, 1.4, "gracias", "")
    assert read(spoken("tome el gracias diario"), removed) == "tome el diario"


def test_what_a_person_wrote_is_told_from_what_was_heard():
    words = with_corrections(spoken("tome el lozartan diario"), [LOSARTAN])
    assert [word.text for word in words if is_written(word)] == ["losartán"]
    assert (words[2].start, words[2].end) == (1.0, 1.4)


def test_a_word_that_was_corrected_is_corrected_anew_and_no_second_time():
    heard = spoken("tome el lozartan diario")
    first = corrected([], heard[2], "losartán potásico", "c1")
    (_, _, one, other, _) = with_corrections(heard, [first])
    again = corrected([first], other, "50", "c2")
    assert again == LiveCorrection("c1", 1.0, 1.4, "lozartan", "losartán 50")
    assert corrected([first], one, "", "c3").text == "potásico"


# -- carried over to the final transcript


def test_a_correction_is_an_edit_of_the_words_that_stand_there_then():
    (found,) = carried([LOSARTAN], spoken("bueno tome el los artan", start=-0.5), "run-1")
    edit = found.edit
    assert (edit.kind, edit.first_word, edit.last_word, edit.text) == (
        EditKind.CORRECT,
        3,
        4,
        "losartán",
    )
    assert found.agrees


def test_the_same_words_are_the_same_edit_and_others_another():
    words = spoken("tome el lozartan diario")
    (one,), (same,), (other,) = (
        carried([LOSARTAN], words, run) for run in ("run-1", "run-1", "run-2")
    )
    assert one == same
    assert one.edit.edit_id != other.edit.edit_id
    assert len(one.edit.edit_id) <= 64


@pytest.mark.parametrize(
    ("settled", "agrees"), [("lozartan", True), ("Losartán.", True), ("vino", False)]
)
def test_a_pass_that_heard_neither_is_a_dispute(settled, agrees):
    (found,) = carried([LOSARTAN], spoken(f"tome el {settled} diario"), "run-1")
    assert (found.edit.text, found.agrees) == ("losartán", agrees)


def test_where_the_final_pass_heard_nothing_the_words_stand_beside_the_nearest_and_are_disputed():
    words = [*spoken("tome el"), *spoken("diario", start=4.0)]
    (found,) = carried([LOSARTAN], words, "run-1")
    assert (found.edit.first_word, found.edit.text, found.agrees) == (1, "el losartán", False)
    assert carried([LOSARTAN], [], "run-1") == []


def recorded(edit, *, active=True):
    return RecordedEdit(edit, "run", 0, datetime(2026, 1, 1, tzinfo=UTC), "ana", active)


def test_a_correction_that_was_taken_back_is_not_carried_on():
    edit = carried([LOSARTAN], spoken("tome el lozartan"), "run-1")[0].edit
    assert not was_taken_back(LOSARTAN, [])
    assert not was_taken_back(LOSARTAN, [recorded(edit)])
    assert was_taken_back(LOSARTAN, [recorded(edit, active=False)])


def test_a_dispute_lasts_until_somebody_has_written_there_or_taken_it_back():
    edit = Edit("c1.x", EditKind.CORRECT, 2, 3, "losartán")
    later = Edit("e2", EditKind.CORRECT, 3, 3, "sí")
    disputed = frozenset({"c1.x"})
    assert disputed_places([recorded(edit)], disputed) == {2, 3}
    assert disputed_places([recorded(edit), recorded(later)], disputed) == {2}
    assert disputed_places([recorded(edit, active=False)], disputed) == set()


#: What the program writes by its sound for the words from 1.0 to 1.9.
BY_SOUND = LiveCorrection("s1", 1.0, 1.9, "met formina", "metformina", by_sound=True)


@pytest.mark.parametrize(
    ("heard", "reads"),
    [
        ("tome la met formina diario", "tome la metformina diario"),
        ("tome la meth formina diario", "tome la metformina diario"),
        ("tome la gran fortuna diario", "tome la gran fortuna diario"),
        ("tome la met ofrenda diario", "tome la met ofrenda diario"),
        ("tome la Metformina, sí", "tome la Metformina, sí"),
        ("tome la", "tome la"),
    ],
)
def test_a_name_by_its_sound_holds_only_where_the_same_words_are_still_read(heard, reads):
    assert read(spoken(heard), BY_SOUND) == reads


def test_a_name_by_its_sound_is_told_from_what_was_heard_and_from_what_a_person_wrote():
    words = with_corrections(spoken("tome la met formina diario"), [BY_SOUND])
    assert [is_by_sound(word) for word in words] == [False, False, True, False]
    assert not any(map(is_written, words))


def test_a_name_by_its_sound_is_never_written_over_what_a_person_wrote():
    person = LiveCorrection("c1", 1.5, 1.9, "formina", "fortuna")
    for corrections in ([BY_SOUND, person], [person, BY_SOUND]):
        assert read(spoken("tome la met formina diario"), *corrections) == (
            "tome la met fortuna diario"
        )
    same = LiveCorrection("c1", 1.0, 1.9, "met formina", "met formina")
    assert read(spoken("tome la met formina diario"), BY_SOUND, same) == (
        "tome la met formina diario"
    )


def test_a_person_takes_a_name_by_its_sound_back_by_writing_what_was_heard():
    word = with_corrections(spoken("tome la met formina"), [BY_SOUND])[2]
    found = corrected([BY_SOUND], word, "met formina", "new")
    assert found == LiveCorrection("s1", 1.0, 1.9, "met formina", "met formina")
    (edit,) = carried([found], spoken("tome la met formina"), "run-1")
    assert (edit.edit.first_word, edit.edit.last_word, edit.agrees) == (2, 3, True)


def test_a_name_by_its_sound_is_not_carried_over_since_the_second_pass_looks_itself():
    assert carried([BY_SOUND], spoken("tome la met formina"), "run-1") == []
