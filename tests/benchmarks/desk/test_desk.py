"""What the desk suite tells by: its words, its search of every byte, and scenes that fail alone."""

from tests.benchmarks.desk.bytes_left import files_with
from tests.benchmarks.desk.script import Day, Played, Scene, Wait


def test_a_word_is_found_in_every_byte_and_in_the_names_of_files(tmp_path):
    (tmp_path / "a.db").write_bytes(b"\x00\xffAna\x00")
    (tmp_path / "b.ini").write_bytes("Ana".encode("utf-16-le"))
    (tmp_path / "c.json").write_text('"\\u00c1ngel"')
    (tmp_path / "Ana.wav").write_bytes(b"")
    (tmp_path / "d.txt").write_text("nobody")
    found = files_with(tmp_path, ("Ana", "Ángel"))
    assert {each.name for each in found} == {"a.db", "b.ini", "c.json", "Ana.wav"}


def test_a_scene_that_fails_ends_alone_and_says_why(qtbot):
    def works():
        yield Wait(lambda: True, "nothing")
        return "3 words"

    def breaks():
        yield Wait(lambda: True, "nothing")
        raise ValueError("no such button")

    def hangs():
        yield Wait(lambda: False, "the end of days", 0.01)
        return ""

    played, ended = [], []
    scenes = [Scene("1", each.__name__, each) for each in (breaks, hangs, works)]
    day = Day(scenes, played.append, lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert [bool(each.problem) for each in played] == [True, True, False]
    assert "no such button" in played[0].problem
    assert played[1].problem == "never: the end of days"
    assert played[2].told == "3 words"
    assert day is not None


def test_a_day_that_is_stopped_in_between_does_not_lose_patience(qtbot):
    """As if nobody had looked for an hour, whatever the clock says."""
    looks = []

    def comes_late():
        yield Wait(lambda: looks.append(1) or len(looks) == 5, "the fifth look", 10 * 0.04)
        return ""

    def comes_too_late():
        yield Wait(lambda: looks.append(1) or len(looks) == 30, "the thirtieth look", 10 * 0.04)
        return ""

    played = []
    day = Day([Scene("1", "", comes_late), Scene("2", "", comes_too_late)], played.append, list)
    for _ in range(40):
        day._look()
    assert [each.problem for each in played] == ["", "never: the thirtieth look"]
    assert len(looks) == 5 + 11
    day.deleteLater()


def test_a_line_says_number_use_and_verdict():
    assert Played("18.1", "a mark").line().split() == ["18.1", "a", "mark", "passed"]
    assert "FAILED  no mark" in Played("18.1", "a mark", "no mark").line()
