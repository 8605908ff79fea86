import numpy as np
import pytest

from aurity_desktop.audio.capture.file_source import FileSource
from aurity_desktop.audio.capture.source import Began, Damaged, Ended, Sound
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import AudioTruncated, EmptyAudio
from tests.audio.sounds import counted, write_wav
from tests.fakes.clock import Clock

SOUND = counted(40_000)


@pytest.fixture
def file(tmp_path):
    return write_wav(tmp_path / "talk.wav", SOUND)


def samples(updates):
    return [len(update.samples) for update in updates if isinstance(update, Sound)]


def test_a_file_read_fast_comes_a_second_at_a_time_until_it_ends(file):
    source = FileSource(file, real_time=False)
    source.open()
    updates = []
    while not any(isinstance(update, Ended) for update in updates):
        updates.extend(source.read())
    source.close()
    assert updates[0] == Began("talk.wav", 16_000)
    assert samples(updates) == [16_000, 16_000, 8_000]
    heard = np.concatenate([update.samples for update in updates if isinstance(update, Sound)])
    assert np.array_equal(heard, SOUND)
    assert source.read() == ()


def test_a_file_read_in_real_time_gives_what_the_clock_says(file):
    clock = Clock(50.0)
    source = FileSource(file, real_time=True, clock=clock)
    source.open()
    source.read()
    clock.go_on(0.5)
    assert samples(source.read()) == [7_999]
    clock.go_on(0.25)
    assert samples(source.read()) == [4_000]
    clock.go_on(60)
    updates = source.read()
    assert samples(updates) == [28_000]
    assert updates[-1] == Ended()
    source.close()


@pytest.mark.parametrize("real_time", [False, True])
def test_a_file_waits_in_a_pause_and_so_does_its_clock(file, real_time):
    clock = Clock(50.0)
    source = FileSource(file, real_time=real_time, clock=clock)
    source.open()
    first = samples(source.read())
    source.hold()
    clock.go_on(60.0)
    assert source.read() == ()
    source.go_on()
    clock.go_on(0.5)
    assert samples(source.read()) == [7_999 if real_time else 16_000]
    assert first == [1 if real_time else 16_000]
    source.close()


def test_a_file_that_is_longer_than_it_says_is_read_whole_and_says_so(file):
    content = bytearray(file.read_bytes())
    content[40:44] = (2_000).to_bytes(4, "little")
    file.write_bytes(content)
    source = FileSource(file, real_time=False)
    source.open()
    updates = []
    while not updates or updates[-1] != Ended():
        updates += source.read()
    source.close()
    assert sum(samples(updates)) == (len(content) - 44) // 2
    noted = updates[-2]
    assert noted.note is InputNote.LONGER_THAN_STATED
    assert noted.facts["stated_seconds"] == pytest.approx(0.0625, abs=0.001)


def test_a_damaged_file_says_so_before_it_ends(file):
    file.write_bytes(file.read_bytes()[: 44 + 2 * 20_000])
    source = FileSource(file, real_time=False)
    source.open()
    updates = [*source.read(), *source.read()]
    source.close()
    assert samples(updates) == [16_000, 4_000]
    assert isinstance(updates[-2], Damaged)
    assert isinstance(updates[-2].error, AudioTruncated)
    assert updates[-1] == Ended()


def test_an_empty_file_is_refused_before_anything_is_made(tmp_path):
    source = FileSource(write_wav(tmp_path / "a.wav", counted(0)), real_time=False)
    with pytest.raises(EmptyAudio):
        source.open()
    source.close()


def test_nothing_is_read_after_the_close(file):
    source = FileSource(file, real_time=False)
    source.open()
    source.read()
    source.close()
    assert source.read() == ()
