import pytest

from aurity_desktop.diarization.rttm import BadRttm, read_rttm, write_rttm
from aurity_desktop.domain.speakers import Turn


def test_what_is_written_is_read_back():
    turns = (Turn(0.5, 2.25, "SPEAKER_00"), Turn(2.0, 3.125, "SPEAKER_01"))
    assert read_rttm(write_rttm("session_20260101_120000", turns)) == turns


def test_a_line_has_the_ten_fields_of_the_specification():
    (line,) = write_rttm("a talk", [Turn(1.0, 2.5, "Dra. Ruiz")]).splitlines()
    assert line == "SPEAKER a_talk 1 1.000 1.500 <NA> <NA> Dra._Ruiz <NA> <NA>"


def test_other_lines_and_blank_ones_are_passed_over():
    assert read_rttm("SPKR-INFO x 1 <NA>\n\nSPEAKER x 1 0 1 <NA> <NA> a <NA> <NA>\n") == (
        Turn(0.0, 1.0, "a"),
    )


@pytest.mark.parametrize("line", ["SPEAKER x 1 zero 1 <NA> <NA> a", "SPEAKER x 1 0.0"])
def test_a_broken_line_is_named(line):
    with pytest.raises(BadRttm, match="Line 2"):
        read_rttm("\n" + line)
