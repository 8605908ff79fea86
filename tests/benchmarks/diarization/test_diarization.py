import pytest

from tests.benchmarks.diarization.scoring import TurnErrors, WordSpeakerErrors
from tests.benchmarks.diarization.suite import Figures, FileReport, Report, verdicts


def figures(*, elapsed, confusion, speech):
    errors = TurnErrors(speech=speech, confusion=confusion)
    return Figures(speech, elapsed, elapsed, errors, WordSpeakerErrors(), 2, 0)


@pytest.fixture
def report():
    def make(*, speech, turns, worse):
        ours = figures(elapsed=0.02 * speech, confusion=1.0 + worse, speech=speech)
        peer = figures(elapsed=0.2 * speech, confusion=1.0, speech=speech)
        return Report(2, (FileReport("talk", 2, turns, ours, peer),), ours, 1, peer, 1)

    return make


def test_the_figures_are_judged_beside_the_peer(report):
    assert verdicts(report(speech=600.0, turns=150, worse=0.0)) == {
        "real-time factor ≤ 0.03": True,
        "DER no worse than pyannote": True,
        "at least 7 times faster": True,
    }


def test_a_frame_at_a_few_borders_is_chance(report):
    assert verdicts(report(speech=25.0, turns=10, worse=0.05))["DER no worse than pyannote"]


def test_a_loss_in_a_corpus_is_none(report):
    lost = report(speech=600.0, turns=150, worse=0.6)  # a tenth of a point
    assert lost.resolution < 0.0006
    assert not verdicts(lost)["DER no worse than pyannote"]
