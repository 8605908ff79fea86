"""`show`: the waveform of a session, in numbers and in a line."""

import json
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from aurity_desktop.cli.main import run
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import SESSION, a_slice, plan


class LouderEachTime:
    """Reads slices, the second twice as loud as the first."""

    def read(self, audio_slice):
        return np.full(audio_slice.sample_count, 12_800 * (1 + audio_slice.number), np.int16)


@pytest.fixture
def show(paths, capsys):
    paths.session(SESSION).mkdir(parents=True)
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan())
        for number in range(2):
            ledger.sound.record_slice(a_slice(number))
    desk = replace(build(paths), slice_reader=LouderEachTime())

    def command(*arguments):
        assert run(["show", SESSION, *arguments], desk) == 0
        return capsys.readouterr().out

    return command


def test_the_waveform_is_told_in_as_many_parts_as_are_asked_for(show):
    assert json.loads(show("--peaks", "4", "--json"))["peaks"] == [0.392, 0.392, 0.784, 0.784]
    assert show("--peaks", "4").splitlines()[1] == "▄▄██"


def test_nobody_waits_for_a_waveform_that_was_not_asked_for(show, paths):
    assert "peaks" not in json.loads(show("--json"))
    assert not list(paths.session(SESSION).glob("peaks*"))
