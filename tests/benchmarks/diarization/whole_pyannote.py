"""pyannote.audio with everything it imports, which the program leaves out (`never_called.py`)."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from aurity_desktop.runtime.offline import go_offline

_EXTENSION = "torchaudio._extension"


def import_all_of_pyannote() -> None:
    """Import it offline; enter before `torch_setup.prepare`, which leaves what is loaded."""
    go_offline()
    import_torchaudio()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\s*torchcodec is not installed correctly")
        import_module("pyannote.audio.pipelines")


def import_torchaudio() -> None:
    """Import torchaudio; where its compiled half cannot be loaded, its Python half alone.

    With CPU-only torch the compiled half fails on a missing CUDA library. Nothing here calls it.
    """
    if "torchaudio" in sys.modules:
        return
    try:
        import_module("torchaudio")
    except (OSError, ImportError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        sys.modules[_EXTENSION] = _stand_in()
        import_module("torchaudio")


def _stand_in() -> ModuleType:
    module = ModuleType(_EXTENSION)

    def fail_if_no_align(function: Callable[..., Any]) -> Callable[..., Any]:
        return function

    vars(module).update(
        _IS_TORCHAUDIO_EXT_AVAILABLE=False,
        _IS_ALIGN_AVAILABLE=False,
        fail_if_no_align=fail_if_no_align,
    )
    return module
