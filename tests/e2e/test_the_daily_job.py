"""Record, talk, Stop, who is who, a Word file: in four presses after Stop's, by mouse or by keys.

Through the real window under Xvfb, with a microphone that hears what is played.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone
from tests.e2e.conftest import CommandLine

pytestmark = [pytest.mark.e2e, pytest.mark.models]

XVFB = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24")
MOST_PRESSES = 4


@pytest.fixture
def microphone(tmp_path_factory):
    # A short path: PulseAudio's socket stands in it.
    with VirtualMicrophone(tmp_path_factory.mktemp("mic")) as made:
        yield made


@pytest.fixture
def desk(tmp_path, models_dir, microphone):
    """The environment of a window in a language, whose Documents are the test's own."""

    def make(language):
        documents = tmp_path / "Documents"
        documents.mkdir()
        configuration = tmp_path / "config"
        configuration.mkdir()
        (configuration / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{documents}"\n')
        aurity = CommandLine(tmp_path / "data", models_dir)
        aurity.data.mkdir()
        settings = f'interface_language = "{language}"\n'
        (aurity.data / "settings.toml").write_text(settings, encoding="utf-8")
        environment = aurity.environment | dict(microphone.environment)
        environment |= {"QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(configuration)}
        environment.pop("WAYLAND_DISPLAY", None)
        return environment, documents

    return make


# Each hand and each language once: neither the keys nor what is clicked depend on the language.
@pytest.mark.parametrize(("hand", "language"), [("mouse", "es"), ("keys", "en")])
def test_after_stop_four_presses_lead_to_a_word_file_that_says_who_is_who(
    desk, microphone, talk, hand, language
):
    environment, documents = desk(language)
    ended = subprocess.run(
        [
            *(*XVFB, sys.executable, "-m", "tests.e2e.daily_job", hand),
            *microphone.playing(talk),
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout
    seen = json.loads(ended.stdout.splitlines()[-1])
    assert seen["problems"] == []
    assert seen["presses"] <= MOST_PRESSES
    file = Path(seen["file"])
    assert file.parent == documents
    assert file.suffix == ".docx"
    doctor, patient = ("Médico", "Paciente") if language == "es" else ("Doctor", "Patient")
    assert any(doctor in role for role in seen["roles"])
    assert any(patient in role for role in seen["roles"])
