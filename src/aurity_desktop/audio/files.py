"""Sealed sound read back: one slice at a time, or all of them as one file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio import wav
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import AudioError, DiskFull, SliceDamaged, SliceMissing
from aurity_desktop.durable import (
    create_private,
    put_in_place,
    sync_file,
    sync_folder,
    write_all,
)
from aurity_desktop.paths import Paths


class SessionAudio:
    """The sound of all sessions. Satisfies the ports `SliceReader` and `SessionFiles`; usable from any thread."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def folder(self, session_id: str) -> Path:
        return self._paths.session(session_id)

    def final(self, session_id: str) -> Path:
        """Where `concatenate` puts the whole recording."""
        return self.folder(session_id) / "final.wav"

    def read(self, audio_slice: AudioSlice) -> NDArray[np.int16]:
        """The slice's samples, int16, shape (sample_count,), checked against its hash. Raises SliceMissing, SliceDamaged."""
        return np.frombuffer(checked_pcm(audio_slice), "<i2").astype(np.int16)

    def concatenate(self, session_id: str, slices: Iterable[AudioSlice]) -> Path:
        """All slices, sample-exact, as one WAV, put in place whole and durable.

        Streamed: one slice in memory. A file that already holds exactly these samples is left alone, so that a player
        that has it open is not disturbed. Raises SliceMissing, SliceDamaged, DiskFull.
        """
        ordered = list(_without_holes(session_id, slices))
        target = self.final(session_id)
        if not self._holds(target, ordered):
            self._build(target, ordered)
        return target

    def read_final(self, session_id: str) -> NDArray[np.int16]:
        """The whole recording, int16, shape (n,), paged in from the disk as it is used. Raises AudioError."""
        return mapped(self.final(session_id))

    def _holds(self, target: Path, slices: list[AudioSlice]) -> bool:
        try:
            if wav.sample_count(target) != sum(each.sample_count for each in slices):
                return False
        except AudioError:
            return False
        with target.open("rb") as file:
            file.seek(wav.HEADER_BYTES)
            return all(file.read(2 * each.sample_count) == checked_pcm(each) for each in slices)

    def _build(self, target: Path, slices: list[AudioSlice]) -> None:
        aside = target.with_suffix(".wav.new")
        aside.unlink(missing_ok=True)
        try:
            descriptor = create_private(aside)
            try:
                total = sum(each.sample_count for each in slices)
                write_all(descriptor, memoryview(wav.header(total)))
                for each in slices:
                    write_all(descriptor, memoryview(checked_pcm(each)))
                sync_file(descriptor)
            finally:
                os.close(descriptor)
            put_in_place(aside, target)
            sync_folder(target.parent)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise DiskFull(target.parent) from error
        except AudioError:
            aside.unlink(missing_ok=True)
            raise


def mapped(path: Path) -> NDArray[np.int16]:
    """The samples of a canonical WAV, int16, shape (n,), paged in from the disk as they are used. Raises AudioError."""
    count = wav.sample_count(path)
    if not count:
        return np.empty(0, np.int16)
    return np.memmap(path, np.dtype("<i2"), "r", offset=wav.HEADER_BYTES, shape=(count,))


def checked_pcm(audio_slice: AudioSlice) -> bytes:
    """The slice's PCM bytes, checked against its hash. Raises SliceMissing, SliceDamaged."""
    try:
        with audio_slice.path.open("rb") as file:
            head = file.read(wav.HEADER_BYTES)
            pcm = file.read()
    except FileNotFoundError as error:
        raise SliceMissing(audio_slice.session_id, audio_slice.number) from error
    except OSError as error:
        raise SliceDamaged(audio_slice.path, error.strerror or str(error)) from error
    if head != wav.header(audio_slice.sample_count):
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
