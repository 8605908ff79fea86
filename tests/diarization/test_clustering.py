from types import SimpleNamespace

import numpy as np
import pytest

from aurity_desktop.diarization.clustering import ClusteringSettings, VoiceClustering

STEP = 1.0
FRAMES = 100


def voices(counts, *, spread=0.02, seed=1):
    """One voice a window, `counts` windows of each.

    Embeddings (windows, 3, 192), activity, and who it was.
    """
    random = np.random.default_rng(seed)
    centres = np.eye(192)[: len(counts)]
    who = np.repeat(np.arange(len(counts)), counts)
    embeddings = np.full((len(who), 3, 192), np.nan, np.float32)
    embeddings[:, 0] = centres[who] + random.normal(0, spread, (len(who), 192))
    activity = np.zeros((len(who), FRAMES, 3), np.float32)
    activity[:, :60, 0] = 1
    return embeddings, SimpleNamespace(data=activity), who


def clusters(embeddings, activity, *, settings=None, **count):
    clustering = VoiceClustering(settings or ClusteringSettings(), step=STEP)
    return clustering(embeddings, activity, **count)[0]


def same_partition(found, who):
    return len({*zip(found, who, strict=True)}) == len(set(found)) == len(set(who))


def test_windows_of_one_voice_come_together_and_those_of_two_do_not():
    embeddings, activity, who = voices([30, 25, 20])
    assert same_partition(clusters(embeddings, activity)[:, 0], who)


def test_local_speakers_who_never_talk_belong_to_nobody():
    embeddings, activity, _ = voices([10])
    assert (clusters(embeddings, activity)[:, 1:] == -2).all()


def test_a_voice_heard_for_a_few_seconds_only_is_somebody_when_nobody_sounds_like_it():
    embeddings, activity, who = voices([60, 40, 7])
    assert same_partition(clusters(embeddings, activity)[:, 0], who)


def test_a_single_odd_window_makes_no_speaker():
    embeddings, activity, _ = voices([60, 40, 1])
    assert len(set(clusters(embeddings, activity)[:, 0])) == 2


@pytest.mark.parametrize("count", [1, 2, 4])
def test_an_exact_count_is_met(count):
    embeddings, activity, _ = voices([30, 30, 30], spread=0.04)
    found = clusters(embeddings, activity, num_clusters=count)
    assert len(set(found[:, 0])) == count


def test_a_count_within_bounds_is_left_alone():
    embeddings, activity, who = voices([30, 25, 20])
    found = clusters(embeddings, activity, min_clusters=2, max_clusters=5)
    assert same_partition(found[:, 0], who)


def test_more_speakers_than_there_are_embeddings_give_what_there_is():
    embeddings, activity, _ = voices([2])
    assert set(clusters(embeddings, activity, num_clusters=5)[:, 0]) <= {0, 1}


def test_speech_too_short_to_know_anyone_by_is_one_speaker():
    embeddings, activity, _ = voices([3])
    embeddings[:] = np.nan
    assert (clusters(embeddings, activity)[:, 0] == 0).all()


def test_who_talks_only_over_somebody_is_somebody_else():
    embeddings, activity, _ = voices([20, 20])
    activity.data[5, 10:20, 1] = (
        1  # an interjection without an embedding, while the first voice talks
    )
    found = clusters(embeddings, activity)
    assert found[5, 1] == found[30, 0] != found[5, 0]


def test_a_long_recording_is_clustered_from_a_part_of_it_with_the_same_result():
    embeddings, activity, who = voices([60, 40, 30])
    found = clusters(embeddings, activity, settings=ClusteringSettings(at_most=40, presence=4.0))
    assert same_partition(found[:, 0], who)
