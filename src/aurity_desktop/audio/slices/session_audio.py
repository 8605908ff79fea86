"""Sealed sound read back: one slice at a time, or all of them as one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.slices.open_slice import open_path
from aurity_desktop.audio.slices.sliced_sound import SlicedSound
from aurity_desktop.domain.audio import SAMPLE_BYTES, AudioSlice, SliceInProgress
from aurity_desktop.domain.errors import (
    AudioError,
    AudioFileMissing,
    BadCiphertext,
    KeyDamaged,
    NotAudio,
    SliceDamaged,
    SliceMissing,
)
from aurity_desktop.domain.keys import CHECK, PLAIN, Cipher, Keys
from aurity_desktop.encrypted.frames import SUFFIX, encrypted_name
from aurity_desktop.encrypted.paged import PagedReader
from aurity_desktop.encrypted.sound import (
    file_subject,
    is_encrypted,
    needed_cipher,
    read_slice,
    slice_subject,
    write_final,
)
from aurity_desktop.encrypted.whole_files import whole_frames
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage import wav
from aurity_desktop.storage.durable import storage_error, sync_folder


class SessionAudio:
    """The sound of all sessions.

    Satisfies the ports `SliceReader` and `SessionFiles`; usable from any thread.
    """

    def __init__(self, paths: Paths, keys: Keys = PLAIN) -> None:
        self._paths = paths
        self._keys = keys

    def folder(self, session_id: str) -> Path:
        """The session's folder. Raises BadSessionId."""
        return self._paths.session(session_id)

    def final(self, session_id: str) -> Path:
        """Where `concatenate` puts the whole recording."""
        return self.folder(session_id) / "final.wav"

    def read(self, audio_slice: AudioSlice) -> NDArray[np.int16]:
        """The slice's samples, int16, shape (sample_count,), checked against its hash.

        Raises SliceMissing, SliceDamaged.
        """
        return np.frombuffer(checked_pcm(audio_slice, self._keys), "<i2").astype(np.int16)

    def read_open(self, open_slice: SliceInProgress) -> NDArray[np.int16]:
        """What the disk has by now of the slice that is being recorded, int16, shape (n,).

        Nothing when it has been sealed meanwhile. Raises VaultLocked, KeyDamaged, BadCiphertext.
        """
        session_id, number = open_slice.session_id, open_slice.number
        path = open_path(self.folder(session_id) / "slices", number)
        try:
            if is_encrypted(path):
                cipher = needed_cipher(self._keys, session_id)
                _, frames, _ = whole_frames(
                    encrypted_name(path), cipher, slice_subject(session_id, number)
                )
                pcm = b"".join(frames)
            elif self._keys.is_whole(session_id):
                pcm = b""
            else:
                pcm = path.read_bytes()[wav.HEADER_BYTES :]
        except FileNotFoundError:
            pcm = b""
        return np.frombuffer(pcm[: len(pcm) - len(pcm) % SAMPLE_BYTES], "<i2").astype(np.int16)

    def concatenate(self, session_id: str, slices: Iterable[AudioSlice]) -> Path:
        """All slices, sample-exact, as one WAV or encrypted, put in place whole and durable.

        The path is the file's own.

        Streamed: one slice in memory. A file that already holds exactly these samples is left
        alone, so that a player that has it open is not disturbed. Raises SliceMissing,
        SliceDamaged, DiskFull, FolderNotWritable.
        """
        ordered = list(_without_holes(session_id, slices))
        target, cipher = self.final(session_id), self._keys.cipher(session_id)
        if cipher is None:
            if not self._holds(target, ordered):
                total = sum(each.sample_count for each in ordered)
                wav.write_wav(target, total, (checked_pcm(each, self._keys) for each in ordered))
            return target
        if not self._holds_encrypted(target, ordered, cipher):
            pieces = (checked_pcm(each, self._keys) for each in ordered)
            write_final(target, pieces, cipher, session_id)
        _remove_plain(target)
        return encrypted_name(target)

    def is_behind(self, session_id: str, slices: Iterable[AudioSlice]) -> bool:
        """Whether the final sound is missing, or of another length than these slices have."""
        try:
            with self.final_sound(session_id) as sound:
                return len(sound) != sum(each.sample_count for each in slices)
        except AudioError:
            return True

    def sliced_sound(self, slices: Sequence[AudioSlice]) -> SlicedSound:
        """What the slices hold, whatever the final sound does."""
        return SlicedSound(slices, self.read)

    @contextmanager
    def final_sound(self, session_id: str) -> Iterator[RecordedSound]:
        """The whole recording, read part by part while the block lasts. Raises AudioError."""
        final = self.final(session_id)
        if is_encrypted(final) or self._keys.is_whole(session_id):
            with encrypted_sound(final, self._keys, session_id) as sound:
                yield sound
            return
        found = wav.layout(final)
        with final.open("rb") as file:
            yield RecordedSound(final, file, found.offset, found.sample_count)

    def _holds(self, target: Path, slices: list[AudioSlice]) -> bool:
        try:
            found = wav.layout(target)
        except AudioError:
            return False
        if found.sample_count != sum(each.sample_count for each in slices):
            return False
        with target.open("rb") as file:
            file.seek(found.offset)
            return all(
                file.read(2 * each.sample_count) == checked_pcm(each, self._keys) for each in slices
            )

    def _holds_encrypted(self, target: Path, slices: list[AudioSlice], cipher: Cipher) -> bool:
        try:
            subject = file_subject(slices[0].session_id, target.name) if slices else ""
            with PagedReader(encrypted_name(target), cipher, subject) as file:
                if file.size != 2 * sum(each.sample_count for each in slices):
                    return False
                return all(
                    file.read(2 * each.sample_count) == checked_pcm(each, self._keys)
                    for each in slices
                )
        except (BadCiphertext, OSError):
            return False


def _remove_plain(target: Path) -> None:
    """What an encrypted file has taken the place of. Raises FolderNotWritable."""
    if target.exists():
        try:
            target.unlink()
        except OSError as error:  # on Windows somebody plays it
            raise storage_error(error, target.parent) from error
        sync_folder(target.parent)


def mapped(path: Path) -> NDArray[np.int16]:
    """The samples of a canonical WAV, int16, shape (n,), paged in from the disk as they are used.

    Raises AudioError.
    """
    found = wav.layout(path)
    if not found.sample_count:
        return np.empty(0, np.int16)
    shape = (found.sample_count,)
    return np.memmap(path, np.dtype("<i2"), "r", offset=found.offset, shape=shape)


class RecordedSound:
    """The samples of a recording, read from its file as they are asked for: a week of sound needs
    no more memory than the part that is looked at.

    `len(sound)` and `sound[begin:end]`, as of an array. One thread.
    """

    def __init__(self, path: Path, file: BinaryIO | PagedReader, offset: int, count: int) -> None:
        """`count` samples from byte `offset` on; the file stays the caller's."""
        self._path = path
        self._file = file
        self._offset = offset
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> NDArray[np.int16]:
        """int16, shape (n,). Raises NotAudio where it cannot be read or was changed."""
        begin, end, _ = part.indices(self._count)
        try:
            self._file.seek(self._offset + begin * SAMPLE_BYTES)
            content = self._file.read(max(0, end - begin) * SAMPLE_BYTES) or b""
        except OSError as error:
            raise NotAudio(self._path, error.strerror or str(error)) from error
        return np.frombuffer(content, "<i2").astype(np.int16)


@contextmanager
def recorded_sound(path: Path, keys: Keys) -> Iterator[NDArray[np.int16] | RecordedSound]:
    """A recording by the name of its own file, for as long as the block lasts.

    Whose it is, its place says. Raises AudioError, VaultLocked.
    """
    if path.suffix != SUFFIX:
        yield mapped(path)
        return
    name = path.with_suffix("")
    with encrypted_sound(name, keys, CHECK if name.stem == CHECK else path.parent.name) as sound:
        yield sound


@contextmanager
def encrypted_sound(path: Path, keys: Keys, session_id: str) -> Iterator[RecordedSound]:
    """The recording that is called `path` when it is plain.

    Raises AudioFileMissing, NotAudio, VaultLocked.
    """
    try:
        cipher = needed_cipher(keys, session_id)
        reader = PagedReader(encrypted_name(path), cipher, file_subject(session_id, path.name))
    except FileNotFoundError as error:
        raise AudioFileMissing(path) from error
    except (OSError, BadCiphertext, KeyDamaged) as error:
        raise NotAudio(path, str(error)) from error
    with reader:
        yield RecordedSound(path, reader, 0, reader.size // SAMPLE_BYTES)


def checked_pcm(audio_slice: AudioSlice, keys: Keys = PLAIN) -> bytes:
    """The slice's PCM bytes, checked against its hash.

    Raises SliceMissing, SliceDamaged, VaultLocked.
    """
    try:
        content, encrypted = read_slice(
            audio_slice.path, keys, audio_slice.session_id, audio_slice.number
        )
    except FileNotFoundError as error:
        raise SliceMissing(audio_slice.session_id, audio_slice.number) from error
    except OSError as error:
        raise SliceDamaged(audio_slice.path, error.strerror or str(error)) from error
    except (BadCiphertext, KeyDamaged) as error:
        raise SliceDamaged(audio_slice.path, str(error)) from error
    pcm = content if encrypted else wav.slice_pcm(content)
    if pcm is None:
        raise SliceDamaged(audio_slice.path, "its header is not as it was written")
    if hashlib.sha256(pcm).hexdigest() != audio_slice.sha256:
        raise SliceDamaged(audio_slice.path, "its sound is not as it was recorded")
    return pcm


def _without_holes(session_id: str, slices: Iterable[AudioSlice]) -> Iterator[AudioSlice]:
    at_sample = 0
    for number, each in enumerate(slices):
        if each.number != number or each.start_sample != at_sample:
            raise SliceMissing(session_id, number)
        at_sample = each.end_sample
        yield each
