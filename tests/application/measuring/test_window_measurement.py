"""A measurement in a child process, as the window sees it."""

import sys

import pytest

from aurity_desktop.application.child_processes.line_process import LineProcess
from aurity_desktop.application.measuring.speeds_file import read_speeds
from aurity_desktop.application.measuring.window_measurement import WindowMeasurement
from aurity_desktop.domain.json_lines import to_line
from aurity_desktop.domain.model_speeds import MeasuredPart, MeasuringStep
from tests.fakes.children import scripted_child

pytestmark = pytest.mark.slow

STEP = MeasuringStep("whisper-base", MeasuredPart.LIVE, 0.25)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def measure(qapp, tmp_path, heard):
    """A measurement whose child is scripted; `heard` is what it told, in order."""
    made = []

    def make(**script):
        measurement = WindowMeasurement(scripted_child(tmp_path, **script), lambda: None)
        measurement.step_begun.connect(heard.append)
        measurement.failed.connect(lambda error: heard.append(str(error)))
        measurement.ended.connect(lambda: heard.append("ended"))
        made.append(measurement)
        return measurement

    yield make
    for each in made:
        each.end()


def test_the_steps_of_the_child_are_told(measure, heard, qtbot):
    measurement = measure(says=[to_line(STEP)])
    measurement.start()
    qtbot.waitUntil(lambda: heard == [STEP])
    assert measurement.running


def test_a_measurement_that_is_cancelled_is_over_at_once_and_no_failure(measure, heard, qtbot):
    measurement = measure(says=[to_line(STEP)])
    measurement.start()
    qtbot.waitUntil(lambda: heard == [STEP])
    measurement.cancel()
    assert heard == [STEP, "ended"]
    assert not measurement.running


def test_cancelling_where_nothing_is_measured_tells_nothing(measure, heard):
    measure().cancel()
    assert heard == []


def test_what_the_child_complains_of_is_told_once_without_its_name(measure, heard, qtbot):
    line = "aurity-desktop: The model whisper-base is damaged."
    measurement = measure(complains=line, exit_code=1)
    measurement.start()
    qtbot.waitUntil(lambda: "ended" in heard)
    assert heard == ["The model whisper-base is damaged.", "ended"]
    assert not measurement.running


def test_a_child_that_talks_nonsense_is_let_go(measure, heard, qtbot):
    measurement = measure(says=["nonsense"])
    measurement.start()
    qtbot.waitUntil(lambda: "ended" in heard)
    assert len(heard) == 2
    assert not measurement.running


def test_a_recording_that_begins_ends_the_measurement_and_none_begins_meanwhile(
    measure, heard, qtbot
):
    measurement = measure(says=[to_line(STEP)])
    measurement.start()
    qtbot.waitUntil(lambda: heard == [STEP])
    measurement.set_recording(True)
    assert heard == [STEP, "ended"]
    measurement.start()
    assert not measurement.running
    measurement.set_recording(False)
    measurement.start()
    assert measurement.running


def test_a_second_start_joins_the_first(measure, heard, qtbot):
    measurement = measure(says=[to_line(STEP)])
    measurement.start()
    begun = measurement.findChildren(LineProcess)
    measurement.start()
    assert measurement.findChildren(LineProcess) == begun
    qtbot.waitUntil(lambda: heard == [STEP])


@pytest.mark.models
def test_the_programs_own_command_measures_an_installed_model(
    qapp, qtbot, monkeypatch, paths, models_dir
):
    """By the real adapters, with the smallest model."""
    monkeypatch.setenv("AURITY_DATA_DIR", str(paths.data))
    monkeypatch.setenv("AURITY_MODELS_DIR", str(models_dir))
    told, failures = [], []
    measurement = WindowMeasurement((sys.executable, "-m", "aurity_desktop"), lambda: None)
    measurement.step_begun.connect(told.append)
    measurement.failed.connect(failures.append)
    with qtbot.waitSignal(measurement.ended, timeout=300_000):
        measurement.start(["whisper-tiny.en"])
    assert failures == []
    assert {each.part for each in told} == set(MeasuredPart)
    speeds = read_speeds(paths.model_speeds)
    assert speeds.of("whisper-tiny.en").live.busy > 0
    assert speeds.diarization.real_time_factor > 0
