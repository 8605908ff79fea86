"""The speech and the model that a measurement is asked to use, and the peer on the same model."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from aurity_desktop.asr.without_torch import without_torch
from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.speech_folder import speech_folder


def speech_and_model(arguments: argparse.Namespace, paths: Paths) -> tuple[Path, Path]:
    """The folder of recordings and that of the model. Raises UsageError, ModelMissing."""
    folder = speech_folder(arguments.folder)
    model = paths.models / arguments.model
    if not model.is_dir():
        raise ModelMissing(arguments.model, model)
    return folder, model


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
