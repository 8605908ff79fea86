"""What pyannote.audio imports and nothing here calls stays out of the process."""

import json
import subprocess
import sys

import pytest

from aurity_desktop.diarization import never_called
from aurity_desktop.diarization.never_called import NEVER_CALLED, NeverCalled, stand_ins

_A_PACKAGE = "torchcodec"  # nothing else here loads it


def _imported(name):
    return __import__(name, fromlist=["anything"])


def test_a_stand_in_is_inherited_from_called_and_stands_in_annotations():
    with stand_ins():
        decoders = _imported(f"{_A_PACKAGE}.decoders")

        class Own(decoders.AudioDecoder):
            def decode(self, decoder: decoders.AudioDecoder | None) -> None:
                """Never called."""

        exporter = decoders.Exporter(endpoint="somewhere").add(decoders.LIMIT)
    assert issubclass(Own, decoders.AudioDecoder)
    assert isinstance(exporter, type)


def test_afterwards_a_stand_in_refuses_to_be_called_and_says_what_was():
    with stand_ins():
        decoders = _imported(f"{_A_PACKAGE}.decoders")

        class Own(decoders.AudioDecoder):
            pass

        kept = decoders.Exporter()
    with pytest.raises(NeverCalled, match=r"torchcodec\.decoders\.AudioDecoder is not loaded"):
        decoders.AudioDecoder("a.wav")
    with pytest.raises(NeverCalled):
        Own()
    with pytest.raises(NeverCalled, match=r"Exporter\(\)\.send"):
        kept.send()


@pytest.fixture
def half(tmp_path, monkeypatch):
    """The name of a package of which one part stands in for itself."""
    folder = tmp_path / "half_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("from .kept import *\nfrom .left import *\n")
    (folder / "kept.py").write_text("kept = 1\n")
    (folder / "left.py").write_text("left = 2\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(never_called, "NEVER_CALLED", ("half_package.left",))
    yield "half_package"
    for name in [each for each in sys.modules if each.startswith("half_package")]:
        del sys.modules[name]


def test_a_package_loaded_without_a_part_is_loaded_whole_when_the_part_is_asked_for(half):
    with stand_ins():
        package = _imported(half)
    assert package.kept == 1
    assert package.left == 2
    with pytest.raises(AttributeError):
        _ = package.nothing


def test_where_the_part_is_not_there_the_package_lacks_what_it_lacked(half, tmp_path):
    with stand_ins():
        package = _imported(half)
    (tmp_path / half / "left.py").unlink()
    assert (package.kept, hasattr(package, "left")) == (1, False)
    assert package.kept == 1


def test_afterwards_imports_are_as_usual():
    with stand_ins():
        _imported(f"{_A_PACKAGE}.decoders")
        _imported("scipy.signal")
    assert not [name for name in sys.modules if name.startswith(_A_PACKAGE)]
    import scipy.signal

    assert len(scipy.signal.windows.hann(5)) == 5


def test_what_is_loaded_already_stays_what_it_is():
    import scipy.stats

    with stand_ins():
        assert _imported("scipy.stats") is scipy.stats
        assert _imported("scipy.stats.qmc").__file__
        assert _imported("json.tool").__file__, "and so does what is not in the list"


def test_what_is_given_is_real():
    with stand_ins(lightning={"LightningModule": dict}):
        assert _imported("lightning").LightningModule is dict


@pytest.mark.models
def test_the_diarizer_loads_nothing_that_is_never_called():
    """In a process of its own: nothing real of the list, and no stand-in left among the modules.

    What is left of scipy groups voices, and brings no linear algebra of its own.
    """
    look = (
        "import json, sys\n"
        "from aurity_desktop.diarization import torch_setup\n"
        "torch_setup.prepare(1)\n"
        "from aurity_desktop.diarization import clustering_pipeline, observer\n"
        "from aurity_desktop.diarization.clustering import ClusteringSettings, VoiceClustering\n"
        "import numpy as np\n"
        "voices = np.repeat(np.eye(192)[:2], 40, axis=0)\n"
        "found = VoiceClustering(ClusteringSettings(), step=1.0).cluster(voices, 1, 9)\n"
        "libraries = open('/proc/self/maps').read() if sys.platform == 'linux' else ''\n"
        "print(json.dumps([sorted(sys.modules), found.tolist(), 'scipy.libs' in libraries]))\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded, found, has_own_algebra = json.loads(done.stdout)
    assert sorted(found[::40]) == [0, 1]
    assert found == found[:1] * 40 + found[40:41] * 40
    assert not has_own_algebra
    assert "pyannote.audio.pipelines.speaker_diarization" in loaded
    roots = tuple(f"{name}." for name in NEVER_CALLED)
    assert [name for name in loaded if f"{name}.".startswith(roots)] == []
