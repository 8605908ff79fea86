"""What both faces, the window and the command line, are handed by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.domain.ports import Ledger, LiveTranscriber, Queue, SliceReader
from aurity_desktop.paths import Paths
from aurity_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Program:
    """Values and makers; nothing heavy is loaded until one of them is called.

    `ledger` opens a ledger for the calling thread. `live_transcriber` takes a language ("" to detect) and the words to
    expect. `require_model` gives a model's folder or raises ModelError. `recover_session` adopts what a dead recorder left on disk.
    `command` is what starts this very program again, for its children: the frozen executable, or Python with `-m`.
    """

    paths: Paths
    settings: Settings
    command: tuple[str, ...]
    ledger: Callable[[], Ledger]
    queue: Callable[[], Queue]
    slice_reader: SliceReader
    live_transcriber: Callable[[str, tuple[str, ...]], LiveTranscriber]
    require_model: Callable[[str], Path]
    recover_session: Callable[[str, Ledger], object]
    is_being_recorded: Callable[[str], bool]
