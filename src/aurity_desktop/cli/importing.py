"""`import`: recordings, as the microphone would be recorded, or an exported session as it was."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.application.recording.watched_folder import watched_request
from aurity_desktop.cli import views
from aurity_desktop.cli.finished_session import print_recorded
from aurity_desktop.cli.import_many import import_files, watch_folder
from aurity_desktop.cli.input_file import input_file
from aurity_desktop.cli.output import say
from aurity_desktop.cli.passphrase import add_passphrase, opened_with
from aurity_desktop.cli.recording import Recorded, record
from aurity_desktop.cli.waiting import write_files
from aurity_desktop.domain.errors import FileUnreadable, OtherInput, UsageError
from aurity_desktop.domain.languages import checked_language
from aurity_desktop.domain.sound_files import is_sound_name
from aurity_desktop.runtime.withheld import withhold

#: age, and the envelope of exports before it.
_ENCRYPTED = (b"age-encryption.org/", b"AURITY-ENCRYPTED-")
_HDF5 = b"\x89HDF\r\n\x1a\n"
#: An export has its seal in front of the HDF5 signature.
_SIGNATURE_AT = (0, 512)
#: `--watch` without a folder.
_OF_THE_SETTINGS = Path()


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `import`."""
    parser = subparsers.add_parser(
        "import",
        help="take in audio files, a folder of them, or a session file that was exported",
        description="An audio file whose import was killed half-way is read on from where it "
        "stopped, into the same session. Of several, and of a folder, each becomes a session that "
        "is called as its file; what is read while somebody records is read slowly.",
    )
    parser.add_argument("files", type=Path, metavar="FILE", nargs="*", help="or a folder")
    parser.add_argument(
        "--watch",
        type=Path,
        metavar="FOLDER",
        nargs="?",
        const=_OF_THE_SETTINGS,
        help="until Ctrl-C, import each audio file that is put there, once; without FOLDER, the "
        "one of the settings",
    )
    parser.add_argument("--language", default="", metavar="CODE", help="of an audio file")
    parser.add_argument("--title", default="", help="a name for the session of one audio file")
    add_passphrase(parser, "of an encrypted session file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Take in a file by what it is, not by its name.

    Returns 0, or the error's code where a sound file could be read in part only. Raises
    AudioFileMissing, FileUnreadable, NotAudio, SessionExists, PassphraseNeeded, CannotWatch.
    """
    if arguments.watch is not None:
        return _watch(arguments, program)
    if len(arguments.files) != 1 or arguments.files[0].is_dir():
        return _import_many(arguments, program)
    with input_file(arguments.files[0]) as file:
        if _is_session_file(file):
            done = Recorded(_load(program, file, arguments))
            write_files(program, done.session_id)
        else:
            request = RecordingRequest(
                input_file=file,
                language=checked_language(arguments.language or program.settings.speech_language),
                vocabulary=program.settings.vocabulary,
                title=arguments.title,
            )
            done = _read(program, request)
    return print_recorded(program, done, as_json=arguments.json)


def _watch(arguments: argparse.Namespace, program: Program) -> int:
    if arguments.files:
        raise UsageError("--watch takes one folder and no files.")
    chosen = arguments.watch
    if chosen is _OF_THE_SETTINGS:
        if not program.settings.watch_folder:
            raise UsageError("No folder is chosen in the settings: --watch FOLDER.")
        chosen = Path(program.settings.watch_folder)
    _require_models(program)
    return watch_folder(program, chosen)


def _import_many(arguments: argparse.Namespace, program: Program) -> int:
    """Several files and folders, in the order in which they were named."""
    files = [file for named in arguments.files for file in _files_of(named)]
    if not files:
        raise UsageError(
            f"{arguments.files[0]}: no sound file is in this folder."
            if len(arguments.files) == 1
            else "Name an audio file, or a folder that holds one."
        )
    if arguments.title:
        raise UsageError("--title is for one file: each of several is called as its file is.")
    settings = replace(
        program.settings,
        speech_language=checked_language(arguments.language or program.settings.speech_language),
    )
    _require_models(program)
    return import_files(
        program, [watched_request(file, settings) for file in files], as_json=arguments.json
    )


def _files_of(named: Path) -> list[Path]:
    """The sound files of a folder by name, not of those in it; of a file, itself.

    Raises FileUnreadable.
    """
    if not named.is_dir():
        return [named.absolute()]
    try:
        inside = sorted(named.absolute().iterdir())
    except OSError as error:
        raise FileUnreadable(named, error.strerror or str(error)) from error
    found = [each for each in inside if is_sound_name(each.name) and each.is_file()]
    for each in found:
        withhold(each)
    return found


def _require_models(program: Program) -> None:
    """Before hours of sound are read. Raises ModelMissing, ModelDamaged."""
    for model in ("segmentation-3.0", "campplus"):
        program.models.require(model)


def _read(program: Program, request: RecordingRequest) -> Recorded:
    """A new session, or the one that a killed import of this very file left half read."""
    assert request.input_file is not None
    for session, part in SessionRecovery(program).half_read(request.input_file.name):
        if request.title in {"", session.title}:
            say(f"Going on with {session.session_id}: {views.part_text(part)} were read.")
            with suppress(OtherInput):
                return record(program, request, resume=session.session_id)
            say("It is another file.")
    return record(program, request)


def _load(program: Program, file: Path, arguments: argparse.Namespace) -> str:
    """An encrypted file is asked for its passphrase where somebody sits at the terminal."""
    return opened_with(arguments, lambda secret: program.corpus().load(file, secret))


def _is_session_file(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_SIGNATURE_AT[-1] + len(_HDF5))
    return head.startswith(_ENCRYPTED) or any(
        head[at : at + len(_HDF5)] == _HDF5 for at in _SIGNATURE_AT
    )
