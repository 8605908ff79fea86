import argparse
import json
from dataclasses import dataclass

import pytest

from tests.benchmarks.capture import suite


@dataclass
class _Figures:
    durable_lost: int
    unreadable_files: int = 0
    wrong_recordings: int = 0
    open_slice_lost_ms_max: float = 0.0


@pytest.fixture
def run(paths, capsys):
    def run_with(*arguments):
        parser = argparse.ArgumentParser()
        suite.add_arguments(parser)
        code = suite.run(parser.parse_args([*arguments, "--json"]), paths)
        return code, json.loads(capsys.readouterr().out)

    return run_with


def test_killed_recorders_lose_nothing_durable(run):
    code, result = run("--only", "kills", "--kills", "2", "--at-once", "2")
    assert code == 0
    assert result["kills"]["passed"]
    assert result["kills"]["kills"] == 2
    assert result["kills"]["durable_lost"] == 0


def test_a_killed_window_costs_the_recorder_nothing(run):
    code, result = run("--only", "windows", "--kills", "2", "--at-once", "2")
    assert code == 0
    assert result["windows"]["durable_slices"] > 0
    assert result["windows"]["open_slice_lost_ms_max"] == 0


def test_full_disks_and_a_clock_that_goes_back_do_no_harm(run):
    code, result = run("--only", "disk", "clock", "--write-points", "4", "--full-disks", "0")
    assert code == 0
    assert result["disk"]["write_points"] == 8
    assert result["clock"]["sound_kept"]


def test_a_figure_beyond_its_limit_does_not_pass(run, monkeypatch):
    monkeypatch.setattr(suite, "kill_recorders", lambda *_, **__: _Figures(durable_lost=1))
    code, result = run("--only", "kills")
    assert code == 1
    assert result["kills"]["passed"] is False


def test_what_needs_a_sound_server_says_so_where_there_is_none(run, monkeypatch):
    monkeypatch.setattr(suite, "is_available", lambda: False)
    code, result = run("--only", "unplugs", "load")
    assert code == 0
    assert result["load"]["passed"] is None
    assert "pulseaudio" in result["unplugs"]["note"]
