"""An open slice that a recorder left behind, plain or encrypted.

How much of it there is, and how it is sealed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Protocol

from aurity_desktop.audio.slices.open_slice import open_path, sealed_path
from aurity_desktop.domain.audio import SAMPLE_BYTES, SAMPLE_RATE
from aurity_desktop.domain.errors import BadCiphertext
from aurity_desktop.domain.keys import Cipher, Keys
from aurity_desktop.encrypted.frames import HEADER_BYTES, Frames, Header, Kind, encrypted_name
from aurity_desktop.encrypted.sound import FINAL_FRAME_BYTES, needed_cipher, slice_subject
from aurity_desktop.encrypted.whole_files import whole_frames, write_encrypted
from aurity_desktop.storage import wav
from aurity_desktop.storage.durable import put, sync_file, sync_folder

#: What may be torn at the end: a power cut takes a second. When more than this does not open, the
#: file is kept as well.
_TORN_BYTES: Final = 3 * SAMPLE_RATE


class LeftPart(Protocol):
    """Raises OSError."""

    number: int
    path: Path

    def sample_count(self) -> int:
        """How many samples it really holds, after a kill or a power cut."""
        ...

    def written_samples(self) -> int:
        """How many were written by one who ended it and did not die."""
        ...

    def discard(self) -> None:
        """It holds nothing that can be read.

        What may be sound all the same stays under another name.
        """
        ...

    def seal_as(self, number: int, samples: int) -> None:
        """Its first `samples` become slice `number`, durably; the part is gone.

        The file keeps the time of its last sound.
        """
        ...


def left_part(slices: Path, number: int, session_id: str, keys: Keys) -> LeftPart:
    """The open slice of that number. Raises VaultLocked, KeyDamaged."""
    path = encrypted_name(open_path(slices, number))
    if path.exists():
        return _EncryptedLeft(path, number, session_id, needed_cipher(keys, session_id))
    return _WavLeft(open_path(slices, number), number)


class _WavLeft:
    def __init__(self, path: Path, number: int) -> None:
        self.path = path
        self.number = number

    def written_samples(self) -> int:
        return max(0, (self.path.stat().st_size - wav.HEADER_BYTES) // SAMPLE_BYTES)

    def sample_count(self) -> int:
        """After a power cut a file system may know the length of what was appended to the last
        block, and not have the bytes: they then read as zeros. No microphone ends on a run of exact
        zeros, so those of the last block are taken for what they are.
        """
        count, block = self.written_samples(), getattr(self.path.stat(), "st_blksize", 4096)
        if count <= 0:
            return 0
        end = wav.HEADER_BYTES + count * SAMPLE_BYTES
        begin = max(wav.HEADER_BYTES, end - 1 - (end - 1) % block)
        with self.path.open("rb") as file:
            file.seek(begin)
            tail = file.read(end - begin)
        return count - (len(tail) - len(tail.rstrip(b"\0"))) // SAMPLE_BYTES

    def discard(self) -> None:
        self.path.unlink()

    def seal_as(self, number: int, samples: int) -> None:
        written = self.path.stat()
        with self.path.open("r+b") as file:
            file.truncate(wav.HEADER_BYTES + samples * SAMPLE_BYTES)
            file.write(wav.header(samples))
            file.flush()
            sync_file(file.fileno())
        _put(self.path, sealed_path(self.path.parent, number), written)


class _EncryptedLeft:
    """What opens of it, frame by frame, is what there is: nothing torn passes for sound."""

    def __init__(self, path: Path, number: int, session_id: str, cipher: Cipher) -> None:
        self.path = path
        self.number = number
        self._session_id = session_id
        self._cipher = cipher
        subject = slice_subject(session_id, number)
        try:
            self._header, self._plain, self._end = whole_frames(path, cipher, subject)
        except BadCiphertext:
            self._header, self._plain, self._end = Header.new(Kind.SOUND), [], HEADER_BYTES

    def written_samples(self) -> int:
        return sum(map(len, self._plain)) // SAMPLE_BYTES

    def sample_count(self) -> int:
        return self.written_samples()

    def discard(self) -> None:
        if self._holds_more:
            keep_aside(self.path)
        else:
            self.path.unlink()

    def seal_as(self, number: int, samples: int) -> None:  # noqa: ARG002 - its frames are they
        target = encrypted_name(sealed_path(self.path.parent, number))
        written = self.path.stat()
        if number != self.number or self._holds_more:
            self._seal_anew(number, target)
            os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))
            self.discard()
            sync_folder(target.parent)
            return
        frames = Frames(self._cipher, self._header, slice_subject(self._session_id, number))
        ends = bool(self._plain) and not self._plain[-1]
        with self.path.open("r+b") as file:
            file.truncate(self._end)
            if not ends:
                file.seek(self._end)
                file.write(frames.encrypt(len(self._plain), b"", last=True))
            file.flush()
            sync_file(file.fileno())
        _put(self.path, target, written)

    @property
    def _holds_more(self) -> bool:
        """Whether more of it does not open than a power cut could have torn."""
        return self.path.stat().st_size - self._end > _TORN_BYTES

    def _seal_anew(self, number: int, target: Path) -> None:
        """Under another number its frames are other messages. The header tells the number it was
        open under: a part of that number that is still there was cut off on its way out, and is no
        sound of its own.
        """
        write_encrypted(
            target,
            self._plain,
            self._cipher,
            slice_subject(self._session_id, number),
            kind=Kind.SOUND,
            frame_bytes=FINAL_FRAME_BYTES,
            origin=self.number,
        )


def keep_aside(path: Path) -> Path:
    """Rename an open slice so that nobody takes it for one, and nobody deletes it. Durable.

    `000007.part` becomes `000007.part.kept`, or `000007.2.part.kept` where that is taken. Raises
    OSError.
    """
    kept, again = path.with_name(f"{path.name}.kept"), 1
    number, _, rest = path.name.partition(".")
    while kept.exists():
        again += 1
        kept = path.with_name(f"{number}.{again}.{rest}.kept")
    put(path, kept)
    return kept


def opened_as(slices: Path, number: int) -> int | None:
    """The number under which that slice was open.

    None for a plain one, and for one that is not there.
    """
    try:
        with encrypted_name(sealed_path(slices, number)).open("rb") as file:
            return Header.parse(file.read(HEADER_BYTES)).origin
    except (FileNotFoundError, BadCiphertext):
        return None


def _put(path: Path, target: Path, written: os.stat_result) -> None:
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))
    put(path, target)
