"""Other copies of a slice's sound: in the session's own file and in `final.wav`.

Only the very same samples count, by their hash.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.session_file.file_checksum import checksum_holds
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.audio import SAMPLE_BYTES, AudioSlice
from aurity_desktop.domain.errors import CorpusError
from aurity_desktop.domain.keys import Keys
from aurity_desktop.storage.wav import HEADER_BYTES, layout_of


@dataclass(frozen=True, slots=True)
class Copy:
    """Samples as little-endian int16 bytes, and the name of the file that had them."""

    source: str
    pcm: bytes


def found_elsewhere(audio_slice: AudioSlice, keys: Keys) -> Copy | None:
    """For a slice whose own file is lost or damaged. Looks beside the folder of slices."""
    folder = audio_slice.path.parent.parent
    for name, read in (("session.h5", _from_session_file), ("final.wav", _from_final)):
        pcm = read(folder / name, audio_slice, keys)
        if hashlib.sha256(pcm).hexdigest() == audio_slice.sha256:
            return Copy(name, pcm)
    return None


def _from_session_file(path: Path, audio_slice: AudioSlice, keys: Keys) -> bytes:
    """Only from a file whose checksum is right: a damaged one may crash HDF5."""
    try:
        file = StoredFile.of(path, keys, audio_slice.session_id)
        if file.exists() and checksum_holds(file):
            with opened(file) as stored:
                if stored.has_audio:
                    return stored.audio(audio_slice.start_sample, audio_slice.end_sample)
    except (CorpusError, OSError):
        return b""  # no source; whatever is wrong with the file is put right when it is built anew
    return b""


def _from_final(path: Path, audio_slice: AudioSlice, keys: Keys) -> bytes:
    file = StoredFile.of(path, keys, audio_slice.session_id)
    try:
        with file.open() as content:
            before = 0
            if file.cipher is None:
                found = layout_of(content)
                before = found.offset if found else HEADER_BYTES
            content.seek(before + audio_slice.start_sample * SAMPLE_BYTES)
            return content.read(audio_slice.sample_count * SAMPLE_BYTES)
    except (CorpusError, OSError):
        return b""  # no source
