"""Other copies of a slice's sound: in the session's own file and in `final.wav`. Only the very same samples count, by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.seal import is_sealed
from aurity_desktop.corpus.wav import HEADER_BYTES
from aurity_desktop.domain.audio import SAMPLE_BYTES, AudioSlice
from aurity_desktop.domain.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Copy:
    """Samples as little-endian int16 bytes, and the name of the file that had them."""

    source: str
    pcm: bytes


def found_elsewhere(audio_slice: AudioSlice) -> Copy | None:
    """For a slice whose own file is lost or damaged. Looks beside the folder of slices."""
    folder = audio_slice.path.parent.parent
    for name, read in (("session.h5", _from_session_file), ("final.wav", _from_final)):
        pcm = read(folder / name, audio_slice)
        if hashlib.sha256(pcm).hexdigest() == audio_slice.sha256:
            return Copy(name, pcm)
    return None


def _from_session_file(path: Path, audio_slice: AudioSlice) -> bytes:
    """Only from a file whose seal holds: a damaged one may crash HDF5."""
    try:
        if path.exists() and is_sealed(path):
            with opened(path) as stored:
                if stored.has_audio:
                    return stored.audio(audio_slice.start_sample, audio_slice.end_sample)
    except (CorpusError, OSError):
        return b""  # no source; whatever is wrong with the file is put right when it is built anew
    return b""


def _from_final(path: Path, audio_slice: AudioSlice) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(HEADER_BYTES + audio_slice.start_sample * SAMPLE_BYTES)
            return file.read(audio_slice.sample_count * SAMPLE_BYTES)
    except OSError:
        return b""  # no source
