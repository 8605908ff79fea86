"""Keep PyTorch out of a process that only wants to recognise speech.

CTranslate2 imports torch when it finds it (`ctranslate2/specs/model_spec.py`, for converting
models), which costs the window seconds and hundreds of megabytes for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_torch() -> Iterator[None]:
    """While this lasts, `import torch` raises ImportError, as if it were not installed.

    Does nothing where torch is loaded already: modules that hold it must not come to see another.
    Afterwards torch can be imported as usual. The block applies to the whole process while it
    lasts, so enter it only around imports.
    """
    loaded: dict[str, ModuleType | None] = dict(sys.modules)
    if "torch" in loaded:
        yield
        return
    # None in sys.modules is the import system's own way of saying "this import fails"; typeshed
    # leaves it out.
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if sys.modules.get("torch") is None:
            sys.modules.pop("torch", None)
