"""Which files are read: containers and codecs by FFmpeg's names, and what others are called."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Containers that hold one recording: those of programs, phones, dictaphones, cameras and
#: meetings. Play lists (HLS, concat, DASH …) are left out on purpose: they name other files and
#: addresses, and opening one would read whatever it names.
_CONTAINERS: Final = (
    *("wav", "w64", "aiff", "caf", "au", "flac", "mp3", "ogg", "aac", "loas", "wv", "tta", "ape"),
    *("mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "asf", "flv"),
    *("mpegts", "mpeg", "ac3", "eac3", "dts", "amr", "qcp", "voc", "dss", "gsm", "g722", "ilbc"),
)
#: What those are spoken in: of FFmpeg's 213 decoders of sound most are for games and discs of the
#: nineties, written once and looked at by nobody since. None is for pictures: a film's, and a
#: cover's, are never decoded.
CODECS: Final = frozenset(
    (
        *("aac", "aac_latm", "alac", "flac", "mp1", "mp1float", "mp2", "mp2float", "mp3"),
        *("mp3float", "opus", "vorbis", "ac3", "eac3", "dca", "speex", "wavpack", "tta", "ape"),
        *("wmav1", "wmav2", "wmapro", "wmavoice", "wmalossless"),
        *("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "libopus"),
        *("adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms"),
        *("g722", "g723_1", "g726", "g726le", "g729", "gsm", "gsm_ms", "ilbc", "nellymoser"),
        *("dss_sp", "evrc", "qcelp", "truespeech"),
        *("pcm_alaw", "pcm_mulaw", "pcm_s8", "pcm_s8_planar", "pcm_u8", "pcm_dvd", "pcm_bluray"),
        *("pcm_s16be", "pcm_s16le", "pcm_s16be_planar", "pcm_s16le_planar", "pcm_u16le"),
        *("pcm_s24be", "pcm_s24le", "pcm_s24le_planar", "pcm_s32be", "pcm_s32le"),
        *("pcm_s32le_planar", "s302m"),
        *("pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le"),
    )
)
#: The decoder that FFmpeg takes by itself, and a better one of the same codec: its own for AMR
#: refuse the frames in which a phone says that nobody speaks.
BETTER: Final = {"amrnb": "libopencore_amrnb", "amrwb": "libopencore_amrwb"}
OPTIONS: Final = {
    "format_whitelist": ",".join(_CONTAINERS),
    "protocol_whitelist": "file",
    "codec_whitelist": ",".join(sorted(CODECS)),  # of what looks for streams, before we choose one
}

#: Formats that no decoder here knows, by how they begin.
_UNKNOWN: Final = {
    b"MS_VOICE": "Sony DVF or MSV",
    b"MThd": "MIDI",
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite format 3": "SQLite",
    b"AURE": "encrypted Aurity",
    b"age-encryption": "age",
    b"-----BEGIN": "PEM",
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "Microsoft Office",
}
_LOOK_BYTES: Final = 64


def name_of(path: Path) -> str:
    """What kind of file this is, where it is none that is read; "" where nobody knows.

    FFmpeg recognises many that it is not allowed to open here, and tells so in its log.
    """
    import av
    import av.logging

    with path.open("rb") as file:
        head = file.read(_LOOK_BYTES)
    if head[1:4] == b"ds2":  # behind the number of its version
        return "DS2"
    for start, name in _UNKNOWN.items():
        if head.startswith(start):
            return name
    level = av.logging.get_level()
    av.logging.set_level(av.logging.DEBUG)
    try:
        with av.logging.Capture() as said:
            _try_to_open(path)
    finally:
        av.logging.set_level(level)
    refused = any("not on whitelist" in text for _, _, text in said)
    probed = [text.split()[1] for _, _, text in said if " probed with size=" in text]
    return probed[-1].split(",")[0].upper() if refused and probed else ""


def _try_to_open(path: Path) -> None:
    import av

    try:
        av.open(str(path.absolute()), "r", options=OPTIONS).close()
    except (av.error.FFmpegError, ValueError, OSError):
        return
