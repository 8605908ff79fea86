"""The player process, as signals and commands."""

from pathlib import Path

import pytest

from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.capture import ErrorReported
from aurity_desktop.domain.errors import AudioError, NoLoudspeaker
from aurity_desktop.domain.playback import Finished, Opened, Positioned, format_report
from tests.fakes.children import scripted_child

SOUND = Path("final.wav")


@pytest.fixture
def make_player(tmp_path, qtbot):
    players = []

    def make(**script):
        player = Player(scripted_child(tmp_path, **script))
        players.append(player)
        return player

    yield make
    for player in players:
        player.close()
        # The child goes when its input closes; the process object goes with it.
        qtbot.waitUntil(lambda player=player: not player.children())


def test_nothing_is_started_before_it_is_played(make_player):
    player = make_player()
    player.load(SOUND)
    assert player.children() == []


def test_playing_tells_its_length_where_it_is_and_its_end(make_player, qtbot):
    player = make_player(
        says=[format_report(Opened(12.5))],
        answers={
            '"play"': [
                format_report(Positioned(0.5, playing=True)),
                format_report(Finished()),
            ]
        },
    )
    player.load(SOUND)
    with qtbot.waitSignals([player.opened, player.moved, player.finished], order="strict"):
        player.play()
    assert player.second == pytest.approx(0.5)
    assert not player.playing


def test_a_position_and_a_speed_chosen_before_it_plays_hold_when_it_does(make_player, qtbot):
    player = make_player(
        answers={
            '"speed"': [format_report(Positioned(1.0, playing=False))],
            '"seek"': [format_report(Positioned(30.0, playing=False))],
            '"play"': [format_report(Positioned(30.1, playing=True))],
        }
    )
    heard = []
    player.moved.connect(lambda report: heard.append(report.second))
    player.load(SOUND)
    player.set_speed(1.5)
    player.seek(30.0)
    player.play()
    qtbot.waitUntil(lambda: heard == [1.0, 30.0, 30.1])
    assert player.playing


def test_an_error_of_the_child_keeps_its_class(make_player, qtbot):
    player = make_player(says=[format_report(ErrorReported.of(NoLoudspeaker("none")))])
    player.load(SOUND)
    with qtbot.waitSignal(player.failed) as told:
        player.play()
    assert isinstance(told.args[0], NoLoudspeaker)


def test_a_child_that_dies_is_told_with_its_last_words(make_player, qtbot):
    player = make_player(complains="no such file", exit_code=1)
    player.load(SOUND)
    with qtbot.waitSignal(player.failed) as told:
        player.play()
    assert isinstance(told.args[0], AudioError)
    assert "no such file" in str(told.args[0])


def test_a_line_that_is_none_of_ours_is_passed_over(make_player, qtbot, caplog):
    player = make_player(says=["what?", format_report(Opened(1.0))])
    player.load(SOUND)
    with qtbot.waitSignal(player.opened):
        player.play()
    assert "no report" in caplog.text


def test_another_file_starts_anew(make_player, qtbot):
    player = make_player(says=[format_report(Opened(1.0))])
    player.load(SOUND)
    with qtbot.waitSignal(player.opened):
        player.play()
    player.seek(5.0)
    player.load(Path("other.wav"))
    assert player.second == 0.0
    with qtbot.waitSignal(player.opened):
        player.play()
