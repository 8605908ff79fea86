"""Codecs × containers × channel layouts, as far as the decoder's library can write them.

Speech is put on one channel after another, the others are silent. All of it must be heard.
"""

from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.audio.capture.decoding import AudioFile
from tests.audio.sounds import encode_channels, tone

#: Container, its ending, its codecs, each with a rate and the layouts that it has.
_WAV = ("pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_u8")
_TELEPHONE = ("pcm_alaw", "pcm_mulaw", "adpcm_ms", "adpcm_ima_wav")
_WIDE = ("mono", "stereo", "5.1", "7.1")
KINDS = [
    *(("wav", codec, 48_000, _WIDE) for codec in _WAV),
    *(("wav", codec, 8_000, ("mono", "stereo")) for codec in _TELEPHONE),
    ("wav", "g722", 16_000, ("mono",)),
    *(("wav", codec, 44_100, ("mono", "stereo")) for codec in ("libmp3lame", "mp2", "wmav2")),
    ("wav", "g723_1", 8_000, ("mono",)),
    *(("w64", codec, 44_100, ("mono", "stereo", "5.1")) for codec in ("pcm_s16le", "pcm_f32le")),
    *(("aiff", codec, 44_100, ("mono", "stereo")) for codec in ("pcm_s16be", "pcm_alaw")),
    *(("caf", codec, 44_100, ("mono", "stereo")) for codec in ("pcm_s16le", "pcm_s24le")),
    ("caf", "adpcm_ima_qt", 44_100, ("mono", "stereo")),
    *(("au", codec, 44_100, ("mono", "stereo")) for codec in ("pcm_s16be", "pcm_mulaw")),
    ("flac", "flac", 48_000, _WIDE),
    ("mp3", "libmp3lame", 44_100, ("mono", "stereo")),
    ("mp2", "mp2", 44_100, ("mono", "stereo")),
    ("wv", "wavpack", 44_100, ("mono", "stereo")),
    ("tta", "tta", 44_100, ("mono", "stereo")),
    ("voc", "pcm_u8", 16_000, ("mono",)),
    *(("ogg", codec, 48_000, ("mono", "stereo", "5.1")) for codec in ("libopus", "flac")),
    *(("mp4", codec, 48_000, ("mono", "stereo", "5.1")) for codec in ("aac", "alac", "ac3")),
    *(("mp4", codec, 48_000, ("mono", "stereo")) for codec in ("libopus", "libmp3lame", "flac")),
    *(("ipod", codec, 44_100, ("mono", "stereo", "5.1")) for codec in ("aac", "alac")),
    *(("mov", codec, 44_100, ("mono", "stereo")) for codec in ("aac", "pcm_s16le", "pcm_s24be")),
    ("3gp", "aac", 44_100, ("mono", "stereo")),
    ("3gp", "libopencore_amrnb", 8_000, ("mono",)),
    ("amr", "libopencore_amrnb", 8_000, ("mono",)),
    *(
        ("matroska", codec, 48_000, ("mono", "stereo", "5.1"))
        for codec in ("aac", "ac3", "eac3", "flac", "libopus", "pcm_s16le")
    ),
    *(("matroska", codec, 44_100, ("mono", "stereo")) for codec in ("mp2", "tta", "wavpack")),
    ("webm", "libopus", 48_000, ("mono", "stereo", "5.1")),
    *(("avi", codec, 44_100, ("mono", "stereo")) for codec in ("aac", "libmp3lame", "pcm_s16le")),
    *(("avi", codec, 44_100, ("mono", "stereo")) for codec in ("adpcm_ms", "adpcm_ima_wav")),
    *(("asf", codec, 44_100, ("mono", "stereo")) for codec in ("wmav1", "wmav2", "libmp3lame")),
    *(("mpegts", codec, 48_000, ("mono", "stereo")) for codec in ("aac", "ac3", "mp2", "libopus")),
    *(("mpeg", codec, 48_000, ("mono", "stereo")) for codec in ("mp2", "ac3")),
    *(("flv", codec, 44_100, ("mono", "stereo")) for codec in ("aac", "libmp3lame")),
    *((kind, kind, 48_000, ("mono", "stereo", "5.1")) for kind in ("ac3", "eac3")),
    *(("adts", "aac", 48_000, (layout,)) for layout in ("mono", "stereo", "5.1")),
    ("latm", "aac", 48_000, ("mono", "stereo")),
]
_BIT_RATES = {"libopencore_amrnb": 12_200, "g723_1": 6_300, "mp2": 192_000}
#: A tenth of a second is heard where this share of its level is there. AMR and G.723.1 keep less.
_HEARD = 0.35


@cache
def speech():
    """A second of a voice in some silence: pyannote's installed sample, float, 16 kHz.

    The silence is for encoders that lose their first and last frame.
    """
    import soundfile

    (package,) = find_spec("pyannote.audio").submodule_search_locations
    sample = next(Path(package).glob("sample/*.wav"))
    voice, _ = soundfile.read(sample, start=int(7.0 * 16_000), frames=16_000)
    return np.pad(voice / np.abs(voice).max() * 0.7, 2_400)


@cache
def speech_at(rate):
    import soxr

    return (soxr.resample(speech(), 16_000, rate) * 32_767).astype(np.int16)


def levels(sound):
    windows = sound[: len(sound) // 800 * 800].astype(float).reshape(-1, 800)
    return np.sqrt(np.mean(windows**2, axis=1))


def share_heard(sound):
    """Of the voice's twentieths of a second, how many can be heard in `sound`.

    Codecs delay, or begin early: the best of the delays up to a tenth of a second counts.
    """
    voice = levels(speech() * 32_767)
    spoken = voice > 0.05 * voice.max()
    best = 0.0
    for delay in range(-1_600, 1_600, 160):
        moved = np.pad(sound, (max(0, -delay), 0))[max(0, delay) :]
        there = levels(moved)[: len(voice)]
        there = np.pad(there, (0, len(voice) - len(there)))
        best = max(best, float(np.mean(there[spoken] > _HEARD * voice[spoken])))
    return best


EACH = [
    pytest.param(container, codec, rate, layout, id=f"{container}-{codec}-{layout}")
    for container, codec, rate, layouts in KINDS
    for layout in layouts
]


@pytest.mark.parametrize(("container", "codec", "rate", "layout"), EACH)
def test_all_speech_on_each_channel_is_heard(tmp_path, container, codec, rate, layout):
    import av

    channels = av.AudioLayout(layout).channels
    for at, channel in enumerate(channels):
        low = channel.name == "LFE"
        voice = tone(1.3, hertz=60, rate=rate) if low else speech_at(rate)
        sides = np.zeros((len(channels), len(voice)), np.int16)
        sides[at] = voice
        path = encode_channels(
            tmp_path / "a",
            sides,
            codec,
            rate,
            layout,
            container,
            bit_rate=_BIT_RATES.get(codec, 128_000),
        )
        with closing(AudioFile(path)) as file:
            sound = np.concatenate(list(file.blocks()))
        assert 1.2 < len(sound) / 16_000 < 1.6, channel  # the last block may be filled up
        if low:
            assert np.sqrt(np.mean(sound[4_000:12_000].astype(float) ** 2)) > 5_000, channel
        else:
            assert share_heard(sound) == 1.0, channel
