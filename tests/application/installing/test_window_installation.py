"""An installation in a child process, as the window sees it."""

import sys

import pytest

from aurity_desktop.application.installing.window_installation import WindowInstallation
from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import DiskFull, ModelUnobtainable
from aurity_desktop.domain.model_install import (
    InstallStep,
    ModelInstalled,
    ModelRemoved,
    ModelVerified,
    report_line,
)
from tests.fakes.children import scripted_child
from tests.jobs.worker_processes import wait_until

STEP = InstallStep("whisper-base/model.bin", 30, 145)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def installing(qapp, tmp_path, heard):
    """An installation whose child is scripted; `heard` is what it told, in order."""
    made = []

    def make(**script):
        installation = WindowInstallation(scripted_child(tmp_path, **script), list)
        for signal in (
            installation.step_changed,
            installation.installed,
            installation.verified,
            installation.removed,
            installation.failed,
        ):
            signal.connect(heard.append)
        installation.ended.connect(lambda: heard.append("ended"))
        made.append(installation)
        return installation

    yield make
    for each in made:
        each.end()


def test_what_the_child_gets_on_with_is_told(installing, heard, qtbot):
    reports = [STEP, ModelInstalled("whisper-base"), ModelVerified("voices", ok=False)]
    installing(says=map(report_line, reports)).install()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [STEP, "whisper-base", ModelVerified("voices", ok=False)]


def test_a_model_that_is_gone_is_told(installing, heard, qtbot):
    installing(says=[report_line(ModelRemoved("whisper-small"))]).remove("whisper-small")
    qtbot.waitUntil(lambda: heard == ["whisper-small"])


def test_an_installation_that_is_cancelled_is_over_at_once_and_no_failure(installing, heard, qtbot):
    installation = installing(says=[report_line(STEP)])
    installation.install(["whisper-base"])
    qtbot.waitUntil(lambda: heard == [STEP])
    assert installation.running
    installation.cancel()
    assert heard == [STEP, "ended"]
    assert not installation.running


def test_a_folder_is_asked_alone(qapp, tmp_path):
    asked = tmp_path / "asked"
    child = (
        sys.executable,
        "-c",
        f"import sys; open({str(asked)!r}, 'w').write(str(sys.argv[1:]))",
    )
    installation = WindowInstallation(child, list)
    installation.install(["whisper-base"], tmp_path)
    wait_until(lambda: asked.exists() and asked.read_text().endswith("]"))
    assert f"'--no-network', '--from', {str(tmp_path)!r}, '--', 'whisper-base'" in asked.read_text()
    installation.end()


@pytest.mark.parametrize("make", [lambda _: ModelUnobtainable("x", ("net",)), DiskFull])
def test_what_went_wrong_arrives_as_the_error_that_it_was(
    installing, heard, qtbot, tmp_path, make, caplog
):
    error = make(tmp_path)
    installing(complains=f"aurity-desktop: {error}\n{error_line(error)}", exit_code=1).verify()
    qtbot.waitUntil(lambda: heard[-1:] == ["ended"])
    assert (type(heard[0]), str(heard[0])) == (type(error), str(error))
    assert "aurity-error" not in caplog.text


def test_a_child_that_dies_without_a_word_is_told_all_the_same(installing, heard, qtbot):
    installing(complains="Segmentation fault", exit_code=139).install()
    qtbot.waitUntil(lambda: heard[-1:] == ["ended"])
    assert str(heard[0]) == "Segmentation fault"
