"""Learning the clinician's voice, so that in later sessions it is known which voice is theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from aurity_desktop.application.voice.voiceprint_file import (
    forget_voiceprint,
    read_voiceprint,
    write_voiceprint,
)
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.microphone_report import MicrophoneFault
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.voice import Voice, Voiceprint, only_voice

_log = logging.getLogger(__name__)


class VoiceListener(Protocol):
    """Hears who speaks in a recording."""

    @property
    def model(self) -> str:
        """Names the file of the network that makes the embeddings."""
        ...

    def read(self, path: Path) -> Samples:
        """The samples of a sound file. Raises AudioError."""
        ...

    def voices(self, samples: Samples) -> Sequence[Voice]:
        """The voices in it. Loads the networks. Raises ModelError."""
        ...

    def faults(self, samples: Samples) -> tuple[MicrophoneFault, ...]:
        """What was wrong with the microphone."""
        ...


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The enrolled voice; `usable`: made by the model that is installed now."""

    voiceprint: Voiceprint
    usable: bool


class Enrolment:
    """The clinician's voice, one for each data folder.

    For commands and children: learning loads torch, never in the window's process.
    """

    def __init__(
        self,
        file: Path,
        listener: VoiceListener,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        keys: Keys = PLAIN,
    ) -> None:
        self._keys = keys
        self._file = file
        self._listener = listener
        self._now = now

    def learn(self, sound: Path) -> Enrolled:
        """Learn from a recording of one person, in place of the voice known so far.

        The recording itself is not kept. Raises AudioError, ModelError, VoiceTooShort,
        VoiceNotAlone, StorageError; the voice known so far then stays.
        """
        samples = self._listener.read(sound)
        voice = only_voice(self._listener.voices(samples))
        voiceprint = Voiceprint(
            voice, self._listener.model, self._now(), self._listener.faults(samples)
        )
        write_voiceprint(self._file, voiceprint, self._keys)
        _log.info("a voice was enrolled", extra={"facts": {"seconds": round(voice.seconds, 1)}})
        return Enrolled(voiceprint, usable=True)

    def status(self) -> Enrolled | None:
        """The voice that is enrolled, None where none is, or where it cannot be read."""
        found = read_voiceprint(self._file, self._keys)
        if found is None:
            return None
        return Enrolled(found, usable=found.model == self._listener.model)

    def forget(self) -> bool:
        """Delete the enrolled voice; False when none was known.

        Sessions keep the roles that were suggested by then.
        """
        forgotten = forget_voiceprint(self._file, self._keys)
        if forgotten:
            _log.info("the enrolled voice was forgotten")
        return forgotten
