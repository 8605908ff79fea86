"""The corpus suite on a small scale: it measures, judges, and finds what it is there to find."""

import argparse
import json

import pytest

from tests.benchmarks.corpus import suite

SMALL = [
    "--chunks",
    "200",
    "--minutes",
    "0.2",
    "--hours",
    "0.1",
    "--kills",
    "2",
    "--flips",
    "6",
    "--forgeries",
    "20",
    "--hostile",
    "5",
    "--words",
    "3000",
    "--json",
]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_all_suites_run_and_nothing_is_lost_or_missed(paths, capsys):
    parser = argparse.ArgumentParser()
    suite.add_arguments(parser)
    suite.run(parser.parse_args(SMALL), paths)
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == set(suite._SUITES)
    (sizes,), (crashes,), (desk,), (tampering,) = (
        figures[name] for name in ("sizes", "crashes", "desk", "tampering")
    )
    assert (sizes["chunks"], sizes["sessions"]) == (200, 2)
    assert crashes["kills"] == 2
    assert crashes["acknowledged_lost"] == crashes["unrepaired"] == 0
    assert desk["acknowledged"] > 0
    assert desk["acknowledged_lost"] == desk["unrepaired"] == desk["broken_chains"] == 0
    (signing,) = figures["signing"]
    assert signing["acknowledged"] > 0
    assert signing["acknowledged_lost"] == signing["half"] == signing["unrepaired"] == 0
    assert tampering["session_flips_detected"] == 6
    assert tampering["ledger_flips_missed"] == tampering["chain_forgeries_missed"] == 0
    assert tampering["hostile_files"] == 5
    (tables,) = figures["tables"]
    assert (tables["words"], tables["sessions"]) == (3200, 1)
    assert list(paths.sessions.iterdir()) == []  # the user's data is not touched


def test_a_figure_beyond_its_limit_is_told_and_fails():
    held = suite.Outcome("file", {"rebuild_seconds_per_hour": 0.3})
    missed = suite.Outcome("file", {"rebuild_seconds_per_hour": 7.0})
    assert held.passed
    assert not missed.passed
    assert "DOES NOT HOLD" in suite._told(missed)
