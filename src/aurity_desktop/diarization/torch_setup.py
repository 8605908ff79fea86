"""Makes torch and pyannote.audio importable offline, silently and without a GPU build.

pyannote.audio sends usage figures unless it is told not to before its first import, looks for
models on the public hub, imports torchaudio (whose wheels are linked against CUDA) and warns about
a decoder that is never used here, because samples are passed in memory.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.thread_pools import share_processors

_EXTENSION = "torchaudio._extension"


def prepare(threads: int) -> None:
    """Import pyannote.audio with everything it needs; torch then uses `threads` threads.

    Idempotent. Takes seconds the first time. Must not be called in the window's process.
    """
    go_offline()
    share_processors()
    import torch

    torch.set_num_threads(threads)
    _ensure_torchaudio()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\s*torchcodec is not installed correctly")
        import_module("pyannote.audio")


def _ensure_torchaudio() -> None:
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
