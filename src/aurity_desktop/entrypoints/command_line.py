"""The composition root of the window and the command line.

The one place that names concrete classes for them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial

from aurity_desktop.application.program import Corpus, Program
from aurity_desktop.application.voice.enrolment import Enrolment
from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.language import SPOKEN
from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.vad import Silero
from aurity_desktop.audio.slices.recorder_lock import held, is_being_recorded
from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.error_lines import ERROR_LINES, error_line
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.network import ProcessRole
from aurity_desktop.domain.ports import LiveNames
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.entrypoints.qt_imports import import_qt
from aurity_desktop.entrypoints.speech_engines import InstalledEngines
from aurity_desktop.entrypoints.voice_listener import DiarizerListener
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.network_watch import watched
from aurity_desktop.runtime.offline import forget_telemetry
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.resources import bundled_models_folder
from aurity_desktop.runtime.room import reserve_of
from aurity_desktop.runtime.settings import Settings, load_settings, user_name
from aurity_desktop.storage.reserve import with_reserve
from aurity_desktop.vault.opening import open_vault


def main(arguments: Sequence[str], handed: bytes = b"") -> int:
    """Without arguments the window, otherwise a command. Returns the exit code."""
    try:
        program = build(Paths.from_environment(), handed)
        start_logging(program.paths.logs, "cli" if arguments else "window")
        forget_telemetry()
    except AurityError as error:
        line = f"aurity-desktop: {one_line(str(error))}"
        print(line, file=sys.stderr)  # noqa: T201  # nothing else is up yet
        if os.environ.get(ERROR_LINES) == "1":
            print(error_line(error), file=sys.stderr)  # noqa: T201
        return error.exit_code
    except OSError as error:  # a log that cannot be made, for one
        what = f"{error.filename}: " if error.filename else ""
        line = f"aurity-desktop: {one_line(f'{what}{error.strerror or error}')}"
        print(line, file=sys.stderr)  # noqa: T201  # nothing else is up yet
        return 1
    record = NetworkRecord(program.paths.network)
    if arguments:
        from aurity_desktop.cli.main import run

        with watched(record, ProcessRole.COMMAND, children=True):
            return run(arguments, program)
    import_qt()
    from aurity_desktop.entrypoints.window import run_window

    with watched(record, ProcessRole.WINDOW):
        return run_window(program)


def build(paths: Paths, handed: bytes = b"") -> Program:
    """`handed` is the line of keys from a parent.

    Makes the data folders, reads the settings, and loads nothing heavy. Raises FolderNotWritable,
    BadSettings.
    """
    paths.prepare()
    settings = load_settings(paths.settings)
    vault = open_vault(paths, handed)

    def is_recorded(session_id: str) -> bool:
        return is_being_recorded(paths.session(session_id))

    @cache
    def live_model(any_language: bool) -> ConditionedWhisper:
        """One for all sessions of this process, found and checked when the first of them asks.

        Another one for a language that only the command line takes.
        """
        model = models.require(settings.live_model)
        return ConditionedWhisper(model, any_language=any_language)

    # On a full disk even a look needs a little room, and a look comes before erasing.
    reserve = reserve_of(paths)
    models = ModelStore(paths.models, load_manifest(), bundled_models_folder())
    return Program(
        paths=paths,
        settings=settings,
        command=own_command(),
        ledger=lambda: with_reserve(
            reserve, lambda: SqliteLedger(paths.ledger, user_name(settings), keys=vault)
        ),
        queue=lambda: with_reserve(
            reserve, lambda: HueyQueue(paths.jobs, paths.queue, settings.queue_url)
        ),
        slice_reader=SessionAudio(paths, vault),
        live_transcriber=_live_transcriber(live_model),
        models=models,
        recover_session=lambda session_id, ledger: recover_orphan(
            session_id, paths.session(session_id), ledger, vault
        ),
        is_being_recorded=is_recorded,
        corpus=lambda: _corpus(paths, settings, is_recorded, vault),
        vault=vault,
        enrolment=lambda: Enrolment(paths.voiceprint, DiarizerListener(models, vault), keys=vault),
        speech_engines=lambda: InstalledEngines(models),
        live_names=_live_names(live_model) if settings.names_by_sound else None,
    )


def _corpus(
    paths: Paths, settings: Settings, is_recorded: Callable[[str], bool], keys: Keys
) -> Corpus:
    from aurity_desktop.corpus.service import CorpusService

    recover = partial(recover_orphan, keys=keys)
    return CorpusService(paths, user_name(settings), is_recorded, recover, keys, held)


def _live_transcriber(
    live_model: Callable[[bool], ConditionedWhisper],
) -> Callable[[str, tuple[str, ...]], WhisperLive]:
    def made(language: str, vocabulary: tuple[str, ...]) -> WhisperLive:
        model = live_model(language not in {"", *SPOKEN})
        return WhisperLive(model, Silero(), language=language, vocabulary=vocabulary)

    return made


def _live_names(live_model: Callable[[bool], ConditionedWhisper]) -> Callable[[], LiveNames]:
    """By the live text's own model, which is loaded by then."""

    @cache
    def made() -> LiveNames:
        from aurity_desktop.asr.by_sound import BySound
        from aurity_desktop.runtime.lexicon import lexicon

        model = live_model(False)  # names are looked for in the two languages only
        return BySound(model, lexicon, again=model)

    return made


def own_command() -> tuple[str, ...]:
    """What starts this very program again, as a child: the frozen executable, or this Python."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "aurity_desktop")
