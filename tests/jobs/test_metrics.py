import pytest

from aurity_desktop.domain.jobs import JobKind, JobStep, Percentiles, PlannedStep
from aurity_desktop.jobs.claims import RETRY_DELAYS
from aurity_desktop.jobs.metrics import percentiles, predict


def run_a_job(records, claims, clock, number, *, failures=0, wait=0.0, run=0.0):
    records.submit(JobKind.FINALIZE, f"session_20260102_{number:06d}")
    clock.go_on(wait)
    for failure in range(failures):
        claims.fail(claims.claim(), "no good", may_retry=True)
        clock.go_on(RETRY_DELAYS[failure])
    claim = claims.claim()
    clock.go_on(run)
    claims.complete_step(claim, JobStep.TRANSCRIBE, run, 10 * run)
    claims.complete(claim)


def test_an_empty_queue_has_figures_too(metrics):
    figures = metrics.figures()
    assert (figures.depth, figures.in_progress, figures.completed) == (0, 0, 0)
    assert figures.retries == Percentiles()


def test_the_figures_tell_depth_waits_runs_and_retries(records, claims, metrics, clock):
    for number in range(19):
        run_a_job(records, claims, clock, number, wait=2.0, run=8.0)
    run_a_job(records, claims, clock, 99, failures=2)
    records.submit(JobKind.FINALIZE, "session_20260102_999998")
    records.submit(JobKind.FINALIZE, "session_20260102_999999")
    claims.claim()

    figures = metrics.figures()
    assert (figures.depth, figures.in_progress, figures.completed) == (1, 1, 20)
    assert figures.wait.p50 == pytest.approx(2.0)
    assert figures.run.p50 == pytest.approx(8.0)
    assert figures.run.maximum == pytest.approx(180.0)
    assert (figures.retries.p95, figures.retries.maximum) == (0.0, 2.0)
    assert figures.steps[JobStep.TRANSCRIBE].p50 == 8.0
    assert figures.real_time_factors[JobStep.TRANSCRIBE] == pytest.approx(0.1)


def test_what_a_step_will_take_is_learned_from_what_it_took(records, claims, metrics, clock):
    planned = PlannedStep(JobStep.TRANSCRIBE, 1.0, 600.0)
    assert metrics.expected(planned) is None

    run_a_job(records, claims, clock, 1, run=6.0)
    assert metrics.expected(planned) == pytest.approx(60.0)


def test_what_does_not_depend_on_the_length_is_told_from_what_does():
    pairs = [(10.0, 6.0), (100.0, 15.0), (1000.0, 105.0)]
    assert predict(pairs, 0.0) == pytest.approx(5.0)
    assert predict(pairs, 2000.0) == pytest.approx(205.0)


def test_a_prediction_is_never_negative():
    assert predict([(10.0, 9.0), (1000.0, 5.0)], 10.0) > 0
    assert predict([(100.0, 1.0), (1000.0, 100.0)], 1.0) > 0
    assert predict([(0.0, 0.3)], 0.0) == 0.3


def test_percentiles_are_values_that_were_measured():
    assert percentiles([float(n) for n in range(1, 101)]) == Percentiles(100, 50.0, 95.0, 100.0)
    assert percentiles([7.0]) == Percentiles(1, 7.0, 7.0, 7.0)
