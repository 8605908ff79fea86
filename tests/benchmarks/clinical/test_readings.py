"""What was read of a talk is there after a run that broke off."""

from __future__ import annotations

from aurity_desktop.domain.transcript import Word
from tests.benchmarks.clinical.readings import KeptReadings, Place, Reading

HERE = Place("whisper-base", "es-01", noisy=False, sound="ab12", way="final as heard")
READ = Reading.of([Word(0.5, 1.0, "Tome", 0.9), Word(1.0, 1.75, "niño.", 0.25)])


def test_what_was_kept_is_there_again(tmp_path):
    KeptReadings(tmp_path / "kept").keep(HERE, READ)
    assert KeptReadings(tmp_path / "kept").get(HERE) == READ


def test_another_sound_is_read_again(tmp_path):
    KeptReadings(tmp_path / "kept").keep(HERE, READ)
    again = KeptReadings(tmp_path / "kept")
    assert again.get(Place("whisper-base", "es-01", False, "cd34", "final as heard")) is None


def test_a_line_that_was_cut_off_is_left_out_and_the_next_is_whole(tmp_path):
    path = tmp_path / "kept"
    KeptReadings(path).keep(HERE, READ)
    path.write_text(path.read_text(encoding="utf-8") + '{"model": "whisp', encoding="utf-8")
    there = Place("whisper-base", "es-02", noisy=True, sound="cd34", way="live")
    KeptReadings(path).keep(there, Reading("Sí"))
    again = KeptReadings(path)
    assert (again.get(HERE), again.get(there)) == (READ, Reading("Sí"))
