"""The speech and the model that a measurement is asked to use, and the peer on the same model."""

from __future__ import annotations

import argparse
import importlib.util
import os
from pathlib import Path
from typing import Any

from aurity_desktop.asr.without_torch import without_torch
from aurity_desktop.domain.errors import ModelMissing, UsageError
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths


def speech_and_model(arguments: argparse.Namespace, paths: Paths) -> tuple[Path, Path]:
    """The folder of recordings and that of the model. Raises UsageError, ModelMissing."""
    folder = arguments.folder or default_folder()
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.")
    model = paths.models / arguments.model
    if not model.is_dir():
        raise ModelMissing(arguments.model, model)
    return folder, model


def default_folder() -> Path:
    given = os.environ.get("AURITY_SPEECH_DIR")
    if given:
        return Path(given).expanduser()
    package = importlib.util.find_spec("pyannote.audio")
    if package is None or not package.submodule_search_locations:
        raise UsageError("Give a folder of speech with --folder or AURITY_SPEECH_DIR.")
    return Path(package.submodule_search_locations[0]) / "sample"


def load_faster_whisper(folder: Path, threads: int) -> Any:
    """faster-whisper's own model object from local files, int8 on the CPU.

    Raises what it raises.
    """
    go_offline()
    with without_torch():
        from faster_whisper import WhisperModel
    return WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )
