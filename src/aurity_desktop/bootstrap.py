"""The composition root of the window and the command line: the one place that names concrete classes for them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache, partial

from aurity_desktop.application.enrolment import Enrolment
from aurity_desktop.application.program import Corpus, Program
from aurity_desktop.asr.continuing import ContinuingWhisper
from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.vad import Silero
from aurity_desktop.audio.files import SessionAudio
from aurity_desktop.audio.lock import held, is_being_recorded
from aurity_desktop.audio.recovery import recover_orphan
from aurity_desktop.corpus.ledger import SqliteLedger
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.ports import LiveTranscriber
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.logs import start_logging
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.store import ModelStore
from aurity_desktop.paths import Paths
from aurity_desktop.resources import bundled_models_folder
from aurity_desktop.settings import Settings, load_settings, user_name
from aurity_desktop.vault.opening import open_vault
from aurity_desktop.voice_listener import DiarizerListener

#: For `bench --window` alone, and in no list of commands.
_DRIVEN_WINDOW = "driven-window"


def main(arguments: Sequence[str], handed: bytes = b"") -> int:
    """Without arguments the window, otherwise a command. Returns the exit code."""
    try:
        program = build(Paths.from_environment(), handed)
        in_window = not arguments or arguments[0] == _DRIVEN_WINDOW
        start_logging(program.paths.logs, "window" if in_window else "cli")
    except AurityError as error:
        print(f"aurity-desktop: {error}", file=sys.stderr)  # noqa: T201  # nothing else is up yet
        return error.exit_code
    if arguments and in_window:
        from aurity_desktop.driven_window import run_driven

        return run_driven(arguments[1:], program)
    if arguments:
        from aurity_desktop.cli.main import run

        return run(arguments, program)
    from aurity_desktop.window import run_window

    return run_window(program)


def build(paths: Paths, handed: bytes = b"") -> Program:
    """`handed` is the line of keys from a parent. Makes the data folders, reads the settings, and loads nothing heavy. Raises FolderNotWritable, BadSettings."""
    paths.prepare()
    settings = load_settings(paths.settings)
    vault = open_vault(paths, handed)

    def is_recorded(session_id: str) -> bool:
        return is_being_recorded(paths.session(session_id))

    models = ModelStore(paths.models, load_manifest(), bundled_models_folder())
    return Program(
        paths=paths,
        settings=settings,
        command=own_command(),
        ledger=lambda: SqliteLedger(paths.ledger, user_name(settings), keys=vault),
        queue=lambda: HueyQueue(paths.jobs, paths.queue, settings.queue_url),
        slice_reader=SessionAudio(paths, vault),
        live_transcriber=_live_transcriber(models, settings),
        models=models,
        recover_session=lambda session_id, ledger: recover_orphan(
            session_id, paths.session(session_id), ledger, vault
        ),
        is_being_recorded=is_recorded,
        corpus=lambda: _corpus(paths, settings, is_recorded, vault),
        vault=vault,
        enrolment=lambda: Enrolment(paths.voiceprint, DiarizerListener(models, vault), keys=vault),
    )


def _corpus(
    paths: Paths, settings: Settings, is_recorded: Callable[[str], bool], keys: Keys
) -> Corpus:
    from aurity_desktop.corpus.door import CorpusDoor

    recover = partial(recover_orphan, keys=keys)
    return CorpusDoor(paths, user_name(settings), is_recorded, recover, keys, held)


def _live_transcriber(
    models: ModelStore, settings: Settings
) -> Callable[[str, tuple[str, ...]], LiveTranscriber]:
    """One model for all sessions of this process, found and checked when the first of them asks."""

    @cache
    def whisper() -> ContinuingWhisper:
        return ContinuingWhisper(models.require(settings.live_model))

    return lambda language, vocabulary: WhisperLive(
        whisper(), Silero(), language=language, vocabulary=vocabulary
    )


def own_command() -> tuple[str, ...]:
    """What starts this very program again: the frozen executable, or this Python with this package."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "aurity_desktop")
