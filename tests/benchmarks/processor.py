"""Which instructions of this processor the libraries may use: those of a laptop, if it is asked."""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from aurity_desktop.domain.errors import UsageError

OPTION = "--processor"
AVX2, AVX512 = "avx2", "avx512"

#: torch, MKL, CTranslate2, oneDNN and OpenBLAS read these when they are loaded.
_HELD_TO_AVX2 = {
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "CT2_FORCE_CPU_ISA": "AVX2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "OPENBLAS_CORETYPE": "Haswell",
}


def hold(options: Sequence[str], environment: MutableMapping[str, str] = os.environ) -> list[str]:
    """The options without `--processor avx2`, which is put into the environment.

    Before NumPy is imported; children inherit it. Raises UsageError.
    """
    left = list(options)
    if OPTION not in left:
        return left
    place = left.index(OPTION)
    if left[place + 1 : place + 2] != [AVX2]:
        raise UsageError(f"{OPTION} takes {AVX2}: what every library is held to.")
    environment.update(_HELD_TO_AVX2)
    return left[:place] + left[place + 2 :]


def instructions() -> str:
    """What is used here: avx512, or avx2 where that is held to or there is no more."""
    if os.environ.get("CT2_FORCE_CPU_ISA") == "AVX2":
        return AVX2
    flags = Path("/proc/cpuinfo")
    has_more = flags.is_file() and " avx512vnni " in flags.read_text(encoding="utf-8").replace(
        "avx512_vnni", "avx512vnni"
    )
    return AVX512 if has_more else AVX2
