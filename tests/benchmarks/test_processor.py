"""`--processor avx2` reaches every library by the environment, before one of them is there."""

import pytest

from aurity_desktop.domain.errors import UsageError
from tests.benchmarks.processor import hold


def test_the_option_is_taken_out_and_every_library_is_held():
    environment = {}
    assert hold(["--json", "--processor", "avx2", "--all"], environment) == ["--json", "--all"]
    assert environment == {
        "ATEN_CPU_CAPABILITY": "avx2",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "CT2_FORCE_CPU_ISA": "AVX2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "OPENBLAS_CORETYPE": "Haswell",
    }


def test_without_the_option_nothing_is_held():
    environment = {}
    assert hold(["--json"], environment) == ["--json"]
    assert environment == {}


@pytest.mark.parametrize("options", [["--processor"], ["--processor", "sse"]])
def test_another_processor_is_refused(options):
    with pytest.raises(UsageError):
        hold(options, {})
