"""The order of work, with networks that are arithmetic: who talks is written into the samples."""

import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest

from aurity_desktop.diarization.incremental import GROUP, IncrementalDiarizer
from aurity_desktop.diarization.observation import (
    DIMENSION,
    FRAME_CHANNELS,
    LOCAL_SPEAKERS,
    WINDOW_FRAMES,
    WINDOW_SAMPLES,
    ObserverSettings,
    VoicedFrames,
)
from aurity_desktop.domain.session import SpeakerCount

STEP = ObserverSettings().step_samples
PLACES = STEP // 160  # feature frames in a step


class Observer:
    """Remembers what it was asked; finds speech where samples are not zero."""

    settings = ObserverSettings()

    def __init__(self):
        self.windows = []
        self.embedded = []

    def segment(self, samples):
        count = (len(samples) - WINDOW_SAMPLES) // STEP + 1
        activity = np.zeros((count, WINDOW_FRAMES, LOCAL_SPEAKERS), np.bool_)
        for index in range(count):
            window = samples[index * STEP : index * STEP + WINDOW_SAMPLES]
            activity[index, :, 0] = np.interp(
                np.linspace(0, len(window) - 1, WINDOW_FRAMES), np.arange(len(window)), window
            )
        return activity

    def voices(self, samples, activity, first_window, *, is_last):
        self.windows += range(first_window, first_window + len(activity))
        places = np.arange(first_window * PLACES, (first_window + len(activity)) * PLACES)
        return VoicedFrames(places, np.zeros((len(places), FRAME_CHANNELS), np.float32))

    def embed(self, activity, voiced, first_window):
        self.embedded += range(first_window, first_window + len(activity))
        if len(activity):
            assert voiced.places[0] <= first_window * PLACES
        return activity.mean(axis=1)[..., None] + np.zeros(DIMENSION, np.float32)


class Whole:
    def __init__(self):
        self.seen = []
        self.talks = False

    def annotate(self, observations, count):
        self.seen.append((observations, count))
        return Annotation(observations if self.talks else None)


class Annotation:
    """Every run of frames in which somebody talks, of windows that are taken for consecutive."""

    def __init__(self, observations=None):
        self.observations = observations

    def itertracks(self, *, yield_label):
        if self.observations is None:
            return
        talking = np.concatenate(([0], self.observations.activity[:, 0, 0], [0])).astype(int)
        edges = np.flatnonzero(np.diff(talking)).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            yield SimpleNamespace(start=float(start), end=float(end)), None, "A"


@pytest.fixture
def start():
    def begin():
        observer, whole = Observer(), Whole()
        return IncrementalDiarizer(observer, whole, "models"), observer, whole

    return begin


@pytest.fixture
def talk():
    return np.random.default_rng(5).integers(-9000, 9000, 95 * 16_000 + 77).astype(np.int16)


def observed(recording, whole):
    recording.finish(SpeakerCount())
    return whole.seen[-1][0]


def test_the_result_does_not_depend_on_how_the_samples_arrive(start, talk):
    once, _, whole = start()
    once.extend(talk)
    expected = observed(once, whole)
    pieces, _, whole = start()
    for at in range(0, len(talk), 48_000):
        pieces.extend(talk[at : at + 48_000])
    found = observed(pieces, whole)
    assert (found.activity == expected.activity).all()
    assert (found.embeddings == expected.embeddings).all()


def test_every_window_is_observed_and_embedded_once_until_the_end(start, talk):
    recording, observer, whole = start()
    recording.extend(talk)
    found = observed(recording, whole)
    count = 1 + -(-(len(talk) - WINDOW_SAMPLES) // STEP)
    assert observer.windows == observer.embedded == list(range(count))
    assert len(found.activity) == len(found.embeddings) == count


def test_asking_again_with_another_count_observes_nothing_again(start, talk):
    recording, observer, whole = start()
    recording.extend(talk)
    recording.finish(SpeakerCount())
    before = len(observer.windows)
    recording.finish(SpeakerCount.exactly(3))
    assert len(observer.windows) == before
    assert whole.seen[-1][1] == SpeakerCount(3, 3)


def test_a_recording_may_continue_after_its_turns_were_asked_for(start, talk):
    asked, _, whole_asked = start()
    asked.extend(talk[: 40 * 16_000])
    asked.finish(SpeakerCount())
    asked.extend(talk[40 * 16_000 :])
    plain, _, whole_plain = start()
    plain.extend(talk)
    assert (
        observed(asked, whole_asked).embeddings == observed(plain, whole_plain).embeddings
    ).all()


def test_a_restarted_worker_continues_where_the_last_one_saved(start, talk, tmp_path):
    plain, _, whole_plain = start()
    plain.extend(talk)
    first, _, _ = start()
    first.extend(talk[: 60 * 16_000])
    first.save(tmp_path / "voices.npz")
    second, observer, whole = start()
    assert second.resume(tmp_path / "voices.npz")
    assert 0 < second.position <= 60 * 16_000
    second.extend(talk[second.position :])
    assert (observed(second, whole).embeddings == observed(plain, whole_plain).embeddings).all()
    assert observer.windows[0] > 0


def test_a_recording_shorter_than_a_group_is_saved_and_taken_up(start, talk, tmp_path):
    first, _, _ = start()
    first.extend(talk[: 2 * 16_000])
    first.save(tmp_path / "voices.npz")
    second, _, _ = start()
    assert second.resume(tmp_path / "voices.npz")
    assert second.position == 0


def test_without_a_saved_state_it_starts_at_the_beginning(start, tmp_path):
    recording, _, _ = start()
    assert not recording.resume(tmp_path / "voices.npz")
    assert recording.position == 0


def test_no_sound_at_all_gives_no_turns(start):
    recording, _, whole = start()
    assert recording.finish(SpeakerCount()).turns == ()
    recording.extend(np.zeros(1600, np.int16))
    assert recording.finish(SpeakerCount()).turns == ()
    assert whole.seen == []


def test_little_sound_is_kept_however_long_the_recording(start):
    recording, _, _ = start()
    for _ in range(40):
        recording.extend(np.zeros(160_000, np.int16))
    assert recording._pending.nbytes < 2 * 2 * (GROUP * STEP + WINDOW_SAMPLES)
    assert len(recording._voiced) < PLACES * (WINDOW_SAMPLES // STEP + GROUP)


def spoken_at(*seconds, until):
    """Half a minute of speech at each of these seconds, and silence; int16."""
    sound = np.zeros(until * 16_000, np.int16)
    for second in seconds:
        sound[second * 16_000 : (second + 30) * 16_000] = np.resize([9_000, -9_000], 480_000)
    return sound


def test_turns_behind_a_long_silence_stand_where_they_were_said(start):
    recording, _, whole = start()
    whole.talks = True
    recording.extend(spoken_at(10, 400, 1_700, until=2_000))
    turns = recording.finish(SpeakerCount()).turns
    assert [(turn.start, turn.end) for turn in turns] == [(10, 40), (400, 430), (1_700, 1_730)]
    observations = whole.seen[-1][0]
    assert len(observations) < 500
    assert observations.numbers[-1] == 1_990


def test_what_is_left_out_of_a_silence_keeps_the_grid_of_the_frames(start):
    recording, _, whole = start()
    recording.extend(spoken_at(10, 400, until=600))
    recording.finish(SpeakerCount())
    left_out = np.diff(whole.seen[-1][0].numbers)
    assert {int(each - 1) % 27 for each in left_out} == {0}
    assert left_out.max() > 27


def test_a_short_silence_is_left_as_it_is(start):
    recording, _, whole = start()
    recording.extend(spoken_at(10, 80, until=130))
    recording.finish(SpeakerCount())
    assert whole.seen[-1][0].numbers.tolist() == list(range(121))


def test_hours_of_silence_take_no_memory(start, tmp_path):
    recording, _, whole = start()
    silence = spoken_at(until=320)
    recording.extend(spoken_at(10, until=320))
    tracemalloc.start()
    for _ in range(30):
        recording.extend(silence)
    recording.extend(spoken_at(10, until=320))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    recording.save(tmp_path / "voices.npz")
    recording.finish(SpeakerCount())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(whole.seen[-1][0]) < 400
    assert held < 10_000_000
    assert peak < held + 20_000_000
    assert (tmp_path / "voices.npz").stat().st_size < 2_000_000
